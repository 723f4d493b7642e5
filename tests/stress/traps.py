"""Messages of about a megabyte, made to cost: each is through ``ircon intake`` within two seconds, its original kept.

Time is the processor's, of the intake and of its reading process; memory is the most that
either of them held. The bound of memory is the program's own. ``IRCON_TRAPS=2/8`` takes the
second of eight slices.
"""

from __future__ import annotations

import base64
import gzip
import io
import itertools
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ircon.intake import limits
from ircon.store import Store, originals
from tests.intake import hostile
from tests.intake.corpus.case import mail, multipart
from tests.support import stores
from tests.support.terminal import environment

MB = 1_000_000
SECONDS = 2.0
START = 1.0
"""Seconds of processor time that starting the two processes may cost besides, on a slow and busy machine."""

_WORDS = r"""
a.a.a. 1.1.1. :::: @@@@ http://http:// http:// hxxp:// a@ a@a. ( (( ()) [ ]( **a __ ``` > >> - # =?utf-8?q?
=?utf-8?b?YQ==?= =?iso-2022-jp?B?GyRC 192.0.2. 192[.]0[.]2[.] 2001:db8: fe80::1% ::1/ 1/ 10.0.0.0/8- JPCERT# [IRCON#1]
Re:Re: TLP: JST UTC+ +0900 Jun Jun_23_12:34:00 12:34: 6月 1999-06-23T 【 ■ ： ， 。 １．２． connect_from_192.0.2.1
SRC= DST= rhost= from= sshd[1]: Failed_password_for_ key=val; a:b, {} [] {[ "a": <a> <!-- &amp; &#x41; %41 =41 ~ ^ | ,
; 'a' "a" $x ${x} 全て開示 開示し 許可 しない full_disclosure do_not_ not_ Received: From: --=_b Content-Type: begin_644
=ybegin -----BEGIN_PGP -----BEGIN_PGP_SIGNED_MESSAGE----- ftp:// www. xn-- .jp .example. a-a- _._ %% 0x7f. 3232235521
e+ 1e9 CVE-1999- CA-98. MS17- ｱ 語 あ、 を、 a.example.jp a@b.example <a.a@ a.% a+. ::1: 2001:db8::1_>_
Q1. か。 |_a_|_b_| 分類_... ... ・・・ A-1_
2026:03: _12:34 (1)a %20http:// 192.0.2.1-> R8.3.3_ src,_dst,_ #fields_
xmlns='http:// 日付:_1999/06/23_時刻:_12:00_x
""".split()
REPEATED = [*_WORDS, "http://a\uff08", "\t", "\u3000", "\u00a0", "\u200b\u0301", "a\u0301", "\U0001f468\u200d"]
"""What is repeated to a megabyte, on one line and on lines of its own; ``_`` stands for a blank."""


def inputs(long: bool) -> Iterator[tuple[str, bytes]]:
    """Every trap with its name, or some of them; one at a time, since together they are a gigabyte."""
    if long:
        every = itertools.chain(_repeated(REPEATED), _nested(), hostile.inputs())
    else:
        every = itertools.chain(itertools.islice(_repeated(["a@a."]), 1, None, 3), itertools.islice(_nested(), 3))
    part, of = map(int, os.environ.get("IRCON_TRAPS", "1/1").split("/"))
    for number, (name, data) in itertools.islice(enumerate(every), part - 1, None, of):
        # Each a message of its own: the same text under the same Message-ID is one that came twice.
        yield name, data.replace(b"<1@bsite.example.jp>", b"<trap%d@bsite.example.jp>" % number, 1)


