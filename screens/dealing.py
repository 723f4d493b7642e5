"""What is done with a letter once it is drafted: each key asks the desk, and the letter is shown as it is then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircon.i18n import _
from ircon.model import Centre, Draft
from ircon.text import one_line
from screens.draw import letter as draw_letter
from screens.scrolling import Scrolling
from screens.view import View

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.sites.dossier import Rung
    from ircon.store import Store


class Dealing(Scrolling):
    """The part of the draft's screen that has things done; ``draft`` is the letter as it stands in the store."""

    draft: Draft
    view: View

    def redrawn(self, width: int = 0) -> None:
        """Make room for what is remarked on the letter as it is now, in ``width`` columns (0: as many as there are)."""
        raise NotImplementedError

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
                self.app.work(lambda store: _release(store, number, reason, centre), self.done)

        blocking = [findings.told(finding.message) for finding in self.draft.lint if finding.blocks]
        self.app.push_screen(ReleaseScreen(self.draft.incident, blocking), given)

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
            self.redrawn()
            self.say(outcome.message)


def _keep_typed(store: Store, number: int, text: str | None) -> None:
    from ircon import desk

    desk.keep_typed(store, number, text)


def _choose(store: Store, number: int, mail: str, centre: Centre) -> Outcome:
    from ircon import desk

    return desk.choose_contact(store, number, mail, centre=centre)


def _release(store: Store, number: int, reason: str, centre: Centre) -> Outcome:
    from ircon import desk

    return desk.override(store, number, reason, centre=centre)
