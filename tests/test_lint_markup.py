"""The lint finds every way in which a reporter's words could be read as markup, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_markup import main, mistakes


@pytest.mark.parametrize(
    "source",
    [
        "Static(report.subject)",
        "Label(f'from {name}')",
        "Static('from ' + name)",
        "Button(label=name)",
        "widget.border_title = subject",
        "widget.tooltip = f'{subject}'",
        "pane.update(f'{subject}')",
        "table.add_row('1', subject)",
        "options.add_option(subject)",
        "OptionList(*subjects)",
        "app.notify(message)",
        "self.notify('saved', title=name)",
        "Content.from_markup(f'[b]{subject}[/]')",
        "self.title = subject",
        "Static(subject if long else 'none')",
        "Static('from %s' % name)",
        "Static('from {}'.format(name))",
        "pane.update(', '.join(names))",
        "widget.border_subtitle += subject",
        "table.add_column(name)",
        "table.update_cell(row, column, subject)",
        "tree.root.add_leaf(subject)",
        "Collapsible(title=subject)",
        "Select([(name, 1)])",
        "button.with_tooltip(reason)",
        "Content.from_text(subject)",
        "Text.from_markup(subject)",
        "RichLog(markup=True)",
        "class Pane(Widget):\n    def render(self):\n        return f'{self.subject}'",
    ],
)
def test_a_str_that_may_come_from_outside_is_found(source: str) -> None:
    assert list(mistakes(source))


@pytest.mark.parametrize(
    "source",
    [
        "Static('no reports')",
        "Static(Content(subject))",
        "Static(Text(subject))",
        "Static(subject, markup=False)",
        "Static(Content.from_markup('[b]$s[/]', s=subject))",
        "widget.border_title = Content(subject)",
        "app.notify(message, markup=False)",
        "known.update(rows)",
        "digest.update(data)",
        "table.add_row(Content(a), Text(b))",
        "from screens.chooser import Option\nOption(key, words)",
    ],
)
def test_what_is_plain_or_our_own_passes(source: str) -> None:
    assert list(mistakes(source)) == []


def test_the_screens_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(Path(__file__).parent.parent / "screens") == 0, capsys.readouterr().out
