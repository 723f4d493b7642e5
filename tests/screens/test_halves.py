"""A screen is made of several classes, ours and Textual's: none keeps what another one keeps under the same name."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import screens

TEXTUALS_OWN = {"_return_code"}
"""What we mean to set for Textual."""


@cache
def written(module: str) -> dict[str, ast.ClassDef]:
    nodes = ast.walk(ast.parse(inspect.getsource(sys.modules[module])))
    return {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}


@cache
def kept(one: type) -> set[str]:
    """Return the names, for nobody else, under which the class keeps something in itself."""
    nodes = ast.walk(written(one.__module__)[one.__name__])
    stored = [node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)]
    return {node.attr for node in stored if ast.unparse(node.value) == "self" and node.attr.startswith("_")}


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if one.__module__ == module.name and len(one.__mro__) > 2:
                yield one


def test_no_two_halves_keep_something_under_one_name() -> None:
    shared = set()
    for one in classes():
        owners = defaultdict(list)
        for part in one.__mro__:
            if part.__module__.startswith(("screens.", "textual.")):
                for name in kept(part) - TEXTUALS_OWN:
                    owners[name].append(part)
        shared |= {
            f"{name}: {' and '.join(part.__qualname__ for part in parts)}"
            for name, parts in owners.items()
            if len(parts) > 1 and any(part.__module__.startswith("screens.") for part in parts)
        }
    assert shared == set()
