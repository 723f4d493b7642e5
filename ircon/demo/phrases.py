"""How reporters say it, in Japanese and in English: discoveries, requests, conditions, remarks, answers."""

from __future__ import annotations

Words = dict[str, tuple[str, ...]]

FOUND_BY_1999: Words = {
    "ja": (
        "ログの監視",
        "tcp_wrapper のログ",
        "利用者からの連絡",
        "攻撃を受けたサイトからの連絡",
        "ルータのログを確認して発見",
    ),
    "en": ("log monitoring", "tcp wrapper log", "a user told us", "complaint from another site"),
}

FOUND_BY: Words = {
    "ja": (
        "ログの監視",
        "侵入検知システムの警告",
        "監視を委託している事業者からの通知",
        "ファイアウォールのログを確認して発見",
        "Web サーバのログの定期点検",
        "外部からの指摘",
    ),
    "en": (
        "log monitoring",
        "intrusion detection alert",
        "our monitoring provider told us",
        "weekly review of the firewall log",
        "complaint from another site",
    ),
}

PAGE_FOUND_BY: Words = {
    "ja": ("利用者からの通報", "受信したメールに記載された URL を確認", "検索中に発見", "外部からの指摘"),
    "en": ("a customer told us", "link in a mail that we received", "found while searching for our name"),
}

PAGE_REMARKS: Words = {
    "ja": ("利用者には注意を呼びかけています", "スマートフォンからのみ表示されます", "昨日の時点で閲覧できました", ""),
    "en": ("we have warned our customers", "it is shown to phones only", "it was reachable yesterday", ""),
}

REQUEST: Words = {
    "ja": (
        "攻撃元に連絡してほしい",
        "接続元の管理者への連絡をお願いします",
        "発信元に調査と対処を依頼していただきたい",
        "解決に協力してほしい",
        "対処方法を教えてほしい",
        "情報提供のみ。対応は不要です",
    ),
    "en": (
        "please contact the source",
        "please ask the site to look into it",
        "please coordinate with the owner of the address",
        "advice on cleaning up the host",
        "for your information; no action needed",
    ),
}

TAKE_DOWN: Words = {
    "ja": ("サイトの停止の調整をお願いします", "該当ページの削除を管理者に依頼してほしい"),
    "en": ("please have the page taken down", "please inform the hosting provider"),
}

CONDITION: dict[str, Words] = {
    "full": {
        "ja": ("全ての情報を開示してほしい", "全ての情報を開示して構いません", "ログを含め全て開示可"),
        "en": ("you may disclose everything", "please share the full report with the source site"),
    },
    "logs": {
        "ja": ("組織名は伏せて、ログは開示してよい", "ログのみ開示可"),
        "en": ("you may share the logs, but not our name", "logs may be disclosed without naming us"),
    },
    "facts": {
        "ja": ("事実のみ伝えてよい", "匿名であれば連絡してよい"),
        "en": ("TLP:GREEN", "only the facts may be passed on, without our name"),
    },
    "refused": {
        "ja": ("開示しないでほしい", "第三者への開示は不可"),
        "en": ("do not disclose this to anyone", "TLP:RED"),
    },
    "unsure": {
        "ja": ("開示の前に相談してほしい", "社内で検討中です"),
        "en": ("please ask us before you share anything", "not decided yet"),
    },
    "none": {"ja": ("",), "en": ("",)},
}

REMARKS: Words = {
    "ja": (
        "タイムゾーンはJST、時刻は正確",
        "タイムゾーンは JST、NTP で同期しています",
        "時刻は JST、誤差は1分以内",
        "当サイトに被害はありません",
        "同じ発信元から先週もアクセスがありました",
        "",
    ),
    "en": (
        "time zone is {zone}, clock synchronised by NTP",
        "all times {zone}, clock accurate",
        "no damage on our side",
        "times in {zone}; the clock may be off by a minute",
        "",
    ),
}

GREETING: Words = {
    "ja": (
        "{site}の{person}です。\n下記のとおり報告いたします。",
        "お世話になっております。{site} {person}です。",
        "{site}の{person}と申します。",
    ),
    "en": (
        "This is {person} of {site}. We would like to report the following.",
        "Hello,\n\nplease find our report below.",
    ),
}

SUBJECT: Words = {
    "ja": ("{what}の報告", "{what}について", "[報告] {what}", "インシデント報告 ({what})"),
    "en": ("Report: {what}", "{what} from {src}", "Incident report - {what}"),
}

CONSENT_ANSWER: dict[str, Words] = {
    "full": {
        "ja": ("ご連絡ありがとうございます。全ての情報を開示して構いません。",),
        "en": ("Thank you for asking. You may disclose everything.",),
    },
    "logs": {
        "ja": ("お世話になっております。組織名は伏せて、ログは開示してよいです。",),
        "en": ("Fine with us: you may share the logs, but not our name.",),
    },
    "facts": {
        "ja": ("事実のみ伝えてください。当方の名前は出さないでください。",),
        "en": ("Please pass on only the facts, without our name.",),
    },
    "refused": {
        "ja": ("申し訳ありませんが、開示しないでください。",),
        "en": ("Sorry, please do not disclose this to anyone.",),
    },
}

AGAIN: Words = {
    "ja": ("同じ発信元から再びアクセスがありましたので、追加のログをお送りします。", "追加の情報です。"),
    "en": ("It happened again; please find more lines below.", "Here is some more evidence."),
}

WITHDRAWAL: Words = {
    "ja": ("先日の件ですが、社内で再検討した結果、開示の許可を取り消します。",),
    "en": ("After internal review we have to withdraw our permission to disclose.",),
}

SITE_ANSWER: Words = {
    "ja": (
        "ご連絡ありがとうございます。該当ホストを調査したところ、不正に利用されていたことを確認しました。ネットワークから切り離し、再構築しました。",
        "ご連絡の件、該当する利用者に連絡し、対処を依頼しました。",
        "ご指摘のページは本日削除いたしました。",
    ),
    "en": (
        "Thank you. The host had been compromised; it is off the network and will be reinstalled.",
        "We have contacted our customer and suspended the machine until it is cleaned.",
        "The content has been removed.",
    ),
}

WHY_CLOSED: dict[str, str] = {
    "resolved": "the site has fixed it",
    "no-answer": "no answer to two letters and a call",
    "out-of-scope": "a matter between the two parties",
    "duplicate": "same as an earlier report of the same site",
    "not-an-incident": "their own monitoring had been reported",
}

USERS = ("admin", "test", "oracle", "ubuntu", "postgres", "git", "user", "ftpuser")

PAGES = (
    "shiomi-login.free-page.example",
    "s8.hoshizora.example.jp",
    "vps3.yunagi.example.jp",
    "parcel-notice.example",
    "marigold-secure.example",
    "vm41.bluebell.example.net",
    "c137.sorrel.example.net",
    "www.tsukimi.example.jp",
    "files.gravel.example",
    "old.kodama-pub.example.jp",
    "203.0.113.45",
    "card-check.example",
)
