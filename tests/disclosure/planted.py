"""Leaks on purpose: what a careless change to the builder or a letter would give away.

Each is a small patch. The property must find every one of them, or it proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ircon import consent, disclosure
from ircon.consent import PartIn
from ircon.disclosure import clock, door, masking, words
from ircon.disclosure.owning import Own
from ircon.model import (
    Audience,
    ConsentState,
    Decision,
    Draft,
    Item,
    LogLine,
    Observable,
    Role,
    Site,
    StoredReport,
)
from ircon.notices import eml, letters

Plant = Callable[[pytest.MonkeyPatch], None]
LEAKS: dict[str, Plant] = {}


def leak(name: str) -> Callable[[Plant], Plant]:
    """Enter a leak in the list."""

    def enter(plant: Plant) -> Plant:
        LEAKS[name] = plant
        return plant

    return enter


# --- a builder that adds a little too much -------------------------------------------------------


def _telling(name: str, tell: Callable[[Sequence[StoredReport], Sequence[Decision]], str]) -> None:
    """Enter a leak that puts what ``tell`` makes of the store into the name of the recipient's site."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        true_build = disclosure.build

        def build(reports: Sequence[StoredReport], decisions: Sequence[Decision], *rest: Any, **more: Any) -> Any:
            view = true_build(reports, decisions, *rest, **more)
            return replace(view, site=f"{view.site} {tell(reports, decisions)}".rstrip())

        patch.setattr(disclosure, "build", build)

    LEAKS[name] = plant


def _allowed(reports: Sequence[StoredReport], decisions: Sequence[Decision]) -> list[StoredReport]:
    granted = {decision.report for decision in decisions}
    return [stored for stored in reports if stored.id in granted]


def _withheld(reports: Sequence[StoredReport], decisions: Sequence[Decision]) -> list[StoredReport]:
    granted = {decision.report for decision in decisions}
    return [stored for stored in reports if stored.id not in granted]


_telling("the number of all reports", lambda r, d: f"({len(r)})")
_telling("that something is withheld", lambda r, d: "and more" if _withheld(r, d) else "")
_telling("the number of withheld reports", lambda r, d: f"{len(_withheld(r, d))} withheld")
_telling("the reporter's name", lambda r, d: _allowed(r, d)[0].report.reporter.name)
_telling("the reporter's mail", lambda r, d: min(one.report.reporter.mail for one in _allowed(r, d)))
_telling("the reporter's domain", lambda r, d: min(one.report.reporter.site for one in _allowed(r, d)))
_telling("the reporter's number in the register", lambda r, d: str(_allowed(r, d)[0].site_id))
_telling("the number of the report", lambda r, d: str(min(one.id for one in _allowed(r, d))))
_telling("when it was received", lambda r, d: str(max(one.received for one in _allowed(r, d))))
_telling("the hour it was received", lambda r, d: f"{_allowed(r, d)[0].received:%H}")
_telling("the subject", lambda r, d: _allowed(r, d)[0].report.subject)
_telling("the Message-ID", lambda r, d: _allowed(r, d)[0].report.message_id)
_telling("how it was found", lambda r, d: _allowed(r, d)[0].report.fields.found_by)
_telling("the length of the report", lambda r, d: str(len(_allowed(r, d)[0].report.text)))
_telling("the number of log lines of the report", lambda r, d: str(len(_allowed(r, d)[0].report.lines)))
_telling("the number of observables", lambda r, d: str(len(_allowed(r, d)[0].report.observables)))
_telling("the last line of the report", lambda r, d: _allowed(r, d)[0].report.text.rstrip().split("\n")[-1])
_telling("the class of what is withheld", lambda r, d: "".join(sorted({s.report.klass for s in _withheld(r, d)})))
_telling("whether someone else reported today", lambda r, d: "again" if len(r) > len(d) else "")
_telling("which report came first", lambda r, d: str(r[0].id in {one.report for one in d}))
_telling("the language of the report", lambda r, d: "Ja" if "花" in _allowed(r, d)[0].report.text else "En")
_telling("a hash of the report", lambda r, d: _allowed(r, d)[0].sha256[-4:])
_telling("the size of the store", lambda r, d: "x" * len(r))


# --- rules of the builder undone -----------------------------------------------------------------------


@leak("a consent of one report covers all")
def _covers_all(patch: pytest.MonkeyPatch) -> None:
    def items(decisions: Sequence[Decision], report: int, **of: Any) -> frozenset[Item]:
        return decisions[0].grants if decisions else frozenset()

    patch.setattr(door, "items", items)


