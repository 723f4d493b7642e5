"""Complaints that machines write in prose: fail2ban, blocklist.de, Netcraft, WebIron; and copyright notices.

They are read like any mail; here they are told apart, which gives the class and the
part that the address in the subject plays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ircon.intake.reading import Reading
from ircon.model import IncidentClass, Role

_ADDRESS = r"((?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7})"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of complaint is known, by its sender, and by its words."""

    format: str
    sender: re.Pattern[str] | None
    words: re.Pattern[str]
    klass: IncidentClass | None = None
    source: re.Pattern[str] | None = None


_KINDS = (
    _Kind(
        "blocklist.de",
        re.compile(r"@(?:[\w.-]+\.)?blocklist\.de\b", re.IGNORECASE),
        re.compile(r"\bblocklist\.de\b.{0,400}\b(?:abuse|attack|report)|\battack.{0,200}\bblocklist\.de", re.I | re.S),
        source=re.compile(rf"(?:server|host|customer|address)[^\n]{{0,60}}?\b{_ADDRESS}", re.IGNORECASE),
    ),
    _Kind(
        "netcraft",
        re.compile(r"@(?:[\w.-]+\.)?netcraft\.com\b", re.IGNORECASE),
        re.compile(
            r"\bNetcraft\b.{0,400}\b(?:takedown|phish|fraud|attack)|\b(?:phish|takedown).{0,400}\bNetcraft\b", re.S
        ),
        IncidentClass.PHISHING,
    ),
    _Kind(
        "webiron",
        re.compile(r"@(?:[\w.-]+\.)?webiron\.(?:com|net)\b", re.IGNORECASE),
        re.compile(r"\bWebIron\b", re.IGNORECASE),
        IncidentClass.SCAN,
        re.compile(rf"(?:offending|source|attacker|bot|ip)[^\n]{{0,40}}?\b{_ADDRESS}", re.IGNORECASE),
    ),
    _Kind(
        "fail2ban",
        re.compile(r"\bfail2ban@", re.IGNORECASE),
        re.compile(
            r"\bfail2ban\b|^Lines containing (?:failures of|IP:?)\s|banned by Fail2Ban"
            r"|detected abuse from the IP address .{2,120}\bis on your network",
            re.I | re.M,
        ),
        IncidentClass.SCAN,
        re.compile(
            rf"(?:failures of|IP address|the IP|containing IP:?|abuse from)[ :]+(?:the )?{_ADDRESS}", re.IGNORECASE
        ),
    ),
)
_COPYRIGHT = re.compile(
    r"notice of (?:claimed|unauthorized|copyright)|claimed infringement|copyright infring"
    r"|infring\w+ (?:of )?(?:the )?copyright|infringing (?:content|material|work|file)|copyright (?:owner|holder)"
    r"|(?:owner|holder|owns?)\b.{0,20} copyrights?\b"
    r"|\bDMCA\b|digital millennium copyright|<Infringement\b|著作権(?:の)?侵害|著作権を(?:侵害|有|保有|所有)"
    r"|海賊版",
    re.IGNORECASE,
)
_INFRINGES = re.compile(r"\binfring(?:e[sd]?|ing|ements?)\b|侵害|無断", re.IGNORECASE)
_RIGHTS = re.compile(r"copyright(?:s|ed)?\b(?! ?(?:\(c\)|©|\d{4}))|\bexclusive rights?\b|著作(?:権|物)", re.IGNORECASE)
"""Rights and that they are infringed: said together they make such a notice, in whatever words."""
_BESIDE_COPYRIGHT = re.compile(
    r"unauthori[sz]ed (?:distribution|copying|sharing)|無断で?(?:配信|配布|転載|公開|複製|アップロード)"
    r"|BitTorrent|peer-to-peer|\bP2P\b",
    re.IGNORECASE,
)
"""Stands in such a notice, and elsewhere: it counts beside the word itself only."""
_OTHERWISE = re.compile(r"\bphish|\bmalware|\bbrute.?force|不正アクセス|フィッシング", re.IGNORECASE)


def told_apart(reading: Reading) -> Reading:
    """Return ``reading`` under the name of the complaint that it is; a labelled form stays what it is."""
    if reading.format.endswith("-form"):
        return reading
    text = f"{reading.subject}\n{reading.text[:20_000]}"
    for kind in _KINDS:
        if not (kind.sender and kind.sender.search(reading.reporter.mail)) and not kind.words.search(text):
            continue
        source = kind.source.search(text) if kind.source else None
        roles = {source.group(1): Role.SOURCE} if source else {}
        return replace(reading, format=kind.format, klass=reading.klass or kind.klass, roles={**roles, **reading.roles})
    said = len(_COPYRIGHT.findall(text))
    rest = _COPYRIGHT.sub("", text)
    beside = len(_INFRINGES.findall(rest)) + len(_BESIDE_COPYRIGHT.findall(rest))
    if (said or _RIGHTS.search(rest)) and said + beside >= 2 and not _OTHERWISE.search(text):
        return replace(reading, format="copyright", klass=IncidentClass.COPYRIGHT)
    return reading
