"""Every command of the console, declared once.

From this one list come the keys, the footer, the help (``?``), the palette
(``:``), the names that the configuration's ``[interface.keys]`` takes, and the table of
keys in the README. A command says itself when it cannot be done, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ircon.i18n import _, mark
from ircon.model import CloseReason, Draft, DraftState, QueueRow, Status
from ircon.store import looking
from screens import keys
from screens.keys import key_name

QUEUE, DETAIL, RELATED = mark("queue"), mark("detail"), mark("related sites")
DRAFT, LEDGER = mark("draft"), mark("consent ledger")
HANDOVER = mark("handover")
TIMELINE, TRENDS, ORIGINAL = mark("timeline"), mark("trends"), mark("messages as they came")
CARD = mark("site's card")
MAIN = frozenset({QUEUE, DETAIL, RELATED})
LETTER = frozenset({DRAFT})
CONSENT = frozenset({LEDGER})
TELLING = frozenset({HANDOVER})
LINES, COUNTS, CAME = frozenset({TIMELINE}), frozenset({TRENDS}), frozenset({ORIGINAL})
SITE = frozenset({CARD})
EVERYWHERE = MAIN | LETTER | CONSENT | TELLING | LINES | COUNTS | CAME | SITE


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the handler is: what a command looks at to say whether it can be done."""

    place: str = QUEUE
    row: QueueRow | None = None
    draft: Draft | None = None
    filtered: bool = False
    handler: str = ""
    marked: int = 0
    linked: int = 0
    """Incidents that are perhaps of the same series."""


Reason = Callable[[Situation], str]
"""Returns why a command cannot be done now; the empty string where it can."""


def _always(_: Situation) -> str:
    return ""


def _needs_row(here: Situation) -> str:
    return "" if here.row or here.marked else _("there is no incident here")


def _shows(here: Situation) -> str:
    return _needs_row(here) if here.place in MAIN else ""


def _has_marks(here: Situation) -> str:
    return "" if here.marked else _("space marks the lines that a notice shall show; d then drafts it")


def _is_linked(here: Situation) -> str:
    return "" if here.linked else _("no incident is perhaps of the same series")


def _needs_open(here: Situation) -> str:
    if here.row and here.row.status is Status.CLOSED and not here.marked:
        return _("#{number} is closed; {undo} takes the last change back", number=here.row.incident, undo=key("undo"))
    return _needs_row(here)


def _in_panel(here: Situation) -> str:
    if here.row and here.place == RELATED:
        return ""
    named = {"related": key("related"), "down": key("down"), "up": key("up")}
    return _("it is about a related site: {related}, then {down} and {up}", **named)


def _takes(here: Situation) -> str:
    if here.row and here.row.owner and here.row.owner == here.handler and not here.marked:
        return _("#{number} is already yours", number=here.row.incident)
    return _needs_open(here)


def _leaves(here: Situation) -> str:
    if here.draft is not None and here.draft.state is DraftState.STALE:
        return _("it relied on a consent that has changed; draft it anew")
    blocking = next((finding for finding in here.draft.lint if finding.blocks), None) if here.draft else None
    if blocking is None:
        return ""
    from ircon.notices import findings

    return _("it must not leave: {finding}", finding=findings.told(blocking.message))


def _sends(here: Situation) -> str:
    if here.draft is not None and here.draft.state is DraftState.SENT:
        return _("it is already marked as sent")
    return _leaves(here)


def _readdresses(here: Situation) -> str:
    if here.draft is not None and here.draft.site_id is None:
        return _("it goes to whoever reported")
    return _edits(here)


def _releases(here: Situation) -> str:
    draft = here.draft
    if draft is None or draft.state is not DraftState.DRAFTED or not any(finding.blocks for finding in draft.lint):
        return _("nothing that can be released keeps it from leaving")
    if here.handler in draft.hands:
        return _("you have had a hand in this text; a second handler must release it")
    return ""


def _edits(here: Situation) -> str:
    sent = here.draft is not None and here.draft.state is DraftState.SENT
    return _("it was sent; what left cannot change") if sent else ""


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
    why_not: Reason = _always
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


