"""The audit's sentence: green only where all was looked up, red with the reason otherwise."""

from __future__ import annotations

import json

from tests.audit import KNOWN, NOT_AUDITED, verdict

PINNED = {"click", "textual"}


def told(**flaws: list[str] | None) -> str:
    found = [
        {"name": name, "skip_reason": "not found"}
        if ids is None
        else {"name": name, "version": "1.0", "vulns": [{"id": one, "fix_versions": []} for one in ids]}
        for name, ids in flaws.items()
    ]
    return json.dumps({"dependencies": found, "fixes": []})


def test_it_is_green_where_all_was_looked_up_and_nothing_is_known() -> None:
    status, words = verdict(told(click=[], textual=[]), "", PINNED)
    assert status == 0 and "2 packages looked up" in words


def test_what_is_known_is_named() -> None:
    assert verdict(told(click=["PYSEC-1"], textual=[]), "", PINNED) == (
        KNOWN,
        "something is known against click 1.0 (PYSEC-1)",
    )


def test_what_was_not_looked_up_is_red_and_named() -> None:
    for answer in (told(click=[]), told(click=[], textual=None)):
        status, words = verdict(answer, "", PINNED)
        assert status == NOT_AUDITED and words == "1 of 2 packages are not audited: no advisories for textual"
    status, words = verdict(told(click=["PYSEC-1"]), "", PINNED)
    assert status == KNOWN and "click 1.0" in words and "no advisories for textual" in words


def test_an_index_without_advisories_audits_nothing() -> None:
    status, words = verdict(told(click=None, textual=None), "", PINNED)
    assert status == NOT_AUDITED and words.startswith("not audited: the package index")


def test_without_an_answer_the_complaint_is_the_reason() -> None:
    said = "Traceback\nERROR:pip_audit._cli:Could not connect to the index\n"
    for answer in ("", "[]", "{}", '{"dependencies": [1]}'):
        assert verdict(answer, said, PINNED) == (
            NOT_AUDITED,
            "not audited: the advisories could not be asked (Could not connect to the index)",
        )
    assert verdict("", "", PINNED)[1].endswith("(it said nothing)")
