"""Nothing is said to a handler but through ``_``, ``plural`` or ``mark``: ``make lint`` finds what is.

In screens/ that is every literal of two words and more, and every single word that is
drawn: the text of a span, beside the name of a style. In ircon/ it is what errors,
outcomes and findings are made with, and what the command line prints. What a program reads
is no sentence: keys, names of styles and columns, formats, queries.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from screens.styles import INKS
from tests.catalogue import TABLES, called

ROOT = Path(__file__).resolve().parent.parent

TRANSLATED = frozenset({"_", "plural", "mark", "term", "retell", *TABLES})
"""What is given a message to translate, or has its words translated where they are shown."""

SPEAKERS = frozenset(
    "IrconError Usage Unreadable StoreUnavailable TryAgain NotPermitted QueryError Outcome say print_text wrong".split()
)
"""What hands its words on to a handler."""

LAST = frozenset({"wrong"})
"""Of these only the last argument is words; those before it are keys."""

DRAWN = frozenset({"label", "rule", "Option", "Dialog", "Chooser", "say", "show"})
"""What draws its words in screens/, where one word is enough to be a sentence."""

NOT_SAID = frozenset({"compile", "getattr", "Path", "with_name", "query_one", "set_class", "add_class", "remove_class",
                      "call_later", "fullmatch", "match", "search", "sub", "split", "partition", "startswith",
                      "removeprefix", "get", "getenv", "TypeVar", "has_class", "isdecimal"})  # fmt: skip
"""Calls whose literals are patterns, names and keys."""

ALLOWED = frozenset({
    " ircon ",  # its name
    "{}{}, UTC ",
    "ircon: {}",
    "{}.txt: {}",
    "[{}] {}: {}",
    "AS{}",
    "Subject: ",  # how a letter is laid out for an editor, whatever language it is in
})  # fmt: skip
"""What is the same in every language."""

_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:.]? +[A-Za-z(#{]|[A-Za-z]{2,}: *\Z")
_WORD = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2,}")


def main(root: Path = ROOT) -> int:
    """Print each sentence in ``root`` that is in English only, with its place, and return 1 if there is any."""
    found = [
        f"{path.relative_to(root)}:{line}: {words!r} is said in English only; write _({words!r})"
        for room in ("ircon", "screens")
        for path in sorted((root / room).rglob("*.py"))
        for line, words in untranslated(path.read_text(encoding="utf-8"), screen=room == "screens")
    ]
    found += [
        f"{path.relative_to(root)}:{line}: _ is what translates here; give what it hides another name"
        for room in ("ircon", "screens")
        for path in sorted((root / room).rglob("*.py"))
        for line in hidden(path.read_text(encoding="utf-8"))
    ]
    for words in found:
        sys.stdout.write(f"{words}\n")
    return int(bool(found))


def untranslated(source: str, *, screen: bool) -> Iterator[tuple[int, str]]:
    """Yield line and words of each sentence in a module that goes through nothing; ``screen``: it draws."""
    visitor = _Visitor(screen)
    visitor.visit(ast.parse(source))
    yield from (found for found in visitor.found if found[1] not in ALLOWED)


def hidden(source: str) -> Iterator[int]:
    """Yield where a function calls ``_`` to translate and something else of its own the same."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, _FUNCTIONS) and "_" in _bound(function) and _translates(function):
            yield function.lineno


def _translates(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Call) and called(node) == "_" for node in ast.walk(function))


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _bound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names that a function binds, but for those of the functions and comprehensions in it."""
    names, inner = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}, [*function.body]
    while inner:
        node: ast.AST = inner.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.comprehension)):
            inner += ast.iter_child_nodes(node)  # type: ignore[arg-type]
    return names


class _Visitor(ast.NodeVisitor):
    """Walks a module; ``said`` is what a literal met now must at least be to count: nothing, a sentence, a word."""

    def __init__(self, screen: bool) -> None:
        self.screen = screen
        self.pattern = _SENTENCE if screen else None
        self.found: list[tuple[int, str]] = []

    def within(self, pattern: re.Pattern[str] | None, *nodes: ast.AST) -> None:
        before, self.pattern = self.pattern, pattern
        for node in nodes:
            self.visit(node)
        self.pattern = before

    def visit_Constant(self, node: ast.Constant) -> None:
        said = node.value if isinstance(node.value, str) and node.value not in INKS else ""
        if self.pattern is not None and self.pattern.search(said):
            self.found.append((node.lineno, said))

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # which would be a docstring
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        words = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
        if self.pattern is not None and self.pattern.search(words):
            self.found.append((node.lineno, words))
            return
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if self.screen and len(node.elts) == 2 and _is_style(node.elts[1]):
            keys = isinstance(node.elts[1], ast.Constant) and node.elts[1].value == "key"
            self.within(None if keys else _WORD, node.elts[0])
        else:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = called(node)
        if name in TRANSLATED or name in NOT_SAID:
            return
        self.visit(node.func)
        if self.screen:
            self.within(_WORD if name in DRAWN else self.pattern, *node.args, *(k.value for k in node.keywords))
        elif name in SPEAKERS:
            self.within(_WORD, *node.args[-1 if name in LAST else 0 :])
            self.within(None, *(k.value for k in node.keywords))
        else:
            self.within(self.pattern, *node.args, *(k.value for k in node.keywords))

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        self.within(None, node.left, *node.comparators)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        return

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(target, ast.Name) and target.id.endswith("CSS") for target in node.targets):
            self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in node.body:
            self.visit(part)

    def visit_arguments(self, node: ast.arguments) -> None:
        return


def _is_style(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_style(node.body) and _is_style(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(map(_is_style, node.values))
    return isinstance(node, ast.Constant) and (node.value == "" or node.value in INKS)


if __name__ == "__main__":
    sys.exit(main())