COMMANDS: tuple[Command, ...] = (
    Command("down", "j down", "one line down", EVERYWHERE),
    Command("up", "k up", "one line up", EVERYWHERE),
    Command("first", "g home", "to the top", EVERYWHERE),
    Command("last", "G end", "to the end", EVERYWHERE),
    Command("page-down", "pagedown", "a page down", EVERYWHERE),
    Command("page-up", "pageup", "a page up", EVERYWHERE),
    Command("half-down", "ctrl+d", "half a page down", EVERYWHERE),
    Command("half-up", "ctrl+u", "half a page up", EVERYWHERE),
    Command("open", "enter", "read it all; on a site: its card; on a link: go there", MAIN, _needs_row, "open", 1),
    Command("next-pane", "tab", "the next pane; in a draft: what we have, and back", MAIN | LETTER, _always, "pane", 5),
    Command("related", "r", "the related sites, and back", MAIN, _needs_row),
    Command("back", "escape", "back; in the queue: clear the filter, then the marks", EVERYWHERE, word="back", rank=7),
    Command("mark", "space", "mark it; the next action takes all that are marked", MAIN, _needs_row),
    Command("mark-range", "V", "mark all from the last mark to here", MAIN, _needs_row),
    Command("mark-all", "A", "mark all that the filter lists; esc lets them go", MAIN, _needs_row),
    Command("views", "v", "views: mine, unassigned, waiting, new ...; your own are saved there", MAIN),
    Command("sort", "S", "in which order the queue is listed", MAIN),
    Command("filter", "slash", "filter the queue, for instance is:open class:scan age:>7d", word="filter", rank=2),
    Command(
        "search", "asterisk", "look for a word in what is shown; n and N go on from there, esc ends", EVERYWHERE, _shows
    ),
    Command("consent", "c", "record the consent that the report states, or choose", MAIN, _needs_row, "consent", 3),
    Command("ledger", "C", "the consent ledger: who decided what, who may be shown what", MAIN, _needs_row),
    Command("record", "c", "in the ledger: record what the reports state", CONSENT, word="record", rank=1),
    Command("grant", "a", "in the ledger: it is allowed; on a site: to that one alone", CONSENT, word="grant", rank=2),
    Command("refuse", "r", "in the ledger: the reporter refuses", CONSENT, word="refuse", rank=3),
    Command("withdraw", "w", "in the ledger: the reporter takes it back", CONSENT, word="withdraw", rank=4),
    Command("letter", "d", "draft the next possible letter; in the panel: to that site", MAIN, _needs_row, "draft", 4),
    Command("letters", "D", "choose which letter to draft", MAIN, _needs_row),
    Command("new-report", "n", "a report by hand: fill in the form for a fax or a call", MAIN),
    Command("classify", "K", "say of which class it is; remembered for reports marked alike", MAIN, _needs_row),
    Command("original", "o", "the messages as they came: all headers, all parts, the bytes", MAIN, _needs_row),
    Command("timeline", "l", "the timeline: the log lines of all reports in one order by UTC", MAIN, _needs_row),
    Command("mark-line", "space", "in the timeline: mark the line for a notice", LINES, word="mark", rank=1),
    Command("line-range", "V", "in the timeline: mark a range, from here to where space is pressed", LINES),
    Command("mark-lines", "A", "in the timeline: mark all lines that are shown", LINES, word="all", rank=3),
    Command("draft-lines", "d", "in the timeline: draft a notice with the marked lines", LINES, _has_marks, "draft", 2),
    Command("narrow", "slash", "in the timeline: only what concerns a site or an address", LINES, word="only", rank=4),
    Command("widen", "a", "in the timeline: with those that are perhaps the same series", LINES, _is_linked, "more", 6),
    Command("clock", "c", "in the timeline: settle by how much a report's clock was off", LINES, word="clock", rank=5),
    Command("together", "m", "put another incident together with this one, or take apart again", MAIN, _needs_row),
    Command("accept", "a", "in the panel: the site is one, or its address links nothing", MAIN, _in_panel),
    Command("site-said", "F", "in the panel: what the site said: acknowledged, fixed", MAIN, _in_panel),
    Command("role", "p", "in the panel: the part that the site plays; your word stays", MAIN, _in_panel),
    Command("learn", "a", "on a site's card: note what you learnt of it", SITE, word="add", rank=1),
    Command("go-to", "enter", "on a site's card: go to one of its incidents", SITE, word="go there", rank=2),
    Command("trends", "R", "the three counts by month, quarter, fiscal year and class", MAIN),
    Command("next-table", "tab right", "in the trends: the same by something else", COUNTS, word="by ...", rank=1),
    Command("previous-table", "shift+tab left", "in the trends: and back", COUNTS),
    Command("quarter", "y", "in the trends: the quarter's report, copied and in a file", COUNTS, word="report", rank=2),
    Command("handover", "H", "the handover: what happened since you were here, ready to paste", MAIN),
    Command("copy-handover", "y", "in the handover: copy it", TELLING, word="copy", rank=1),
    Command("write-handover", "w", "in the handover: write it to a Markdown file", TELLING, word="to a file", rank=2),
    Command("since", "tab", "in the handover: since when", TELLING, word="since when", rank=3),
    Command("note", "i", "a note for colleagues; no letter is ever made with one", MAIN, _needs_row),
    Command("edit-note", "I", "edit a note: its next version", MAIN, _needs_row),
    Command("take", "t", "take the incident; a colleague's is taken over, and they are told", MAIN, _takes),
    Command("hand-over", "T", "hand it over to a colleague, or back to the queue", MAIN, _needs_row),
    Command("close", "x", "close, after a look at what is outstanding", MAIN, _needs_open, "close", 6),
    Command("undo", "u", "undo your last change", MAIN | SITE),
    Command("redo", "U", "redo what you undid", MAIN | SITE),
    Command("copy", "y", "copy the draft, and write it to a file", LETTER, _leaves, "copy", 1),
    Command("eml", "w", "write the draft as a mail file, for a mail program to send", LETTER, _leaves, "mail", 4),
    Command("contact", "c", "in a draft: choose another contact of the site", LETTER, _readdresses, "contact", 5),
    Command("release", "O", "as a second handler: release a blocked draft, for a reason", LETTER, _releases),
    Command("edit", "e", "edit the draft in $VISUAL or $EDITOR, else here", LETTER, _edits, "edit", 2),
    Command("sent", "s", "mark the letter as sent", LETTER, _sends, "mark sent", 3),
    Command("help", "question_mark", "help for where you are", EVERYWHERE, word="help", rank=8),
    Command("palette", "colon", "find a command by its words", EVERYWHERE),
    Command("suspend", "ctrl+z", "to the shell for a while; fg returns", EVERYWHERE),
    Command("quit", "q", "leave the console; on a page over it: back", EVERYWHERE, word="quit", rank=9),
)
"""All commands, in the order in which help lists them."""

