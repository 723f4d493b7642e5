"""Ways in which a report gives its sender, or another victim, away. Each must come to nothing below the level of full.

All are composed. ``$T`` stands for the time of a log line, ``$OWN`` for an address of the recipient's.
"""

from __future__ import annotations

from typing import NamedTuple

T = "Jun 23 12:34:00"
OWN = "192.168.100.1"


class Case(NamedTuple):
    """One leak: where it hides, what the report says, and the secrets that must not come out."""

    name: str
    body: str
    secrets: tuple[str, ...]
    subject: str = "report"
    sender: str = "Taro Bsite <admin@bsite.example.jp>"
    headers: tuple[tuple[str, str], ...] = ()


def _log(name: str, line: str, *secrets: str) -> Case:
    return Case(name, line.replace("$T", T).replace("$OWN", OWN) + "\n", secrets)


def _around(name: str, text: str, *secrets: str) -> Case:
    plain = f"{T} gwhost telnetd[12]: connect from {OWN}\n"
    return Case(name, text.replace("$LOG", plain).replace("$OWN", OWN).replace("$T", T), (*secrets, "gwhost"))


IN_LOG_LINES = (
    _log("syslog host field", "$T bsite telnetd[12]: connect from $OWN", "bsite"),
    _log("syslog host field, an ordinary word", "$T relaying telnetd[12]: connect from $OWN", "relaying"),
    _log("syslog host field, in the recipient's domain", "$T b.asite.example.jp sshd[1]: connect from $OWN", "b.asite"),
    _log("syslog host field, in the recipient's netblock", "$T 192.168.100.77 sshd[1]: connect from $OWN", "100.77"),
    _log("RFC 5424 host", f"<34>1 2026-06-23T12:34:00+09:00 bhost.example.org sshd 811 - - from {OWN}", "bhost"),
    _log("RFC 5424 structured data", f'<34>1 2026-06-23T12:34:00Z h su 1 ID47 [o@1 s="bsecret"] from {OWN}', "bsecret"),
    _log("program of its own", "$T gw bsite-watchdog[12]: connect from $OWN", "bsite-watchdog", "watchdog"),
    _log("process number", "$T gw telnetd[31337]: connect from $OWN", "31337"),
    _log("destination address", "$T gw kernel: SRC=$OWN DST=192.0.2.15 PROTO=TCP SPT=4242 DPT=23", "192.0.2.15"),
    _log("another address of the same net", "$T gw kernel: SRC=$OWN DST=192.0.2.16 DPT=23", "192.0.2.16", "192.0.2"),
    _log("address in IPv6", "$T gw sshd[1]: connect from $OWN to 2001:db8:b::15", "2001:db8:b", "db8:b"),
    _log("address in decimal", "$T gw proxy: $OWN asked for 3221225999", "3221225999"),
    _log("address in decimal where an epoch stands", "3221225999 connect from $OWN", "3221225999"),
    _log("address in hexadecimal", "$T gw proxy: $OWN asked for 0xc000020f", "c000020f"),
    _log("address in octal", "$T gw proxy: $OWN asked for 0300.0000.0002.0017", "0300", "0017"),
    _log("address in in-addr.arpa", "$T gw named[1]: $OWN query: 15.2.0.192.in-addr.arpa IN PTR", "15.2.0.192"),
    _log("address mapped into IPv6", "$T gw sshd[1]: $OWN to ::ffff:192.0.2.15", "192.0.2.15"),
    _log("address mapped into IPv6, in hexadecimal", "$T gw sshd[1]: $OWN to ::ffff:c000:20f", "c000:20f"),
    _log("address in percent", "$T gw httpd: $OWN GET /?ip=%31%39%32%2e%30%2e%32%2e%31%35", "%31%39"),
    _log("address in base64", "$T gw httpd: $OWN GET /?d=MTkyLjAuMi4xNQ==", "MTkyLjAuMi4xNQ"),
    _log("address in a hexdump", "$T gw ids: $OWN 31 39 32 2e 30 2e 32 2e 31 35", "31 39 32"),
    _log("address padded with zeros", "$T gw fw: $OWN -> 192.000.002.015", "192.000", "002.015"),
    _log("address with dashes", "$T gw sshd[1]: connect from $OWN to host-192-0-2-15", "192-0-2-15"),
    _log("address defanged", "$T gw sshd[1]: connect from $OWN to 192[.]0[.]2[.]15", "192[", "[.]15"),
    _log("address in full width", "$T gw sshd[1]: $OWN から １９２．０．２．１５ へ", "１９２", "１５"),
    _log("address behind a port mark", "$T gw fw: tcp $OWN:4242 -> 192.0.2.15:22", "192.0.2.15"),
    _log("address as tcpdump writes it", f"12:34:00.123456 IP {OWN}.4242 > 192.0.2.15.23: S 1:1(0)", "192.0.2.15"),
    _log("zone index of an address", "$T gw sshd[1]: connect from 2001:db8:a::7%bsite and $OWN", "%bsite"),
    _log("netblock", "$T gw fw: drop $OWN to 192.0.2.0/28", "192.0.2"),
    _log("dynamic host name", "$T gw sshd[1]: $OWN scanned p15-ipad201.bnet.example.org", "p15-ipad201", "bnet"),
    _log("host name after to", "$T gw telnetd[1]: connect from $OWN to mail", "mail"),
    _log("host name that is a word of ours", "$T gw telnetd[1]: connect from $OWN to closed", "closed"),
    _log("reversed host name", "$T gw dnsd: $OWN jp.example.bsite", "jp.example.bsite"),
    _log(
        "host name of the reporter's below the recipient's",
        "$T g named[1]: $OWN#53: query: b.example.jp.asite.example.jp",
        "b.example.jp",
    ),
    _log(
        "virtual host",
        f'{OWN} - - [23/Jun/2026:12:34:00 +0900] "GET http://shop.bsite.example.jp/ HTTP/1.0" 404 1',
        "shop",
    ),
    _log(
        "Referer",
        f'{OWN} - - [23/Jun/2026:12:34:00 +0900] "GET / HTTP/1.0" 200 5 "http://intra.bsite.example.jp/x"',
        "intra",
    ),
    _log(
        "user agent",
        f'{OWN} - - [23/Jun/2026:12:34:00 +0900] "GET / HTTP/1.0" 200 5 "-" "BsiteMonitor/2"',
        "BsiteMonitor",
    ),
    _log(
        "remote user of a web server", f'{OWN} - hanako [23/Jun/2026:12:34:00 +0900] "GET / HTTP/1.0" 200 5', "hanako"
    ),
    _log("path", "$T gw httpd: $OWN GET /bsite/secret/plan.html", "plan", "secret"),
    _log("file name", "$T gw ftpd[1]: $OWN get bsite-payroll.xls", "payroll"),
    _log("directory", "$T gw statd[123]: $OWN open of /var/statmon/sm/bhost", "statmon", "bhost"),
    _log("account", "$T gw sshd[1]: Failed password for hanako from $OWN port 50273 ssh2", "hanako"),
    _log("account that is a word of ours", "$T gw sshd[1]: Failed password for reset from $OWN port 5 ssh2", "reset"),
    _log("account that is a protocol", "$T gw sshd[1]: Invalid user nntp from $OWN", "nntp"),
    _log(
        "account after a key",
        "$T gw pam: authentication failure; logname=yamada user=hanako rhost=$OWN",
        "yamada",
        "hanako",
    ),
    _log("mail address", "$T gw smtpd: from=<x@$OWN> to=<hanako@bsite.example.jp>", "hanako", "bsite"),
    _log(
        "bounce address in the recipient's domain",
        "$T gw smtpd: $OWN from=<b-hanako=bsite.example.jp@asite.example.jp>",
        "hanako",
    ),
    _log("queue number", "$T gw sendmail[1]: NAA01234: from=x, relay=[$OWN]", "NAA01234"),
    _log(
        "message-id in a line", "$T gw sendmail[1]: msgid=<1.2@mx.bsite.example.jp>, relay=[$OWN]", "mx.bsite", "1.2@"
    ),
    _log("MAC address", "$T gw kernel: MAC=00:16:3e:aa:bb:cc SRC=$OWN DPT=23", "00:16:3e", "aa:bb"),
    _log("security identifier", "$T gw win: S-1-5-21-1004336348-1177238915 from $OWN", "1004336348"),
    _log("interface", "$T gw kernel: IN=bsite0 OUT=vlan77 SRC=$OWN DPT=23", "bsite0", "vlan77"),
    _log("rule of a firewall", "$T gw kernel: BSITE-DROP-IN SRC=$OWN DPT=23", "BSITE-DROP"),
    _log("session cookie", "$T gw httpd: $OWN sid=9f8e7d6c5b4a", "9f8e7d6c5b4a"),
    _log("another victim in the same line", "$T gw ids: $OWN scanned 203.0.113.7, 203.0.113.8", "203.0.113"),
    _log("banner", "$T gw smtpd: $OWN 220 mx.bsite.example.jp ESMTP Bsite Mail Hub", "mx.bsite", "Hub"),
    _log("Japanese words in the line", "$T gw ids: $OWN からビーサイト株式会社への接続", "ビーサイト", "株式会社"),
    _log("kana in half width", "$T gw ids: $OWN ﾋﾞｰｻｲﾄ ｶﾌﾞｼｷｶﾞｲｼｬ", "ﾋﾞｰｻｲﾄ", "ｶﾌﾞｼｷ"),
    _log("a word between invisible characters", "$T gw\u200b sshd[1]: $OWN b\u200bsite", "b\u200bsite", "200B"),
    _log("a second time in the line", "$T gw job: started 11:59:58 for $OWN", "11:59:58"),
    _log("a port number that is none", "$T gw job: $OWN port 123456 pin 4711", "123456", "4711"),
    _log("a name where a month stands", "Jun 23 12:34:00 Jul telnetd[1]: connect from $OWN", "Jul"),
    _log("a zone that is a name", "Jun 23 12:34:00 BSITE telnetd[1]: connect from $OWN", "BSITE"),
)

