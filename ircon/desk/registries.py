"""Asking a registry whose an address is: allowed by the configuration, agreed to each time, and in the journal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import register as table
from ircon.desk.outcome import Outcome, me
from ircon.errors import NotPermitted, Unreadable
from ircon.i18n import _, plural
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.config import Config
    from ircon.sites.asking import Question
    from ircon.store import Store


def ask_about(config: Config, about: str, server: str = "") -> Question:
    """Return what would be asked of which server (default: the first). Nothing is connected to.

    Raises ``NotPermitted`` where the configuration has not switched asking on, ``Usage`` where it cannot be asked.
    """
    from ircon.sites import asking

    if not config.ask_registries:
        raise NotPermitted(_("Registries are not asked: [registries] ask = true in the configuration allows it."))
    return asking.question(about, server, config.registries or asking.SERVERS)


def note_question(
    store: Store,
    asked: Question,
    *,
    incident: int | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> None:
    """Write into the journal that a registry is asked, before it is: whatever comes of it, that it was is known."""
    with store.change("ask a registry", handler=handler or me(), incident=incident, at=at) as change:
        change.note = f"{asked.host} about {asked.about}"


def take_answer(
    store: Store, asked: Question, data: bytes, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Take what a registry has answered into the register; one undo takes it back.

    Raises ``Unreadable`` where nothing in it is about what was asked.
    """
    from ircon.sites import asking

    found = asking.read(asked, data)
    if not found.sites:
        said = one_line(next(iter(found.problems), _("there is no netblock in it")))
        raise Unreadable(_("{host}: {said}.", host=asked.host, said=said))
    done = table.import_found(store, found, handler=handler, at=at)
    site = found.sites[0]
    told = {"about": asked.about, "site": one_line(site.name), "host": asked.host}
    message = plural(
        "{about} is {site}'s, says {host}; {count} incident names it",
        "{about} is {site}'s, says {host}; {count} incidents name it",
        done.incidents,
        **told,
    )
    return Outcome(message)


def ask_registry(store: Store, asked: Question, *, incident: int | None = None, handler: str | None = None) -> Outcome:
    """Note the question, ask it, and take the answer in. The store is not locked meanwhile."""
    from ircon.sites import calling

    note_question(store, asked, incident=incident, handler=handler)
    return take_answer(store, asked, calling.fetch(asked), handler=handler)
