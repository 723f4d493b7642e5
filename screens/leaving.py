"""Leaving a screen once, however often the key for it was pressed."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class Once(Screen[Answer]):
    """A screen of which the second dismissal, typed before the first was done, is nothing.

    Textual would take the screen below off the stack for it, and in the end stop for want of one.
    """

    _left = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer, if this has not been left yet."""
        if self._left or not self.is_current:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        self._left = True
        return super().dismiss(result)
