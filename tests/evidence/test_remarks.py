"""The stated clock: its zone, whether it is right, and the words that say so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.evidence import remarks


@pytest.mark.parametrize(
    ("text", "hours", "accurate", "error"),
    [
        ("タイムゾーンはJST、時刻は正確", 9, True, None),
        ("time zone JST, clock accurate", 9, True, None),
        ("Time zone: +0900", 9, None, None),
        ("Timezone: UTC+9", 9, None, None),
        ("All times are in UTC.", 0, None, None),
        ("Lines containing failures of 192.0.2.1 (time zone +0200):", 2, None, None),
        ("Log attached; times are +0200.", 2, None, None),
        ("timezone: Asia/Tokyo", 9, None, None),
        ("ログの時刻はすべて日本時間です。NTPで同期しています。", 9, True, None),
        ("時刻は日本標準時", 9, None, None),
        ("6月23日 12時34分 (JST)", 9, None, None),
        ("NTP: 無 時刻誤差: 30秒", None, False, 30.0),
        ("NTP：有", None, True, None),
        ("時計は5分ほど進んでいます", None, False, 300.0),
        ("時刻は正確ではありません", None, False, None),
        ("Our clocks are synchronized with NTP, time zone is GMT", 0, True, None),
        ("The clock is not synchronised.", None, False, None),
        ("clock error 2 seconds", None, False, 2.0),
        (
            '<165>1 2003-10-11T22:14:15.003Z h a - - [timeQuality tzKnown="1" isSynced="1" syncAccuracy="60000000"]',
            None,
            True,
            60.0,
        ),
        ('<165>1 2003-10-11T22:14:15.003Z h a - - [timeQuality tzKnown="0" isSynced="0"]', None, False, None),
        ("The intruder runs port scans", None, None, None),
        ("", None, None, None),
        ("Call +81 3 1234 5678 at any time", None, None, None),
    ],
)
def test_what_is_said_of_the_clock(text: str, hours: int | None, accurate: bool | None, error: float | None) -> None:
    said = remarks.stated(text)
    zone = said.zone.utcoffset(datetime(1999, 6, 23)) if said.zone else None
    assert zone == (None if hours is None else timedelta(hours=hours))
    assert (said.accurate, said.error_seconds) == (accurate, error)


def test_the_words_are_kept_as_they_came() -> None:
    text = "よろしくお願いします。\nタイムゾーンはＪＳＴ、時刻は正確\n以上"
    assert remarks.stated(text).quote == "タイムゾーンはＪＳＴ、時刻は正確"


@given(st.text(max_size=500))
def test_any_text_is_read(text: str) -> None:
    remarks.stated(text)


def test_a_remark_is_found_among_objects_and_an_object_that_names_its_zone_counts() -> None:
    event = '{"timestamp":"2026-06-18T14:19:02","event_type":"alert","alert":{"signature":"' + "x" * 300 + '"}}\n'
    found = remarks.stated(event * 3 + "時刻は日本時間です。\n" + event * 3)
    assert (str(found.zone), found.quote) == ("UTC+09:00", "時刻は日本時間です。")
    assert remarks.stated(event * 3).zone is None
    assert str(remarks.stated(event.replace("event_type", 'tz":"+0200","a')).zone) == "UTC+02:00"
