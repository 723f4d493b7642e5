"""The labelled form: lines such as ``分類: ポートスキャン`` to answers, as they were written.

Reads ``label: value`` with either colon, ``【label】``, ``■label``, numbered items,
boxes of which the filled ones are chosen, answers folded over several lines, and forms
within a quoted reply. An empty answer is "", which means not stated and never no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ircon.intake import boxes, labels, layout, logs
from ircon.intake.labels import MAIN, Label
from ircon.model import Fields

_QUOTE = re.compile(r"^(?:[ \t]{0,3}[>＞|｜](?=[ \t>＞|｜]|[^\s>|]))+[ \t]?")
_NUMBER = (
    r"(?:[（(]?(?:[0-9０-９]{1,2}(?:[-.．－][0-9０-９]{1,2})*|[a-zA-Z])[)）.．、:：]"
    r"|[0-9０-９]{1,2}[-.．][0-9０-９]{1,2}|[①-⑳❶-❿]|[QＱ][0-9０-９]{1,2}[.．:：)]?)"
)
_MARKS = "=＝■□◆◇●○◎▼▽▲★☆※・･*＊#＃‐\\-–—►▶"
_LEAD = re.compile(rf"^[ \t\u3000]*(?P<lead>(?:[{_MARKS}]+[ \t\u3000]*|{_NUMBER}[ \t\u3000]*)*)")
_AROUND = _MARKS.replace("\\", "") + "=＝~～ \t\u3000"
_OPEN = "【［[《〈＜<「『≪〔{｛("
_CLOSE = "】］]》〉＞>」』≫〕}｝)"
_BRACKETED = re.compile(
    rf"^(?:\*\*)?[{re.escape(_OPEN)}]\s*(?P<label>[^{re.escape(_CLOSE)}]{{1,40}}?)\s*[{re.escape(_CLOSE)}](?:\*\*)?"
    r"[ \t\u3000]*[:：=＝]?[ \t\u3000]*(?P<value>.*)$"
)
_COLON = re.compile(
    r"^(?:\*\*|__)?(?P<label>[^:：=＝?？→\t]{1,48}?)(?:\*\*|__)?[ \t\u3000.…・]{0,40}"
    r"(?:[:：=＝→\t]|[?？][ \t]*[:：]?)(?:\*\*|__)?[ \t\u3000]*(?P<value>.*)$"
)
_SPACED = re.compile(
    r"^(?P<label>[^\s:：／/]{2,12})(?:\u3000|[ ]{2,}|[ \t]+[-–—―][ \t]+|[／/])[ \t\u3000]*(?P<value>\S.*)$"
)
_UNKNOWN = re.compile(r"^[\u3041-\u30ff\u4e00-\u9fffA-Za-z][\u3041-\u30ff\u4e00-\u9fffA-Za-z0-9・/／ ー-]{0,19}$")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_RULE = re.compile(
    r"^[ \t]*[-=*_~+#━─＝－―…‥—・◇◆]{4,}[ \t]*$|^[-=*_━─＝－―]{3,}[^-=*_━─＝－―].{0,100}[-=*_━─＝－―]{3,}$"
)
_CLOSING = re.compile(
    r"^\s*(?:以上(?:[、。,.]|です|$|\s|よろしく)|(?:どうぞ)?(?:宜しく|よろしく)お願い"
    r"|(?:best|kind|warm)?\s*regards\b|thanks?\b|thank you|sincerely|yours\b|cheers\b)",
    re.IGNORECASE,
)
_HTTP = re.compile(r"\s*[\"']?(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|CONNECT|PROPFIND|TRACE)\b")
_SENTENCE = re.compile("[\u3041-\u3096]{2}|\\b(?:you|we|may|please)\\b", re.IGNORECASE)
_DATES = frozenset({Label.OCCURRED, Label.ENDED})


@dataclass(slots=True)
class Answer:
    """One labelled answer while it is read.

    ``depth`` counts quote marks; a ``heading`` may have its value in the paragraph below.
    ``below``: the value stands in a paragraph of its own, though the label is no heading.
    """

    label: Label | None
    words: str
    line: int
    depth: int
    heading: bool
    bullet: str = ""
    lines: list[str] = field(default_factory=list)
    blanks: int = 0
    open: bool = True
    below: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a text answers. ``quoted`` names the labels whose answers stand in quoted lines only.

    ``ends`` gives, for each labelled line, the column where the label ends; ``signed`` are
    the lines of signatures; ``own`` is the text that the sender wrote in this message: no
    quotes, no logs, no signature.
    """

    answers: dict[Label, str]
    words: dict[Label, str]
    others: tuple[tuple[str, str], ...]
    quoted: frozenset[Label]
    ends: dict[int, int]
    signed: frozenset[int]
    own: str

    @property
    def main(self) -> int:
        """How many of the six questions of the centre's form the text asks, answered or not."""
        return sum(label in MAIN for label in self.words)

    def get(self, label: Label) -> str:
        """The answer as written, "" where nothing was stated."""
        return self.answers.get(label, "")

    def fields(self) -> Fields:
        """The six answers as the rest of the program knows them."""
        return Fields(*(self.get(label) for label in (
            Label.CLASS, Label.OCCURRED, Label.FOUND_BY, Label.REQUEST, Label.CONDITION, Label.REMARKS)))  # fmt: skip


