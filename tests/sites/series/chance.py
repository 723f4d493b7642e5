"""What does not belong together although something is shared: everyday noise, and the traps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from tests.sites.series.compose import RESEARCH, SITES, Pool, Told, day, domain, host_of, probe, report, syslog, web

H, D = timedelta(hours=1), timedelta(days=1)


def all_of(rng: Random, pool: Pool) -> list[Told]:
    """Every incident here is one by itself."""
    traps = (
        everyday_scans, everyday_web, shared_server, address_handed_on, own_hosts, resolver, inside_addresses,
        customers_of_one_provider, research_scanner, brands,
    )  # fmt: skip
    return [told for trap in traps for told in trap(rng, pool)]


def everyday_scans(rng: Random, pool: Pool) -> Iterator[Told]:
    """The same daemons write the same words about different sources."""
    for _ in range(26):
        at, site = day(rng), rng.choice(SITES)
        yield report("", site, at, "スキャン", probe(rng, at, "gw", pool.address(), site))


def everyday_web(rng: Random, pool: Pool) -> Iterator[Told]:
    """Every scanner asks for the same pages."""
    for path in ("/wp-login.php", "/.env", "/phpmyadmin/index.php", "/xmlrpc.php", "/boaform/admin/formLogin") * 3:
        at = day(rng)
        yield report("", rng.choice(SITES), at, "スキャン", [web(at, pool.address(), path)])


def shared_server(rng: Random, pool: Pool) -> Iterator[Told]:
    """One hosting server holds the false pages of several who do not know each other."""
    for server in range(3):
        address, at = pool.address(), day(rng)
        for page in range(3):
            at += rng.randrange(20, 90) * H
            url = f"http://www.site{server}{page}.example/{'abc'[page]}{rng.randrange(1000, 9999)}qx{page}/in.php"
            prose = f"偽サイト {url} ({address}) の停止をお願いします。"
            yield report("", rng.choice(SITES), at, "フィッシング", [], prose=prose)


def address_handed_on(rng: Random, pool: Pool) -> Iterator[Told]:
    """A dynamic address is somebody else's half a year later."""
    for _ in range(6):
        source, at = pool.address(), day(rng)
        for kind in ("スキャン", "迷惑メール"):
            site = rng.choice(SITES)
            yield report("", site, at, kind, probe(rng, at, "gw", source, site))
            at += rng.randrange(120, 220) * D


def own_hosts(rng: Random, pool: Pool) -> Iterator[Told]:
    """A site that reports often names its own hosts each time."""
    for site in ("botan", "asahi", "daichi"):
        at = day(rng)
        for _ in range(4):
            at += rng.randrange(20, 150) * H
            name = f"mail.{domain(site)}"
            line = f"postfix/smtpd[99]: reject: RCPT from unknown[{pool.address()}]: 554 to={name} [{host_of(site)}]"
            yield report(
                "", site, at, "スキャン", [syslog(at, name, line)], prose=f"対象: http://www.{domain(site)}/ {name}"
            )


def resolver(rng: Random, pool: Pool) -> Iterator[Told]:
    """Logs of a flood name the resolver that was asked."""
    at = day(rng)
    for _ in range(5):
        at += rng.randrange(10, 100) * H
        line = f"named[53]: client {pool.address()}#53: query (cache) denied, forwarders {{ 8.8.8.8; }}"
        yield report(
            "", rng.choice(SITES), at, "DoS攻撃", [syslog(at, "ns", line)], prose="当方のリゾルバは 8.8.8.8 です。"
        )


def inside_addresses(rng: Random, pool: Pool) -> Iterator[Told]:
    """Everybody's server is 192.168.0.10 inside."""
    at = day(rng)
    for _ in range(7):
        at += rng.randrange(5, 60) * H
        line = f"kernel: DROP IN=eth0 OUT= SRC={pool.address()} DST=192.168.0.10 LEN=40 PROTO=TCP SPT=4021 DPT=445 SYN"
        yield report("", rng.choice(SITES), at, "スキャン", [syslog(at, "fw", line)])


def customers_of_one_provider(rng: Random, pool: Pool) -> Iterator[Told]:
    """Scans from a large provider's customers, each from its own address, weeks or days apart."""
    for _ in range(12):
        at, site = day(rng), rng.choice(SITES)
        yield report("", site, at, "スキャン", probe(rng, at, "gw", pool.of_provider(), site))


def research_scanner(rng: Random, pool: Pool) -> Iterator[Told]:
    """A scanner for research stands in everybody's log, beside who was reported for it."""
    at = day(rng)
    for _ in range(7):
        at += rng.randrange(5, 50) * H
        site = rng.choice(SITES)
        lines = [*probe(rng, at, "gw", RESEARCH, site), *probe(rng, at + H, "gw", pool.address(), site)]
        yield report("", site, at, "スキャン", lines)


def brands(rng: Random, pool: Pool) -> Iterator[Told]:
    """False pages of one brand, with the words that every such page has."""
    at = day(rng)
    for number in range(6):
        at += rng.randrange(20, 120) * H
        url = f"https://secure{number}.brand{number}.example/login/index.php"
        yield report("", rng.choice(SITES), at, "フィッシング", [], prose=f"偽サイト {url} アドレス {pool.address()}")
