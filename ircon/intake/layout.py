"""Which lines of a mail's text are no words of the report: signatures, and the headers of mails pasted into it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ircon.intake import labels, logs, questions

_MARK = re.compile(r"^-- ?$")
_RULE = re.compile(r"^[ \t]*[-=*_~+#━─＝－―…‥—◇◆＊☆★.・]{4,}[ \t]*$")
_FAREWELL = re.compile(
    r"^[ \t]*(?:(?:with )?(?:best |kind |warm )?regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)"
    r"|cheers|best wishes)[,.!]?[ \t]*$",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"^[ \t]*([-=~_*━─＝－―‐])\1{2,}[ \t]*$")
_MARKS = " \t\u3000■□◆●○▼・*#"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\bTEL\b|\bFAX\b|電話|〒|\bPhone\b|内線|https?://", re.IGNORECASE)
_LABEL = re.compile(r"^[^:：】]{0,4}[【■]?([^:：】]{1,48})[:：】]")
_PASTED = re.compile(
    r"^[ \t>*]*(From|Sent|Date|To|Cc|Subject|Reply-To|差出人|送信者|送信日時|日時|日付|宛先|件名|ＣＣ)\*?[ \t]*[:：]",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"^[ \t>*]*(?:To|Cc|宛先|ＣＣ)\*?[ \t]*[:：]", re.IGNORECASE)
_SENDERS = frozenset({"from", "差出人", "送信者"})
_LONGEST_SIGNATURE = 15


def signature_lines(lines: Sequence[str], starts: Sequence[int] = (1,)) -> frozenset[int]:
    """Return the lines (from 1) of signatures: one at the end of each part that begins at one of ``starts``.

    A signature begins at ``-- `` (RFC 3676, 4.3) or, as is the habit in Japanese mail, at
    a rule under which contacts stand. It ends where log lines begin.
    """
    found: set[int] = set()
    starts = [start for start in starts if start <= len(lines)]
    for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        begin = _begin(lines, start, end)
        for number in range(begin or end, end):
            if logs.looks_like_log(lines[number - 1]):
                break
            found.add(number)
    return frozenset(found)


def _begin(lines: Sequence[str], start: int, end: int) -> int | None:
    for number in range(end - 1, max(start, end - 25) - 1, -1):
        if _MARK.match(lines[number - 1]):
            return number
    for number in range(max(start + 1, end - _LONGEST_SIGNATURE), end):
        rest = lines[number : end - 1]
        if _FAREWELL.match(lines[number - 1]) and not any(map(_of_report, rest)):
            return number
        if _RULE.match(lines[number - 1]) and any(map(_CONTACT.search, rest)) and not any(map(_of_report, rest)):
            return number
    return None


def _of_report(line: str) -> bool:
    """A line that belongs to a report, so that no signature can have begun before it."""
    label = _LABEL.match(line)
    return logs.looks_like_log(line) or (label is not None and labels.which(label.group(1)) in labels.MAIN)


def headings(lines: Sequence[str]) -> dict[int, bool]:
    """Return the lines (from 1) that are labels with a rule under them (True), and the rules around these (False)."""
    found: dict[int, bool] = {}
    for number, line in enumerate(lines[1:], 2):
        above = lines[number - 2].strip(_MARKS)
        if not _UNDERLINE.match(line) or questions.asked(above) is None:
            continue
        found[number - 1], found[number] = True, False
        if number > 2 and _UNDERLINE.match(lines[number - 3]):
            found[number - 2] = False
    return found


def pasted_headers(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines (from 1) that are headers of a mail pasted into the text; their ``Date:`` answers nothing."""
    found: set[int] = set()
    run: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        header = _PASTED.match(line)
        if header is not None:
            run.append((number, header.group(1).lower()))
            continue
        names = {name for _, name in run}
        if len(names) >= 2 and names & _SENDERS:
            found.update(place for place, _ in run)
        run = []
    return frozenset(found)


def recipients(lines: Sequence[str], pasted: frozenset[int]) -> frozenset[int]:
    """Return which of the pasted headers say to whom the mail went: that is the reporter's side, no evidence."""
    return frozenset(number for number in pasted if _RECIPIENT.match(lines[number - 1]))
