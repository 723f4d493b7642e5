"""Which incidents the queue lists and in which order: the keys of views and sort orders, and what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ircon.i18n import _, plural, term
from ircon.model.words import Order
from ircon.views import View
from screens.situation import DETAIL
from screens.work import Work

if TYPE_CHECKING:
    from ircon.store import Store


class Choosing(Work):
    """The part of the main screen that says what is listed."""

    def apply(self, text: str) -> None:
        """Show what the filter ``text`` selects, and have it counted."""
        raise NotImplementedError

    # --- the order -------------------------------------------------------------------

    def action_sort(self) -> None:
        """Choose in which order the queue is listed."""
        from screens.chooser import Chooser, Option

        orders = list(Order)
        notes = {
            Order.NEED: _("what needs us first, longest waiting first"),
            Order.WAITING: _("whoever must act next: longest waiting first"),
        }
        options = [Option(str(n), term(order), notes.get(order, "")) for n, order in enumerate(orders, start=1)]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.sort(orders[index])

        chooser = Chooser(_("In which order?"), options)
        chooser.chosen = orders.index(self.view.order)
        self.app.push_screen(chooser, chosen)

    def sort(self, order: Order) -> None:
        """List the queue in ``order``; the cursor stays with its incident."""
        self.view.sort(order)
        self.say("")

    # --- views -----------------------------------------------------------------------

    def action_views(self) -> None:
        """Choose a view; the handler's own are saved and removed there."""
        me, now = self.view.reading.me, View("", self.view.filter, self.view.order, True)

        def job(store: Store) -> tuple[View, ...]:
            from ircon.store import views

            return views.saved(store, me)

        def asked(own: tuple[View, ...]) -> None:
            from screens.views import ViewsScreen

            self.app.push_screen(ViewsScreen(own, now, self), chosen)

        def chosen(view: View | None) -> None:
            if view is not None:
                self.view.sort(view.order)
                self.apply(view.query)
                self.say("")

        self.app.work(job, asked, opens=True)

    def count_view(self, view: View, then: Callable[[View, int], None]) -> None:
        """Have a view counted, off this thread; ``then`` is told."""
        me = self.view.reading.me

        def job(store: Store) -> int:
            from ircon.query import QueryError, parse
            from ircon.store import queue

            try:
                return queue.count(store, parse(view.query), me=me)
            except QueryError:
                return 0

        self.app.count(job, lambda count: then(view, count))

    def save_view(self, view: View) -> None:
        """Keep a view of the handler's own."""
        me = self.view.reading.me

        def job(store: Store) -> None:
            from ircon.store import views

            views.save(store, me, view)

        self.app.work(job)

    def remove_view(self, view: View) -> None:
        """Forget one."""
        me = self.view.reading.me

        def job(store: Store) -> None:
            from ircon.store import views

            views.remove(store, me, view.name)

        self.app.work(job)

    # --- what is new -------------------------------------------------------------------

    def looked(self) -> None:
        """Take note that the handler has the incident under the cursor before their eyes, if it is new to them."""
        incident, colleagues = self.view.incident, self.view.reading.colleagues
        if incident is None or not colleagues.new_among([incident.row.incident]):
            return
        number, me = incident.row.incident, colleagues.me
        entry = incident.journal[-1].id if incident.journal else 0
        colleagues.seen(number)

        def job(store: Store) -> None:
            from ircon.store import looked

            looked.note(store, me, number, entry)

        self.app.work(job)

    def all_seen(self) -> None:
        """Take everything as seen."""
        me = self.view.reading.me

        def job(store: Store) -> None:
            from ircon.store import looked

            looked.note_all(store, me)

        def then(_value: None) -> None:
            self.view.reread()
            self.say(_("everything is taken as seen"))

        self.app.work(job, then)

    def greet(self) -> None:
        """Say at the start how much is new; whoever is here for the first time begins here."""
        me = self.view.reading.me

        def job(store: Store) -> int | None:
            from ircon.query import parse
            from ircon.store import looked, queue

            return queue.count(store, parse("is:new"), me=me) if looked.begun(store, me) else None

        def then(count: int | None) -> None:
            if count is None:
                self.app.work(self._begin)
            elif count and not self.view.flash and self.app.screen is self:
                self.say(
                    plural(
                        "{count:,} incident is new since you looked; v and 7 lists it",
                        "{count:,} incidents are new since you looked; v and 7 lists them",
                        count,
                    )
                )

        self.app.count(job, then)

    def _begin(self, store: Store) -> None:
        from ircon.store import looked

        looked.begin(store, self.view.reading.me)

    # --- who is here -------------------------------------------------------------------

    def be_present(self, number: int | None = None) -> None:
        """Say which incident is open here, or that none is; written only where that is another than before."""
        if number is None and (self.view.place == DETAIL or self.has_class("-open")):
            number = self.number
        if number == self.view.present:
            return
        self.view.present, me = number, self.view.reading.me

        def job(store: Store) -> None:
            from ircon.store import present

            present.move(store, me, number or None)

        self.app.work(job)