def _repeated(units: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for told in units:
        unit = told.replace("_", " ") or " "
        text = unit * (MB // len(unit.encode()))
        lines = "\n".join([unit * 20] * (MB // (20 * len(unit.encode()) + 1)))
        yield f"body of {told!r} in one line", mail(text)
        yield f"body of {told!r} in lines", mail(lines)
        yield f"no mail, {told!r} in one line", text.encode()
        yield f"no mail, {told!r} in lines", lines.encode()
        yield f"Subject of {told!r}", mail("x", "Subject: " + text.replace("\n", " "))
        yield f"From of {told!r}", mail("x", "From: " + text.replace("\n", " "))
        yield f"Content-Type of {told!r}", mail("x", "Content-Type: text/plain; x=" + text.replace("\n", " "))
        yield f"form answer of {told!r}", mail(f"分類: ポートスキャン\n発生日時: {text}\n条件: {text[: MB // 2]}\n")
        yield f"HTML of {told!r}", mail(f"<html><body>{text}", "Content-Type: text/html; charset=utf-8")


def _nested() -> Iterator[tuple[str, bytes]]:
    yield "JSON 100,000 deep", b"[" * 100_000 + b"]" * 100_000
    yield "JSON objects 100,000 deep", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "JSON of one long number", b'{"classification.type": ' + b"9" * MB + b"}"
    yield "JSON lines, a hundred thousand", b'{"source.ip":"192.0.2.1"}\n' * 40_000
    yield "CSV of a million columns", b",".join([b"timestamp", b"ip"] + [b"a"] * 500_000) + b"\n" + b"1," * 500_000
    yield "CSV of quotes", b'"timestamp","ip"\n' + b'"' * MB
    yield "YAML-ish aliases", _yaml()
    yield "YAML-ish indents", mail("\n".join(" " * n + "a:" for n in range(1_400)))
    yield "X-ARF of indents", b"---\nCategory: abuse\n" + b"".join(b" " * (n % 300) + b"- a: b\n" for n in range(6_000))
    yield "XML billion laughs", _laughs()
    blown = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 500_000 + b'">]><a>' + b"&b;" * 100_000 + b"</a>"
    yield "XML quadratic blow-up", blown
    yield "XML 100,000 deep", b"<IODEF-Document>" + b"<a>" * 100_000
    yield "XML of attributes", b"<IODEF-Document " + b" ".join(b'a%d="1"' % n for n in range(60_000)) + b"/>"
    yield "50,000 recipients", mail("x", "To: " + ", ".join(f"a{n}@b.example" for n in range(50_000)))
    yield "50,000 recipients in lines", mail("x", *[f"To: a{n}@b.example" for n in range(50_000)])
    yield "NULs", bytes(MB)
    yield "a mail of NULs", mail(bytes(MB))
    yield "UTF-16 without end", mail(b"\xff\xfe" + b"a\x00" * (MB // 2), "Content-Type: text/plain; charset=utf-16")
    yield "ISO-2022 escapes", mail(b"\x1b$B\x1b(B" * (MB // 6), "Content-Type: text/plain; charset=iso-2022-jp")
    yield "UTF-7 shifts", mail(b"+AGE-" * (MB // 5), "Content-Type: text/plain; charset=utf-7")
    yield "a zip that unpacks to 1 GB", _attached("report.zip", _zip([("a.csv", bytes(MB))] * 1_000))
    yield "a zip of zips", _attached("report.zip", _zip([("a.zip", _zip([("b.csv", bytes(MB))] * 20))] * 20))
    yield "a gzip of 100 MB", _attached("report.csv.gz", gzip.compress(bytes(100 * MB)))
    yield "a zip of 60,000 names", _attached("report.zip", _zip([(f"{n}.csv", b"") for n in range(10_000)]))
    yield "quoted-printable soft breaks", mail("=\n" * (MB // 2), "Content-Transfer-Encoding: quoted-printable")
    yield "base64 of blanks", mail(" " * MB, "Content-Transfer-Encoding: base64")
    yield "uuencode without end", mail("begin 644 a\n" + "M" * MB)
    yield "References of a megabyte", mail("x", "References: " + "<a@b.example> " * 70_000)
    yield "a Message-ID of a megabyte", mail("x", "Message-ID: <" + "a." * 500_000 + "@b>")
    yield "a Date of a megabyte", mail("x", "Date: " + "1 " * 500_000)
    yield "quotes 100,000 deep", mail(">" * 100_000 + " x")
    yield "PGP headers", mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 25_000)
    yield "multipart without end", b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 200_000
    yield "Received by the thousand", mail("x", *["Received: from a (b [192.0.2.1]) by c; x"] * 20_000)


def _yaml() -> bytes:
    lines = ["---", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    return f"{head}<IODEF-Document>&e11;</IODEF-Document>".encode()


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files):
            archive.writestr(f"{number}-{name}", data)
    return packed.getvalue()


def _attached(name: str, data: bytes) -> bytes:
    packed = base64.encodebytes(data).decode()
    headers = (
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f'Content-Disposition: attachment; filename="{name}"'
    )
    return multipart("multipart/mixed", ("Content-Type: text/plain", "see the attachment"), (headers, packed))


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Take in every trap, each by a process of its own."""
    path, place = stores.empty(folder), folder / "trap.eml"
    slow: list[tuple[float, str]] = []
    most = 0
    for name, data in inputs(long):
        place.write_bytes(data)
        spent, memory, told = _intake(path, place)
        assert told.returncode in (0, 65) and b"Traceback" not in told.stderr, (name, told)
        (said,) = map(json.loads, told.stdout.splitlines())
        with Store.open(path, read_only=True) as store:
            sha256 = store.value("SELECT sha256 FROM report WHERE id = ?", (said["report"],))
            assert sha256 == originals.name_of(data) and originals.load(store, sha256) == data, name
        most = max(most, memory)
        slow.append((spent, name))
    slow.sort(reverse=True)
    say(f"{len(slow)} traps, at most {most // 1_000_000} MB; the slowest:")
    for spent, name in slow[:10]:
        say(f"{spent:.2f} s: {name}")
    assert most <= limits.MEMORY
    assert [told for told in slow if told[0] > SECONDS + START] == []


def _intake(path: Path, place: Path) -> tuple[float, int, subprocess.CompletedProcess[bytes]]:
    """Run one intake; return its processor time and peak memory with those of the process it read in."""
    code = (
        "import resource, sys; from ircon.__main__ import main; from ircon.intake import ahead, child\n"
        "status = main(sys.argv[1:]); child._worker.close()\n"
        "for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):\n"
        "    used = resource.getrusage(who); print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)\n"
        "sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "--db", str(path), "intake", "--json", str(place)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment(), timeout=300)
    used = [line.split() for line in done.stderr.splitlines()[-2:]]
    memory = max(int(peak) for _, peak in used) * (1 if sys.platform == "darwin" else 1024)
    return sum(float(time) for time, _ in used), memory, done


assert os.name == "posix"
