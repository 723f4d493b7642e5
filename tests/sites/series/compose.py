"""How one report of the set is composed: who writes, what stands in its logs, when it is sent."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime
from random import Random

JST = timezone(timedelta(hours=9))
START = datetime(2024, 1, 8, 0, 0, tzinfo=UTC)

_NAMES = (
    "asahi", "botan", "chidori", "daichi", "enoki", "fuji", "ginza", "hinode", "izumi", "jomon", "kaede", "lupin",
    "momiji", "nagi", "otowa", "pine", "quartz", "ruri", "sakura", "tsubaki", "ume", "violet", "wakaba", "yuzu",
)  # fmt: skip
SITES = tuple(f"{name}{n}" for n in ("", "2", "3", "4") for name in _NAMES)
"""Who reports. Every second one stands in the register, with its domain and a netblock of its own."""

PROVIDER = ("bigisp", ("198.51.100.0/24", "203.0.113.128/25", "2001:db8:b16::/48"))
"""A provider whose customers have nothing to do with each other."""

RESEARCH = "203.0.113.250"
"""A scanner that everybody sees and the centre knows: it stands on the list of what links nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """One mail and the series it belongs to ("" for none), with the instant at which it is sent."""

    series: str
    sent: datetime
    mail: bytes


class Pool:
    """Hands out each documentation address once, so that nothing is shared but by design."""

    def __init__(self, rng: Random) -> None:
        self._free = [f"{net}.{last}" for net in ("192.0.2", "203.0.113") for last in range(1, 120)]
        self._of_provider = [f"198.51.100.{n}" for n in range(1, 250)] + [f"203.0.113.{n}" for n in range(129, 249)]
        rng.shuffle(self._free)
        rng.shuffle(self._of_provider)
        self._v6 = iter(range(0x100, 0xFFFF))

    def address(self) -> str:
        """An address of nobody in the register."""
        return self._free.pop() if self._free else f"2001:db8:{next(self._v6):x}::5"

    def of_provider(self) -> str:
        """An address of one of the provider's customers."""
        return self._of_provider.pop()


def netblock(site: str) -> str:
    """The netblock of a registered site."""
    return f"2001:db8:{0xA000 + SITES.index(site):x}::/48"


def host_of(site: str, number: int = 0x25) -> str:
    """An address inside a site's netblock."""
    return netblock(site).replace("::/48", f"::{number:x}")


def domain(site: str) -> str:
    """The domain of a site that reports."""
    return f"{site}.example.{'jp' if SITES.index(site) % 3 else 'com'}"


def register() -> str:
    """The register as a table: every second site, and the provider."""
    rows = ["name,domain,cidr,mail"]
    rows += [f"{s},{domain(s)},{netblock(s)},admin@{domain(s)}" for s in SITES[::2]]
    name, blocks = PROVIDER
    return "\n".join([*rows, f"{name},{name}.example.net,{';'.join(blocks)},abuse@{name}.example.net"]) + "\n"


def day(rng: Random) -> datetime:
    """Some moment of the year."""
    return START + timedelta(days=rng.randrange(330), hours=rng.randrange(24), minutes=rng.randrange(60))


def report(
    series: str,
    site: str,
    at: datetime,
    kind: str,
    lines: Sequence[str],
    *,
    remarks: str = "タイムゾーンはJST、時刻は正確",
    prose: str = "",
    delay: timedelta = timedelta(hours=5),
) -> Told:
    """Compose a mail in the centre's form; ``at`` is when it happened, ``delay`` how much later it was sent."""
    sent = at + delay
    local = at.astimezone(JST)
    body = (
        f"分類: {kind}\n発生日時: {local:%Y年%m月%d日 %H時%M分}\n発見方法: ログの監視\n要望: 調査をお願いします\n"
        f"その他: {remarks}\n\n{prose}\n" + "\n".join(lines) + "\n"
    )
    message = MIMEText(body, "plain", "utf-8")
    message["From"] = f"admin@{domain(site)}"
    message["To"] = "incident@csirt.example.jp"
    message["Subject"] = Header(f"{kind}の報告", "utf-8").encode()
    message["Date"] = format_datetime(sent.astimezone(JST))
    message["Message-ID"] = f"<{zlib.crc32(body.encode()):08x}.{len(body)}@{domain(site)}>"
    return Told(series, sent, message.as_bytes())


# --- log lines ------------------------------------------------------------------------


def syslog(at: datetime, host: str, rest: str) -> str:
    """A line of RFC 3164, in Japan's time."""
    local = at.astimezone(JST)
    return f"{local:%b} {local.day:2d} {local:%H:%M:%S} {host} {rest}"


def web(at: datetime, client: str, path: str, agent: str = "Mozilla/5.0", status: int = 404) -> str:
    """A line of a web server's log."""
    return (
        f'{client} - - [{at.astimezone(JST):%d/%b/%Y:%H:%M:%S +0900}] "GET {path} HTTP/1.1" {status} 312 "-" "{agent}"'
    )


def probe(rng: Random, at: datetime, host: str, source: str, site: str) -> list[str]:
    """What some daemon or firewall writes of a scan; the same words for every source."""
    port, pid = rng.choice((22, 23, 80, 445, 3389)), rng.randrange(300, 9000)
    forms = (
        f"sshd[{pid}]: Failed password for root from {source} port {rng.randrange(2000, 60000)} ssh2",
        f"telnetd[{pid}]: connect from {source}",
        f"kernel: DROP IN=eth0 OUT= SRC={source} DST={host_of(site)} LEN=40 PROTO=TCP SPT=40000 DPT={port} SYN",
        f"sshd[{pid}]: Invalid user {rng.choice(('admin', 'test', 'oracle', 'guest'))} from {source} port 5521",
        f"portsentry[{pid}]: attackalert: SYN/Normal scan from host: {source}/{source} to TCP port: {port}",
    )
    chosen = rng.choice(forms)
    return [syslog(at + timedelta(seconds=7 * n), host, chosen) for n in range(rng.randrange(2, 5))]
