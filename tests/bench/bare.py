"""The least that a Textual program can be: one line of text, one key that changes it. The floor to compare with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Counts how often j was pressed."""

    BINDINGS = [("j", "more", "more"), ("q", "quit", "quit")]  # noqa: RUF012
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("bare 0", id="line")

    def action_more(self) -> None:
        self.pressed += 1
        self.query_one("#line", Static).update(f"bare {self.pressed}")


if __name__ == "__main__":
    Bare().run()