AROUND_THE_LINES = (
    _around(
        "signature", "$LOG\n-- \nTaro Bsite, Bsite Industries\ntel 03-5555-0199", "Industries", "5555-0199", "Taro"
    ),
    _around("greeting", "Taro of Bsite Industries here.\n$LOG", "Industries", "Taro"),
    _around("quoted mail", "$LOG\n> Hanako wrote:\n> our host db7.bsite.example.jp was hit\n", "Hanako", "db7"),
    _around(
        "another victim's line", "$LOG$T vhost sshd[1]: connect from 203.0.113.9 to 203.0.113.7\n", "203.0.113", "vhost"
    ),
    _around(
        "a line about another net of the source", "$LOG$T gwhost sshd[2]: connect from 198.51.100.9\n", "198.51.100"
    ),
    _around("field: how it was found", "発見方法: 花子が気づいた\n$LOG", "花子"),
    _around("field: request", "要望: ビーサイトを守ってほしい\n$LOG", "ビーサイト", "守って"),
    _around("field: condition", "条件: 社長の花子に確認済み\n$LOG", "花子", "社長"),
    _around("field: remarks", "その他: 東京本社の時刻で、タイムゾーンはJST\n$LOG", "東京本社"),
    _around("field: occurrence with words", "発生日時: 6月23日 12時34分 花子の当直中\n$LOG", "花子", "当直"),
    _around(
        "path of the recipient's own page",
        "see http://www.asite.example.jp/~x/bsite/login.html\n$LOG",
        "login.html",
        "bsite",
    ),
    _around(
        "query of the recipient's own page", "http://www.asite.example.jp/?victim=hanako\n$LOG", "hanako", "victim="
    ),
    _around("user in a link", "http://hanako:pw1234@www.asite.example.jp/\n$LOG", "hanako", "pw1234"),
    _around("mailbox at the recipient's", "mail from bsite-list@asite.example.jp\n$LOG", "bsite-list"),
    Case(
        "subject",
        f"{T} g telnetd[1]: connect from {OWN}\n",
        ("Industries", "db7"),
        subject="Bsite Industries db7 scanned",
    ),
    Case("name and mail", f"{T} g telnetd[1]: connect from {OWN}\n", ("Taro", "admin@bsite", "bsite")),
    Case(
        "name in Japanese",
        f"{T} g telnetd[1]: connect from {OWN}\n",
        ("美咲", "mkhost"),
        sender="美咲 <mk@mkhost.example.org>",
    ),
    Case(
        "Message-ID",
        f"{T} g telnetd[1]: connect from {OWN}\n",
        ("mx7", "20260623"),
        headers=(("Message-ID", "<20260623.mx7@bsite.example.jp>"),),
    ),
    Case(
        "Received",
        f"{T} g telnetd[1]: connect from {OWN}\n",
        ("mx8", "192.0.2.99"),
        headers=(
            (
                "Received",
                "from mx8.bsite.example.jp ([192.0.2.99]) by mail.cc.example.net; Tue, 23 Jun 2026 18:00:01 +0900",
            ),
        ),
    ),
    Case(
        "Organization and X-Mailer",
        f"{T} g telnetd[1]: connect from {OWN}\n",
        ("Industries", "BsiteMail"),
        headers=(("Organization", "Bsite Industries"), ("X-Mailer", "BsiteMail 1.0")),
    ),
)

CASES = IN_LOG_LINES + AROUND_THE_LINES
