"""No plain str where Textual would read markup: ``make lint`` looks at every call in screens/.

Text from outside that reaches a Static, a Label, a title or a notification as ``str``
becomes live markup. Allowed there are words written in the program itself, and what says
outright that it is text: ``Content``, ``Text``, ``Content.from_markup`` with its words
given apart. ``notify`` must say ``markup=False``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

WIDGETS = frozenset(
    "Static Label Button Checkbox RadioButton Switch Option OptionList Select SelectionList Tab Tabs TabPane"
    " Collapsible Tree TreeNode DataTable Header Footer Link Digits Placeholder Rule Toast Markdown Pretty".split()
)
"""What parses a ``str`` that it is made with."""

METHODS = frozenset(
    "add_option add_options add_row add_rows add_column add_columns add_leaf update_cell update_cell_at set_label"
    " add_node replace_option_prompt set_options add_pane add_tab from_markup from_text with_tooltip render_str".split()
)
"""Methods that hand a ``str`` on to be parsed; ``update`` is looked at where it is given text."""

ATTRIBUTES = frozenset("border_title border_subtitle tooltip label title sub_title".split())
"""Attributes that parse what is put into them."""

PLAIN = frozenset("Content Text Segment Strip RichText".split())
"""What says that its words are words."""


def main(root: Path = Path("screens")) -> int:
    """Print each mistake in ``root`` with its place and return 1 if there is any."""
    found = [
        f"{path}:{line}: {words}"
        for path in sorted(root.rglob("*.py"))
        for line, words in mistakes(path.read_text(encoding="utf-8"))
    ]
    for words in found:
        sys.stdout.write(f"{words}\n")
    return int(bool(found))


def mistakes(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words for each place in a module where a str may be read as markup."""
    tree = ast.parse(source)
    own = set(_own(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if not (isinstance(node.func, ast.Name) and node.func.id in own):
                yield from _in_call(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES and not _safe(node.value):
                    yield node.lineno, f"{target.attr} reads markup; give it Content"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "render":
            yield from _rendered(node)


def _own(tree: ast.Module) -> Iterator[str]:
    """Yield the names in a module that are not Textual's, though they may be called the same."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("textual"):
            yield from (name.asname or name.name for name in node.names)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name


def _rendered(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    """What a widget's ``render`` returns is parsed, too, where it is text."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None and _textual(node.value):
            yield node.lineno, "what render returns is read as markup; return Content"


def _in_call(call: ast.Call) -> Iterator[tuple[int, str]]:
    name = _name(call.func)
    if any(k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False for k in call.keywords):
        return
    if any(k.arg == "markup" for k in call.keywords):
        yield call.lineno, f"{name or 'this'} is told to read markup; say markup=False"
        return
    if name == "notify":
        yield call.lineno, "notify reads markup; say markup=False"
        return
    if name in WIDGETS or name in METHODS or (name == "update" and isinstance(call.func, ast.Attribute)):
        given = [*call.args[:1]] if name in ("from_markup", "update") else list(call.args)
        for value in given:
            if not _safe(value) and (name != "update" or _textual(value)):
                yield call.lineno, f"{name} reads markup; give it Content instead of a str"
    for keyword in call.keywords:
        if keyword.arg in ATTRIBUTES and (name in WIDGETS or name in METHODS) and not _safe(keyword.value):
            yield call.lineno, f"{name}({keyword.arg}=) reads markup; give it Content"


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _safe(value: ast.expr) -> bool:
    """Say whether an expression is written here in full, is no text, or says that it is plain text."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Call):
        function = value.func
        if isinstance(function, ast.Attribute) and _name(function.value) in PLAIN:
            return True  # Content.from_markup, Text.assemble: their own arguments are looked at, too
        return _name(function) in PLAIN
    if isinstance(value, ast.IfExp):
        return _safe(value.body) and _safe(value.orelse)
    if isinstance(value, ast.BoolOp):
        return all(map(_safe, value.values))
    if isinstance(value, ast.Tuple | ast.List):
        return all(map(_safe, value.elts))
    if isinstance(value, ast.Starred):
        return False
    return isinstance(value, ast.Lambda)


def _textual(value: ast.expr) -> bool:
    """Say whether an argument of ``update`` can be text: a dictionary's update is given mappings."""
    if isinstance(value, ast.Call):
        return _name(value.func) in {"str", "format", "join", "one_line", "many_lines", "fit"}
    return isinstance(value, ast.JoinedStr | ast.BinOp)


if __name__ == "__main__":
    sys.exit(main())
