"""The centre's teaching example, composed: two sites, two mails, and the register that knows whose address it is.

Site B saw a port scan from 192.168.100.1, which is site A's, and says that everything may
be disclosed. Site A was broken into two and a half hours earlier and says nothing of the
kind: nothing of what it wrote may leave before it has been asked.
"""

from __future__ import annotations

import zlib
from email.header import Header
from email.mime.text import MIMEText

REGISTER = """\
name,domain,cidr,mail,phone,language,timezone
asite,asite.example.jp,192.168.100.0/24,admin@asite.example.jp,,ja,Asia/Tokyo
bsite,bsite.example.jp,192.168.200.0/24,admin@bsite.example.jp,,ja,Asia/Tokyo
"""

SCAN_SOURCE = "192.168.100.1"

B_LOG = """\
Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1
Jun 23 12:34:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received
"""

B_REPORT = f"""\
分類: ポートスキャン
発生日時: 6月23日 12時34分
発見方法: ログの監視
要望: 接続元に連絡してほしい
条件: 全ての情報を開示してほしい
その他: タイムゾーンはJST、時刻は正確

{B_LOG}"""

A_LOG = "Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;\n"

A_REPORT = f"""\
分類: 侵入 (踏み台にされた)
発生日時: 6月23日 10時00分
発見方法: 攻撃を受けたサイトからの連絡
要望: 解決に協力してほしい
その他: 侵入者はポートスキャンを行っている

{A_LOG}"""

A_TIME = "10:00:00"
A_SECRETS = ("statmon", "statd", "asite statd[123]", A_TIME, "踏み台にされた", "解決に協力")
"""What stands in A's report alone; none of it may be in anything that leaves before A has agreed."""


def mail(sender: str, subject: str, body: str, date: str, charset: str = "iso-2022-jp") -> bytes:
    """Compose one mail to the centre as a Japanese mail program of the time would."""
    message = MIMEText(body, "plain", charset)
    message["From"] = sender
    message["To"] = "incident@csirt.example.jp"
    message["Subject"] = Header(subject, charset).encode()
    message["Date"] = date
    message["Message-ID"] = f"<{zlib.crc32(body.encode()):08x}.report@{sender.rpartition('@')[2]}>"
    return message.as_bytes()


def from_b() -> bytes:
    """Site B's report of a port scan, with permission to disclose everything."""
    return mail("admin@bsite.example.jp", "ポートスキャンの報告", B_REPORT, "Fri, 23 Jun 2000 13:05:00 +0900")


def from_a() -> bytes:
    """Site A's report of an intrusion, which states no condition."""
    return mail("admin@asite.example.jp", "不正侵入の報告", A_REPORT, "Fri, 23 Jun 2000 16:20:00 +0900")
