"""Answers that never say what they are about, because the label beside them did: 「全部可」, "yes, everything", 「否」.

Such an answer is read only where nothing is left over: every word of it must be one of
these. A word that is not known may turn it round ("almost all", 「ほぼ全部可」), so it makes
a question of it. A bare "yes" is none of them: under "restrictions" it would say the opposite.
"""

from __future__ import annotations

import re

_EDGES = " \t\n\u3000.。．!・:*\"'()[]「」『』【】<>~〜-–—"
"""What may stand around an answer; no question mark, no slash: "yes/no" is a form left as it was."""

_YES = r"(?:はい|ええ|yes|yes please|sure|certainly|of course|sure thing)"
_ALL = (
    r"(?:全て|すべて|凡て|全部|全情報|全面(?:的に)?|何でも|なんでも)(?:の(?:情報|内容|項目))?"
    r"|(?:everything|(?:it )?all(?: of (?:it|this|that))?|all (?:the )?information|all (?:the )?details"
    r"|the (?:whole|full|entire) report)"
)
_GOOD = (
    r"(?:可(?:能)?|ok|オーケー|○|◯|よい|良い|いい|よろしい|大丈夫|結構|許可(?:します)?|了承(?:します)?|承諾(?:します)?|同意(?:します)?"
    r"|(?:is |are |it is |it's )?(?:fine|ok|okay|permitted|allowed|agreed)(?: (?:with|by|for) (?:us|me))?|you may)"
)
_BAD = (
    r"(?:不可(?:能)?|否|ng|×|だめ|ダメ|駄目|お?断り(?:します|いたします|致します)?|拒否(?:します)?|禁止|厳禁|許可(?:し(?:ない|ません)|できません)"
    r"|認め(?:ない|ません|られません)|同意(?:し(?:ない|ません)|できません)|承諾(?:し(?:ない|ません)|できません)"
    r"|(?:is |are )?not (?:permitted|allowed|possible|ok|okay|agreed)|denied|refused|forbidden|prohibited"
    r"|(?:we|i) (?:refuse|decline|object))"
)
_IS = r"(?:です|でございます|とします|でお願いします|でお願いいたします)?"
_ABOUT = r"(?:(?:情報)?の?(?:開示|公開|共有)|disclosure|sharing)"

_AGREES = re.compile(rf"{_YES}")
_OF_THE_LABEL = r"(?:(?:情報|データ|内容|報告)?の?開示(?:の可否)?|disclosure)[は: ]*"
"""The label's own words, said again: 「開示可」 beside 「開示の可否」 says what 「可」 does, no more and no less."""
_WHOLE_YES = re.compile(rf"(?:{_YES}[、, ]*)?(?:{_OF_THE_LABEL})?(?:可(?:能)?|ok|○|◯)(?: |です|でございます)*")
_LABELLED_YES = re.compile(
    r"(?:(?:information )?disclosure(?: permission)?|permission to disclose"
    r"|(?:may|can) we disclose(?: your information)?"
    rf"|(?:情報の?)?開示(?:の?可否|の?許可)?) ?:\s*(?:{_YES}|full|complete|{_ALL})(?: |please|です)*"
)
"""A yes beside a label that asks for leave and nothing else; alone, under "restrictions", it would say the opposite."""
_UNTOUCHED = re.compile(rf"(?:{_OF_THE_LABEL})?可 ?[/・|] ?(?:{_OF_THE_LABEL})?(?:不可|否)")
_EVERY = re.compile(
    rf"(?:{_ABOUT}[: ]+)?(?:{_YES} )?(?:there are |特に )?(?:{_ALL})(?:は|が|を|も|で)? *{_GOOD}{_IS}"
    r"(?: (?:from|on|by) our (?:side|part))?"
    r"|(?:for )?(?:full|complete) disclosure(?: please)?|全面開示|全部開示"
)
_EVERY_BARE = re.compile(rf"は?(?:{_ALL}){_IS}(?: please)?")
_NOTHING = re.compile(
    rf"(?:no|nope|いいえ|いえ|いや|nothing(?: at all| whatsoever)?|(?:{_ABOUT}[は: ]*)?"
    rf"(?:(?:一切|全く|絶対に?|{_ALL})(?:は|が|を|も)? *)?{_BAD}{_IS})"
)
_LABELLED_NO = re.compile(rf"(?:information )?disclosure ?:\s*(?:no|none|nothing|{_BAD})")
_POLITE = re.compile(
    r"(?:よろしく|宜しく)(?:お願い(?:し|いた|致)します)?|(?:どうぞ|以上)|お願い(?:し|いた|致)します"
    r"|(?:many )?thanks?(?: you)?|please|kind regards"
)


def _bare(words: str) -> str:
    return re.sub(r"[ \t\u3000]+", " ", words).strip(_EDGES)


def is_plain_yes(condition: str) -> bool:
    """Whether the whole (folded) answer is one word of leave: 「可」 says that what was asked for may be done."""
    words = _bare(condition)
    return _WHOLE_YES.fullmatch(words) is not None or _LABELLED_YES.fullmatch(words) is not None


def is_labelled(line: str) -> bool:
    """Whether a (folded) line is the label of disclosure with a plain yes or no beside it, and nothing else."""
    words = _bare(line)
    return _LABELLED_YES.fullmatch(words) is not None or _LABELLED_NO.fullmatch(words) is not None


def is_untouched(condition: str) -> bool:
    """Whether the whole (folded) answer is the form's own choice, of which neither was struck out: 「開示可/不可」."""
    return _UNTOUCHED.fullmatch(_bare(condition)) is not None


def agrees(clause: str) -> bool:
    """Whether ``clause`` is a bare yes, which says nothing alone."""
    return _AGREES.fullmatch(_bare(clause)) is not None


def is_everything(clause: str, *, agreed: bool) -> bool:
    """Whether ``clause`` is nothing but leave for everything; "everything" alone is where a yes stands before it."""
    words = _bare(clause)
    return _EVERY.fullmatch(words) is not None or (agreed and _EVERY_BARE.fullmatch(words) is not None)


def is_nothing(clause: str) -> bool:
    """Whether ``clause`` is nothing but a no."""
    return _NOTHING.fullmatch(_bare(clause)) is not None


def is_silent(clause: str) -> bool:
    """Whether ``clause`` adds nothing: a bare yes, politeness, punctuation."""
    words = _bare(clause)
    return not words or agrees(words) or _POLITE.fullmatch(words) is not None
