"""The keys that change something: each asks the desk, in the worker's thread, and shows what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ircon import standing
from ircon.i18n import _, term
from ircon.model import Draft, LetterKind, RelatedSite, SiteState, Status, StoredReport
from ircon.text import one_line
from screens.commands import key
from screens.common import Ours
from screens.draw import wording
from screens.situation import RELATED
from screens.view import View

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store
    from ircon.store.change import Conflict
    from screens.running import Running


_OPENING = frozenset({"consent_from_report", "write_letter"})
"""Actions that may open a dialog or a draft, for which keys typed behind them are meant; no other makes keys wait."""


class Work(Ours):
    """The half of the main screen that has things done."""

    view: View
    kept = ""
    """What was done last, where it can never be taken back: why."""
    _behind: int | None = None
    """The journal entry that could not be undone, behind which the next undo looks."""

    def do(self, action: str, *args: Any, step: int = 0, **options: Any) -> None:
        """Have the desk do ``action``; when it is done show its sentence, and its draft if it wrote one.

        ``step``: which row the cursor goes to afterwards, counted from this one.
        """
        self.kept, self._behind = "", None

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
                self.do("decide", number, **answer.options())

        self.app.push_screen(ConsentScreen(number, why), decided)

    def action_ledger(self) -> None:
        """Open the ledger of consent."""
        from screens.ledger import LedgerScreen

        self.be_present(self.number)
        self.app.push_screen(LedgerScreen(self.number, self.view), self.left_draft)

    # --- letters -------------------------------------------------------------------

    def write(self, number: int, **wanted: Any) -> None:
        """Have a letter written, in the centre's own wording where it has any."""
        config = self.app.config
        self.do("write_letter", number, centre=config.centre, templates=config.letters, **wanted)

    def action_letter(self) -> None:
        """Draft the next letter that is possible; in the panel, one to the chosen site."""
        item = self.view.item
        if self.view.place == RELATED and isinstance(item, RelatedSite):
            self.write(self.number, to=item.site_id or item.name)
        else:
            self.write(self.number)

    def action_letters(self) -> None:
        """Choose which letter to draft."""
        from ircon.consent import account
        from screens.chooser import KEYS, Chooser, Option

        incident = self.view.incident
        sites = [(site, account.open_to(incident, site)) for site in incident.related] if incident else []
        kinds = [kind for kind in LetterKind if kind is not LetterKind.NOTICE]
        options = [Option(str(n), term(kind)) for n, kind in enumerate(kinds, start=1)]
        options += [
            Option(
                key,
                _("notice to {site}", site=site.name),
                note=_("may be told: {level}", level=wording.items(may)),
            )
            for key, (site, may) in zip(KEYS[9:], sites, strict=False)
        ]

        def chosen(index: int | None) -> None:
            if index is None:
                return
            if index < len(kinds) and kinds[index].to_site:
                self.write(self.number, kind=kinds[index])
            elif index < len(kinds):
                self.write_to_reporter(kinds[index])
            else:
                site, _may = sites[index - len(kinds)]
                to = site.site_id or site.name
                self.write(self.number, kind=LetterKind.NOTICE, to=to)

        self.app.push_screen(Chooser(_("Which letter, for #{number}?", number=self.number), options), chosen)

    def write_to_reporter(self, kind: LetterKind) -> None:
        """Have a letter written to the reporter; where several have reported, ask to which."""
        from ircon.consent import account
        from ircon.disclosure import same_reporter
        from screens.chooser import Chooser, Option

        number, incident = self.number, self.view.incident
        firsts: list[StoredReport] = []
        for stored in account.reports(incident) if incident else ():
            if not any(same_reporter(stored, known) for known in firsts):
                firsts.append(stored)
        if len(firsts) < 2:
            self.write(number, kind=kind)
            return
        options = [
            Option(str(n), one_line(stored.report.reporter.site or stored.report.reporter.mail), note=str(stored.id))
            for n, stored in enumerate(firsts[:9], start=1)
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.write(number, kind=kind, report=firsts[index].id)

        self.app.push_screen(Chooser(_("To which reporter?"), options), chosen)

    def show_draft(self, draft: Draft, message: str) -> None:
        """Open a draft, beside what we have."""
        from screens.draft import DraftScreen

        self.be_present(draft.incident)
        why = message.removeprefix(f"#{draft.incident}: ")
        self.app.push_screen(DraftScreen(draft, self.view, why), self.left_draft)

    def left_draft(self, _answer: object = None) -> None:
        """Back from a draft."""
        self.view.reread()
        self.be_present()
        self.say("")

    def be_present(self, number: int | None = None) -> None:
        """Say that an incident is open here: ``number``, else the one that is open in the detail, if it is."""
        raise NotImplementedError

    def action_site_said(self) -> None:
        """Take down what the chosen related site said: that it looks into it, or has fixed it."""
        from screens.chooser import Chooser, Option

        item, number = self.view.item, self.number
        if not isinstance(item, RelatedSite):
            self.say(_("that is a proposed incident, no site"))
            return
        to = item.site_id if item.site_id is not None else item.name
        said = (SiteState.ACKNOWLEDGED, SiteState.FIXED, None)
        options = [
            Option("1", term(SiteState.ACKNOWLEDGED), _("it looks into it; followed up again later")),
            Option("2", term(SiteState.FIXED), _("it has put it right; now the reporter can be told")),
            Option("3", _("neither after all"), _("what the letters say counts again")),
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("site_said", number, to, said[index])

        self.app.push_screen(Chooser(_("What has {site} said?", site=item.name), options), chosen)

    # --- the rest ------------------------------------------------------------------

    def action_take(self) -> None:
        """Take the incident; one that a colleague has only after a question."""
        row = self.view.window.current
        if row is None or row.owner in ("", self.view.reading.me):
            self.do("take", self.number)
            return
        from screens.chooser import Chooser, Option
        from screens.draw.glance import open_too

        number, owner = row.incident, row.owner
        options = [Option("1", _("take it over; {owner} is told", owner=one_line(owner)))]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("take", number, over=True)

        question = _("{owner} has #{number}.", owner=one_line(owner), number=number)
        others = self.view.reading.colleagues.others(number)
        self.app.push_screen(Chooser(question, options, [open_too(others)] if others else []), chosen)

    def action_hand_over(self) -> None:
        """Hand the incident over to a colleague."""
        number, row = self.number, self.view.window.current
        told = [_("{owner} has it now", owner=one_line(row.owner))] if row and row.owner else []
        question = _("Hand #{number} over to:", number=number)
        self.ask_whom(question, told, lambda name: self.do("hand_over", number, name))

    def ask_whom(self, question: str, told: Sequence[str], then: Callable[[str], None]) -> None:
        """Ask for a handler; ``then`` gets the name, "" for nobody."""
        me = self.view.reading.me

        def job(store: Store) -> list[str]:
            from ircon.store import told as known

            return [name for name in known.handlers(store) if name != me]

        def asked(names: list[str]) -> None:
            from screens.naming import NamingScreen

            self.app.push_screen(NamingScreen(question, names, told), named)

        def named(name: str | None) -> None:
            if name is not None:
                then(name)

        self.app.work(job, asked, opens=True)

    def action_close(self) -> None:
        """Show what is outstanding, then close for one of the reasons; open again what is closed."""
        number = self.number
        row = self.view.window.current
        if row is not None and row.status is Status.CLOSED:
            self.ask_again(number, row.reason)
            return

        def job(store: Store) -> tuple[str, ...]:
            from ircon import desk

            return desk.outstanding(store, number)

        self.app.work(job, lambda outstanding: self.choose_reason(number, outstanding), opens=True)

    def ask_again(self, number: int, reason: str) -> None:
        """Ask whether a closed incident shall be opened again."""
        from screens.chooser import Chooser, Option

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("reopen", number)

        question = _("#{number} is closed.", number=number)
        self.app.push_screen(Chooser(question, [Option("1", _("open it again"))], [standing.said(reason)]), chosen)

    def choose_reason(self, number: int, outstanding: tuple[str, ...]) -> None:
        """Ask why the incident is closed, with what is still outstanding before one's eyes."""
        from screens.chooser import Chooser, Option
        from screens.draw.closing import CLOSE_REASONS

        options = [Option(str(n), _(words)) for n, (_reason, words) in enumerate(CLOSE_REASONS, start=1)]
        told = [_("outstanding: {item}", item=item) for item in outstanding] or [_("nothing is outstanding")]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("close", number, CLOSE_REASONS[index][0], step=1)

        self.app.push_screen(Chooser(_("Close #{number}, because:", number=number), options, told), chosen)

    def action_undo(self) -> None:
        """Undo this handler's last change; where that cannot be, say why, and next time look behind it."""
        if self.kept:
            self.say(_("{done}; {undo} takes back what you did before it", done=self.kept, undo=key("undo")))
            self.kept = ""
            return
        behind = self._behind

        def job(store: Store, running: Running) -> Outcome | Conflict:
            from ircon import desk
            from ircon.store.change import Conflict

            try:
                return desk.undo(store, behind=behind, progress=running)
            except Conflict as error:
                return error

        self.app.long(_("undo"), job, self.taken_back, writes=True)

    def action_redo(self) -> None:
        """Redo what was undone."""

        def job(store: Store, running: Running) -> Outcome:
            from ircon import desk

            return desk.redo(store, progress=running)

        self.kept = ""
        self.app.long(_("redo"), job, self.taken_back, writes=True)

    def taken_back(self, found: Outcome | Conflict) -> None:
        """Show what undo or redo did, or what stood in its way."""
        self.view.reread()
        if isinstance(found, Exception):
            self._behind = found.entry
            self.say(_("{done}; {undo} takes back what you did before it", done=found, undo=key("undo")), bad=True)
        else:
            self.say(found.message)
