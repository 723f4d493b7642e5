"""How reporters say what may be disclosed: the phrases, Japanese and English.

The patterns are matched against text in NFKC form and lower case, a clause at a time.
They are tables, not grammar: whatever they do not recognise is left to the handler to ask.
"""

from __future__ import annotations

import re

from ircon.model import Audience, Level


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


# --- cutting text into pieces --------------------------------------------------------

SENTENCE_END = re.compile(r"(?<=[。！!?？\n;；])|(?<=[.．])(?=\s)")
CLAUSE_END = re.compile(r"[、,，]|(?<=です)が|(?<=ます)が|(?=ただし|但し|しかし|\bbut\b|\bhowever\b|\byet\b)")
ADVERSATIVE = re.compile(r"\s*(ただし|但し|しかし|but\b|however\b|yet\b)")
TICKED = re.compile(r"[■☑☒✓✔◉●]|\[[xX*]\]|\([xX*]\)")
UNTICKED = re.compile(r"[□☐○◯]|\[ ?\]|\( ?\)")

# --- phrases that sound like a refusal and are none -------------------------------------

_NO = r"(は|が|も)?(特に|一切)?(あり|ござい)?(ません|ない|無い|なし|無し)"
_OURS_JA = r"(弊社|当社|当方|当組織|当団体|当校|本学|弊組織|弊団体|我々|私ども|私|わたし|自社)"
_NAMES_JA = r"(会社|組織|団体|学校|大学|担当者)名|(会社|組織|団体|学校|大学)の名前|社名|校名|氏名|実名|名前|名称|連絡先"
PERMISSIVE = (
    (
        _any(r"(構|かま)(わ|い)(ない|ません|ず)", rf"(差し?支え|問題|支障|異存|異議|差し障り|不都合){_NO}"),
        " 許可します ",
    ),
    (
        _any(r"制限(は|が|を)?(特に)?(あり|設け|つけ|付け)?(ません|ない|なし|無し|なく|無く)", r"無制限"),
        " 全て 許可します ",
    ),
    (_any(r"無条件", r"条件(なし|無し|なく)(で|に)"), " 全て "),
    (
        _any(
            r"\b(have |has |with |there is |is )?no (problems?|objections?|issues?)( (to|with|in|about))?\b",
            r"\b(do not|don't|does not|wouldn't|would not) (mind|object)( to| if)?( you)?\b",
            r"\b(do not|don't) hesitate to\b",
            r"\bnot a problem( to)?\b",
        ),
        " you may ",
    ),
    (
        _any(
            r"\b(no|without( any)?) (restrictions?|limits?|limitations?|reservations?)\b", r"(?<!not )\bunrestricted\b"
        ),
        " everything permitted ",
    ),
    (_any(r"\bnot only\b"), " "),
    # "our name included" is another word for all of it, "you may give our name" for the least of leave
    (
        _any(
            rf"({_OURS_JA}の?(名前?|名称|氏名|組織名|会社名|社名|連絡先|情報)|(?:\A|(?<=[、,。\s「にへ]))({_NAMES_JA}))"
            r"(や|と|、)?(担当者名|連絡先|ホスト名|氏名|住所|電話番号)?(等|など)?(の情報)?(を|も)?(含め(?!な|ず|ぬ|る|ま)(た|て)?|含む(?!か)|含んで(?!い?な))"
            r"(形で)?"
        ),
        " 全て ",
    ),
    (
        _any(
            rf"({_OURS_JA}の?(名前?|名称|氏名|組織名|会社名|社名)|(?:\A|(?<=[、,。\s「にへ]))({_NAMES_JA}))(等|など)?(を|は|も|が)?"
            r"(出し(?=て(も|いただ|頂|もら|よ|良|い|許))|明かし(?=て(も|いただ|頂|もら|よ|良|い|許)))"
        ),
        " 開示し ",
    ),
)

# --- who reported must not be named -----------------------------------------------------