def parse(text: str, starts: Sequence[int] = (1,)) -> Form:
    """Read the form in ``text`` (LF line ends), whose parts begin at the lines ``starts``.

    A text without labels gives a form without answers.
    """
    return _Reader(text.split("\n"), starts).read()


def unquoted(line: str) -> tuple[int, str]:
    """Return how deep ``line`` is quoted, and the line without its quote marks."""
    found = _QUOTE.match(line)
    if found is None:
        return 0, line
    return found.group().count(">") + found.group().count("＞") + found.group().count("|") or 1, line[found.end() :]


class _Reader:
    """Walks over the lines once and keeps the answer that is being read."""

    def __init__(self, lines: list[str], starts: Sequence[int]) -> None:
        self.lines = lines
        self.starts = frozenset(starts)
        self.signed = layout.signature_lines(lines, starts)
        self.pasted = layout.pasted_headers(lines)
        self.options = boxes.option_lines(lines)
        self.answers: list[Answer] = []
        self.current: Answer | None = None
        self.ends: dict[int, int] = {}
        self.own: list[str] = []
        self.in_log = False
        self.after_blank = False

    def read(self) -> Form:
        """Walk over all lines."""
        for number, line in enumerate(self.lines, 1):
            if number in self.starts or number in self.signed or number in self.pasted:
                self._close()
            if number not in self.signed and number not in self.pasted:
                depth, content = unquoted(line)
                self._line(number, depth, content.rstrip())
        return self._form()

    def _close(self) -> None:
        self.in_log = False
        if self.current is not None:
            self.current.open = False

    def _line(self, number: int, depth: int, content: str) -> None:
        labelled = None if number in self.options else self._labelled(number, depth, content)
        if labelled is not None:
            self._begin(number, labelled, content)
            if not depth:
                self.own.append(content)
            return
        if self.in_log or (logs.looks_like_log(content) and not self._is_date_asked_for(content)):
            if self.current is not None and content.strip() and self.current.label is not Label.LOG:
                self.current.open = False
            if not depth and self.after_blank and _SENTENCE.search(content):
                self.own.append(content)
            self.after_blank = not content.strip()
            return
        if not depth:
            self.own.append(content)
        if self.current is not None:
            self._continue(self.current, depth, content)

    def _is_date_asked_for(self, content: str) -> bool:
        """A date alone under ``発生日時:`` is the answer, not a log."""
        answer = self.current
        return answer is not None and answer.label in _DATES and not answer.lines and len(content) <= 48

    def _begin(self, number: int, answer: Answer, content: str) -> None:
        self.in_log = answer.label is Label.LOG
        self.current = answer
        self.answers.append(answer)
        if answer.lines:
            self.ends[number] = self.lines[number - 1].rfind(answer.lines[0])
        else:
            self.ends[number] = len(self.lines[number - 1])

    def _continue(self, answer: Answer, depth: int, content: str) -> None:
        """Take a line into the answer being read, unless the answer has ended."""
        if not content.strip():
            answer.blanks += 1
            if (answer.lines and not answer.heading) or (answer.blanks > 1 and not answer.lines):
                answer.open = False
            return
        if _RULE.match(content) or _CLOSING.match(content) or not answer.open or depth > answer.depth:
            answer.open = False
            return
        answer.below = answer.below or bool(answer.blanks and not answer.heading)
        if depth < answer.depth and answer.lines:
            if answer.blanks:
                answer.open = False
                return
            answer.lines = []  # what was quoted is answered underneath
        answer.depth = depth
        answer.lines += [""] * bool(answer.blanks and answer.lines) + [content.strip(" \t\u3000")]
        answer.blanks = 0

    # --- is this a labelled line? ---

    def _labelled(self, number: int, depth: int, content: str) -> Answer | None:
        lead = _LEAD.match(content)
        bullet = lead.group("lead").strip() if lead else ""
        rest = content[lead.end() :] if lead else content
        if not rest:
            return None
        alone = labels.which(rest.strip(_AROUND)) is not None
        found = self._bracketed(rest) or (None if alone else self._coloned(rest, bullet)) or self._bare(rest, bullet)
        if found is None:
            return None
        words, value, heading = found
        label = labels.which(words.strip())
        if self.in_log and not self._ends_log(label, words):
            return None
        if label is Label.REQUEST and _HTTP.match(value):
            return None
        if label is None and not self._stands_as_label(words, content, heading, bullet):
            return None
        if label is None and self.current is None:
            return None
        answer = Answer(label, words.strip(), number, depth, heading, bullet)
        if value.strip():
            answer.lines.append(value.strip(" \t\u3000"))
        return answer

    def _ends_log(self, label: Label | None, words: str) -> bool:
        """A log may hold lines like ``Date: ...``: only a question of the form ends it, in the form's own language."""
        japanese = self.current is not None and bool(_JAPANESE.search(self.current.words))
        return label is Label.LOG or (label in MAIN and bool(_JAPANESE.search(words)) == japanese)

    def _bracketed(self, rest: str) -> tuple[str, str, bool] | None:
        found = _BRACKETED.match(rest)
        if found is None or (labels.which(found.group("label")) is None and rest[0] not in "【≪《"):
            return None
        return found.group("label"), found.group("value"), True

    def _coloned(self, rest: str, bullet: str) -> tuple[str, str, bool] | None:
        found = _COLON.match(rest)
        if found is None:
            found = _SPACED.match(rest)
            if (
                found is None
                or labels.which(found.group("label")) is None
                or not _JAPANESE.search(found.group("label"))
            ):
                return None
        if logs.looks_like_log(rest):
            return None
        return found.group("label"), found.group("value"), bool(bullet) and not found.group("value").strip()

    def _bare(self, rest: str, bullet: str) -> tuple[str, str, bool] | None:
        """A heading that is a label and nothing else; without a number or mark it must be Japanese."""
        words = rest.strip(_AROUND)
        label = labels.which(words)
        if label is None:
            numbered = self.current is not None and _is_number(self.current.bullet) and _is_number(bullet)
            return (words, "", False) if numbered and len(words) <= labels.LONGEST else None
        if not bullet and (label not in MAIN or not _JAPANESE.search(words)):
            return None
        return words, "", True

    def _stands_as_label(self, words: str, content: str, heading: bool, bullet: str) -> bool:
        """A label that the table lacks still ends the answer before it, if it has the looks of one."""
        if self.current is not None and _is_number(self.current.bullet) and _is_number(bullet):
            return True
        if content[:1] in " \t\u3000" or not _UNKNOWN.match(words.strip()):
            return False
        if heading:
            return True
        return bool(_JAPANESE.search(words)) and len(words) <= 12 and not words.endswith(("は", "が", "を", "に"))

    # --- the result ---

    def _form(self) -> Form:
        values: dict[Label, str] = {}
        words: dict[Label, str] = {}
        depths: dict[Label, int] = {}
        others: list[tuple[str, str]] = []
        last = self.answers[-1] if self.answers else None
        for answer in self.answers:
            value = "" if answer.below and answer is last else _value(answer, answer is last)
            if answer.label is None:
                others.append((answer.words, value))
                continue
            if answer.label is Label.LOG:
                words.setdefault(answer.label, answer.words)
                continue
            if not values.get(answer.label) or (value and answer.depth < depths[answer.label]):
                values[answer.label], words[answer.label] = value, answer.words
                depths[answer.label] = answer.depth
        quoted = frozenset(label for label, depth in depths.items() if depth and values[label])
        return Form(values, words, tuple(others), quoted, self.ends, self.signed, "\n".join(self.own))


def _is_number(bullet: str) -> bool:
    return any(char.isdigit() for char in bullet)


def _value(answer: Answer, last: bool) -> str:
    """The answer's lines as written; of boxes the chosen ones. The last heading's answer is its first paragraph."""
    lines = answer.lines
    if last and "" in lines:
        lines = lines[: lines.index("")]
    if boxes.has_boxes(lines):
        return boxes.chosen(lines)
    return "\n".join(lines).strip()
