"""The keys that change something: each asks the desk, in the worker's thread, and shows what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircon.model import Draft, LetterKind, RelatedSite
from screens.commands import RELATED
from screens.common import Ours
from screens.view import View

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store


_OPENING = frozenset({"consent_from_report", "write_letter"})
"""Actions that may open a dialog or a draft, for which keys typed behind them are meant; no other makes keys wait."""


class Work(Ours):
    """The half of the main screen that has things done."""

    view: View

    def do(self, action: str, *args: Any, step: int = 0, **options: Any) -> None:
        """Have the desk do ``action``; when it is done show its sentence, and its draft if it wrote one.

        ``step``: which row the cursor goes to afterwards, counted from this one.
        """

        def job(store: Store) -> Outcome:
            from ircon import desk

            outcome: Outcome = getattr(desk, action)(store, *args, **options)
            return outcome

        def then(outcome: Outcome) -> None:
            self.view.reread(step=step)
            self.done(outcome)

        self.app.work(job, then, opens=bool(step) or action in _OPENING)

    def done(self, outcome: Outcome) -> None:
        """Show what came of an action."""
        if outcome.needs == "choice" and outcome.incident is not None:
            self.choose_consent(outcome.incident, outcome.message)
            return
        self.say(outcome.message)
        if outcome.draft is not None:
            self.show_draft(outcome.draft, outcome.message)

    @property
    def number(self) -> int:
        """The incident under the cursor (commands that need one are refused where there is none)."""
        row = self.view.window.current
        return row.incident if row else 0

    # --- consent -------------------------------------------------------------------

    def action_consent(self) -> None:
        """Record what the report itself states; the desk says when there is nothing and we must choose."""
        self.do("consent_from_report", self.number)

    def choose_consent(self, number: int, why: str) -> None:
        """Ask which decision to record, and on which words."""
        from screens.consent import ConsentScreen, Decided

        def decided(answer: Decided | None) -> None:
            if answer is not None:
                self.do(
                    "decide", number, level=answer.level, audience=answer.audience, quote=answer.quote,
                    state=answer.state,
                )  # fmt: skip

        self.app.push_screen(ConsentScreen(number, why), decided)

    def action_ledger(self) -> None:
        """Open the ledger of consent."""
        from screens.ledger import LedgerScreen

        self.app.push_screen(LedgerScreen(self.number, self.view), self.left_draft)

    # --- letters -------------------------------------------------------------------

    def action_letter(self) -> None:
        """Draft the next letter that is possible; in the panel, one to the chosen site."""
        item = self.view.item
        if self.view.place == RELATED and isinstance(item, RelatedSite):
            self.do("write_letter", self.number, to=item.site_id or item.name, centre=self.app.config.centre)
        else:
            self.do("write_letter", self.number, centre=self.app.config.centre)

    def action_letters(self) -> None:
        """Choose which letter to draft."""
        from screens.chooser import Chooser, Option

        incident = self.view.incident
        sites = incident.related if incident else ()
        kinds = [kind for kind in LetterKind if kind is not LetterKind.NOTICE]
        options = [Option(str(n), kind.value.replace("-", " ")) for n, kind in enumerate(kinds, start=1)]
        options += [
            Option(chr(ord("a") + n), f"notice to {site.name}", note=f"may be told: {site.permitted.value}")
            for n, site in enumerate(sites[:20])
        ]

        def chosen(index: int | None) -> None:
            if index is None:
                return
            if index < len(kinds):
                self.do("write_letter", self.number, kind=kinds[index], centre=self.app.config.centre)
            else:
                site = sites[index - len(kinds)]
                to = site.site_id or site.name
                self.do("write_letter", self.number, kind=LetterKind.NOTICE, to=to, centre=self.app.config.centre)

        self.app.push_screen(Chooser(f"Which letter, for #{self.number}?", options), chosen)

    def show_draft(self, draft: Draft, message: str) -> None:
        """Open a draft, beside what we have."""
        from screens.draft import DraftScreen

        why = message.removeprefix(f"#{draft.incident}: ")
        self.app.push_screen(DraftScreen(draft, self.view, why), self.left_draft)

    def left_draft(self, _: object = None) -> None:
        """Back from a draft."""
        self.view.reread()
        self.say("")

    # --- the rest ------------------------------------------------------------------

    def action_take(self) -> None:
        """Take the incident."""
        self.do("take", self.number)

    def action_close(self) -> None:
        """Show what is outstanding, then close for one of the reasons."""
        number = self.number

        def job(store: Store) -> tuple[str, ...]:
            from ircon import desk

            return desk.outstanding(store, number)

        self.app.work(job, lambda outstanding: self.choose_reason(number, outstanding), opens=True)

    def choose_reason(self, number: int, outstanding: tuple[str, ...]) -> None:
        """Ask why the incident is closed, with what is still outstanding before one's eyes."""
        from screens.chooser import Chooser, Option
        from screens.commands import CLOSE_REASONS

        options = [Option(str(n), words) for n, (_, words) in enumerate(CLOSE_REASONS, start=1)]
        told = [f"outstanding: {item}" for item in outstanding] or ["nothing is outstanding"]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("close", number, CLOSE_REASONS[index][0], step=1)

        self.app.push_screen(Chooser(f"Close #{number}, because:", options, told), chosen)

    def action_undo(self) -> None:
        """Undo this handler's last change."""
        self.do("undo")

    def action_redo(self) -> None:
        """Redo what was undone."""
        self.do("redo")
