"""An answer as a handler comes by it: in a mail, quoted, or on a registry's page; text out, whatever the charset."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^(?:[>|][ \t]?)+", re.MULTILINE)
_BESIDE = re.compile(r"^.*:[ \t].*$", re.MULTILINE)


def text(data: bytes, problems: list[str]) -> str:
    """Return the text of an answer without what is around it; what could not be decoded is added to ``problems``."""
    from ircon.intake import charsets, mail, markup

    if mail.looks_like_mail(data):
        found = "\n\n".join(_of_mail(data, problems))
    else:
        found, problem = charsets.decode(data, what="file")
        problems += [problem] * ("\ufffd" in found)
    found = found.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if markup.looks_like_html(found) or re.match(r"\s*<pre[\s>]", found[:2_000], re.IGNORECASE):
        found = markup.to_text(found)[0]
    told = _BESIDE.findall(found)
    quoted = sum(line.startswith((">", "|")) for line in told)
    return _QUOTED.sub("", found) if quoted * 2 > len(told) else found


def json_in(found: str) -> str:
    """Return what in a text is an RDAP object, "" where there is none: a page or a mail may say something before it."""
    import json

    if '"objectClassName"' not in found and found.lstrip()[:1] not in ("{", "["):
        return ""
    begin = min((at for at in (found.find("{"), found.find("[")) if at >= 0), default=-1)
    if begin < 0:
        return ""
    try:
        _value, length = json.JSONDecoder().raw_decode(found[begin:])
    except (ValueError, RecursionError):
        return found[begin:]
    return found[begin : begin + length]


def _of_mail(data: bytes, problems: list[str]) -> list[str]:
    from ircon.intake import mail, markup

    texts = []
    for part in mail.bodies(mail.letter(data).root):
        if part.kind.startswith(("image/", "audio/", "video/")):
            continue
        told, problem = part.text()
        problems += [problem] * ("\ufffd" in told)
        texts.append(markup.to_text(told)[0] if part.kind == "text/html" else told)
    return texts
