"""Reading the configuration file: which settings there are, what each can be, and the line of each mistake."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ircon.config import Config, Interface
from ircon.errors import Usage
from ircon.i18n import _, mark
from ircon.model import Centre

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

_SECTIONS = {
    "centre": ("name", "name_ja", "mail", "phone", "url", "prefix", "language"),
    "follow_up": ("days",),
    "files": ("database", "drafts", "letters"),
    "journal": ("heads", "syslog"),
    "intake": ("keyring", "imap_password"),
    "registries": ("ask", "servers"),
    "interface": ("language", "ascii", "mouse", "theme", "keys"),
}
_PATTERNS = {
    "mail": (re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+"), mark('an address such as "cert@centre.example.jp"')),
    "url": (re.compile(r"(https?://\S+)?"), mark('an address such as "https://www.centre.example.jp/"')),
    "prefix": (re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}"), mark("up to 16 letters, digits and hyphens")),
    "language": (re.compile(r"ja|en"), mark('"ja" or "en"')),
}


class File:
    """One configuration file being read; ``wrong`` raises with the line where a key stands."""

    def __init__(self, place: Path, text: str) -> None:
        import tomli

        self.place, self.text = place, text
        try:
            self.data: dict[str, Any] = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            line = getattr(error, "lineno", 1)
            what = getattr(error, "msg", str(error))
            raise Usage(
                _(
                    "{place}, line {line}: {what}; see https://toml.io for how TOML is written",
                    place=place,
                    line=line,
                    what=what,
                )
            ) from None

    def config(self) -> Config:
        """Return what the file says, over the defaults."""
        self._known("", self.data, (*_SECTIONS, "csv"))
        centre, follow_up, files, journal, intake, registries, interface = (self._section(name) for name in _SECTIONS)
        given = {key: self._words("centre", key, value) for key, value in centre.items()}
        standard = Config()
        return Config(
            centre=Centre(**{key: given.get(key, getattr(standard.centre, key)) for key in _SECTIONS["centre"]}),
            db=self._path("files", files, "database"),
            drafts_at=self._path("files", files, "drafts"),
            letters_at=self._path("files", files, "letters"),
            keyring=self._path("intake", intake, "keyring"),
            imap_password=self._path("intake", intake, "imap_password"),
            interface=Interface(
                language=self._language(interface.get("language", "")),
                ascii=self._switch("interface", interface, "ascii"),
                mouse=self._switch("interface", interface, "mouse"),
                theme=self._words("interface", "theme", interface.get("theme", "")),
                keys=self._keys(interface.get("keys", {})),
            ),
            csv=self._csv(),
            answer_days=self._days(follow_up.get("days", standard.answer_days)),
            heads_at=self._path("journal", journal, "heads"),
            syslog=self._switch("journal", journal, "syslog"),
            ask_registries=self._switch("registries", registries, "ask"),
            registries=self._servers(registries.get("servers", [])),
            path=self.place,
        )

    def wrong(self, section: str, key: str, message: str) -> Usage:
        """The error for ``key`` of ``section``, with the line where it stands."""
        return Usage(
            _("{place}, line {line}: {message}", place=self.place, line=self._line(section, key), message=message)
        )

    def _csv(self) -> tuple[OwnTable, ...]:
        if "csv" not in self.data:
            return ()
        from ircon.config import tables

        def wrong(place: int, key: str, message: str) -> Usage:
            return Usage(
                _(
                    "{place}, line {line}: {message}",
                    place=self.place,
                    line=self._line_of_csv(place, key),
                    message=message,
                )
            )

        return tables.read(self.data["csv"], wrong)

    def _line_of_csv(self, place: int, key: str) -> int:
        """The line of ``key`` in the section [[csv]] number ``place``, or of the section's head."""
        heads = [n for n, line in enumerate(self.text.split("\n"), start=1) if re.match(r"\s*\[\[\s*csv\s*\]\]", line)]
        if place >= len(heads):
            return self._line("", "csv")
        lines = self.text.split("\n")
        for number in range(heads[place] + 1, len(lines) + 1):
            if lines[number - 1].lstrip().startswith("["):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", lines[number - 1]):
                return number
        return heads[place]

    def _line(self, section: str, key: str) -> int:
        header = re.compile(r"\s*\[+\s*([\w.\"' -]*?)\s*\]+")
        assigned = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        inside, found = "", 0
        for number, line in enumerate(self.text.split("\n"), start=1):
            if opened := header.match(line):
                inside = opened[1]
                if inside == (f"{section}.{key}" if section else key):
                    found = found or number
            elif inside == section and assigned.match(line):
                return number
        return found or 1

    def _known(self, section: str, given: dict[str, Any], names: tuple[str, ...]) -> None:
        for key in given:
            if key in names:
                continue
            from difflib import get_close_matches

            near = get_close_matches(key, names, n=1)
            listed = ", ".join(names)
            where = _("[{section}] knows {names}", section=section, names=listed)
            where = where if section else _("sections are {names}", names=listed)
            hint = _("did you mean {name}?", name=near[0]) if near else where
            raise self.wrong(section, key, _("there is no setting {key!r}; {hint}", key=key, hint=hint))

    def _section(self, name: str) -> dict[str, Any]:
        given = self.data.get(name, {})
        if not isinstance(given, dict):
            raise self.wrong("", name, _("{name} is a section; write [{name}] on a line of its own", name=name))
        self._known(name, given, _SECTIONS[name])
        return given

    def _words(self, section: str, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.wrong(section, key, _('{key} wants text; put it in quotes: {key} = "..."', key=key))
        if not value.isprintable():
            raise self.wrong(
                section, key, _("{key} wants one line of plain text; take the control characters out", key=key)
            )
        pattern, remedy = _PATTERNS.get(key, (None, ""))
        if pattern and not pattern.fullmatch(value):
            raise self.wrong(
                section, key, _("{key} cannot be {value!r}; write {remedy}", key=key, value=value, remedy=_(remedy))
            )
        return value

    def _servers(self, value: object) -> tuple[str, ...]:
        from ircon.sites import asking

        given = value if isinstance(value, list) else [None]
        if not all(isinstance(one, str) and asking.right(one) for one in given):
            raise self.wrong(
                "registries", "servers", _('servers is a list such as ["https://rdap.apnic.net/"], all of them https')
            )
        return tuple(given)

    def _days(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 365:
            raise self.wrong(
                "follow_up", "days", _("days is a number from 1 to 365; write it without quotes: days = 7")
            )
        return value

    def _switch(self, section: str, given: dict[str, Any], key: str) -> bool:
        value = given.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(section, key, _("{key} is on or off; write true or false, without quotes", key=key))
        return value

    def _language(self, value: object) -> str:
        if value not in ("", "ja", "en"):
            raise self.wrong(
                "interface", "language", _('language cannot be {value!r}; write "ja", "en" or ""', value=value)
            )
        return str(value)

    def _path(self, section: str, given: dict[str, Any], key: str) -> Path | None:
        if key not in given:
            return None
        value = self._words(section, key, given[key])
        if not value:
            raise self.wrong(section, key, _("{key} is empty; write a path, or leave the line out", key=key))
        return self.place.parent / Path(value).expanduser()

    def _keys(self, given: object) -> tuple[tuple[str, str], ...]:
        if not isinstance(given, dict):
            raise self.wrong("interface", "keys", _("keys is a section; write [interface.keys] on a line of its own"))
        return tuple((name, self._words("interface.keys", name, keys)) for name, keys in given.items())
