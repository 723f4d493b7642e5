"""Text whose paragraphs were broken for sending (RFC 3676, format=flowed), put together again.

Forms and logs are not paragraphs: a label whose answer is empty may end in a blank, and
what begins as a label or a log line begins a line of its own, whatever ended before it.
"""

from __future__ import annotations

from ircon.intake import labelled, logs

_SIGNATURE = "-- "


def joined(text: str, *, delsp: bool = False) -> str:
    """Return ``text`` (LF line ends) with its flowed lines joined and its stuffed blanks removed.

    ``delsp``: the blank before a break was put there for sending, and goes (RFC 3676, section 4.2).
    """
    out: list[str] = []
    pending: list[str] = []
    deep = 0
    for line in text.split("\n"):
        depth, rest = _unquoted(line)
        goes_on = pending and depth == deep and rest != _SIGNATURE and not _begins(rest)
        if pending and not goes_on:
            out.append(_quoted(deep, pending))
            pending = []
        deep = depth
        flows = rest.endswith(" ") and rest != _SIGNATURE and not (not pending and _is_bare_label(rest))
        pending.append(rest[:-1] if flows and delsp else rest)
        if not flows:
            out.append(_quoted(deep, pending))
            pending = []
    if pending:
        out.append(_quoted(deep, pending))
    return "\n".join(out)


def _unquoted(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and the line without quote marks and the blank that was stuffed in."""
    rest = line.lstrip(">")
    return len(line) - len(rest), rest.removeprefix(" ")


def _quoted(depth: int, pieces: list[str]) -> str:
    whole = "".join(pieces)
    return f"{'>' * depth} {whole}" if depth else whole


def _begins(rest: str) -> bool:
    """Whether a line stands for itself: blank, a label, a log line."""
    return not rest.strip() or logs.looks_like_log(rest) or labelled.look(rest, None, in_log=False) is not None


def _is_bare_label(rest: str) -> bool:
    found = labelled.look(rest, None, in_log=False)
    return found is not None and not found.value
