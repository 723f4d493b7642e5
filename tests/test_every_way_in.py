"""An attacker's words by every way in: nothing of theirs reaches the terminal, a file, a letter or ``--json`` raw.

Mail, the form, a table, JSON, the register, the configuration, file names, notes, what a
handler types: each way takes all attacks at once, and whatever a command then prints or
writes out is looked at.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import Centre, LetterKind
from ircon.store import Store, check
from tests.stress import badfiles
from tests.support import stores, story
from tests.support.attacks import PLANTED, attacks
from tests.support.hostile import smuggled
from tests.test_hostile_console import hostile_mail

STRINGS = attacks()
PLAIN = [string.replace("\x00", "").encode("utf-8", "replace").decode() for string in STRINGS]
"""As the system lets them be handed to a program."""


def said(db: Path, *words: str | Path) -> badfiles.Said:
    """Call a command as a shell would; nothing that it prints may be theirs."""
    done = badfiles.call("--db", db, *words)
    assert smuggled((done.out + done.err).encode("utf-8", "surrogateescape")) == [], words[:2]
    assert done.status in (0, 1, 2, 65, 77), (words[:2], done)
    return done


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store into which all of them came, by every way."""
    folder = tmp_path_factory.mktemp("ways")
    path = stores.with_register(folder)
    _mails(folder)
    _tables(folder)
    for place in sorted(folder.glob("in-*")):
        said(path, "intake", place)
    _register(folder, path)
    _typed(path)
    return path


def _mails(folder: Path) -> None:
    for first in range(0, len(STRINGS), 40):
        place = folder / f"in-{first:04d}-\x1b]0;SMUGGLED\x07\u202e.eml"  # and the file's own name
        place.write_bytes(hostile_mail(first, (STRINGS[first:] + STRINGS)[:40]))
    lines = (one.encode("utf-8", "replace").replace(b"\n", b" ") for one in STRINGS)
    raw = b"".join(b"X-%d: %s\n" % (n, line) for n, line in enumerate(lines))
    head = b"From: a@b.example\nSubject: \x9d52;c;!\x07\n"
    (folder / "in-raw.eml").write_bytes(head + raw[:60_000] + b"\n\x9b31m\xc0\x9b\xff")
    names = [base64.b64encode(one.encode("utf-8", "replace")).decode() for one in STRINGS[:40]]
    parts = [f'--b\nContent-Type: application/octet-stream; name="=?utf-8?b?{name}?="\n\nx\n' for name in names]
    top = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    (folder / "in-names.eml").write_text(top + "".join(parts) + "--b--\n")


def _tables(folder: Path) -> None:
    told = io.StringIO()
    rows = csv.writer(told)
    rows.writerow(["timestamp", "ip", "asn", "hostname", "tag", "infection"])
    rows.writerows(["2026-06-23 12:34:00", "192.0.2.1", "64496", one, one, one] for one in PLAIN)
    (folder / "in-table.csv").write_text(told.getvalue())
    keys = ("classification.type", "source.fqdn", "event_description.text")
    feed = [{"source.ip": "192.0.2.2", **dict.fromkeys(keys, one)} for one in STRINGS]
    (folder / "in-feed.json").write_text("\n".join(map(json.dumps, feed)))
    (folder / "in-form.txt").write_text("\n".join(["分類: ポートスキャン", *(f"要望: {one}" for one in PLAIN)]))


def _register(folder: Path, path: Path) -> None:
    told = io.StringIO()
    rows = csv.writer(told)
    rows.writerow(["name", "domain", "mail", "phone", "timezone", PLAIN[3]])
    rows.writerows([one, f"s{n}.example", f"a@s{n}.example", one, one, one] for n, one in enumerate(PLAIN))
    (folder / "register.csv").write_text(told.getvalue())
    said(path, "sites", "import", folder / "register.csv")