_OWN_NAME = (
    r"(組織|会社|社|弊社|当社|団体|大学|学校|機関|サイト|ホスト|ドメイン|報告者|報告元|送信者|通報者|当方の?|我々の?|個人|担当者)の?名前?称?"
    r"|氏名|実名|名前|報告者の?情報|身元|連絡先|固有名詞|当方の(組織|アドレス)"
)
_US = r"報告者|当方の情報|(当方|弊社|当社|当組織|こちら|我々)(の情報)?"
_BESIDE = r"(ip)?アドレス|メールアドレス|電話番号|住所|個人情報|部署名?|役職"
_LISTED = rf"(の?情報)?((と|や|及び|および|・)({_OWN_NAME}|{_BESIDE}))*(等|など|に関(する|わる)(情報|部分|こと|箇所))?"
_PARTICLES = (
    r"(は|を|が|だけは?|のみは?|については?)?(必ず|絶対に?|決して|(先方|相手方?|攻撃元|外部|関連サイト|第三者)(側|に対して)?(に|へ)?(は|も)?)?"
)
_HIDE = (
    r"伏せ|ふせ|隠|以外|除|削除|マスク|秘匿|匿|特定(され|でき)ない|(わか|分か)らない|知られ(ない|たくない|ず)|消し|黒塗り"
)
_NOT_TELL = (
    r"出さ(ない|ず)|明かさ(ない|ず)|非開示|非公開|不可"
    r"|(開示|公開|通知|提供|公表|掲載)(は|を)?(し|され)?(ない|ません|ず)"
)
"""Said of a name this takes only the name away; "we do not disclose" is said by a company, not of its name."""
NAME_CAP = _any(
    rf"(({_OWN_NAME}|{_US})(?!名?(前|称)?(も|を?含)){_LISTED}{_PARTICLES}({_HIDE})"
    rf"|({_OWN_NAME})(?!も|を?含){_LISTED}{_PARTICLES}({_NOT_TELL}))"
    r"(でほしい|で欲しい|で(ください|下さい)|ように(して)?|たうえで|た上で|いて|き|て|で|範囲(で|なら|であれば)?|状態で|形で|るなら|れば|こと)*",
    r"(組織|会社|個人|当方|弊社|当社|こちら)が?(特定|識別)(され|でき)ない(ように|範囲で?|形で)?",
    r"匿名(希望|化)?(に(し|すれ)(て|ば)?(いただ|頂)?(け|い)?(れば|たら|ば|て)?|にて|で(あれば|なら|の)?|なら(ば)?|を条件に|として|扱い|に)?",
    r"\banonym(ous|ously|i[sz]e|i[sz]ed|ity)\b",
    r"\b(without|not|don't|never|except|excluding|but|other than|apart from"
    r"|omit|remove|redact|hide|withhold|leave out|strip)"
    r"( for| not)?( (mention|nam|disclos|reveal|identify|shar|giv|includ|attribut|stat|us)\w*)?( out)?"
    r"( (us|me|who we are|it to us|(our|my|the reporter's?) ?(own )?"
    r"(organi[sz]ation|company|site|host|domain|full|contact|personal|ip)?( and)?('s)? ?"
    r"(names?|identity|identities|details?|organi[sz]ation|company|domain|addresses|site)))\b",
    r"\b(our|my) (\w+ )?(names?|identity|organi[sz]ation|details)( \w+){0,2}?"
    r" (withheld|removed|hidden|confidential|secret|omitted|redacted|left out|out of|private|not)\b( be)?( \w+ed)?",
    r"\b(keep|leave) (our|my) (\w+ )?(names?|identity) out( of (it|this))?\b",
    r"\bas long as (we|i) (are|am) not (named|identified|mentioned)\b",
    r"\bwithout (attribution|naming|identifying|mentioning) ?(us|me)?\b",
)
CAP_GOES_ON = _any(
    r"\W*(or|nor|'s|even)\b.*?\b(anything|everything|any|all|else|rest|logs?|reports?|information|info|data|records?"
    r"|files?|material|contents?|facts?)\b",
    r"\W*((and|as well as) )?((the|any|all|our|of) )*(anything|everything|all|else|rest|logs?|reports?|information|info"
    r"|data|records?|files?|material|contents?|facts?)\b(?!.*\b(may|can|ok|okay|fine|allowed|permitted|free)\b)",
)
"""After "do not disclose our name": what makes more of it than a name that is left out."""
NOT_ANONYMOUS = _any(
    r"匿名[^、。]{0,5}(なくて|必要(は|が)?な|しなくて|必要(は|が)?あり?ません)",
    r"\b(not|no need|needn't)[^,.]{0,15}anonym",
)

# --- logs, facts, exceptions ------------------------------------------------------------

