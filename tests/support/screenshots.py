"""``make screenshots``: draws the pictures in docs/ from the running program, and the table of keys in both READMEs.

The console is opened on a scratch copy of the demonstration in a terminal of a size that
reads well on a page, and worked by keys as the README tells it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from ircon.demo import example_path
from tests.support import readme
from tests.support.picture import svg
from tests.support.terminal import Terminal

DOCS = readme.ROOT / "docs"
SIZE = (120, 36)


def draw(terminal: Terminal, name: str, title: str) -> None:
    """Write the screen as it is now to docs/``name``.svg."""
    terminal.settle(0.5)
    (DOCS / f"{name}.svg").write_text(svg(terminal.look(), title), encoding="utf-8")
    sys.stdout.write(f"docs/{name}.svg\n")


def main() -> None:
    """Draw every picture anew."""
    DOCS.mkdir(exist_ok=True)
    for page, keys in readme.tables().items():
        readme.write_table(page, keys)
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # nobody's own settings are in the pictures
        copy = Path(shutil.copy(example_path(), Path(home) / "example.db"))
        with Terminal([sys.executable, "-m", "ircon", copy], size=SIZE) as terminal:
            terminal.wait_for("サイトB")
            draw(terminal, "queue", "ircon: the queue of the demonstration")
            terminal.press("c")
            terminal.wait_for("full granted")
            terminal.press("d")
            terminal.wait_for("ご担当者様")
            terminal.press("<c-d>")
            draw(terminal, "notice", "ircon: a notice to the site that a scan came from")


if __name__ == "__main__":
    main()
