"""A second composed queue, of other kinds and in other words, labelled before a rule saw it.

English prose and tables instead of the form; other series (one control server, one
extortion address, one set of reflectors, neighbours in one network, a reporter who writes
twice) and other traps (what everybody quotes, everybody's services, one reporter's
different cases).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random

from tests.sites.series.compose import Told

SEED = 77003
H, D = timedelta(hours=1), timedelta(days=1)
START = datetime(2025, 3, 3, tzinfo=UTC)
WHO = tuple(f"{kind}{n:02d}" for kind in ("college", "clinic", "mill", "press", "harbour") for n in range(1, 19))
"""Who reports; the first of each kind stand in the register."""
REGISTERED = tuple(name for name in WHO if int(name[-2:]) <= 7)


def domain(who: str) -> str:
    """The domain of a reporter."""
    return f"{who}.example.org"


def block(who: str) -> str:
    """The netblock of a reporter, registered or not."""
    return f"2001:db8:{0x4000 + WHO.index(who):x}:"


def register() -> str:
    """The register as a table."""
    rows = [f"{w},{domain(w)},{block(w)}:/48,cert@{domain(w)}" for w in REGISTERED]
    return "\n".join(["name,domain,cidr,mail", *rows]) + "\n"


class _World:
    def __init__(self) -> None:
        self.rng = Random(SEED)
        self._free = [f"{net}.{n}" for net in ("192.0.2", "198.51.100", "203.0.113") for n in range(1, 200)]
        self.rng.shuffle(self._free)

    def address(self) -> str:
        return self._free.pop()

    def some(self, count: int) -> list[str]:
        return self.rng.sample(WHO, count)

    def day(self) -> datetime:
        return START + timedelta(days=self.rng.randrange(300), minutes=self.rng.randrange(1440))

    def hours(self, low: int, high: int) -> timedelta:
        return self.rng.randrange(low, high) * H


def incidents() -> list[Told]:
    """Return every report in the order in which it comes in; each opens an incident of its own."""
    world = _World()
    plots = (
        (control, 6), (extortion, 4), (reflectors, 4), (neighbours, 4), (watering_hole, 5), (shell, 5), (twice, 6),
        (table_of_bots, 4), (campaign_link, 5),
    )  # fmt: skip
    told = [one for plot, many in plots for n in range(many) for one in plot(world, f"{plot.__name__} {n}")]
    traps = (quoted_advice, public_services, one_reporter, same_cloud, ordinary, mail_service, file_names)
    told += [one for trap in traps for one in trap(world)]
    return sorted(told, key=lambda one: one.sent)


def write(series: str, who: str, at: datetime, subject: str, prose: str, lines: Sequence[str] = ()) -> Told:
    """Compose a mail as people write them, sent some hours after ``at``."""
    sent = at + 7 * H
    mail = EmailMessage()
    mail["From"] = f"Security <cert@{domain(who)}>"
    mail["To"] = "incident@csirt.example.jp"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(sent)
    mail["Message-ID"] = f"<{who}.{int(at.timestamp())}@{domain(who)}>"
    log = "\n".join(lines)
    mail.set_content(f"Hello,\n\n{prose}\n\n{log}\n\nAll times are UTC.\n\nRegards,\n{who} security\n")
    return Told(series, sent, mail.as_bytes())


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


# --- what belongs together ---------------------------------------------------------------


def control(world: _World, name: str) -> Iterator[Told]:
    """Infected hosts of several sites call one control server."""
    host, at = f"n{name[-1]}.{world.rng.choice(('quiet', 'lumen', 'sedge'))}{name[-1]}-update.example.net", world.day()
    for who in world.some(3):
        at += world.hours(5, 60)
        lines = [f"{_iso(at + n * H)} dns query from {block(who)}:{n + 9:x} for {host} A" for n in range(3)]
        yield write(name, who, at, "Malware: hosts of ours call out", "Some of our PCs are infected.", lines)


def extortion(world: _World, name: str) -> Iterator[Told]:
    """The ransom notes name one mail address."""
    mail, at = f"unlock.{world.rng.choice(('gray', 'vega', 'torn'))}{name[-1]}@proton{name[-1]}.example", world.day()
    for who in world.some(3):
        at += world.hours(20, 90)
        prose = f"Ransomware has encrypted a file server. The note says: write to {mail} within 72 hours."
        yield write(name, who, at, "Ransomware", prose, [f"{_iso(at)} fs1 smbd: many files renamed to .lock"])


def reflectors(world: _World, name: str) -> Iterator[Told]:
    """Two or three floods come from one set of reflectors."""
    ours, at = [world.address() for _ in range(6)], world.day()
    for who in world.some(3):
        at += world.hours(1, 20)
        lines = [
            f"{_iso(at + n * timedelta(seconds=1))} UDP {one}:123 -> {block(who)}:1.4{n}821 len 468"
            for n, one in enumerate(world.rng.sample(ours, 4))
        ]
        yield write(name, who, at, "DDoS", "Denial of service: NTP amplification against our web server.", lines)


def neighbours(world: _World, name: str) -> Iterator[Told]:
    """Hosts beside each other in a network that nobody has registered scan on one day."""
    net, at = f"2001:db8:{0xE000 + int(name[-1]):x}:1:", world.day()
    for who in world.some(3):
        at += world.hours(1, 9)
        source = f"{net}:{world.rng.randrange(0x10, 0xFFF):x}"
        lines = [f"{at:%b %d %H:%M:%S} fw sshd[{310 + n}]: Failed password for root from {source}" for n in range(3)]
        yield write(name, who, at, "SSH brute force", "Port scan and login attempts against our gateway.", lines)


def watering_hole(world: _World, name: str) -> Iterator[Told]:
    """A site's web server infects visitors; later the site finds out and reports it."""
    broken, *victims = world.some(3)
    at = world.day()
    url = f"http://www.{domain(broken)}/js/{world.rng.choice(('menu', 'slide', 'top'))}.js"
    for who in victims:
        at += world.hours(3, 40)
        lines = [f"{_iso(at)} proxy GET {url} 200 blocked: exploit kit"]
        yield write(name, who, at, "Malware from a web site", f"Visitors are infected by {url}.", lines)
    prose = f"Our web server www.{domain(broken)} was broken into; a script there had been changed by the intruder."
    yield write(name, broken, at + 15 * H, "Intrusion: our web site was compromised", prose)


