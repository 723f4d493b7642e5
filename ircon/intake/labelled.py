"""Is this line labelled? The looks of labels in mail: colons, brackets, marks, numbers, bare headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircon.intake import labels, logs, questions
from ircon.intake.labels import MAIN, Label

_NUMBER = (
    r"(?:[0-9０-９]{1,2}(?:[-.．－][0-9０-９]{1,2}){1,2}(?=[ \t\u3000])"
    r"|[A-ZＡ-Ｚ][-－.．]?[0-9０-９]{1,2}(?:[)）.．、:：]|(?=[ \t\u3000]))"
    r"|[（(]?(?:[0-9０-９]{1,2}(?:[-.．－][0-9０-９]{1,2})*|[a-zA-Z])[)）.．、:：]"
    r"|[0-9０-９]{1,2}[-.．][0-9０-９]{1,2}|[①-⑳❶-❿]|[QＱ][0-9０-９]{1,2}[.．:：)]?)"
)
_MARKS = "=＝■□◆◇●○◎▼▽▲★☆※・･*＊#＃‐\\-–—►▶"
_LEAD = re.compile(rf"^[ \t\u3000]*(?P<lead>(?:[{_MARKS}]+[ \t\u3000]*|{_NUMBER}[ \t\u3000]*)*)")
_AROUND = _MARKS.replace("\\", "") + "=＝~～ \t\u3000"
_OPEN = "【［[《〈＜<「『≪〔{｛(（"
_CLOSE = "】］]》〉＞>」』≫〕}｝)）"
_BRACKETED = re.compile(
    rf"^(?:\*\*)?[{re.escape(_OPEN)}]\s*(?P<label>[^{re.escape(_CLOSE)}]{{1,40}}?)\s*[{re.escape(_CLOSE)}](?:\*\*)?"
    r"[ \t\u3000]*[:：=＝]?[ \t\u3000]*(?P<value>.*)$"
)
_COLON = re.compile(
    r"^(?:\*\*|__)?(?P<label>[^:：=＝?？→⇒➡\t]{1,48}?)(?:\*\*|__)?[ \t\u3000.…・]{0,40}"
    r"(?:(?<!\d):(?!//)|:(?!//|\d\d)|[：→⇒➡\t]|[=＝]>?|[?？][ \t]*[:：]?)(?:\*\*|__)?[ \t\u3000]*(?P<value>.*)$"
)
_SIGN, _LONGEST_HEAD = re.compile("[:：→⇒➡\t=＝?？]"), 140
"""Without one of these so near its beginning a line has no label with a sign behind it."""
_LEADERS = re.compile(
    r"^(?P<label>[^\s.…・][^.…・\t]{0,46}?)[ \t\u3000]?[.…・]{3,60}[ \t\u3000]?(?P<value>[^.…・\s].*)$"
)
"""``分類 ....... 侵入``: dots that lead to the answer, as in a table of contents."""
_QUOTED = re.compile(r"^(?P<label>[^\s:：「『]{2,16})[\u3000 ]?[「『](?P<value>[^」』]+)[」』][。.]?$")
"""``分類「侵入」``: the answer in brackets."""
_SPACED = re.compile(
    r"^(?P<label>[A-Z][A-Za-z /&]{2,30}?(?= [-–—] )|[^\s:：／/]{2,12})(?:\u3000|[ ]{2,}|[ \t]+[-–—―][ \t]+|[／/])"
    r"[ \t\u3000]*(?P<value>\S.*)$"
)
_DASHED = re.compile(r"^[A-Z][A-Za-z /&]{2,30} [-–—] \S")
_APART = re.compile("[^ \t\u3000:：]{2,12}(?:\u3000|[ ]{2,}|\t)")
"""A label that blanks alone set apart: a colon further on is one of the answer's."""
_HEADINGS = MAIN | {Label.SOURCE, Label.TARGET, Label.HOST}
_QUESTION = re.compile("(?:か|[?？])[。.]?$")
_UNKNOWN = re.compile(r"^[\u3041-\u30ff\u4e00-\u9fffA-Za-z][\u3041-\u30ff\u4e00-\u9fffA-Za-z0-9・/／ ー-]{0,19}$")
_CAPITAL = re.compile("[A-Z][A-Za-z0-9/-]*(?: [A-Za-z0-9/-]+){0,3}[ .]*[:：] ?\\S", re.ASCII)
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_ASKS, _ANSWERS = ("Q", "Ｑ"), ("A", "Ａ")
_HTTP = re.compile(r"\s*[\"']?(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|CONNECT|PROPFIND|TRACE)\b")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled line. ``label`` is None where the table lacks it; a ``heading`` may have its answer below.

    ``bullet`` is the mark or number before the label, ``value`` what stands behind it.
    """

    label: Label | None
    words: str
    value: str
    heading: bool
    bullet: str


def look(content: str, before: Labelled | None, *, in_log: bool) -> Labelled | None:
    """Return what ``content`` (one line without its quote marks) is labelled with, None if it is not.

    ``before`` is the labelled line before it: a form keeps its looks, so it tells a label
    that the table lacks from other text. ``in_log``: the line stands among log lines.
    """
    lead = _LEAD.match(content)
    bullet = lead.group("lead").strip() if lead else ""
    rest = content[lead.end() :] if lead else content
    if not rest or (before is not None and before.bullet[:1] in _ASKS and bullet[:1] in _ANSWERS):
        return None
    counted = before is not None and _is_number(before.bullet) and _is_number(bullet)
    alone = labels.which(rest.strip(_AROUND)) is not None
    found = _bracketed(rest) or (None if alone else _coloned(rest, bullet)) or _bare(rest, bullet, counted)
    if found is None:
        return None
    words, value, heading = found
    label = questions.asked(words)
    if in_log and not _ends_log(label, words, before):
        return None
    if label is Label.REQUEST and _HTTP.match(value):
        return None
    if label is None and (before is None or not (counted or _is_label(words, content, heading, before, bullet))):
        return None
    return Labelled(label, words, value.strip(" \t\u3000"), heading, bullet)


def _ends_log(label: Label | None, words: str, before: Labelled | None) -> bool:
    """A log may hold lines like ``Date: ...``: only a question of the form ends it, in the form's own language."""
    japanese = before is not None and bool(_JAPANESE.search(before.words))
    return label is Label.LOG or (label in MAIN and bool(_JAPANESE.search(words)) == japanese)


