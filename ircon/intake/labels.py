"""The labels of report forms, Japanese and English, and the answers that they ask for.

Forms in mail are typed by hand: the same question is asked as ``発生日時``, ``発生した
日時``, ``Date of incident`` or ``When did it happen?``. One table says which is which.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Label(StrEnum):
    """What a labelled line answers. The first six are the centre's form; the rest come from fuller ones."""

    CLASS = "class"
    OCCURRED = "occurred"
    FOUND_BY = "found_by"
    REQUEST = "request"
    CONDITION = "condition"
    REMARKS = "remarks"
    LOG = "log"
    NAME = "name"
    SITE = "site"
    DEPARTMENT = "department"
    PHONE = "phone"
    MAIL = "mail"
    HOST = "host"
    SOURCE = "source"
    TARGET = "target"
    ZONE = "zone"
    CLOCK = "clock"
    NTP = "ntp"
    ENDED = "ended"
    DAMAGE = "damage"
    REPORTED = "reported"
    OTHER = "other"


MAIN = frozenset({Label.CLASS, Label.OCCURRED, Label.FOUND_BY, Label.REQUEST, Label.CONDITION, Label.REMARKS})

_TABLE: dict[Label, str] = {
    Label.CLASS: """
        分類 種別 種類 インシデント分類 インシデント種別 インシデントの分類 インシデントの種類
        インシデントの種別 事象 事象分類 事象の分類 事象の種類 攻撃の種類 攻撃種別 攻撃分類 報告種別 報告の種類
        被害の種類 アクセスの種類 不正アクセスの種類 検知種別 検知名 検知分類 脅威名 アラート種別
        class|classification|type|category|kind|incident type|type of incident|incident class|incident category
        |kind of incident|class of incident|attack type|type of attack|type of abuse|nature of incident
        |report type""",
    Label.OCCURRED: """
        発生日時 発生時刻 発生時間 発生日 発生時期 日時 発生した日時 インシデント発生日時 事象発生日時 攻撃日時
        検知日時 発見日時 最初の発生日時 初回発生日時 アクセス日時 侵入日時 発覚日時 発生期間 開始日時 認知日時
        occurred|date|time|when|date of incident|time of incident|date and time|date/time|date & time
        |incident date|incident time|date and time of incident|date/time of incident|date of occurrence
        |time of occurrence|timestamp|time stamp|occurred at|occurred on|when did it happen|when did it occur
        |when did the incident occur|start time|started|first seen|date of attack|time of attack|attack time
        |occurrence|detected at|first occurrence|date of access""",
    Label.FOUND_BY: """
        発見方法 発見の方法 発見経緯 発見の経緯 発見手段 検知方法 検知の方法 検知経緯 検知手段 認知方法
        認知経緯 確認方法 発見した方法 発覚経緯 発覚の経緯 気付いた経緯 気づいた経緯 発見の契機 発見のきっかけ
        検出方法
        found by|how found|discovered by|discovery|how discovered|how was it found|how it was found
        |method of discovery|discovery method|detection method|detected by|how detected
        |means of discovery|how was it discovered|how was the incident discovered
        |how was this incident discovered|how did you find it|how did you notice|how did you find out
        |how was it detected|how we found it|noticed by""",
    Label.REQUEST: """
        要望 ご要望 要望事項 ご要望事項 依頼 依頼事項 ご依頼 対応依頼 希望 ご希望 希望事項 希望する対応
        依頼内容 お願い センターへの要望 当センターへの要望 調整依頼 ご希望の対応 要求 要求事項
        request|requests|requested action|action requested|actions requested|your request|what you want us to do
        |assistance requested|requested assistance|help wanted|what do you want us to do
        |what would you like us to do|what do you expect from us|desired action|expectation|requested help
        |what we ask""",
    Label.CONDITION: """
        条件 開示条件 開示の条件 情報開示条件 情報開示の条件 情報開示 情報の開示 開示 公開条件 公開の条件
        情報の取り扱い 情報の取扱い 情報の取扱 取扱条件 取り扱い条件 情報開示の可否 開示の可否 開示可否
        情報の開示条件 情報公開 情報の公開 開示範囲 共有範囲 情報共有の範囲 第三者への開示 関連サイトへの開示
        情報の開示について 開示許可 情報提供条件 情報提供の条件 情報提供の可否
        condition|conditions|disclosure|disclosure condition|disclosure conditions|conditions of disclosure
        |condition of disclosure|condition for disclosure|conditions for disclosure|terms of disclosure
        |disclosure terms|may we disclose|may we disclose your information|can we disclose your information
        |information sharing|sharing|sharing condition|sharing conditions|information disclosure
        |disclosure policy|restriction|restrictions|tlp|what may be disclosed|disclosure permission
        |permission to disclose|handling|confidentiality|confidentiality level|sharing restrictions""",
    Label.REMARKS: """
        その他 備考 そのほか 其他 補足 補足事項 補足情報 コメント 特記事項 その他の情報 その他特記事項
        その他の事項 その他参考情報 参考情報 追加情報 自由記述 注記 その他備考 その他・備考 その他連絡事項
        その他ご連絡事項 メモ
        remarks|remark|other|others|notes|note|comments|comment|other remarks|other information
        |additional information|additional comments|additional notes|further information|further remarks
        |anything else|misc|other notes|other comments|supplement|supplementary information""",
    Label.LOG: """
        ログ ログ情報 ログの抜粋 ログ抜粋 アクセスログ 該当ログ 関連ログ 証跡 ログデータ 添付ログ ログ内容
        ログファイル 関連するログ
        log|logs|log lines|log excerpt|log extract|log entries|logfile|log file|evidence|log data|relevant logs
        |relevant log entries|excerpt of log|extract of log|log excerpts|log messages|access log|syslog""",
    Label.NAME: """
        氏名 お名前 名前 担当者 担当者名 担当 報告者 報告者氏名 報告者名 ご氏名 ご担当者 ご担当者名 連絡担当者
        報告者の氏名 通報者 通報者名 申告者
        name|your name|contact name|reporter|reported by|contact person|full name|reporter name|name of reporter""",
    Label.SITE: """
        組織 組織名 所属 所属組織 会社名 団体名 貴組織名 報告元 報告元組織 報告サイト サイト名 機関名 法人名
        所属機関 サイト 報告者所属 報告者組織 報告者組織名
        organisation|organization|company|affiliation|your organisation|your organization|organisation name|site
        |reporter organisation|reporter organization|reporting organisation|reporting organization
        |organization name|institution|site name|reporting site|employer|name of organization
        |name of organisation""",
    Label.DEPARTMENT: """
        部署 部署名 所属部署 部門
        department|division|unit|section""",
    Label.PHONE: """
        電話 電話番号 連絡先電話番号 内線 ファックス 携帯電話
        |fax|phone|telephone|tel|phone number|telephone number|fax number|mobile""",
    Label.MAIL: """
        メール メールアドレス 電子メール 電子メールアドレス 連絡先メールアドレス eメール 連絡先メール
        報告者メールアドレス
        mail|email|e-mail|mail address|email address|e-mail address|contact email|contact e-mail|contact mail
        |reporter mail|reporter email|reporter e-mail""",
    Label.HOST: """
        対象ホスト 被害ホスト 対象システム 被害システム 対象 対象ip 対象ipアドレス 対象アドレス 対象サーバ
        対象サーバー 被害サーバ 被害サーバー ホスト名 被害ホスト名 対象機器 影響を受けたシステム
        影響を受けたホスト 影響ホスト 被害者ホスト 自ホスト 当方ホスト 被害を受けたホスト
        affected host|affected hosts|affected system|affected systems|hostname|host name|victim|victim host
        |affected ip|affected address|our host|your host|host|hosts|affected machine|affected machines
        |host(s) affected|our address""",
    Label.SOURCE: """
        送信元 送信元ip 送信元ipアドレス 送信元アドレス 攻撃元 攻撃元ip 攻撃元ipアドレス 攻撃元アドレス
        攻撃元ホスト アクセス元 接続元 発信元 発信元ip 送信元ホスト 接続元ip アクセス元ip 接続元ipアドレス
        アクセス元ipアドレス 接続元ホスト 攻撃元サイト
        source|source ip|source address|attacker|source host|attacking host|attacking address|attacker ip
        |source hosts|originating host|origin|source(s)|attack source|source of attack|source ip address
        |offending ip|offender|source of the attack|attacking ip|source addresses""",
    Label.TARGET: """
        攻撃先 宛先 宛先ip 宛先ipアドレス 送信先 送信先ip 接続先 アクセス先 宛先アドレス 攻撃対象 攻撃先ホスト
        target|destination|destination ip|destination address|target host|target ip|target address
        |destination host""",
    Label.ZONE: """
        タイムゾーン 時間帯 ログのタイムゾーン 標準時 時刻のタイムゾーン
        |timezone|time zone|tz|log time zone|log timezone|zone|time zone of logs|timezone of logs""",
    Label.CLOCK: """
        時刻誤差 時刻の誤差 時計の誤差 時計 時刻精度 時刻の精度 時刻の正確さ 時計の正確さ 時刻 時刻のずれ
        時刻同期の誤差
        clock error|clock accuracy|clock|clock offset|clock skew|time accuracy|clock drift|accuracy of clock""",
    Label.NTP: """
        ntpの使用 ntp使用 ntp同期 時刻同期 ntpの有無 ntpによる同期 ntpによる時刻同期
        |ntp|ntp used|clock synchronised|clock synchronized|ntp synchronised|ntp synchronized
        |time synchronisation""",
    Label.ENDED: """
        終了日時 最終発生日時 最後の発生日時 終了時刻 最終検知日時 最終発生
        ended|end time|last seen|last occurrence|last occurred""",
    Label.DAMAGE: """
        被害 被害状況 被害内容 被害の状況 被害の有無 影響 影響範囲 対応状況 対処状況 内容 概要 詳細 状況 経緯
        報告内容 攻撃内容 侵入経路 現象 対処 対応
        damage|impact|description|details|summary|what happened|extent of damage|status|incident description
        |description of incident|situation|actions taken|route in""",
    Label.REPORTED: """
        報告日 報告日時 記入日 記入日時 報告番号 管理番号 件名 受付番号 宛先 報告先 用途 osの種類 os名 使用os
        部局
        |os|report date|reported on|reported at|date of report|date reported|report id|reference|reference number
        |subject|operating system|use|purpose|purpose of host|protocol|port|service|ports|from|to|address""",
    Label.OTHER: """
        対象url 該当url 不審なurl 不正url 改ざんurl 誘導先 誘導先url
        url|urls|phishing url|malicious url|affected url""",
}

