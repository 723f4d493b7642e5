"""Forms and prose in Japanese, each laid out as some site or other would."""

from __future__ import annotations

from typing import Any

from tests.intake.corpus.case import Case, mail, multipart

_HEAD = (
    "From: =?iso-2022-jp?B?GyRCOzNFREJATzobKEI=?= <yamada@csite.example.jp>",
    "Date: Thu, 24 Jun 1999 09:30:00 +0900",
)


def _case(told: str, body: str, *kind: str, **expected: Any) -> Case:
    return Case(f"ja: {told}", mail(body, *_HEAD), kind[0] if kind else "mail-form", expected)


def cases() -> list[Case]:
    """All of them."""
    return [*_laid_out(), *_asked_otherwise(), *_answered(), *_wrapped(), *_prose()]


def _laid_out() -> list[Case]:
    return [
        _case(
            "numbers in circles",
            "①分類　　　：プローブ（ポートスキャン）\n②発生日時　：1999年6月22日 23:10 ～ 23:15\n③発見方法　：ファイアウォールのログ\n"
            "④ご要望　　：発信元への連絡をお願いします\n⑤条件　　　：社名は伏せてください。ログは提供可\n⑥その他　　：時刻は日本時間\n\n"
            "Jun 22 23:10:41 fw kernel: Packet log: input DENY eth0 PROTO=6 203.0.113.7:1042 198.51.100.7:111 L=44\n",
            **{"class": "プローブ（ポートスキャン）", "found_by": "ファイアウォールのログ", "klass": "scan", "level": "none",
               "occurred": "1999年6月22日 23:10 ～ 23:15", "request": "発信元への連絡をお願いします",
               "condition": "社名は伏せてください。ログは提供可", "remarks": "時刻は日本時間", "values": {"203.0.113.7", "198.51.100.7"},
               "times": ["1999-06-22T14:10:41Z"], "zones": {"stated"}},
        ),
        _case(
            "a table of bars",
            "| 項目 | 内容 |\n|---|---|\n| 分類 | 侵入 |\n| 発生日時 | 6月22日 深夜 |\n| 発見方法 | ls コマンドの動作が不審だった |\n"
            "| 要望 | 復旧方法を教えてほしい |\n| 条件 | 開示しないでください |\n",
            **{"class": "侵入", "occurred": "6月22日 深夜", "found_by": "ls コマンドの動作が不審だった", "klass": "intrusion",
               "request": "復旧方法を教えてほしい", "condition": "開示しないでください", "level": "none", "refused": True},
        ),
        _case(
            "equals signs and arrows",
            "分類＝メールの不正中継\n発生日時＝99/06/22 03時頃\n発見方法⇒エラーメールの大量発生\n要望⇒設定方法のアドバイス\n条件⇒関連サイトへの開示可\n",
            **{"class": "メールの不正中継", "found_by": "エラーメールの大量発生", "request": "設定方法のアドバイス",
               "condition": "関連サイトへの開示可", "klass": "relay", "occurred": "99/06/22 03時頃"},
        ),
        _case(
            "rules between headings",
            "━━━━━━━━━━━━━━━━\n■ インシデントの分類\n━━━━━━━━━━━━━━━━\nスキャン行為\n\n━━━━━━━━━━━━━━━━\n■ 発生日時\n"
            "━━━━━━━━━━━━━━━━\n1999/06/22 12:00 (JST)\n\n━━━━━━━━━━━━━━━━\n■ 開示の条件\n━━━━━━━━━━━━━━━━\n全て開示して構いません\n",
            **{"class": "スキャン行為", "occurred": "1999/06/22 12:00 (JST)", "condition": "全て開示して構いません",
               "klass": "scan", "level": "full"},
        ),
        _case(
            "headings in arrows, answers indented by tabs",
            ">> 分類\n\tWeb改ざん\n>> 発見方法\n\t閲覧者からの指摘\n>> 要望\n\t侵入経路の推定を手伝ってほしい\n>> 条件\n\t匿名であれば開示可\n",
            **{"class": "Web改ざん", "found_by": "閲覧者からの指摘", "request": "侵入経路の推定を手伝ってほしい",
               "condition": "匿名であれば開示可", "klass": "defacement", "level": "facts"},
        ),
        _case(
            "letters and dots",
            "a. 分類 ......... DoS\nb. 日時 ......... 6/22 18:00-19:00\nc. 発見方法 ..... 回線の輻輳\nd. 要望 ......... 送信元の調査\ne. 条件 ......... 特になし\n",
            **{"class": "DoS", "occurred": "6/22 18:00-19:00", "found_by": "回線の輻輳", "request": "送信元の調査",
               "condition": "特になし", "klass": "dos", "level": "none"},
        ),
        _case(
            "two columns of blanks",
            "報告者氏名      山田太郎\n組織名          C社\n分類            ポートスキャン\n発生日時        6月23日\n発見方法        IDSのアラート\n"
            "条件            IPアドレスのみ開示可\n",
            **{"class": "ポートスキャン", "occurred": "6月23日", "found_by": "IDSのアラート", "site": "C社", "klass": "scan",
               "condition": "IPアドレスのみ開示可"},
        ),
        _case(
            "folded answers",
            "【分類】\n　ポートスキャンおよび\n　POPサーバへの攻撃\n\n【発見方法】\n　毎朝のログ確認で\n　気付きました。\n\n【要望】\n　攻撃元サイトへの\n　連絡\n"
            "\n【条件】\n　サイト名以外は\n　開示してよい\n",
            **{"class": "ポートスキャンおよび\nPOPサーバへの攻撃", "found_by": "毎朝のログ確認で\n気付きました。",
               "request": "攻撃元サイトへの\n連絡", "condition": "サイト名以外は\n開示してよい", "klass": "scan"},
        ),
        _case(
            "half-width kana",
            "分類: ﾎﾟｰﾄｽｷｬﾝ\n発生日時: 6月23日 12時\n発見方法: ﾛｸﾞの監視\n条件: 全て開示可\n",
            **{"class": "ﾎﾟｰﾄｽｷｬﾝ", "found_by": "ﾛｸﾞの監視", "klass": "scan", "level": "full"},
        ),
    ]  # fmt: skip


