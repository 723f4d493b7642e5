"""The package that ``pip install`` puts in place is whole: it starts, speaks Japanese and opens the demonstration."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ircon import __version__
from tests.support.terminal import Terminal, environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own with the built wheel put in, beside which only the packages of this environment are found."""
    folder = tmp_path_factory.mktemp("wheel")
    for command in (
        ["hatchling", "build", "-t", "wheel", "-d", str(folder)],
        ["pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", "--target", str(folder / "there")],
    ):
        wheels = [str(wheel) for wheel in folder.glob("*.whl")]
        subprocess.run([sys.executable, "-m", *command, *wheels], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder / "there"


def test_it_says_its_version_from_anywhere(installed: Path, tmp_path: Path) -> None:
    env = environment({"PYTHONPATH": str(installed)})
    done = subprocess.run(
        [installed / "bin" / "ircon", "--version"], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert __version__ in done.stdout
    code = "import ircon, screens; print(ircon.__file__, screens.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert all(Path(place).is_relative_to(installed) for place in found.stdout.split())


def test_the_demonstration_opens_and_every_kind_of_file_is_there(installed: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(installed), "LANG": "ja_JP.UTF-8", "EDITOR": "", "VISUAL": "", "HOME": str(tmp_path)}
    with Terminal([installed / "bin" / "ircon", "demo"], env=env, cwd=tmp_path) as terminal:
        terminal.wait_for("こちら")  # the catalogue, and the demonstration's store
        terminal.press("cd")
        terminal.wait_for("相手に見える文面")  # the styles of a screen
        terminal.wait_for("ご連絡と状況ご確認のお願い")  # the wording of letters
        terminal.press("qq")
        assert terminal.wait_exit() == 0


def test_nothing_is_left_behind_that_a_checkout_has(installed: Path) -> None:
    """Every file of the two packages is in the wheel, whatever its kind."""
    ours, theirs = files(ROOT), files(installed)
    assert ours - theirs == set()
    assert theirs - ours == {Path("ircon/demo/example.db")}


def files(folder: Path) -> set[Path]:
    """Return the files of the two packages in a folder, less what the interpreter keeps there."""
    found = (path for package in ("ircon", "screens") for path in (folder / package).rglob("*") if path.is_file())
    return {path.relative_to(folder) for path in found if "__pycache__" not in path.parts}
