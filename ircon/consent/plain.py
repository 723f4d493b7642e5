"""Words that a grant may be made of: what is left over of one might turn it round, and makes it a question.

"You may share everything" grants; "you may share everything, said the intruder" must not, nor
"hardly anything may be shared". No list of such turns is ever whole. So it is the other way
round: only a sentence in which every word is one of these is taken for leave, any other is
shown to the handler, who asks. The words are folded (NFKC, lower case).
"""

from __future__ import annotations

import re

_ENGLISH = frozenset(
    """you your may can could are is be am been being to the a an our my we i us me this that these those it its of
    for in on at by and or as so with from also both well any all everything anything whatever entire full fully whole
    complete completely freely openly information info details detail data report reports mail e-mail email message
    content contents evidence material log logs line lines entry entries extract extracts excerpt excerpts file files
    record records fact facts summary time times timestamp timestamps date dates ip address addresses service services
    port ports please kindly feel free share shared sharing disclose disclosed disclosing disclosure forward forwarded
    forwarding pass passed passing on relay relayed release released give given send sent show shown reveal revealed
    publish published provide provided communicate communicated distribute distributed tell told inform informed notify
    notified contact contacted alert let know go ahead use used relevant source sources attacking offending originating
    origin remote other others related involved affected concerned site sites host hosts host's party parties
    network networks administrator administrators administrator's admin admins operator operators owner owners
    responsible team teams abuse desk csirt csirts cert certs security response public publicly press media web
    permission permit permitted permits allow allowed allows agree agreed agrees consent consents authorise authorised
    authorize authorized grant granted approve approved ok okay fine happy welcome yes sure certainly course want would
    like asked restriction restrictions limit limits limitation limitations reservation reservations condition
    conditions without no permitted unrestricted appropriate required needed necessary need fit if only just
    nothing but anonymous anonymously anonymity anonymised anonymized remain remains stay keep keeping long hereby them
    who whom which tlp clear white green thanks thank regards kind best hello hi dear reply
    do name names how reach often concerning regarding about attack attacker's source's hosting company provider
    include included including have has everyone anybody anyone side part""".split()
)
"""No word here denies, doubts, tells a time or tells of somebody else's leave."""

_JAPANESE = re.compile(
    "|".join(
        sorted(
            """全て すべて 凡て 全部 全面 的 全情報 全文 全体 一切 何でも なんでも 自由 ご自由
            情報 データ 内容 項目 報告 ご報告 当方 弊社 当社 私ども 我々 こちら そちら
            貴センター 御社 貴社 から より まで 含め 含む 含んで もの こと 事 形 範囲 限り
            上 うえ 旨 の を が は に で と も へ や な し て ログ 事実 概要 日時
            時刻 時間 アドレス サービス 件数 のみ だけ 限っ 限定なく 開示 公開 提供 共有
            転送 提示 伝達 展開 通知 連絡 見せ 渡し 教え 伝え 知らせ お伝え お知らせ 出し
            接触 回し 使っ 利用 良い よい いい よろしい 宜しい 良く よく よろしく 宜しく
            結構 大丈夫 構い 構わない かまわない かまいません 構いません ok オーケー 可 可能
            許可 同意 承諾 了承 了解 認め ほしい 欲しい 希望 お願い 願い 頂い いただい 頂き
            いただき 頂け いただけ もらっ もらい 下さい ください くださっ 頂く いただく 致し
            いたし 致します いたします します する して した ます です でございます だ である
            ございます ね よ られ れば たい たく おり おります 済 済み として 関連 関係
            関係者 関係先 該当 攻撃元 発信元 送信元 アクセス元 侵入元 スキャン元 接続元 踏み台
            相手 相手方 先方 管理者 担当者 サイト 組織 ホスト 各 他 その他 csirt
            cert シーサート 機関 一般 公衆 広く 者 様 方 先 側 匿名 はい ええ どうぞ
            以上 必要 応じ 適宜 あれ 無条件 条件 なし 包み隠さ ず ありがとう お世話 なっ
            お手数 ご連絡 ご対応 または 及び および 並びに
            ならびに また 及 即 当該 本件 今回 この その これ それ ただし 但し 特に
            たうえで た上で 出す 名前 組織名 社名 ご 御 お 差し支え 支障 問題""".split(),
            key=len,
            reverse=True,
        )
    )
)
_WORD = re.compile(r"[a-z][a-z'-]*")
_LETTER = re.compile(r"[^\W\d_]")

