"""What is offered of the commands: the footer's few for where one is, and the tables of keys for the documents."""

from __future__ import annotations

from ircon.i18n import _, mark
from screens.commands import GROUPS, Group, at, named
from screens.keys import key_name
from screens.situation import QUEUE, Situation

_TAKES_MARKED = (
    ("take", mark("take")),
    ("hand_over", mark("hand over")),
    ("consent", mark("consent")),
    ("letter", mark("draft")),
    ("close", mark("close")),
    ("classify", mark("class")),
    ("back", mark("let them go")),
)
"""What is offered while incidents are marked; one thing more takes them: ``m`` puts them together."""

_LAST = ("quit", "back", "help")
"""What stands last, and in which order."""


def footer_entries(here: Situation, limit: int = 8) -> list[tuple[str, str, bool]]:
    """Return (key, word, possible) for the footer, in order of rank, at most ``limit``; with marks, what takes them.

    The way back (or out) and the help stand last, where the footer never drops them; on a page
    ``q`` goes back like esc, which is said once.
    """
    if here.marked and here.place == QUEUE:
        offers = [(named(action).shown, _(word), True) for action, word in _TAKES_MARKED][:limit]
        return [*offers[:-1], (named("back").shown, _(named("back").word), True)] if here.filtered else offers
    skipped = "back" if here.place == QUEUE and not here.filtered else "quit"
    offered = (command for command in at(here.place) if command.rank and command.id != skipped)
    ranked = sorted(offered, key=lambda command: command.rank)[:limit]
    ranked.sort(key=lambda command: _LAST.index(command.id) if command.id in _LAST else -1)
    return [(command.shown, _(command.word), not command.refused(here)) for command in ranked]


def key_table(group: Group) -> str:
    """Return the keys of a group as a Markdown table."""
    rows = [f"| {_('key')} | {_('does')} |", "|---|---|"]
    for command in group.commands:
        keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
        rows.append(f"| {keys} | {command.told} |")
    return "\n".join(rows) + "\n"


def key_tables() -> str:
    """Return the keys of all groups in Markdown, each as a table under its title."""
    return "\n".join(f"## {group.told}\n\n{key_table(group)}" for group in GROUPS)
