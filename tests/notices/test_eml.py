"""The mail file: what RFC 5322 wants, nothing of this machine, and no header that the text could add."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.errors import Usage
from ircon.model import Draft, LetterKind
from ircon.notices import eml
from tests.disclosure import world

DATE = datetime(2026, 6, 24, 1, 2, 3, tzinfo=UTC)
LETTER = Draft(LetterKind.NOTICE, "abuse@asite.example.jp", "[IRCON#7] ご連絡", "asite\nご担当者様\n\n本文\n", "ja", 7)


def read(letter: Draft) -> EmailMessage:
    mail = message_from_bytes(eml.to_eml(letter, world.CENTRE, date=DATE), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


def test_it_reads_back_as_it_was_written() -> None:
    mail = read(LETTER)
    assert mail["Subject"] == LETTER.subject
    assert mail["To"] == LETTER.to
    assert mail["From"].addresses[0].addr_spec == "info@cc.example.net"
    assert mail["From"].addresses[0].display_name == "例示調整センター"
    assert mail["Date"].datetime == DATE
    assert mail.get_content().replace("\r\n", "\n") == LETTER.body


def test_lines_end_as_mail_wants_it() -> None:
    raw = eml.to_eml(LETTER, world.CENTRE, date=DATE)
    assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) < 998 for line in raw.split(b"\r\n"))
    long = replace(LETTER, body="x" * 5000, language="en")
    assert all(len(line) < 998 for line in eml.to_eml(long, world.CENTRE, date=DATE).split(b"\r\n"))


def test_nothing_tells_of_this_machine() -> None:
    raw = eml.to_eml(LETTER, world.CENTRE, date=DATE).decode()
    assert socket.gethostname() not in raw
    assert {name.lower() for name, _ in read(LETTER).items()} == {
        "from", "to", "subject", "date", "message-id", "content-type", "content-transfer-encoding", "mime-version"
    }  # fmt: skip
    assert read(LETTER)["Message-ID"].endswith("@cc.example.net>")


def test_the_same_letter_is_the_same_file_to_the_byte() -> None:
    assert eml.to_eml(LETTER, world.CENTRE, date=DATE) == eml.to_eml(LETTER, world.CENTRE, date=DATE)
    other = replace(LETTER, id=99, withheld=("secret",), incident=4)
    assert eml.to_eml(other, world.CENTRE, date=DATE) == eml.to_eml(LETTER, world.CENTRE, date=DATE)


@given(st.text(max_size=60), st.text(max_size=200))
def test_text_adds_no_header(subject: str, body: str) -> None:
    mail = read(replace(LETTER, subject=f"a\r\nBcc: x@example.com\n{subject}", body=f"{body}\r\nBcc: y@example.com"))
    assert mail["Bcc"] is None and len(mail.keys()) == 8


@pytest.mark.parametrize(
    "to", ["", "x", "a@b@c", "a@example.com\r\nBcc: x@example.com", "a@example.com, b@example.com", "花@example.com"]
)
def test_a_recipient_that_is_no_plain_address_is_refused(to: str) -> None:
    with pytest.raises(Usage, match="recipient"):
        eml.to_eml(replace(LETTER, to=to), world.CENTRE, date=DATE)


def test_a_centre_without_an_address_is_told_so() -> None:
    with pytest.raises(Usage, match="centre"):
        eml.to_eml(LETTER, replace(world.CENTRE, mail=""), date=DATE)


def test_the_file_name_comes_from_our_reference_alone() -> None:
    assert eml.file_name(replace(LETTER, to="../../etc/x", subject="../y"), world.CENTRE) == "IRCON-7-notice.eml"
    assert eml.file_name(LETTER, replace(world.CENTRE, prefix="../A B/")) == "AB-7-notice.eml"
