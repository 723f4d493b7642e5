"""Small words of letters in both languages: dates, greetings, directions, clock accuracy."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ircon.model import Certainty

DAYS_TO_ANSWER = 7
_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def deadline(today: date, days: int = DAYS_TO_ANSWER) -> date:
    """Return the working day by which we ask for an answer, counted from ``today``."""
    due = today + timedelta(days=days)
    return due + timedelta(days=max(0, 7 - due.weekday()) if due.weekday() > 4 else 0)


def day(when: date, language: str) -> str:
    """Return a date as one writes it in a letter, with its weekday; the same whatever the locale."""
    if language == "ja":
        return f"{when.year}年{when.month}月{when.day}日({_WEEKDAYS_JA[when.weekday()]})"
    return f"{_WEEKDAYS_EN[when.weekday()]}, {when.day} {_MONTHS_EN[when.month - 1]} {when.year}"


def utc(at: datetime) -> str:
    """Return an instant in UTC, to the second, with its zone."""
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def greeting(site: str, name: str, language: str) -> str:
    """Return how a letter opens: site and person where known. Both have passed the text gate."""
    if language == "ja":
        person = f"{name} 様" if name else "ご担当者様"
        return f"{site}\n{person}" if site and site != name else person
    return f"Dear {name}," if name else (f"To the administrators of {site}," if site else "To whom it may concern,")


def sureness(year: Certainty, zone: Certainty, language: str) -> tuple[str, ...]:
    """Return what to add to a time of which we worked out a part ourselves."""
    at = 0 if language == "ja" else 1
    inferred = (
        (year, ("年は推定", "year inferred")),
        (zone, ("時間帯は推定", "zone inferred")),
    )
    return tuple(words[at] for sure, words in inferred if sure is Certainty.INFERRED)


def accuracy(clock: str, language: str) -> str:
    """Return how accurate the reporter said the clock was; ``clock`` as a disclosure has it."""
    japanese = language == "ja"
    if clock == "accurate":
        return "正確であるとの報告" if japanese else "said to be accurate"
    if clock == "inaccurate":
        return "正確ではないとの報告" if japanese else "said not to be accurate"
    if clock:
        return f"誤差 {clock} 秒との報告" if japanese else f"said to be off by {clock} s"
    return "不明 (報告に記載なし)" if japanese else "not stated"


def direction(way: str, language: str) -> str:
    """Return which way an access went, seen from the recipient."""
    words = {
        "from": ("貴サイトのアドレスから", "from your address"),
        "to": ("貴サイトのアドレスへ", "to your address"),
    }
    return words.get(way, ("", ""))[0 if language == "ja" else 1]
