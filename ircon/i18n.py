"""The language that ircon speaks with its handlers: Japanese or English, whatever language a letter is in.

What a handler reads is written in English where it is said and goes through ``_`` or
``plural``; the catalogue holds the Japanese. Values are put in after the translation, so
that a sentence may be ordered as its language wants it. What other programs read
(``--json``, CSV, the journal's record) is never translated.
"""

from __future__ import annotations

import gettext

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def _(message: str, /, **values: object) -> str:
    """Return ``message`` in the handler's language, with ``values`` in the place of its ``{names}``."""
    said = _catalogue.gettext(message)
    return said.format(**values) if values else said


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form that ``count`` asks for, in the handler's language; ``{count}`` stands for it."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def mark(message: str, /) -> str:
    """Return ``message`` as it is: it stands in a table and is translated where it is shown."""
    return message