_MODAL = r"(may|can|could|will|would|shall|should|might|must|(is|are|am) (able|going|willing|happy|ready) to)"
_HAND = r"(share|disclose|provide|send|give|forward|pass|publish|show|release|reveal|tell|let|have)"
_PARTY = r"(source|attack\w*|intruder|site|host|owner|admin\w*|operator|part(y|ie)|team|customer|provider)s?"
_OURS = r"(こちら|当方|弊社|当社|我々|私(ども|共)?)(の?(ほう|方))?"
_THEIRS = (
    r"(攻撃元|発信元|送信元|アクセス元|侵入元|スキャン元|接続元|踏み台|相手|相手方|先方|(関連|関係|該当|他の?)サイト"
    r"|貴センター|御社|貴社|そちら)(側|サイト)?"
)
_TO_THEM = r"((サイト|組織|ホスト)?の?(管理|担当|責任|関係|運用)者?|方)(に|へ|宛|のみ|だけ|側|様|の?方)"
_NO_LEAVE = (
    # a question: "can you share everything"
    r"\A\W*(please )?(can|could|may|will|would|shall|should)"
    r" (you|we|i|they|he|she|it|this|the|all|everything|anybody)\b",
    # what is to be told to them: "please send us all logs", 「こちらに開示してほしい」
    rf"\b{_HAND}\w* (me|us)\b|\b(to|for|with) (me|us)\b(?=\W*\Z)|{_OURS}(に|へ|にも|宛)",
    r"\bplease (also )?(send|provide|give|show|tell)\b(?!.*\bto (the|all|any|every|related|involved|other)\b)",
    r"\b(would like|want|need|expect|await|request) (?!you\b|to (share|disclose|allow|permit|give you|grant))",
    r"\b(that|all|everything|anything|what|whatever) you (\w+ )?(disclosed?|shared?|knows?|have|got|found|can)\b",
    # what is to come from them: 「先方から全て開示してほしい」
    r"(攻撃元|発信元|送信元|アクセス元|侵入元|スキャン元|接続元|踏み台|相手|相手方|先方|(関連|関係|該当|他の?)サイト)(側|サイト)?(から|より)"
    r"(?!の?(アクセス|攻撃|スキャン|通信|接続|侵入))",
    # what others have, or we have done: "all information about the source", 「攻撃元のログ」, 「対応内容」
    rf"{_THEIRS}の(?!{_TO_THEM})|ご?対応(の?(内容|状況|結果|経過)|の(?!程|ほど))",
    r"(?<!owner )(?<!owners )(?<!admin )(?<!administrator )(?<!administrators )(?<!operator )(?<!operators )"
    r"\b(about|of|on|concerning|regarding|who|what) (the|these|those|this|that|its) (\w+ )?"
    r"(source|attack\w*|offend\w*|origin\w*|intrud\w*|host|owner|operator|related|involved|other)s?\b(?!'s)",
    rf"\b{_HAND}\w* the {_PARTY}\b(?! (the|all|every\w*|our|my|this)\b)",
    # an offer to us, or somebody else's leave: "we can share the logs", "they agreed", 「ログを提供できます」
    rf"\b(we|i|they|he|she|(?<!by )(the|our|your|these|those|all|some) [\w' -]{{0,30}}?{_PARTY})"
    rf" (also )?{_MODAL} (also )?(be able to )?{_HAND}\b",
    r"\b(they|he|she|others|nobody|who) (have |has |had |also )*"
    r"(agree|allow|permit|consent|approv|authori[sz]|may|can|grant)\w*",
    r"(提供|提示|送付|送信|お渡し)(が|は|も)?(する(こと|の)(は|が|も))?(可|でき|出来)",
)
NO_LEAVE = re.compile("|".join(_NO_LEAVE))
"""What sounds like leave and is a question, a wish, an offer, or somebody else's leave."""

RETRACTS = re.compile(
    r"撤回|前言|(許可|同意|承諾|開示)[^。\n]{0,8}取り?消|やっぱり|やはり"
    r"|\b(with(draw|drew|drawn|drawing)|revok\w*|retract\w*|rescind\w*) (my|our|the|this|that|it)\b"
    r"|\b(take|took|taken|taking) (it|that|this) back\b|\b(on )?second thoughts?\b|\bactually,? no\b"
    r"|\bscrap (that|it)\b|\b(ignore|disregard|forget) (that|the above|my|what i)\b"
)
"""What takes back what was said, wherever in a message it stands."""


def left_over(clause: str) -> str:
    """Return what of a folded clause is no word that a grant is made of, or makes no grant of it; "" for neither."""
    if turned := NO_LEAVE.search(clause):
        return turned.group()
    english = [word for word in _WORD.findall(clause) if word.strip("'-") not in _ENGLISH]
    rest = _JAPANESE.sub(" ", _WORD.sub(" ", clause))
    return " ".join([*english, *("".join(part) for part in rest.split() if _LETTER.search(part))])
