"""Every setting that the example lists does something: each is set to another value, and what is seen differs.

What only a terminal shows (the mouse, a theme) has its test there.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import shutil
import syslog
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from ircon import clipboard, desk, i18n, intake
from ircon.__main__ import main
from ircon.config import Config, file, load, tables
from ircon.config.example import EXAMPLE
from ircon.errors import IrconError, Usage
from ircon.intake import by_hand
from ircon.model import LetterKind
from ircon.store import Store
from screens import commands, keys
from screens.app import canvas_on
from screens.curtain import picture
from screens.draw import strokes
from screens.draw.lines import plain
from tests.support import story


@dataclass
class Place:
    """A store of the story, and a configuration beside it that sets one thing or nothing."""

    folder: Path
    db: Path
    setting: str
    config: Config = field(init=False)

    def __post_init__(self) -> None:
        self.file.write_text(self.setting, encoding="utf-8")
        self.config = load(self.file)

    @property
    def file(self) -> Path:
        return self.folder / "config.toml"

    def run(self, words: str, *, named: bool = True) -> str:
        """Run a command as a shell would, with this configuration, and return what it printed."""
        said = io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
        ):
            patch.setenv("IRCON_CONFIG", str(self.file))
            main([*(("--db", str(self.db)) if named else ()), *shlex.split(words)])
        return said.getvalue()


# --- what is seen of each ---------------------------------------------------------------


def letter(here: Place) -> str:
    """A letter in Japanese."""
    return here.run("draft 1 --kind acknowledgement --lang ja")


def english_letter(here: Place) -> str:
    """A letter in English."""
    return here.run("draft 1 --kind acknowledgement --lang en")


def mail_file(here: Place) -> str:
    """Whose mail a letter is."""
    place = here.folder / "letter.eml"
    here.run(f"draft 1 --kind acknowledgement --eml {place}")
    return str(message_from_bytes(place.read_bytes(), policy=policy.default)["From"])


def form(here: Place) -> str:
    """The form for what was told by telephone."""
    return by_hand.blank(here.config.centre.language)


def silent(here: Place) -> tuple[int, ...]:
    """The incidents of which a site is silent, eight days after the notice."""
    centre, now = here.config.centre, datetime.now(UTC)
    with Store.open(here.db) as store:
        desk.consent_from_report(store, 1)
        for kind, to in ((LetterKind.ACKNOWLEDGEMENT, None), (LetterKind.NOTICE, "asite")):
            draft = desk.write_letter(store, 1, kind=kind, to=to, centre=centre).draft
            assert draft is not None and draft.id is not None
            desk.mark_sent(store, draft.id, centre=centre)
        return desk.follow_up(store, days=here.config.answer_days, at=now + timedelta(days=8))


def own_database(here: Place) -> str:
    """The queue of the store that is opened where none is named."""
    if here.config.db:
        shutil.copy(here.db, here.config.db)
    return re.sub(r"/\S+", "", here.run("list", named=False))


def own_wording(here: Place) -> str:
    """A letter of which there is a wording of the centre's own in a folder."""
    folder = here.folder / "ours" / "ja"
    folder.mkdir(parents=True)
    (folder / "acknowledgement.txt").write_text("Subject: [$reference] こちらの言葉\n\n$recipient\n", encoding="utf-8")
    return letter(here)


def written_to(here: Place) -> bool:
    """Whether a file of a letter is written there."""
    return clipboard.write_file("x", here.config.drafts, "x.txt").is_relative_to(here.folder / "x")


def heads(here: Place) -> bool:
    """Whether the journal's head is noted in the centre's own file."""
    here.run("check")
    return (here.folder / "x").is_file()


def logged(here: Place) -> list[str]:
    """What went into the system's log, which nobody here reads."""
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syslog, "syslog", lambda _priority, line: said.append(line[:12]))
        here.run("check")
    return said


def signature(here: Place) -> str:
    """What is said of a signature."""
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n192.0.2.1\n"
    signed = f"{text}-----BEGIN PGP SIGNATURE-----\n\niQ==\n=aaaa\n-----END PGP SIGNATURE-----\n"
    mail = story.mail("x@elsewhere.example", "signed", signed, "", "ascii")
    (here.folder / "signed.eml").write_bytes(mail)
    return re.sub(r"/\S+", "", here.run(f"intake {here.folder / 'signed.eml'}"))


def mailbox(here: Place) -> str:
    """Why a mailbox cannot be read: without a password it is not even tried."""
    return re.sub(r"/\S+", "", here.run("intake imaps://user@127.0.0.1:1/INBOX"))


