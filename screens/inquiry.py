"""Asking a registry whose an address is: the handler agrees to each question, knowing who learns of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ircon.errors import IrconError
from ircon.i18n import _
from screens.chooser import KEYS, Chooser, Option
from screens.console import Console

if TYPE_CHECKING:
    from ircon.sites.asking import Question
    from ircon.store import Store
    from screens.running import Running


class Inquiry:
    """One question, about an incident; ``heard`` is told in one sentence what came of it."""

    def __init__(self, app: Console, incident: int, heard: Callable[[str], None]) -> None:
        self.app = app
        self.incident = incident
        self.heard = heard

    def begin(self, about: str) -> None:
        """Say which servers there are and what they would learn, and ask whether to."""
        from ircon import desk
        from ircon.sites import asking

        config = self.app.config
        try:
            possible = [desk.ask_about(config, about, server) for server in config.registries or asking.SERVERS]
        except IrconError as error:
            self.heard(str(error))
            return
        options = [Option("n", _("no, ask nobody"))]
        for key, one in zip(KEYS, possible, strict=False):
            options.append(Option(key, _("yes, ask {host}", host=one.host), urlsplit(one.url).path))
        told = [_("The registry learns that we ask. No other host is connected to, and the journal tells it.")]
        question = _("Ask a registry whose {about} is?", about=possible[0].about)

        def chosen(index: int | None) -> None:
            if index:
                self.note(possible[index - 1])
            else:
                self.heard(_("nobody was asked"))

        self.app.push_screen(Chooser(question, options, told), chosen)

    def note(self, asked: Question) -> None:
        """Have the journal say that it is asked, then ask; nothing waits for the answer, and esc gives it up."""

        def job(store: Store) -> None:
            from ircon import desk

            desk.note_question(store, asked, incident=self.incident)

        def ask(_store: Store, running: Running) -> bytes:
            from ircon.sites.calling import Call

            call = Call(asked)
            running.broken_off_by(call.hang_up)
            return call.fetch()

        what = _("asking {host}", host=asked.host)
        self.app.work(job, lambda _done: self.app.outside(what, ask, lambda data: self.take(asked, data)))

    def take(self, asked: Question, data: bytes) -> None:
        """Have the answer taken into the register."""

        def job(store: Store) -> Any:
            from ircon import desk

            return desk.take_answer(store, asked, data)

        self.app.work(job, lambda outcome: self.heard(outcome.message))
