"""What the screens know of colleagues: what of theirs is new, what they handed over or took, who has what open.

Asked only for what is in sight, and remembered until anybody changes the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ircon.store import Store, journal, looked, present, told
from screens.draw import preview


class Colleagues:
    """What colleagues do, as ``me`` sees it."""

    def __init__(self, store: Store, me: str) -> None:
        self.store = store
        self.me = me
        self._journal = journal.head(store)[0]
        self._unheard = False
        self._new: dict[int, bool] = {}
        self._open: dict[int, tuple[tuple[str, present.Process], ...]] = {}

    def new_among(self, numbers: Iterable[int]) -> set[int]:
        """Return which of these incidents are new to this handler."""
        wanted = list(numbers)
        unknown = [number for number in wanted if number not in self._new]
        if unknown:
            found = looked.new_among(self.store, self.me, unknown)
            self._new.update((number, number in found) for number in unknown)
        return {number for number in wanted if self._new[number]}

    def seen(self, number: int) -> None:
        """Take note that an incident is no longer new."""
        self._new[number] = False

    def others(self, number: int) -> list[str]:
        """Return who else has an incident open."""
        if number not in self._open:
            self._open[number] = present.others(self.store, number)
        return list(dict.fromkeys(handler for handler, process in self._open[number] if present.lives(process)))

    def heard(self, in_sight: Collection[int], opened: int | None = None) -> list[str]:
        """Return what is to be told since this was last asked, a sentence each.

        Colleagues have given incidents to this handler, or taken them, or done something to
        the one that is ``opened``; something came in that is not ``in_sight``.
        """
        if not self._unheard:
            return []
        self._unheard = False
        before = self._journal
        self._journal, found = told.handed(self.store, self.me, after=before)
        unseen = [number for number in told.arrived(self.store, after=before) if number not in in_sight]
        said = [preview.handed(one.by, one.incidents, away=one.away) for one in found]
        entry = told.changed(self.store, self.me, opened, after=before) if opened and not said else None
        said += [preview.changed(entry)] if entry else []
        return [*said, preview.arrived(unseen)] if unseen else said

    @property
    def unheard(self) -> bool:
        """Whether there may be something to hear."""
        return self._unheard

    def changed(self) -> None:
        """Take note that somebody has changed the store: there may be something to hear."""
        self._unheard = True

    def forget(self) -> None:
        """Ask anew from here on."""
        self._new.clear()
        self._open.clear()
