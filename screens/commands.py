"""Every command of the console, declared once.

From this one list come the keys, the footer, the help (``?``), the palette
(``:``), the names that the configuration's ``[interface.keys]`` takes, and the table of
keys in the README. A command says itself when it cannot be done, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ircon.i18n import _, mark
from ircon.store import looking
from screens import keys, reasons
from screens.keys import key_name
from screens.situation import CONSENT, COUNTS, EVERYWHERE, LETTER, LINES, MAIN, SITE, TELLING, Situation


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its keys (as Textual names them, separated by blanks), one line, where it applies.

    ``word`` is what the footer calls it and ``rank`` its place there (0: not shown);
    ``why_not`` says why it cannot be done. Title and word are translated where they are shown.
    """

    id: str
    named: str
    title: str
    where: frozenset[str] = MAIN
    why_not: reasons.Reason = reasons.always
    word: str = ""
    rank: int = 0

    @property
    def told(self) -> str:
        """What it does, in the handler's language."""
        return _(self.title)

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys, the one shown first in front."""
        return keys.of(self)

    @property
    def action(self) -> str:
        """The method that does it, without ``action_``."""
        return self.id.replace("-", "_")

    def refused(self, here: Situation) -> str:
        """Return why it cannot be done now; the empty string where it can."""
        if looking.looks_only() and self.id in CHANGING:
            return looking.why()
        return self.why_not(here)

    @property
    def shown(self) -> str:
        """The first key as one reads it."""
        return key_name(self.keys[0])


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together, under a title that is translated where it is shown."""

    title: str
    commands: tuple[Command, ...]

    @property
    def told(self) -> str:
        """The title, in the handler's language."""
        return _(self.title)


_FIRST = (
    Command(
        "open", "enter", "read it all; on a site: its card; on a link: go there", MAIN, reasons.needs_row, "open", 1
    ),
    Command(
        "next-pane",
        "tab",
        "the next pane; in a draft: what we have, and back",
        MAIN | LETTER,
        reasons.always,
        "pane",
        5,
    ),
    Command("related", "r", "the related sites, and back", MAIN, reasons.needs_row),
    Command("back", "escape", "back; in the queue: clear the filter, then the marks", EVERYWHERE, word="back", rank=7),
    Command("filter", "slash", "filter the queue, for instance is:open class:scan age:>7d", word="filter", rank=2),
    Command(
        "consent", "c", "record the consent that the report states, or choose", MAIN, reasons.needs_row, "consent", 3
    ),
    Command(
        "letter", "d", "draft the next possible letter; in the panel: to that site", MAIN, reasons.needs_row, "draft", 4
    ),
    Command(
        "close",
        "x",
        "close, after a look at what is outstanding; or open it again",
        MAIN,
        reasons.needs_row,
        "close",
        6,
    ),
    Command("undo", "u", "undo your last change", MAIN | SITE),
    Command("redo", "U", "redo what you undid", MAIN | SITE),
    Command("help", "question_mark", "help for where you are", EVERYWHERE, word="help", rank=8),
    Command("palette", "colon", "find a command by its words", EVERYWHERE),
    Command("quit", "q", "leave the console; on a page over it: back", EVERYWHERE, word="quit", rank=9),
)
_MOVING = (
    Command("down", "j down", "one line down", EVERYWHERE),
    Command("up", "k up", "one line up", EVERYWHERE),
    Command("first", "g home", "to the top", EVERYWHERE),
    Command("last", "G end", "to the end", EVERYWHERE),
    Command("page-down", "pagedown", "a page down", EVERYWHERE),
    Command("page-up", "pageup", "a page up", EVERYWHERE),
    Command("half-down", "ctrl+d", "half a page down", EVERYWHERE),
    Command("half-up", "ctrl+u", "half a page up", EVERYWHERE),
)
_FINDING = (
    Command("views", "v", "views: mine, unassigned, waiting, new ...; your own are saved there", MAIN),
    Command("sort", "S", "in which order the queue is listed", MAIN),
    Command(
        "search",
        "asterisk",
        "look for a word in what is shown; n and N go on from there, esc ends",
        EVERYWHERE,
        reasons.shows,
        "search",
        10,
    ),
    Command("mark", "space", "mark it; the next action takes all that are marked", MAIN, reasons.needs_row),
    Command("mark-range", "V", "mark all from the last mark to here", MAIN, reasons.needs_row),
    Command("mark-all", "A", "mark all that the filter lists; esc lets them go", MAIN, reasons.needs_row),
)
_INCIDENT = (
    Command("take", "t", "take the incident; a colleague's is taken over, and they are told", MAIN, reasons.takes),
    Command("hand-over", "T", "hand it over to a colleague, or back to the queue", MAIN, reasons.needs_row),
    Command("ledger", "C", "the consent ledger: who decided what, who may be shown what", MAIN, reasons.needs_row),
    Command("letters", "D", "choose which letter to draft", MAIN, reasons.needs_row),
    Command("classify", "K", "say of which class it is; remembered for reports marked alike", MAIN, reasons.needs_row),
    Command("note", "i", "a note for colleagues; no letter is ever made with one", MAIN, reasons.needs_row),
    Command("edit-note", "I", "edit a note: its next version", MAIN, reasons.needs_row),
    Command("timeline", "l", "the timeline: the log lines of all reports in one order by UTC", MAIN, reasons.needs_row),
    Command("original", "o", "the messages as they came: all headers, all parts, the bytes", MAIN, reasons.needs_row),
    Command(
        "together", "m", "put another incident together with this one, or take apart again", MAIN, reasons.needs_row
    ),
)
_SITE = (
    Command("accept", "a", "in the panel: the site is one, or its address links nothing", MAIN, reasons.in_panel),
    Command("site-said", "F", "in the panel: what the site said: acknowledged, fixed", MAIN, reasons.in_panel),
    Command("role", "p", "in the panel: the part that the site plays; your word stays", MAIN, reasons.in_panel),
)
_WHOLE = (
    Command("new-report", "n", "a report by hand: fill in the form for a fax or a call", MAIN),
    Command("handover", "H", "the handover: what happened since you were here, ready to paste", MAIN),
    Command("trends", "R", "the three counts by month, quarter, fiscal year, class and country", MAIN),
    Command("suspend", "ctrl+z", "to the shell for a while; fg returns", EVERYWHERE),
)
_DRAFT = (
    Command("edit", "e", "edit the draft in $VISUAL or $EDITOR, else here", LETTER, reasons.edits, "edit", 2),
    Command("copy", "y", "copy the draft, and write it to a file", LETTER, reasons.leaves, "copy", 1),
    Command(
        "eml", "w", "write the draft as a mail file, for a mail program to send", LETTER, reasons.leaves, "mail", 4
    ),
    Command("sent", "s", "mark the letter as sent", LETTER, reasons.sends, "mark sent", 3),
    Command("contact", "c", "choose another contact of the site", LETTER, reasons.readdresses, "contact", 5),
    Command("release", "O", "as a second handler: release a blocked draft, for a reason", LETTER, reasons.releases),
)
_LEDGER = (
    Command("record", "c", "record what the reports state", CONSENT, word="record", rank=1),
    Command("grant", "a", "it is allowed; on a site: to that one alone", CONSENT, word="grant", rank=2),
    Command("refuse", "r", "the reporter refuses", CONSENT, word="refuse", rank=3),
    Command("withdraw", "w", "the reporter takes it back", CONSENT, word="withdraw", rank=4),
)
_TIMELINE = (
    Command("mark-line", "space", "mark the line for a notice", LINES, word="mark", rank=1),
    Command("line-range", "V", "mark a range, from here to where space is pressed", LINES),
    Command("mark-lines", "A", "mark all lines that are shown", LINES, word="all", rank=3),
    Command("draft-lines", "d", "draft a notice with the marked lines", LINES, reasons.has_marks, "draft", 2),
    Command("narrow", "slash", "only what concerns a site or an address", LINES, word="only", rank=4),
    Command("widen", "a", "with those that are perhaps the same series", LINES, reasons.is_linked, "more", 6),
    Command("clock", "c", "settle by how much a report's clock was off", LINES, word="clock", rank=5),
)
_CARD = (
    Command("learn", "a", "add what you learnt: a domain, a netblock, a contact, a hold ...", SITE, word="add", rank=1),
    Command("go-to", "enter", "change what is under the bar; an incident: go there", SITE, word="change", rank=2),
    Command("unlearn", "x", "take away what is under the bar", SITE, word="remove", rank=3),
)
_HANDOVER = (
    Command("copy-handover", "y", "copy it", TELLING, word="copy", rank=1),
    Command("write-handover", "w", "write it to a Markdown file", TELLING, word="to a file", rank=2),
    Command("since", "tab", "tell it since another time", TELLING, word="since when", rank=3),
)
_TRENDS = (
    Command("next-table", "tab right", "the same by something else", COUNTS, word="by ...", rank=1),
    Command("previous-table", "shift+tab left", "and back", COUNTS),
    Command("quarter", "y", "the quarter's report, copied and in a file", COUNTS, word="report", rank=2),
)

