"""``make screenshots``: draws every screen into docs/ from the running program, in both languages.

The console is opened on the demonstration, which is always on its last day, in a terminal of
a size that reads well on a page, and worked by keys. The page with all of them and the
tables of keys are written as well. A test holds each picture to what the program shows.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ircon import i18n
from tests.support import readme
from tests.support.picture import svg
from tests.support.terminal import Terminal

DOCS = readme.ROOT / "docs"
SIZE = (120, 36)
LANGUAGES = (i18n.ENGLISH, i18n.JAPANESE)

_QUIET, _SECONDS = 0.8, 5.0
"""How long a picture must stand still to be drawn, and how long one waits for it at most."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the keys that lead there from the shot before, what it is called in each language."""

    name: str
    keys: str
    en: str
    ja: str

    def title(self, language: str) -> str:
        """Return what it is called."""
        return self.ja if language == i18n.JAPANESE else self.en

    def path(self, language: str) -> Path:
        """Return its file."""
        return DOCS / (f"{self.name}.ja.svg" if language == i18n.JAPANESE else f"{self.name}.svg")


SHOTS = (
    Shot("queue", "", "The queue: what needs us on top, and why", "一覧: こちらの番のものが上に、理由とともに"),
    Shot("filter", "/is:open class:sc", "A filter being typed", "絞り込みを入力しているところ"),
    Shot("help", "<esc>?", "Help for where one is", "今いる場所のヘルプ"),
    Shot("palette", "<esc>:", "The palette: every command by its words", "パレット: 言葉で探すコマンド"),
    Shot("views", "<esc>v", "Views with their counts", "ビューと件数"),
    Shot("detail", "<esc><enter>", "All of an incident", "一件の全体"),
    Shot("original", "<esc>o", "The message as it came", "届いたままのメッセージ"),
    Shot("related", "<esc>r", "The related sites", "関連サイト"),
    Shot("timeline", "<esc>la", "The timeline of all reports", "すべての報告の時系列"),
    Shot("together", "<esc>m", "Putting incidents together", "インシデントをまとめる"),
    Shot("trends", "<esc>R", "The three counts", "三つの件数"),
    Shot("letters", "<esc>D", "Which letter?", "文面を選ぶ"),
    Shot("close", "<esc>x", "Closing, with what is outstanding", "残っている作業と完了の理由"),
    Shot("classify", "<esc>K", "Of which class?", "分類を選ぶ"),
    Shot("note", "<esc>iCalled them; they look into it.", "A note for colleagues", "同僚のためのメモ"),
    Shot("ledger", "<esc>C", "The ledger of consent", "開示許可の台帳"),
    Shot("handover", "<esc>H<tab><tab><tab><tab>", "The handover for the next shift", "次の当番への引き継ぎ"),
    Shot("record", "<esc>c", "The report's own consent, recorded", "報告に書かれた開示の可否を記録する"),
    Shot("notice", "d", "A notice beside what we have", "手元の内容と並べた通知の文面"),
)
"""Every picture, in the order in which one session comes by them."""


def shown(language: str, home: Path) -> Iterator[tuple[Shot, Terminal]]:
    """Work the console in ``language`` and yield each shot with the terminal that is about to show it.

    ``home`` is an empty directory: nobody's own settings are in the pictures.
    """
    config = home / "config.toml"
    config.write_text(f'[interface]\nlanguage = "{language}"\n', encoding="utf-8")
    env = {"IRCON_CONFIG": str(config), "HOME": str(home), "EDITOR": "", "VISUAL": ""}
    with Terminal([sys.executable, "-m", "ircon", "demo"], size=SIZE, env=env) as terminal:
        terminal.wait_for("サイトB")
        for shot in SHOTS:
            keys, typed = _cut(shot.keys)
            terminal.press(keys)
            if typed:
                terminal.settle(_QUIET)  # what is typed goes into what the key has opened
                terminal.press(typed)
            yield shot, terminal


def _cut(keys: str) -> tuple[str, str]:
    """Return the keys that lead to a screen, and what is typed there: all behind the first plain key."""
    head = keys.rpartition(">")[0] if keys.startswith("<") else ""
    at = len(head) + bool(head) + 1
    return (keys[:at], keys[at:]) if not keys.endswith(">") else (keys, "")


def picture(shot: Shot, terminal: Terminal, language: str) -> str:
    """Return what the terminal shows now as the picture of a shot."""
    return svg(terminal.look(), f"ircon: {shot.title(language)}")


def content(picture: str) -> list[tuple[str, str, str]]:
    """Return what stands where in a picture; its colours may differ."""
    found = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    return [(text.get("x", ""), text.get("y", ""), text.text or "") for text in found]


def page(language: str) -> str:
    """Return the page with all the pictures, in Markdown."""
    head = "# すべての画面" if language == i18n.JAPANESE else "# Every screen"
    other = "[English](screens.md)" if language == i18n.JAPANESE else "[日本語](screens.ja.md)"
    said = (
        f"`ircon demo` の画面です。`make screenshots` が描きます。 {other}"
        if language == i18n.JAPANESE
        else f"As `ircon demo` shows them; `make screenshots` draws them. {other}"
    )
    parts = [head, said]
    for shot in SHOTS:
        title = shot.title(language)
        parts += [f"## {title}", f"![{title}]({shot.path(language).name})"]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Draw every picture anew."""
    DOCS.mkdir(exist_ok=True)
    readme.write()
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as home:
            for shot, terminal in shown(language, Path(home)):
                terminal.read(_SECONDS)
                terminal.settle(_QUIET)
                shot.path(language).write_text(picture(shot, terminal, language), encoding="utf-8")
                sys.stdout.write(f"{shot.path(language).relative_to(readme.ROOT)}\n")
        name = "screens.ja.md" if language == i18n.JAPANESE else "screens.md"
        (DOCS / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
