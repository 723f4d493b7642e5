"""The keys about what comes in: a report by hand, the class of an incident, messages as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.i18n import JAPANESE, _, language
from ircon.model import IncidentClass
from screens.work import Work

if TYPE_CHECKING:
    from ircon.desk import Taken
    from ircon.store import Store
    from screens.chooser import Option
    from screens.draw.original import Sheet


def class_options() -> list[Option]:
    """Return an answer for each class, in the order of ``IncidentClass``."""
    from screens.chooser import KEYS, Option

    return [Option(key, *_names(klass)) for key, klass in zip(KEYS, IncidentClass, strict=False)]


class Arrivals(Work):
    """The half of the main screen that reports come in by."""

    def jump(self, number: int) -> None:
        """Put the cursor on another incident."""
        raise NotImplementedError

    def action_new_report(self) -> None:
        """Fill in the form (a fax, a call) or go on where it was cut off; the cursor then is on the new incident."""
        from ircon import begun
        from ircon.intake import by_hand
        from screens import editor

        db = self.view.reading.store.path

        def typing(form: str | None) -> None:
            begun.keep(db, form if form and by_hand.is_filled_in(form) else "")

        def keep(form: str) -> None:
            typing(form)  # until it is stored
            self.take_in(form)

        filled = begun.of(db)
        blank = by_hand.blank(self.app.config.centre.language)
        editor.edit_text(self, filled or blank, keep, name="report.txt", interrupted=typing, typing=typing)
        if filled:
            self.say(_("this is what you had begun when you were cut off"))

    def take_in(self, form: str) -> None:
        """Take in a form that was filled in by hand, and go to its incident."""
        from ircon import begun
        from ircon.intake import by_hand

        if not by_hand.is_filled_in(form):
            self.say(_("nothing was filled in, so nothing was stored"))
            return
        from ircon.intake import saying

        data, tables = form.encode("utf-8", "replace"), self.app.config.csv

        def job(store: Store) -> Taken:
            from ircon import desk
            from ircon.intake import child

            return desk.take_in(store, data, handler=desk.me(), report=child.read_safely(data, tables=tables))

        def then(taken: Taken) -> None:
            begun.keep(self.view.reading.store.path, "")
            self.view.reread()
            self.jump(taken.incident)
            self.kept = _("a report that came in is kept for ever") if taken.new else ""
            told = _("#{number}: report {report} was here already", number=taken.incident, report=taken.report)
            if taken.new:
                told = _("#{number}: report {report} stored", number=taken.incident, report=taken.report)
            self.say("; ".join([told, *map(saying.problem, taken.problems)]))

        self.app.work(job, then)

    def action_classify(self) -> None:
        """Choose of which class the incident is."""
        from screens.chooser import Chooser

        number, row = self.number, self.view.window.current
        classes, options = list(IncidentClass), class_options()
        told = [_("now: {klass}", klass=_names(row.klass)[0])] if row else []

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("classify", number, classes[index])

        self.app.push_screen(Chooser(_("Of which class is #{number}?", number=number), options, told), chosen)

    def action_original(self) -> None:
        """Show the messages of the incident as they came."""
        from screens.original import OriginalScreen, sheets

        number = self.number

        def job(store: Store) -> tuple[Sheet, ...]:
            return sheets(store, number)

        def then(found: tuple[Sheet, ...]) -> None:
            self.app.push_screen(OriginalScreen(number, found))

        self.app.work(job, then, opens=True)


def _names(klass: IncidentClass) -> tuple[str, str]:
    """Return what a class is called in the handler's language, and in the other one."""
    from ircon.classes import NAMES

    info = NAMES[klass]
    own, other = (info.ja, info.en) if language() == JAPANESE else (info.en, info.ja)
    return own, other if other != own else ""