_PARTICLES = re.compile(r"(?:とは|は|について|に関して)[、。]?$")
_IN_BOTH = re.compile(r"\s*([^/／|｜]{2,30}?)\s*[/／|｜]\s*([^/／|｜]{2,30}?)\s*$")
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_CJK = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_MANDATORY = re.compile(r"[*※＊]|必須|任意")


def _entries(names: str) -> list[str]:
    """Split a cell of the table: Japanese names stand apart by blanks, English ones by bars."""
    found: list[str] = []
    for chunk in names.split("|"):
        japanese = [name for name in chunk.split() if _CJK.search(name)]
        english = " ".join(name for name in chunk.split() if not _CJK.search(name))
        found += japanese + ([english] if english else [])
    return found


_KNOWN = {name: label for label, names in reversed(_TABLE.items()) for name in _entries(names)}
LONGEST = 48
"""Characters that a label has at most, with its notes in brackets."""


def plain(words: str) -> str:
    """Bring a label to the spelling of the table: width and case folded, blanks within Japanese and notes removed."""
    folded = unicodedata.normalize("NFKC", words).casefold().strip(" \t.?*#-_")
    if _CJK.search(folded):
        folded = "".join(folded.split())
        return _PARTICLES.sub("", folded.removeprefix("・"))
    return " ".join(folded.replace("_", " ").split()).removeprefix("your ")


@lru_cache(maxsize=2048)
def which(words: str) -> Label | None:
    """Return what the label ``words`` (without its colon or brackets) asks for, or None if it is no known label."""
    if not words or len(words) > LONGEST:
        return None
    name = plain(words)
    known = _KNOWN.get(name)
    if known is None:
        known = _KNOWN.get(bare(words)) or _KNOWN.get(name.removesuffix("(s)").removesuffix("s"))
    if known is None and (both := _IN_BOTH.match(words)):  # 分類 / Category
        one, other = (_KNOWN.get(plain(name)) for name in both.groups())
        known = one if one is other else None
    return known


def bare(words: str) -> str:
    """Bring a label to the spelling of the table, without what it says in brackets and whether it must be answered."""
    return plain(_MANDATORY.sub("", _PARENTHESES.sub(" ", unicodedata.normalize("NFKC", words))))


def note(words: str) -> str:
    """Return what a label says in brackets besides its name, such as the zone in ``発生日時 (JST)``; "" for nothing."""
    found = _PARENTHESES.search(unicodedata.normalize("NFKC", words))
    return found.group().strip(" ()[]") if found else ""
