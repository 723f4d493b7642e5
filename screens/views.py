"""The dialog of key v: the views, with how many incidents each lists; the handler's own are saved and removed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from textual import events

from ircon.i18n import _
from ircon.model.words import Order
from ircon.text import fit, one_line, width
from ircon.views import VIEWS, View
from screens.boxed import Entry, typing
from screens.chooser import KEYS, Dialog, Option
from screens.commands import key
from screens.draw.lines import BLANK, Line, Span, fill
from screens.prompt import Prompt

_KEYS = "".join(key for key in KEYS if key not in "sux")  # which do something to a view
COUNT = 9
"""Cells of the column of counts."""


Counted = Callable[[View, int], None]


class Keeper(Protocol):
    """What the dialog needs of whoever opens it."""

    def count_view(self, view: View, then: Counted) -> None:
        """Have a view counted; ``then`` is told."""

    def save_view(self, view: View) -> None:
        """Keep a view of the handler's own."""

    def remove_view(self, view: View) -> None:
        """Forget one."""

    def all_seen(self) -> None:
        """Take everything as seen."""


class ViewsScreen(Dialog[View]):
    """Returns the view that was chosen, or None; asks the main screen for counts, saving and removing."""

    def __init__(self, own: Sequence[View], now: View, keeper: Keeper) -> None:
        self.now = now
        self.keeper = keeper
        self.views = (*VIEWS, *own)[: len(_KEYS)]
        self.counts: dict[View, int] = {}
        self.naming: Prompt | None = None
        self.removed: View | None = None
        super().__init__(_("Which incidents?"), [Option(key, "") for key in _KEYS[: len(self.views)]])

    def on_mount(self) -> None:
        """Have each view counted; the counts appear as they are known."""
        super().on_mount()
        for view in self.views:
            self.keeper.count_view(view, self.counted)

    def counted(self, view: View, count: int) -> None:
        """Show how many incidents a view lists."""
        self.counts[view] = count
        if self.is_attached:
            self.pane.redraw()

    @property
    def writing(self) -> bool:
        """Whether a name is being typed."""
        return self.naming is not None

    @property
    def is_view(self) -> bool:
        """Whether the queue is listed in any way that is worth a name."""
        return bool(self.now.query) or self.now.order is not Order.NEED

    def lines(self, width: int) -> list[Line]:
        """Draw a line for each view, and below them what else can be done."""
        drawn: list[Line] = [((f" {self.question}", "bold"),), BLANK]
        drawn += [self._row(number, view, width) for number, view in enumerate(self.views)]
        drawn.append(BLANK)
        if self.naming is not None:
            label = _("save as")
            return [*drawn, ((f" {label} ", "key"), *self.naming.spans())]
        return [*drawn, *self._foot()]

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        return super().keys if self.naming is None else typing(_("save"))

    def _row(self, number: int, view: View, cells: int) -> Line:
        bar = "bar" if number == self.chosen else ""
        name = one_line(view.name) if view.own else _(view.name)
        count = f"{self.counts[view]:,}" if view in self.counts else "..."
        room = max(0, cells - COUNT - 6)
        words = fit(name, min(room, max(22, width(name)))) + "  "
        left: list[Span] = [
            (f"  {_KEYS[number]}", bar or "key"),
            (f"  {words}", bar),
            (one_line(view.query), bar or "dim"),
        ]
        counted = (f"{count:>{COUNT}} ", bar or ("bold" if self.counts.get(view) else "dim"))
        return fill((*fill(left, cells - COUNT - 1, bar), counted), cells, bar)

    def _foot(self) -> list[Line]:
        saves = ("key", "") if self.is_view else ("dim", "dim")
        keys: list[Span] = [(" s", saves[0]), (" " + _("save the filter as it is"), saves[1])]
        if self.removed is not None:
            keys += [("  u", "key"), (" " + _("bring back {name}", name=one_line(self.removed.name)), "")]
        elif self.views[self.chosen].own:
            keys += [("  x", "key"), (" " + _("remove this one"), "")]
        keys += [("  =", "key"), (" " + _("take everything as seen"), "")]
        return [tuple(keys)]

    def on_key(self, event: events.Key) -> None:
        """A view, or something done to the handler's own."""
        event.stop()
        event.prevent_default()
        if self.naming is not None:
            self._type(self.naming, event)
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.character == "s" and self.is_view:
            self.naming = Prompt()
            self.fit()
        elif event.character == "s":
            self.say(_("this is the whole queue as usual; {filter} sets a filter to save", filter=key("filter")))
        elif event.character == "x" and self.views[self.chosen].own:
            self._remove(self.views[self.chosen])
        elif event.character == "u" and self.removed is not None:
            self._keep(self.removed)
        elif event.character == "=":
            self.keeper.all_seen()
            self.dismiss(None)
        elif self.picked(event):
            self.dismiss(self.views[self.chosen])
        elif self.moved(event):
            self.fit()

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted name."""
        if self.naming is not None:
            self.naming.insert(event.text)
            self.redraw()

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        name = " ".join(prompt.text.split())
        if event.key == "escape":
            self.naming = None
        elif event.key == "enter" and name:
            self.naming = None
            self._keep(View(name, self.now.query, self.now.order, True))
        elif event.key != "enter":
            prompt.press(event.key, event.character)
        self.fit()

    def _keep(self, view: View) -> None:
        self.keeper.save_view(view)
        self.removed = None
        self._list([*(one for one in self.views if one.own and one.name != view.name), view])
        self.chosen = self.views.index(view) if view in self.views else 0
        self.keeper.count_view(view, self.counted)

    def _remove(self, view: View) -> None:
        self.keeper.remove_view(view)
        self.removed = view
        self._list([one for one in self.views if one.own and one is not view])
        self.chosen = min(self.chosen, len(self.views) - 1)

    def _list(self, own: Sequence[View]) -> None:
        self.views = (*VIEWS, *sorted(own, key=lambda one: one.name))[: len(_KEYS)]
        self.options = tuple(Option(key, "") for key in _KEYS[: len(self.views)])
        self.fit()
        self.pane.redraw()
