"""Which lines of a report are log lines: those that start with a time stamp, or carry one where logs put it.

Before the stamp may stand what logs put there (an address, a host, a priority, a key, a file's name from
grep) and what mail adds (quote marks, numbers). Some lines are known by their shape although they carry no
time. Prose that mentions a time, mail headers and the form's own labels are no log lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from functools import lru_cache
from typing import NamedTuple

from ircon.evidence import inutc, shapes
from ircon.evidence.refang import widths
from ircon.evidence.shapes import Shape
from ircon.evidence.stamps import Stamp

_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST = 65_536
_SHORTEST = 5
_W3C = ("#Fields:", "#Date:", "#Start-Date:", "#Software:", "#Version:", "#open", "#close")
_EARLY = 120
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[-/.:]\d\d?[-/.:]\d|[01]\d[0-3]\d[T -]?\d\d|年)|\d[-/ ](?:\d\d?|[A-Z][a-z]{2})[-/ ](?:19|20)\d\d[ :,T]"
    r"|[A-Z][a-z]{2} {1,2}\d\d?,? (?:19|20)\d\d\b|:\d\d(?:\.\d{1,9})?(?: [A-Z+]\w{2,5})? (?:19|20)\d\d\b",
    re.ASCII,
)
"""A date with its year, roughly: most numbers that could be years are none."""
_BEFORE_YEAR, _BEHIND_YEAR = "-/ ", "-/.:年01"
_AHEAD, _ONWARD, _MOST_TRIED = 24, 16, 3
"""How far such a date reaches to the left of the year's first digit, and to the right of it, at most."""


class Read(NamedTuple):
    """A log line as recognised, before years and zones are settled.

    ``source`` is the word after the stamp (the host, in syslog): lines of another source are another log.
    ``utc`` says that the format itself is in UTC (``inutc``).
    """

    number: int
    text: str
    stamp: Stamp | None
    source: str = ""
    utc: bool = False