GROUPS: tuple[Group, ...] = (
    Group(mark("to begin with"), _FIRST),
    Group(mark("finding, and many at once"), _FINDING),
    Group(mark("an incident"), _INCIDENT),
    Group(mark("a related site, in the panel"), _SITE),
    Group(mark("reports, handover, counts"), _WHOLE),
    Group(mark("moving"), _MOVING),
    Group(mark("in a draft"), _DRAFT),
    Group(mark("in the consent ledger"), _LEDGER),
    Group(mark("in the timeline"), _TIMELINE),
    Group(mark("on a site's card"), _CARD),
    Group(mark("in the handover"), _HANDOVER),
    Group(mark("in the trends"), _TRENDS),
)
"""All commands, in the order in which help lists them: what one needs on the first day in front."""

COMMANDS: tuple[Command, ...] = tuple(command for group in GROUPS for command in group.commands)

CHANGING = frozenset(
    "consent record grant refuse withdraw letter letters new-report classify together accept site-said role note"
    " edit-note learn unlearn"
    " take hand-over close undo redo copy eml contact release edit sent draft-lines clock".split()
)
"""Commands that change the store: where it is opened for reading only, none of them can be done."""


def remap(given: Iterable[tuple[str, str]], wrong: keys.Wrong) -> None:
    """Give commands the keys that the configuration wants for them; see ``screens.keys.remap``."""
    keys.remap(COMMANDS, given, wrong)


def key(name: str) -> str:
    """Return the key of a command as one reads it, for sentences that name it."""
    return _BY_ID[name].shown


def keymap(places: frozenset[str]) -> dict[str, Command]:
    """Return which command each key runs in ``places``."""
    return {key: command for command in COMMANDS if command.where & places for key in command.keys}


def at(place: str) -> Iterator[Command]:
    """Yield the commands that apply in ``place``."""
    return (command for command in COMMANDS if place in command.where)


_BY_ID = {command.id: command for command in COMMANDS}
_BY_ACTION = {command.action: command for command in COMMANDS}


def refusal(action: str, here: Situation) -> str:
    """Return why ``action`` cannot be done in this situation; the empty string where it can."""
    command = _BY_ACTION.get(action)
    return command.refused(here) if command else ""


def named(action: str) -> Command:
    """Return the command of an action."""
    return _BY_ACTION[action]
