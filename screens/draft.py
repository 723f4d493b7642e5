"""A draft beside what we have: left everything, right exactly what would leave, below what was held back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from ircon.i18n import _, term
from ircon.model import Centre, Contact, Draft
from ircon.text import one_line
from screens.commands import DRAFT, LETTER, Situation, footer_entries
from screens.common import Ours
from screens.draw import bars
from screens.draw import detail as draw_detail
from screens.draw import letter as draw_letter
from screens.draw.lines import Line, fill, rule, sides
from screens.moving import Moving
from screens.pane import LinePane
from screens.scrolled import Scrolled
from screens.seek import Seek
from screens.view import View

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.sites.dossier import Rung
    from ircon.store import Store

WIDE = 118
"""From this many columns on, what we have stands beside the letter in its full width."""

REMARKS = 9
"""Lines at most for what is withheld and what the lint says."""


class DraftScreen(Moving, Ours):
    """One draft; ``message`` says why it is this letter."""

    CSS_PATH = Path(__file__).with_name("draft.tcss")
    PLACES = LETTER

    def __init__(self, draft: Draft, view: View, message: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.view = view
        self.message = message
        self.flash = ""
        self.flash_bad = False
        self.left = False
        self.narrow = True
        self.theirs, self.ours = Scrolled(), Scrolled()
        self.seek = Seek()

    def compose(self) -> ComposeResult:
        """Compose what we have, what they see, and the remarks."""
        yield LinePane(self.draw_header, id="header")
        with Horizontal(id="both"):
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
        self.query_one("#remarks").styles.height = self._remarks_height(event.size.width)

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

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line."""
        self.flash, self.flash_bad = message, bad
        self.draw()

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
        note = _("tab: what we have") if self.narrow else ""
        return [rule(draw_letter.title(self.draft), width, dash=self.app.canvas.dash, note=note), *shown]

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
        note = _("tab: the letter") if self.narrow else ""
        lines = [rule(title, width, dash=self.app.canvas.dash, note=note)]
        if self.narrow:
            return [*lines, *shown]
        edged = [(*line, (f" {self.app.canvas.wall}", "dim")) for line in shown]
        empty = ((" " * (width - 2), ""), (f" {self.app.canvas.wall}", "dim"))
        return [*lines, *edged, *[empty] * (height - 1 - len(edged))]

    def draw_remarks(self, width: int, height: int) -> Sequence[Line]:
        """Draw why this letter, what is withheld, and what the lint says."""
        lines = draw_letter.remarks(self.draft, self.message, width)
        hidden = len(lines) - height + 1
        note = _("{count} more", count=hidden) if hidden > 0 else ""
        filled = [fill(line, width) for line in lines]
        return [rule([(_("before it leaves"), "")], width, dash=self.app.canvas.dash, note=note), *filled]

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or what just happened."""
        if self.seek.on:
            return [self.seek.foot(width)]
        if self.flash:
            return [bars.flash(width, self.flash, bad=self.flash_bad)]
        return [bars.footer(width, footer_entries(self.situation))]

    # --- looking for a word ------------------------------------------------------------

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the text whose keys are live."""
        return self.scrolled.lines(first, count)

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.left, self.scrolled.edition

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.scrolled.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        self.scrolled.bring(line)

    # --- moving --------------------------------------------------------------------

    @property
    def page_lines(self) -> int:  # type: ignore[override]
        """How many lines a page is."""
        return self.scrolled.height - 1

    def move_by(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._to(min(self.scrolled.top + lines, self.scrolled.end))

    def move_to(self, *, end: bool) -> None:
        """Scroll to the top, or to the end."""
        self._to(self.scrolled.end if end else 0)

    def _to(self, top: int) -> None:
        self.flash = ""
        self.scrolled.top = max(0, top)
        self.draw()

    def action_next_pane(self) -> None:
        """From the letter to what we have, and back."""
        self.left = not self.left
        self._to(self.scrolled.top)

    def action_back(self) -> None:
        """Back to the queue; the draft is kept."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Back to the queue; the draft is kept."""
        self.dismiss(None)

    # --- what can be done with it --------------------------------------------------

    def action_copy(self) -> None:
        """Send the letter to the clipboard, and write it to a file."""
        import os

        number, config = self.draft.id or 0, self.app.config
        sequences: list[str] = []

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.export(
                store, number, centre=config.centre, directory=config.drafts, write=sequences.append,
                environ=os.environ,
            )  # fmt: skip

        def then(outcome: Outcome) -> None:
            self.app.write_raw("".join(sequences))
            self.done(outcome)

        self.app.work(job, then)

    def action_eml(self) -> None:
        """Write the letter as a mail file."""
        number, config = self.draft.id or 0, self.app.config

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.write_eml(store, number, centre=config.centre, directory=config.drafts)

        self.app.work(job, self.done)

    def action_release(self) -> None:
        """Ask the second handler why this may leave, and release it."""
        from ircon.notices import findings
        from screens.release import ReleaseScreen

        number, centre = self.draft.id or 0, self.app.config.centre

        def given(reason: str | None) -> None:
            if reason:
                self.app.work(job, self.done)

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.override(store, number, screen.reason.text, centre=centre)

        screen = ReleaseScreen(self.draft.incident, [findings.told(f.message) for f in self.draft.lint if f.blocks])
        self.app.push_screen(screen, given)

    def action_contact(self) -> None:
        """Choose another contact of the site: the ladder, with whence each is known and what became of it."""
        draft = self.draft

        def job(store: Store) -> tuple[Rung, ...]:
            from ircon import desk

            return desk.ladder(store, draft)

        self.app.work(job, self.choose_contact, opens=True)

    def choose_contact(self, rungs: tuple[Rung, ...]) -> None:
        """Show the ladder and let the draft go to the contact that is chosen."""
        from screens.chooser import Chooser, Option

        number, centre = self.draft.id or 0, self.app.config.centre
        options = [Option(str(n), *draw_letter.rung(rung)) for n, rung in enumerate(rungs[:9], start=1)]
        if not options:
            self.say(_("it goes to whoever reported") if self.draft.site_id is None else _("no contact is known"))
            return

        def chosen(index: int | None) -> None:
            if index is None:
                return
            rung = rungs[index]
            if rung.provider:
                self.say(_("that is {site}'s, another site: what may be told to this one may not be told to it",
                           site=one_line(rung.provider)), bad=True)  # fmt: skip
            elif not rung.contact.mail:
                self.say(_("call them: {phone}", phone=one_line(rung.contact.phone)))
            else:
                self.app.work(lambda store: _choose(store, number, rung.contact.mail, centre), self.done)

        self.app.push_screen(Chooser(_("Write to whom?"), options), chosen)

    def action_sent(self) -> None:
        """Mark the letter as sent."""
        number, centre = self.draft.id or 0, self.app.config.centre

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.mark_sent(store, number, centre=centre)

        self.app.work(job, self.done)

    def action_edit(self) -> None:
        """Edit it in the handler's own editor, else in the console."""
        from screens import editor

        number = self.draft.id or 0

        def typing(text: str | None) -> None:
            self.app.work(lambda store: _keep_typed(store, number, text))

        begun = self.view.reading.typed(number)
        editor.edit(self, self.draft, self.save, typed=begun[0] if begun else "", typing=typing)
        if begun:
            self.say(_("this goes on with what you typed at {time} and did not save", time=f"{begun[1]:%H:%M} UTC"))

    def save(self, subject: str, body: str) -> None:
        """Keep the edited text."""
        number, centre, seen = self.draft.id or 0, self.app.config.centre, self.draft
        if (subject, body) == (self.draft.subject, self.draft.body):
            self.app.work(lambda store: _keep_typed(store, number, None))
            self.say(_("nothing was changed"))
            return

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.save_draft(store, number, subject, body, centre=centre, seen=seen)

        self.app.work(job, self.done)

    def done(self, outcome: Any) -> None:
        """Show what came of it."""
        if outcome.draft is not None:
            self.draft = outcome.draft
        self.view.reread()
        if self.is_attached:
            self.query_one("#remarks").styles.height = self._remarks_height(self.size.width)
            self.say(outcome.message)


def _keep_typed(store: Store, number: int, text: str | None) -> None:
    from ircon import desk

    desk.keep_typed(store, number, text)


def _choose(store: Store, number: int, mail: str, centre: Centre) -> Outcome:
    from ircon import desk

    return desk.choose_contact(store, number, mail, centre=centre)
