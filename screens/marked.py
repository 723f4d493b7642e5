"""What is done to all marked incidents: each action is looked at first, says what it would skip, and is one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ircon.i18n import _, plural, term
from ircon.model import IncidentClass, LetterKind
from screens import joint
from screens.arrivals import Arrivals
from screens.commands import key
from screens.draw import preview
from screens.marking import Marking
from screens.series import Series
from screens.situation import QUEUE

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.desk.pieces import Done
    from ircon.desk.several import Deed, Look
    from ircon.store import Store
    from screens.chooser import Option
    from screens.running import Running

TOGETHER = 200
"""Incidents that can be put together in one go: it is one transaction, for which colleagues wait."""


class Marked(Marking, Series, Arrivals):
    """The actions of the queue, where incidents are marked; without marks each does what it does to one."""

    @property
    def of_all(self) -> bool:
        """Whether an action takes all that are marked; in an incident that is open it is about that one."""
        return bool(self.view.marks) and self.view.place == QUEUE

    def look(self, deed: Deed, then: Callable[[Look], None]) -> None:
        """Have ``deed`` looked at for all marked incidents; ``then`` is asked where it can be done to any."""
        numbers = self.view.marks.numbers

        def job(store: Store, running: Running) -> Look:
            from ircon.desk import several

            return several.look(store, deed, numbers, running)

        def seen(found: Look) -> None:
            if found.left:
                self.say(_("stopped; nothing was done"))
            elif found.ready:
                then(found)
            else:
                self.say("; ".join(preview.skipped(found.skipped)))

        self.app.long(_("looking at what is marked"), job, seen, writes=False)

    def offer(self, question: str, found: Look, answers: Sequence[Option], chosen: Callable[[int], None]) -> None:
        """Show what would be done and what is skipped, and ask."""
        from screens.chooser import Chooser

        told = [*preview.skipped(found.skipped), *preview.told(found.told)]

        def answered(index: int | None) -> None:
            if index is not None:
                chosen(index)

        self.app.push_screen(Chooser(question, answers, told), answered)

    def carry_out(self, what: str, deed: Deed, numbers: Sequence[int]) -> None:
        """Have ``deed`` done to ``numbers``; what was left because it was stopped stays marked."""
        asked = set(self.view.marks.numbers)

        def job(store: Store, running: Running) -> Done:
            from ircon.desk import several

            return several.carry_out(store, deed, numbers, running)

        def then(done: Done) -> None:
            from ircon.desk import several

            self.view.reread()
            left = set(numbers).difference(done.done, done.skipped)
            self.view.marks.drop(asked.difference(left))
            done_so = f"{what}: {several.summary(done)}"
            self.say(_("{done}; {undo} takes it back", done=done_so, undo=key("undo")))

        self.app.long(what, job, then, writes=True)

    def _counted(self, found: Look) -> str:
        """Say of how many marked incidents an action would take how many."""
        ready, whole = len(found.ready), len(self.view.marks)
        if ready == whole:
            return plural("{count:,} marked incident", "{count:,} marked incidents", ready)
        return _("{ready:,} of {count:,} marked incidents", ready=ready, count=whole)

    # --- the actions -----------------------------------------------------------------

    def action_take(self) -> None:
        """Take all marked; those that colleagues have only if that is chosen."""
        if not self.of_all:
            super().action_take()
            return
        from ircon.desk import several
        from screens.chooser import Option

        def seen(found: Look) -> None:
            theirs = {number for numbers in found.told.values() for number in numbers}
            free = [number for number in found.ready if number not in theirs]
            answers = [Option("1", _("take those that nobody has"), f"{len(free):,}")] if free else []
            if theirs:
                every = _("take over also what colleagues have; they are told")
                answers.append(Option(str(len(answers) + 1), every, f"{len(found.ready):,}"))

            def chosen(index: int) -> None:
                over = bool(theirs) and index == len(answers) - 1
                self.carry_out(_("take"), several.taking(over=over), found.ready if over else free)

            self.offer(_("Take {which}?", which=self._counted(found)), found, answers, chosen)

        self.look(several.taking(over=True), seen)

    def action_hand_over(self) -> None:
        """Hand all marked over to one colleague."""
        if not self.of_all:
            super().action_hand_over()
            return
        from ircon.desk import several

        def seen(found: Look) -> None:
            told = [*preview.skipped(found.skipped), *preview.told(found.told)]
            which = self._counted(found)
            self.ask_whom(
                _("Hand {which} over to:", which=which),
                told,
                lambda name: self.carry_out(_("hand over"), several.handing_over(name), found.ready),
            )

        self.look(several.handing_over(), seen)

    def action_close(self) -> None:
        """Close all marked for one reason, after a look at why they still stand in the queue."""
        if not self.of_all:
            super().action_close()
            return
        from ircon.desk import several
        from screens.chooser import Option
        from screens.draw.closing import CLOSE_REASONS

        answers = [Option(str(n), _(words)) for n, (_reason, words) in enumerate(CLOSE_REASONS, start=1)]

        def seen(found: Look) -> None:
            def chosen(index: int) -> None:
                self.carry_out(_("close"), several.closing_for(CLOSE_REASONS[index][0]), found.ready)

            self.offer(_("Close {which}, because:", which=self._counted(found)), found, answers, chosen)

        self.look(several.closing_for(), seen)

    def action_classify(self) -> None:
        """Say of which class all marked are."""
        if not self.of_all:
            super().action_classify()
            return
        from ircon.desk import several
        from screens.arrivals import class_options

        classes = list(IncidentClass)

        def seen(found: Look) -> None:
            def chosen(index: int) -> None:
                self.carry_out(_("class"), several.classifying_as(classes[index]), found.ready)

            which = self._counted(found)
            self.offer(_("Of which class are {which}?", which=which), found, class_options(), chosen)

        self.look(several.classifying_as(), seen)

    def action_consent(self) -> None:
        """Record what the reports of all marked state."""
        if not self.of_all:
            super().action_consent()
            return
        from ircon.desk import several
        from screens.chooser import Option

        def seen(found: Look) -> None:
            question = _("Record the consent that is stated, in {which}?", which=self._counted(found))
            answers = [Option("1", _("record it, each in its own words"))]
            self.offer(question, found, answers, lambda _index: self.carry_out(_("consent"), deed, found.ready))

        deed = several.recording()
        self.look(deed, seen)

    def action_letter(self) -> None:
        """Draft the next possible letter of each marked incident."""
        if not self.of_all:
            super().action_letter()
            return
        self._draft_all(None)

    def action_letters(self) -> None:
        """Choose which kind of letter to draft for all marked."""
        if not self.of_all:
            super().action_letters()
            return
        from screens.chooser import Chooser, Option

        kinds = list(LetterKind)
        options = [Option(str(n), term(kind)) for n, kind in enumerate(kinds, start=1)]
        options.append(Option("0", _("one notice to one site, about all of them")))
        numbers = self.view.marks.numbers

        def chosen(index: int | None) -> None:
            if index == len(kinds):
                joint.choose(self, numbers)
            elif index is not None:
                self._draft_all(kinds[index])

        self.app.push_screen(Chooser(_("Which letter, for all that are marked?"), options), chosen)

    def _draft_all(self, kind: LetterKind | None) -> None:
        from ircon.desk import several
        from screens.chooser import Option

        deed = several.writing(self.app.config.centre, kind, templates=self.app.config.letters)

        def seen(found: Look) -> None:
            answers = [Option("1", _("draft them; each waits in its incident, d opens it"))]
            question = _("Draft letters for {which}?", which=self._counted(found))
            self.offer(question, found, answers, lambda _index: self.carry_out(_("draft"), deed, found.ready))

        self.look(deed, seen)

    def action_together(self) -> None:
        """Put all marked together into the one with the lowest number."""
        numbers = self.view.marks.numbers
        if not self.of_all or len(numbers) < 2:
            super().action_together()
            return
        if len(numbers) > TOGETHER:
            self.say(_("{count:,} are too many to be one incident; at most {most}", count=len(numbers), most=TOGETHER))
            return
        from screens.chooser import Chooser, Option

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.put_together(store, numbers)

        def then(outcome: Outcome) -> None:
            self.view.reread()
            self.view.marks.clear()
            if outcome.incident is not None:
                self.jump(outcome.incident)
            self.say(_("{done}; {undo} takes it back", done=outcome.message, undo=key("undo")))

        def chosen(index: int | None) -> None:
            if index is not None:
                self.app.work(job, then, opens=True)

        options = [Option("1", _("put together into #{number}", number=numbers[0]))]
        which = preview.listed(numbers)
        self.app.push_screen(Chooser(_("Are {which} one incident?", which=which), options), chosen)