def _typed(path: Path) -> None:
    with Store.open(path) as store, store.together():
        for one in STRINGS:
            text = one.encode("utf-8", "replace").decode()
            desk.write_note(store, 1, text, handler=text[:40])
    for one in PLAIN[::7]:
        said(path, "note", "2", "--", one)
        said(path, "consent", "1", "--level", "full", "--quote", one)
        said(path, "close", "3", "--reason", one)
        said(path, "list", "--", one)
        said(path, "sites", "show", "--", one)
        said(path, "draft", "1", "--to", one)
        said(path, "sites", "note", "asite", "person", one)


def test_all_of_them_are_in_the_store(db: Path) -> None:
    with Store.open(db, read_only=True) as store:
        kinds = {format for (format,) in store.rows("SELECT DISTINCT format FROM report")}
        assert len(kinds) >= 4, kinds
        for told in ("SELECT text FROM note", "SELECT subject || name || text FROM report"):
            words = "".join(word for (word,) in store.rows(told))
            missing = [string[:5] for string in STRINGS if string[:5] not in words]
            assert missing == [], told
        assert store.value("SELECT count(*) FROM site WHERE name GLOB 'X*'") > 50, "the others are refused as names"


def test_every_command_prints_only_its_own(db: Path) -> None:
    calls = ["list", "sites list", "sites show asite", "trends", "handover", "overdue", "check"]
    with Store.open(db, read_only=True) as store:
        numbers = [str(number) for (number,) in store.rows("SELECT id FROM incident ORDER BY id LIMIT 9")]
    for number in numbers:
        calls += [f"{call} {number}" for call in ("show", "show --headers", "timeline", "original", "draft")]
    for call in calls:
        if not call.startswith("original"):
            assert said(db, *call.split()).status in (0, 1, 77), call
        if not call.startswith(("check", "overdue", "original")):
            done = said(db, *call.split(), "--json")
            assert done.out.isascii()
            for line in done.out.splitlines():
                json.loads(line)


def test_what_is_written_out_and_copied_bears_only_its_own(db: Path, tmp_path: Path) -> None:
    """Letters about such a report, copied, written as text and as mail; the copy is the one order to the terminal."""
    centre = Centre(name="Example CC", mail="desk@centre.example")
    sent: list[str] = []
    with Store.open(db) as store:
        for number in range(2, 6):
            letter = desk.write_letter(store, number, kind=LetterKind.ACKNOWLEDGEMENT, centre=centre).draft
            assert letter is not None and letter.id is not None
            copy = sent.append
            desk.export(store, letter.id, centre=centre, directory=tmp_path, write=copy, environ={"SSH_TTY": "x"})
            desk.write_eml(store, letter.id, centre=centre, directory=tmp_path)
        assert list(check.faults(store)) == []
    for place in tmp_path.iterdir():
        assert smuggled(place.name.encode()) == [] and PLANTED not in place.name
        assert smuggled(place.read_bytes().replace(b"\n", b"\r\n")) == [], place
    for order in sent:
        (copied,) = re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", order)
        assert order == f"\x1b]52;c;{copied}\x07"
        assert smuggled(base64.b64decode(copied).replace(b"\n", b"\r\n")) == []


def test_a_configuration_full_of_them_is_refused_or_harmless(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "config \x1b]0;SMUGGLED\x07.toml"
    monkeypatch.setenv("IRCON_CONFIG", str(place))
    forms = ("[centre]\nname = {0}", "[interface]\ntheme = {0}", "{0} = 1", "[interface.keys]\n{0} = {0}", "{1}")
    for number, one in enumerate(PLAIN):
        place.write_text(forms[number % len(forms)].format(json.dumps(one), one))
        said(db, "list", "is:open")


def test_the_story_is_still_found_among_them(db: Path) -> None:
    said(db, "intake", _mail(db))
    assert "bsite" in said(db, "list", "telnetd", "is:open").out


def _mail(db: Path) -> Path:
    place = db.with_name("story.eml")
    place.write_bytes(story.from_b())
    return place
