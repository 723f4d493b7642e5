"""Messages that are made to hurt: a hundred inputs over which no reader may fail or linger."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Iterator

from tests.intake.corpus.case import mail, multipart
from tests.intake.corpus.forms import story

MB = 1024 * 1024
FORM = story("{label}: {value}")


def inputs() -> Iterator[tuple[str, bytes]]:
    """Every hostile input under a name that says what is wrong with it."""
    for family in (_headers, _structure, _bodies, _documents, _archives, _charsets, _long_things):
        yield from family()


def _headers() -> Iterator[tuple[str, bytes]]:
    word = "=?utf-8?B?" + base64.b64encode(b"x" * 45).decode() + "?= "
    yield "a Subject of 1 MB in encoded words", mail(FORM, "Subject: " + word * (MB // len(word)))
    yield "a Subject of 1 MB in folded encoded words", mail(FORM, "Subject: " + (word + "\n ") * (MB // len(word)))
    yield "a Subject of 1 MB of question marks", mail(FORM, "Subject: " + "=?" * (MB // 2))
    yield "a Subject of half-open words", mail(FORM, "Subject: " + "=?utf-8?q?" * 1000)
    yield "a Subject with control characters", mail(FORM, "Subject: =?utf-8?Q?=1B]0;x=07=0D=0ABcc:_a=40b?=")
    yield "an encoded word that holds no base64", mail(FORM, "Subject: =?utf-8?B?!!!!?=")
    yield (
        "an encoded word in a charset that is no text",
        mail(FORM, "Subject: =?base64?B?AAAA?= =?hex?Q?zz?= =?rot13?Q?a?="),
    )
    yield "From with open brackets", mail(FORM, "From: " + "(" * 10_000)
    yield "From with open angles", mail(FORM, "From: " + "<" * 7_000)
    yield "From with quotes", mail(FORM, 'From: "' + '\\"' * 3_000)
    yield "From that is a group", mail(FORM, "From: undisclosed:" + "a@b.example," * 500 + ";")
    yield "From of signs only", mail(FORM, "From: @@@@<@>@")
    yield "headers of 1 MB", mail(FORM, *[f"X-{number}: {'y' * 80}" for number in range(12_000)])
    yield "one header of 1 MB", mail(FORM, "X-Long: " + "y" * MB)
    yield "one header folded 100,000 times", mail(FORM, "X-Long: " + "y\n " * 100_000 + "y")
    yield "headers without an end", b"From: a@b.example\nSubject: x\nX: y"
    yield "a header without a name", b"From: a@b.example\n: x\n\nbody"
    yield "a header cut off", b"From: a@b.example\nSubj"
    yield "Dates out of range", mail(FORM, "Date: Wed, 99 Foo 99999 99:99:99 +9999")
    yield "a Date of the year 1", mail(FORM, "Date: Mon, 01 Jan 0001 00:00:00 +2359")
    yield "a Date of the year 9999", mail(FORM, "Date: Fri, 31 Dec 9999 23:59:59 -2359")
    yield "a Date of digits", mail(FORM, "Date: " + "9" * 5000)
    yield "a Message-ID of 8 KB", mail(FORM, "Message-ID: <" + "a" * 8000 + ">")
    yield "References by the thousand", mail(FORM, "References: " + "<a@b> " * 1300)
    yield "a reference number of 4,000 digits", mail(FORM, f"Subject: [IRCON#{'9' * 4000}]")
    yield "a thousand reference numbers", mail(FORM, "Subject: " + "[A#1]" * 1500)
    yield "headers in raw bytes", mail(FORM, "Subject: " + bytes(range(128, 256)).decode("utf-8", "surrogateescape"))
    yield "a Content-Type of semicolons", mail(FORM, "Content-Type: text/plain" + ";" * 7000)
    yield (
        "a Content-Type of parameters",
        mail(FORM, "Content-Type: text/plain" + "".join(f"; a*{n}=b" for n in range(900))),
    )
    yield "a charset in RFC 2231 that is none", mail(FORM, "Content-Type: text/plain; charset*=x'y'%00%ff")
    yield "a broken RFC 2231 name", mail(FORM, "Content-Type: text/plain; name*0*=utf-8''%E; name*2=b; name*1*=%ZZ")
    yield "no header but a colon", b":\n\n"
    yield "NUL bytes in headers", mail(FORM, "Subject: a\x00b", "From: a\x00@b.example")


def _structure() -> Iterator[tuple[str, bytes]]:
    deep = b"From: a@b.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level) for level in range(1000)
    )
    yield "MIME 1,000 deep", deep + b"Content-Type: text/plain\n\nhello\n"
    yield (
        "messages 1,000 deep",
        b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\nFrom: a@b.example\n" * 1000 + b"\nx",
    )
    same = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
    yield "the same boundary 1,000 deep", b"From: a@b.example\n" + same * 1000 + b"\nx\n--b--\n"
    yield "10,000 parts", multipart("multipart/mixed", *[("Content-Type: text/plain", "x")] * 10_000)
    yield "10,000 boundaries", mail(b"--=_b\n" * 10_000, 'Content-Type: multipart/mixed; boundary="=_b"')
    yield "no boundary", mail(FORM, "Content-Type: multipart/mixed")
    yield "an empty boundary", mail("--\n\nx\n----\n", 'Content-Type: multipart/mixed; boundary=""')
    yield "a boundary that never comes", mail(FORM, 'Content-Type: multipart/mixed; boundary="none"')
    yield "a boundary of signs", mail("--.*+?[(\n\nx", 'Content-Type: multipart/mixed; boundary=".*+?[("')
    yield (
        "a boundary of 8 KB",
        mail("--" + "b" * 7000 + "\n\nx", f'Content-Type: multipart/mixed; boundary="{"b" * 7000}"'),
    )
    yield "a part without headers", multipart("multipart/mixed", ("", FORM))
    yield (
        "a part of headers only",
        mail("--=_b\nContent-Type: text/plain\n--=_b--", 'Content-Type: multipart/mixed; boundary="=_b"'),
    )
    yield (
        "a message that holds itself",
        multipart("message/rfc822", ("Content-Type: message/rfc822", "Content-Type: message/rfc822")),
    )
    yield "an ARF without its fields", multipart("multipart/report", ("Content-Type: message/feedback-report", ""))
    yield (
        "an ARF of nonsense",
        multipart("multipart/report", ("Content-Type: message/feedback-report", "\x00\x01:::\n" * 99)),
    )
    yield "a report that encloses nothing", multipart("multipart/mixed", ("Content-Type: message/rfc822", ""))
    yield "an alternative of nothing", mail("", 'Content-Type: multipart/alternative; boundary="=_b"')
    yield "a type of slashes", mail(FORM, "Content-Type: ////")


def _bodies() -> Iterator[tuple[str, bytes]]:
    yield "base64 that is none", mail("!!!! ???? ====", encoding="base64")
    yield "base64 cut off", mail(base64.b64encode(FORM.encode())[:-3], encoding="base64")
    yield "quoted-printable cut off", mail(b"=E3=81=82=", encoding="quoted-printable")
    yield "quoted-printable of signs", mail("=" * 100_000, encoding="quoted-printable")
    yield "uuencode that is none", mail("begin 644 x\n\x7f\x7f\x7f\nend\n", encoding="x-uuencode")
    yield "an unknown transfer encoding", mail(FORM, encoding="x-rot13")
    yield "NUL bytes", mail(b"\x00" * 10_000 + FORM.encode())
    yield "NUL bytes only", b"\x00" * 10_000
    yield "one byte", b"x"
    yield "a colon", b":"
    yield "every byte", bytes(range(256)) * 100
    yield "lone surrogates", mail("\ud800\udfff".encode("utf-8", "surrogatepass") * 100)
    yield "escape sequences", mail("\x1b]52;c;aGk=\x07\x1b[2J\x9b31m" * 1000)
    yield "right-to-left marks", mail("分類: \u202eツキャ\u202c\u200b\n条件: \u2066全て\u2069\n")
    yield "combining marks", mail("分類: a" + "\u0301" * 100_000)
    yield "labels by the thousand", mail("分類: x\n" * 20_000)
    yield "a label that never ends", mail("分類" * 200_000 + ":")
    yield "brackets that never close", mail("【" * 200_000)
    yield "quote marks by the thousand", mail((">" * 5000 + " 分類: x\n") * 50)
    yield "boxes by the thousand", mail("条件: " + "□■" * 100_000)
    yield "numbers before the label", mail("1." * 100_000 + " 分類: x")
    yield "marks before the label", mail("■" * 200_000 + "分類: x")
    yield "rules by the thousand", mail("分類: x\n" + "-" * 500_000 + "x\n" + "=-" * 100_000)
    yield "blanks after a label", mail("分類" + " " * 500_000 + ":x")
    yield "a signature mark on every line", mail("-- \n" * 50_000)
    yield "a signed message without an end", mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 5000)
    yield "keys without an end", mail("-----BEGIN PGP PUBLIC KEY BLOCK-----\n" * 5000)
    yield "addresses by the thousand", mail("192.0.2.1 2001:db8::1 a@b.example " * 10_000)
    yield "almost addresses", mail("1." * 200_000)
    yield "colons", mail(":" * 200_000)
    yield "dots and hyphens", mail("a.-" * 100_000)


def _documents() -> Iterator[tuple[str, bytes]]:
    yield "JSON 100,000 deep", b"[" * 100_000
    yield "JSON objects 100,000 deep", b'{"Report":' * 100_000
    yield "JSON with a number of 10,000 digits", b'{"xarf_version": ' + b"9" * 10_000 + b"}"
    yield (
        "X-ARF 3 of the wrong types",
        b'{"Version": 3, "Report": {"Samples": 7, "Date": [], "SourceIp": {}}, "ReporterInfo": []}',
    )
    yield (
        "XARF 4 of the wrong types",
        b'{"xarf_version": [], "reporter": 1, "evidence": [[], 1, {"payload": {}}], "tlp": {}}',
    )
    yield "MISP of the wrong types", b'{"Event": {"info": [], "Tag": 7, "Attribute": "x", "Object": [1]}}'
    yield (
        "STIX of the wrong types",
        b'{"type": "bundle", "objects": [1, {"type": "indicator", "pattern": 1, "indicator_types": 5}]}',
    )
    yield (
        "IntelMQ of the wrong types",
        b'[{"feed.name": [], "source.ip": {}, "raw": 5, "classification.type": null}, 1]',
    )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield (
        "XML that multiplies",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><IODEF-Document>&l9;</IODEF-Document>'.encode(),
    )
    yield (
        "XML that asks for a file",
        (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><IODEF-Document xmlns="urn:x">&f;</IODEF-Document>'),
    )
    yield "XML 50,000 deep", b"<IODEF-Document>" + b"<a>" * 50_000
    yield "a table of 1,000,000 cells", b"ip,timestamp\n" + b"," * MB
    yield "a table with an open quote", b"ip,timestamp\n" + b'"192.0.2.1,' * 50_000
    yield "a table of 30,000 rows", b"timestamp,ip,geo\n" + b"2026-06-18 05:19:02,192.0.2.1,JP\n" * 30_000
    yield "HTML of open comments", mail("<!--" * 100_000, "Content-Type: text/html")
    yield "HTML of open tags", mail("<a href=" * 100_000, "Content-Type: text/html")
    yield "HTML of declarations", mail("<!" * 200_000 + "<![" * 100_000, "Content-Type: text/html")
    yield "HTML of links", mail("<a href='http://a.example'>b.example</a>" * 5_000, "Content-Type: text/html")
    yield "HTML with a reference of 10,000 digits", mail("<p>&#" + "9" * 10_000 + ";</p>", "Content-Type: text/html")
    yield "X-ARF of nothing", b"Reported-From:\nReport-Type:\nSource:\n"
    yield "X-ARF of everything", b"Reported-From: a@b.example\nSource: 192.0.2.1\nReport-ID: x\n" * 5_000


def _archives() -> Iterator[tuple[str, bytes]]:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("r.csv", b"\x00" * (64 * MB))
    bomb = store.getvalue()
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number}.csv", "ip,timestamp\n")
    yield (
        "a zip bomb",
        multipart(
            "multipart/mixed",
            ("Content-Type: application/zip\nContent-Transfer-Encoding: base64", base64.encodebytes(bomb)),
        ),
    )
    yield "a zip bomb as a file", bomb
    yield "a gzip bomb", gzip.compress(b"\x00" * (64 * MB))
    yield "a zip of 2,000 files", many.getvalue()
    yield "a zip cut off", bomb[: len(bomb) // 2]
    yield "a zip of nonsense", b"PK\x03\x04" + bytes(range(256)) * 10
    yield "a gzip of nonsense", b"\x1f\x8b" + bytes(range(256)) * 10


def _charsets() -> Iterator[tuple[str, bytes]]:
    for name in (
        "x-foo",
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "rot13",
        "zlib",
        "mbcs",
        "hz",
        "utf-16",
        "utf-32",
        "a" * 5000,
        "\x00",
    ):
        yield f"the charset {name[:20]!r}", mail(b"+AGE- \xff\xfe\x00 =?", charset=name)
    yield "escapes without characters", mail(b"\x1b$B\x1b(B\x1b(I\x1b$(D\x1b.A" * 20_000, charset="iso-2022-jp")
    yield "a double-byte mode that never ends", mail(b"\x1b$B" + b"!" * 100_001, charset="iso-2022-jp")
    yield "Japanese without its escapes", mail(b"$B" + b"!!" * 100_000, charset="iso-2022-jp")
    yield "shifts by the thousand", mail(b"\x0e\x0f" * 100_000, charset="iso-2022-jp")
    yield "almost EUC-JP", mail(b"\x8f\xa1" * 100_000 + b"\xff", charset="euc-jp")
    yield "almost Shift_JIS", mail(b"\x81" * 100_000, charset="shift_jis")


def _long_things() -> Iterator[tuple[str, bytes]]:
    yield "1 MB on one line", mail("x" * MB)
    yield "1 MB on one line without a header", b"x" * MB
    yield "1 MB of Japanese on one line", mail("攻撃" * (MB // 6))
    yield "1 MB of tabs", mail("\t" * MB)
    yield "1 MB of line ends", mail("\n" * MB)
    yield "1 MB of CR", mail("\r" * MB)
    yield "a log of 3.5 MB", mail("Jun 23 12:34:00 bsite telnetd[12]: connect from 192.0.2.15\n" * 60_000)
    yield "line ends of CR only", mail(FORM).replace(b"\n", b"\r")
