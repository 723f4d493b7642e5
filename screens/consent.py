"""The dialog that records a reporter's decision: how much or which items, to whom, on which words, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from textual import events

from ircon.i18n import _, mark, term
from ircon.model import Audience, ConsentState, Item, Level
from ircon.text import one_line
from screens.boxed import Entry, choosing, typing
from screens.chooser import Dialog, Option
from screens.draw import wording
from screens.draw.lines import BLANK, Line, Span
from screens.prompt import Prompt

_Answer = tuple[str, str, str, Level, ConsentState]
_ANSWERS: tuple[_Answer, ...] = (
    ("n", mark("nothing"), mark("granted: level none"), Level.NONE, ConsentState.GRANTED),
    ("f", mark("the facts"), mark("when, which service, the recipient's own hosts"), Level.FACTS, ConsentState.GRANTED),
    ("l", mark("masked log lines"), mark("facts, and the lines, all else masked"), Level.LOGS, ConsentState.GRANTED),
    ("a", mark("all of it"), mark("also who reported, and their hosts"), Level.FULL, ConsentState.GRANTED),
    ("r", mark("refused"), mark("the reporter said no"), Level.NONE, ConsentState.REFUSED),
    ("w", mark("withdrawn"), mark("an earlier yes was taken back"), Level.NONE, ConsentState.WITHDRAWN),
)
_OF_ITEMS: tuple[_Answer, ...] = (
    ("g", mark("granted"), mark("these items, whatever stands of the others"), Level.NONE, ConsentState.GRANTED),
    ("r", mark("refused"), mark("these items alone"), Level.NONE, ConsentState.REFUSED),
    ("w", mark("withdrawn"), mark("these items alone"), Level.NONE, ConsentState.WITHDRAWN),
)
"""The answers, to all of it and to single items: key, words, a remark, and what is recorded."""

_AUDIENCES = (Audience.RELATED, Audience.SOURCE, Audience.CSIRTS, Audience.PUBLIC)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the handler chose, and the words it rests on; ``until`` is the last day on which a grant holds."""

    level: Level
    state: ConsentState
    audience: Audience
    quote: str
    items: tuple[Item, ...] = ()
    until: date | None = None

    def options(self) -> dict[str, Any]:
        """Return it as ``desk.decide`` takes it."""
        from ircon.store import stamps

        until = stamps.end_of_day(self.until) if self.until else None
        told = {"level": self.level, "items": self.items, "state": self.state, "quote": self.quote, "until": until}
        return {**told, "audience": self.audience}


@dataclass
class _Typed:
    """What is typed once an answer is chosen: the reporter's words, and the day on which a grant ends."""

    quote: Prompt = field(default_factory=Prompt)
    until: Prompt = field(default_factory=Prompt)
    ends: bool = False

    @property
    def prompt(self) -> Prompt:
        return self.until if self.ends else self.quote

    @property
    def day(self) -> date | None:
        """The day typed; None where there is none. Raises ``ValueError`` where it is no day."""
        from ircon.store import stamps

        text = self.until.text.strip()
        day = datetime.strptime(text, "%Y-%m-%d").date() if text else None
        if day is not None:
            stamps.end_of_day(day)
        return day

    def complete(self) -> bool:
        """Whether what was typed for the day can be read."""
        try:
            _ends = self.day
        except ValueError:
            return False
        return True


