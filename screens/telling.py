"""The keys by which handlers tell each other: the handover at the end of a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.work import Work

if TYPE_CHECKING:
    from ircon.store import Store
    from screens.handover import Told


class Telling(Work):
    """The part of the main screen that is for colleagues."""

    def action_handover(self) -> None:
        """Show what happened since the handler was here last."""
        from screens.handover import HandoverScreen, read

        me = self.view.reading.me

        def job(store: Store) -> Told:
            return read(store, me)

        def then(told: Told) -> None:
            self.app.push_screen(HandoverScreen(told))

        self.app.work(job, then, opens=True)
