"""A draft beside what we have: left everything, right exactly what would leave, below what was held back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from ircon.i18n import _, plural, term
from ircon.model import Contact, Draft
from screens.commands import key
from screens.dealing import Dealing
from screens.draw import detail as draw_detail
from screens.draw import letter as draw_letter
from screens.draw import strokes
from screens.draw.lines import Line, fill, rule, sides
from screens.pane import LinePane, PaneRow
from screens.scrolled import Scrolled
from screens.situation import DRAFT, LETTER, Situation
from screens.view import View

if TYPE_CHECKING:
    pass

WIDE = 118
"""From this many columns on, what we have stands beside the letter in its full width."""

REMARKS = 9
"""Lines at most for what is withheld and what the lint says."""


FAR = 500
"""Lines below what is in sight that are counted: what we have may be ten thousand of them."""


class DraftScreen(Dealing):
    """One draft; ``message`` says why it is this letter."""

    CSS_PATH = Path(__file__).with_name("draft.tcss")
    PLACES = LETTER

    def __init__(self, draft: Draft, view: View, message: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.view = view
        self.message = message
        self.left = False
        self.narrow = True
        self.theirs, self.ours = Scrolled(), Scrolled()

    def compose(self) -> ComposeResult:
        """Compose what we have, what they see, and the remarks."""
        yield LinePane(self.draw_header, id="header")
        with PaneRow(id="both"):
            yield LinePane(self.draw_have, id="have")
            yield LinePane(self.draw_letter, id="letter")
        remarks = LinePane(self.draw_remarks, id="remarks")
        remarks.styles.height = self._remarks_height(self.app.size.width)
        yield remarks
        yield LinePane(self.draw_footer, id="footer")

    def on_resize(self, event: events.Resize) -> None:
        """Under ``WIDE`` columns both texts share one place, tab changes between them."""
        self.narrow = event.size.width < WIDE
        self.set_class(not self.narrow, "-wide")
        self.redrawn(event.size.width)

    def redrawn(self, width: int = 0) -> None:
        """Give the remarks the room that the letter's own take."""
        self.query_one("#remarks").styles.height = self._remarks_height(width or self.size.width)

    def _remarks_height(self, width: int) -> int:
        lines = len(draw_letter.remarks(self.draft, self.message, max(20, width)))
        return int(min(lines, REMARKS, max(3, self.app.size.height // 4))) + 1

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return Situation(place=DRAFT, draft=self.draft, handler=self.view.reading.me)

    @property
    def scrolled(self) -> Scrolled:
        """The text whose keys are live."""
        return self.ours if self.left else self.theirs

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before: also those of the other text."""
        return self.left, self.scrolled.edition

    # --- drawing -------------------------------------------------------------------

    def draw_header(self, width: int, height: int) -> Sequence[Line]:
        """Draw which letter this is."""
        draft = self.draft
        what = term(draft.kind)
        prefix = self.app.config.centre.prefix
        right = f"{'日本語' if draft.language == 'ja' else 'English'}  [{prefix}#{draft.reference}] "
        return [sides([(" ircon ", "bold"), (f" #{draft.incident} {what}", "bold")], [(right, "dim")], width)]

    def draw_letter(self, width: int, height: int) -> Sequence[Line]:
        """Draw what they will see; where both share the place, what we have when that is chosen."""
        if self.narrow and self.left:
            return self.draw_have(width, height)
        draft = self.draft
        shown = self.theirs.show(
            draft, (), lambda: draw_letter.letter(draft, width - 1, self._ways()), width, height - 1
        )
        shown = shown if self.left else self.seek.shown(shown, self.theirs.top)
        also = _("{pane}: what we have", pane=key("next-pane")) if self.narrow else ""
        title, note = draw_letter.title(self.draft), self._below(self.theirs)
        return [rule(title, width, note=note, also=also), *shown]

    @staticmethod
    def _below(text: Scrolled) -> str:
        """Say how much of a text stands below what is in sight; of a very long one, that it is a lot."""
        below = text.below(FAR)
        if below > FAR:
            return _("more than {count} more lines", count=FAR)
        return plural("{count} more line", "{count} more lines", below) if below else ""

    def _ways(self) -> tuple[Contact, ...]:
        site = self.view.reading.site(self.draft.site_id) if self.draft.site_id is not None else None
        return site.contacts if site else ()

    def draw_have(self, width: int, height: int) -> Sequence[Line]:
        """Draw what we have: the whole incident, of which only what is permitted went into the letter."""
        incident = self.view.reading.incident(self.draft.incident)
        if incident is None:
            return []
        inner = width if self.narrow else width - 2
        shown = self.ours.show(incident, (), lambda: draw_detail.detail(incident, inner), inner, height - 1)
        shown = self.seek.shown(shown, self.ours.top) if self.left else shown
        title = [(_("what we have"), "bold" if self.left else "")]
        also = _("{pane}: the letter", pane=key("next-pane")) if self.narrow else ""
        lines = [rule(title, width, note=self._below(self.ours), also=also)]
        if self.narrow:
            return [*lines, *shown]
        edged = [(*line, (f" {strokes.now().up}", "dim")) for line in shown]
        empty = ((" " * (width - 2), ""), (f" {strokes.now().up}", "dim"))
        return [*lines, *edged, *[empty] * (height - 1 - len(edged))]

    def draw_remarks(self, width: int, height: int) -> Sequence[Line]:
        """Draw why this letter, what is withheld, and what the lint says."""
        lines = draw_letter.remarks(self.draft, self.message, width)
        hidden = len(lines) - height + 1
        note = _("{count} more", count=hidden) if hidden > 0 else ""
        filled = [fill(line, width) for line in lines]
        return [rule([(_("before it leaves"), "")], width, note=note), *filled]

    # --- moving --------------------------------------------------------------------

    def wheel(self, pane: LinePane, lines: int) -> None:
        """Scroll the text under the wheel, and have the keys there."""
        self.hit(pane, 0, 0)
        self.move_by(lines)

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Have the keys in the text that was hit."""
        if pane.id in ("have", "letter"):
            self.left = pane.id == "have" or (self.narrow and self.left)
            self.draw()

    def action_next_pane(self) -> None:
        """From the letter to what we have, and back."""
        self.left = not self.left
        self._to(self.scrolled.top)
