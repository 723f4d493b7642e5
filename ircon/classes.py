"""Names of the incident classes: JPCERT/CC's in Japanese and English, and RSIT's where it has one.

RSIT is the Reference Security Incident Taxonomy of ENISA and TF-CSIRT, version 1003; its
class and type are the values of the machine tag. Targeted attacks and industrial control
systems are no RSIT classes: they say who is attacked, not how, so they map to None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircon.model import IncidentClass


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """What a class is called, and its place in RSIT (both None where RSIT has none)."""

    ja: str
    en: str
    rsit_class: str | None
    rsit_type: str | None


NAMES: dict[IncidentClass, ClassInfo] = {
    IncidentClass.SCAN: ClassInfo("スキャン", "Scan", "information-gathering", "scanner"),
    IncidentClass.INTRUSION: ClassInfo("侵入", "Intrusion", "intrusions", "system-compromise"),
    IncidentClass.RELAY: ClassInfo("メール不正中継", "Mail relay abuse", "fraud", "unauthorised-use-of-resources"),
    IncidentClass.DOS: ClassInfo("DoS/DDoS", "DoS/DDoS", "availability", "dos"),
    IncidentClass.SNIFFING: ClassInfo("盗聴", "Sniffing", "information-gathering", "sniffing"),
    IncidentClass.PHISHING: ClassInfo("フィッシングサイト", "Phishing site", "fraud", "phishing"),
    IncidentClass.DEFACEMENT: ClassInfo(
        "Webサイト改ざん",
        "Website defacement",
        "information-content-security",
        "unauthorised-information-modification",
    ),
    IncidentClass.MALWARE: ClassInfo("マルウエアサイト", "Malware site", "malicious-code", "malware-distribution"),
    IncidentClass.ICS: ClassInfo("制御システム関連", "Industrial control system", None, None),
    IncidentClass.TARGETED: ClassInfo("標的型攻撃", "Targeted attack", None, None),
    IncidentClass.SPAM: ClassInfo("迷惑メール", "Spam", "abusive-content", "spam"),
    IncidentClass.COPYRIGHT: ClassInfo("著作権侵害", "Copyright", "fraud", "copyright"),
    IncidentClass.OTHER: ClassInfo("その他", "Other", "other", "other"),
}

_WORDS: tuple[tuple[IncidentClass, str], ...] = (
    # In this order: what was done with a broken-in host says more than how it was found.
    (
        IncidentClass.PHISHING,
        r"フィッシング|ﾌｨｯｼﾝｸﾞ|スミッシング|smishing|SMS.{0,8}不審|不審な.{0,4}(?:SMS|ショートメッセージ)|偽サイト|偽の?(?:ログイン)?(?:ページ|画面)|詐欺サイト|phish|fake (?:\w+ ){0,3}(?:page|site|website|shop)\b|credential harvest|spoofed (?:web ?)?site|masquerade|brand abuse",
    ),
    (
        IncidentClass.COPYRIGHT,
        r"著作権|海賊版|(?<!©)(?<!\(c\))(?<!\(c\) )(?<!© )copyright(?! ?(?:\(c\)|©|\d{4}))|dmca|infring|warez",
    ),
    (
        IncidentClass.TARGETED,
        r"標的型|targeted[- ](?:attack|intrusion|e-?mail|mail|phish|malware|campaign)|(?-i:\bAPT\b)(?! ?(?:install|update|upgrade))|spear",
    ),
    (IncidentClass.ICS, r"制御システム|\bics\b|scada|\bplc\b|industrial control"),
    (
        IncidentClass.DEFACEMENT,
        r"改ざん|改竄|書き?換え|deface|(?:front|home|top|index) ?page.{0,24}(?:replaced|changed|altered|says|reads|overwritten)|スキミング|web ?skimm|magecart|unauthori[sz]ed.{0,12}modification|webpage modif",
    ),
    (
        IncidentClass.MALWARE,
        r"マルウ[エェ]ア|ウ[イィ]ルス|ワーム|トロイの木馬|ランサム|ボット|malware|malicious[- ]code|(?<!anti)(?<!anti-)\bvirus(?!-free|es? (?:scan|check)|(?: |-)?(?:scan|check|total))|\bworm\b"
        r"|trojan|ransom|botnet|\bbots?\b|infected|infection|\bc2\b|c&c|command.and.control|drone|sinkhole",
    ),
    (
        IncidentClass.DOS,
        r"\bd?dos\b|ddos|サービス(?:運用)?(?:妨害|不能|拒否)|(?<!アドレス)(?<!IP)帯域|フラッド|メール爆弾|denial[- ]of[- ]service|flood"
        r"|mail ?bomb|smurf|amplif|増幅",
    ),
    (
        IncidentClass.INTRUSION,
        r"侵入(?!.{0,6}(?:の?試み|未遂|の?痕跡(?:は|が)?な|され(?:て(?:は)?い)?な))|踏み台|乗っ取|不正に?ログイン(?!.{0,6}(?:の?試み|試行|未遂))|バックドア|root ?(?:権限|奪取)"
        r"|intru(?:sion|der)s?(?! attempts?| detect)|(?<!business e-mail )(?<!business email )compromis(?!e attempt)|hack(?:ed|ing)|break-?in(?! attempt)|broken into|root ?kit|backdoor"
        r"|stepping ?stone|account takeover|web ?shell",
    ),
    (IncidentClass.SNIFFING, r"盗聴|スニフ|パケット(?:の)?盗み|sniff|wiretap|eavesdrop"),
    (
        IncidentClass.RELAY,
        r"(?:不正|第三者|メール|spam).{0,4}中継|中継(?:に)?(?:利用|悪用)|mail ?relay|open ?relay|third.party relay|relay (?:abuse|attempt)",
    ),
    (
        IncidentClass.SPAM,
        r"迷惑メール|スパム|大量メール|\bspam|complaint about (?:a )?message|\bube\b|\buce\b|junk ?mail|unsolicited|feedback-type: ?abuse",
    ),
    (
        IncidentClass.SCAN,
        r"スキャン|ｽｷｬﾝ|走査|探査|探索|調査行為|プローブ|(?:アクセス|ログイン|認証|侵入)の?試(?:み|行)|侵入未遂|総当た?り|ブルートフォース|辞書攻撃|パスワード推測"
        r"|不正アクセス(?:の?試み|未遂)|scan|probe|probing|sweep|brute.?force|login[- ]attack|login attempt|dictionary attack"
        r"|password guess|compromise attempt|intrusion attempt|break-?in attempt|failed (?:ssh )?login|\btr(?:y|ies|ied|ying) to (?:log ?in|log ?on|connect|access|break)|reconnaissance|information[- ]gathering",
    ),
    (IncidentClass.INTRUSION, r"不正アクセス|不正侵入|侵入|unauthori[sz]ed access|intrusion|illegal access"),
    # Names of what is done today, of what it was done to in 1999, and the numbers of advisories about both.
    (
        IncidentClass.MALWARE,
        r"emotet|icedid|qakbot|qbot|trickbot|ursnif|mirai|lokibot|agent ?tesla|remcos|cobalt ?strike",
    ),
    (
        IncidentClass.DOS,
        r"dns ?amp|リフレクション|リフレクタ|オープン(?:・)?リゾルバ|open resolver|open ntp|monlist|reflect(?:ion|or)"
        r"|\bCA-(?:96[.-](?:21|26)|97[.-]28|98[.-](?:01|13))\b",
    ),
    (IncidentClass.INTRUSION, r"web ?シェル|ウェブシェル|webshell|JPCERT-E-INF-99-0002"),
    (
        IncidentClass.SCAN,
        r"パスワード(?:リスト|スプレー)|リスト型攻撃|クレデンシャル|credential stuffing|password spray"
        r"|インジェクション|クロスサイト|トラバーサル|\b(?:sql|command|code) injection|\bsqli\b|\bxss\b|path traversal"
        r"|\bexploit(?:ation|s|ing)?\b|脆弱性を?(?:狙|突|悪用)"
        r"|\b(?:CVE-\d{4}-\d{4,7}|CA-\d\d(?:\d\d)?[.-]\d\d|MS\d\d-\d{3}|JPCERT-[A-Z]{1,2}-\w{2,6}-\d\d(?:\d\d)?-\d{4})\b"
        r"|(?:\b(?:rpc\.)?(?:statd|mountd|automountd|imapd?|pop[23]?d?|popper|named|portmap|sunrpc|phf|telnetd?|ftpd?|sshd?|rdp|smb|vnc)\b"
        r"|cgi-bin|\bCGI\b).{0,24}(?:攻撃|不審|アクセス|接続|attack|attempt|probe)",
    ),
)
_PATTERNS = tuple((klass, re.compile(words, re.IGNORECASE | re.ASCII)) for klass, words in _WORDS)
_ITSELF = {klass.value: klass for klass in IncidentClass} | {
    name: klass for klass, info in NAMES.items() for name in (info.ja.lower(), info.en.lower())
}
_ITSELF |= {info.rsit_type: klass for klass, info in NAMES.items() if info.rsit_type}
_ITSELF |= {
    "availability": IncidentClass.DOS, "ddos": IncidentClass.DOS, "targeted": IncidentClass.TARGETED,
    "brute-force": IncidentClass.SCAN, "ids-alert": IncidentClass.SCAN,
}  # fmt: skip
_LONGEST = 20_000
"""Words are looked for in this many characters: who has not said it by then says it in the logs."""


def from_words(text: str) -> IncidentClass | None:
    """Return the class that words in ``text`` (Japanese, English or RSIT's own) name, or None."""
    known = _ITSELF.get(text.strip().lower())
    if known is not None:
        return known
    head = text[:_LONGEST]
    for klass, pattern in _PATTERNS:
        if pattern.search(head):
            return klass
    return None