def _asked_otherwise() -> list[Case]:
    return [
        _case(
            "polite questions",
            "・どのようなインシデントですか：不審なアクセス\n・いつ発生しましたか：6月22日 9:00\n・どのように発見しましたか：ログ\n"
            "・当センターへのご要望：連絡の仲介\n・開示条件：全情報の開示に同意します\n",
            occurred="6月22日 9:00", request="連絡の仲介", condition="全情報の開示に同意します", level="full",
        ),
        _case(
            "a fuller form of today",
            "■ご連絡先\nお名前：佐藤花子\nご所属：C株式会社 情報システム部\nE-mail：sato@csite.example.jp\n\n■インシデントの種別：フィッシングサイト\n"
            "■発生日時：2026/06/18 14:20（日本時間）\n■フィッシングサイトのURL：hxxps://login.bank.example[.]com/jp/\n"
            "■依頼内容：サイトの停止調整\n■情報の取扱い：TLP:AMBER\n",
            **{"class": "フィッシングサイト", "occurred": "2026/06/18 14:20（日本時間）", "request": "サイトの停止調整",
               "condition": "TLP:AMBER", "klass": "phishing", "values": {"https://login.bank.example.com/jp/"}},
        ),
        _case(
            "with marks of what is required",
            "* 分類（必須）: 不正アクセス\n* 発生日時（必須）: 1999-06-22 10:00\n* 発見方法（任意）:\n* 要望（任意）: 特になし\n"
            "* 開示可否（必須）: 不可\n",
            **{"class": "不正アクセス", "occurred": "1999-06-22 10:00", "found_by": "", "request": "特になし", "condition": "不可",
               "level": "none", "refused": True},
        ),
        _case(
            "who, where and how right the clock is",
            "被害ホスト：198.51.100.20 (www.csite.example.jp)\n攻撃元：203.0.113.20\n分類：cgi-bin の悪用\n発生日時：6月22日\n"
            "ログの時刻：日本標準時、NTPにより同期\n\n203.0.113.20 - - [22/Jun/1999:11:22:33 +0900] \"GET /cgi-bin/phf HTTP/1.0\" 404 -\n",
            **{"class": "cgi-bin の悪用", "roles": {"203.0.113.20": "source", "198.51.100.20": "target"}, "klass": "scan",
               "values": {"198.51.100.20", "www.csite.example.jp", "203.0.113.20"}, "times": ["1999-06-22T02:22:33Z"],
               "zones": {"written"}},
        ),
        _case(
            "labels with the question's number and a colon of each kind",
            "1.1 事象の種類: ウイルス感染\n1.2 発覚日時：6月21日\n2.1 発覚の経緯: 取引先からの連絡\n3.1 希望する対応：情報提供のみ\n3.2 情報公開: 否\n",
            **{"class": "ウイルス感染", "occurred": "6月21日", "found_by": "取引先からの連絡", "request": "情報提供のみ",
               "condition": "否", "level": "none"},
        ),
    ]  # fmt: skip


