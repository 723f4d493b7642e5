"""The manual page: ``make manual`` writes it from the commands of the command line and the registry of keys.

What commands, options, keys and fields of the filter say is what the program says of them,
in English and, through the catalogue, in Japanese; what stands around them is in
``tests.support.manual``. ``python -m tests.manual --check`` writes nothing and returns 1
where a page is out of date. The markup is man(7)'s, which groff and mandoc both read.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ircon import __version__, i18n
from ircon.cli import HOMES
from ircon.cli.group import ircon
from ircon.i18n import _
from ircon.query import FIELDS
from screens.commands import GROUPS
from screens.keys import key_name
from tests.support.manual import PROSE, Part

ROOT = Path(__file__).resolve().parent.parent
PAGES = {i18n.ENGLISH: ROOT / "docs" / "ircon.1", i18n.JAPANESE: ROOT / "docs" / "ircon.ja.1"}

_BREAKS = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])(?<![（「『])(?=[^\s、。，．）」』ーぁぃぅぇぉっゃゅょァィゥェォッャュョ])"
    r"|(?<=\w\|)(?=\w)"
)
"""Where Japanese may be broken, and a list of values: roff knows of blanks alone."""

_ESCAPED = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}


def main(arguments: list[str]) -> int:
    """Write both pages, or with ``--check`` say which are out of date."""
    stale = 0
    for language, path in PAGES.items():
        made = page(language)
        if "--check" not in arguments:
            path.write_text(made, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != made:
            sys.stdout.write(f"{path.relative_to(ROOT)} is out of date; make manual\n")
            stale = 1
    return stale


def page(language: str) -> str:
    """Return the page in ``language``."""
    i18n.speak(language)
    try:
        return "".join(f"{line}\n" for line in _page(PROSE[language]))
    finally:
        i18n.speak(i18n.ENGLISH)


def _page(prose: dict[str, Part]) -> Iterator[str]:
    yield '.\\" Written by `make manual` from the commands and keys of the program; changes here are lost.'
    yield f'.TH IRCON 1 "{prose["date"]}" "ircon {__version__}" "{escaped(str(prose["title"]))}"'
    yield ".nh"  # a word that is cut in two cannot be typed
    if i18n.language() == i18n.JAPANESE:
        yield ".ad l"  # there are few blanks to make wider
    for heading, words in prose.items():
        if heading in ("date", "title"):
            continue
        yield f'.SH "{heading}"'
        yield from _told(words)
        if "@options" in words:
            yield from _options(ircon, click.Context(ircon, info_name="ircon"))
        if "@commands" in words:
            yield from _commands()
        if "@keys" in words:
            for group in GROUPS:
                yield f'.SS "{escaped(group.told)}"'
                for command in group.commands:
                    yield from _entry(" ".join(map(key_name, command.named.split())), command.told)
        if "@fields" in words:
            for field in FIELDS:
                yield from _entry(field.example, _(field.help))


def _told(words: Part) -> Iterator[str]:
    """Yield paragraphs, pairs of what is explained and what explains it, and examples (indented lines)."""
    for number, one in enumerate(words if isinstance(words, tuple) else (words,)):
        if isinstance(one, tuple):
            yield from _entry(*one)
        elif one.startswith("    "):
            yield from ([".PP"] * bool(number))
            yield from (".RS 4", ".nf", *map(escaped, inspect.cleandoc(one).splitlines()), ".fi", ".RE")
        elif not one.startswith("@"):
            yield from [".PP"] * bool(number)
            yield _bold(one)


def _commands() -> Iterator[str]:
    for name, home in HOMES.items():
        command: click.Command = importlib.import_module(f"ircon.cli.{home}").COMMANDS[name]
        yield from _command(command, click.Context(command, info_name=name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield what one command does, its options, then the commands below it."""
    usage = [context.command_path, *command.collect_usage_pieces(context)]
    if any(parameter.name == "as_json" for parameter in command.params):
        usage.insert(2, "[--json]")
    yield f'.SS "{escaped(" ".join(usage))}"'
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for name, below in sorted(command.commands.items()):
            yield from _command(below, click.Context(below, info_name=name, parent=context))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and not {"--help", "--db", "--json"}.intersection(parameter.opts):
            record = parameter.get_help_record(context)
            yield from _entry(record[0] if record else parameter.opts[0], _(parameter.help or ""))


def _paragraphs(told: str) -> Iterator[str]:
    for number, paragraph in enumerate(_(inspect.cleandoc(told)).split("\n\n")):
        yield from [".PP"] * bool(number)
        yield escaped(_one_line(paragraph))


def _one_line(paragraph: str) -> str:
    """Join lines: between two wide characters there is no blank, which would be drawn."""
    joined = re.sub(r"(?<=[^\x00-\u2fff])\n(?=[^\x00-\u2fff])", "", paragraph)
    return " ".join(joined.split())


def _entry(head: str, told: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{escaped(head)}\\fR", escaped(told))


def _bold(words: str) -> str:
    r"""Return a paragraph in which what stands in ``*stars*`` is bold."""
    pieces = re.split(r"\*(\S[^*]*)\*", words)
    return "".join(f"\\fB{escaped(one)}\\fR" if odd % 2 else escaped(one, odd > 0) for odd, one in enumerate(pieces))


def escaped(text: str, inside: bool = False) -> str:
    """Return text that roff draws as it stands; ``inside``: it does not begin a line."""
    drawn = _BREAKS.sub(r"\\:", "".join(_ESCAPED.get(character, character) for character in text))
    return drawn if inside or not drawn.startswith((".", "\\(aq")) else f"\\&{drawn}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