_DECORATION = re.compile(
    r"[\s>|*・.\-#\[(\"'<「『【［〔《≪■□◆◇●○◎▼▽★※→⇒+=~]*+(?:(?:\(?\d{1,4}[).:]|[①-⑳]) ?)?[\s\[(\"'<*.【]*\Z"
)
_OPENING = re.compile(
    r"[\s>]*+(?:ログ|記録|証跡|\w{0,12}log\w{0,6}|evidence|line \d+|messages|error|warn(?:ing)?|info|notice|debug|alert"
    r"|critical|fatal|trace|crit|emerg|(?:last )?login)[ ]?[:=][\s\"\[]*\Z"
    r"|Started [A-Z]{3,8} \"|\*\* Alert |[^\s,\x00-\x7f]{1,12},\"?\Z",
    re.IGNORECASE,
)
"""What may open a log line before its stamp although it reads like a label or like prose."""
_LABEL = re.compile(r"[\s>]*+[A-Za-z][A-Za-z /()_.-]{0,80}:\s*\Z")
_GREP = re.compile(r"[\s>]*+[\w./~-]{1,100}[:-](?:\d{1,9}[:-])?[\s\[<]*\Z", re.ASCII)
_KEY = re.compile(
    r"(?:time|date|ts|rt|start|end|stamp|created|when|logged|seen|at|\bt)\w{0,12}[\"']?\s?[:=]\s?[\[{\"'(]{0,3}"
    r"(?:\\?[\"'])?(?:\$date[\"']:\s?[\"']?)?\Z",
    re.IGNORECASE,
)
_KEY_ENDS = frozenset(":= \t\"'[{(")
_LONGEST_KEY, _AFTER_JOINT = 24, 7
_ANY_KEY = re.compile(r"\"[\w.@-]{2,40}\"\s?:\s?\"\Z", re.ASCII)
"""In an object a stamp with year and zone is the line's own, whatever its key is called."""
_UTC_KEY = re.compile(r"\b(?:utc|gmt)[ _]?(?:time|date)?\w{0,8}[\"']?\s?[:=]\s?[\"']?\Z", re.IGNORECASE)
_PROSE = re.compile(
    r"(?=[oatwsfibuylhOATWSFIBUYLH])(?<![\w.=/-])(?:on|at|the|was|were|since|from|we|our|is|are|and|of|in|for|to|between|until|around|first|last|after"
    r"|before|by|your|this|that|you|has|have)(?![\w=:./-])"
    r"|[^\x00-\x7f]",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(
    r"(?:;|^)\s+\Z|^\s+(?:id|with|by|from|for) .*\s\Z|^\s*\"\w{1,60}\"\s?:\s?\"\Z|^\s*<\w{1,40}>\Z"
)
"""Before a time at the end of its line: folded headers, and elements of printed JSON and XML."""
_COMMENT = re.compile(r"^\s*\([A-Za-z ]{1,40}\)|</\w{1,40}>")
_REPORT = re.compile(
    r"\s*\{.{0,400}\"(?:xarf_version|ReporterInfo|spec_version|feed\.\w+|type\":\s?\"bundle)\"", re.IGNORECASE
)
"""A report in JSON is no line of a log."""
_EVENT_DATE = re.compile(r"\s*+(?:Date|日付|ログの日付|Logged|TimeGenerated|Time Generated)\s*[:=]\s*\Z")
_TIME_APART = re.compile(r"time|時刻|時間", re.IGNORECASE)
_PROSE_AFTER = re.compile(
    r"[)\]】]?,?\s?(?:頃|ごろ|ころ|から|に|より|、(?!.{0,60}、.{0,60}、)|。|以降|以後|の|は|まで|時点|前後|現在)"
    r"|[)\]]?(?:,?\s|(?=I))(?:(?:[Ww]e|[Oo]ur|I(?= [a-z])|[Tt]he|and|to|until|an?|when|there|this|your?)\b)"
)
_ATTRIBUTION = re.compile(
    r".{0,100}(?:@[\w.-]{3,80}>\)?[ \t]?[:：]?|\bwrote:|(?:のメール|のメッセージ|さんは書きました)[:：]?)\s*\Z"
)
"""After the date in the line above what a mail program quotes."""
_PRIORITY = re.compile(r"<\d{1,3}>(?:1 )?", re.ASCII)
_CONTENT = re.compile(r"[^\W_]")
_SYSLOG = re.compile(r" {1,2}[\w.:-]{1,80} [\w./-]{1,40}\[\d{1,8}\]: ", re.ASCII)
"""What follows the time in syslog, and in nothing else: host, program, number of the process."""
_QUAD = r"\d{1,3}(?:\.\d{1,3}){3}"
_END = rf"(?:(?:{_QUAD}|\[[0-9A-Fa-f:]{{3,39}}\]|[A-Za-z0-9][A-Za-z0-9.-]{{1,80}}):(?:\d{{1,5}}|[a-z][a-z-]{{1,15}})|{_QUAD}\.\d{{1,5}})"
_ENDS = re.compile(rf"(?<!\S)\(?{_END}(?:\s{{1,24}}|\s?[-=]{{0,2}}>\s?){_END}(?![\w.])", re.ASCII)
_TIMELESS = re.compile(
    r"[\s>|]*+(?:"
    r"\d{1,8} +\d{1,7}\.\d{3,9} +\S{3,45} (?:\u2192|->) \S{3,45} |"
    r"(?:\S{2,20}: )?%[A-Z][A-Z0-9_]{1,30}-\d-[A-Z0-9_]{2,40}: |"
    r"IP6? \S{3,80} > \S{3,80}: |\S{3,80}\.\d{1,5} > \S{3,80}: |(?:\[ *\d{1,9}\.\d+\] )?(?:\S{0,80} )?IN=\S* OUT=|CEF:\d\||LEEF:\d"
    rf"|\[ *\d{{1,8}}\.\d{{6}}\] \S|\[\*\*\] \[\d+:|[\w./-]{{2,40}}\[\d{{1,8}}\]: \S|{_QUAD} \S+ \S+ \[.{{0,60}}\] \"(?:GET|POST|HEAD|OPTIONS|PUT)|<\d{{1,3}}>\S"
    r"|(?:tcp|udp)[46]?\s+\d+\s+\d+\s+\S+[:.]\d+\s+\S+[:.][\d*]+)",
    re.ASCII,
)
"""Logs known by their shape: packets, firewalls, daemons, connections from one end to another."""


def log_lines(text: str) -> Iterator[Read]:
    """Yield the log lines of ``text`` in order, numbered from 1."""
    same = widths(text)
    in_utc = table_in_utc = False
    day: Stamp | None = None
    for number, (begin, end) in enumerate(_spans(same), 1):
        if end - begin < _SHORTEST:
            table_in_utc = table_in_utc and end > begin
            continue
        if same.startswith(_W3C, begin):
            in_utc = in_utc or inutc.begins(same[begin : begin + 80])
            if same.startswith("#Date:", begin):
                day = next((stamp for _, stamp in shapes.candidates(same[begin : begin + 80])), None)
            continue
        line = same[begin : min(end, begin + _LONGEST)]
        stamp = _stamp_of(line)
        if stamp is not None:
            if in_utc and day is not None and stamp.month is None and stamp.instant is None:
                stamp = stamp._replace(year=day.year, month=day.month, day=day.day)
            words = line[stamp.end : stamp.end + 40].split(" ", 2)
            utc = in_utc or table_in_utc or (stamp.zone is None and stamp.instant is None and _is_in_utc(line, stamp))
            yield Read(number, text[begin:end], stamp, words[1] if len(words) > 1 else "", utc)
        elif inutc.heads(line):
            table_in_utc = True
        elif _TIMELESS.match(line, 0, 400) or _ENDS.search(line, 0, 200):
            yield Read(number, text[begin:end], None)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends."""
    begin = 0
    if "\r" in text:
        for found in _BREAK.finditer(text):
            yield begin, found.start()
            begin = found.end()
    else:
        while (end := text.find("\n", begin)) >= 0:
            yield begin, end
            begin = end + 1
    if begin < len(text):
        yield begin, len(text)


def _is_in_utc(line: str, stamp: Stamp) -> bool:
    before = line[: stamp.start]
    return bool(before and _UTC_KEY.search(before[-20:])) or inutc.of_line(before, line, stamp.end)


def _stamp_of(line: str) -> Stamp | None:
    """Return the stamp that makes ``line`` a log line, or None.

    Where it has no year but a later stamp of the same day has one (a proxy's own behind syslog's), that year counts;
    a later stamp that writes its zone too, and is the same moment in another zone, counts itself.
    """
    chosen: Stamp | None = None
    for shape, stamp in shapes.candidates(line):
        if chosen is None:
            if not _belongs(line, shape, stamp):
                continue
            if stamp.year is not None or stamp.month is None or not _has_year(line, stamp.end):
                return stamp
            chosen = stamp
        elif stamp.year is not None and stamp.zone is not None and _is_same_moment(chosen, stamp):
            return stamp
        elif stamp.year is not None and (stamp.month, stamp.day) == (chosen.month, chosen.day):
            return chosen._replace(year=stamp.year)
    return chosen


def _has_year(line: str, start: int) -> bool:
    """Say whether a date with its year may stand behind ``start``: read only where a number begins as years do.

    A line with many such numbers is read once from there on: each of them would be read with what stands around it.
    """
    tried = 0
    for century in ("19", "20"):
        at = line.find(century, start)
        while at >= 0:
            beside = line[at + 4 : at + 5] in _BEHIND_YEAR or line[at - 1 : at] in _BEFORE_YEAR
            if beside and line[at + 2 : at + 4].isdigit():
                if tried == _MOST_TRIED:
                    return _YEAR.search(line, start) is not None
                if _YEAR.search(line, max(start, at - _AHEAD), at + _ONWARD):
                    return True
                tried += 1
            at = line.find(century, at + 1)
    return False


def _is_same_moment(yearless: Stamp, other: Stamp) -> bool:
    """Say whether two stamps differ by a zone: by less than a day, and by quarters of an hour but for a minute."""
    one, two = yearless.at(other.year or 0, UTC), other.at(other.year or 0, UTC)
    if one is None or two is None:
        return False
    apart = abs((one - two).total_seconds())
    return apart <= 86_400 and min(apart % 900, -apart % 900) <= 60


def _belongs(line: str, shape: Shape, stamp: Stamp) -> bool:
    before, after = line[: stamp.start], line[stamp.end : stamp.end + 200]
    if shape.name == "clock" and "." not in line[stamp.start : stamp.end] and before:
        return False
    if after.endswith((":", "：")) and _ATTRIBUTION.match(after):
        return False
    if not before and shape.name != "epoch":
        return bool(_CONTENT.search(after)) and not _PROSE_AFTER.match(after)
    if shape.name == "epoch" and not _is_epoch_place(before, after, line, stamp):
        return False
    if not _has_content(after) and _MAIL_HEADER.search(before):
        return False
    if before[:1] == "{" and _REPORT.match(before):
        return False
    if before.endswith("<") and "@" in after[:40].partition(" ")[0]:
        return False
    if not before:
        return bool(_CONTENT.search(after)) and not _PROSE_AFTER.match(after)
    if _EVENT_DATE.match(before):
        apart = _TIME_APART.search(line, stamp.start, stamp.end) and _CONTENT.search(after)
        return shape.name == "slashed" or before.endswith("  ") or bool(apart)
    if not _CONTENT.search(after) and not (shape.anywhere and _CONTENT.search(before)) and len(before) < 24:
        return shape.name == "epoch" and before.endswith("=")
    if len(before) <= _EARLY and _DECORATION.match(before):
        return not _PROSE_AFTER.match(after)
    if shape.anywhere or (before[-1] == "[" and after[:1] == "]" and stamp.year is not None):
        return True
    if stamp.zone is not None and stamp.year is not None and before[:1] == "{" and _ANY_KEY.search(before[-60:]):
        return True
    if _is_behind_key(before) and (before.lstrip(" >")[:1] in "{<[" or "=" in before):
        return True
    if _SYSLOG.match(after):
        return True
    if len(before) > _EARLY:
        return False
    if _OPENING.match(before) or _UTC_KEY.search(before):
        return True
    if _LABEL.match(before):
        return bool(_GREP.match(before)) and not before.endswith((" ", "\t"))
    return not _PROSE.search(before) and not _PROSE_AFTER.match(after)


def _has_content(after: str) -> bool:
    """Say whether more than a comment or the end of an element stands behind a stamp."""
    bare = _COMMENT.sub("", after) if "</" in after or after.lstrip()[:1] == "(" else after
    return _CONTENT.search(bare) is not None


def _is_behind_key(before: str) -> bool:
    if before[-1:] not in _KEY_ENDS:
        return False
    joint = max(before.rfind(":"), before.rfind("="))
    if joint < len(before) - _AFTER_JOINT:
        return False
    longest = _LONGEST_KEY if "$date" not in before[-_LONGEST_KEY:] else 2 * _LONGEST_KEY
    begin = max(0, joint - longest)
    return _ends_in_key(before[max(0, begin - 1) :], min(begin, 1))


@lru_cache(maxsize=4096)
def _ends_in_key(before: str, begin: int) -> bool:
    """Say whether the key of a time ends a few characters; the lines of one log repeat them."""
    return _KEY.search(before, begin) is not None


def _is_epoch_place(before: str, after: str, line: str, stamp: Stamp) -> bool:
    """A bare number is a time only where logs put one: first on the line with a fraction or tabs, or behind a key."""
    if before.lstrip(" >")[:1] in "{<[" and _is_behind_key(before):
        return True
    if _PRIORITY.fullmatch(before):
        return True
    if before.strip(' >[|*"(') and not (len(before) <= _EARLY and _GREP.match(before)):
        return bool(_is_behind_key(before) and "=" in before and not before.endswith(" t=")) or before == "** Alert "
    return (
        "." in line[stamp.start : stamp.end]
        or after[:1] in "\t|;,]"
        or ":" in after
        or ". " in after
        or after.count(".") >= 3
    )
