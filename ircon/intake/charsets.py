"""Bytes to text, whatever the sender's software called its character set.

Japanese mail is labelled carelessly: ``ISO-2022-JP`` holds circled digits and company
marks that only Microsoft's tables know, ``Shift_JIS`` means code page 932, and many
messages carry no label or a wrong one. So every double-byte pair goes through code
page 932, and the bytes themselves are asked before the label is believed.
"""

from __future__ import annotations

import codecs
import re

_ESCAPE = re.compile(rb"\x1b(\$[@AB]|\$\([A-DOPQ]|\([A-Z]|&@|\.[A-Z])|[\x0e\x0f]")
_LOST_ESCAPE = re.compile(rb"\$[@B]((?:[!-~]{2})+?)\([BJ]")
_DOUBLE_BYTE_ESCAPE = re.compile(rb"\x1b\$[@B(]")
_CONTROLS = re.compile(rb"[\x00-\x20\x7f]+")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 100_000
_KANA = re.compile("[\u3041-\u30f6]")
_SUSPECT = re.compile("[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f\ufffd]")

# Labels that mean a superset of what they say; Python's own table covers the rest.
_MEANT = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "cp943c": "cp932", "x-euc-jp": "euc-jp", "eucjp": "euc-jp", "cp51932": "euc-jp",
    "eucjp-ms": "euc-jp", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "big5": "big5hkscs", "utf8": "utf-8", "unicode-1-1-utf-7": "utf-7", "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp", "cp50222": "iso-2022-jp", "csiso2022jp": "iso-2022-jp", "jis": "iso-2022-jp",
}  # fmt: skip
_VAGUE = frozenset({"", "us-ascii", "ascii", "default", "none", "unknown", "unknown-8bit", "x-unknown"})


def decode(raw: bytes, declared: str = "", what: str = "body") -> tuple[str, str]:
    """Return the text of ``raw`` and, where the label was of no use, a problem in words.

    ``declared`` is the label that came with it ("" for none); ``what`` names the thing
    in the problem. Never raises: what cannot be read shows as U+FFFD.
    """
    label = declared.strip().strip("\"'").lower()
    marked = _by_mark(raw)
    if marked is not None:
        return marked, ""
    if _DOUBLE_BYTE_ESCAPE.search(raw) and not _is_utf16(label):
        return _iso_2022_jp(raw), ""
    name = _MEANT.get(label, label)
    if name == "iso-2022-jp":
        return _said_iso_2022_jp(raw, label, what)
    if name in _VAGUE:
        return _guessed(raw, f"the {what}'s charset is not stated", always=False)
    try:
        codecs.lookup(name)
        text = _strictly(raw, name)
    except (LookupError, ValueError):
        return _guessed(raw, f"the {what}'s charset {declared.strip()[:40]} is unknown", always=True)
    if text is None:
        return _guessed(raw, f"the {what} is not in the charset {declared.strip()[:40]} that it states", always=True)
    return _unless_utf8(raw, name, text, what)


def _by_mark(raw: bytes) -> str | None:
    """Text that begins with a byte order mark."""
    if raw.startswith(codecs.BOM_UTF8):
        return raw[3:].decode("utf-8", "replace")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(raw) % 2 == 0:
        return raw.decode("utf-16", "replace")
    return None


def _is_utf16(label: str) -> bool:
    return label.startswith(("utf-16", "utf16", "utf-32", "utf32"))


def _strictly(raw: bytes, name: str) -> str | None:
    """Decode without a single mark, or return None. A codec that is not for text raises LookupError."""
    if name == "euc-jp":
        return _euc_jp(raw)
    try:
        return raw.decode(name)
    except UnicodeError:
        return None


def _unless_utf8(raw: bytes, name: str, text: str, what: str) -> tuple[str, str]:
    """Believe a one- or two-byte label unless the bytes are plainly UTF-8 with Japanese in it."""
    if name == "utf-8" or raw.isascii() or _is_utf16(name) or name == "utf-7":
        return text, ""
    utf8 = _strictly(raw, "utf-8")
    if utf8 is None or len(_JAPANESE.findall(utf8)) < 2 or (_JAPANESE.search(text) and not _SUSPECT.search(text)):
        return text, ""
    return utf8, f"the {what} states the charset {name} but is UTF-8; read as UTF-8"


def _said_iso_2022_jp(raw: bytes, label: str, what: str) -> tuple[str, str]:
    """The label says ISO-2022-JP, but no escape to a double-byte set was found."""
    if not raw.isascii():
        return _guessed(raw, f"the {what} is not in the charset {label} that it states", always=True)
    if b"\x1b" in raw or b"\x0e" in raw:
        return _iso_2022_jp(raw), ""
    if _LOST_ESCAPE.search(raw):
        repaired = _LOST_ESCAPE.sub(lambda found: _pairs(found.group(1)).encode("utf-8", "replace"), raw)
        return repaired.decode("utf-8", "replace"), f"the {what} lost its escape characters; they were put back"
    return raw.decode("ascii"), ""


