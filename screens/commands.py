"""Every command of the console, declared once.

From this one list come the key bindings, the footer, the help (``?``), the palette
(``:``), the names that the configuration's ``[interface.keys]`` takes, and the table of
keys in the README. A command says itself when it cannot be done, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ircon.model import CloseReason, DraftState, Status

from ircon.model import Draft, Incident, QueueRow

QUEUE, DETAIL, RELATED, DRAFT = "queue", "detail", "related", "draft"
MAIN = frozenset({QUEUE, DETAIL, RELATED})
EVERYWHERE = MAIN | {DRAFT}


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the handler is: what a command looks at to say whether it can be done."""

    place: str = QUEUE
    row: QueueRow | None = None
    incident: Incident | None = None
    draft: Draft | None = None
    filtered: bool = False
    handler: str = ""


Reason = Callable[[Situation], str]
"""Returns why a command cannot be done now; the empty string where it can."""


def _always(_: Situation) -> str:
    return ""


def _needs_row(here: Situation) -> str:
    return "" if here.row else "there is no incident here"


def _needs_open(here: Situation) -> str:
    if here.row and here.row.status is Status.CLOSED:
        return f"#{here.row.incident} is closed; u takes the last change back"
    return _needs_row(here)


def _takes(here: Situation) -> str:
    if here.row and here.row.owner and here.row.owner == here.handler:
        return f"#{here.row.incident} is already yours"
    return _needs_open(here)


def _sends(here: Situation) -> str:
    if here.draft is None:
        return "there is no draft here"
    if here.draft.state is DraftState.SENT:
        return "it is already marked as sent"
    blocking = next((finding for finding in here.draft.lint if finding.blocks), None)
    return f"it must not leave: {blocking.message}" if blocking else ""


def _edits(here: Situation) -> str:
    return "it was sent; what left cannot change" if here.draft and here.draft.state is DraftState.SENT else ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, keys (as Textual names them), one line, where it applies, its group.

    ``footer`` is its word in the footer and ``rank`` its place there (0: not shown).
    """

    id: str
    keys: tuple[str, ...]
    title: str
    where: frozenset[str]
    group: str
    footer: str = ""
    rank: int = 0
    why_not: Reason = field(default=_always)

    @property
    def action(self) -> str:
        """The method that does it, without ``action_``."""
        return self.id.replace("-", "_")

    @property
    def shown(self) -> str:
        """The first key as one reads it."""
        return key_name(self.keys[0]) if self.keys else ""


COMMANDS: tuple[Command, ...] = (
    Command("down", ("j", "down"), "one line down", EVERYWHERE, "move", "move", 1),
    Command("up", ("k", "up"), "one line up", EVERYWHERE, "move"),
    Command("first", ("g", "home"), "to the top", EVERYWHERE, "move"),
    Command("last", ("G", "end"), "to the end", EVERYWHERE, "move"),
    Command("page-down", ("pagedown",), "a page down", EVERYWHERE, "move"),
    Command("page-up", ("pageup",), "a page up", EVERYWHERE, "move"),
    Command("half-down", ("ctrl+d",), "half a page down", EVERYWHERE, "move"),
    Command("half-up", ("ctrl+u",), "half a page up", EVERYWHERE, "move"),
    Command("open", ("enter",), "open the detail over the whole height; in the panel: go to the linked incident", MAIN,
            "move", "open", 2, _needs_row),
    Command("next-pane", ("tab",), "to the next pane", EVERYWHERE, "move"),
    Command("related", ("r",), "to the related sites", MAIN, "move", "sites", 7, _needs_row),
    Command("back", ("escape",), "back; in the queue: clear the filter", EVERYWHERE, "move"),
    Command("filter", ("slash",), "filter the queue, for instance: is:open class:scan age:>7d", MAIN, "move",
            "filter", 3),
    Command("consent", ("c",), "record the consent that the report states; nothing stated: choose", MAIN, "work",
            "consent", 4, _needs_row),
    Command("letter", ("d",), "draft the next letter that is possible; in the panel: to the chosen site", MAIN, "work",
            "draft", 5, _needs_row),
    Command("letters", ("D",), "choose which letter to draft", MAIN, "work", why_not=_needs_row),
    Command("take", ("t",), "take the incident", MAIN, "work", why_not=_takes),
    Command("close", ("x",), "close with a reason; what is outstanding is shown first", MAIN, "work", "close", 6,
            _needs_open),
    Command("undo", ("u",), "undo your last change", MAIN, "work"),
    Command("redo", ("U",), "redo what was undone", MAIN, "work"),
    Command("copy", ("y",), "copy the draft, and write it to a file", frozenset({DRAFT}), "draft", "copy", 2),
    Command("edit", ("e",), "edit the draft in $VISUAL or $EDITOR, else here", frozenset({DRAFT}), "draft", "edit", 3,
            _edits),
    Command("sent", ("s",), "mark the letter as sent", frozenset({DRAFT}), "draft", "mark sent", 4, _sends),
    Command("help", ("question_mark",), "help for where you are", EVERYWHERE, "console", "help", 8),
    Command("palette", ("colon",), "find a command by its words", EVERYWHERE, "console"),
    Command("suspend", ("ctrl+z",), "back to the shell for a while; fg returns", EVERYWHERE, "console"),
    Command("quit", ("q",), "leave; in a draft: back to the queue", EVERYWHERE, "console", "quit", 9),
)
"""All commands, in the order in which help lists them."""

BY_ID = {command.id: command for command in COMMANDS}

_NAMES = {
    "slash": "/", "question_mark": "?", "colon": ":", "enter": "enter", "escape": "esc", "pagedown": "pgdn",
    "pageup": "pgup", "full_stop": ".", "asterisk": "*",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return a key as one reads it: ``slash`` is /."""
    return _NAMES.get(key, key)


def at(place: str) -> Iterator[Command]:
    """Yield the commands that apply in ``place``."""
    return (command for command in COMMANDS if place in command.where)


def footer_entries(here: Situation, limit: int = 8) -> list[tuple[str, str, bool]]:
    """Return (key, word, possible) for the footer, in order of rank, at most ``limit``."""
    ranked = sorted((command for command in at(here.place) if command.rank), key=lambda command: command.rank)
    return [(command.shown, command.footer, not command.why_not(here)) for command in ranked[:limit]]


def key_table() -> str:
    """Return the table of keys in Markdown, for the README."""
    rows = ["| key | does |", "|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
        rows.append(f"| {keys} | {command.title} |")
    return "\n".join(rows) + "\n"


CLOSE_REASONS: tuple[tuple[CloseReason, str], ...] = (
    (CloseReason.RESOLVED, "resolved: those concerned were told and it has stopped"),
    (CloseReason.NO_ANSWER, "no answer: asked, reminded, and nobody answered"),
    (CloseReason.OUT_OF_SCOPE, "out of scope: not ours to coordinate"),
    (CloseReason.DUPLICATE, "duplicate: worked on under another number"),
    (CloseReason.NOT_AN_INCIDENT, "not an incident"),
)
"""Why an incident may be closed, in words."""
