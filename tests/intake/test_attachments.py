"""What is not read is named with its size; paragraphs broken for sending are put together again."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from ircon import intake
from ircon.intake import flowed, tnef
from ircon.model import Report


def _attribute(kind: int, value: bytes, level: int = 2) -> bytes:
    return struct.pack("<BII", level, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


ENVELOPE = (
    struct.pack("<IH", 0x223E9F78, 1)
    + _attribute(0x00089006, b"\x00\x00\x01\x00", level=1)
    + _attribute(0x00069002, b"\x01\x00" + bytes(12))
    + _attribute(0x00018010, b"access.log\x00")
    + _attribute(0x0006800F, b"x" * 1234)
    + _attribute(0x00069002, b"\x01\x00" + bytes(12))
    + _attribute(0x00018010, "証跡.xlsx".encode("cp932") + b"\x00")
    + _attribute(0x0006800F, b"PK" * 40)
)


def test_outlooks_envelope_is_listed() -> None:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("See the attachment.\n")
    mail.add_attachment(ENVELOPE, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    problems = intake.read(mail.as_bytes()).problems
    assert f"the attachment winmail.dat of type application/ms-tnef ({len(ENVELOPE):,} bytes) was not read" in problems
    assert "in winmail.dat there is access.log (1,234 bytes), not read" in problems
    assert "in winmail.dat there is 証跡.xlsx (80 bytes), not read" in problems


@given(st.binary(max_size=300), st.integers(0, len(ENVELOPE)))
def test_a_broken_envelope_is_listed_as_far_as_it_goes(noise: bytes, cut: int) -> None:
    tnef.attachments(ENVELOPE[:cut] + noise)


def _mail(text: str, parameters: str) -> bytes:
    return f"From: a@example.org\nContent-Type: text/plain; charset=utf-8; {parameters}\n\n{text}".encode()


def test_a_log_line_broken_for_sending_is_one_line_again() -> None:
    text = (
        "Hello, we have seen this \ncoming from your side:\n\n"
        "Jun 23 12:34:00 bsite sshd[12]: Failed password for \nroot from 192.0.2.7 port 4022 ssh2\n"
        "Jun 23 12:35:00 bsite sshd[12]: Failed password for root \nfrom 192.0.2.7 port 4023 ssh2\n"
        "-- \nA. Dmin\n"
    )
    read = intake.read(_mail(text, "format=flowed"), received=datetime(2000, 6, 24, tzinfo=UTC))
    assert [line.text.split("port ")[1] for line in read.lines] == ["4022 ssh2", "4023 ssh2"]
    assert read.text.startswith("Hello, we have seen this coming from your side:\n\n")
    assert "\n-- \nA. Dmin" in read.text
    assert intake.read(_mail(text, "x=y")).text.count("\n") > read.text.count("\n")


def test_empty_answers_stay_empty() -> None:
    text = "分類: ポートスキャン\n発見方法: \n要望: 接続元に連絡して \nほしい\n条件: \nその他: \n"
    fields = intake.read(_mail(text, "format=flowed; delsp=yes")).fields
    assert (fields.found_by, fields.request, fields.condition, fields.remarks) == ("", "接続元に連絡してほしい", "", "")


def test_quotes_and_stuffing() -> None:
    assert flowed.joined(">> deep \n>> er\n> less\n From me\n>no\n") == ">> deep er\n> less\nFrom me\n> no\n"
    assert flowed.joined("one \n\ntwo") == "one \n\ntwo"


@given(st.lists(st.text(st.sampled_from("ab >-:\u3042"), max_size=12), max_size=12), st.booleans())
def test_no_letter_is_lost(lines: list[str], delsp: bool) -> None:
    text = "\n".join(lines)
    kept = [char for char in flowed.joined(text, delsp=delsp) if char not in " >\n"]
    assert kept == [char for char in text if char not in " >\n"]


def test_a_megabyte_of_flowed_lines_is_read_at_once() -> None:
    assert len(flowed.joined("word \n" * 200_000)) == 1_000_001


LOG = b"Jun 18 05:19:02 h telnetd[1]: connect from 203.0.113.50\n"


def _with(name: str, data: bytes, subtype: str) -> Report:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("See the attachment.\n")
    mail.add_attachment(data, maintype="application", subtype=subtype, filename=name)
    return intake.read(mail.as_bytes())


def test_a_log_in_a_tar_is_read_and_the_rest_of_it_named() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data in (("var/auth.log", LOG), ("bin/rootkit", b"\x7fELF" + bytes(99))):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    report = _with("evidence.tgz", packed.getvalue(), "x-gzip")
    assert [line.text for line in report.lines] == [LOG.decode().rstrip()]
    assert report.problems == ("bin/rootkit in evidence.tgz was not read",)
    broken = _with("evidence.tgz", gzip.compress(gzip.decompress(packed.getvalue())[:700]), "x-gzip")
    assert broken.format == "mail"


def test_an_office_document_is_named_and_not_taken_for_an_archive() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.example.com/types'/>")
        archive.writestr("word/document.xml", "<w>203.0.113.50</w>")
    for name, subtype in (("report.docx", "octet-stream"), ("report", "vnd.openxmlformats"), ("report.bin", "zip")):
        report = _with(name, packed.getvalue(), subtype)
        assert report.observables == ()
        (problem,) = report.problems
        assert problem.startswith(f"the attachment {name} of type application/{subtype}")