LOGS = _any(r"ログ", r"\blogs?\b", r"\blog (lines|entries|extracts?|excerpts?|files?)\b")
LOG_CAP = _any(
    r"ログ[^、。]{0,6}?(以外|除|は?(不可|非開示|開示し(ない|ません)|出さない|伏せ))[^、。]{0,3}?(は|を|いて|て)?",
    r"\bbut( the| our| any)? logs?\b(?!( lines| entries| files)? (may|can|are|is))",
    r"\b(except|excluding|but (not|no)|other than|apart from|without|not|don't \w+|no)( for)?( the| our| my| any)?"
    r"( raw| full)? logs?\b"
    r"( lines| files| entries)?",
)
FACTS = _any(
    r"事実",
    r"概要",
    r"(日時|時刻|時間)と",
    r"\bfacts?\b",
    r"\bsummary\b",
    r"\b(times?|timestamps?) and (the )?(ip|addresses|service)",
)
OTHER_EXCEPTION = _any(r"以外", r"除(い|く|き|外)", r"\b(except|excluding|other than|apart from|unless)\b")
FACTS_ALONE = _any(r"アドレス|日時|時刻|時間", r"\b(addresses|address|timestamps?|times?|dates?)\b")
"""What is a fact where it is said that this alone may be told."""
IDENTITY = _any(r"連絡先|組織名|会社名|社名|氏名|名前|実名", r"\b(names?|identity|contact details|e-?mail address)\b")
ONLY = _any(r"のみ", r"だけ", r"に限", r"\bonly\b", r"\bjust\b", r"\bnothing but\b", r"\blimited to\b")
ALL = _any(
    r"全て|すべて|凡て|全部|全情報|全面|全文|一切|何でも|なんでも|自由に|報告(の)?(内容|全体)|名前も|組織名も",
    r"\b(everything|all|entire|full|fully|complete|completely|whole|anything|freely)\b",
    r"\b(this|the|our|my) (\w+ )?(report|e-?mail|message|mail)\b",
)
REST = _any(
    r"(その他|それ以外|他)(の(情報|もの|部分))?は", r"\b(the rest|anything else|nothing else|everything else)\b"
)

# --- verbs ------------------------------------------------------------------------------

DISCLOSE = _any(
    r"開示|公開|提供|共有|転送|提示|伝達|展開|見せ|渡し|教え|出して(?=も|いただ|頂)",
    r"\b(disclos\w*|shar(e|ed|ing)|pass(ed|ing)?|forward\w*|reveal\w*|releas\w*|publish\w*|distribut\w*|relay(ed)?|giv(e|en|ing)"
    r"|send|sent|shown?|provid\w*|communicat\w*)\b",
)
ASKABLE = _any(r"開示|公開|転送|伝達|展開", r"[a-z]")
"""What a reporter who asks for it means us to pass on; "please provide information" asks *us* for some."""
TELL = _any(r"伝え|知らせ|通知|連絡|接触", r"\b(tell|told|inform\w*|notif\w*|contact\w*|alert\w*|let)\b")
_VERB_JA = (
    r"(開示|公開|提供|共有|転送|通知|連絡|提示|伝達|展開|公表|口外|接触"
    r"|伝え|知らせ|見せ|渡|出|教え|流|回|漏ら|明か|広め)"
)
DENY = _any(
    rf"{_VERB_JA}[^、。]{{0,14}}?(不可|禁止|厳禁|しない|しません|せず|せぬ|されない|ないで|ないこと|ないよう|無いよう|なりません|ならない|困り|困る"
    r"|ほしくない|欲しくない|たくない|たくありません|断り|断る|拒否|拒絶|控え|遠慮|やめ|止め|(認|許可|同意|希望|望|承諾|了承|了解)[^、。]{0,3}(ない|ません)"
    r"|でき(ない|ません|かね)|出来(ない|ません)|\bng\b|×|なし|無し|不要|だめ|ダメ|駄目)",
    r"非開示|非公開|不開示|内密|極秘|社外秘|部外秘|他言無用|内々|口外し|(お断り|拒否)(し|いた)",
    r"(センター|御社|貴社|貴組織|貴団体|貴会|貴所|内部|jpcert\S{0,3}|そちら)(のみ|限り|内(のみ|限り|で)|だけ|止まり|どまり)",
    r"\b(confidential|for your eyes only|internal use|off the record|to yourselves?|strictly private)\b",
    r"\bkeep[^,.]{0,20}(private|secret)\b",
)
DENY_EN = _any(
    r"\b(do not|don't|dont|does not|must not|mustn't|may not|should not|shouldn't|shall not|will not|won't"
    r"|can not|cannot|can't|never|not"
    r"|no|nothing|none|nobody|no one|refus\w*|prohibit\w*|forbid\w*|declin\w*|object\w*|against|without)\b"
)
DENY_ALONE = re.compile(r"\s*(開示|公開)?(は)?(不可|ng|お断り(します)?|拒否(します)?|だめ|ダメ|×)\s*[。.]?\s*\Z")
NOT_ALL = _any(
    r"(全て|すべて|全部|全情報)は[^、。]{0,10}(ない|不可|ません|せず)",
    r"\b(not|don't|can't|cannot)\b[^,.]{0,20}\b(everything|all|the entire|the whole|the full)\b",
)
PERMIT = _any(
    r"可(?!否|能性)|○|◯|許可(し|する|いた|済|$)|同意(し|する|いた)|承諾(し|する|いた|済)|了承|了解|認め(る|ます)",
    r"(て|で)も?(よい|良い|よく|いい|よろし|宜し|結構|大丈夫|ok)|結構|大丈夫|(?<![a-z])ok(?![a-z])|オーケー",
    r"\b(may|can|ok|okay|free to|feel free|allow(ed)?|permit(ted|s)?|permission|agree[ds]?|consent|authori[sz]ed?"
    r"|happy for|fine|welcome|approved?|grant(ed)?|yes|go ahead)\b",
)
REQUEST = _any(
    r"(て|で)(ほしい|欲しい|ください|下さい|いただきたい|頂きたい|もらいたい|くれ)|お?(願い|希望)(し|いた|する|ます|$)|(する|します)\s*。?\Z"
    r"|(開示|公開)\s*。?\Z",
    r"\bplease\b|\A\s*(disclose|share|forward|pass|release|reveal)\b|\bwe (want|would like|ask) you to\b",
)