def shell(world: _World, name: str) -> Iterator[Told]:
    """One web shell, by its own name, on several broken-in servers."""
    file, at = f"{world.rng.choice(('qz', 'vx', 'jk'))}{world.rng.randrange(1000, 9999)}h{name[-1]}.aspx", world.day()
    for who in world.some(3):
        at += world.hours(10, 70)
        lines = [f'{world.address()} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "POST /upload/{file} HTTP/1.1" 200 88']
        yield write(name, who, at, "Intrusion", "We were broken into and found a web shell.", lines)


def twice(world: _World, name: str) -> Iterator[Told]:
    """A reporter writes again about the same source, without the number we gave."""
    (who,), source, at = world.some(1), world.address(), world.day()
    for _ in range(2):
        lines = [f"{at:%b %d %H:%M:%S} gw telnetd[{at.minute + 200}]: connect from {source}"]
        yield write(name, who, at, "Scan", "Somebody scans us, please contact the source.", lines)
        at += world.hours(40, 120)


def table_of_bots(world: _World, name: str) -> Iterator[Told]:
    """Tables of login attempts share most of a small botnet."""
    bots, at = [world.address() for _ in range(8)], world.day()
    for who in world.some(3):
        at += world.hours(4, 30)
        chosen = world.rng.sample(bots, 5)
        lines = ["time,source,service", *(f"{_iso(at + n * H)},{one},imap" for n, one in enumerate(chosen))]
        yield write(name, who, at, "Password spraying", "Port scan and password guessing from these sources:", lines)


