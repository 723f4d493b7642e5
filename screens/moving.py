"""The keys that move, for pages on which that is a matter of so many lines."""

from __future__ import annotations


class Moving:
    """Turns the eight moving commands into two; ``page_lines`` is how many lines a page is."""

    page_lines: int

    def move_by(self, lines: int) -> None:
        """Move down by so many lines, up where negative."""
        raise NotImplementedError

    def move_to(self, *, end: bool) -> None:
        """Move to the top, or to the end."""
        raise NotImplementedError

    def action_down(self) -> None:
        """One line down."""
        self.move_by(1)

    def action_up(self) -> None:
        """One line up."""
        self.move_by(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.move_by(max(1, self.page_lines))

    def action_page_up(self) -> None:
        """A page up."""
        self.move_by(-max(1, self.page_lines))

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move_by(max(1, self.page_lines // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move_by(-max(1, self.page_lines // 2))

    def action_first(self) -> None:
        """To the top."""
        self.move_to(end=False)

    def action_last(self) -> None:
        """To the end."""
        self.move_to(end=True)
