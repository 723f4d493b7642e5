"""The keys that look beyond one report: the timeline, the trends, and incidents that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.work import Work

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store
    from ircon.timeline import Timeline
    from screens.draw.trends import Counted

_KEYS = "123456789abcdefghilmnoprstuvwxyz"


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
        from screens.chooser import Chooser, Option

        incident = self.view.reading.incident(number)
        links = incident.links if incident and holding == number else ()
        out = [number] if holding != number else parts
        if not links and not out:
            self.say(f"no other incident is proposed for #{number}; ircon together {number} M puts any two together")
            return
        words = [(f"take #{one} apart again, out of #{holding}", "") for one in out]
        words += [(f"put together with #{link.incident}", link.reason) for link in links]
        options = [Option(key, *said) for key, said in zip(_KEYS, words, strict=False)]
        told = [f"#{number} was put into #{holding}"] if holding != number else []

        def chosen(index: int | None) -> None:
            if index is None:
                return
            if index < len(out):
                self.rearrange("take_apart", out[index])
            else:
                self.rearrange("put_together", [number, links[index - len(out)].incident])

        self.app.push_screen(Chooser(f"#{number}: one incident with which?", options, told), chosen)

    def rearrange(self, action: str, which: int | list[int]) -> None:
        """Have the desk put together or take apart, and go to where the reports are then."""

        def job(store: Store) -> Outcome:
            from ircon import desk

            outcome: Outcome = getattr(desk, action)(store, which)
            return outcome

        def then(outcome: Outcome) -> None:
            self.view.reread()
            if outcome.incident is not None:
                self.jump(outcome.incident)
            self.say(f"{outcome.message}; u takes it back")

        self.app.work(job, then, opens=True)
