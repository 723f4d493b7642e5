"""Time the log lines of a report: each as it came, with the instant it speaks of and how sure that is.

The zone of a line that writes none is, in this order: what the caller says was stated, what the field of
occurrence states, what the text states, the offset of the mail's Date, +0900 where the report is in
Japanese, else UTC. The year of a line that writes none is worked out in ``years``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ircon.evidence import occurrence, remarks, years
from ircon.evidence.recognise import Read, log_lines
from ircon.model import Certainty, LogLine

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_BREAK = re.compile(r"\r\n|\r|\n")
_SHORT = 400
_LONGEST_WORDS, _MOST_WORDS = 1_000, 200
_JST = timezone(timedelta(hours=9))


def find(
    text: str, *, occurred: str = "", sent_at: datetime | None = None, zone: tzinfo | None = None, language: str = ""
) -> tuple[LogLine, ...]:
    """Return the log lines of ``text`` in order, their instants in UTC.

    ``occurred`` is the form's date of occurrence as written; ``sent_at`` the mail's Date, best with the
    offset it was written with; ``zone`` what the reporter stated; ``language`` that of the report, where known.
    """
    read = list(log_lines(text))
    if not read:
        return ()
    words = _besides(text, read)
    stated = zone or remarks.stated(occurred).zone or remarks.stated(_remarks(text, words)).zone
    used = stated or _likely_zone(sent_at, language or ("ja" if _JAPANESE.search(text + occurred) else ""))
    anchor = _anchor(read, occurred, sent_at, used)
    if anchor.occurred is None and _have_only_times(read):
        anchor = years.Anchor(_only_day(words, used, anchor.latest), anchor.latest)
    clock = _Clock(used, Certainty.STATED if stated else Certainty.INFERRED, anchor)
    return tuple(_assembled(read, clock))


def _besides(text: str, read: list[Read]) -> list[str]:
    """Return the lines of ``text`` that are none of a log: what states a zone stands in these."""
    logged = {one.number for one in read}
    lines = _BREAK.split(text) if "\r" in text else text.split("\n")
    return [line for number, line in enumerate(lines, 1) if number not in logged]


def _remarks(text: str, words: list[str]) -> str:
    """Return where a zone may be stated. A few words alone would be read as an answer, so a long text stays long."""
    return text if len(text) < _SHORT else "\n".join(words) + "\n" * _SHORT


def _likely_zone(sent_at: datetime | None, language: str) -> tzinfo:
    """Return the mail's own offset; +0000 says little (servers write it), so a Japanese text weighs more."""
    offset = sent_at.utcoffset() if sent_at is not None else None
    if offset:
        return timezone(offset)
    return _JST if language == "ja" else UTC


def _anchor(read: list[Read], occurred: str, sent_at: datetime | None, zone: tzinfo) -> years.Anchor:
    latest = years.utc(sent_at) if sent_at is not None else None
    when = occurrence.instant(occurred, zone, latest)
    if when is None and latest is None:
        latest = max((at for one in read if (at := _written(one, zone)) is not None), default=None)
    return years.Anchor(when, latest)


def _have_only_times(read: list[Read]) -> bool:
    """Say whether some lines write a time of day and nothing else (tcpdump), and none lacks only its year."""
    times = any(one.stamp is not None and one.stamp.month is None and one.stamp.instant is None for one in read)
    return times and not any(map(_is_yearless, read))


def _only_day(words: list[str], zone: tzinfo, latest: datetime | None) -> datetime | None:
    """Return an instant on the one day that the words around the log name, None where they name none or several."""
    short = [line for line in words if len(line) < _LONGEST_WORDS][:_MOST_WORDS]
    named = [at for line in short if (at := occurrence.instant(line, zone, latest)) is not None]
    return named[0] if len({at.astimezone(zone).date() for at in named}) == 1 else None


def _written(one: Read, zone: tzinfo) -> datetime | None:
    stamp = one.stamp
    if stamp is None or stamp.instant is not None or stamp.year is None:
        return stamp.instant if stamp else None
    return stamp.at(stamp.year, stamp.zone or zone)


class _Clock:
    """How to time the lines of one report: the zone to take, how sure it is, and what the years hang on."""

    def __init__(self, zone: tzinfo, sure: Certainty, anchor: years.Anchor) -> None:
        self.zone, self.sure, self.anchor = zone, sure, anchor

    def zone_of(self, one: Read) -> tuple[tzinfo, Certainty]:
        if one.stamp is not None and one.stamp.zone is not None:
            return one.stamp.zone, Certainty.WRITTEN
        if one.utc:
            return UTC, Certainty.WRITTEN
        return self.zone, self.sure

    def timed(self, one: Read) -> LogLine:
        """Time a line that needs no year to be found."""
        stamp = one.stamp
        if stamp is None:
            return self._line(one, None, Certainty.INFERRED)
        if stamp.instant is not None:
            return LogLine(one.number, one.text, stamp.instant, Certainty.WRITTEN, Certainty.WRITTEN)
        zone, _ = self.zone_of(one)
        if stamp.month is None:
            return self._line(one, occurrence.on_day(stamp, self.anchor.occurred, zone), Certainty.INFERRED)
        return self._line(one, stamp.at(stamp.year or 0, zone), Certainty.WRITTEN)

    def dated(self, run: list[Read]) -> list[LogLine]:
        """Time the lines of one run, none of which writes its year."""
        found = years.instants([one.stamp for one in run if one.stamp is not None], self.zone, self.anchor)
        return [self._line(one, found[place] if found else None, Certainty.INFERRED) for place, one in enumerate(run)]

    def _line(self, one: Read, at: datetime | None, year: Certainty) -> LogLine:
        if at is None:
            return LogLine(one.number, one.text, None, Certainty.INFERRED, Certainty.INFERRED)
        return LogLine(one.number, one.text, at, year, self.zone_of(one)[1])


def _assembled(read: list[Read], clock: _Clock) -> list[LogLine]:
    """Time each line; lines without a year go in runs of one log, whose order says more than one line does."""
    result: list[LogLine] = []
    run: list[Read] = []
    for one in read:
        if not _is_yearless(one):
            result += clock.dated(run)
            run = []
            result.append(clock.timed(one))
            continue
        if run and (one.number != run[-1].number + 1 or one.source != run[-1].source):
            result += clock.dated(run)
            run = []
        run.append(one)
    return result + clock.dated(run)


def _is_yearless(one: Read) -> bool:
    stamp = one.stamp
    return stamp is not None and stamp.instant is None and stamp.year is None and stamp.month is not None
