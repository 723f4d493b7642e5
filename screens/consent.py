"""The dialog that records a reporter's decision where the report itself states none."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events

from ircon.model import Audience, ConsentState, Level
from ircon.text import one_line
from screens.chooser import Dialog, Option
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

_ANSWERS: tuple[tuple[Option, Level, ConsentState], ...] = (
    (Option("n", "nothing", "granted: level none"), Level.NONE, ConsentState.GRANTED),
    (Option("f", "the facts", "when, which service, the recipient's own hosts"), Level.FACTS, ConsentState.GRANTED),
    (Option("l", "masked log lines", "facts, and the lines with all else masked"), Level.LOGS, ConsentState.GRANTED),
    (Option("a", "all of it", "also who reported, and their hosts"), Level.FULL, ConsentState.GRANTED),
    (Option("r", "refused", "the reporter said no"), Level.NONE, ConsentState.REFUSED),
    (Option("w", "withdrawn", "an earlier yes was taken back"), Level.NONE, ConsentState.WITHDRAWN),
)
_AUDIENCES = (Audience.RELATED, Audience.SOURCE, Audience.CSIRTS, Audience.PUBLIC)
_TO = {
    Audience.RELATED: "any related site",
    Audience.SOURCE: "the source site only",
    Audience.CSIRTS: "other CSIRTs",
    Audience.PUBLIC: "the public",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What the handler chose, and the words it rests on."""

    level: Level
    state: ConsentState
    audience: Audience
    quote: str


class ConsentScreen(Dialog[Decided]):
    """First which level and to whom, then the words with which the reporter said so."""

    def __init__(self, number: int, why: str, *, state: ConsentState | None = None, site: str = "") -> None:
        """``state``: the answer is this one, only its words are asked for; ``site``: it is for this site alone."""
        question = f"What does the reporter of #{number} let us disclose?"
        super().__init__(question, [option for option, _, _ in _ANSWERS], [why] if why else [])
        self.audience = 0
        self.site = one_line(site)
        self.quote: Prompt | None = None
        if state is not None:
            self.chosen = next(n for n, (_, _, told) in enumerate(_ANSWERS) if told is state)
            self.quote = Prompt()

    def lines(self, width: int) -> list[Line]:
        """Draw the levels; behind them to whom, and the quote being typed."""
        drawn = super().lines(width)[:-2]
        audience = self.site or _TO[_AUDIENCES[self.audience]]
        changes = "" if self.site else "   tab changes this"
        drawn += [BLANK, ((" to  ", "dim"), (audience, "bold"), (changes, "dim"))]
        if self.quote is None:
            return [*drawn, BLANK, ((" a key or enter chooses, esc goes back", "dim"),), BLANK]
        asked = " their words, so that it can be shown later; enter records it"
        return [*drawn, ((asked, "dim"),), ((" > ", "key"), *self.quote.spans())]

    def on_key(self, event: events.Key) -> None:
        """Levels first, then the quote."""
        event.stop()
        event.prevent_default()
        if self.quote is None:
            self._choose(event)
        elif event.key == "escape":
            self.quote = None
            self.pane.redraw()
        elif event.key == "enter":
            _, level, state = _ANSWERS[self.chosen]
            self.dismiss(Decided(level, state, _AUDIENCES[self.audience], self.quote.text.strip()))
        elif self.quote.press(event.key, event.character):
            self.pane.redraw()

    def _choose(self, event: events.Key) -> None:
        if self.picked(event):
            self.quote = Prompt()
            self.pane.redraw()
        elif event.key == "tab":
            self.audience = (self.audience + 1) % len(_AUDIENCES)
            self.pane.redraw()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words into the quote."""
        if self.quote is not None:
            self.quote.insert(one_line(event.text))
            self.pane.redraw()