def campaign_link(world: _World, name: str) -> Iterator[Told]:
    """Spam of one campaign links to one page, defanged by those who report it."""
    host = f"{world.rng.choice(('parcel', 'refund', 'kyc'))}-{world.rng.randrange(100, 999)}{name[-1]}.example.com"
    at = world.day()
    for who in world.some(4):
        at += world.hours(2, 30)
        prose = (
            f"Phishing mails to our staff link to hxxps://{host.replace('.', '[.]')}/track?id={world.rng.random():.6f}"
        )
        yield write(name, who, at, "Phishing", prose)


# --- what does not ------------------------------------------------------------------------


def quoted_advice(world: _World) -> Iterator[Told]:
    """Everybody quotes the same pages of advice and of a scanning service."""
    for _ in range(14):
        who, at, source = world.some(1)[0], world.day(), world.address()
        prose = "We followed https://www.jpcert.or.jp/english/at/2025/at250001.html and looked at"
        prose += f" https://www.virustotal.com/gui/ip-address/{source} before writing."
        lines = [f"{at:%b %d %H:%M:%S} gw sshd[41]: Failed password for admin from {source} port 4022 ssh2"]
        yield write("", who, at, "SSH attack", prose, lines)


def public_services(world: _World) -> Iterator[Told]:
    """Time servers, resolvers and mail exchangers stand in the logs of unrelated cases."""
    for _ in range(10):
        who, at = world.some(1)[0], world.day()
        lines = [
            f"{at:%b %d %H:%M:%S} ns ntpd[7]: time reset, server ntp.nict.jp",
            f"{at:%b %d %H:%M:%S} ns named[9]: client {world.address()}#53 query denied, forwarder 1.1.1.1",
        ]
        yield write("", who, at, "Port scan", "Our name server was probed.", lines)


def one_reporter(world: _World) -> Iterator[Told]:
    """One site reports four different things, naming its own hosts each time."""
    for who in world.some(4):
        at = world.day()
        for subject in ("Scan", "Spam", "SSH brute force", "Port scan"):
            at += world.hours(30, 200)
            lines = [
                f"{at:%b %d %H:%M:%S} mail.{domain(who)} sshd[9]: connect from {world.address()} to {block(who)}:25"
            ]
            yield write("", who, at, subject, f"Our server mail.{domain(who)} ({block(who)}:25) was attacked.", lines)


def same_cloud(world: _World) -> Iterator[Told]:
    """Hosts of one large cloud, named by its own host names, have nothing to do with each other."""
    for _ in range(12):
        who, at = world.some(1)[0], world.day()
        host = f"ec2-{world.rng.randrange(1, 250)}-{world.rng.randrange(1, 250)}.compute.amazonaws.com"
        yield write("", who, at, "Scan", "Scans:", [f"{at:%b %d %H:%M:%S} gw telnetd[5]: connect from {host}"])


def ordinary(world: _World) -> Iterator[Told]:
    """The same words about different sources."""
    for _ in range(20):
        who, at, source = world.some(1)[0], world.day(), world.address()
        line = f"{at:%b %d %H:%M:%S} gw kernel: DROP IN=eth0 SRC={source} DST={block(who)}:8 PROTO=TCP DPT=23 SYN"
        yield write("", who, at, "Port scan", "We were scanned.", [line])


def mail_service(world: _World) -> Iterator[Told]:
    """Spam comes through the mail exchangers of one large service."""
    for _ in range(8):
        who, at = world.some(1)[0], world.day()
        n = world.rng.randrange(1000, 9999)
        line = f"{at:%b %d %H:%M:%S} mx postfix/smtpd[3]: connect from mail-{n}.google.com[{world.address()}]"
        yield write("", who, at, "Spam", f"Spam from user{n}@gmail.com, please stop it.", [line])


def file_names(world: _World) -> Iterator[Told]:
    """Attackers ask for the files that all of them ask for."""
    for path in ("/wp-content/plugins/hello.php", "/cgi-bin/luci", "/owa/auth/x.js", "/.git/config") * 2:
        who, at = world.some(1)[0], world.day()
        line = f'{world.address()} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" 404 12'
        yield write("", who, at, "Web scan", "Port scan and probes of our web server.", [line])
