"""Signatures: clear-signed texts (RFC 4880) and PGP/MIME (RFC 3156), verified with the centre's own key ring.

gpg is asked where there is one. It sees no key but those in the directory that the
configuration names: a key that came with a mail proves nothing, and none is fetched. What
was signed and by whom is said in the report's problems; a signature changes nothing else.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from ircon.intake import child, limits, mail, mime
from ircon.model import Report

_BEGIN = re.compile(rb"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*+\r?$", re.MULTILINE)
_END = re.compile(rb"^-----END PGP SIGNATURE-----[ \t]*+\r?$", re.MULTILINE)
_MARKS = (b"pgp sign", b"multipart/signed", b"pkcs7-signature", b"base64")
_MIME_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature")
_MOST = 3
"""Signatures of one message that are verified."""
_DEPTH = 3
_SECONDS = 20
_GPG = (
    "gpg --batch --no-tty --no-options --quiet --no-autostart --disable-dirmngr --no-auto-key-retrieve --lock-never"
    " --no-random-seed-file --no-auto-check-trustdb --trust-model always --status-fd 1"
).split()
_STATUS = re.compile(
    r"^\[GNUPG:\] (GOODSIG|BADSIG|EXPSIG|EXPKEYSIG|REVKEYSIG|ERRSIG) ([0-9A-F]+)(?: (.*))?$", re.MULTILINE
)
_LESS = {"EXPSIG": "but it has expired", "EXPKEYSIG": "but the key has expired", "REVKEYSIG": "but the key was revoked"}


@dataclass(frozen=True, slots=True)
class Signed:
    """Bytes that were signed, with the signature where it stands apart; ``partly``: the message holds more."""

    data: bytes
    signature: bytes | None
    partly: bool = False
    smime: bool = False


def noted(report: Report, data: bytes, keyring: Path | None) -> Report:
    """Return the report with a problem for each signature that ``data`` bears: good, bad, or why it was not checked.

    ``keyring`` is a GnuPG home directory, None where the centre has none. Never raises.
    """
    start = data.lower() if len(data) <= limits.TOTAL else b""
    if not any(mark in start for mark in _MARKS):
        return report
    if child.needed(data):
        said = ["signature not checked: the message is too large or too odd"] * (_MARKS[0] in start)
    else:
        said = [_sentence(one, keyring, report.reporter.mail) for one in find(data)]
    return replace(report, problems=tuple(dict.fromkeys((*report.problems, *said)))) if said else report


def find(data: bytes) -> tuple[Signed, ...]:
    """Return what was signed in a message, in order, at most three."""
    if not mail.looks_like_mail(data):
        return tuple(_clear(data))[:_MOST]
    found: list[Signed] = []
    waiting = [(mail.without_envelope(data), 0)]
    while waiting and len(found) < _MOST:
        raw, depth = waiting.pop()
        part, pieces = mime.one_level(raw)
        if part.kind == "multipart/signed" and len(pieces) >= 2:
            kind = mime.one_level(pieces[1])[0]
            found.append(Signed(pieces[0], kind.body, depth > 0 or len(pieces) > 2, kind.kind in _MIME_SIGNATURES))
        elif pieces:
            waiting += [(piece, depth + 1) for piece in reversed(pieces) if depth < _DEPTH]
        else:
            found += (replace(one, partly=one.partly or depth > 0) for one in _clear(part.body))
    return tuple(found[:_MOST])


def _clear(text: bytes) -> Iterator[Signed]:
    blocks = list(_blocks(text))
    ends = [0, *(edge for block in blocks for edge in block), len(text)]
    outside = any(text[ends[n] : ends[n + 1]].strip() for n in range(0, len(ends), 2))
    for begin, end in blocks:
        yield Signed(text[begin:end], None, partly=outside or len(blocks) > 1)


def _blocks(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each clear-signed message begins and ends; one that never ends is looked through only once."""
    past = 0
    while (begin := _BEGIN.search(text, past)) and (end := _END.search(text, begin.end())):
        past = end.end()
        yield begin.start(), past


def _sentence(signed: Signed, keyring: Path | None, sender: str) -> str:
    if signed.smime:
        return "signature not checked: it is S/MIME, which needs a certificate"
    if keyring is None:
        return "signature not checked: the configuration names no key ring ([intake] keyring)"
    if not keyring.is_dir():
        return f"signature not checked: there is no key ring at {keyring}"
    try:
        status = _asked(signed, keyring)
    except FileNotFoundError:
        return "signature not checked: there is no gpg here"
    except (OSError, subprocess.SubprocessError) as error:
        return f"signature not checked: gpg did not answer ({type(error).__name__})"
    return _verdict(status, sender) + ("; not all of the message is signed" if signed.partly else "")


def _asked(signed: Signed, keyring: Path) -> str:
    """Return what gpg says of a signature on its status descriptor."""
    command = [*_GPG, "--homedir", str(keyring), "--verify"]
    with tempfile.TemporaryDirectory(prefix="ircon-") as folder:
        data = signed.data
        if signed.signature is not None:
            detached = Path(folder) / "signature"
            detached.write_bytes(signed.signature)
            command += [str(detached), "-"]
            data = re.sub(rb"\r?\n", b"\r\n", data)  # as it was signed (RFC 3156, section 5)
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    return done.stdout.decode("utf-8", "replace")


def _verdict(status: str, sender: str) -> str:
    found = _STATUS.findall(status)
    for word, _, name in found:
        if word == "BADSIG":
            return f"signature bad: the text is not what {unquote(name)} signed"
    for word, key, name in found:
        if word == "ERRSIG":
            return f"signature not checked: no key {key} in the key ring"
        who = unquote(name)
        known = not sender or sender.lower() in re.split(r"[<>\s]", who.lower())
        other = "" if known else f"; the mail says it is from {sender}"
        if word == "GOODSIG":
            return f"signature good: {who}{other}"
        return f"signature good once: {who}, {_LESS[word]}{other}"
    return "signature not checked: gpg could not read it"
