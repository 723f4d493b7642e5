"""What a reporter says of the clock behind the log lines: its time zone, and how right it is.

Read from remarks such as タイムゾーンはJST、時刻は正確 or "times are +0200, NTP synchronised", from the fields of
forms (``Time zone: +0900``, ``NTP: 無 時刻誤差: 30秒``) and from RFC 5424's timeQuality element (section 7.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import tzinfo

from ircon.evidence import zones
from ircon.evidence.refang import widths


@dataclass(frozen=True, slots=True)
class StatedClock:
    """What was stated, None where nothing was; ``error_seconds`` is how far off the clock is said to be.

    ``quote`` holds the words that say so, as they came.
    """

    zone: tzinfo | None = None
    accurate: bool | None = None
    error_seconds: float | None = None
    quote: str = ""


_LONGEST = 200_000
_OBJECT = re.compile(r"^\{\"[^\n]{200,}+\n?", re.MULTILINE)
_TELLING_KEYS = ("zone", '"tz"', "offset", "clock", "ntp")
"""A long object is no reporter's remark, and to look all over thousands of them takes longer than to time them."""
_ABOUT_ZONE = re.compile(
    r"(?:タイム[ ]?ゾーン|時間帯|標準時|時差|(?:全て|すべて)?の?(?:ログ|記録)の?(?:時刻|時間|日時)は|(?<!誤差)(?:時刻|日時|時間)(?:表記|表示)?[はも:]|time[ -]?zones?|timezone|\btz\b"
    r"|(?:all )?(?:log )?(?:times?(?:[ -]?stamps?)?|dates?|clocks?|logs?)(?: and dates| shown| given| below| listed| above| in (?:the|our|these) logs?)?"
    r" (?:is|are|in|use|uses|are all|are given|are shown|are in|is in|is set to)\b|offset(?: from)?|gmt offset|utc offset|local time)",
    re.IGNORECASE,
)
_ZONE_AFTER = 40
_BARE_ZONE = re.compile(r"\((JST|UTC|GMT|[+-]\d{4}|UTC[+-]\d{1,2}|日本時間|[A-Z]{3,4})\)|日本時間|日本標準時")
_RIGHT = re.compile(
    r"(?:時刻|時計|時間|クロック)(?:は|も|の)?(?:、)?(?:NTP(?:で|により|に)?)?(?:ほぼ)?(?:正確|合って|同期|誤差(?:は)?(?:な|無)|ずれ(?:は)?(?:な|無)|校正|補正済)"
    r"|NTP(?:サーバ(?:ー)?)?(?:で|に|と|により)?(?:時刻)?(?:の)?(?:同期|校正|補正|[:は]?[ ]?(?:有|あり|使用|利用|○|yes|on\b|ok|synch?ed|synch?roni[sz]ed|enabled))"
    r"|(?:clocks?|times?(?:stamps?)?)(?: (?:is|are|was|were))?(?: all)? ?(?:accurate|exact|correct|precise|synch?roni[sz]ed|synch?ed)|synch?(?:roni[sz]ed|ed)? (?:via|by|with|to|using) NTP"
    r"|(?:accurate|exact|synch?roni[sz]ed|NTP[- ]synch?(?:roni[sz])?ed) (?:clock|time)s?|\bntp[ ]?(?:is )?(?:used|in use|running|synch?)"
    r"|isSynced=\"1\"",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"(?:時刻|時計|時間|クロック)(?:は|も|の|が)?(?:正確(?:では|で)?(?:な|あり)|不正確|ずれて|狂って|合ってい?な|未同期|同期してい?な|進んで|遅れて|保証)"
    r"|NTP(?:サーバ)?(?:は|[:])?[ ]?(?:無|なし|未使用|未設定|使用してい?な|×|no\b|off\b|not )|(?:clocks?|times?(?:stamps?)?) (?:(?:is|are|may be|might be) )?(?:not|inaccurate|wrong|off\b|fast|slow|behind|ahead)"
    r"|(?:not|un)[ -]?synch?(?:roni[sz])?ed|isSynced=\"0\"",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:(?:時刻|時計|時間|クロック)(?:の)?(?:誤差|ずれ|ズレ)(?:は)?|誤差(?:は)?|ずれ(?:は)?|(?:clock )?(?:error|drift|skew|accuracy|deviation|off by)(?: of| is)?|accurate (?:to )?within|within|進んで|遅れて|約)"
    r"[ :=約およそ最大±+-]{0,6}(\d{1,6}(?:\.\d{1,3})?)[ ]?(マイクロ秒|ミリ秒|秒|分|時間|msec|ms|milliseconds?|seconds?|secs?|s\b|minutes?|mins?|hours?)",
    re.IGNORECASE,
)
_ERROR_BEHIND = re.compile(
    r"(\d{1,6}(?:\.\d{1,3})?)[ ]?(秒|分|時間|seconds?|secs?|minutes?|mins?|hours?)[ ]?(?:ほど|程度|くらい|ぐらい|以内)?の?(?:の誤差|誤差|ずれ|ズレ|進んで|進み|遅れ|fast|slow|ahead|behind|off\b)",
    re.IGNORECASE,
)
_ERROR_WORDS = ("誤差", "ずれ", "ズレ", "進", "遅", "error", "drift", "skew", "accura", "within", "off by", "deviation")
_BEHIND_WORDS = ("誤差", "ずれ", "ズレ", "進", "遅れ", "fast", "slow", "ahead", "behind", "off")
"""Looked for first: without one of them the patterns find nothing, and each costs as much as all the rest."""

