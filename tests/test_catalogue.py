"""Everything a handler reads can be read in Japanese, and what is committed is what the source says."""

from __future__ import annotations

import ast
import re
from string import Formatter

from tests import catalogue
from tests.catalogue import MO, PO, ROOT, called

REMEDY = "; make catalogue, then write the Japanese into ircon.po"
KEPT = catalogue.kept()
MESSAGES = [message for message in KEPT if message.id]
SOURCES = sorted(path for room in ("ircon", "screens") for path in (ROOT / room).rglob("*.py"))


def forms(said: object) -> tuple[str, ...]:
    """Return the one or two forms of a message, or its translations."""
    return tuple(said) if isinstance(said, tuple | list) else (str(said),)


def test_every_message_of_the_source_is_in_the_catalogue_and_no_other() -> None:
    assert catalogue.written(catalogue.merged()) == PO.read_bytes(), f"the catalogue is not that of the source{REMEDY}"


def test_every_message_is_translated() -> None:
    untranslated = [message.id for message in MESSAGES if not all(forms(message.string))]
    assert untranslated == [], REMEDY


def test_what_the_program_reads_is_what_was_translated() -> None:
    assert catalogue.compiled(KEPT) == MO.read_bytes(), f"ircon.mo is not that of ircon.po{REMEDY}"


def fields(text: str) -> set[str]:
    """Return the ``{names}`` in a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_what_is_put_in_is_put_in_in_both_languages() -> None:
    for message in MESSAGES:
        wanted = fields(forms(message.id)[-1])
        assert [fields(said) for said in forms(message.string)] == [wanted], message.id
        assert fields(forms(message.id)[0]) <= wanted or len(forms(message.id)) > 1, message.id


def test_no_message_was_copied_for_a_translation() -> None:
    units = {"{count}h"}  # in two letters more the queue's column would take room from the reason
    copied = {m.id for m in MESSAGES if m.context is None and forms(m.string)[0] == forms(m.id)[0]}
    assert [said for said in copied - units if re.search(r"[a-z]", re.sub(r"\{.*?\}", "", str(said)))] == []


def test_values_are_put_in_after_the_translation() -> None:
    """``_(f"...")`` and ``_("..." + name)`` look for a sentence that no catalogue can hold."""
    made = [
        f"{path.name}:{node.lineno}: name the values: _('{{site}} ...', site=site)"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in ("_", "plural", "mark")
        for value in node.args[: 2 if called(node) == "plural" else 1]
        if isinstance(value, ast.JoinedStr | ast.BinOp)
    ]
    assert made == []
