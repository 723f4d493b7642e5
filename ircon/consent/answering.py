"""What reports and the answers to our questions state that can be recorded, and how sure it is who says so. Pure.

Anybody can write "you may disclose everything" under a sender's name. So what is recorded by
itself comes from the address that reported, not under a bad signature, and signed where the
report was; of all the rest the ledger only says that there is a reason to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ircon.consent.stating import of_report
from ircon.model import ConsentState, Decision, Draft, DraftState, Level, Report, Stated, StoredReport
from ircon.sites.everywhere import FREE_MAIL

BAD_SIGNATURE = "signature bad"
"""How intake begins to say that a text is not what was signed."""

GOOD_SIGNATURE = "signature good:"
"""How it begins to say that it is; what follows a semicolon is a reservation."""


class Signature(Enum):
    """What is known of a message's signature."""

    GOOD = "good"
    BAD = "bad"
    UNCHECKED = "unchecked"
    NONE = "none"


class Sender(Enum):
    """From where a message came, seen from the report that it speaks of."""

    SAME = "same address"
    SITE = "same site"
    DOMAIN = "same domain"
    PROVIDER = "same mail provider"
    OTHER = "other"

    @property
    def stranger(self) -> bool:
        """Whether nothing of the address is the reporter's; mail for everybody is everybody's."""
        return self in (Sender.PROVIDER, Sender.OTHER)


@dataclass(frozen=True, slots=True)
class Answered:
    """How sure an answer is: from where it came, whether to a letter of ours, how it is signed.

    ``unlike``: the report bore a good signature, and this does not.
    """

    sender: Sender
    to_ours: bool
    signature: Signature
    unlike: bool = False

    @property
    def weak(self) -> bool:
        """Whether anybody might have written it."""
        return self.sender is not Sender.SAME or not self.to_ours or self.signature is Signature.BAD or self.unlike


def stated_for(
    about: StoredReport, found: Sequence[StoredReport], decisions: Sequence[Decision]
) -> list[tuple[StoredReport, Stated]]:
    """Return what is stated about a report and in which message: in itself, or in the answer to our question.

    Only what is firm enough to record: a doubtful phrase is a question to ask, and words under
    a bad signature, whatever they say, are not the signer's. Nothing where the ledger has it
    already, nor what ``unsure`` names.
    """
    asked_at, decided = _asked(about, decisions)
    if not decided:
        return [] if signature(about.report) is Signature.BAD else [(about, stated) for stated in _firm(about)]
    if asked_at is None:
        return []
    answers = [r for r in found if r.id != about.id and r.received >= asked_at and _speaks_for(r, about)]
    return next(([(answer, s) for s in _firm(answer)] for answer in reversed(answers) if _firm(answer)), [])


def unsure(
    about: StoredReport, found: Sequence[StoredReport], decisions: Sequence[Decision], letters: Sequence[Draft]
) -> list[tuple[StoredReport, Stated]]:
    """Return what a message says of a report that nobody may record by that message alone: a reason to ask.

    It is under a bad signature or none where the report has one; or it came, after we asked,
    from another address, which is of the same site or domain or answers our letter to them.
    """
    asked_at, decided = _asked(about, decisions)
    if not decided:
        return [(about, stated) for stated in _firm(about) if signature(about.report) is Signature.BAD]
    if asked_at is None:
        return []
    later = [r for r in found if r.id != about.id and r.received >= asked_at]
    doubtful = [
        r for r in later if not _speaks_for(r, about) and _seems_to_speak_for(r, about, found, letters, asked_at)
    ]
    return [(answer, stated) for answer in doubtful for stated in _firm(answer)]


def answer_to(about: StoredReport, answer: StoredReport, letters: Sequence[Draft]) -> Answered:
    """Return how sure it is that ``answer`` is by the sender of ``about`` and answers a letter of ours to them."""
    to_ours = any(d.answer == answer.id or _names(answer, d) for d in _letters_to(about, letters))
    return Answered(_sender(answer, about), to_ours, signature(answer.report), _unlike(answer, about))


def signature(report: Report) -> Signature:
    """Return what intake found of the signatures of a message: the worst of them counts."""
    said = [problem for problem in report.problems if problem.startswith("signature ")]
    if any(problem.startswith(BAD_SIGNATURE) for problem in said):
        return Signature.BAD
    if said and all(problem.startswith(GOOD_SIGNATURE) and ";" not in problem for problem in said):
        return Signature.GOOD
    return Signature.UNCHECKED if said else Signature.NONE


def _asked(about: StoredReport, decisions: Sequence[Decision]) -> tuple[datetime | None, bool]:
    """Return since when a report's sender is waited for (None: is not), and whether the ledger says anything."""
    standing = [decision for decision in decisions if decision.report == about.id]
    waiting = bool(standing) and standing[-1].state is ConsentState.ASKED
    return max(decision.at for decision in standing) if waiting else None, bool(standing)


def _firm(report: StoredReport) -> list[Stated]:
    found = () if report.report.bounced else of_report(report.report)
    return [stated for stated in found if stated.refused or stated.level is not Level.NONE]


def _speaks_for(answer: StoredReport, about: StoredReport) -> bool:
    alike = not _unlike(answer, about) and signature(answer.report) is not Signature.BAD
    return alike and _sender(answer, about) is Sender.SAME


def _seems_to_speak_for(
    answer: StoredReport, about: StoredReport, found: Sequence[StoredReport], letters: Sequence[Draft], since: datetime
) -> bool:
    """Say whether a message may be meant as the answer of a report's sender, whoever it is from.

    A stranger's is, if it names our letter to them; who had a part in this before speaks for themselves.
    """
    if not _sender(answer, about).stranger:
        return True
    mail = answer.report.reporter.mail.lower()
    known = any(r.received < since and r.report.reporter.mail.lower() == mail for r in found)
    known = known or any(letter.to.lower() == mail for letter in letters)
    return not known and any(_names(answer, letter) for letter in _letters_to(about, letters))


def _sender(answer: StoredReport, about: StoredReport) -> Sender:
    theirs, reporters = answer.report.reporter.mail.lower(), about.report.reporter.mail.lower()
    if not theirs or not reporters:
        return Sender.OTHER
    if theirs == reporters:
        return Sender.SAME
    domain = theirs.rpartition("@")[2]
    alike = domain == reporters.rpartition("@")[2]
    if alike and domain in FREE_MAIL:
        return Sender.PROVIDER
    if answer.site_id is not None and answer.site_id == about.site_id:
        return Sender.SITE
    return Sender.DOMAIN if alike else Sender.OTHER


def _unlike(answer: StoredReport, about: StoredReport) -> bool:
    return signature(about.report) is Signature.GOOD and signature(answer.report) is not Signature.GOOD


def _letters_to(about: StoredReport, letters: Sequence[Draft]) -> list[Draft]:
    mail = about.report.reporter.mail.lower()
    return [d for d in letters if d.state is DraftState.SENT and d.to.lower() == mail]


def _names(answer: StoredReport, letter: Draft) -> bool:
    return f"#{letter.reference}]" in answer.report.subject
