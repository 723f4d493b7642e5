"""The keys that look beyond one report: the timeline, the trends, and incidents that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.i18n import _
from ircon.model import RelatedSite
from screens.commands import key
from screens.work import Work

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store
    from ircon.store.cards import Card
    from ircon.timeline import Timeline
    from screens.draw.trends import Counted
    from screens.together import Choice


class Series(Work):
    """The part of the main screen that puts things side by side, and together."""

    def jump(self, number: int) -> None:
        """Put the cursor on another incident."""
        raise NotImplementedError

    def action_timeline(self) -> None:
        """Show the log lines of the incident in one order."""
        from screens import timeline

        number, incident = self.number, self.view.incident
        linked = [link.incident for link in incident.links] if incident else []

        def job(store: Store) -> Timeline:
            return timeline.read(store, [number])

        def then(found: Timeline) -> None:
            self.app.push_screen(timeline.TimelineScreen(number, linked, found))

        self.app.work(job, then, opens=True)

    def action_trends(self) -> None:
        """Show the three counts."""
        from screens import trends

        def then(found: Counted) -> None:
            self.app.push_screen(trends.TrendsScreen(found))

        self.app.work(trends.read, then, opens=True)

    # --- is it concerned at all ------------------------------------------------------

    def action_accept(self) -> None:
        """Say of the chosen related site whether it is one, or what led to it links nothing."""
        from screens.accept import AcceptScreen, Verdict
        from screens.inquiry import Inquiry

        item, number = self.view.item, self.number
        if not isinstance(item, RelatedSite):
            self.say(_("that is a proposed incident: m puts it together with this one"))
            return
        if item.site_id is not None and not item.evidence:
            self.say(_("it is in the register, and no address led to it"))
            return

        def decided(verdict: Verdict | None) -> None:
            if verdict is None:
                return
            if verdict.ask:
                Inquiry(self.app, number, self.heard).begin(verdict.value)
            elif verdict.accepted:
                self.do("make_site", number, verdict.value, mail=verdict.words)
            else:
                self.do("ignore", verdict.value, verdict.words)

        self.app.push_screen(AcceptScreen(item, asks=self.app.config.ask_registries), decided)

    def heard(self, message: str) -> None:
        """A registry has answered, or nobody asked it: show what came of it."""
        self.view.reread()
        self.draw()
        self.app.show(message)  # the handler may have gone on to another screen

    # --- what is known of it -----------------------------------------------------------

    def open_card(self, site: RelatedSite) -> None:
        """Show what the register knows of a site; from there one goes on to its other incidents."""
        from screens import card

        number = site.site_id
        if number is None:
            self.say(_("the register does not know it yet: a makes a site of it"))
            return

        def job(store: Store) -> Card | None:
            return card.read(store, number)

        def left(incident: int | None) -> None:
            self.view.reread()
            if incident is not None:
                self.jump(incident)
            self.draw()

        def then(found: Card | None) -> None:
            if found is None:
                self.say(_(card.GONE))
            else:
                self.app.push_screen(card.CardScreen(number, found), left)

        self.app.work(job, then, opens=True)

    # --- the part it plays -----------------------------------------------------------

    def action_role(self) -> None:
        """Say which part the chosen related site plays, or leave it to what the reports name."""
        from screens import roles

        item, number = self.view.item, self.number
        if not isinstance(item, RelatedSite):
            self.say(_("that is a proposed incident: m puts it together with this one"))
            return
        to = item.site_id if item.site_id is not None else item.name

        def chosen(index: int | None) -> None:
            if index is not None:
                self.do("say_role", number, to, roles.PARTS[index][1])

        self.app.push_screen(roles.chooser(item), chosen)

    # --- put together, take apart ----------------------------------------------------

    def action_together(self) -> None:
        """Ask which incident to put together with this one, or which to take out again."""
        number = self.number

        def job(store: Store) -> tuple[int, list[int]]:
            from ircon.store import merging

            return merging.survivor(store, number), merging.merged(store, number)

        def then(found: tuple[int, list[int]]) -> None:
            self.choose_series(number, *found)

        self.app.work(job, then, opens=True)

    def choose_series(self, number: int, holding: int, parts: list[int]) -> None:
        """Offer what may be put together with incident ``number``, held by ``holding``, and its ``parts``."""
        from screens.together import TogetherScreen

        incident = self.view.reading.incident(number)
        if incident is None:
            return

        def chosen(choice: Choice | None) -> None:
            if choice is not None:
                self.rearrange(number, choice)

        self.app.push_screen(TogetherScreen(incident, holding, parts), chosen)

    def rearrange(self, number: int, choice: Choice) -> None:
        """Have the desk put together or take apart, and go to where the reports are then."""
        from screens.together import Way

        def job(store: Store) -> Outcome:
            from ircon import desk

            if choice.way is Way.TOGETHER:
                return desk.put_together(store, [number, choice.which])
            if choice.way is Way.APART:
                return desk.take_apart(store, choice.which)
            return desk.take_apart(store, number, reports_out=[choice.which])

        def then(outcome: Outcome) -> None:
            self.view.reread()
            if outcome.incident is not None:
                self.jump(outcome.incident)
            self.say(_("{done}; {undo} takes it back", done=outcome.message, undo=key("undo")))

        self.app.work(job, then, opens=True)
