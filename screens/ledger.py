"""The ledger of an incident's consent: read it, and record what a reporter grants, refuses or takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from ircon.consent import account as rules
from ircon.i18n import _, word_of
from ircon.model import Audience, ConsentState, ConsentSummary, Incident, RelatedSite, StoredReport
from ircon.text import one_line
from screens.draw import account
from screens.draw.lines import BLANK, Line, fill, sides
from screens.footed import Footed
from screens.pane import LinePane
from screens.situation import LEDGER, Situation
from screens.view import View

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store


class LedgerScreen(Footed):
    """One incident's ledger; the cursor stands on a report or on a related site."""

    CSS_PATH = Path(__file__).with_name("ledger.tcss")
    PLACES = frozenset({LEDGER})

    def __init__(self, number: int, view: View) -> None:
        super().__init__()
        self.number = number
        self.view = view
        self.chosen = 0
        self.top = 0
        self.height = 1

    def compose(self) -> ComposeResult:
        """Compose the head, the ledger and the keys."""
        yield LinePane(self.draw_header, id="header")
        yield LinePane(self.draw_page, id="ledger")
        yield LinePane(self.draw_footer, id="footer")

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        incident = self.incident
        return Situation(place=LEDGER, row=incident.row if incident else None, handler=self.view.reading.me)

    @property
    def incident(self) -> Incident | None:
        """The incident whose ledger this is."""
        return self.view.reading.incident(self.number)

    @property
    def entry(self) -> account.Entry | None:
        """What the cursor stands on."""
        there = account.entries(self.incident) if self.incident else ()
        return there[self.chosen] if self.chosen < len(there) else None

    # --- drawing -------------------------------------------------------------------

    def draw_header(self, width: int, height: int) -> Sequence[Line]:
        """Draw whose ledger this is."""
        word = word_of(ConsentSummary)(self.incident.row.consent) if self.incident else ""
        left = [(" ircon ", "bold"), (f" #{self.number} {_('consent')}", "bold")]
        return [sides(left, [(f"{word} ", "dim")], width)]

    def draw_page(self, width: int, height: int) -> Sequence[Line]:
        """Draw the part of the ledger in sight, the chosen item always in it."""
        if self.incident is None:
            return [fill(BLANK, width)] * height
        page = account.page(self.incident, width, chosen=self.chosen)
        self.height = height
        self.top = max(0, min(self.top, len(page.lines) - height))
        return self.seek.shown(page.lines[self.top : self.top + height], self.top)

    # --- looking for a word ------------------------------------------------------------

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the page."""
        if self.incident is None:
            return ()
        page = account.page(self.incident, max(1, self.size.width), chosen=self.chosen)
        return page.lines[first : first + count]

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.incident, self.size.width

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        if not self.top <= line < self.top + self.height:
            self.top = max(0, line - self.height // 3)

    # --- moving --------------------------------------------------------------------

    def move_by(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._scroll(lines)

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Put the cursor on the report or the site that was hit."""
        if pane.id == "ledger" and self.incident is not None:
            items = account.page(self.incident, max(1, self.size.width), chosen=self.chosen).items
            self.chosen = next((n for n, (start, end) in enumerate(items) if start <= self.top + y < end), self.chosen)
            self.draw()

    def _to(self, item: int) -> None:
        incident = self.incident
        if incident is None:
            return
        self.flash = ""
        page = account.page(incident, max(1, self.size.width), chosen=0)
        moved = item != self.chosen and 0 <= item < len(page.items)
        self.chosen = max(0, min(item, len(page.items) - 1))
        if moved and page.items:
            start, end = page.items[self.chosen]
            self.top = min(start - 1, max(self.top, end - self.height))
        else:  # nothing further to choose: the rest of the page comes into sight
            self.top = len(page.lines) if item > 0 else 0
        self.draw()

    def _scroll(self, lines: int) -> None:
        self.flash = ""
        self.top = max(0, self.top + lines)
        self.draw()

    def action_down(self) -> None:
        """To the next report or site."""
        self._to(self.chosen + 1)

    def action_up(self) -> None:
        """To the one before."""
        self._to(self.chosen - 1)

    def action_first(self) -> None:
        """To the top."""
        self._to(0)
        self._scroll(-self.top)

    def action_last(self) -> None:
        """To the end."""
        self._to(max(0, len(account.entries(self.incident)) - 1 if self.incident else 0))
        self._scroll(100_000)

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll(max(1, self.height - 1))

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll(-max(1, self.height - 1))

    def action_half_down(self) -> None:
        """Half a page down."""
        self._scroll(max(1, self.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._scroll(-max(1, self.height // 2))

    # --- deciding ------------------------------------------------------------------

    def action_record(self) -> None:
        """Record what the reports themselves state."""
        self._do("consent_from_report", self.number)

    def action_grant(self) -> None:
        """Ask how much is granted, and on which words."""
        self._ask(None)

    def action_refuse(self) -> None:
        """Record that the reporter refuses."""
        self._ask(ConsentState.REFUSED)

    def action_withdraw(self) -> None:
        """Record that the reporter takes back what was granted."""
        self._ask(ConsentState.WITHDRAWN)

    def _ask(self, state: ConsentState | None) -> None:
        from screens.consent import ConsentScreen, Decided

        entry = self.entry
        site = entry if isinstance(entry, RelatedSite) else None
        if site is not None and site.site_id is None:
            told = _("the register does not know {site}; nothing is decided for it alone", site=one_line(site.name))
            self.say(told)
            return
        options: dict[str, Any] = {} if site is None else {"audience": Audience.SITE, "site_id": site.site_id}

        def decided(answer: Decided | None) -> None:
            if answer is not None:
                self._do("decide", self.number, **{**answer.options(), **options})

        def about(report: int) -> None:
            options["report"] = report
            self.app.push_screen(ConsentScreen(self.number, "", state=state, site=site.name if site else ""), decided)

        self._which(entry, about)

    def _which(self, entry: account.Entry | None, then: Callable[[int], None]) -> None:
        """Find the report that is decided about: one reporter's word never counts for another's report."""
        from screens.chooser import Chooser, Option

        incident = self.incident
        if isinstance(entry, StoredReport):
            then(entry.id)
            return
        if incident is None or entry is None:
            return
        others = [
            stored for stored in rules.reports(incident) if stored.site_id is None or stored.site_id != entry.site_id
        ]
        if not others:
            self.say(_("there is no report but this site's own"))
        elif len(others) == 1:
            then(others[0].id)
        else:
            told = [
                _("report {report}, {whose}", report=stored.id, whose=one_line(account.whose(stored)))
                for stored in others[:9]
            ]
            options = [Option(str(n), words) for n, words in enumerate(told, start=1)]
            asked = Chooser(_("Which reporter has decided?"), options)
            self.app.push_screen(asked, lambda index: None if index is None else then(others[index].id))

    def _do(self, action: str, *args: Any, **options: Any) -> None:
        def job(store: Store) -> Outcome:
            from ircon import desk

            outcome: Outcome = getattr(desk, action)(store, *args, **options)
            return outcome

        self.app.work(job, self.done)

    def done(self, outcome: Outcome) -> None:
        """Show what came of it."""
        self.view.reread()
        if self.is_attached:
            self.say(outcome.message)
