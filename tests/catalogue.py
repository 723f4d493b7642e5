"""The catalogue of what handlers read: ``make catalogue`` takes messages out of the source and compiles the Japanese.

Messages are what ``_``, ``plural`` and ``mark`` are given, the titles and words of the
commands, the words of ``ircon.model.words`` (each in the context of its kind), and what the
command line says of its commands and options. A message that is new stands in the
catalogue untranslated, one that is gone leaves it; the compiled file is committed, so that
a checkout speaks Japanese without any step before.
"""

from __future__ import annotations

import ast
import inspect
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ircon.config import example

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "ircon" / "locale" / "ja" / "LC_MESSAGES" / "ircon.po"
MO = PO.with_suffix(".mo")
WORDS = {"ircon/model/words.py": None, "ircon/sites/dossier.py": frozenset({"FactKind", "SitePart"})}
"""Where the kinds of words stand that ``term`` tells, and which (None: all that are there)."""

TABLES: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "Command": ((2, 5), ("title", "word")),
    "FieldInfo": ((2,), ("help",)),
}
"""What tables are made of whose words are translated where they are shown: which arguments those words are."""

HEADER = "# What ircon says to its handlers, in Japanese. `make catalogue` brings it up to date with the source."


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the source: where it stands, its one or two forms, and the kind of word that it is."""

    path: str
    line: int
    forms: tuple[str, ...]
    context: str | None = None


class _Lean(Catalog):
    """A catalogue whose head says no more than what reading it takes: no dates, which would change for nothing."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return list(_headers())


def main() -> int:
    """Bring the catalogue up to date and compile it; return 1 while something in it is untranslated."""
    catalogue = merged()
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(catalogue))
    missing = [message for message in catalogue if message.id and not _whole(message.string)]
    for message in missing:
        sys.stdout.write(f"{', '.join(place for place, _ in message.locations)}: {message.id!r} is not translated\n")
    sys.stdout.write(f"{len(catalogue)} messages, {len(missing)} of them untranslated\n")
    return int(bool(missing))


def kept() -> Catalog:
    """Return the catalogue as it stands in the repository."""
    if not PO.exists():
        return Catalog(locale="ja", header_comment=HEADER)
    with PO.open("rb") as file:
        return read_po(file, locale="ja")


def merged() -> Catalog:
    """Return the catalogue with the messages of the source, in its order, and the translations that there are."""
    before, after = kept(), Catalog(locale="ja", header_comment=HEADER, fuzzy=False)
    for message in messages():
        key = message.forms if len(message.forms) > 1 else message.forms[0]
        known = before.get(key, message.context)
        where = [(message.path, 0)]
        after.add(key, known.string if known else None, where, context=message.context)
    return after


def written(catalogue: Catalog) -> bytes:
    """Return the bytes of the catalogue's source: without line numbers and dates, which would change for nothing."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False)
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in _headers())
    return head.encode() + b"\n" + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes that the program reads."""
    lean = _Lean(locale="ja", fuzzy=False)
    for message in catalogue:
        if message.id and _whole(message.string):
            lean.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, lean)
    return out.getvalue()


def _headers() -> tuple[tuple[str, str], ...]:
    return (
        ("Language", "ja"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    )


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


# --- what the source says -------------------------------------------------------------


def messages() -> Iterator[Message]:
    """Yield every message of ircon/ and screens/, file by file."""
    assert all((ROOT / name).is_file() for name in WORDS), "words that have moved would lose their Japanese"
    for room in ("ircon", "screens"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if name == "ircon/config/example.py":
                yield from (Message(name, 0, (said,)) for said in example.prose())
            if name in WORDS:
                yield from _words(tree, name, WORDS[name])
            found = sorted((m for node in ast.walk(tree) for m in _said(node, name)), key=lambda one: one.line)
            yield from found


def _words(tree: ast.Module, path: str, kinds: frozenset[str] | None) -> Iterator[Message]:
    for kind in tree.body:
        if isinstance(kind, ast.ClassDef) and (kinds is None or kind.name in kinds):
            for member in kind.body:
                if isinstance(member, ast.Assign) and (value := text_of(member.value)):
                    yield Message(path, member.lineno, (value,), kind.name)


def _said(node: ast.AST, path: str) -> Iterator[Message]:
    if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
        if told := ast.get_docstring(node):
            yield Message(path, node.lineno, (inspect.cleandoc(told),))
        return
    if not isinstance(node, ast.Call):
        return
    name = called(node)
    if name == "_":
        forms = [text_of(value) for value in node.args[:1]]
    elif name in ("plural", "mark"):
        forms = [text_of(value) for value in node.args[:2]]
    elif name in TABLES:
        places, keywords = TABLES[name]
        values = [node.args[place] for place in places if place < len(node.args)]
        for value in (*values, *(k.value for k in node.keywords if k.arg in keywords)):
            if words := text_of(value):
                yield Message(path, value.lineno, (words,))
        return
    elif name in ("option", "argument", "version_option"):
        forms = [text_of(k.value) for k in node.keywords if k.arg == "help"]
    else:
        return
    if forms and all(forms):
        yield Message(path, node.lineno, tuple(form for form in forms if form))


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and called(decorator) in ("command", "group")


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def text_of(value: ast.expr) -> str | None:
    """Return what a literal says, its pieces put together; None for everything else."""
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


if __name__ == "__main__":
    sys.exit(main())
