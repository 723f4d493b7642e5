"""The labelled form, as people lay it out in Japanese and English."""

from __future__ import annotations

from tests.intake.corpus.case import Case, mail

LOG = (
    "Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1\n"
    "Jun 23 12:34:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received"
)
ANSWERS = {
    "分類": "ポートスキャン",
    "発生日時": "6月23日 12時34分 (JST)",
    "発見方法": "ログの監視",
    "要望": "攻撃元に連絡してほしい",
    "条件": "全ての情報を開示してほしい",
    "その他": "タイムゾーンはJST、時刻は正確",
}
NAMES = ("class", "occurred", "found_by", "request", "condition", "remarks")
STORY = {
    **dict(zip(NAMES, ANSWERS.values(), strict=True)),
    "klass": "scan",
    "level": "full",
    "language": "ja",
    "mail": "admin@bsite.example.jp",
    "values": {"192.168.100.1"},
    "times": ["1999-06-23T03:34:00Z"] * 2,
    "zones": {"stated"},
    "roles": {"192.168.100.1": "source"},
}
LAYOUTS = [
    "{label}: {value}",
    "{label}：{value}",
    "{label} ： {value}",
    "【{label}】{value}",
    "【{label}】\n{value}",
    "【{label}】\n\n{value}\n",
    "■{label}\n{value}\n",
    "■ {label}: {value}",
    "◆{label}\n　{value}",
    "{number}. {label}: {value}",
    "{number}. {label}\n   {value}\n",
    "({number}) {label}：{value}",
    "・{label}：{value}",
    "[{label}] {value}",
    "<{label}>\n{value}",
    "{label}:\n  {value}",
    "{label}　{value}",
    "# {label}\n{value}\n",
]
OTHER_WORDS = {
    "インシデントの種類": "分類", "発生した日時": "発生日時", "発見の経緯": "発見方法", "ご要望": "要望",
    "情報開示の条件": "条件", "備考": "その他",
}  # fmt: skip


def story(layout: str, answers: dict[str, str] | None = None, log: str = f"ログ:\n{LOG}\n") -> str:
    """The story's form with each answer in ``layout``."""
    given = answers or ANSWERS
    lines = [
        layout.format(number=number, label=label, value=value) for number, (label, value) in enumerate(given.items(), 1)
    ]
    return "\n".join([*lines[:3], log + lines[3], *lines[4:]]) + "\n"


def cases() -> list[Case]:
    """Layouts, wordings, empty answers, boxes, quotes, and the forms of others."""
    found = [Case(f"layout {layout!r}", mail(story(layout)), "mail-form", STORY) for layout in LAYOUTS]
    worded = {other: ANSWERS[label] for other, label in OTHER_WORDS.items()}
    found.append(Case("other words for the labels", mail(story("{label}: {value}", worded)), "mail-form", STORY))
    found.append(Case("no label before the log", mail(story("{label}: {value}", log=f"{LOG}\n")), "mail-form", STORY))
    greeted = (
        "JPCERT御中\n\n不正アクセスを報告いたします。\n\n"
        + story("{label}: {value}")
        + "\n以上、よろしくお願いします。\n"
    )
    found.append(Case("greetings around the form", mail(greeted), "mail-form", STORY))
    signed = story("{label}: {value}") + "-- \n管理者 山田\nadmin@bsite.example.jp\n"
    found.append(Case("a signature", mail(signed), "mail-form", STORY))
    quoted = "\n".join(f"> {line}" for line in story("{label}: {value}").splitlines()) + "\n"
    found.append(Case("the whole form quoted", mail(quoted), "mail-form", STORY))
    file = {**{name: STORY[name] for name in NAMES}, "level": "full", "mail": "", "times": [None] * 2}
    found.append(Case("as a file", story("{label}: {value}").encode(), "text-form", file))
    return [*found, *_empty(), *_boxes(), *_replies(), *_site_a(), *_english(), *_fuller()]


def _empty() -> list[Case]:
    blank = {**ANSWERS, "条件": ""}
    expected = {**STORY, "condition": "", "level": "none"}
    return [
        Case(f"empty condition in {layout!r}", mail(story(layout, blank)), "mail-form", expected)
        for layout in ("{label}: {value}", "【{label}】\n{value}", "■{label}\n{value}\n", "{number}. {label}: {value}")
    ]


def _boxes() -> list[Case]:
    body = (
        "分類: □侵入 ■ポートスキャン □その他\n発生日時: 6月23日 12時34分 (JST)\n"
        "発見方法:\n  □ 他サイトからの連絡\n  ■ ログの監視\n  □ その他（　　）\n"
        f"ログ:\n{LOG}\n要望: 攻撃元に連絡してほしい\n■条件\n■全ての情報を開示してほしい\n□開示しない\n"
        "その他: タイムゾーンはJST、時刻は正確\n"
    )
    none = body.replace("■全ての", "□全ての")
    ticked = body.replace("□", "[ ]").replace("■全", "[x]全").replace("■ポ", "[x]ポ").replace("■ ロ", "[x] ロ")
    return [
        Case("boxes", mail(body), "mail-form", STORY),
        Case("boxes in ASCII", mail(ticked), "mail-form", STORY),
        Case("no box chosen", mail(none), "mail-form", {**STORY, "condition": "", "level": "none"}),
    ]