class ConsentScreen(Dialog[Decided]):
    """First how much or which items and to whom, then the words with which the reporter said so."""

    def __init__(self, number: int, why: str, *, state: ConsentState | None = None, site: str = "") -> None:
        """``state``: the answer is this one, only its words are asked for; ``site``: it is for this site alone."""
        question = _("What does the reporter of #{number} let us disclose?", number=number)
        super().__init__(question, _options(_ANSWERS), [why] if why else [])
        self.audience = 0
        self.site = one_line(site)
        self.items: tuple[Item, ...] = ()
        self.typed: _Typed | None = None
        if state is not None:
            self.chosen = next(n for n, answer in enumerate(_ANSWERS) if answer[-1] is state)
            self.typed = _Typed()

    @property
    def writing(self) -> bool:
        """Whether words are being typed."""
        return self.typed is not None

    @property
    def answer(self) -> tuple[Level, ConsentState]:
        """The answer under the bar."""
        return (_OF_ITEMS if self.items else _ANSWERS)[self.chosen][3:]

    def lines(self, width: int) -> list[Line]:
        """Draw the answers; behind them to whom, and what is being typed."""
        drawn = super().lines(width)
        audience = self.site or wording.audience(_AUDIENCES[self.audience])
        changes = "" if self.site else "   " + _("tab changes this")
        drawn += [BLANK, tuple(self._boxes()), ((f" {_('to whom')}  ", "dim"), (audience, "bold"), (changes, "dim"))]
        if self.typed is None:
            return drawn
        return [*drawn, *self._typing(self.typed)]

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        if self.typed is None:
            others: list[Entry] = [] if self.site else [("tab", _("to whom"), True)]
            enter, *more = choosing()
            return [enter, *others, ("1-5", _("single items"), True), *more]
        enter, back = typing(_("record"))
        day = _("the words") if self.typed.ends else _("until when")
        return [enter, *([("tab", day, True)] if self.answer[1] is ConsentState.GRANTED else []), back]

    def _boxes(self) -> list[Span]:
        spans: list[Span] = [(" ", "")]
        for number, item in enumerate(Item, start=1):
            ticked = item in self.items
            spans += [(f" {number}", "key"), (f" [{'x' if ticked else ' '}] {term(item)} ", "bold" if ticked else "")]
        return spans

    def _typing(self, typed: _Typed) -> list[Line]:
        grants = self.answer[1] is ConsentState.GRANTED
        asked = " " + _("their words, so that it can be shown later")
        drawn: list[Line] = [((asked, "dim"),), ((" > ", "key"), *self._spans(typed, typed.quote))]
        if grants:
            told = " " + _("until which day, if it ends (2026-12-31)")
            drawn.append(((f"{told}  ", "dim"), *self._spans(typed, typed.until)))
        return drawn

    def _spans(self, typed: _Typed, prompt: Prompt) -> list[Span]:
        if prompt is not typed.prompt:
            return [(prompt.text, "")]
        return prompt.spans(None if typed.complete() or prompt is typed.quote else 0)

    def on_key(self, event: events.Key) -> None:
        """Answers first, then the words."""
        event.stop()
        event.prevent_default()
        if self.typed is None:
            self._choose(event)
        elif event.key == "escape":
            self.typed = None
            self._refit()
        elif event.key == "tab" and self.answer[1] is ConsentState.GRANTED:
            self.typed.ends = not self.typed.ends
            self.redraw()
        elif event.key == "enter":
            self._decide(self.typed)
        elif self.typed.prompt.press(event.key, event.character):
            self.redraw()

    def _decide(self, typed: _Typed) -> None:
        if not typed.complete():
            typed.ends = True
            self.redraw()
            return
        level, state = self.answer
        ends = typed.day if state is ConsentState.GRANTED else None
        quote = typed.quote.text.strip()
        self.dismiss(Decided(level, state, _AUDIENCES[self.audience], quote, self.items, ends))

    def _choose(self, event: events.Key) -> None:
        if event.character and event.character in "12345":
            self._tick(list(Item)[int(event.character) - 1])
        elif self.picked(event):
            self.typed = _Typed()
            self._refit()
        elif event.key == "tab":
            self.audience = (self.audience + 1) % len(_AUDIENCES)
            self.redraw()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def _tick(self, item: Item) -> None:
        """Tick a box or take the tick away: with any, the answers are about these items alone."""
        self.items = tuple(one for one in Item if (one in self.items) != (one is item))
        self.options = tuple(_options(_OF_ITEMS if self.items else _ANSWERS))
        self.chosen = 0
        self._refit()

    def _refit(self) -> None:
        self.fit()
        self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words into what is being typed."""
        if self.typed is not None:
            self.typed.prompt.insert(one_line(event.text))
            self.redraw()


def _options(answers: Sequence[_Answer]) -> list[Option]:
    return [Option(key, _(said), _(note)) for key, said, note, *_recorded in answers]
