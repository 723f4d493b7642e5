"""What a centre sets once: who it is, where its files are, how the console looks.

One TOML file: the path given, else ``$IRCON_CONFIG``, else ``ircon/config.toml`` in the
user's configuration directory. No file means the defaults; a mistake in it is said with
its line and its remedy, and nothing starts with half of what was meant.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import Usage, why
from ircon.i18n import _
from ircon.model import Centre

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

EXAMPLE_CENTRE = Centre(
    name="Example Coordination Centre",
    name_ja="例示コーディネーションセンター",
    mail="cert@centre.example.jp",
    url="https://www.centre.example.jp/",
)
"""Who writes while nobody has said who we are. A letter signed so should not leave."""


@dataclass(frozen=True, slots=True)
class Interface:
    """What the console speaks, how it looks and which keys it takes.

    ``language`` is ``ja``, ``en`` or, where the environment says it, empty; ``keys`` pairs a
    command's name with its keys.
    """

    language: str = ""
    ascii: bool = False
    mouse: bool = False
    theme: str = ""
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``db`` is what the file says, if it does: ask ``database`` for the one to open.

    ``keyring`` is GnuPG's home directory for signatures, ``imap_password`` the file with a
    mailbox's password, ``csv`` the tables of the centre's own, ``answer_days`` after how long without
    an answer a site is reminded, ``heads_at`` the file and ``syslog`` whether the journal's head is noted there,
    ``ask_registries`` whether registries may be asked at all, ``registries`` which (none: ``sites.asking.SERVERS``).
    """

    centre: Centre = EXAMPLE_CENTRE
    db: Path | None = None
    drafts_at: Path | None = None
    letters_at: Path | None = None
    keyring: Path | None = None
    imap_password: Path | None = None
    interface: Interface = field(default=Interface())
    csv: tuple[OwnTable, ...] = ()
    answer_days: int = 7
    heads_at: Path | None = None
    syslog: bool = False
    ask_registries: bool = False
    registries: tuple[str, ...] = ()
    path: Path | None = field(default=None, compare=False)

    @property
    def drafts(self) -> Path:
        """The directory for drafts as files (it need not exist yet)."""
        return self.drafts_at or _data_directory() / "drafts"

    @property
    def letters(self) -> Path | None:
        """The directory with the centre's own wording of letters (it need not exist); None where nothing is set."""
        return self.letters_at or (self.path.parent / "letters" if self.path else None)

    @property
    def heads(self) -> tuple[Path, ...]:
        """The files in which the journal's head is noted: the handler's own, then the centre's if it names one."""
        return (state_directory() / "heads", *([self.heads_at] if self.heads_at else []))


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration. Raises ``Usage`` naming file, line and remedy for what cannot be meant."""
    named = path or (Path(environ["IRCON_CONFIG"]) if environ.get("IRCON_CONFIG") else None)
    place = named or _config_directory() / "config.toml"
    try:
        text = place.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if named is None:
            return Config()
        raise Usage(_("{place}: there is no such file; ircon config --example shows one", place=place)) from None
    except OSError as error:
        raise Usage(_("{place}: cannot be read ({why}); see who may read it", place=place, why=why(error))) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Usage(
            _("{place}, line {line}: this is not UTF-8; save the file as UTF-8", place=place, line=line)
        ) from None
    from ircon.config.file import File

    return File(place, text).config()


def database(option: Path | None, config: Config, environ: Mapping[str, str] = os.environ) -> Path:
    """The store to open: what ``--db`` says, else ``$IRCON_DB``, else the configuration, else the user's own."""
    if option is not None:
        return option
    if environ.get("IRCON_DB"):
        return Path(environ["IRCON_DB"])
    return config.db or own_place()


def own_place() -> Path:
    """Where the user's own store is, if nobody says otherwise (it need not exist yet)."""
    return _data_directory() / "ircon.db"


def wrong_key(config: Config, name: str, message: str) -> Usage:
    """Return the error for the keys that the configuration gives a command, with the line where they stand."""
    return wrong_setting(config, "interface.keys", name, message)


def wrong_setting(config: Config, section: str, key: str, message: str) -> Usage:
    """Return the error for a setting of which only the screens can say what it may be, with its line."""
    if config.path is None:
        return Usage(f"[{section}] {key}: {message}")
    from ircon.config.file import File

    return File(config.path, config.path.read_text("utf-8-sig")).wrong(section, key, message)


def _config_directory() -> Path:
    from platformdirs import user_config_path

    return user_config_path("ircon", appauthor=False)


def _data_directory() -> Path:
    from platformdirs import user_data_path

    return user_data_path("ircon", appauthor=False)


def state_directory() -> Path:
    """Where what a handler's programs keep of their own state lives."""
    from platformdirs import user_state_path

    return user_state_path("ircon", appauthor=False)
