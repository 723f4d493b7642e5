"""What the mouse reaches on the main screen: a row, a related site, the detail; the wheel scrolls what is under it."""

from __future__ import annotations

from screens.canvas import Canvas
from screens.commands import key
from screens.pane import LinePane
from screens.situation import DETAIL, QUEUE, RELATED
from screens.work import Work


class Reaching(Work):
    """The part of the main screen that the mouse works."""

    canvas: Canvas

    def go(self, place: str) -> None:
        """Make the keys of ``place`` live."""
        raise NotImplementedError

    @property
    def writing(self) -> bool:
        """Whether a filter or a word is being typed."""
        return self.view.prompt is not None or super().writing

    def wheel(self, pane: LinePane, lines: int) -> None:
        """Scroll the pane under the wheel; the cursor stays with its incident as long as that is in sight."""
        view = self.view
        if pane.id == "queue":
            before = view.window.current
            view.window.scroll(lines)
            if view.window.current is not before:
                view.moved()
        elif pane.id in ("detail", "related"):
            place = RELATED if pane.id == "related" or (view.narrow and view.place == RELATED) else DETAIL
            if view.place != place:
                self.go(place)
            if place == DETAIL:
                view.detail.top = max(0, view.detail.top + lines)
            else:
                view.choose(view.chosen + (1 if lines > 0 else -1))
        view.flash = ""
        self.draw()

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Put the cursor on the row or on the site that was hit, or make the detail live."""
        view = self.view
        if pane.id == "queue" and view.prompt is None:
            if view.window.put(y - pane.fixed):
                view.moved()
            self.go(QUEUE)
        elif pane.id == "related" or (pane.id == "detail" and view.narrow and view.place == RELATED):
            item = self.canvas.item_at(y)
            self.go(RELATED)
            if item is not None:
                view.choose(item)
                self.draw()
        elif pane.id == "detail":
            self.go(DETAIL)

    def twice(self, pane: LinePane) -> None:
        """Open what was hit."""
        if pane.id in ("queue", "detail", "related") and not self.writing:
            self.press(key("open"))
