"""The story's form as Japanese mail software encodes, labels and mislabels it."""

from __future__ import annotations

import base64
import quopri

from tests.intake.corpus.case import Case, mail
from tests.intake.corpus.forms import STORY, story

_VENDOR = {"〜": "～"}


def jis(text: str) -> bytes:
    """ISO-2022-JP as Windows writes it: rows of code page 932 between escapes, half-width kana with their own."""
    out = bytearray()
    mode = b"\x1b(B"
    for char in text:
        raw = char.encode("cp932")
        if len(raw) == 2:
            lead, trail = raw
            row = (lead - (0xC1 if lead >= 0xE0 else 0x81)) * 2 + 0x21
            if trail >= 0x9F:
                row, cell = row + 1, trail - 0x7E
            else:
                cell = trail - (0x20 if trail >= 0x80 else 0x1F)
            wanted, raw = b"\x1b$B", bytes((row, cell))
        elif raw[0] >= 0x80:
            wanted, raw = b"\x1b(I", bytes((raw[0] & 0x7F,))
        else:
            wanted = b"\x1b(B"
        if wanted != mode:
            out += wanted
            mode = wanted
        out += raw
    if mode != b"\x1b(B":
        out += b"\x1b(B"
    return bytes(out)


def cases() -> list[Case]:
    """Labels right, vague, wrong and missing; characters that Python's codecs lack; headers of all kinds."""
    text = story("{label}: {value}")
    vendor = text.replace("ログの監視", "①㈱Ⅲのログの監視")
    kana = text.replace("ログの監視", "ﾛｸﾞの監視")
    odd = {**STORY, "found_by": "①㈱Ⅲのログの監視"}
    half = {**STORY, "found_by": "ﾛｸﾞの監視"}
    lost = jis(text).replace(b"\x1b", b"")
    return [
        Case("UTF-8 in base64", mail(text, encoding="base64"), "mail-form", STORY),
        Case("UTF-8 quoted-printable", mail(quopri.encodestring(text.encode()), encoding="quoted-printable"), "mail-form", STORY),
        Case("UTF-8 with a mark", mail("\ufeff" + text), "mail-form", STORY),
        Case("ISO-2022-JP", mail(jis(text), charset="ISO-2022-JP", encoding="7bit"), "mail-form", STORY),
        Case("ISO-2022-JP in base64", mail(jis(text), charset="iso-2022-jp", encoding="base64"), "mail-form", STORY),
        Case("ISO-2022-JP with vendor characters", mail(jis(vendor), charset="iso-2022-jp"), "mail-form", odd),
        Case("ISO-2022-JP with half-width kana", mail(jis(kana), charset="iso-2022-jp"), "mail-form", half),
        Case("ISO-2022-JP without a label", mail(jis(text), charset=""), "mail-form", STORY),
        Case("ISO-2022-JP labelled UTF-8", mail(jis(text), charset="utf-8"), "mail-form", STORY),
        Case("ISO-2022-JP without its escapes", mail(lost, charset="iso-2022-jp"), "mail-form", STORY),
        Case("Shift_JIS", mail(text, charset="Shift_JIS", codec="cp932"), "mail-form", STORY),
        Case("Shift_JIS with vendor characters", mail(vendor, charset="Shift_JIS", codec="cp932"), "mail-form", odd),
        Case("Shift_JIS with half-width kana", mail(kana, charset="x-sjis", codec="cp932"), "mail-form", half),
        Case("Windows-31J", mail(text, charset="Windows-31J", codec="cp932"), "mail-form", STORY),
        Case("EUC-JP", mail(text, charset="EUC-JP"), "mail-form", STORY),
        Case("EUC-JP with vendor characters", mail(_euc(vendor), charset="x-euc-jp"), "mail-form", odd),
        Case("UTF-16", mail(text.encode("utf-16"), charset="utf-16", encoding="base64"), "mail-form", STORY),
        Case("an unknown charset", mail(text, charset="x-foo", codec="utf-8"), "mail-form", {**STORY, "problems": 1}),
        Case("UTF-8 labelled ISO-2022-JP", mail(text, charset="iso-2022-jp", codec="utf-8"), "mail-form", STORY),
        Case("UTF-8 labelled ISO-8859-1", mail(text, charset="iso-8859-1", codec="utf-8"), "mail-form", STORY),
        Case("UTF-8 labelled Shift_JIS", mail(text, charset="shift_jis", codec="utf-8"), "mail-form", STORY),
        Case("Shift_JIS without a label", mail(text, charset="", codec="cp932"), "mail-form", STORY),
        Case("Shift_JIS labelled UTF-8", mail(text, charset="utf-8", codec="cp932"), "mail-form", STORY),
        Case("EUC-JP without a label", mail(text, charset="", codec="euc-jp"), "mail-form", STORY),
        Case("EUC-JP labelled US-ASCII", mail(text, charset="us-ascii", codec="euc-jp"), "mail-form", STORY),
        Case("CR LF", mail(text.replace("\n", "\r\n")).replace(b"\n", b"\r\n").replace(b"\r\r", b"\r"), "mail-form", STORY),
        Case("CR only", mail(text).replace(b"\n", b"\r"), "mail-form", STORY),
        *_headers(text),
    ]  # fmt: skip


def _euc(text: str) -> bytes:
    """EUC-JP with the vendor's rows, pair by pair from ISO-2022-JP."""
    out, wide = bytearray(), False
    raw = jis(text)
    place = 0
    while place < len(raw):
        if raw[place : place + 1] == b"\x1b":
            wide = raw[place + 1 : place + 3] == b"$B"
            place += 3
        elif wide:
            out += bytes(byte | 0x80 for byte in raw[place : place + 2])
            place += 2
        else:
            out.append(raw[place])
            place += 1
    return bytes(out)


def _word(raw: bytes, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="


def _headers(text: str) -> list[Case]:
    subject = "ポートスキャンの報告"
    expected = {**STORY, "subject": subject}
    raw = subject.encode()
    named = "=?utf-8?B?5bGx55Sw?="
    split = f"{_word(raw[:10], 'utf-8')}\n {_word(raw[10:], 'utf-8')}"
    quoted = "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in raw) + "?="
    return [
        Case("subject in ISO-2022-JP", mail(text, f"Subject: {_word(jis(subject), 'ISO-2022-JP')}"), "mail-form", expected),
        Case("subject split within a character", mail(text, f"Subject: {split}"), "mail-form", expected),
        Case("subject in Q", mail(text, f"Subject: {quoted}"), "mail-form", expected),
        Case("subject in raw UTF-8", mail(text, f"Subject: {subject}"), "mail-form", expected),
        Case("subject in raw Shift_JIS", mail(text, "Subject: " + subject.encode("cp932").decode("utf-8", "surrogateescape")),
             "mail-form", expected),
        Case("subject in raw ISO-2022-JP", mail(text, "Subject: " + jis(subject).decode()), "mail-form", expected),
        Case("a name in words", mail(text, f"From: {named} <admin@bsite.example.jp>"), "mail-form", {**STORY, "name": "山田"}),
        Case("a name that holds an address", mail(text, 'From: "evil@example.net" <admin@bsite.example.jp>'), "mail-form", STORY),
        Case("a robot that sends for somebody",
             mail(text, "From: noreply@forms.example.com", "Reply-To: Admin <admin@bsite.example.jp>"), "mail-form", STORY),
        Case("a broken From", mail(text, "From: ((((admin@bsite.example.jp"), "mail-form", STORY),
    ]  # fmt: skip
