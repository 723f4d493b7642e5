"""What a report itself says about disclosure, read as carefully as a handler would.

A condition is cut into sentences and clauses; each clause may grant, refuse, cap (no
names, no logs), ask to be asked, or leave doubt. Doubt anywhere outweighs every grant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from ircon.consent import answers, plain
from ircon.consent import phrases as p
from ircon.model import Audience, Level, Report, Stated

MAX_CONDITION = 4_000
"""Characters of a condition that are read. A longer one is no condition but a report, and is asked about."""
MAX_TEXT = 200_000
MAX_QUOTE = 1_000


@dataclass(slots=True)
class _Reading:
    """What was gathered over all clauses of one condition."""

    grants: dict[Audience, Level] = field(default_factory=dict)
    refused: set[Audience] = field(default_factory=set)
    cap: Level = Level.FULL
    unnamed: bool = False
    logs: bool = False
    doubt: bool = False
    agreed: bool = False
    """A bare yes has been said: what follows may be as short."""
    bare: bool = False
    """Leave was given in an answer that names no disclosure; then whatever is not understood is a doubt."""
    strange: bool = False
    unknown: bool = False
    """A sentence that grants, or stands beside one that does in the answer, has words that might turn it round."""

    def grant(self, audience: Audience, level: Level) -> None:
        before = self.grants.get(audience, Level.NONE)
        self.grants[audience] = level if level.covers(before) else before

    def limit(self, level: Level) -> None:
        self.cap = level if self.cap.covers(level) else self.cap


def stated(condition_text: str, whole_text: str = "") -> Stated:
    """Return the one consent a report states: the most careful of its statements.

    ``condition_text`` is the form's answer to "condition of disclosure"; ``whole_text`` is
    read only where that is empty. The quote holds the words as they were written. Nothing
    stated gives ``Stated()``; words that we cannot be sure of give no level, with the quote.
    """
    found = statements(condition_text, whole_text)
    if not found:
        return Stated()
    return _most_careful(found)


def _most_careful(found: tuple[Stated, ...]) -> Stated:
    return min(found, key=lambda one: (one.level.rank, not one.refused))


def statements(condition_text: str, whole_text: str = "") -> tuple[Stated, ...]:
    """Return every statement about disclosure, one an audience; the whole text's TLP mark counts, too.

    "Share all, but not with the source" is two: a refusal for the source, a grant for related sites.
    """
    condition = condition_text.strip()
    free = whole_text[:MAX_TEXT]
    marks = _marks(condition) or _marks_of_a_message(free)
    if condition:
        quote = condition[:MAX_QUOTE]
        if len(condition) > MAX_CONDITION:
            return (Stated(quote=quote),)
        read = _read(_ticked(condition))
        read.doubt = read.doubt or _taken_back(free)
        return _verdict(read, marks, quote)
    labelled = _labelled(free)
    telling = "\n".join([*labelled, *(one for one in _telling_sentences(free) if one not in labelled)])
    if not telling:
        return ()
    read = _read("\n".join(one for one in telling.split("\n") if one not in labelled), strict=True)
    for line in labelled:
        _add(read, _read(line))
    read.unknown = read.unknown or _taken_back(free)
    return _verdict(read, marks, telling[:MAX_QUOTE])


def of_report(report: Report) -> tuple[Stated, ...]:
    """Return what a report that intake has read states, an audience each; nothing where it states nothing.

    Intake has seen more than the text: the subject's mark, a format's own field, what is only
    quoted. So the statements count only where the most careful of them is what intake read.
    """
    found = statements(report.fields.condition, report.text)
    read = report.consent
    if found:
        careful = _most_careful(found)
        if (careful.level, careful.audience, careful.refused) == (read.level, read.audience, read.refused):
            return found
    return (read,) if read.quote or read.refused or read.level is not Level.NONE else ()


# --- from what was read to a verdict -------------------------------------------------------


def _verdict(read: _Reading, marks: tuple[str, ...], quote: str) -> tuple[Stated, ...]:
    for mark in marks:
        level, audience, refuses = p.TLP_LEVELS.get(mark, (Level.FULL, Audience.PUBLIC, False))
        if refuses:
            read.refused.add(audience)
        elif level is Level.NONE:
            read.doubt = True
        elif not read.grants:
            read.grant(audience, level)
        read.limit(level)
    said = [Stated(quote=quote, audience=audience, refused=True) for audience in sorted(read.refused)]
    doubt = read.doubt or (read.bare and read.strange) or (read.unknown and bool(read.grants or read.unnamed))
    if doubt or (Audience.RELATED in read.refused and Audience.RELATED in read.grants):
        kept = [one for one in said if one.audience is not Audience.RELATED] if doubt else []
        return tuple(kept) or (Stated(quote=quote),)
    if read.unnamed and not read.grants and not read.refused:
        read.grant(Audience.RELATED, Level.FACTS)
    for audience, level in read.grants.items():
        capped = level if read.cap.covers(level) else read.cap
        if read.unnamed:
            capped = Level.LOGS if capped is Level.FULL or (read.logs and capped is Level.LOGS) else Level.FACTS
        if audience not in read.refused and capped is not Level.NONE:
            said.append(Stated(level=capped, quote=quote, audience=audience))
    return tuple(said) or (Stated(quote=quote),)


def _marks(text: str) -> tuple[str, ...]:
    """Return the TLP marks in ``text``; the most restrictive decides because each one caps."""
    if "tlp" not in (folded := _fold(text)):
        return ()
    found = (m.group(1).replace(" ", "") for m in p.TLP.finditer(folded))
    return tuple(dict.fromkeys("amber+strict" if "strict" in one else one for one in found if one != "ex:chr"))


def _marks_of_a_message(text: str) -> tuple[str, ...]:
    """Return the marks in free text: one that opens something only where it stands on a line of its own.

    "TLP:CLEAR unless marked otherwise" is a footer under everything that its sender writes.
    """
    if "tlp" not in _fold(text):
        return ()
    above, _rule, _below = f"\n{text}".partition("\n-- \n")
    alone = {mark for line in above.split("\n") if _ALONE.fullmatch(_fold(line)) for mark in _marks(line)}
    return tuple(mark for mark in _marks(text) if mark in alone or mark not in _OPENS)


_ALONE = re.compile(
    rf"[\W_]*((classification|sharing|marking|distribution|disclosure|分類|取り?扱い|共有範囲|開示)\W*)?{p.TLP.pattern}\W*"
)
_OPENS = frozenset(mark for mark, (level, _audience, _refuses) in p.TLP_LEVELS.items() if level is not Level.NONE)


def _taken_back(text: str) -> bool:
    """Whether a message takes back, in words of its own, what its form or label says."""
    return any(plain.RETRACTS.search(_fold(line)) for line in _own_lines(text))


def _add(read: _Reading, other: _Reading) -> None:
    """Add what a line of its own says to what the rest of the message says."""
    for audience, level in other.grants.items():
        read.grant(audience, level)
    read.refused |= other.refused


# --- reading clauses ---------------------------------------------------------------------------


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'")


def _read(condition: str, *, strict: bool = False) -> _Reading:
    read = _Reading()
    if not strict and answers.is_plain_yes(_fold(condition)):
        read.grant(Audience.RELATED, Level.FULL)
        return read
    if not strict and answers.is_untouched(_fold(condition)):
        read.doubt = True
        return read
    for sentence in p.SENTENCE_END.split(condition):
        folded = p.TLP.sub(" ", _fold(sentence))
        for phrase, meant in p.PERMISSIVE:
            folded = phrase.sub(meant, folded)
        if not folded.strip():
            continue
        if p.ASK.search(folded) or p.NOT_ANONYMOUS.search(folded) or p.NOT_ALL.search(folded):
            read.doubt = True
            continue
        _sentence(read, folded, strict=strict)
    return read


def _sentence(read: _Reading, folded: str, *, strict: bool) -> None:
    """Add what a sentence says; where it grants, every word of it must be one that a grant is made of."""
    audience: Audience | None = None
    before, unknown = dict(read.grants), False
    for clause in p.CLAUSE_END.split(folded):
        noes = set(read.refused)
        audience = _clause(read, clause or "", audience, strict=strict) or audience
        takes = read.refused != noes or bool(p.REST.search(clause or ""))
        unknown = unknown or (not takes and bool(plain.left_over(_uncapped(clause or ""))))
    if unknown and (read.grants != before or not strict):
        read.unknown = True


def _uncapped(clause: str) -> str:
    """Return a clause without what only takes away, and without politeness."""
    for phrase in (p.NAME_CAP, p.LOG_CAP, p.POLITE_IF):
        clause = phrase.sub(" ", clause)
    return clause


def _clause(read: _Reading, clause: str, carried: Audience | None, *, strict: bool) -> Audience | None:
    """Add what ``clause`` says to ``read``; return the audience it names, for the clauses after it."""
    doubtful = bool(p.UNSURE.search(clause)) and not p.LOG_CAP.search(clause)
    capped = False
    if cap := p.NAME_CAP.search(clause):
        read.unnamed = capped = True
        doubtful = doubtful or bool(p.CAP_GOES_ON.match(clause, cap.end()))
        clause = p.NAME_CAP.sub(" ", clause)
    if p.LOG_CAP.search(clause):
        read.limit(Level.FACTS)
        capped = True
        clause = p.LOG_CAP.sub(" ", clause)
    if p.OTHER_EXCEPTION.search(clause) and not p.REST.search(clause):
        doubtful = True
    clause = p.POLITE_IF.sub(lambda m: " ログ " if "ログ" in m.group() else " ", clause)
    named = next((audience for phrase, audience in p.AUDIENCES if phrase.search(clause)), None)
    before = _shape(read)
    if doubtful or p.CONDITION.search(clause):
        # Doubt about something else than disclosure ("it may be that ...") is no doubt about disclosure.
        read.doubt = read.doubt or not strict or bool(p.DISCLOSE.search(clause))
    elif _refuses(clause) or (not strict and answers.is_nothing(clause)):
        if not (p.REST.search(clause) and read.grants):
            read.refused.add(named or carried or Audience.RELATED)
    elif not strict and answers.is_everything(clause, agreed=read.agreed):
        read.bare = True
        read.grant(named or carried or Audience.RELATED, Level.FULL)
    else:
        level = _granted(clause, strict=strict)
        if level is not Level.NONE and not capped and _of_what_we_do_not_know(clause, named):
            read.doubt, level = True, Level.NONE
        if level is not Level.NONE:
            read.logs = read.logs or bool(p.LOGS.search(clause))
            read.grant(named or carried or Audience.RELATED, level)
    if p.ADVERSATIVE.match(clause) and not capped and _shape(read) == before:
        read.doubt = True  # "but ..." and we do not know what
    read.agreed = read.agreed or answers.agrees(clause)
    read.strange = read.strange or (_shape(read) == before and not capped and not answers.is_silent(clause))
    return named


def _shape(read: _Reading) -> tuple[object, ...]:
    return (dict(read.grants), frozenset(read.refused), read.doubt)


def _refuses(clause: str) -> bool:
    if p.DENY.search(clause) or p.DENY_ALONE.match(clause):
        return True
    says_no = p.DENY_EN.search(clause)
    if not says_no:
        return False
    return bool(p.DISCLOSE.search(clause) or p.TELL.search(clause) or any(a.search(clause) for a, _ in p.AUDIENCES))


def _of_what_we_do_not_know(clause: str, named: Audience | None) -> bool:
    """Whether a grant is for something that is no level of ours: "only what is needed", "our telephone number"."""
    if p.ALL.search(clause) or p.LOGS.search(clause) or p.FACTS.search(clause):
        return False
    if p.ONLY.search(clause) and named is None:
        return not p.FACTS_ALONE.search(clause)
    return bool(p.IDENTITY.search(clause))


def _granted(clause: str, *, strict: bool) -> Level:
    discloses = p.DISCLOSE.search(clause)
    permits = p.PERMIT.search(clause)
    asks = p.REQUEST.search(clause) and p.ASKABLE.search(clause)
    only = p.ONLY.search(clause)
    if strict and not (discloses and p.PLAINLY.search(clause)):
        return Level.NONE
    if not discloses:
        if p.LOGS.search(clause) and (permits or only):
            return Level.LOGS
        if p.FACTS.search(clause) and (permits or only):
            return Level.FACTS
        return Level.FACTS if p.TELL.search(clause) and permits else Level.NONE
    if not (permits or asks):
        return Level.NONE
    if p.FACTS.search(clause) or (p.ONLY.search(clause) and p.FACTS_ALONE.search(clause)):
        return Level.FACTS
    if p.LOGS.search(clause):
        return Level.LOGS
    return Level.FULL if p.ALL.search(clause) else Level.LOGS


# --- finding the words ----------------------------------------------------------------------------


def _ticked(condition: str) -> str:
    """Return only the ticked answers where ``condition`` is a row of boxes, else all of it."""
    if not (p.UNTICKED.search(condition) and (p.TICKED.search(condition) or condition.count("□") > 1)):
        return condition
    return "\n".join(_ticked_in(line) for line in condition.split("\n"))


def _ticked_in(line: str) -> str:
    if not (p.TICKED.search(line) or p.UNTICKED.search(line)):
        return line  # a remark beside the boxes counts, too
    return "。".join(p.UNTICKED.split(piece)[0] for piece in p.TICKED.split(line)[1:])


def _telling_sentences(text: str) -> list[str]:
    """Return the sentences of free text that speak of disclosure, as written; what is quoted is not their word."""
    found = []
    for line in _own_lines(text):
        if p.WORTH_READING.search(_fold(line)):
            found.append("".join(filter(_tells, p.SENTENCE_END.split(line))).strip())
    return [one for one in found if one]


def _labelled(text: str) -> list[str]:
    """Return the lines of free text that are a label of disclosure and a plain yes or no: "Disclosure: full"."""
    above, _rule, _below = f"\n{text}".partition("\n-- \n")
    return [line.strip() for line in _own_lines(above) if len(line) < 80 and answers.is_labelled(_fold(line))]


def _own_lines(text: str) -> list[str]:
    """Return the lines that are not quoted from somebody else."""
    return [line for line in text.split("\n") if not line.lstrip().startswith((">", "|", "\uff1e"))]


def _tells(sentence: str) -> bool:
    folded = _fold(sentence)
    if not p.WORTH_READING.search(folded) or p.DISCLAIMER.search(folded) or len(sentence) > MAX_QUOTE:
        return False
    return any(phrase.search(folded) for phrase in (p.PLAINLY, p.TLP, p.NAME_CAP, p.ASK))