def _replies() -> list[Case]:
    asked = "[IRCON#1042] の件です。\n\n> 条件:\n全て開示してかまいません\n> 要望: 攻撃元に連絡してほしい\n"
    quoting = "承知しました。調査します。\n\n> 分類: ポートスキャン\n> 要望: 連絡してほしい\n> 条件: 全ての情報を開示してほしい\n"
    reply = (
        "Subject: Re: [IRCON#1042] report",
        "In-Reply-To: <9@cc.example.jp>",
        "References: <8@cc.example.jp> <9@cc.example.jp>",
    )
    return [
        Case("answered under the question", mail(asked, *reply), "mail-form",
             {"condition": "全て開示してかまいません", "level": "full", "references": (1042,),
              "replies_to": ("<9@cc.example.jp>", "<8@cc.example.jp>")}),
        Case("a reply that quotes another's condition", mail(quoting, *reply), "mail-form",
             {"condition": "全ての情報を開示してほしい", "level": "none", "problems": 1}),
    ]  # fmt: skip


def _site_a() -> list[Case]:
    body = (
        "分類: 侵入\n発生日時: 6月23日 10時\nログ:\nJun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;\n"
        "発見方法: 攻撃を受けたサイトからの連絡\n要望: 対処方法を教えてほしい\nその他: 侵入者がポートスキャンを行っている\n"
    )
    expected = {
        "class": "侵入", "occurred": "6月23日 10時", "found_by": "攻撃を受けたサイトからの連絡", "condition": "", "level": "none",
        "request": "対処方法を教えてほしい", "remarks": "侵入者がポートスキャンを行っている", "klass": "intrusion", "values": set(),
        "times": ["1999-06-23T01:00:00Z"], "mail": "root@asite.example.jp", "site": "asite.example.jp",
    }  # fmt: skip
    return [Case("site A states no condition", mail(body, "From: root@asite.example.jp"), "mail-form", expected)]


def _english() -> list[Case]:
    answers = ("port scan", "June 23, 12:34 (JST)", "watching logs", "contact the source", "disclose everything",
               "time zone JST, clock accurate")  # fmt: skip
    expected = {
        **dict(zip(NAMES, answers, strict=True)),
        "klass": "scan", "level": "full", "language": "en", "values": {"192.168.100.1"}, "times": STORY["times"],
    }  # fmt: skip
    words = (
        ("Class", "Occurred", "How found", "Request", "Condition", "Remarks"),
        ("Type of incident", "Date and time of incident", "How was it discovered", "Requested action",
         "Conditions of disclosure", "Other remarks"),
        ("CATEGORY", "DATE/TIME", "DISCOVERED BY", "REQUEST", "DISCLOSURE", "NOTES"),
        ("Incident type", "Date of incident", "Method of discovery", "What would you like us to do", "May we disclose",
         "Comments"),
    )  # fmt: skip
    found = []
    for labels in words:
        for layout in ("{label}: {value}", "{number}. {label}: {value}", "[{label}]\n{value}\n", "* {label}: {value}"):
            given = dict(zip(labels, answers, strict=True))
            body = story(layout, given, log=f"Log excerpt:\n{LOG}\n")
            found.append(Case(f"English {labels[0]!r} {layout!r}", mail(body), "mail-form", expected))
    return found


def _fuller() -> list[Case]:
    body = (
        "【報告者】\n氏名: 山田太郎\n組織名: Bサイト株式会社\n部署: 情報システム部\n電話: 03-0000-0000\nメール: yamada@bsite.example.jp\n\n"
        "【インシデントの種類】\n不正アクセス（スキャン）\n\n【発生日時】\n1999年6月23日 12:34\n\n【対象ホスト】\nwww.bsite.example.jp (192.0.2.10)\n\n"
        "【送信元】\n192.168.100.1\n\n【発見方法】\nログの監視\n\n【タイムゾーン】\nJST\n\n【NTP】\n有\n\n【時刻誤差】\nなし\n\n"
        f"【ログ】\n{LOG}\n\n【要望】\n攻撃元に連絡してほしい\n\n【条件】\nログのみ開示可\n\n【その他】\nなし\n"
    )
    expected = {
        "name": "山田太郎", "site": "Bサイト株式会社", "class": "不正アクセス（スキャン）", "occurred": "1999年6月23日 12:34",
        "found_by": "ログの監視", "request": "攻撃元に連絡してほしい", "condition": "ログのみ開示可", "remarks": "なし", "level": "logs",
        "klass": "scan", "times": ["1999-06-23T03:34:00Z"] * 2, "zones": {"stated"},
        "values": {"www.bsite.example.jp", "192.0.2.10", "192.168.100.1"},
    }  # fmt: skip
    return [Case("the fuller Japanese form", mail(body, "From: yamada@bsite.example.jp"), "mail-form", expected)]
