"""The columns of a table of sites that hold facts: asn, provider, and for each mail address person, role, pgp.

Several values in a cell are separated by ``;``. The n-th person, role and key belong to
the n-th mail address of the row; an empty place between two ``;`` is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ircon.i18n import _
from ircon.sites import cells
from ircon.sites.dossier import FactKind, checked
from ircon.sites.imported import Told

COLUMNS = ("asn", "provider", "person", "role", "pgp")
_OF_A_CONTACT = {"person": FactKind.PERSON, "role": FactKind.ROLE, "pgp": FactKind.PGP}


def read(site: str, row: Mapping[str, str], mails: Sequence[str]) -> tuple[list[Told], list[str]]:
    """Return the facts of one row, and what is wrong with the others, in words that begin with the column."""
    found: list[Told] = []
    wrong: list[str] = []
    for column in COLUMNS:
        for place, value in enumerate(_values(row.get(column, ""))):
            if not value:
                continue
            try:
                found.append(_fact(site, column, value, mails[place] if place < len(mails) else ""))
            except ValueError as error:
                wrong.append(
                    _("column {column}: {value}: {error}", column=column, value=cells.shown(value), error=error)
                )
    return found, wrong


def asn(site: str, value: str) -> Told:
    """Return the fact of an AS number. Raises ``ValueError`` where it is none."""
    number = checked(FactKind.ASN, value)
    return Told(site, FactKind.ASN, number, number)


def _fact(site: str, column: str, value: str, mail: str) -> Told:
    if column == "asn":
        return asn(site, value)
    if column == "provider":
        return Told(site, FactKind.PROVIDER, value)
    if not mail:
        raise ValueError(_("there is no mail address that this belongs to"))
    kind = _OF_A_CONTACT[column]
    return Told(site, kind, checked(kind, value), mail)


def _values(cell: str) -> list[str]:
    return [part.strip().removeprefix("'").strip() for part in re.split("[;；]", cell)]
