"""What a report does not say: that its source writes UTC, where a name in Japanese begins, that blanks disguise one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ircon.evidence import lines, observables
from ircon.model import Certainty

JST = timezone(timedelta(hours=9))
SENT = datetime(2026, 6, 19, 9, tzinfo=JST)

IN_UTC = [
    '{"CreationTime":"2026-06-18T05:19:02","Operation":"UserLoggedIn","RecordType":15,"ClientIP":"203.0.113.5"}',
    '"taro",  {""CreationTime"":""2026-06-18T05:19:02"",""OrganizationId"":""x"",""ClientIP"":""203.0.113.5""}',
    '{"eventTime":"2026-06-18 05:19:02","awsRegion":"ap-northeast-1","sourceIPAddress":"203.0.113.5"}',
    '{"time":"2026-06-18 05:19:02","resourceId":"/SUBSCRIPTIONS/X","properties":{"ipAddress":"203.0.113.5"}}',
    "2026-06-18 05:19:02 W3SVC1 WEB01 192.0.2.10 GET /login.aspx - 443 - 203.0.113.5 Mozilla/5.0 - 200 0 0 15",
    "2026-06-18 05:19:02 192.0.2.10 POST /owa/auth.owa - 443 - 203.0.113.5 Mozilla/5.0 - 302 0 0 15",
    "2026-06-18\t05:19:02\tNRT57-P1\t1045\t203.0.113.5\tGET\td111.cdn.example\t/x",
    "#Fields: date time c-ip\n2026-06-18 05:19:02 203.0.113.5",
    "TimeGenerated [UTC],UserPrincipalName,IPAddress\n2026-06-18 05:19:02,a@b.example,203.0.113.5",
    "Date (UTC),Request ID,IP address\n2026-06-18T05:19:02,abc,203.0.113.5",
    "日時（UTC）\t送信元\n2026-06-18 05:19:02\t203.0.113.5",
    '"timestamp","ip","protocol","port","asn","geo"\n"2026-06-18 05:19:02","203.0.113.5","tcp","23","64500","JP"',
]
IN_NO_SAID_ZONE = [
    '{"CreationTime":"2026-06-18T05:19:02","ClientIP":"203.0.113.5"}',
    "2026-06-18 05:19:02 192.0.2.10 GET /login.aspx 203.0.113.5",
    "Date,Request ID,IP address\n2026-06-18T05:19:02,abc,203.0.113.5",
    "Date (UTC),IP address\n2026-06-18T05:10:00,203.0.113.5\n\n2026-06-18T05:19:02 gw sshd[1]: from 203.0.113.5",
]


@pytest.mark.parametrize("text", IN_UTC)
def test_a_source_that_writes_utc_is_known_by_its_format(text: str) -> None:
    line = lines.find(text, sent_at=SENT)[-1]
    assert line.at is not None and line.at.isoformat() == "2026-06-18T05:19:02+00:00"
    assert line.zone is Certainty.WRITTEN


@pytest.mark.parametrize("text", IN_NO_SAID_ZONE)
def test_another_source_is_in_the_zone_of_the_mail(text: str) -> None:
    line = lines.find(text, sent_at=SENT)[-1]
    assert line.at is not None and line.at.isoformat() == "2026-06-17T20:19:02+00:00"
    assert line.zone is Certainty.INFERRED


def test_a_sentence_about_utc_states_the_zone_and_heads_no_table() -> None:
    text = "Timezone UTC, clock synchronised by NTP.\n2026-06-18 05:19:02 gw sshd[1]: connect from 203.0.113.5"
    assert [line.zone for line in lines.find(text, sent_at=SENT)] == [Certainty.STATED]


NAMES = [
    ("攻撃サイトは日本語.jp です", ["日本語.jp"]),
    ("「お名前.com」から接続", ["お名前.com"]),
    ("偽サイト(三井住友カード.com)へ誘導", ["三井住友カード.com"]),
    ("ドメイン：はじめよう.みんな", ["はじめよう.みんな"]),
    ("www.日本語.jp と 食狮.公司.cn", ["www.日本語.jp", "食狮.公司.cn"]),
    ("報告書.zip と 議事録.docx を添付します", []),
    ("メールを送りました.jp サイトです", []),
    ("終わり.次へ。詳細は.com", []),
    ("報告します。example の jp", []),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_a_bare_name_in_other_letters_is_read_where_its_beginning_can_be_told(text: str, names: list[str]) -> None:
    found = observables.find(text)
    assert [seen.value for seen in found] == [name.encode("idna").decode() for name in names]
    assert [text[seen.start : seen.end] for seen in found] == names


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("connect to evil . example . com now", ["evil.example.com"]),
        ("from 192 . 0 . 2 . 5 and 192.0.2.6", ["192.0.2.5", "192.0.2.6"]),
        ("It ended . Then . we left . com", []),
        ("see the end . example", []),
        ("a . b . c . d", []),
    ],
)
def test_blanks_around_dots_are_a_disguise(text: str, values: list[str]) -> None:
    assert [seen.value for seen in observables.find(text)] == values