@leak("asked counts as allowed")
def _not_asked_is_allowed(patch: pytest.MonkeyPatch) -> None:
    true = consent.items

    def items(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> frozenset[Item]:
        return true(decisions, report, site_id=site_id, role=role) | {Item.FACTS}

    patch.setattr(door, "items", items)


def _opens(name: str, more: Callable[[frozenset[Item]], frozenset[Item]]) -> None:
    """Enter a leak in which a report's items open others as well."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        true = door._part
        patch.setattr(door, "_part", lambda allowed, own: true(replace(allowed, items=more(allowed.items)), own))

    LEAKS[name] = plant


_opens("any item opens all", lambda items: frozenset(Item))
_opens("facts open the log lines", lambda items: items | {Item.LOGS})
_opens("log lines open who reported", lambda items: items | ({Item.IDENTITY} if Item.LOGS in items else set()))
_opens("log lines open the hosts", lambda items: items | ({Item.HOSTS} if Item.LOGS in items else set()))
_opens("the name opens the mail address", lambda items: items | ({Item.CONTACT} if Item.IDENTITY in items else set()))
_opens("the mail address opens the name", lambda items: items | ({Item.IDENTITY} if Item.CONTACT in items else set()))
_opens("the hosts open who reported", lambda items: items | ({Item.IDENTITY} if Item.HOSTS in items else set()))
_opens("four items open the fifth", lambda items: frozenset(Item) if len(items) > 3 else items)


def _reads(name: str, change: Callable[[Decision], Decision]) -> None:
    """Enter a leak in which decisions are taken for something else."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        true = consent.items
        patch.setattr(door, "items", lambda decisions, report, **of: true([change(d) for d in decisions], report, **of))

    LEAKS[name] = plant


_GRANT = ConsentState.GRANTED
_reads("what other CSIRTs may know, a site may", lambda d: replace(d, audience=Audience.RELATED))
_reads("a grant that has ended still counts", lambda d: replace(d, state=_GRANT) if d.state == "expired" else d)
_reads("what was taken back still counts", lambda d: replace(d, state=_GRANT) if d.state == "withdrawn" else d)
_reads("a refused item counts as granted", lambda d: replace(d, state=_GRANT) if d.state == "refused" else d)
_reads("a decision about one item counts for all", lambda d: replace(d, items=tuple(Item)) if d.items else d)


@leak("parts in the order of arrival")
def _by_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door, "_order", lambda part: 0)


@leak("lines that do not concern the recipient are counted")
def _count_all(patch: pytest.MonkeyPatch) -> None:
    true = door._part

    def part(allowed: Any, own: Own) -> Any:
        shown = true(allowed, own)
        return shown and replace(shown, facts=tuple(replace(f, count=len(allowed.report.lines)) for f in shown.facts))

    patch.setattr(door, "_part", part)


@leak("the whole report where nothing else is timed")
def _occurred_as_written(patch: pytest.MonkeyPatch) -> None:
    true = door._part

    def part(allowed: Any, own: Own) -> Any:
        shown = true(allowed, own)
        return shown and replace(shown, zone=shown.zone + allowed.report.fields.found_by)

    patch.setattr(door, "_part", part)


@leak("addresses of the reporter's own net")
def _wider_net(patch: pytest.MonkeyPatch) -> None:
    true = Own.address
    patch.setattr(
        Own, "address", lambda self, spelling: spelling if spelling.startswith("192.0.2.") else true(self, spelling)
    )


@leak("every host name is the recipient's")
def _any_host(patch: pytest.MonkeyPatch) -> None:
    true = Own.host
    patch.setattr(Own, "host", lambda self, name: name if name.endswith(".example.jp") else true(self, name))


@leak("names in log lines count outside of them, too")
def _beside_everything(patch: pytest.MonkeyPatch) -> None:
    true = door._beside
    patch.setattr(
        door,
        "_beside",
        lambda report, own, logged: true(replace(report, lines=()), own, logged),
    )


# --- a mask that is not fixed --------------------------------------------------------------------------------