def question(here: Place) -> str:
    """Which registry would be asked, or why none is."""
    try:
        return desk.ask_about(here.config, "192.0.2.1").server
    except IrconError as error:
        return str(error)


def question_that_is_allowed(here: Place) -> str:
    """Which registry would be asked where one may be."""
    here.config = replace(here.config, ask_registries=True)
    return question(here)


def drawn(here: Place) -> str:
    """The console's first picture."""
    with Store.open(here.db, read_only=True) as store:
        return "\n".join(map(plain, picture(canvas_on(store, here.db, here.config), 80, 24)))


def listed(here: Place) -> str:
    """The queue as the command line tells it."""
    return here.run("list")


def key_of_close(here: Place) -> str:
    """Which key closes."""
    commands.remap(here.config.interface.keys, lambda name, message: Usage(f"{name}: {message}"))
    return commands.key("close")


@dataclass(frozen=True)
class On:
    """A setting at another value than its default, and where that is seen."""

    value: object
    seen: Callable[[Place], object]


SETTINGS = {
    "centre.name": On("Another Centre", english_letter),
    "centre.name_ja": On("別のセンター", letter),
    "centre.mail": On("other@example.jp", mail_file),
    "centre.phone": On("+81-3-0000-0000", letter),
    "centre.url": On("https://other.example/", letter),
    "centre.prefix": On("OTHER", letter),
    "centre.language": On("en", form),
    "follow_up.days": On(9, silent),
    "files.database": On("x.db", own_database),
    "files.drafts": On("x", written_to),
    "files.letters": On("ours", own_wording),
    "journal.heads": On("x", heads),
    "journal.syslog": On(True, logged),
    "intake.keyring": On("x", signature),
    "intake.imap_password": On("x", mailbox),
    "registries.ask": On(True, question),
    "registries.servers": On(["https://rdap.example.net/"], question_that_is_allowed),
    "interface.language": On("ja", listed),
    "interface.ascii": On(True, drawn),
    "interface.keys": On({"close": "f8"}, key_of_close),
}

ON_A_TERMINAL = {
    "interface.mouse": "screens/test_mouse.py",
    "interface.theme": "test_config.py",
}
"""What is seen there only, and where it is looked for."""


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    i18n.speak(i18n.ENGLISH)
    keys.as_registered()
    strokes.use(ascii=False)


def test_no_setting_is_left_out() -> None:
    told = {f"{section}.{key}" for section, names in file._SECTIONS.items() for key in names}
    assert {*SETTINGS, *ON_A_TERMINAL} == told
    assert all((Path(__file__).parent / place).is_file() for place in ON_A_TERMINAL.values())


@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_set_is_seen(name: str, story_db: Path, tmp_path: Path) -> None:
    section, key = name.split(".")
    on = SETTINGS[name]
    value = json.dumps(on.value, ensure_ascii=False)
    value = re.sub(r'"(\w+)": ', r"\1 = ", value) if isinstance(on.value, dict) else value
    seen = []
    for number, setting in enumerate(("", f"[{section}]\n{key} = {value}\n")):
        folder = tmp_path / str(number)
        folder.mkdir()
        seen.append(on.seen(Place(folder, Path(shutil.copy(story_db, folder / "story.db")), setting)))
    assert seen[0] != seen[1]


TABLE = """\
seen_at,tz,attacker,our_host,kind,comment,answer_to
2000-06-23 12:34:00,,192.0.2.7,198.51.100.9,port scan,telnet again,noc@sensors.example.net
2000-06-23 12:35:00,UTC,192.0.2.8,198.51.100.9,port scan,telnet again,noc@sensors.example.net
"""


@pytest.mark.parametrize("key", sorted({*tables._KEYS} - {"name", "columns", "subject", "sender"}))
def test_what_is_said_of_a_column_is_seen(key: str, tmp_path: Path) -> None:
    told = tomllib.loads(re.sub(r"^# (?=[a-z_]+ = |\[\[)", "", EXAMPLE, flags=re.MULTILINE))["csv"][0]
    del told["subject"], told["sender"]
    reports = []
    for number, said in enumerate((told, {name: value for name, value in told.items() if name != key})):
        text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items())
        (tmp_path / f"{number}.toml").write_text(f"[[csv]]\n{text}", encoding="utf-8")
        reports.append(intake.read(TABLE.encode(), tables=load(tmp_path / f"{number}.toml").csv))
    assert reports[0] != reports[1]