def _answered() -> list[Case]:
    return [
        _case(
            "boxes over several lines",
            "分類\n □ プローブ\n ■ 侵入\n □ サービス妨害\n発見方法\n □ 管理者による発見\n ■ 外部からの指摘\n要望\n ■ 助言\n □ 連絡の仲介\n"
            "条件\n □ すべて開示可\n ■ 匿名なら開示可\n □ 開示不可\n",
            **{"class": "侵入", "found_by": "外部からの指摘", "request": "助言", "condition": "匿名なら開示可", "klass": "intrusion",
               "level": "facts"},
        ),
        _case(
            "round marks",
            "分類：（　）プローブ （○）侵入 （　）その他\n発見方法：（○）ログ （　）連絡\n開示：（　）可 （○）不可\n",
            **{"class": "侵入", "found_by": "ログ", "condition": "不可", "refused": True},
        ),
        _case(
            "nothing answered",
            "分類：\n発生日時：\n発見方法：\n要望：\n条件：\nその他：\n",
            **{"class": "", "occurred": "", "found_by": "", "request": "", "condition": "", "remarks": "", "level": "none",
               "refused": False},
        ),
        _case(
            "an era and the time in kanji",
            "分類：侵入\n発生日時：平成１１年６月２２日 午後３時２０分\n発見方法：不明なプロセス\n条件：JPCERT/CC内に留めること\n",
            **{"class": "侵入", "occurred": "平成１１年６月２２日 午後３時２０分", "condition": "JPCERT/CC内に留めること", "level": "none"},
        ),
        _case(
            "an answer with a colon and an address",
            "分類：スキャン\n発生日時：6月22日\n要望：203.0.113.9 の管理者（連絡先: admin@dsite.example.com）に連絡してほしい\n条件：開示可\n",
            **{"class": "スキャン", "request": "203.0.113.9 の管理者（連絡先: admin@dsite.example.com）に連絡してほしい",
               "values": {"203.0.113.9", "admin@dsite.example.com"}},
        ),
    ]  # fmt: skip


