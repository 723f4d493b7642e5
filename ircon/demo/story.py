"""The centre's teaching example: site B is scanned from site A, and site A turns out to be a stepping stone.

B says that everything may be disclosed, A says nothing of the kind. Both mails are
written as their mail programs of June 1999 wrote them.
"""

from __future__ import annotations

from datetime import datetime

from ircon.demo.composing import mail, utc

B_SENT = utc(1999, 6, 23, 5, 2)
A_SENT = utc(1999, 6, 24, 1, 15)

B_REPORT = """\
例示コーディネーションセンター 御中

サイトBの管理者です。ポートスキャンを受けましたので報告します。

分類: ポートスキャン
発生日時: 6月23日 12時34分
発見方法: ログの監視
要望: 攻撃元に連絡してほしい
条件: 全ての情報を開示してほしい
その他: タイムゾーンはJST、時刻は正確

Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1
Jun 23 12:34:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received

--
サイトB 管理者 <admin@bsite.example.jp>"""

A_REPORT = """\
例示コーディネーションセンター 御中

サイトAの管理者です。侵入を受け、踏み台にされていました。

分類: 侵入 (踏み台)
発生日時: 6月23日 10時00分
発見方法: 攻撃を受けたサイトからの連絡
要望: 解決に協力してほしい
その他: 侵入者はポートスキャンを行っている

Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;

--
サイトA 管理者 <admin@asite.example.jp>"""


def mails() -> tuple[tuple[datetime, bytes], ...]:
    """Return the two reports in the order in which they came: when each was sent, and its bytes."""
    return (
        (B_SENT, mail("サイトB 管理者", "admin@bsite.example.jp", "ポートスキャンの報告", B_REPORT, B_SENT, 1)),
        (A_SENT, mail("サイトA 管理者", "admin@asite.example.jp", "不正侵入の報告", A_REPORT, A_SENT, 2)),
    )