CHANGING = frozenset(
    "consent record grant refuse withdraw letter letters new-report classify together accept site-said role note"
    " edit-note learn take hand-over close undo redo copy eml contact release edit sent draft-lines clock".split()
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


def footer_entries(here: Situation, limit: int = 8) -> list[tuple[str, str, bool]]:
    """Return (key, word, possible) for the footer, in order of rank, at most ``limit``; with marks, what takes them."""
    if here.marked and here.place == QUEUE:
        return [(_BY_ACTION[action].shown, _(word), True) for action, word in _TAKES_MARKED][:limit]
    skipped = "back" if here.place == QUEUE and not here.filtered else ""
    offered = (command for command in at(here.place) if command.rank and command.id != skipped)
    ranked = sorted(offered, key=lambda command: command.rank)
    return [(command.shown, _(command.word), not command.refused(here)) for command in ranked[:limit]]


def key_table() -> str:
    """Return the table of keys in Markdown, for the README."""
    rows = [f"| {_('key')} | {_('does')} |", "|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
        rows.append(f"| {keys} | {command.told} |")
    return "\n".join(rows) + "\n"


CLOSE_REASONS: tuple[tuple[CloseReason, str], ...] = (
    (CloseReason.RESOLVED, mark("resolved: those concerned were told and it has stopped")),
    (CloseReason.NO_ANSWER, mark("no answer: asked, reminded, and nobody answered")),
    (CloseReason.OUT_OF_SCOPE, mark("out of scope: not ours to coordinate")),
    (CloseReason.DUPLICATE, mark("duplicate: worked on under another number")),
    (CloseReason.NOT_AN_INCIDENT, mark("not an incident")),
)
"""Why an incident may be closed, in words."""