def _guessed(raw: bytes, why: str, *, always: bool) -> tuple[str, str]:
    """Ask the bytes: UTF-8, code page 932 or EUC-JP, whichever reads as Japanese; else UTF-8 with marks."""
    if raw.isascii():
        return raw.decode("ascii"), f"{why}; read as ASCII" if always else ""
    utf8 = _strictly(raw, "utf-8")
    if utf8 is not None:
        return utf8, f"{why}; read as UTF-8" if always else ""
    tries = [(name, _strictly(raw, name)) for name in ("cp932", "euc-jp")]
    best = max(((_fitness(text), name, text) for name, text in tries if text is not None), default=None)
    if best is not None and best[0] > 0:
        return best[2], f"{why}; read as {best[1].replace('cp932', 'Shift_JIS').upper()}"
    return raw.decode("utf-8", "replace"), f"{why}; read as UTF-8 with marks"


def _fitness(text: str) -> float:
    """How much ``text`` looks like Japanese: the share of kana and kanji less that of half-width and odd ones."""
    text = text[:_SAMPLE]
    foreign = len(_FOREIGN.findall(text)) or 1
    good = len(_KANA.findall(text)) * 2 + len(_JAPANESE.findall(text))
    return (good - 2 * len(_SUSPECT.findall(text))) / foreign


# --- ISO-2022-JP and EUC-JP, pair by pair -----------------------------------------


def _pairs(raw: bytes) -> str:
    """Read JIS X 0208 pairs (each byte 0x21-0x7e) through code page 932, which knows NEC's rows as well."""
    shifted = bytearray()
    for row, cell in zip(raw[::2], raw[1::2], strict=False):
        lead = ((row - 0x21) >> 1) + 0x81
        shifted.append(lead + 0x40 if lead > 0x9F else lead)
        if row & 1:
            shifted.append(cell + 0x1F + (cell >= 0x60))
        else:
            shifted.append(cell + 0x7E)
    tail = "\ufffd" if len(raw) % 2 else ""
    return shifted.decode("cp932", "replace") + tail


def _iso_2022_jp(raw: bytes) -> str:
    """Decode RFC 1468 text with its extensions: half-width kana, JIS X 0212, vendor rows, lost returns to ASCII."""
    out: list[str] = []
    mode, place, shifted = b"(B", 0, False
    for escape in _ESCAPE.finditer(raw):
        _segment(raw[place : escape.start()], mode, shifted, out)
        if escape.group(1) is None:
            shifted = escape.group() == b"\x0e"
        else:
            mode, shifted = escape.group(1), False
        place = escape.end()
    _segment(raw[place:], mode, shifted, out)
    return "".join(out)


def _segment(raw: bytes, mode: bytes, shifted: bool, out: list[str]) -> None:
    """Decode what stands between two escapes. A control character ends a run of pairs; a line end ends the mode."""
    if not raw:
        return
    if mode == b"(I" or shifted:
        out.append(bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in raw).decode("cp932", "replace"))
        return
    if not mode.startswith(b"$"):
        out.append(raw.decode("cp932", "replace"))
        return
    head, newline, rest = raw.partition(b"\n")
    place = 0
    for control in _CONTROLS.finditer(head):
        out.append(_wide(head[place : control.start()], mode))
        out.append(control.group().decode("ascii"))
        place = control.end()
    out.append(_wide(head[place:], mode))
    if newline:
        out.append("\n" + rest.decode("cp932", "replace"))


def _wide(raw: bytes, mode: bytes) -> str:
    if mode == b"$(D":
        return b"".join(b"\x8f" + bytes(b | 0x80 for b in raw[i : i + 2]) for i in range(0, len(raw) - 1, 2)).decode(
            "euc_jp", "replace"
        )
    if mode in (b"$A", b"$(A", b"$(C"):
        return bytes(b | 0x80 for b in raw).decode("cp949" if mode == b"$(C" else "gb2312", "replace")
    return _pairs(bytes(byte & 0x7F for byte in raw))


_EUC = re.compile(
    rb"(?:[\xa1-\xfe]{2})+|(?:\x8e[\xa1-\xdf])+|(?:\x8f[\xa1-\xfe]{2})+|[\x00-\x7f]+|(?P<odd>.)", re.DOTALL
)


def _euc_jp(raw: bytes) -> str | None:
    """Decode EUC-JP with the vendor rows that Python's codec lacks; None where the bytes are something else."""
    out: list[str] = []
    for run in _EUC.finditer(raw):
        chunk = run.group()
        if run.group("odd") is not None:
            return None
        if chunk[0] < 0x80:
            out.append(chunk.decode("ascii"))
        elif chunk[0] == 0x8E:
            out.append(chunk.replace(b"\x8e", b"").decode("cp932", "replace"))
        elif chunk[0] == 0x8F:
            out.append(chunk.decode("euc_jp", "replace"))
        else:
            out.append(_pairs(bytes(byte & 0x7F for byte in chunk)))
    return "".join(out)