_SYNC_ACCURACY = re.compile(r"\[timeQuality [^\]]{0,80}syncAccuracy=\"(\d{1,12})\"")
_UNITS = {
    "マイクロ秒": 1e-6,
    "ミリ秒": 1e-3,
    "秒": 1.0,
    "分": 60.0,
    "時間": 3600.0,
    "ms": 1e-3,
    "mi": 60.0,
    "s": 1.0,
    "h": 3600.0,
}


def stated(text: str) -> StatedClock:
    """Return what ``text`` (remarks, a field, or a whole report) states of the clock."""
    text = _OBJECT.sub(_if_it_may_tell, text[:_LONGEST])
    same = widths(text)
    zone, zone_at = _zone(same)
    accurate, sure_at = _accuracy(same)
    error, error_at = _error(same)
    if error is not None and accurate is None:
        accurate = error <= 1
    spots = [spot for spot in (zone_at, sure_at, error_at) if spot is not None]
    return StatedClock(zone, accurate, error, _quote(text, spots))


def _if_it_may_tell(line: re.Match[str]) -> str:
    return line[0] if any(word in line[0].lower() for word in _TELLING_KEYS) else ""


def error_stated(text: str) -> StatedClock | None:
    """Return what ``text`` states of the clock where it says by how much it is wrong; None where it does not."""
    return stated(text) if _error(widths(text[:_LONGEST]))[0] is not None else None


def _zone(same: str) -> tuple[tzinfo | None, int | None]:
    for about in _ABOUT_ZONE.finditer(same):
        stop = same.find("\n", about.end(), about.end() + _ZONE_AFTER)
        words = same[about.start() : stop if stop > 0 else about.end() + _ZONE_AFTER]
        zone = zones.said(words)
        if zone is not None:
            return zone, about.start()
    if bare := _BARE_ZONE.search(same) if len(same) < 400 and same.count("\n") < 3 else None:
        zone = zones.said(bare[0])
        if zone is not None:
            return zone, bare.start()
    if len(same) < 40 and (zone := zones.said(same)) is not None:
        return zone, 0
    return None, None


def _accuracy(same: str) -> tuple[bool | None, int | None]:
    if wrong := _WRONG.search(same):
        return False, wrong.start()
    if right := _RIGHT.search(same):
        return True, right.start()
    return None, None


def _error(same: str) -> tuple[float | None, int | None]:
    if quality := _SYNC_ACCURACY.search(same):
        return int(quality[1]) / 1e6, quality.start()
    low = same.lower()
    found = _ERROR.search(same) if any(word in low for word in _ERROR_WORDS) else None
    if found is None and any(word in low for word in _BEHIND_WORDS):
        found = _ERROR_BEHIND.search(same)
    if found is None:
        return None, None
    unit = found[2].lower()
    for name, worth in _UNITS.items():
        if unit.startswith(name):
            return float(found[1]) * worth, found.start()
    return None, None


def _quote(text: str, spots: list[int]) -> str:
    """Return the line or lines that the statements stand in, as they came."""
    lines: list[str] = []
    for spot in sorted(spots):
        begin = text.rfind("\n", 0, spot) + 1
        end = text.find("\n", spot)
        line = text[begin : end if end >= 0 else len(text)].strip()[:400]
        if line not in lines:
            lines.append(line)
    return "\n".join(lines)
