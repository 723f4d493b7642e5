"""Leaving a screen once, however often the key for it was pressed."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class Once(Screen[Answer]):
    """A screen of which the second dismissal, typed before the first was done, is nothing.

    Textual would take the screen below off the stack for it, and in the end stop for want of one.
    It would also take off whatever came up meanwhile, for the one that is to go: that one would
    stay, and as left already take no key any more. So one that is covered goes when it is uncovered.
    """

    _left = False
    _leaving: tuple[Answer | None] | None = None
    """The answer with which this goes as soon as nothing covers it any more."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer, if this has not been left yet."""
        if self._left or self not in self.app.screen_stack:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        if not self.is_active:
            self._leaving = self._leaving or (result,)
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        self._left = True
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """Go now, if that was asked for while something else was up."""
        if self._leaving is not None:
            self.dismiss(self._leaving[0])
