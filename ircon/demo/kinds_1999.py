"""The incidents of 1999 and the years after: probes of telnet, POP, IMAP and statd, phf, open relays, smurf."""

from __future__ import annotations

from ircon.demo.kinds import Kind
from ircon.model import IncidentClass as C

SCANS = (
    Kind(
        C.SCAN,
        "ポートスキャン",
        "port scan",
        (
            "{t} {me} in.telnetd[{n}]: refused connect from {src}",
            "{t} {me} in.ftpd[{n}]: refused connect from {src}",
            "{t} {me} imapd[{n}]: refused connect from {src}",
            "{t} {me} popper[{n}]: refused connect from {src}",
        ),
        until=2003,
    ),
    Kind(
        C.SCAN,
        "IMAP への探索",
        "probes of the IMAP port",
        (
            "{t} {me} imapd[{n}]: connect from {src}",
            "{t} {me} imapd[{n}]: command stream end of file while reading line",
        ),
        repeat=3,
        until=2002,
    ),
    Kind(
        C.SCAN,
        "POP サーバへのアクセスの試み",
        "POP server probe",
        ("{t} {me} popper[{n}]: connect from {src}", "{t} {me} popper[{n}]: @[{src}]: -ERR POP EOF received"),
        repeat=2,
        until=2001,
    ),
    Kind(
        C.SCAN,
        "sunrpc ポートの探索",
        "portmapper sweep",
        ("{t} {me} portsentry[{n}]: attackalert: SYN/Normal scan from host: {src}/{src} to TCP port: 111",) * 3,
        since=1999,
        until=2004,
    ),
    Kind(
        C.SCAN,
        "cgi-bin への探査",
        "cgi-bin probing",
        (
            '{src} - - [{clf}] "GET /cgi-bin/phf?Qalias=x%0a/bin/cat%20/etc/passwd HTTP/1.0" 404 168',
            '{src} - - [{clf}] "GET /cgi-bin/test-cgi?/* HTTP/1.0" 404 172',
            '{src} - - [{clf}] "GET /cgi-bin/nph-test-cgi?* HTTP/1.0" 404 176',
            '{src} - - [{clf}] "GET /cgi-bin/Count.cgi HTTP/1.0" 404 173',
        ),
        until=2002,
    ),
    Kind(
        C.SCAN,
        "mountd への探索",
        "mountd probe",
        (
            "{t} {me} mountd[{n}]: refused mount request from {src} for / (/): unknown host",
            "{t} {me} mountd[{n}]: refused mount request from {src} for /export (/): unknown host",
        ),
        until=2001,
    ),
    Kind(
        C.SCAN,
        "ルータで破棄したスキャン",
        "scan dropped at our router",
        ("{t} {me} {n}: %SEC-6-IPACCESSLOGP: list 101 denied tcp {src}({p}) -> {own}(143), 1 packet",) * 4,
        until=2008,
    ),
)

INTRUSIONS = (
    Kind(
        C.INTRUSION,
        "侵入 (root 権限の奪取)",
        "intrusion, root compromise",
        (
            "{t} {me} statd[{n}]: statd: open of /var/statmon/sm/;",
            "{t} {me} inetd[{n}]: /usr/sbin/in.telnetd: connect from {src}",
            "{t} {me} login: ROOT LOGIN /dev/ttyp2 FROM {src}",
        ),
        until=2001,
    ),
    Kind(
        C.INTRUSION,
        "不正侵入",
        "break-in through automountd",
        (
            "{t} {me} automountd[{n}]: server {src} not responding",
            "{t} {me} rshd[{n}]: connect from {src}",
            "{t} {me} su: 'su root' succeeded for guest on /dev/pts/3",
        ),
        until=2000,
    ),
    Kind(
        C.INTRUSION,
        "不正侵入 (IMAP サーバ経由)",
        "intrusion through imapd",
        (
            "{t} {me} imapd[{n}]: connect from {src}",
            "{t} {me} login[{n}]: LOGIN ON ttyp1 BY r00t FROM {src}",
            "{t} {me} PAM_pwdb[{n}]: password for (lp/7) changed by (r00t/0)",
        ),
        until=2001,
    ),
    Kind(
        C.SNIFFING,
        "パケットの盗聴",
        "sniffer found",
        ("{t} {me} kernel: eth0: Setting promiscuous mode.", "{t} {me} login[{n}]: LOGIN ON ttyp0 BY sys FROM {src}"),
        until=2003,
    ),
    Kind(
        C.DEFACEMENT,
        "Web ページの改ざん",
        "web page defaced",
        (
            '{src} - - [{clf}] "PUT /index.html HTTP/1.0" 201 148',
            '{src} - - [{clf}] "GET /index.html HTTP/1.0" 200 31337',
        ),
        until=2005,
    ),
)

MAIL_AND_FLOODS = (
    Kind(
        C.RELAY,
        "メールの不正中継",
        "third-party mail relay",
        (
            "{t} {me} sendmail[{n}]: FAA{n}: from=<offer@bulk.example>, size=2311, class=0, nrcpts=50,"
            " proto=SMTP, relay=[{src}]",
            "{t} {me} sendmail[{n}]: FAA{n}: to=<member{p}@freemail.example>, delay=00:00:09, stat=Sent",
        ),
        repeat=2,
        until=2004,
    ),
    Kind(
        C.RELAY,
        "メール中継の試み",
        "attempted mail relay",
        (
            "{t} {me} sendmail[{n}]: NOQUEUE: ruleset=check_rcpt, arg1=<check@probe.example>, relay={sh} [{src}],"
            " reject=550 <check@probe.example>... Relaying denied",
        )
        * 2,
        until=2006,
    ),
    Kind(
        C.DOS,
        "メール爆弾",
        "mail bombing",
        ("{t} {me} sendmail[{n}]: KAA{n}: from=<root@localhost>, size=1048576, class=0, nrcpts=1, relay=[{src}]",) * 4,
        until=2003,
    ),
    Kind(
        C.DOS,
        "サービス妨害 (SYN flood)",
        "denial of service, SYN flood",
        (
            "{t} {me} kernel: Warning: possible SYN flood from {src} on {own}:80.  Sending cookies.",
            "{t} {me} kernel: Warning: possible SYN flood from {src} on {own}:80.  Sending cookies.",
            "{t} {me} httpd[{n}]: server reached MaxClients setting, consider raising the MaxClients setting",
        ),
        until=2008,
    ),
    Kind(
        C.DOS,
        "smurf 攻撃",
        "smurf, our network used as amplifier",
        ("{t} {me} {n}: %SEC-6-IPACCESSLOGDP: list 110 denied icmp {src} -> {own} (0/0), 4096 packets",) * 3,
        until=2002,
    ),
)

ALL = SCANS + INTRUSIONS + MAIL_AND_FLOODS
