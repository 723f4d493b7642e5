"""The labelled form: lines such as ``分類: ポートスキャン`` to answers, as they were written.

Reads ``label: value`` with either colon, ``【label】``, ``■label``, numbered items,
boxes of which the filled ones are chosen, answers folded over several lines, and forms
within a quoted reply. An empty answer is "", which means not stated and never no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ircon.intake import boxes, layout, logs
from ircon.intake.labelled import Labelled, look
from ircon.intake.labels import MAIN, Label
from ircon.model import Fields

_QUOTE = re.compile(r"^(?:[A-Za-z][\w-]{0,11}(?=>[ >]))?(?:[ \t]{0,3}[>＞|｜](?=[ \t>＞|｜]|[^\s>|]))+[ \t]?")
_ROW = re.compile("^[ \\t]*[|｜│┃]([^|｜│┃]{1,60}[|｜│┃].*)[|｜│┃][ \\t]*$")
"""A row of a table drawn with bars: label and answer."""
_RULE = re.compile(
    r"^[ \t]*+[-=*_~+#━─＝－―…‥—・◇◆]{4,}[ \t]*$|^[-=*_━─＝－―]{3,}[^-=*_━─＝－―].{0,100}[-=*_━─＝－―]{3,}$"
)
_CLOSING = re.compile(
    r"^\s*+(?:以上(?:[、。,.]|です|$|\s|よろしく)|(?:どうぞ)?(?:宜しく|よろしく)お願い"
    r"|(?:best|kind|warm)?\s*regards\b|thanks?\b|thank you|sincerely|yours\b|cheers\b)",
    re.IGNORECASE,
)
_ANSWER = re.compile("^[AＡ](?:[0-9０-９]{1,2}[.．:：)）]?|[.．:：])[ \\t\u3000]*")
"""What marks the answer to a question: ``Q1.`` ``A1.``."""
_SENTENCE = re.compile("[\u3041-\u3096]{2}|\\b(?:you|we|may|please)\\b", re.IGNORECASE)
_PARTIES = frozenset({Label.SOURCE, Label.TARGET, Label.HOST})
_OF_A_PARTY = _PARTIES | {Label.REPORTED, Label.OTHER, Label.ZONE}
"""Labels that may stand under the heading of one party: ``IP address``, ``OS``, ``URL``, ``Time zone``."""
_DATES = frozenset({Label.OCCURRED, Label.ENDED})


@dataclass(slots=True)
class Answer:
    """One labelled answer while it is read.

    ``depth`` counts quote marks. ``below``: the value stands in a paragraph of its own,
    though the label is no heading. ``party``: the heading under which it stands, of the
    attacker or of who was attacked.
    """

    labelled: Labelled
    depth: int
    lines: list[str] = field(default_factory=list)
    blanks: int = 0
    open: bool = True
    below: bool = False
    party: Labelled | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What a text answers. ``quoted`` names the labels whose answers stand in quoted lines only.

    ``ends`` gives, for each labelled line, the column where the label ends; ``signed`` are
    the lines of signatures; ``own`` is the text that the sender wrote in this message: no
    quotes, no logs, no signature; ``parties`` are the answers under a heading of one party:
    its label, its words, and the answer; ``unsaid`` are the lines in which nothing is evidence.
    """

    answers: dict[Label, str]
    words: dict[Label, str]
    others: tuple[tuple[str, str], ...]
    quoted: frozenset[Label]
    ends: dict[int, int]
    signed: frozenset[int]
    own: str
    parties: tuple[tuple[Label, str, str], ...] = ()
    unsaid: frozenset[int] = frozenset()

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
    if not line:
        return 0, line
    if (row := _ROW.match(line)) is not None:
        cells = [cell.strip() for cell in re.split("[|｜│┃]", row.group(1))]
        return 0, f"{cells[0]}：{' '.join(cells[1:])}" if cells[0].strip("-: ") else "----"
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
        self.headings = layout.headings(lines)
        self.answers: list[Answer] = []
        self.current: Answer | None = None
        self.party: Labelled | None = None
        self.ends: dict[int, int] = {}
        self.own: list[str] = []
        self.in_log = False
        self.after_blank = False

    def read(self) -> Form:
        """Walk over all lines."""
        for number, line in enumerate(self.lines, 1):
            if number in self.starts or number in self.signed or number in self.pasted:
                self._close()
            if number not in self.signed and number not in self.pasted and self.headings.get(number, True):
                depth, content = unquoted(line)
                self._line(number, depth, f"■{content.strip()}" if number in self.headings else content.rstrip())
        return self._form()

    def _close(self) -> None:
        self.in_log = False
        if self.current is not None:
            self.current.open = False

    def _line(self, number: int, depth: int, content: str) -> None:
        before = self.current.labelled if self.current is not None else None
        found = None if not content or number in self.options else look(content, before, in_log=self.in_log)
        if found is not None:
            self._begin(number, depth, found)
            if not depth:
                self.own.append(content)
            return
        if self.in_log or (logs.looks_like_log(content) and not self._is_date_asked_for(content)):
            if self.current is not None and content.strip() and self.current.labelled.label is not Label.LOG:
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
        return answer is not None and answer.labelled.label in _DATES and not answer.lines and len(content) <= 48

    def _begin(self, number: int, depth: int, found: Labelled) -> None:
        self.in_log = found.label is Label.LOG
        if found.label in _PARTIES and not found.value:
            self.party = found
        elif found.label is not None and found.label not in _OF_A_PARTY:
            self.party = None
        self.current = Answer(found, depth, [found.value] if found.value else [], party=self.party)
        self.answers.append(self.current)
        line = self.lines[number - 1]
        self.ends[number] = line.rfind(found.value) if found.value else len(line)

    def _continue(self, answer: Answer, depth: int, content: str) -> None:
        """Take a line into the answer being read, unless the answer has ended."""
        if not content.strip():
            answer.blanks += 1
            if (answer.lines and not answer.labelled.heading) or (answer.blanks > 1 and not answer.lines):
                answer.open = False
            return
        if _RULE.match(content) or _CLOSING.match(content) or not answer.open or depth > answer.depth:
            answer.open = False
            return
        answer.below = answer.below or bool(answer.blanks and not answer.labelled.heading)
        if depth < answer.depth and answer.lines:
            if answer.blanks:
                answer.open = False
                return
            answer.lines = []  # what was quoted is answered underneath
        answer.depth = depth
        if not answer.lines and answer.labelled.heading:
            content = _ANSWER.sub("", content)
        answer.lines += [""] * bool(answer.blanks and answer.lines) + [content.strip(" \t\u3000")]
        answer.blanks = 0

    def _form(self) -> Form:
        values: dict[Label, str] = {}
        words: dict[Label, str] = {}
        depths: dict[Label, int] = {}
        others: list[tuple[str, str]] = []
        parties: list[tuple[Label, str, str]] = []
        last = self.answers[-1] if self.answers else None
        for answer in self.answers:
            label, said = answer.labelled.label, answer.labelled.words
            value = "" if answer.below and answer is last else _value(answer, answer is last)
            if answer.party is not None and answer.party.label is not None and value:
                parties.append((answer.party.label, answer.party.words, value))
            if label is None:
                others.append((said, value))
            elif label is Label.LOG:
                words.setdefault(label, said)
            elif not values.get(label) or (value and answer.depth < depths[label]):
                values[label], words[label], depths[label] = value, said, answer.depth
        quoted = frozenset(label for label, depth in depths.items() if depth and values[label])
        own, unsaid = "\n".join(self.own), self.signed | layout.recipients(self.lines, self.pasted)
        return Form(values, words, tuple(others), quoted, self.ends, self.signed, own, tuple(parties), unsaid)


def _value(answer: Answer, last: bool) -> str:
    """The answer's lines as written; of boxes the chosen ones. The last heading's answer is its first paragraph."""
    lines = answer.lines
    if last and "" in lines:
        lines = lines[: lines.index("")]
    if boxes.has_boxes(lines):
        return boxes.chosen(lines)
    return "\n".join(lines).strip()
