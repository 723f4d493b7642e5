"""Mails of the kinds that reach a coordination centre today: lists, alerts, tables out of a spreadsheet, abuse desks."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail, multipart

_HEAD = ("From: Sato <sato@csite.example.jp>", "Date: Thu, 18 Jun 2026 15:00:00 +0900")
_HTML = "Content-Type: text/html; charset=utf-8"


def _case(told: str, body: str, *headers: str, kind: Any = "mail-form", **expected: Any) -> Case:
    given = {one.partition(":")[0] for one in headers}
    head = [one for one in _HEAD if one.partition(":")[0] not in given]
    return Case(f"today: {told}", mail(body, *head, *headers), kind, expected)


def cases() -> list[Case]:
    """All of them."""
    return [*_lists(), *_desks(), *_tables(), *_alerts(), *_forms(), *_replies()]


def _lists() -> list[Case]:
    return [
        _case(
            "a list of phishing URLs",
            "お世話になっております。C社の佐藤です。\n弊社を騙るフィッシングサイトを確認しました。停止のご調整をお願いします。\n\n"
            "hxxps://login[.]csite-jp[.]example[.]com/index.html\nhxxps://csite[.]example[.]top/jp/\n\n以上よろしくお願いします。\n",
            kind="mail", klass="phishing", values={"https://login.csite-jp.example.com/index.html", "https://csite.example.top/jp/"},
        ),
        _case(
            "a numbered list with addresses",
            "フィッシングサイトの報告です。\n\n1) URL: hxxp://a[.]example[.]icu/ IP: 203[.]0[.]113[.]10 AS64500\n"
            "2) URL: hxxp://b[.]example[.]icu/ IP: 203[.]0[.]113[.]11 AS64500\n",
            kind="mail", klass="phishing",
            values={"http://a.example.icu/", "203.0.113.10", "http://b.example.icu/", "203.0.113.11"},
        ),
        _case(
            "indicators under headings",
            "Hello,\n\nwe observed a malware campaign. IOCs:\n\nC2:\n203[.]0[.]113[.]20:8443\nupdate[.]evil[.]example\n\n"
            "Hashes:\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n\nTLP:GREEN\n",
            kind="mail", klass="malware", level="facts", values={"203.0.113.20", "update.evil.example"}, language="en",
        ),
        _case(
            "smishing",
            "SMSで不審なメッセージを受信しました。\n「お荷物のお届けにあがりましたが不在の為持ち帰りました。ご確認ください。 http://evil.example.org/ 」\n"
            "差出人は090-0000-0000でした。\n",
            kind="mail", klass="phishing", values={"http://evil.example.org/"},
        ),
        _case(
            "web skimming",
            "貴センターよりご連絡いただいた件とは別に、ECサイト www.shop.example.jp の改ざんを見つけました。\n"
            "決済画面に hxxps://cdn-js[.]example[.]shop/jq.js が埋め込まれています。\n",
            kind="mail", klass="defacement", values={"www.shop.example.jp", "https://cdn-js.example.shop/jq.js"},
        ),
    ]  # fmt: skip


def _desks() -> list[Case]:
    return [
        _case(
            "a hosting company's abuse desk, in Japanese",
            "JPCERT/CC ご担当者様\n\nD株式会社 Abuse対応窓口です。\n弊社のお客様より下記IPアドレスからの不正アクセスの申告がございました。\n\n"
            "対象IPアドレス：203.0.113.30\n日時：2026/06/18 14:19:02 (JST)\n内容：SSHへのブルートフォース攻撃\n\n"
            "Jun 18 14:19:02 vps sshd[811]: Failed password for root from 203.0.113.30 port 4000 ssh2\n",
            kind="mail-form", values={"203.0.113.30"}, times=["2026-06-18T05:19:02Z"], klass="scan", occurred="2026/06/18 14:19:02 (JST)",
        ),
        _case(
            "a cloud provider's abuse notice",
            "Dear customer,\n\nWe have received a report that your resource(s)\n\nInstance Id: i-0123456789abcdef0\nIP Address: 198.51.100.31\n\n"
            "has been implicated in activity which resembles scanning remote hosts on the internet for security vulnerabilities.\n\n"
            "* Log Extract:\n<<<\n2026-06-18T05:19:02Z TCP 198.51.100.31:51000 -> 203.0.113.31:22 SYN\n>>>\n",
            "From: Abuse <no-reply-abuse@cloud.example>", kind="mail", klass="scan", language="en",
            values={"198.51.100.31", "203.0.113.31"}, times=["2026-06-18T05:19:02Z"],
        ),
        _case(
            "SpamCop",
            "[ SpamCop V5.4.0 ]\nThis message is brief for your comfort.  Please use links below for details.\n\n"
            "Email from 203.0.113.32 / Thu, 18 Jun 2026 14:19:02 +0900\nhttps://www.spamcop.example/w3m?i=z1z\n\n"
            "[ Offending message ]\nReceived: from mail.bulk.example (mail.bulk.example [203.0.113.32])\n\tby mx.example.net; Thu, 18 Jun 2026 14:19:02 +0900\n"
            "Subject: Buy now\n\nhttp://shop.bulk.example/\n",
            "From: reports@spamcop.example", "Subject: [SpamCop (203.0.113.32) id:123]Buy now", kind="mail", klass="spam", language="en",
        ),
        _case(
            "AbuseIPDB style",
            "IP 203.0.113.33 has been reported 12 times.\n\nTimestamp (UTC), Categories, Comment\n2026-06-18 05:19:02, SSH Brute-Force, Failed password for root\n",
            "From: noreply@abuse.example", kind="mail", klass="scan", values={"203.0.113.33"}, times=["2026-06-18T05:19:02Z"],
        ),
        _case(
            "Google Safe Browsing",
            "Dear site owner or webmaster of http://www.bsite.example.jp/,\n\nWe recently discovered that some pages on your site look like a possible phishing attack, "
            "in which users are encouraged to give up sensitive information.\n\nBelow are one or more example URLs on your site:\n\n"
            "http://www.bsite.example.jp/~user/login.php\n",
            "From: noreply@google.example", kind="mail", klass="phishing", language="en",
            values={"http://www.bsite.example.jp/", "http://www.bsite.example.jp/~user/login.php"},
        ),
        _case(
            "an abuse form of a provider, in English",
            "Reporter name: John Doe\nReporter organization: E Inc.\nReporter e-mail: john@esite.example.com\nType of abuse: Port scan\n"
            "Date/time of the incident: 2026-06-18 05:19:02 UTC\nOffending IP: 203.0.113.34\nTarget IP: 198.51.100.34\n"
            "Logs:\n2026-06-18 05:19:02 DROP TCP 203.0.113.34:4000 198.51.100.34:22\n",
            **{"name": "Sato", "site": "E Inc.", "class": "Port scan", "klass": "scan", "occurred": "2026-06-18 05:19:02 UTC",
               "roles": {"203.0.113.34": "source", "198.51.100.34": "target"}, "times": ["2026-06-18T05:19:02Z"]},
        ),
        _case(
            "a DMARC aggregate's covering mail",
            "This is an aggregate DMARC report for bsite.example.jp from mx.example.net.\nReport ID: 1781759942\n",
            "From: dmarc@mx.example.net", "Subject: Report domain: bsite.example.jp Submitter: mx.example.net Report-ID: <1781759942>",
            kind="mail", language="en",
        ),
    ]  # fmt: skip


def _tables() -> list[Case]:
    table = (
        '<html><body><table border=0 cellpadding=0 style="border-collapse:collapse"><colgroup><col width=72></colgroup>'
        "<tr height=18><td>日時</td><td>送信元IP</td><td>宛先IP</td><td>ポート</td></tr>"
        "<tr><td>2026/06/18 14:19:02</td><td>203.0.113.40</td><td>198.51.100.40</td><td>22</td></tr>"
        "<tr><td>2026/06/18 14:19:05</td><td>203.0.113.41</td><td>198.51.100.40</td><td>22</td></tr></table>"
        "<p>時刻はJSTです。</p></body></html>"
    )
    form = (
        "<html><body><table><tr><td>インシデントの種別</td><td>マルウェア感染</td></tr><tr><td>発生日時</td><td>2026年6月18日 14時頃</td></tr>"
        "<tr><td>検知の経緯</td><td>EDRのアラート</td></tr><tr><td>ご要望</td><td>助言</td></tr><tr><td>情報開示の可否</td><td>開示可</td></tr></table></body></html>"
    )
    pasted = (
        "下表のとおりです。\n\nNo.\t検知日時\t送信元\t宛先ポート\t備考\n1\t2026/06/18 14:19\t203.0.113.42\t445\tSMB\n"
        "2\t2026/06/18 14:21\t203.0.113.43\t3389\tRDP\n\n時刻は日本時間です。\n"
    )
    return [
        _case("rows out of a spreadsheet", table, _HTML, kind="csv",
              times=["2026-06-18T05:19:02Z", "2026-06-18T05:19:05Z"], values={"203.0.113.40", "203.0.113.41", "198.51.100.40"}),
        _case("a form out of a spreadsheet", form, _HTML, kind="mail-form",
              **{"class": "マルウェア感染", "klass": "malware", "occurred": "2026年6月18日 14時頃", "found_by": "EDRのアラート", "request": "助言",
                 "condition": "開示可", "level": "full"}),
        _case("pasted cells", pasted, kind="mail", values={"203.0.113.42", "203.0.113.43"},
              times=["2026-06-18T05:19:00Z", "2026-06-18T05:21:00Z"], zones={"stated"}),
        _case(
            "a table of blanks, in English",
            "Time (UTC)            Source IP        Dest port  Count\n2026-06-18 05:19:02   203.0.113.44     23         120\n"
            "2026-06-18 05:20:10   203.0.113.45     2323       98\n",
            kind="mail", times=["2026-06-18T05:19:02Z", "2026-06-18T05:20:10Z"], zones={"stated"}, values={"203.0.113.44", "203.0.113.45"},
        ),
        Case(
            "today: CSV attached, said in Japanese",
            multipart(
                "multipart/mixed",
                ("Content-Type: text/plain; charset=utf-8", "不正ログインの試行元一覧を添付します。攻撃元への連絡をお願いします。\n"),
                ('Content-Type: text/csv; charset=utf-8; name="list.csv"\nContent-Disposition: attachment; filename="list.csv"',
                 "time,src_ip,user\n2026-06-18T14:19:02+09:00,203.0.113.46,root\n2026-06-18T14:19:09+09:00,203.0.113.47,admin\n"),
            ),
            "csv",
            {"times": ["2026-06-18T05:19:02Z", "2026-06-18T05:19:09Z"], "values": {"203.0.113.46", "203.0.113.47"}},
        ),
    ]  # fmt: skip


def _alerts() -> list[Case]:
    return [
        _case(
            "an EDR alert",
            "Severity: High\nDetection: Credential Theft - Mimikatz\nHost: PC-0042\nUser: CORP\\yamada\nTime: 2026-06-18T05:19:02Z\n"
            "Command line: powershell -enc SQBFAFgA\nRemote IP: 203.0.113.50\nAction taken: Prevented\n",
            "From: alerts@edr.example", "Subject: [High] Detection on PC-0042", kind="mail", language="en", values={"203.0.113.50"},
        ),
        _case(
            "an EDR alert, in Japanese",
            "【重大度】高\n【検知名】Trojan.GenericKD\n【端末名】PC-0043\n【検知日時】2026/06/18 14:19:02\n【通信先】203.0.113.51:443\n【対応】隔離済み\n",
            kind="mail-form", occurred="2026/06/18 14:19:02", klass="malware", values={"203.0.113.51"},
        ),
        _case(
            "GuardDuty by mail",
            '{"version":"0","detail-type":"GuardDuty Finding","source":"aws.guardduty","account":"123456789012","time":"2026-06-18T05:19:02Z",'
            '"detail":{"type":"UnauthorizedAccess:EC2/SSHBruteForce","service":{"action":{"networkConnectionAction":{"remoteIpDetails":{"ipAddressV4":"203.0.113.52"}}}}}}\n',
            kind="mail", values={"203.0.113.52"}, times=["2026-06-18T05:19:02Z"], klass="scan",
        ),
        _case(
            "a SIEM's digest",
            "Top attackers in the last 24 hours\n\n  1. 203.0.113.53 (1,204 events)\n  2. 203.0.113.54 (998 events)\n  3. 2001:db8:53::1 (12 events)\n",
            "From: siem@csite.example.jp", kind="mail", values={"203.0.113.53", "203.0.113.54", "2001:db8:53::1"}, language="en",
        ),
        _case(
            "a WAF's alert with full-width labels",
            "検知日時：２０２６年６月１８日　１４時１９分０２秒\n検知種別：ＳＱＬインジェクション\n攻撃元ＩＰ：２０３．０．１１３．５５\n攻撃先：ｗｗｗ．ｂｓｉｔｅ．ｅｘａｍｐｌｅ．ｊｐ\n",
            kind="mail-form", roles={"203.0.113.55": "source", "www.bsite.example.jp": "target"}, values={"203.0.113.55", "www.bsite.example.jp"},
            occurred="２０２６年６月１８日　１４時１９分０２秒",
        ),
        _case(
            "ransomware",
            "お世話になります。C病院のシステム担当です。\n本日未明より電子カルテのサーバがランサムウェアに感染し、ファイルが暗号化されています。\n"
            "VPN装置 vpn.csite.example.jp から侵入された可能性があります。対応方法をご教示ください。\n",
            kind="mail", klass="malware", values={"vpn.csite.example.jp"}, level="none",
        ),
        _case(
            "business mail compromise",
            "取引先になりすましたメールで、振込先口座の変更を依頼されました。\n送信元: ceo@bsite-example.example.com\n正規のアドレス: ceo@bsite.example.jp\n",
            kind="mail", values={"ceo@bsite-example.example.com", "ceo@bsite.example.jp"},
        ),
        _case(
            "DDoS extortion",
            "We received an e-mail threatening a DDoS attack unless we pay 2 BTC. The demonstration attack of about 20 Gbps began at 05:19 UTC on 18 June 2026 "
            "from NTP reflectors such as 203.0.113.56 and 203.0.113.57.\n",
            kind="mail", klass="dos", language="en", values={"203.0.113.56", "203.0.113.57"},
        ),
    ]  # fmt: skip


def _forms() -> list[Case]:
    wide = (
        "■報告者氏名　：　佐藤　花子\n■組織名　　　：　Ｃ株式会社\n■Ｅ－ｍａｉｌ：　ｓａｔｏ＠ｃｓｉｔｅ．ｅｘａｍｐｌｅ．ｊｐ\n■種別　　　　：　ポートスキャン\n"
        "■発生日時　　：　２０２６／０６／１８　１４：１９\n■発見方法　　：　ファイアウォールのログ\n■要望　　　　：　情報提供のみ\n■開示の可否　：　可\n"
    )
    fax = (
        "FAX受信票\n受信日時 2026.6.18 15:02\n\n発信者 C市役所 情報政策課 山本\n件名 ホームページ改ざんについて\n\n"
        "分類　ホームページ改ざん\n発生日時　6月18日 午前9時ごろ\n発見方法　市民からの電話\n要望　復旧の助言\n条件　市の名前は出さないでください\n"
    )
    return [
        _case("full-width everything", wide,
              **{"name": "Sato", "site": "Ｃ株式会社", "class": "ポートスキャン", "klass": "scan", "occurred": "２０２６／０６／１８　１４：１９",
                 "found_by": "ファイアウォールのログ", "request": "情報提供のみ", "condition": "可", "level": "full"}),
        _case("a fax written down", fax,
              **{"class": "ホームページ改ざん", "klass": "defacement", "found_by": "市民からの電話", "request": "復旧の助言",
                 "condition": "市の名前は出さないでください", "level": "none", "occurred": "6月18日 午前9時ごろ"}),
        _case(
            "a web form's mail",
            "以下の内容で報告を受け付けました。\n\n[お名前] 山田 太郎\n[組織名] C株式会社\n[メールアドレス] yamada@csite.example.jp\n[報告の種類] Webサイト改ざん\n"
            "[対象URL] http://www.csite.example.jp/\n[発生日時] 2026-06-18 14:19\n[発見の経緯] 利用者からの指摘\n[対応依頼] 調整を依頼する\n[情報の開示] 匿名であれば可\n",
            **{"name": "Sato", "site": "C株式会社", "class": "Webサイト改ざん", "klass": "defacement", "occurred": "2026-06-18 14:19",
               "found_by": "利用者からの指摘", "request": "調整を依頼する", "condition": "匿名であれば可", "level": "facts",
               "values": {"http://www.csite.example.jp/"}},
        ),
        _case(
            "English labels with answers below",
            "Incident category\n-----------------\nUnauthorized access\n\nWhen did it occur\n-----------------\n18 June 2026, 14:19 JST\n\n"
            "How was it detected\n-------------------\nIDS alert\n\nMay we disclose your information\n--------------------------------\nOnly the logs, without our name\n",
            **{"class": "Unauthorized access", "occurred": "18 June 2026, 14:19 JST", "found_by": "IDS alert", "condition": "Only the logs, without our name",
               "level": "logs"},
        ),
        _case(
            "answers in corner brackets",
            "分類「不正侵入」\n発生日時「6月18日14時19分」\n発見方法「改ざん検知ソフト」\n要望「相手への連絡」\n条件「開示可」\n",
            **{"class": "不正侵入", "occurred": "6月18日14時19分", "found_by": "改ざん検知ソフト", "request": "相手への連絡", "level": "full"},
        ),
        _case(
            "a form with a privacy notice behind it",
            "種別：フィッシング\nURL：hxxps://fake[.]example[.]bond/\n発見日時：2026/06/18 14:19\n要望：閉鎖\n開示：不可\n\n"
            "--\n本メールには機密情報が含まれる場合があります。許可なく第三者に開示することを禁じます。\n",
            **{"class": "フィッシング", "klass": "phishing", "request": "閉鎖", "level": "none", "refused": True,
               "values": {"https://fake.example.bond/"}},
        ),
        _case(
            "a slip of choices left as it stood",
            "分類：マルウェア\n発生日時：2026/06/18\n要望：特になし\n開示の可否：可・不可\n",
            **{"class": "マルウェア", "level": "none", "refused": False},
        ),
        _case(
            "telephone notes",
            "電話受付メモ\n受付日時：2026/06/18 14:30\n相手：E大学 情報センター 鈴木様（03-0000-0000）\n内容：学内PCが203.0.113.60へ大量通信。DDoSの踏み台か。\n希望：連絡先の紹介\n開示：学名以外は可\n",
            klass="dos", values={"203.0.113.60"}, level="none",
        ),
    ]  # fmt: skip


def _replies() -> list[Case]:
    return [
        _case(
            "an answer above the whole question",
            "佐藤です。開示について、匿名であれば構いません。\n\n2026年6月18日(木) 14:19 JPCERT <info@cc.example.jp>:\n> 情報の開示についてお知らせください。\n"
            "> すべて開示してよい場合はその旨をご記入ください。\n",
            "Subject: Re: [IRCON#12] 開示について", kind="mail", level="facts", references=(12,),
        ),
        _case(
            "outlook's quoted head",
            "停止いたしました。\n\n-----Original Message-----\nFrom: info@cc.example.jp\nSent: Thursday, June 18, 2026 2:19 PM\nTo: abuse@dsite.example.jp\nSubject: [IRCON#13] 203.0.113.61\n\n"
            "203.0.113.61 からのアクセスについて\n",
            "Subject: RE: [IRCON#13] 203.0.113.61", kind="mail", references=(13,), times=[],
        ),
        _case(
            "out of office",
            "只今不在にしております。6月22日に戻ります。急ぎの場合は support@dsite.example.jp までご連絡ください。\n",
            "Subject: 自動応答: [IRCON#14]", "Auto-Submitted: auto-replied", kind="mail", references=(14,), level="none",
        ),
        _case(
            "a ticket system's answer",
            "##- Please type your reply above this line -##\n\nYour request (98765) has been received and is being reviewed by our abuse team.\n",
            "Subject: [Request received] [IRCON#15] abuse", "From: Support <support@dsite.example.com>", kind="mail", references=(15,), language="en",
        ),
        _case(
            "forwarded by hand",
            "転送します。対応をお願いします。\n\n---------- Forwarded message ---------\nFrom: <abuse@esite.example>\nDate: 2026年6月18日(木) 14:19\nSubject: attack from your network\nTo: <admin@csite.example.jp>\n\n"
            "Your host 198.51.100.62 attacked us:\nJun 18 14:19:02 fw kernel: IN=eth0 SRC=198.51.100.62 DST=203.0.113.62 PROTO=TCP SPT=4000 DPT=22\n",
            kind="mail", times=["2026-06-18T05:19:02Z"], roles={"198.51.100.62": "source", "203.0.113.62": "target"},
        ),
        _case(
            "refused in a sentence of prose",
            "不正アクセスを受けました。攻撃元は 203.0.113.63 です。なお、この情報は第三者に開示しないでください。\n",
            kind="mail", level="none", refused=True, values={"203.0.113.63"},
        ),
        _case(
            "leave in a sentence of prose",
            "We were scanned from 203.0.113.64 on 18 June. You may share this report in full with the owner of the address.\n",
            kind="mail", level="full", language="en", values={"203.0.113.64"}, klass="scan",
        ),
    ]  # fmt: skip
