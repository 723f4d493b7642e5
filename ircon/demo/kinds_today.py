"""The incidents of the years since: ssh guessing, phishing pages, web shells, amplification, control systems."""

from __future__ import annotations

from ircon.demo.kinds import Kind
from ircon.model import IncidentClass as C

SCANS = (
    Kind(
        C.SCAN,
        "SSH への総当たり",
        "ssh password guessing",
        (
            "{t} {me} sshd[{n}]: Invalid user {u} from {src} port {p}",
            "{t} {me} sshd[{n}]: Failed password for invalid user {u} from {src} port {p} ssh2",
            "{t} {me} sshd[{n}]: Failed password for root from {src} port {p} ssh2",
        ),
        repeat=3,
        since=2005,
    ),
    Kind(
        C.SCAN,
        "Telnet (23/tcp) へのスキャン",
        "scan of 23/tcp",
        (
            "{t} {me} kernel: [UFW BLOCK] IN=eth0 OUT= SRC={src} DST={own} LEN=40 TOS=0x00 PREC=0x00 TTL=241 ID={n}"
            " PROTO=TCP SPT={p} DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0",
        )
        * 4,
        since=2014,
    ),
    Kind(
        C.SCAN,
        "Web アプリケーションへの探査",
        "probing of web applications",
        (
            '{src} - - [{clf}] "GET /.env HTTP/1.1" 404 153 "-" "Mozilla/5.0"',
            '{src} - - [{clf}] "GET /wp-login.php HTTP/1.1" 404 153 "-" "Mozilla/5.0"',
            '{src} - - [{clf}] "GET /actuator/env HTTP/1.1" 404 153 "-" "Mozilla/5.0"',
            '{src} - - [{clf}] "POST /boaform/admin/formLogin HTTP/1.1" 404 153 "-" "Mozilla/5.0"',
        ),
        since=2012,
    ),
    Kind(
        C.SCAN,
        "VPN 装置への総当たり",
        "password guessing against our VPN",
        ("{iso} {me} vpnd[{n}]: authentication failed user={u} remote={src} reason=bad-password",) * 5,
        since=2019,
    ),
    Kind(
        C.SCAN,
        "SIP への探索",
        "scan for SIP servers",
        (
            "{t} {me} asterisk[{n}]: NOTICE: Registration from '\"100\" <sip:100@{own}>' failed"
            " for '{src}:5060' - Wrong password",
        )
        * 3,
        since=2009,
    ),
)

INTRUSIONS = (
    Kind(
        C.INTRUSION,
        "Web サーバへの侵入 (Web シェルの設置)",
        "web server compromised, web shell",
        (
            '{src} - - [{clf}] "POST /wp-content/plugins/form/upload.php HTTP/1.1" 200 41 "-" "python-requests/2.31"',
            '{src} - - [{clf}] "GET /wp-content/uploads/2026/x.php?c=id HTTP/1.1" 200 54 "-" "python-requests/2.31"',
            '{src} - - [{clf}] "POST /wp-content/uploads/2026/x.php HTTP/1.1" 200 8120 "-" "python-requests/2.31"',
        ),
        since=2013,
    ),
    Kind(
        C.INTRUSION,
        "不正ログイン (SSH)",
        "account compromised through ssh",
        (
            "{t} {me} sshd[{n}]: Accepted password for backup from {src} port {p} ssh2",
            "{t} {me} sudo:   backup : TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/bin/sh",
        ),
        since=2006,
    ),
    Kind(
        C.INTRUSION,
        "VPN 経由の侵入",
        "intrusion through VPN",
        (
            "{iso} {me} vpnd[{n}]: tunnel up user=maint remote={src} duration=0",
            "{iso} {me} fileserver: volume snapshot deleted by maint",
        ),
        since=2020,
    ),
    Kind(
        C.TARGETED,
        "標的型攻撃メール",
        "targeted attack mail",
        (
            "{iso} {me} proxy: CONNECT {page}:443 client=pc-0{n} bytes=48211",
            "{iso} {me} mail: from=<soumu@notice.example> relay={sh}[{src}] attachment=shiryou.zip",
        ),
        since=2011,
    ),
    Kind(
        C.ICS,
        "制御システムへの不審なアクセス",
        "access to an industrial control system",
        (
            "{iso} {me} fw: permit tcp {src}:{p} -> {own}:502 app=modbus func=43",
            "{iso} {me} fw: permit tcp {src}:{p} -> {own}:502 app=modbus func=3",
        ),
        since=2014,
    ),
)

PAGES = (
    Kind(
        C.PHISHING,
        "フィッシングサイト",
        "phishing site",
        since=2005,
        urls=("https://{page}/shiomi/login/", "http://{page}/secure/card.html"),
    ),
    Kind(
        C.PHISHING,
        "フィッシングサイト (宅配業者をかたるもの)",
        "phishing of a parcel service",
        since=2018,
        urls=("https://{page}/t/{n}/",),
    ),
    Kind(
        C.MALWARE,
        "マルウエアサイト",
        "malware distribution",
        since=2006,
        urls=("http://{page}/Mozi.m", "http://{page}:8080/bins/arm7"),
    ),
    Kind(
        C.DEFACEMENT,
        "Webサイト改ざん",
        "website defacement",
        since=2006,
        urls=("http://{page}/", "http://{page}/js/jquery.min.js"),
    ),
    Kind(C.COPYRIGHT, "著作権侵害", "copyright infringement notice", since=2008, urls=("http://{page}/video/{n}.mp4",)),
)

FLOODS_AND_MAIL = (
    Kind(
        C.DOS,
        "DDoS 攻撃 (NTP の増幅)",
        "DDoS, NTP amplification",
        ("{iso} {me} netflow: {src}:123 -> {own}:443 proto=17 packets=91{p} bytes=42{n}80 dir=in",) * 4,
        since=2014,
    ),
    Kind(
        C.DOS,
        "DDoS 攻撃",
        "application-layer DDoS",
        (
            '{ymd} [error] {n}#0: *{p} limiting requests, excess: 20.520 by zone "perip", client: {src}, server: www,'
            ' request: "GET /search?q=aaaa HTTP/1.1"',
        )
        * 4,
        since=2012,
    ),
    Kind(
        C.SPAM,
        "迷惑メール",
        "spam",
        (
            "{t} {me} postfix/smtpd[{n}]: connect from {sh}[{src}]",
            "{t} {me} postfix/smtpd[{n}]: NOQUEUE: reject: RCPT from {sh}[{src}]: 554 5.7.1 Service unavailable",
        ),
        since=2004,
    ),
    Kind(
        C.MALWARE,
        "マルウエア感染",
        "infected host calling out",
        (
            "{iso} {me} dns: query A c2.rustle.example client={src}",
            "{iso} {me} ids: botnet checkin {src}:{p} -> {own}:6667",
        ),
        since=2008,
    ),
    Kind(
        C.OTHER,
        "その他 (ドメインの不正利用)",
        "other: our name used in a domain",
        since=2010,
        urls=("http://{page}/company/",),
    ),
)

ALL = SCANS + INTRUSIONS + PAGES + FLOODS_AND_MAIL
