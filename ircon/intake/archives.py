"""What archives in mail hold, unpacked in memory and within bounds: feeds send their tables zipped."""

from __future__ import annotations

import io
import zlib

from ircon.intake import limits
from ircon.intake.mime import Part

MAX_MEMBERS = 100
_ZIP_KINDS = ("application/zip", "application/x-zip-compressed", "application/x-zip")
_TEXTS = (".csv", ".txt", ".log", ".json", ".jsonl", ".ndjson", ".xml", ".eml", ".tsv")


def is_archive(part: Part) -> bool:
    """Say whether the part's bytes are a zip or gzip archive, whatever its label says."""
    return part.body[:4] == b"PK\x03\x04" or part.body[:2] == b"\x1f\x8b" or part.kind in _ZIP_KINDS


def unpack(part: Part) -> tuple[list[Part], list[str]]:
    """Return the text files in an archive as parts, and in words what was left unread."""
    name = part.name[:60] or "an attachment"
    if part.body[:2] == b"\x1f\x8b":
        return _gunzip(part, name)
    return _unzip(part, name)


def _unzip(part: Part, name: str) -> tuple[list[Part], list[str]]:
    import zipfile

    found: list[Part] = []
    problems: list[str] = []
    room = limits.UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(part.body)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                problems.append(f"{name} holds more than {MAX_MEMBERS} files; the rest was not read")
            for member in members[:MAX_MEMBERS]:
                if member.is_dir():
                    continue
                if not member.filename.lower().endswith(_TEXTS):
                    problems.append(f"{member.filename[:60]} in {name} was not read")
                    continue
                if member.flag_bits & 1:
                    problems.append(f"{name} is locked with a password; it was not read")
                    break
                with archive.open(member) as stream:
                    raw = stream.read(room + 1)
                if len(raw) > room:
                    problems.append(f"{name} unpacks to more than {limits.UNPACKED:,} bytes; the rest was not read")
                    break
                room -= len(raw)
                found.append(_as_part(part, member.filename, raw))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as error:
        problems.append(f"{name} could not be unpacked ({type(error).__name__})")
    return found, problems


def _gunzip(part: Part, name: str) -> tuple[list[Part], list[str]]:
    stream = zlib.decompressobj(wbits=31)
    try:
        raw = stream.decompress(part.body, limits.UNPACKED)
    except zlib.error as error:
        return [], [f"{name} could not be unpacked ({type(error).__name__})"]
    cut = bool(stream.unconsumed_tail)
    problems = [f"{name} unpacks to more than {limits.UNPACKED:,} bytes; the rest was not read"] * cut
    return [_as_part(part, part.name.removesuffix(".gz"), raw)], problems


def _as_part(part: Part, name: str, raw: bytes) -> Part:
    kind = "message/rfc822" if name.lower().endswith(".eml") else "text/plain"
    return Part(kind, part.headers, raw, name=name, attached=True)
