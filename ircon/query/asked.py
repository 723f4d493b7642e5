"""What a query asks for, as data: terms, words, and the query that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.query.spelling import BARE_VALUE, BARE_WORD, quoted

UNIT_SECONDS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


@dataclass(frozen=True, slots=True)
class Term:
    """``field:value``. ``op`` is ``=``, or ``<`` and ``>`` for ages; ``value`` is in canonical spelling.

    ``owner:me`` and ``is:mine`` are left for the caller, who knows the handler.
    """

    field: str
    op: str
    value: str
    negated: bool = False

    @property
    def seconds(self) -> int:
        """The length of an ``age`` or ``wait`` term, in seconds."""
        return int(self.value[:-1]) * UNIT_SECONDS[self.value[-1]]

    @property
    def span(self) -> tuple[int, int, int]:
        """The addresses of an ``ip`` term: IP version, first and last address as integers."""
        import ipaddress

        network = ipaddress.ip_network(self.value)
        return network.version, int(network.network_address), int(network.broadcast_address)

    def __str__(self) -> str:
        value = self.value if BARE_VALUE.fullmatch(self.value) else quoted(self.value)
        return f"{'-' * self.negated}{self.field}:{'' if self.op == '=' else self.op}{value}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase to be found (or, negated, not to be found) in a report's text."""

    text: str
    negated: bool = False

    def __str__(self) -> str:
        return "-" * self.negated + (self.text if BARE_WORD.fullmatch(self.text) else quoted(self.text))


@dataclass(frozen=True, slots=True)
class Query:
    """What must hold of an incident to be listed; ``str()`` of it reads back as the same query."""

    terms: tuple[Term, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def matches_all(self) -> bool:
        """True where nothing is asked for, so that every incident is listed."""
        return not self.terms and not self.words

    def __str__(self) -> str:
        return " ".join(map(str, (*self.terms, *self.words)))


ALL = Query()
