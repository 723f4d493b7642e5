"""A notice with an excerpt: the lines that a handler marks on a timeline, and no others, as far as consent goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ircon.i18n import _, plural
from ircon.model import RelatedSite
from ircon.store import Store
from ircon.timeline import Timeline
from screens.draw import wording
from screens.footed import Footed
from screens.linemarks import Marks
from screens.moving import Moving

if TYPE_CHECKING:
    from ircon.desk import Marked, Outcome
    from ircon.desk.marking import Concerned


class Excerpt(Moving, Footed):
    """The part of the timeline's screen that marks and drafts; ``cursor`` is the row under the bar."""

    def __init__(self, number: int, found: Timeline) -> None:
        super().__init__()
        self.number = number
        self.found = found
        self.cursor = 0
        self.marks = Marks()

    def action_mark_line(self) -> None:
        """Mark the row under the bar and go on, or all of a range that was begun."""
        alone = self.marks.begun is None
        self.marks.at(self.found, self.cursor)
        self.move_by(1 if alone else 0)

    def action_line_range(self) -> None:
        """Begin a range; space ends and marks it."""
        self.marks.begun = self.cursor
        self.draw()

    def action_mark_lines(self) -> None:
        """Mark all that is shown."""
        self.marks.all(self.found)
        self.draw()

    def action_draft_lines(self) -> None:
        """Have a notice drafted with just the marked lines, asking to whom where they concern several sites."""
        number, lines = self.number, frozenset(self.marks.lines)

        def job(store: Store) -> Marked:
            from ircon import desk

            return desk.marked(store, number, lines)

        self.app.work(job, lambda found: self.choose(found, lines), opens=True)

    def choose(self, found: Marked, lines: Collection[tuple[int, int]]) -> None:
        """Take the one site that the marked lines concern, or ask which of several."""
        from screens.chooser import KEYS, Chooser, Option

        if not found.sites:
            self.say(_("no marked line names a site of the register that is related to #{number}", number=self.number))
            return
        if len(found.sites) == 1 and not found.elsewhere:
            self.write(found.sites[0].site, lines)
            return
        options = [
            Option(key, _("notice to {site}", site=one.site.name), note=_told(one))
            for key, one in zip(KEYS, found.sites, strict=False)
        ]
        told = plural(
            "{count} marked line is another incident's and stays out",
            "{count} marked lines are other incidents' and stay out",
            found.elsewhere,
        )

        def chosen(index: int | None) -> None:
            if index is not None:
                self.write(found.sites[index].site, lines)

        asked = _("A notice with the marked lines, to whom?")
        self.app.push_screen(Chooser(asked, options, [told] if found.elsewhere else []), chosen)

    def write(self, site: RelatedSite, lines: Collection[tuple[int, int]]) -> None:
        """Have the notice written, and open it."""
        number, config = self.number, self.app.config

        def job(store: Store) -> Outcome:
            from ircon import desk

            return desk.write_letter(
                store, number, centre=config.centre, to=site.site_id, marks=lines, templates=config.letters
            )

        def then(outcome: Outcome) -> None:
            if outcome.draft is not None:
                self.app.main.show_draft(outcome.draft, outcome.message)

        self.app.work(job, then, opens=True)


def _told(one: Concerned) -> str:
    level = wording.items(one.may)
    return plural("{count} line, may be told: {level}", "{count} lines, may be told: {level}", one.lines, level=level)
