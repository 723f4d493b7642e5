"""Form mails as strangers fill them in, labelled before they were first read: what the label says, and what the answer is."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail

_HEAD = ("From: tanaka@dsite.example.jp", "Date: Tue, 03 Mar 2026 18:00:00 +0900", "Subject: =?utf-8?B?44Kk44Oz44K344OH44Oz44OI5aCx5ZGK?=")


def _case(told: str, body: str, *headers: str, kind: Any = "mail-form", **expected: Any) -> Case:
    given = {one.partition(":")[0] for one in headers}
    head = [one for one in _HEAD if one.partition(":")[0] not in given]
    return Case(f"strangers: {told}", mail(body, *head, *headers), kind, expected)


def cases() -> list[Case]:
    """All of them."""
    return [*_japanese(), *_english()]


def _japanese() -> list[Case]:
    return [
        _case(
            "the centre's form, indented and with a greeting",
            "担当者各位\n\nいつもお世話になっております。\nD大学の田中です。下記のとおり報告いたします。\n\n"
            "    分類       : ポートスキャン\n    発生日時   : 3月3日 4時5分\n    発見方法   : ログの監視\n    要望       : 攻撃元への連絡\n"
            "    条件       : 全ての情報を開示してほしい\n    その他     : タイムゾーンはJST、時刻は正確\n\n"
            "Mar  3 04:05:06 dsite telnetd[12]: connect from 203.0.113.70\n\n-- \n田中一郎 tanaka@dsite.example.jp\n",
            **{"class": "ポートスキャン", "klass": "scan", "occurred": "3月3日 4時5分", "found_by": "ログの監視", "request": "攻撃元への連絡",
               "condition": "全ての情報を開示してほしい", "remarks": "タイムゾーンはJST、時刻は正確", "level": "full",
               "times": ["2026-03-02T19:05:06Z"], "zones": {"stated"}},
        ),
        _case(
            "labels in brackets on a line of their own",
            "【分類】\nフィッシング\n\n【発生日時】\n令和8年3月3日(火) 午前4時5分\n\n【発見方法】\n顧客からの問い合わせ\n\n【要望】\nサイトの停止\n\n【条件】\n匿名での開示は可\n\n"
            "【その他】\nhxxps://login[.]dsite-jp[.]example[.]com/\n",
            **{"class": "フィッシング", "klass": "phishing", "occurred": "令和8年3月3日(火) 午前4時5分", "found_by": "顧客からの問い合わせ",
               "request": "サイトの停止", "condition": "匿名での開示は可", "level": "facts", "values": {"https://login.dsite-jp.example.com/"}},
        ),
        _case(
            "numbers in circles",
            "①インシデントの分類：不正アクセス\n②発生日時：2026年3月3日　4:05頃\n③発見の経緯：IDSのアラート\n④ご要望：対処方法の助言\n⑤情報開示の条件：ログのみ開示可\n⑥備考：NTPで同期済み\n",
            **{"class": "不正アクセス", "occurred": "2026年3月3日　4:05頃", "found_by": "IDSのアラート", "request": "対処方法の助言",
               "condition": "ログのみ開示可", "remarks": "NTPで同期済み", "level": "logs"},
        ),
        _case(
            "numbers in parentheses, answers below",
            "(1) 種別\n　マルウェア感染\n(2) 発生日時\n　2026/03/03 04:05\n(3) 発見のきっかけ\n　ウイルス対策ソフトの検知\n(4) 依頼事項\n　特になし（情報提供のみ）\n(5) 情報の取り扱い\n　第三者への開示は不可\n",
            **{"class": "マルウェア感染", "klass": "malware", "occurred": "2026/03/03 04:05", "found_by": "ウイルス対策ソフトの検知",
               "request": "特になし（情報提供のみ）", "condition": "第三者への開示は不可", "level": "none", "refused": True},
        ),
        _case(
            "boxes to tick",
            "■インシデントの分類（該当するものに■）\n□スキャン　■フィッシング　□マルウェア　□改ざん　□その他\n"
            "■発生日時\n2026年3月3日\n■情報の開示\n□すべて開示してよい　■匿名なら開示してよい　□開示しない\n■希望する対応\n■サイトの閉鎖依頼　□助言\n",
            **{"class": "フィッシング", "klass": "phishing", "occurred": "2026年3月3日", "level": "facts", "request": "サイトの閉鎖依頼"},
        ),
        _case(
            "ticks of letters",
            "種別: [ ] スキャン [x] DoS [ ] 侵入\n発生日時: 2026-03-03 04:05 JST\n開示: [x] 可 [ ] 不可\n要望: [x] 連絡調整 [ ] 情報提供のみ\n",
            **{"class": "DoS", "klass": "dos", "occurred": "2026-03-03 04:05 JST", "level": "full", "request": "連絡調整"},
        ),
        _case(
            "answers folded over lines",
            "分類：ポートスキャン\n発生日時：2026年3月3日 4時5分から\n　　　　　2026年3月3日 4時20分まで\n発見方法：ファイアウォールのログを\n　　　　　目視で確認\n要望：攻撃元の管理者へ\n　　　連絡してほしい\n条件：なし\n",
            **{"class": "ポートスキャン", "occurred": "2026年3月3日 4時5分から\n2026年3月3日 4時20分まで", "found_by": "ファイアウォールのログを\n目視で確認",
               "request": "攻撃元の管理者へ\n連絡してほしい"},
        ),
        _case(
            "a table of bars",
            "｜分類｜侵入｜\n｜発生日時｜2026/3/3 4:05｜\n｜発見方法｜利用者からの通報｜\n｜要望｜調査の助言｜\n｜条件｜開示不可｜\n",
            **{"class": "侵入", "klass": "intrusion", "occurred": "2026/3/3 4:05", "found_by": "利用者からの通報", "request": "調査の助言",
               "condition": "開示不可", "level": "none", "refused": True},
        ),
        _case(
            "marks of many kinds",
            "◆報告者：田中一郎（D大学情報基盤センター）\n◇メール：tanaka@dsite.example.jp\n●分類：DDoS\n○発生日時：2026年3月3日（火）4:05\n▼発見方法：トラフィック監視\n★要望：遮断への協力\n※条件：相手組織への開示は可\n",
            **{"class": "DDoS", "klass": "dos", "occurred": "2026年3月3日（火）4:05", "found_by": "トラフィック監視", "request": "遮断への協力",
               "condition": "相手組織への開示は可", "mail": "tanaka@dsite.example.jp"},
        ),
        _case(
            "quoted by the centre and answered below each question",
            "> 1. 分類\nポートスキャンです。\n> 2. 発生日時\n3月3日の午前4時5分ごろです。\n> 3. 発見方法\nIDSです。\n> 4. 条件（情報を開示してもよいですか）\nすべて開示していただいて構いません。\n",
            "Subject: Re: [IRCON#21] =?utf-8?B?5oOF5aCx44Gu44GK6aGY44GE?=",
            level="full", references=(21,),
        ),
        _case(
            "the whole form quoted, by a forwarder",
            "担当者様　関係会社より下記の報告がありましたので転送します。\n\n> 分類： 改ざん\n> 発生日時： 2026/03/03 04:05\n> 発見方法： 外部からの指摘\n> 要望： 復旧方法の助言\n> 条件： 社名を伏せれば開示可\n> 被害URL： http://www.esite.example.jp/\n",
            **{"class": "改ざん", "klass": "defacement", "occurred": "2026/03/03 04:05", "found_by": "外部からの指摘", "request": "復旧方法の助言",
               "condition": "社名を伏せれば開示可", "level": "facts", "values": {"http://www.esite.example.jp/"}},
        ),
        _case(
            "labels longer than the form's",
            "・インシデントの種類を教えてください：フィッシングサイト\n・いつ発生しましたか：2026年3月3日 4時頃\n・どのようにして発見しましたか：社員が受信したSMS\n・弊センターへのご要望：テイクダウン\n・いただいた情報を関係者に開示してもよいですか：はい\n",
            **{"class": "フィッシングサイト", "klass": "phishing", "occurred": "2026年3月3日 4時頃", "found_by": "社員が受信したSMS", "request": "テイクダウン",
               "condition": "はい"},
        ),
        _case(
            "without colons, by blanks",
            "分類        不正ログイン\n発生日時    2026/03/03 04:05:06\n発見方法    利用者からの申告\n要望        送信元ISPへの連絡\n条件        可\n備考        JST\n",
            occurred="2026/03/03 04:05:06", found_by="利用者からの申告", request="送信元ISPへの連絡", condition="可", level="full",
        ),
        _case(
            "left half empty",
            "分類：スキャン\n発生日時：2026/03/03\n発見方法：\n要望：\n条件：\nその他：\n\n203.0.113.71 から 22/tcp へのスキャンです。\n",
            **{"class": "スキャン", "found_by": "", "request": "", "condition": "", "level": "none", "refused": False, "values": {"203.0.113.71"}},
        ),
        _case(
            "a fuller form with persons, systems and clock",
            "１．報告者\n　氏名：田中一郎\n　組織：D株式会社\n　部署：システム部\n　電話：03-0000-0000\n　電子メール：tanaka@dsite.example.jp\n２．インシデント\n　種別：SSHブルートフォース\n　攻撃元：203.0.113.72\n　攻撃先：198.51.100.72（ssh.dsite.example.jp）\n"
            "　最初の発生：2026-03-03 04:05:06\n　タイムゾーン：UTC+9\n　NTP同期：有\n３．情報の開示\n　可否：攻撃元の組織には可\n",
            **{"name": "田中一郎", "site": "D株式会社", "mail": "tanaka@dsite.example.jp", "class": "SSHブルートフォース", "klass": "scan",
               "roles": {"203.0.113.72": "source", "198.51.100.72": "target"}},
        ),
        _case(
            "ISO-2022-JP days: half-width kana",
            "ﾌﾞﾝﾙｲ：ｽｷｬﾝ\n発生日時：03/03 04:05\n発見方法：ﾛｸﾞ\n要望：ﾅｼ\n条件：ﾅｼ\n",
            found_by="ﾛｸﾞ", occurred="03/03 04:05", level="none",
        ),
        _case(
            "a colon set apart, and keys with notes",
            "分類（複数可） ： マルウェア配布\n発生日時（分かる範囲で） ： 2026年3月2日夜\n発見方法（任意） ： Google検索\n要望（具体的に） ： 配布URLの停止\n条件（開示範囲） ： 配布元のみに開示可\n",
            **{"class": "マルウェア配布", "klass": "malware", "occurred": "2026年3月2日夜", "found_by": "Google検索", "request": "配布URLの停止",
               "condition": "配布元のみに開示可"},
        ),
        _case(
            "from a web form, equals signs",
            "shubetsu\nname=山田花子\nemail=yamada@esite.example.jp\n報告種別=フィッシング\n発生日時=2026-03-03 04:05\n発見経緯=メール受信\n依頼=閉鎖調整\n公開可否=非公開\nurl=https://evil.example.net/a\n",
            "From: webform@cc.example.jp",
            **{"class": "フィッシング", "occurred": "2026-03-03 04:05", "found_by": "メール受信", "request": "閉鎖調整", "values": {"https://evil.example.net/a"}},
        ),
        _case(
            "a full stop instead of a colon, and an arrow",
            "分類→スキャン\n発生日時→3/3 4:05\n発見方法→ログ\n要望→連絡希望\n条件→開示OK\n",
            **{"class": "スキャン", "occurred": "3/3 4:05", "found_by": "ログ", "request": "連絡希望", "condition": "開示OK", "level": "full"},
        ),
    ]  # fmt: skip


def _english() -> list[Case]:
    return [
        _case(
            "the form in English",
            "Category: Port scan\nDate of occurrence: March 3, 04:05\nHow discovered: log monitoring\nRequest: please contact the source\nCondition: disclose everything\nOther: time zone is JST, clock accurate\n\n"
            "Mar  3 04:05:06 dsite popper[13]: @[203.0.113.73]: -ERR POP EOF received\n",
            **{"class": "Port scan", "klass": "scan", "occurred": "March 3, 04:05", "found_by": "log monitoring", "request": "please contact the source",
               "condition": "disclose everything", "remarks": "time zone is JST, clock accurate", "level": "full", "times": ["2026-03-02T19:05:06Z"], "zones": {"stated"}},
        ),
        _case(
            "with dashes and capitals",
            "INCIDENT TYPE - Denial of service\nDATE/TIME - 2026-03-03 04:05 UTC\nDETECTED BY - NetFlow\nREQUEST - block upstream\nDISCLOSURE - anonymised only\n",
            **{"class": "Denial of service", "klass": "dos", "occurred": "2026-03-03 04:05 UTC", "found_by": "NetFlow", "request": "block upstream", "level": "facts"},
        ),
        _case(
            "numbered, with dots",
            "1. Type of incident: Phishing\n2. When did the incident occur?: 3 Mar 2026 04:05 CET\n3. How was it discovered?: user report\n4. What do you want us to do?: takedown\n5. May we share this information with others?: Yes, but do not name us\n"
            "6. Additional information: https://evil.example.com/login\n",
            **{"class": "Phishing", "klass": "phishing", "occurred": "3 Mar 2026 04:05 CET", "found_by": "user report", "request": "takedown", "level": "facts",
               "values": {"https://evil.example.com/login"}},
        ),
        _case(
            "dots between",
            "Category ........: Web defacement\nOccurred ........: 2026-03-03 04:05\nFound by ........: visitor\nRequest .........: advice\nCondition .......: keep confidential\n",
            **{"class": "Web defacement", "klass": "defacement", "occurred": "2026-03-03 04:05", "found_by": "visitor", "request": "advice",
               "condition": "keep confidential", "level": "none"},
        ),
        _case(
            "in asterisks (markdown)",
            "**Category:** Malware\n**Date:** 2026-03-03 04:05 UTC\n**Detected by:** EDR\n**Request:** information only\n**TLP:** AMBER\n",
            **{"class": "Malware", "klass": "malware", "found_by": "EDR", "request": "information only"},
        ),
        _case(
            "a CERT form",
            "REPORTING SITE\n  Name: Jane Roe\n  Organization: F University\n  Email: roe@fsite.example.edu\n  Time zone: GMT-5\n\nAFFECTED HOSTS\n  Hostname: gw.fsite.example.edu\n  IP: 198.51.100.74\n\nSOURCE OF ATTACK\n  Hostname: attacker.example.net\n  IP: 203.0.113.74\n\n"
            "INCIDENT\n  Category: root compromise\n  Date: 3 March 2026\n  Description: statd was exploited\n",
            "From: Jane Roe <roe@fsite.example.edu>",
            **{"name": "Jane Roe", "site": "F University", "class": "root compromise", "klass": "intrusion",
               "roles": {"203.0.113.74": "source", "198.51.100.74": "target"},
               "values": {"gw.fsite.example.edu", "198.51.100.74", "attacker.example.net", "203.0.113.74"}},
        ),
        _case(
            "an abuse form's lines",
            "IP Address: 203.0.113.75\nTimestamp: 2026-03-03T04:05:06Z\nType: SSH brute force\nDescription: multiple failed logins\nContact: noc@gsite.example\nCan be shared: yes\n",
            **{"class": "SSH brute force", "klass": "scan", "occurred": "2026-03-03T04:05:06Z"},
        ),
        _case(
            "answers that wrap, in English",
            "Category: Scan\nWhen: 2026-03-03 04:05 to\n      2026-03-03 04:30 (JST)\nHow found: an automatic\n  alert\nRequest: tell the owner of\n  the network\nCondition: you may pass on the logs\n  but not our name\n",
            **{"class": "Scan", "occurred": "2026-03-03 04:05 to\n2026-03-03 04:30 (JST)", "found_by": "an automatic\nalert",
               "request": "tell the owner of\nthe network", "condition": "you may pass on the logs\nbut not our name", "level": "logs"},
        ),
        _case(
            "quoted once, answered behind the label",
            "> Category: probe\n> Date: 23 Feb 2026 03:12 JST\n> Condition: none\n\nSorry, forgot to say: you may disclose everything.\n",
            **{"class": "probe", "klass": "scan", "occurred": "23 Feb 2026 03:12 JST"},
        ),
        _case(
            "tabs between",
            "Category\tUnauthorised access\nDate\t2026-03-03 04:05\nDetected by\tTripwire\nRequest\tadvice on recovery\nDisclosure\tfull\n",
            **{"class": "Unauthorised access", "found_by": "Tripwire", "request": "advice on recovery", "condition": "full"},
        ),
        _case(
            "a mixed form, both languages in a label",
            "分類 / Category: スキャン\n発生日時 / Date and time: 2026-03-03 04:05 JST\n発見方法 / How found: firewall\n要望 / Request: contact source\n条件 / Condition: no restriction\n",
            **{"class": "スキャン", "klass": "scan", "occurred": "2026-03-03 04:05 JST", "found_by": "firewall", "request": "contact source", "level": "full"},
        ),
    ]  # fmt: skip