def _wrapped() -> list[Case]:
    form = (
        "分類: ポートスキャン\n発生日時: 6月23日 12時34分\n発見方法: ログの監視\n要望: 連絡の仲介\n条件: 全て開示可\n"
    )
    want: dict[str, Any] = {"class": "ポートスキャン", "occurred": "6月23日 12時34分", "found_by": "ログの監視", "request": "連絡の仲介",
            "condition": "全て開示可", "klass": "scan"}  # fmt: skip
    signed = (
        form
        + "\n＝＝＝＝＝＝＝＝＝＝＝＝＝＝＝\n株式会社C 情報システム部\n山田 太郎\n〒100-0000 東京都\nTEL 03-0000-0000\n"
        "E-mail: yamada@csite.example.jp\nURL: http://www.csite.example.jp/\n＝＝＝＝＝＝＝＝＝＝＝＝＝＝＝\n"
    )
    reply = "遅くなりました。山田です。\n以下の通り回答します。\n\n" + "".join(
        f"> {line.partition(':')[0]}:\n{line.partition(':')[2].strip()}\n" for line in form.splitlines()
    )
    html = (
        "<html><body><p>お世話になっております。</p><table border=1>"
        + "".join(
            f"<tr><th>{label}</th><td>{value}</td></tr>"
            for label, _, value in (line.partition(": ") for line in form.splitlines())
        )
        + "</table></body></html>"
    )
    alternative = multipart(
        "multipart/alternative",
        ("Content-Type: text/plain; charset=utf-8", form),
        ("Content-Type: text/html; charset=utf-8", html),
        headers=_HEAD,
    )
    attached = multipart(
        "multipart/mixed",
        ("Content-Type: text/plain; charset=utf-8", "報告書を添付します。"),
        (
            "Content-Type: text/plain; charset=utf-8; name=report.txt\nContent-Disposition: attachment; filename=report.txt",
            form,
        ),
        headers=_HEAD,
    )
    return [
        _case("a signature between rules", signed, **want, values=set()),
        _case("answers under quoted labels", reply, **want),
        Case("ja: a table in HTML", mail(html, *_HEAD, "Content-Type: text/html; charset=utf-8"), "mail-form", {**want}),
        Case("ja: two alternatives", alternative, "mail-form", {**want}),
        Case("ja: the form attached", attached, "mail-form", {**want}),
        Case("ja: ISO-2022-JP with signs of the vendor",
             mail(_jis(form.replace("ログの監視", "①㈱のログ")), *_HEAD, charset="iso-2022-jp", encoding="7bit"),
             "mail-form", {**want, "found_by": "①㈱のログ"}),
        Case("ja: Shift_JIS without a label", mail(form.encode("cp932"), *_HEAD, charset=""), "mail-form", {**want}),
        Case("ja: EUC-JP", mail(form, *_HEAD, charset="euc-jp"), "mail-form", {**want}),
        Case("ja: a file in UTF-16", ("\ufeff" + form).encode("utf-16-le"), "text-form", {**want}),
    ]  # fmt: skip


def _jis(text: str) -> bytes:
    """ISO-2022-JP as mailers of that time wrote it: with the vendor's signs, which the standard codec refuses."""
    out = b""
    wide = False
    for char in text:
        raw = char.encode("cp932")
        if len(raw) == 2 and not wide:
            out, wide = out + b"\x1b$B", True
        elif len(raw) == 1 and wide:
            out, wide = out + b"\x1b(B", False
        if len(raw) == 2:
            high, low = raw
            high = (high - (0x71 if high < 0xA0 else 0xB1)) * 2 + 1
            if low > 0x9E:
                high, low = high + 1, low - 0x7E
            else:
                low -= 0x20 if low > 0x7E else 0x1F
            raw = bytes((high, low))
        out += raw
    return out + (b"\x1b(B" if wide else b"")


def _prose() -> list[Case]:
    return [
        _case(
            "prose with log lines",
            "C社の山田です。\n昨日、弊社のメールサーバに対して不審なアクセスがありました。\n\nJun 23 01:02:03 mx sendmail[99]: NOQUEUE: "
            "host9.dsite.example.com [203.0.113.9]: expn root\n\n203.0.113.9 の管理者への連絡をお願いできますでしょうか。\n"
            "なお、弊社名は出さないでください。\n",
            "mail", values={"host9.dsite.example.com", "203.0.113.9"}, times=["1999-06-22T16:02:03Z"],
        ),
        _case(
            "a phishing report in prose",
            "お世話になります。\n当行を騙るフィッシングサイトを確認しました。\n\nhttp://203.0.113.44/bank/index.html\n\n停止に向けた調整をお願いいたします。\n",
            "mail", klass="phishing", values={"http://203.0.113.44/bank/index.html"},
        ),
        _case(
            "malware in prose, disguised",
            "不審なメールの添付ファイルを開くと hxxp://dl[.]evil[.]example/a.exe に接続し、マルウェアをダウンロードします。通信先は 203.0.113[.]77:8080 です。\n",
            "mail", klass="malware", values={"http://dl.evil.example/a.exe", "203.0.113.77"},
        ),
    ]  # fmt: skip
