"""Help for where one is: the commands of this place first, then the others, in groups; and the query language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult

from ircon.i18n import _, mark, plural
from ircon.query import FIELDS
from ircon.text import pad, width
from screens.commands import GROUPS, Command
from screens.draw.lines import BLANK, Line, fill, flow, rule
from screens.keys import key_name
from screens.leaving import Once
from screens.pane import LinePane
from screens.pointing import Pointed
from screens.seek import Seek
from screens.seeking import Seeking
from screens.situation import Situation

_KEYS, _EXAMPLES = 14, 24
"""Cells of the column of keys at least, and of that of a filter's words."""

_MARKS = (
    ("*", mark("new: something came in, or a colleague changed it, since you opened it")),
    ("!", mark("something came in that could not be read")),
    ("x", mark("closed")),
    ("+", mark("marked: the next action takes it with all that are marked")),
    (mark("us"), mark("we must act next; the reason stands beside it")),
    ("?", mark("behind a time: its year or zone was worked out, not written or stated")),
    ("1/3", mark("of three related sites one can be told, or has been")),
)


class HelpScreen(Seeking, Pointed, Once[None]):
    """A page to scroll; any key that does not scroll leaves it."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    AUTO_FOCUS = ""

    def __init__(self, here: Situation) -> None:
        super().__init__()
        self.here = here
        self.top = 0
        self.seek = Seek()
        self._drawn: tuple[int, list[Line]] | None = None

    def _page(self, width: int) -> list[Line]:
        """Draw the whole page, unless it was drawn at this width: it is asked for at each key."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, help_lines(self.here, width)
        return self._drawn[1]

    def compose(self) -> ComposeResult:
        """Compose one pane."""
        self.pane = LinePane(self.lines)
        yield self.pane

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Draw the visible part of the page."""
        page = self._page(width)
        self.top = max(0, min(self.top, len(page) - height + 1))
        left = len(page) - self.top - height + 1
        note = plural("{count} more line", "{count} more lines", left) if left > 0 else _("esc goes back")
        keys = [(" j k ", "key"), (f"{_('scroll')}   ", ""), ("* ", "key"), (f"{_('look for a word')}   ", "")]
        keys += [("esc ", "key"), (f"{_('back')}   ", "")]
        foot = self.seek.foot(width) if self.seek.on else fill([*keys, (note, "dim")], width)
        shown = self.seek.shown([fill(line, width) for line in page[self.top : self.top + height - 1]], self.top)
        return [*shown, *[fill(BLANK, width)] * (height - 1 - len(shown)), foot]

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the page."""
        return self._page(self.size.width)[first : first + count]

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.size.width

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        if not self.top <= line < self.top + self.size.height - 1:
            self.top = max(0, line - self.size.height // 3)

    def seek_draw(self) -> None:
        """Draw anew."""
        self.pane.redraw()

    @property
    def writing(self) -> bool:
        """Whether the word that is looked for is being typed."""
        return self.seek.prompt is not None

    def move_by(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.top = max(0, self.top + lines)
        self.pane.redraw()

    def on_key(self, event: events.Key) -> None:
        """Look for a word, scroll, or leave."""
        event.stop()
        event.prevent_default()
        if self.seek_key(event):
            return
        if event.character == "*":
            self.seek_begin()
            return
        page = max(1, self.size.height - 2)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "space": page, "pageup": -page,
                 "ctrl+d": page // 2, "ctrl+u": -page // 2, "g": -10_000, "home": -10_000, "G": 10_000,
                 "end": 10_000}  # fmt: skip
        if event.key in steps:
            self.move_by(steps[event.key])
        elif event.key in ("escape", "q", "question_mark", "enter"):
            self.dismiss(None)


def help_lines(here: Situation, cells: int) -> list[Line]:
    """Draw the whole page."""
    lines: list[Line] = [rule([(_("keys in the {place}", place=_(here.place)), "bold")], cells)]
    lines += _keys(here, cells, of_here=True)
    lines += [BLANK, rule([(_("keys elsewhere"), "bold")], cells), *_keys(here, cells, of_here=False)]
    lines += [BLANK, rule([(_("what / takes"), "bold")], cells)]
    for field in FIELDS:
        lines += _entry(field.example, _(field.help), cells, beside=_EXAMPLES)
    words, japanese = _('telnetd  "two words"'), "分類:スキャン"
    lines += _entry(words, _("words in the text; a minus sign in front turns round"), cells, beside=_EXAMPLES)
    told = _("in Japanese as well: names and values as the columns show them")
    lines += _entry(japanese, told, cells, beside=_EXAMPLES)
    lines += [BLANK, rule([(_("marks"), "bold")], cells)]
    for sign, words in _MARKS:
        lines += _entry(_(sign) if sign.isalpha() else sign, _(words), cells)
    return lines


def _keys(here: Situation, cells: int, *, of_here: bool) -> list[Line]:
    """Draw the commands that apply here (in front what no other place has), or all others, by group."""
    lines: list[Line] = []
    of_one_place = [group for group in GROUPS if all(len(command.where) == 1 for command in group.commands)]
    beside = max(_KEYS, *(width(_named(command)) + 2 for group in GROUPS for command in group.commands))
    for group in sorted(GROUPS, key=lambda group: of_here and group not in of_one_place):
        commands = [command for command in group.commands if (here.place in command.where) is of_here]
        if commands:
            lines += [*([BLANK] if lines else []), ((f" {group.told}", "bold"),)]
        for command in commands:
            reason = command.refused(here) if of_here else ""
            told = _("{does} (not now: {reason})", does=command.told, reason=reason) if reason else command.told
            lines += _entry(_named(command), told, cells, beside=beside, dim=bool(reason))
    return lines


def _named(command: Command) -> str:
    return " ".join(map(key_name, command.keys))


def _entry(left: str, right: str, cells: int, *, beside: int = _KEYS, dim: bool = False) -> list[Line]:
    spans = [(f"  {pad(left, beside)}", "dim" if dim else "key"), (right, "dim" if dim else "")]
    return list(flow(spans, cells, indent=beside + 2))
