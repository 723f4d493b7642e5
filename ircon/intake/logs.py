"""Does this line look like a line of a log? Enough to keep logs out of the form's answers."""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_LOG = re.compile(
    rf"""^[ \t]*(?:
        <\d{{1,3}}>\d?\s?\S
      | {_MONTH}\s{{1,2}}\d{{1,2}}\s(?:\d{{4}}\s)?\d{{2}}:\d{{2}}
      | (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s{_MONTH}\s+\d{{1,2}}\s\d{{2}}:\d{{2}}
      | \d{{1,2}}[-/ ]{_MONTH}[-/ ]\d{{2,4}}[ :T]\d{{2}}:\d{{2}}
      | \[?\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}}[T _]\d{{2}}:\d{{2}}:\d{{2}}\S*\s+\S
      | \d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?[ -]\d{{2}}:\d{{2}}:\d{{2}}
      | \[{_MONTH}?\w{{0,3}}\s?{_MONTH}?\s+\d{{1,2}}\s\d{{2}}:\d{{2}}
      | [0-9a-fA-F:.]{{7,45}}\s\S+\s\S+\s\[\d{{1,2}}/{_MONTH}/\d{{4}}
      | @[0-9a-f]{{24}}\s
      | \d{{10}}(?:\.\d+)?\s+\S
      | type=[A-Z_]+\smsg=audit\(
    )""",
    re.VERBOSE,
)


def looks_like_log(line: str) -> bool:
    """Say whether ``line`` begins as log lines do: with a time in one of the usual spellings."""
    return _LOG.match(line) is not None


def count(text: str) -> tuple[int, int]:
    """Return how many lines of ``text`` look like log lines, and how many are not blank."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(map(looks_like_log, lines)), len(lines)