def _bracketed(rest: str) -> tuple[str, str, bool] | None:
    found = _BRACKETED.match(rest)
    if found is None or (questions.asked(found.group("label")) is None and rest[0] not in "【≪《"):
        return None
    return found.group("label").strip(), found.group("value"), True


def _coloned(rest: str, bullet: str) -> tuple[str, str, bool] | None:
    led = _LEADERS.match(rest)
    if led is not None and labels.which(led.group("label")) is not None:
        return led.group("label").strip(), led.group("value").lstrip(":：= \t"), False
    quoted = _QUOTED.match(rest)
    if quoted is not None and labels.which(quoted.group("label")) is not None:
        return quoted.group("label").strip(), quoted.group("value"), False
    found = _COLON.match(rest) if _SIGN.search(rest, 0, _LONGEST_HEAD) else None
    if found is None or (_APART.match(rest) and questions.asked(found.group("label")) is None):
        found = _SPACED.match(rest)
        words = found.group("label") if found else ""
        if found is None or (label := labels.which(words)) is None:
            return None
        if not _JAPANESE.search(words) and not (label in MAIN and _DASHED.match(rest)):
            return None
    if logs.looks_like_log(rest):
        return None
    return found.group("label").strip(), found.group("value"), bool(bullet) and not found.group("value").strip()


def _bare(rest: str, bullet: str, counted: bool) -> tuple[str, str, bool] | None:
    """A heading that is a label and nothing else; without a number or mark it must be Japanese."""
    words = rest.strip(_AROUND)
    label = labels.which(words)
    if label is None and _QUESTION.search(words) and questions.asked(words.rstrip("。.?？")) is not None:
        return words.rstrip("。.?？"), "", True
    if label is None:
        return (words, "", False) if counted and len(words) <= labels.LONGEST else None
    if not bullet and (label not in _HEADINGS or not (_JAPANESE.search(words) or (words.isupper() and len(words) > 6))):
        return None
    return words, "", True


def _is_label(words: str, content: str, heading: bool, before: Labelled, bullet: str) -> bool:
    """A label that the table lacks still ends the answer before it, if it has the looks of one.

    Such are the mark of the label before it, and in a form of one answer a line a few words
    that begin with a capital.
    """
    if content[:1] in " \t\u3000" or not _UNKNOWN.match(words):
        return False
    if heading or (bullet and bullet == before.bullet):
        return True
    if before.value and not before.bullet and not bullet and _CAPITAL.match(content):
        return True
    return bool(_JAPANESE.search(words)) and len(words) <= 12 and not words.endswith(("は", "が", "を", "に"))


def _is_number(bullet: str) -> bool:
    return any(char.isdigit() for char in bullet)