# --- asking first, and doubt ---------------------------------------------------------------

ASK = _any(
    r"(事前|前もって|予め|あらかじめ|(開示|公開|提供|連絡|通知)[^、。]{0,8}前|都度|先に)[^。]{0,14}?"
    r"(確認|相談|連絡|許可|承認|了解|了承|承諾|同意|知らせ|教え|問い?合|協議|打診)",
    r"(許可|承認|了解|了承|承諾|同意|断り|連絡|相談|確認)(を得|を取|を求め|なし|無し|なく|無く|が必要|してから|した上|の上|後に|のない|の無い)",
    r"無断|勝手に|要(相談|確認|許可|承認|連絡)",
    r"\b(ask|consult|check with|contact|call|confirm with|talk to|speak to|notify|inform) (me|us)\b",
    r"(?<!have )(?<!has )(?<!give you )\b(prior|written|explicit|further|our|my|express)( \w+)?"
    r" (permission|approval|consent|agreement|authori[sz]ation|confirmation)\b",
    r"\b(without|with|until|unless|after) (asking|permission|approval|consent|checking)\b",
    r"\blet (me|us) know (first|before)|\bbefore (you )?(disclos|shar|pass|forward|releas|contact|anything|doing)",
    r"\bsubject to\b|\bcase[ -]by[ -]case\b|\bask first\b",
)
UNSURE = _any(
    r"検討|未定|後日|保留|(確認|相談|調整|協議)中|不明|(わか|分か)ら(ず|ん)|判断(でき|つか|し)|かもしれ|多?分\b|たぶん|おそらく|恐らく"
    r"|(場合|状況|内容|相手|範囲)に(よ|応)|一部|部分的|限定|ある程度|可能な(範囲|限り)|最小限|最低限|なるべく|出来るだけ|できるだけ"
    r"|でしょうか|ですか|ますか|可否|是非|(よい|良い|いい|可能?)か|次第|条件(付|つき)|警察|プロバイダ|\bisp\b|弁護士"
    r"|(解決|修正|対応|復旧|完了|公表|終息|調査|対策|処理)[^、。]{0,5}(後|から|たら|まで)"
    r"|以降|期間|当面|しばらく|しない限り|なければ|わけで(は|も)|のでは?な|つもり|とは限|では?な(い|く)(?!か)|じゃない",
    r"\binternal(ly)?\b|\b(with|to|within|inside|among) (you(?! to)|yourself|yourselves|jpcert\S*"
    r"|your (own )?(team|staff|organi[sz]ation|cent(er|re)))\b",
    r"\?|？|\b(maybe|perhaps|possibly|probably|might|not sure|undecided|unclear|tbd|pending|depend\w*"
    r"|some|part|parts|partial\w*|certain|later|will (let|decide|tell)|unless|until|once|after|before|when|provided"
    r"|if (?!anonym|need|necess|required)|police|lawyer|isp|with us|with me|you have)\b",
)
CONDITION = _any(r"場合|際(は|に)|(れば|なら(?!な)|たら)|(とき|時)(は|のみ)")
POLITE_IF = _any(
    r"必要(なら(ば)?|であれば|に応じて|な(場合|範囲)(は|には|で)?|があれば)|(よろし|宜し|よ)ければ|差し?支え(が)?なければ|(のみ|だけ)?なら(ば)?(?=(開示|公開|可))"
    r"|ログ(のみ|だけ)?(なら|であれば)",
    r"\bas (required|necessary|needed)\b|\bif (needed|necessary|required)\b",
)

