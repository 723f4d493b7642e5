"""Log lines: kept as they came, and timed as surely as the report allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.evidence import lines, years
from ircon.model import Certainty, LogLine

JST = timezone(timedelta(hours=9))
SENT = datetime(1999, 6, 23, 14, 2, 11, tzinfo=JST)
SITE_B = """\
分類: ポートスキャン
発生日時: 6月23日 12時34分
発見方法: ログの監視
ログ:
Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1
Jun 23 12:34:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received
要望: 攻撃元に連絡してほしい
条件: 全ての情報を開示してほしい
その他: タイムゾーンはJST、時刻は正確
"""


def at(text: str, sent_at: datetime | None = SENT, **more: object) -> list[str | None]:
    found = lines.find(text, sent_at=sent_at, **more)  # type: ignore[arg-type]
    return [one.at.isoformat() if one.at else None for one in found]


def test_the_lines_of_site_b_are_two_of_one_instant() -> None:
    noon = datetime(1999, 6, 23, 3, 34, tzinfo=UTC)
    written = SITE_B.split("\n")
    assert lines.find(SITE_B, occurred="6月23日 12時34分", sent_at=SENT) == (
        LogLine(5, written[4], noon, Certainty.INFERRED, Certainty.STATED),
        LogLine(6, written[5], noon, Certainty.INFERRED, Certainty.STATED),
    )


def test_the_line_of_site_a_is_at_one_in_the_morning_in_utc() -> None:
    line = "Jun 23 10:00:00 asite statd[123]: statd: open of /var/statmon/sm/;"
    assert at(line, zone=JST) == ["1999-06-23T01:00:00+00:00"]


def test_without_any_date_to_hang_on_a_line_without_a_year_has_no_instant() -> None:
    (one,) = lines.find("Jun 23 10:00:00 asite statd[123]: statd: open")
    assert (one.at, one.year, one.zone) == (None, Certainty.INFERRED, Certainty.INFERRED)


# --- years -------------------------------------------------------------------------


def test_a_line_more_than_a_day_after_the_mail_is_of_the_year_before() -> None:
    new_year = datetime(2000, 1, 2, 9, 0, tzinfo=JST)
    assert at("Dec 31 23:59:00 h p: x", new_year) == ["1999-12-31T14:59:00+00:00"]
    assert at("Jan  3 08:00:00 h p: x", new_year) == ["2000-01-02T23:00:00+00:00"]
    assert at("Jan  4 08:00:00 h p: x", new_year) == ["1999-01-03T23:00:00+00:00"]


def test_a_month_that_runs_backwards_is_a_new_year() -> None:
    log = "Nov 30 00:00:00 h p: x\nDec 31 23:59:00 h p: x\nJan  1 00:01:00 h p: x\nMar  1 00:00:00 h p: x"
    sent = datetime(2000, 2, 15, tzinfo=UTC)
    assert [one[:4] if one else None for one in at(log, sent)] == ["1998", "1998", "1999", "1999"]


def test_a_log_listed_newest_first_is_read_backwards() -> None:
    log = "Jan  2 00:00:00 h p: x\nJan  1 00:01:00 h p: x\nDec 31 23:59:00 h p: x\nDec 30 23:59:00 h p: x"
    assert [one[:4] if one else None for one in at(log, datetime(2000, 1, 3, tzinfo=UTC))] == [
        "2000",
        "2000",
        "1999",
        "1999",
    ]


def test_the_date_of_occurrence_weighs_more_than_the_mails_date() -> None:
    late = datetime(2001, 3, 1, tzinfo=UTC)
    line = "Jun 23 12:34:00 bsite telnetd[12]: connect from 192.0.2.1"
    assert at(line, late, occurred="1999年6月23日") == ["1999-06-23T12:34:00+00:00"] or at(
        line, late, occurred="1999年6月23日", zone=JST
    ) == ["1999-06-23T03:34:00+00:00"]
    assert at(line, late, occurred="平成11年6月", zone=JST) == ["1999-06-23T03:34:00+00:00"]
    assert at(line, late, occurred="June 23, 1999", zone=JST) == ["1999-06-23T03:34:00+00:00"]
    assert at(line, late, occurred="6月23日", zone=JST) == ["2000-06-23T03:34:00+00:00"]


def test_lines_around_new_year_stay_together_around_the_occurrence() -> None:
    log = "Dec 31 23:59:00 h p: x\nJan  1 00:01:00 h p: x"
    assert at(log, None, occurred="1999-12-31 23:50 UTC") == ["1999-12-31T23:59:00+00:00", "2000-01-01T00:01:00+00:00"]


def test_a_leap_day_is_of_the_last_leap_year() -> None:
    assert at("Feb 29 12:00:00 h p: x", datetime(2002, 1, 1, tzinfo=UTC)) == ["2000-02-29T12:00:00+00:00"]


def test_a_weekday_without_a_year_chooses_the_year_that_has_it() -> None:
    line = "root     pts/0        192.0.2.1    Wed Jun 23 12:34 - 12:40  (00:06)"
    assert at(line, datetime(2001, 12, 1, tzinfo=UTC)) == ["1999-06-23T12:34:00+00:00"]


def test_another_line_that_writes_its_year_serves_where_nothing_else_does() -> None:
    log = "Jun 23 12:34:00 h p: x\n1999-06-24 09:00:00 h p: y"
    assert at(log, None)[0] == "1999-06-23T12:34:00+00:00"


@given(
    st.datetimes(datetime(1985, 1, 2), datetime(2090, 1, 1)),
    st.lists(st.integers(0, 40 * 86400), min_size=1, max_size=12),
)
def test_a_sorted_log_is_read_back_whatever_years_it_spans(last: datetime, gaps: list[int]) -> None:
    moments = [last.replace(microsecond=0)]
    for gap in gaps:
        moments.append(moments[-1] - timedelta(seconds=gap))
    moments.reverse()
    log = "\n".join(f"{one:%b} {one.day:2d} {one:%H:%M:%S} h p: x" for one in moments)
    found = lines.find(log, sent_at=moments[-1].replace(tzinfo=UTC), zone=UTC)
    assert [one.at for one in found] == [one.replace(tzinfo=UTC) for one in moments]


# --- zones -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sent", "zone", "sure", "hour"),
    [
        ("Jun 23 12:34:00 h p: x", datetime(1999, 6, 23, 14, 0, tzinfo=JST), None, Certainty.INFERRED, 3),
        ("Jun 23 12:34:00 h p: x", datetime(1999, 6, 23, 14, 0, tzinfo=UTC), None, Certainty.INFERRED, 12),
        ("接続\nJun 23 12:34:00 h p: x", datetime(1999, 6, 23, 14, 0, tzinfo=UTC), None, Certainty.INFERRED, 3),
        ("Jun 23 12:34:00 h p: x", SENT, timezone(timedelta(hours=2)), Certainty.STATED, 10),
        ("times are +0200\nJun 23 12:34:00 h p: x", SENT, None, Certainty.STATED, 10),
        ("1999-06-23T12:34:00+01:00 h p: x", SENT, JST, Certainty.WRITTEN, 11),
        ("#Fields: date time c-ip\n1999-06-23 12:34:00 192.0.2.1", SENT, JST, Certainty.WRITTEN, 12),
    ],
)
def test_the_zone_is_written_or_stated_or_inferred(
    text: str, sent: datetime, zone: timezone | None, sure: Certainty, hour: int
) -> None:
    (one,) = lines.find(text, sent_at=sent, zone=zone)
    assert one.at is not None
    assert (one.at.hour, one.zone) == (hour, sure)


def test_the_field_of_occurrence_may_state_the_zone() -> None:
    (one,) = lines.find(
        "Jun 23 12:34:00 h p: x", occurred="6月23日 12時34分 (JST)", sent_at=datetime(1999, 6, 24, tzinfo=UTC)
    )
    assert one.at == datetime(1999, 6, 23, 3, 34, tzinfo=UTC)
    assert one.zone is Certainty.STATED


def test_a_time_of_day_takes_the_day_of_occurrence() -> None:
    line = "12:34:56.123456 IP 192.0.2.1.4321 > 198.51.100.2.80: Flags [S]"
    assert at(line) == [None]
    assert at(line, occurred="1999年6月23日", zone=JST) == ["1999-06-23T03:34:56.123456+00:00"]


# --- always ------------------------------------------------------------------------


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_is_read_and_lines_are_kept_as_they_came(text: str, occurred: str) -> None:
    written = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in lines.find(text, occurred=occurred, sent_at=SENT):
        assert one.text == written[one.line - 1]
        assert one.at is None or one.at.tzinfo is UTC


@given(
    st.lists(
        st.sampled_from(
            [
                "Jun ",
                "23 ",
                "12:34:00 ",
                "1999",
                "-06-23T",
                "Feb 30 ",
                "平成",
                "99年",
                "13月",
                "10時",
                "\n",
                "930108840.1 ",
            ]
        )
        | st.text(max_size=5),
        max_size=30,
    ).map("".join)
)
def test_broken_stamps_are_no_stamps(text: str) -> None:
    lines.find(text, occurred=text, sent_at=SENT)


def test_a_date_without_a_zone_is_taken_for_utc() -> None:
    assert years.utc(datetime(1999, 6, 23)) == datetime(1999, 6, 23, tzinfo=UTC)


def test_times_alone_are_of_the_day_that_a_web_log_names_above_them() -> None:
    head = "#Date: 1999-06-23 03:00:00\n#Fields: time c-ip cs-method cs-uri-stem\n"
    text = head + "03:34:00 192.0.2.1 GET /scripts/root.exe\n"
    (line,) = lines.find(text, sent_at=datetime(1999, 6, 24, tzinfo=UTC))
    assert line.at == datetime(1999, 6, 23, 3, 34, tzinfo=UTC)


def test_times_alone_are_of_the_one_day_that_the_words_name() -> None:
    packet = "12:34:00.5 IP 192.0.2.1.4000 > 198.51.100.1.23: S\n"
    told = "We were scanned on June 23, 1999 from 12:34 to 12:40 JST.\n"
    (line,) = lines.find(told + packet, sent_at=datetime(1999, 6, 30, tzinfo=UTC), zone=timezone(timedelta(hours=9)))
    assert line.at == datetime(1999, 6, 23, 3, 34, 0, 500_000, tzinfo=UTC)
    several = told + "It began on June 20, 1999 already.\n"
    assert [one.at for one in lines.find(several + packet, sent_at=datetime(1999, 6, 30, tzinfo=UTC))] == [None]
