"""A centre sets who it is and where its files are; a mistake is named with its line and remedy."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ircon.config import Config, database, example, file, load, tables
from ircon.config.example import EXAMPLE
from ircon.errors import Usage
from tests.support.command import ircon
from tests.support.terminal import Terminal


def written(folder: Path, text: str) -> Path:
    """Write a configuration file and return its path."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


class TestDefaults:
    """Without a file ircon starts; the example says every default."""

    def test_the_example_equals_the_defaults(self, tmp_path: Path) -> None:
        assert load(written(tmp_path, EXAMPLE)) == Config()

    def test_the_example_with_every_line_live_is_read(self, tmp_path: Path) -> None:
        live = re.sub(r"^# (?=[a-z_]+ = |\[\[)", "", EXAMPLE, flags=re.MULTILINE)
        config = load(written(tmp_path, live))
        assert config.db == Path("/srv/ircon/ircon.db")
        assert config.drafts == Path.home() / "ircon-drafts"
        assert config.interface.keys == (("close", "x,f8"),)
        assert config.keyring == Path("/srv/ircon/keys")
        assert config.imap_password == Path("/srv/ircon/imap-password")
        assert config.heads == (Path.home() / ".local/state/ircon/heads", Path("/var/log/ircon/heads"))
        (table,) = config.csv
        assert (table.name, table.columns, table.klass) == ("sensors", ("seen_at", "attacker"), "kind")

    def test_no_file_means_the_defaults(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        assert load(environ={}) == Config()

    def test_the_users_own_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        (tmp_path / "ircon").mkdir()
        written(tmp_path / "ircon", '[centre]\nprefix = "JPCERT"\n')
        assert load(environ={}).centre.prefix == "JPCERT"

    def test_the_environment_names_another(self, tmp_path: Path) -> None:
        path = written(tmp_path, "[interface]\nascii = true\n")
        config = load(environ={"IRCON_CONFIG": str(path)})
        assert config.interface.ascii
        assert config.path == path

    def test_reading_it_is_no_burden_until_asked(self) -> None:
        code = "import sys, ircon.config; print({'tomli', 'platformdirs', 'difflib'} & set(sys.modules))"
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert said.stdout.strip() == "set()"


class TestTheExample:
    """It says all that can be set, and nothing else."""

    def test_every_setting_stands_in_it_and_all_that_stands_there_is_one(self) -> None:
        live = tomllib.loads(re.sub(r"^# (?=[a-z_]+ = |\[\[)", "", EXAMPLE, flags=re.MULTILINE))
        (table,) = live.pop("csv")
        assert set(table) == set(tables._KEYS)
        assert {section: set(keys) for section, keys in live.items()} == {
            section: set(keys) for section, keys in file._SECTIONS.items()
        }

    def test_every_field_of_the_configuration_can_be_set(self, tmp_path: Path) -> None:
        """Each setting, at another value than its default, makes another configuration."""
        others: dict[str, dict[str, object]] = {
            "centre": {"name": "X", "name_ja": "例", "mail": "x@example.jp", "phone": "1", "url": "https://x.example/",
                       "prefix": "X", "language": "en"},
            "follow_up": {"days": 9},
            "files": {"database": "x.db", "drafts": "x", "letters": "x"},
            "journal": {"heads": "x", "syslog": True},
            "intake": {"keyring": "x", "imap_password": "x"},
            "registries": {"ask": True, "servers": ["https://rdap.example.net/"]},
            "interface": {"language": "ja", "ascii": True, "mouse": True, "theme": "nord", "keys": {"close": "f8"}},
        }  # fmt: skip
        assert {name: tuple(keys) for name, keys in others.items()} == file._SECTIONS
        met: set[Config] = set()
        for section, keys in others.items():
            for key, value in keys.items():
                said = json.dumps(value).replace(": ", " = ") if isinstance(value, dict) else json.dumps(value)
                said = said.replace('"close"', "close")
                config = replace(load(written(tmp_path, f"[{section}]\n{key} = {said}\n")), path=None)
                assert config != Config(), key
                met.add(config)
        assert len(met) == sum(map(len, others.values()))


def test_a_theme_that_there_is_not_is_refused_with_the_list(story_db: Path, tmp_path: Path) -> None:
    path = written(tmp_path, '[interface]\nmouse = false\ntheme = "nrod"\n')
    done = ircon("config", "--check", env={"IRCON_CONFIG": str(path)})
    assert done.status == 2
    assert f"{path}, line 3: there is no theme nrod; write one of " in done.err and " nord" in done.err
    with Terminal([sys.executable, "-m", "ircon", story_db], env={"IRCON_CONFIG": str(path)}) as terminal:
        assert terminal.wait_exit() == 2
        said = "".join(terminal.text.split())  # a long path breaks the line anywhere
        assert "thereisnothemenrod" in said
        assert b"\x1b[?1049h" not in terminal.raw


def test_a_theme_colours_the_built_in_editor(story_db: Path, tmp_path: Path) -> None:
    drawn = []
    for theme in ("", "nord"):
        path = written(tmp_path, f'[interface]\ntheme = "{theme}"\n')
        env = {"IRCON_CONFIG": str(path), "EDITOR": "", "VISUAL": ""}
        with Terminal([sys.executable, "-m", "ircon", story_db], env=env) as terminal:
            terminal.wait_for("2 incidents")
            terminal.press("i")
            terminal.wait_for("drop the changes")
            drawn.append(terminal.look().cell(5, 5).bg)
            terminal.press("<c-c>q")
            assert terminal.wait_exit() == 0
    assert len(set(drawn)) == 2


class TestDatabase:
    """The nearest word wins."""

    def test_option_environment_configuration_default(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        config = load(written(tmp_path, '[files]\ndatabase = "ours.db"\n'))
        environ = {"IRCON_DB": "/named.db"}
        assert database(Path("/option.db"), config, environ) == Path("/option.db")
        assert database(None, config, environ) == Path("/named.db")
        assert database(None, config, {}) == tmp_path / "ours.db"
        assert database(None, Config(), {}) == tmp_path / "data" / "ircon" / "ircon.db"
        assert Config().drafts == tmp_path / "data" / "ircon" / "drafts"


class TestMistakes:
    """Each is one sentence: the file, the line, what to write."""

    @pytest.mark.parametrize(
        ("text", "line", "remedy"),
        [
            ('[centre]\nname = "X"\nphome = "1"\n', 3, "did you mean phone?"),
            ("[centre]\n\n[colours]\nred = 1\n", 3, "sections are centre, follow_up, files, journal, intake"),
            ("[centre]\nname = = 1\n", 2, "toml.io"),
            ("[centre]\nname = 7\n", 2, 'name = "..."'),
            ('[interface]\nascii = "yes"\n', 2, "true or false"),
            ('[centre]\nlanguage = "fr"\n', 2, '"ja" or "en"'),
            ('[centre]\nprefix = "A#B"\n', 2, "letters, digits"),
            ('[centre]\nmail = "a@b.example\\nBcc: c@d.example"\n', 2, "control characters"),
            ('[centre]\nmail = "nobody"\n', 2, "cert@centre.example.jp"),
            ('[files]\ndrafts = ""\n', 2, "leave the line out"),
            ('centre = "X"\n', 1, "[centre]"),
            ("[interface]\nmouse = true\n[interface.keys]\nclose = 8\n", 4, "in quotes"),
            ("interface.keys = 3\n", 1, "[interface.keys]"),
            ("[csv]\nname = 'x'\n", 1, "double brackets"),
            ('[[csv]]\nname = "x"\ncolumns = ["a"]\nsource = "a"\n\n[[csv]]\nsender = "b"\n', 6, "no name"),
            ('[[csv]]\nname = "x"\nsource = "a"\n', 1, "subject = "),
            ('[[csv]]\nname = "x"\ncolumns = ["a"]\n', 1, "holds an address"),
            ('[[csv]]\nname = "x"\ncolumns = "a"\n', 3, 'columns = ["a", "b"]'),
            ('[[csv]]\nname = "x"\ncolumns = ["a"]\nsuorce = "a"\n', 4, "did you mean source?"),
            ('[[csv]]\nname = "x"\ncolumns = ["a"]\nsource = 1\n', 4, 'source = "..."'),
            ('[[csv]]\nname = "x"\ncolumns = ["a"]\nsource = "a"\ntimezone = "Mars"\n', 5, "Asia/Tokyo"),
        ],
    )
    def test_line_and_remedy(self, tmp_path: Path, text: str, line: int, remedy: str) -> None:
        path = written(tmp_path, text)
        with pytest.raises(Usage) as caught:
            load(path)
        assert str(caught.value).startswith(f"{path}, line {line}: ")
        assert remedy in str(caught.value)

    def test_a_file_that_was_named_must_be_there(self, tmp_path: Path) -> None:
        with pytest.raises(Usage, match="--example"):
            load(tmp_path / "nowhere.toml")

    def test_not_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_bytes("[centre]\nname_ja = '例'\n".encode("cp932"))
        with pytest.raises(Usage, match="line 2: this is not UTF-8"):
            load(path)

    def test_a_directory_in_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(Usage, match="cannot be read"):
            load(tmp_path)


def test_the_example_explains_itself_in_japanese_and_sets_the_same(japanese: None, tmp_path: Path) -> None:
    told = example.example()
    assert "文面に書くセンターの名前" in told
    assert [line for line in told.splitlines() if not line.startswith("# ") or " = " in line] == [
        line for line in EXAMPLE.splitlines() if not line.startswith("# ") or " = " in line
    ]
    assert load(written(tmp_path, told)) == Config()
