"""The README says what the program does now, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ircon.cli import HOMES
from ircon.query import parse
from tests.support import readme, story
from tests.support.command import ircon
from tests.support.terminal import environment

BOTH = pytest.mark.parametrize("page", [readme.ENGLISH, readme.JAPANESE], ids=["en", "ja"])


@BOTH
def test_the_table_of_keys_is_the_consoles_own(page: Path) -> None:
    assert readme.table(page) == readme.tables()[page], "make screenshots writes it"


@pytest.mark.parametrize("page", readme.KEYS.values(), ids=["en", "ja"])
def test_the_page_of_keys_is_the_consoles_own(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == readme.pages()[page], "make screenshots writes it"


@BOTH
def test_the_commands_named_are_the_commands_there_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shown = text[text.index("    ircon [DB]") : text.index("\n## ", text.index("    ircon [DB]"))]
    named = set(re.findall(r"(?:ircon|\|) ([a-z]+)\b", shown))
    assert set(HOMES) <= named


@BOTH
def test_the_pictures_are_there_and_fetch_nothing(page: Path) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((docs/[^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(pictures) >= 2
    for picture in pictures:
        drawing = (page.parent / picture).read_text(encoding="utf-8")
        assert not re.search(r"(href|src|url\()", drawing)


@BOTH
def test_the_query_shown_can_be_asked(page: Path) -> None:
    (query,) = re.findall(r"^`(is:open .*)`$", page.read_text(encoding="utf-8"), re.MULTILINE)
    parse(query)


@pytest.mark.parametrize("page", ["administration.md", "administration.ja.md"])
def test_the_mail_server_keeps_the_mail_unless_it_is_in_the_store(page: str, empty_db: Path, tmp_path: Path) -> None:
    (line,) = re.findall(r'^    incident: "\|(.*)"$', (readme.ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
    assert line.startswith("/opt/ircon/bin/ircon --db /srv/ircon/ircon.db ")

    def deliver(mail: bytes, store: Path) -> int:
        here = line.replace("/opt/ircon/bin/ircon", f"{sys.executable} -m ircon")
        command = ["sh", "-c", here.replace("/srv/ircon/ircon.db", str(store))]
        return subprocess.run(command, input=mail, env=environment(), capture_output=True, check=False).returncode

    assert deliver(story.from_b(), empty_db) == 0
    assert deliver(b"\x00\xff\xfe\x00" * 64, empty_db) == 0
    assert len(ircon("list", "--json", db=empty_db).objects) == 2
    assert deliver(story.from_b(), tmp_path / "missing.db") == 75