def _masked(name: str, change: Callable[[LogLine, str], str]) -> None:
    """Enter a leak in which ``change`` makes the masked line from the true line and its masked form."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        true = masking.Reader.read

        def read(self: masking.Reader, line: LogLine, observables: Sequence[Observable] = ()) -> masking.Reading:
            reading = true(self, line, observables)
            return replace(reading, shape="{}", holes=(change(line, reading.masked),))

        patch.setattr(masking.Reader, "read", read)

    LEAKS[name] = plant


_masked("a mask as long as the line", lambda line, masked: masked.replace("***", "*" * (len(line.text) % 50), 1))
_masked("a mask that is numbered", lambda line, masked: masked.replace("***", f"[{line.line}]", 1))
_masked("a mask of the first letter", lambda line, masked: masked.replace("***", line.text.split()[3][0] + "**", 1))
_masked("a mask that is a hash", lambda line, masked: masked.replace("***", f"{sum(line.text.encode()) % 97}", 1))
_masked("a mask for each word", lambda line, masked: masked + " ***" * len(line.text.split()))
_masked("the line as it came", lambda line, masked: line.text)
_masked("the line with digits masked", lambda line, masked: re.sub(r"\d", "*", line.text))
_masked("the line with addresses masked", lambda line, masked: re.sub(r"\d+\.\d+\.\d+\.\d+", "***", line.text))
_masked("the line with host names masked", lambda line, masked: re.sub(r"\b[\w-]+\.example\.\w+\b", "***", line.text))
_masked("the line with known identifiers masked", lambda line, masked: line.text.replace("bsite", "***"))
_masked("the process number", lambda line, masked: masked + "".join(re.findall(r"\[\d+\]", line.text)[:1]))
_masked("the requested path", lambda line, masked: masked + "".join(re.findall(r"GET (\S+)", line.text)))
_masked("the account", lambda line, masked: masked + "".join(re.findall(r" for (\S+) from", line.text)))
_masked("the number of the line", lambda line, masked: f"{line.line}: {masked}")


@leak("the host field of syslog is read like the rest")
def _host_field(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(masking, "_host_field", lambda text, time: (-1, -1))


@leak("words are kept where a name must follow")
def _after_prepositions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "ANNOUNCES_NAME", frozenset())


@leak("account names are in the vocabulary")
def _root_is_a_word(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "VOCABULARY", words.VOCABULARY | {"root", "hanako"})
    patch.setattr(words, "NEVER_NAMES", words.NEVER_NAMES | {"root", "hanako"})


@leak("numbers are kept")
def _numbers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(words, "VOCABULARY", words.VOCABULARY | {str(number) for number in range(40_000)})


@leak("marks are not merged")
def _marks_apart(patch: pytest.MonkeyPatch) -> None:
    def mask(self: Any) -> None:
        self._kept.append(words.MARK)
        self._before = ""

    patch.setattr(masking._Shape, "_mask", mask)


@leak("any number at the start of a line is a time")
def _any_epoch(patch: pytest.MonkeyPatch) -> None:
    true = clock.find

    def find(line: str, at: Any = None) -> Any:
        found = true(line, at)
        return found and found._replace(text=line[: found.end + 9])

    patch.setattr(clock, "find", find)


# --- letters that tell on the side --------------------------------------------------------------------------------


@leak("the file name tells when the mail came")
def _file_name(patch: pytest.MonkeyPatch) -> None:
    _carry(patch, lambda reports: f"{reports[0].received:%H%M}")
    patch.setattr(eml, "file_name", lambda draft, centre: f"{draft.reference}-{draft.withheld}.eml")


@leak("a header tells the report's number")
def _header(patch: pytest.MonkeyPatch) -> None:
    _carry(patch, lambda reports: str(reports[0].id))
    true = eml._message_id
    patch.setattr(
        eml, "_message_id", lambda draft, centre, date: true(draft, centre, date)[:-1] + f".{draft.withheld[0]}>"
    )


@leak("the words for the handler go into the letter")
def _withheld_words(patch: pytest.MonkeyPatch) -> None:
    def build_and_say(reports: Any, decisions: Any, recipient: Site, part_in: PartIn, **more: Any) -> Any:
        view = true(reports, decisions, recipient, part_in, **more)
        return replace(view, site="; ".join(disclosure.explain(reports, decisions, recipient, part_in)))

    true = disclosure.build
    patch.setattr(disclosure, "build", build_and_say)


@leak("the language of the reporter chooses the letter's")
def _language(patch: pytest.MonkeyPatch) -> None:
    _carry(patch, lambda reports: "ja" if "花" in reports[0].report.text else "en")
    true = letters.write

    def write(kind: Any, view: Any, centre: Any, **more: Any) -> Draft:
        return true(kind, view, centre, **{**more, "language": _carried[0]})

    patch.setattr(letters, "write", write)


_carried: list[str] = [""]


def _carry(patch: pytest.MonkeyPatch, tell: Callable[[Sequence[StoredReport]], str]) -> None:
    """Let what ``tell`` makes of the reports reach the draft, past the door."""
    true_build, true_write = disclosure.build, letters.write

    def build(reports: Sequence[StoredReport], decisions: Sequence[Decision], *rest: Any, **more: Any) -> Any:
        _carried[0] = tell(reports)
        return true_build(reports, decisions, *rest, **more)

    def write(kind: Any, view: Any, centre: Any, **more: Any) -> Draft:
        return true_write(kind, view, centre, **{**more, "withheld": (_carried[0],)})

    patch.setattr(disclosure, "build", build)
    patch.setattr(letters, "write", write)
