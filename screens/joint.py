"""One notice about all marked incidents: to which of the sites that several of them concern, and its draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.i18n import _, plural
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store
    from screens.marked import Marked

MOST = 100
"""More marked incidents are no matter of one letter."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A site that marked incidents concern: its number and name, in how many, and in how many it may be told."""

    site: int
    name: str
    among: int
    told: int


def choose(screen: Marked, numbers: Sequence[int]) -> None:
    """Ask which site is written to, and have the notice written."""
    from screens.chooser import KEYS, Chooser, Option

    if len(numbers) > MOST:
        screen.say(_("{count:,} are too many for one letter; at most {most}", count=len(numbers), most=MOST))
        return

    def found(sites: list[Shared]) -> None:
        if not sites:
            screen.say(_("no registered site is related to more than one of them"))
            return
        options = [Option(key, one_line(site.name), note=_note(site)) for key, site in zip(KEYS, sites, strict=False)]
        asked = Chooser(_("One notice about all that are marked, to whom?"), options)
        screen.app.push_screen(asked, lambda index: None if index is None else write(sites[index].site))

    def write(site: int) -> None:
        config = screen.app.config

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.write_joint(store, numbers, site, centre=config.centre, templates=config.letters)

        screen.app.work(job, screen.done, opens=True)

    screen.app.work(lambda store: shared(store, numbers), found, opens=True)


def shared(store: Store, numbers: Sequence[int]) -> list[Shared]:
    """Return the registered sites that more than one of the incidents concern, those that concern most first."""
    from ircon.model import Level
    from ircon.store import incidents

    names: dict[int, str] = {}
    among: dict[int, list[bool]] = {}
    for number in numbers:
        for site in incidents.related(store, number):
            if site.site_id is not None:
                names[site.site_id] = site.name
                among.setdefault(site.site_id, []).append(site.permitted.covers(Level.FACTS))
    several = [Shared(site, names[site], len(told), sum(told)) for site, told in among.items() if len(told) > 1]
    return sorted(several, key=lambda one: (-one.told, -one.among, one.name))[:15]


def _note(site: Shared) -> str:
    told = plural("of {count} incident", "of {count} incidents", site.among)
    return f"{told}, " + _("{count} may be told", count=site.told)
