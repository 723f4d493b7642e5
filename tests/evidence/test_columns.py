"""A heading tells which part the addresses below it play, where their own line does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.evidence import columns, observables
from ircon.model import Role

BOTH = {"192.0.2.1": Role.SOURCE, "198.51.100.1": Role.TARGET}


def _roles(text: str) -> dict[str, Role | None]:
    return {one.value: one.role for one in observables.find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\n#types\ttime\taddr\n1781759942.1\t192.0.2.1\t5\t198.51.100.1\n",
        "#Fields: date time s-ip cs-method c-ip\n2026-06-18 05:19:02 198.51.100.1 GET 192.0.2.1\n",
        "日付        時刻      送信元     宛先\n2026/06/18  05:19:02  192.0.2.1  198.51.100.1\n",
        "Time | Source IP | Destination IP\n2026-06-18 05:19 | 192.0.2.1 | 198.51.100.1\n",
        "No,送信元IPアドレス,宛先IPアドレス,件数\n1,192.0.2.1,198.51.100.1,3\n",
    ],
)
def test_a_heading_names_the_columns(text: str) -> None:
    assert _roles(f"Please see:\n\n{text}") == BOTH


def test_a_row_of_other_cells_a_blank_line_and_what_the_line_says_itself_come_first() -> None:
    head = "日付  時刻  送信元  宛先\n"
    assert set(_roles(head + "2026/06/18 05:19:02  192.0.2.1  198.51.100.1\n").values()) == {None}
    assert set(_roles(head + "\n2026/06/18  05:19:02  192.0.2.1  198.51.100.1\n").values()) == {None}
    assert _roles("#Fields: c-ip x s-ip\nfrom 198.51.100.1 192.0.2.1\n")["198.51.100.1"] is Role.SOURCE


@given(st.text(alphabet="#fieldsrc dst\t|,;元先\n\r192.:", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = observables.find(text)
    assert len(columns.told(text, found)) == len(found)
