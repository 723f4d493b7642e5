"""The wording: ours is sound, a centre's own is checked, and neither can say what it is not given."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon import disclosure
from ircon.errors import Usage
from ircon.model import LetterKind, Level
from ircon.notices import letters, templates
from tests.disclosure import world

OWN = "Subject: [$reference] Hello\n\n$recipient\n\n$facts\n[$reference] $signature\n"


@pytest.mark.parametrize("language", templates.LANGUAGES)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_our_own_wording_is_sound(kind: LetterKind, language: str) -> None:
    wording = templates.load(kind, language)
    used = set(wording.body.get_identifiers())
    assert used <= templates.names(kind)
    assert {"reference", "recipient", "centre", "signature", "contact"} <= used
    if kind is LetterKind.NOTICE:
        assert {"facts", "evidence", "reporter", "ask", "remedy", "deadline", "choices"} <= used


def test_a_centre_may_use_its_own_wording(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "notice.txt").write_text(OWN, encoding="utf-8")
    report = world.report(1, "Jun 23 12:34:00 g telnetd[1]: connect from 192.168.100.1\n")
    view = disclosure.build([report], [world.grant(1, Level.FACTS)], world.A, world.SOURCE)
    draft = letters.write(
        LetterKind.NOTICE, view, world.CENTRE, language="en", reference=9, today=world.TODAY, directory=tmp_path
    )
    assert draft.subject == "[IRCON#9] Hello" and "192.168.100.1" in draft.body
    assert templates.load(LetterKind.NOTICE, "ja", tmp_path) == templates.load(LetterKind.NOTICE, "ja")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (OWN.replace("$facts", "$report"), "uses $report, which a notice does not have"),
        (OWN.replace("$facts", "${text}"), "uses $text"),
        (OWN.replace("$facts", "costs $ 5"), "write '$$'"),
        (OWN.replace("Subject:", "Betreff:"), "must begin with a line 'Subject: ...'"),
        (OWN.replace("Subject: [$reference] ", "Subject: "), "needs $reference in its subject"),
        ("Subject: [$reference]\n\n", "must begin"),
        ("", "must begin"),
    ],
)
def test_wording_that_cannot_be_used_is_refused_in_words(raw: str, said: str) -> None:
    with pytest.raises(Usage, match=said.replace("$", r"\$").replace("(", r"\(")):
        templates.check(raw, LetterKind.NOTICE)


def test_a_letter_to_a_reporter_has_no_facts_and_a_notice_no_subject_of_theirs() -> None:
    with pytest.raises(Usage, match="evidence"):
        templates.check(OWN.replace("$facts", "$evidence"), LetterKind.PROGRESS)
    with pytest.raises(Usage, match="subject"):
        templates.check(OWN.replace("$facts", "$subject"), LetterKind.NOTICE)


def test_attributes_and_calls_are_no_names() -> None:
    wording = templates.check(OWN.replace("$facts", "$centre.__class__ ${facts}"), LetterKind.NOTICE)
    filled = {name: name for name in templates.names(LetterKind.NOTICE)}
    assert "centre.__class__" in wording.body.substitute(filled)


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "notice.txt").write_bytes(b"Subject: \xff\xfe")
    with pytest.raises(Usage, match="cannot be read"):
        templates.load(LetterKind.NOTICE, "ja", tmp_path)


def test_other_languages_are_refused() -> None:
    with pytest.raises(Usage, match="ja or en"):
        templates.load(LetterKind.NOTICE, "../..")
