"""What belongs together: one intruder, one tool or one campaign, seen by several sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from tests.sites.series.compose import SITES, Pool, Told, day, domain, host_of, probe, report, syslog, web

BROKEN = SITES[0:24:2]
"""Registered sites whose hosts do harm, each in one series."""

H, D = timedelta(hours=1), timedelta(days=1)


def all_of(rng: Random, pool: Pool) -> list[Told]:
    """Every series, each under a name of its own."""
    plots = (
        sweep,
        slow_scan,
        stepping_stone,
        user_list,
        kit,
        dropper,
        odd_tool,
        relay,
        wrong_clock,
        one_network,
        handed_on,
    )
    many = {sweep: 7, slow_scan: 3, stepping_stone: 6, user_list: 4, kit: 5, dropper: 4, odd_tool: 4}
    return [
        told
        for plot in plots
        for number in range(many.get(plot, 2))
        for told in plot(rng, pool, f"{plot.__name__} {number}")
    ]


def sweep(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """One source tries several sites within two days."""
    source, at = pool.address(), day(rng)
    for site in rng.sample(SITES, rng.randrange(3, 6)):
        at += rng.randrange(1, 10) * H
        yield report(name, site, at, "スキャン", probe(rng, at, "gw", source, site))


def slow_scan(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """One source comes back for five weeks."""
    source, at = pool.address(), day(rng)
    for site in rng.sample(SITES, 4):
        yield report(name, site, at, "スキャン", probe(rng, at, "fw", source, site))
        at += rng.randrange(9, 13) * D


def stepping_stone(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """A site is broken into, reports it, and others report that site's host as their source."""
    at = day(rng)
    broken, victims = BROKEN[int(name[-1])], rng.sample(SITES[24:], 3)
    source = host_of(broken)
    for site in victims:
        at += rng.randrange(2, 30) * H
        yield report(name, site, at, "ポートスキャン", probe(rng, at, "ns", source, site))
    yield report(
        name, broken, at - 2 * D, "侵入 (踏み台にされた)",
        [syslog(at - 2 * D, "www", "login[311]: ROOT LOGIN ON ttyp1")], delay=4 * D,
    )  # fmt: skip


def user_list(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """Many bots, each from its own address, try the same list of odd user names."""
    lists = (("zhwork7", "ilo_svc9", "kx4mail"), ("ferrobot", "m1k0pos", "azbanka"), ("t0rqued", "lumenpi", "vostok3d"),
             ("grnhsx", "payrolq2", "s3rvopt"))  # fmt: skip
    names = lists[int(name[-1])]
    at = day(rng)
    for site in rng.sample(SITES, 4):
        at += rng.randrange(3, 40) * H
        source = pool.address()
        lines = [
            syslog(
                at + n * timedelta(seconds=9),
                "login",
                f"sshd[{800 + n}]: Failed password for invalid user {who} from {source} port 40{n}21 ssh2",
            )
            for n, who in enumerate(names)
        ]
        yield report(name, site, at, "スキャン", lines)


def kit(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """One phishing kit on many broken-in web servers: only its path is the same."""
    word = rng.choice(("mufgjk", "jcbver", "amzrenew", "etcsvc", "rakupay", "smbcard")) + name[-1]
    path = (
        f"/{rng.choice(('wp-includes', 'images', '.well'))}/{word}/{rng.choice(('confirm', 'update', 'kakunin'))}.php"
    )
    at = day(rng)
    for number, site in enumerate(rng.sample(SITES, 4)):
        at += rng.randrange(4, 60) * H
        url = f"http://shop{rng.randrange(10, 99)}-{number}.kit{name[-1]}{number}.example{path}"
        yield report(
            name,
            site,
            at,
            "フィッシング",
            [],
            prose=f"偽サイトが次のURLにあります。\n{url}\nアドレス: {pool.address()}",
        )


def dropper(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """The same malware is fetched from one place, whoever is infected."""
    url, at = (
        f"http://dl.upd{name[-1]}.example.net/pkg/{rng.choice(('sysmon', 'taxform', 'kb'))}{rng.randrange(99)}.exe",
        day(rng),
    )
    for site in rng.sample(SITES[24:], 3):
        at += rng.randrange(3, 48) * H
        line = f"squid[77]: TCP_MISS/200 GET {url} client={host_of(site, rng.randrange(0x40, 0x99))}"
        yield report(name, site, at, "マルウエア感染", [syslog(at, "proxy", line)], prose=f"ダウンロード元: {url}")


def odd_tool(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """A tool of one's own: other addresses each time, but its own path and its own name."""
    folder = f"{rng.choice(('xq', 'zz', 'kz'))}{rng.randrange(100, 999)}probe"
    path = f"/{folder}/{rng.choice(('vuln', 'chk', 'p'))}_{name[-1]}k.cgi"
    agent, at = f"{rng.choice(('Morf', 'Zgr', 'Kuro'))}{rng.choice('XYZ')}eus/{rng.randrange(1, 9)}.0", day(rng)
    for site in rng.sample(SITES, 4):
        at += rng.randrange(3, 70) * H
        source = pool.address()
        yield report(
            name, site, at, "スキャン", [web(at + n * timedelta(seconds=3), source, path, agent) for n in range(3)]
        )


def relay(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """Mail is relayed through several sites from one source."""
    source, at = pool.address(), day(rng)
    for site in rng.sample(SITES, 3):
        at += rng.randrange(1, 20) * H
        lines = [
            syslog(
                at + n * timedelta(seconds=2),
                "mail",
                f"sendmail[{900 + n}]: AAB{n}: from=<x{n}@bulk{name[-1]}.example>, nrcpts=50, relay=[{source}]",
            )
            for n in range(3)
        ]
        yield report(name, site, at, "メール不正中継", lines)


def wrong_clock(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """The same tool on the same day, but one site's clock is, as it says itself, weeks behind."""
    first, second = rng.sample(SITES[1::2], 2)
    path, at = f"/backdr{name[-1]}x/ctl_{rng.randrange(100)}z.php", day(rng) + 60 * D
    yield report(name, first, at, "侵入", [web(at, pool.address(), path, status=200)])
    behind = 40 * D
    lines = [web(at + 3 * H - behind, pool.address(), path, status=200)]
    yield report(
        name, second, at + 3 * H, "侵入", lines,
        remarks=f"タイムゾーンはJST、時計は{int(behind.total_seconds() // 3600)}時間遅れています",
    )  # fmt: skip


def one_network(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """Three hosts of one small site take turns."""
    owner = BROKEN[-1 - int(name[-1])]
    at = day(rng)
    for site in rng.sample(SITES[24:], 3):
        at += rng.randrange(1, 9) * H
        source = host_of(owner, rng.randrange(0x100, 0x999))
        yield report(name, site, at, "スキャン", probe(rng, at, "ids", source, site))


def handed_on(rng: Random, pool: Pool, name: str) -> Iterator[Told]:
    """What attacks one site is what another reports as attacked: the same host at opposite ends."""
    first, second = rng.sample(SITES[1::2], 2)
    middle, at = pool.address(), day(rng)
    yield report(name, first, at, "スキャン", probe(rng, at, "gw", middle, first))
    earlier = at - 20 * H
    line = f"kernel: FORWARD IN=eth1 OUT=eth0 SRC={pool.address()} DST={middle} LEN=60 PROTO=TCP SPT=1042 DPT=22 SYN"
    yield report(name, second, earlier, "侵入", [syslog(earlier, domain(second).split(".")[0], line)], delay=2 * D)
