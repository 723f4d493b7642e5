"""What archives in mail hold, unpacked in memory and within bounds: feeds send their tables zipped."""

from __future__ import annotations

import io
import zlib

from ircon.intake import limits
from ircon.intake.mime import Part

MAX_MEMBERS = 100
_ZIP_KINDS = ("application/zip", "application/x-zip-compressed", "application/x-zip")
_PACKED = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp", ".jar", ".apk", ".epub")
_OFFICE = b"[Content_Types].xml"
_TEXTS = (".csv", ".txt", ".log", ".json", ".jsonl", ".ndjson", ".xml", ".eml", ".tsv")


def is_archive(part: Part) -> bool:
    """Say whether the part's bytes are a zip or gzip archive, whatever its label says.

    A document of an office or a program is packed too, but holds no report.
    """
    if part.kind.startswith("application/vnd.") or part.name.lower().endswith(_PACKED) or _OFFICE in part.body[:512]:
        return False
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
    if raw[257:262] == b"ustar":
        found, said = _untar(part, name, raw)
        return found, [*problems, *said]
    return [_as_part(part, part.name.removesuffix(".gz"), raw)], problems


def _untar(part: Part, name: str, raw: bytes) -> tuple[list[Part], list[str]]:
    """A tar holds what it holds as it is: reading it takes no more room than it has."""
    import tarfile

    found: list[Part] = []
    problems: list[str] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
            for count, member in enumerate(archive, 1):
                if count > MAX_MEMBERS:
                    problems.append(f"{name} holds more than {MAX_MEMBERS} files; the rest was not read")
                    break
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is not None and member.name.lower().endswith(_TEXTS):
                    found.append(_as_part(part, member.name, stream.read()))
                elif not member.isdir():
                    problems.append(f"{member.name[:60]} in {name} was not read")
    except (tarfile.TarError, ValueError, OSError, EOFError) as error:
        problems.append(f"{name} could not be unpacked ({type(error).__name__})")
    return found, problems


def _as_part(part: Part, name: str, raw: bytes) -> Part:
    kind = "message/rfc822" if name.lower().endswith(".eml") else "text/plain"
    return Part(kind, part.headers, raw, name=name, attached=True)
