"""A table of one's own, described in the configuration, is read by what its columns are said to hold."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from ircon import intake
from ircon.intake.own import OwnTable
from ircon.model import Certainty, IncidentClass, Role
from tests.support.command import ircon

SENSORS = OwnTable(
    name="sensors",
    columns=("When", "From where"),
    time="When",
    zone="TZ",
    source="From where",
    target="Whom",
    klass="What",
    remarks="Said",
    contact="Answer",
    timezone="Asia/Tokyo",
)
TABLE = """\
When;From where;Whom;What;Said;Answer;TZ
2000/6/23 12:34:00;192.0.2.7;198.51.100.9;port scan;telnet again;noc@sensors.example.net;
2000-06-23 03:35:00;192.0.2.8;198.51.100.9;port scan;telnet again;noc@sensors.example.net;UTC
"""


def test_columns_hold_what_the_configuration_says() -> None:
    read = intake.read(TABLE.encode(), tables=[SENSORS])
    assert (read.format, read.klass, read.reporter.mail) == ("csv", IncidentClass.SCAN, "noc@sensors.example.net")
    assert read.fields.remarks == "telnet again"
    assert {(one.value, one.role) for one in read.observables} == {
        ("192.0.2.7", Role.SOURCE),
        ("192.0.2.8", Role.SOURCE),
        ("198.51.100.9", Role.TARGET),
    }


def test_a_time_has_its_own_zone_else_the_rows_else_the_one_told() -> None:
    lines = intake.read(TABLE.encode(), tables=[SENSORS]).lines
    assert [line.at for line in lines] == [datetime(2000, 6, 23, 3, minute, tzinfo=UTC) for minute in (34, 35)]
    assert [line.line for line in lines] == [2, 3]
    assert {line.zone for line in lines} == {Certainty.STATED}


def test_without_the_description_it_is_a_table_of_addresses_whose_parts_nobody_told() -> None:
    read = intake.read(TABLE.encode())
    assert (read.format, {one.role for one in read.observables}) == ("csv", {None})
    assert intake.read(TABLE.replace("From where", "Quelle").encode()).observables[0].role is Role.SOURCE
    assert intake.read(TABLE.replace("192.0.2", "host-2").replace("198.51.100", "x").encode()).format == "text"


def test_a_column_that_is_missing_is_said() -> None:
    table = TABLE.replace("TZ", "zone_of_it").replace("Whom", "To")
    problems = intake.read(table.encode(), tables=[SENSORS]).problems
    assert [problem for problem in problems if "'Whom'" in problem and "sensors" in problem and "[[csv]]" in problem]


def test_by_subject_and_sender_in_a_mail() -> None:
    table = OwnTable("feed", subject="daily sensor", sender="sensors.example.net", time="When", source="From where")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "robot@eu.sensors.example.net", "Your DAILY SENSOR report"
    mail.set_content("See the table.\n")
    mail.add_attachment(TABLE.encode(), maintype="text", subtype="csv", filename="today.csv")
    read = intake.read(mail.as_bytes(), tables=[table])
    assert (read.format, read.subject) == ("csv", "Your DAILY SENSOR report")
    assert read.reporter.mail == "robot@eu.sensors.example.net"
    assert any(one.role is Role.SOURCE for one in read.observables)
    del mail["From"]
    mail["From"] = "robot@notsensors.example.net"
    assert not any(one.role for one in intake.read(mail.as_bytes(), tables=[table]).observables)


def test_quoted_cells_over_several_lines_keep_their_lines() -> None:
    text = 'When,From where,Said\n2000-06-23T12:00:00Z,192.0.2.7,"one\ntwo"\n2000-06-23T13:00:00Z,192.0.2.8,x\n'
    lines = intake.read(text.encode(), tables=[SENSORS]).lines
    assert [(line.line, line.at.hour if line.at else 0) for line in lines] == [(2, 12), (4, 13)]


def test_broken_tables_never_raise() -> None:
    head = "When;From where\n"
    for rest in ("", '"', ";" * 50_000, "a" * 500_000, '"' + "x\n" * 9_000):
        assert intake.read((head + rest).encode(), tables=[SENSORS]).format != "unreadable"


def test_intake_takes_it_from_the_configuration(empty_db: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[csv]]\nname = "s"\ncolumns = ["From where"]\nsource = "From where"\nclass = "What"\n')
    (tmp_path / "table.csv").write_text(TABLE)
    done = ircon("intake", "--json", tmp_path / "table.csv", db=empty_db, env={"IRCON_CONFIG": str(config)})
    assert (done.status, done.objects[0]["format"]) == (0, "csv")
    (row,) = ircon("list", "--json", db=empty_db).objects
    assert row["class"] == "scan"


def test_a_mail_server_keeps_its_mail_until_the_configuration_is_mended(empty_db: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[csv]]\nname = "s"\n')
    done = ircon("intake", "-", stdin=TABLE.encode(), db=empty_db, env={"IRCON_CONFIG": str(config)})
    assert done.status == 75
    assert "line 1" in done.err
