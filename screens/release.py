"""The dialog in which a second handler says why a blocked draft may leave."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from ircon.i18n import _
from ircon.text import one_line
from screens.boxed import Entry, typing
from screens.chooser import Dialog
from screens.draw.lines import BLANK, Line, flow
from screens.prompt import Prompt


class ReleaseScreen(Dialog[str]):
    """Shows what keeps the draft from leaving, and returns the reason typed, or None."""

    def __init__(self, number: int, findings: Sequence[str]) -> None:
        super().__init__(_("Release this draft of #{number}, in spite of this?", number=number), [], findings)
        self.reason = Prompt()

    def lines(self, width: int) -> list[Line]:
        """Draw what is found, what releasing means, and the reason being typed."""
        drawn: list[Line] = [((f" {one_line(self.question)}", "bold"),)]
        for told in self.told:
            drawn += [((" ", ""), *line) for line in flow([(one_line(told), "bad")], width - 2)]
        meant = _("It holds for this text only, and stands in the journal with your name and your reason.")
        drawn += [BLANK, *(((" ", ""), *line) for line in flow([(meant, "dim")], width - 2))]
        drawn += [((f" {_('your reason')}", "dim"),)]
        return [*drawn, ((" > ", "key"), *self.reason.spans())]

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now: a release without a reason is none."""
        _enter, back = typing("")
        return [("enter", _("release"), bool(self.reason.text.strip())), back]

    def on_key(self, event: events.Key) -> None:
        """Type the reason; a release without one is none."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self.reason.text.strip() or None)
        elif self.reason.press(event.key, event.character):
            self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words into the reason."""
        self.reason.insert(one_line(event.text))
        self.redraw()