# --- audiences ------------------------------------------------------------------------------

AUDIENCES = (
    (_any(r"関連|関係", r"\b(related|involved|affected|concerned)\b"), Audience.RELATED),
    (
        _any(
            r"攻撃元|発信元|送信元|アクセス元|侵入元|スキャン元|踏み台|加害|相手|犯人|攻撃者|侵入者|接続元",
            r"\b(attack(ers?|ing)|source|intruders?|offend\w*|perpetrators?|origin(ating)?|owners?)\b",
        ),
        Audience.SOURCE,
    ),
    (
        _any(r"(?<![a-z])csirts?|(?<![a-z])certs?\b|シーサート|他の(対応)?機関", r"\b(response|security) teams?\b"),
        Audience.CSIRTS,
    ),
    (
        _any(
            r"一般|公衆|マスコミ|報道|世間|ウェブ|インターネット|メディア|広く",
            r"\b(public|publicly|press|media|web ?sites?)\b",
        ),
        Audience.PUBLIC,
    ),
)

# --- the traffic light protocol, FIRST TLP 2.0 (and WHITE of 1.x) ---------------------------------

TLP = re.compile(r"\btlp\s*[:=_\- ]\s*(red|amber\s*[+＋]?\s*strict|amber|green|clear|white|unclear|ex:chr)\b")
TLP_LEVELS: dict[str, tuple[Level, Audience, bool]] = {
    # For the recipients' eyes only; or for the recipient's organisation only: that refuses.
    "red": (Level.NONE, Audience.RELATED, True),
    "amber+strict": (Level.NONE, Audience.RELATED, True),
    # The recipient's organisation and its clients, who need to know. Whether a related site is one of them is
    # not ours to guess: ask.
    "amber": (Level.NONE, Audience.RELATED, False),
    "unclear": (Level.NONE, Audience.RELATED, False),
    # The community, not the public: a related site hears that it happened, and nothing that leads to the reporter.
    "green": (Level.FACTS, Audience.RELATED, False),
    "clear": (Level.FULL, Audience.PUBLIC, False),
    "white": (Level.FULL, Audience.PUBLIC, False),
}

# --- finding such words in free text ---------------------------------------------------------------

WORTH_READING = _any(
    r"開示|匿名|他言無用|口外|組織名|社名|会社名|攻撃元に[^。]{0,12}(知らせ|伝え|連絡しな)",
    r"\b(disclos\w+|anonym\w+|tlp)\b|\bour (name|identity)\b|\b(share|forward|pass|keep)\b",
)
DISCLAIMER = _any(
    r"intended (recipient|for)|this e-?mail|this communication|privileged|received (it|this) in error"
    r"|誤って|本メール|このメールは|宛先",
)
PLAINLY = _any(
    r"開示[^、。]{0,12}(て|可|許可|同意|承諾|構|結構|しない|不可|断|ほしい|欲しい)",
    r"\b(you|we|i) (may|can|are (free|allowed|permitted|authori[sz]ed) to|agree|consent|allow|permit|authori[sz]e)\b",
    r"\b(feel free to|permission to|may be|can be|do not|don't|please)\b[^.]{0,25}\b(disclos|shar|forward|pass)",
    r"\b(without|not|keep)\b[^.]{0,20}\b(our|my|this|it)\b",
)
