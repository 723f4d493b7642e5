"""What abuse desks get in prose: fail2ban, blocklist.de, Netcraft, WebIron, copyright notices, and plain words."""

from __future__ import annotations

from tests.intake.corpus.case import Case, mail

LINES = (
    "Jun 18 07:19:02 gw sshd[811]: Failed password for root from 192.0.2.15 port 50273 ssh2\n"
    "Jun 18 07:19:09 gw sshd[811]: Failed password for root from 192.0.2.15 port 50274 ssh2\n"
)
SUMMER = "Date: Thu, 18 Jun 2026 07:25:31 +0200"
TIMES = ["2026-06-18T05:19:02Z", "2026-06-18T05:19:09Z"]


def cases() -> list[Case]:
    """All of them."""
    return [*_fail2ban(), *_desks(), *_copyright(), *_plain()]


def _fail2ban() -> list[Case]:
    body = (
        "Dear Sir/Madam,\n\nWe have detected abuse from the IP address 192.0.2.15, which according to whois is on your network.\n"
        f"Lines containing failures of 192.0.2.15 (time zone +0200):\n{LINES}"
    )
    short = f"Hi,\n\nThe IP 192.0.2.15 has just been banned by Fail2Ban after 5 attempts against sshd.\n\n{LINES}\nRegards,\nFail2Ban\n"
    expected = {
        "klass": "scan",
        "values": {"192.0.2.15"},
        "roles": {"192.0.2.15": "source"},
        "times": TIMES,
        "level": "none",
    }
    return [
        Case(
            "fail2ban complaint",
            mail(body, "From: root@gw.example.net", SUMMER),
            "fail2ban",
            {**expected, "zones": {"stated"}},
        ),
        Case("fail2ban notice", mail(short, "From: Fail2Ban <fail2ban@gw.example.net>", SUMMER), "fail2ban", expected),
    ]


def _desks() -> list[Case]:
    blocklist = (
        "Hello Abuse-Team,\n\nyour Server/Customer with the IP: 192.0.2.15 has attacked one of our servers/partners.\n"
        f"The attackers used the method/service: ssh on: Thu, 18 Jun 2026 07:19:02 +0200.\nThe time listed is from the server-time of the "
        f"Blocklist-user who submitted the report.\n\nThe attack was reported to the Blocklist.de-System.\n\n{LINES}"
    )
    netcraft = (
        "Hello,\n\nNetcraft has discovered a phishing attack on your network:\n\nhxxp://login[.]example[.]com/bank [192.0.2.15]\n\n"
        "Would it be possible to have the fraudulent content, and any other associated fraudulent content, taken down?\n"
    )
    webiron = (
        "The following is an abuse report from WebIron.\n\nSource IP: 192.0.2.15\nAttack type: brute force\n\n"
        '192.0.2.15 - - [18/Jun/2026:07:19:02 +0200] "POST /wp-login.php HTTP/1.1" 200 512 "-" "Mozilla/5.0"\n'
    )
    return [
        Case("blocklist.de", mail(blocklist, "From: abuse@example.org", SUMMER), "blocklist.de",
             {"klass": "scan", "roles": {"192.0.2.15": "source"}}),
        Case("Netcraft", mail(netcraft, "From: takedown@example.org", SUMMER), "netcraft",
             {"klass": "phishing", "values": {"http://login.example.com/bank", "192.0.2.15"}}),
        Case("WebIron", mail(webiron, "From: abuse@example.org", SUMMER), "webiron",
             {"klass": "scan", "values": {"192.0.2.15"}, "times": ["2026-06-18T05:19:02Z"]}),
    ]  # fmt: skip


def _copyright() -> list[Case]:
    notice = (
        "Notice of Claimed Infringement\n\nDear ISP,\n\nWe represent the copyright owner of the work below.\n\n"
        "Evidentiary Information:\nNotice ID: 1001\nInfringed Work: Example\nProtocol: BitTorrent\nIP Address: 192.0.2.15\n"
        "Timestamp: 2026-06-18 05:19:02 UTC\n\nThis is a notice of copyright infringement under the DMCA.\n"
    )
    japanese = "著作権侵害に関するご連絡\n\n貴社ネットワークの 192.0.2.15 において著作権を侵害するファイルが公開されています。\n"
    return [
        Case("copyright notice", mail(notice, "From: dmca@rights.example.com", SUMMER), "copyright",
             {"klass": "copyright", "values": {"192.0.2.15"}}),
        Case("copyright notice in Japanese", mail(japanese, "From: a@rights.example.jp", SUMMER), "copyright",
             {"klass": "copyright", "values": {"192.0.2.15"}, "language": "ja"}),
    ]  # fmt: skip


def _plain() -> list[Case]:
    prose = "A host of yours, 192.0.2.15, is scanning our network since yesterday.\n"
    japanese = "貴組織の192.0.2.15からスキャンを受けています。対応をお願いします。\n"
    page = '<html><body><p>Phishing page:</p><p><a href="http://login.example.com/x">www.bank.example.co.jp</a></p></body></html>'
    return [
        Case("prose", mail(prose, SUMMER), "mail", {"values": {"192.0.2.15"}, "klass": "scan", "language": "en", "level": "none"}),
        Case("prose in Japanese", mail(japanese, SUMMER), "mail", {"values": {"192.0.2.15"}, "klass": "scan", "language": "ja"}),
        Case("prose as a file", prose.encode(), "text", {"values": {"192.0.2.15"}, "klass": "scan"}),
        Case("a log file", LINES.encode(), "log", {"values": {"192.0.2.15"}, "klass": "scan"}),
        Case("a log file of a web server", b'192.0.2.15 - - [18/Jun/2026:07:19:02 +0200] "GET /cgi-bin/phf HTTP/1.0" 404 12\n' * 3, "log",
             {"times": ["2026-06-18T05:19:02Z"] * 3}),
        Case("a page in HTML only", mail(page, "Content-Type: text/html; charset=utf-8"), "html",
             {"klass": "phishing", "values": {"http://login.example.com/x", "www.bank.example.co.jp"}, "problems": 1}),
        Case("where it came from by the web mailer", mail("Hello.\n", "X-Originating-IP: [203.0.113.7]"), "mail", {"values": {"203.0.113.7"}}),
        Case("nothing", b"", "unreadable", {"problems": 1}),
        Case("blanks", b" \r\n\t\n", "unreadable", {"problems": 1}),
        Case("a program", bytes(range(256)) * 40, "unreadable", {"problems": 1}),
    ]  # fmt: skip
