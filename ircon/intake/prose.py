"""Mails and texts that people write, with the labelled form or in prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from ircon.consent.answers import is_labelled
from ircon.intake import form, limits, logs, mail
from ircon.intake.form import Form
from ircon.intake.labels import MAIN, Label, note
from ircon.intake.mail import Letter
from ircon.intake.reading import Reading, joined
from ircon.model import Fields, Reporter, Role, Stated

_TELLING = frozenset({Label.FOUND_BY, Label.REQUEST, Label.CONDITION})
_PARTIES = frozenset({Label.SOURCE, Label.TARGET, Label.HOST})
_BESIDE = _PARTIES | {Label.NAME, Label.SITE, Label.MAIL}
_PARTS = {Label.TARGET: Role.TARGET, Label.SOURCE: Role.SOURCE}
# A host asked for is a target where the question says whose it is; that of a phishing report is the phisher's.
_OURS = re.compile(r"被害|影響|自|当方|affected|victim|our|your", re.IGNORECASE)
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_CLOCK = (Label.REMARKS, Label.ZONE, Label.CLOCK, Label.NTP)
_ORGANISATION = re.compile(
    r"株式会社|有限会社|大学|研究所|協会|財団|機構|センター|学校|銀行|病院|\b(?:Inc|Ltd|LLC|Corp|GmbH|University|Institute"
    r"|Corporation|Company|Laboratory|College)\b"
)


def from_words(texts: Sequence[str], letter: Letter, problems: list[str]) -> Reading:
    """Read the texts of a mail that no other format claims, and the form if one carries it."""
    told = [text for text in texts if text.strip()]
    starts = [1]
    for text in told[:-1]:
        starts.append(starts[-1] + text.rstrip("\n").count("\n") + 2)
    reading = _from_text(joined(told), letter.reporter, mailed=True, is_reply=letter.is_reply, starts=starts)
    return enveloped(reading, letter, problems)


def enveloped(reading: Reading, letter: Letter, problems: list[str] | tuple[str, ...] = ()) -> Reading:
    """Add to what was read in a mail's body what stands on its envelope."""
    return replace(
        reading,
        subject=letter.subject,
        header_text="\n".join([letter.subject, *letter.root.all("X-Originating-IP")]),
        problems=(*problems, *reading.problems),
        message_id=letter.message_id,
        replies_to=letter.replies_to,
        references=letter.references,
        sent_at=letter.sent.astimezone(UTC) if letter.sent else None,
        anchor=reading.anchor or letter.sent,
    )


def from_text(text: str) -> Reading:
    """Read plain text: the form, or prose, or log lines."""
    return _from_text(text, Reporter(), mailed=False, is_reply=False)


def _from_text(text: str, sender: Reporter, *, mailed: bool, is_reply: bool, starts: Sequence[int] = (1,)) -> Reading:
    answers = form.parse(limits.searched(text), starts)
    carries_form = _carries_form(answers)
    reporter = _reporter(answers, sender, text)
    fields = answers.fields() if carries_form or _TELLING & answers.words.keys() else Fields()
    consent, problems = _quoted_condition(answers, is_reply)
    return Reading(
        format=_format(text, carries_form, mailed),
        text=text,
        reporter=reporter,
        fields=fields,
        consent=consent,
        condition=_condition(answers),
        own=answers.own,
        clock=_clock(answers) if carries_form else f"{_zone_of_log(answers)}{answers.own}",
        occurred=" ".join(filter(None, (fields.occurred, note(answers.words.get(Label.OCCURRED, ""))))),
        roles=_roles(answers, carries_form),
        aside=frozenset({reporter.mail, answers.get(Label.MAIL).strip(" <>") if carries_form else ""} - {""}),
        skipped=answers.unsaid,
        ends=answers.ends,
        problems=problems,
    )


def _carries_form(answers: Form) -> bool:
    """Two questions of the form make a form, if one of them is not asked by every other machine's mail.

    One will do beside the log, or beside who did it to whom; two of machines, where it also says who reports.
    """
    words = answers.words
    asked = [label for label in words if label in MAIN]
    if len(asked) == 1:
        return bool(words.keys() & {Label.LOG, *_PARTIES}) and (
            asked[0] in _TELLING or bool(_JAPANESE.search(words[asked[0]]))
        )
    telling = len(asked) > 2 or bool(_TELLING & words.keys()) or any(_JAPANESE.search(words[one]) for one in asked)
    return len(asked) >= 2 and (telling or len(_BESIDE & words.keys()) > 1)


def _roles(answers: Form, carries_form: bool) -> dict[str, Role]:
    """The part that an address plays by the question, or by the heading, under which it stands."""
    asked = [(answers.get(label), role) for label, role in _PARTS.items() if answers.get(label)]
    if carries_form:
        ours = [(Label.HOST, answers.words.get(Label.HOST, ""), answers.get(Label.HOST)), *answers.parties]
        asked += [(said, role) for label, words, said in ours if (role := _part(label, words)) is not None]
    if not asked:
        return {}
    from ircon.evidence import observables

    return {one.value: role for said, role in asked for one in observables.find(said)}


def _part(label: Label, words: str) -> Role | None:
    return _PARTS.get(label) or (Role.TARGET if _OURS.search(words) else None)


def _condition(answers: Form) -> str:
    """The condition in words: with its label, where that makes a mark of it (TLP) or leave of a bare "full"."""
    said = answers.get(Label.CONDITION)
    label = answers.words[Label.CONDITION].strip() if said else ""
    if label.upper() == "TLP":
        return f"TLP:{said}"
    labelled = f"{label}: {said}"
    return labelled if said and is_labelled(unicodedata.normalize("NFKC", labelled).lower()) else said


def _format(text: str, carries_form: bool, mailed: bool) -> str:
    if carries_form:
        return "mail-form" if mailed else "text-form"
    if mailed:
        return "mail"
    timed, all_lines = logs.count(text)
    return "log" if timed and timed * 2 >= all_lines else "text"


def _clock(answers: Form) -> str:
    """The words about zone and clock: the remarks and the form's own questions about time."""
    said = [answers.get(label) if label is Label.REMARKS else f"{answers.words[label]}: {answers.get(label)}"
            for label in _CLOCK if answers.get(label)]  # fmt: skip
    return f"{_zone_of_log(answers)}{chr(10).join(said)}".strip() or answers.own


def _zone_of_log(answers: Form) -> str:
    """What the label of the log says in brackets, where that is a zone: ``Log (UTC):``."""
    said = note(answers.words.get(Label.LOG, ""))
    return f"time zone: {said}\n" if said else ""


def _quoted_condition(answers: Form, is_reply: bool) -> tuple[Stated | None, tuple[str, ...]]:
    """A condition that an answer merely quotes may be anybody's words: it is shown, and permits nothing."""
    if not is_reply or Label.CONDITION not in answers.quoted:
        return None, ()
    return Stated(quote=answers.get(Label.CONDITION)), (
        "the condition stands in quoted text: ask whose words they are",
    )


def _reporter(answers: Form, sender: Reporter, text: str) -> Reporter:
    """The sender, completed by what the form and the signature say."""
    name = answers.get(Label.NAME).partition("\n")[0]
    stated = answers.get(Label.MAIL).partition("\n")[0].strip(" <>")
    if "@" in stated and (not sender.mail or mail.is_robot(sender.mail)):
        sender = Reporter(name=name or sender.name, mail=stated)
    address = sender.mail
    site = answers.get(Label.SITE).partition("\n")[0] or _signed_site(answers, text) or mail.domain(address)
    return Reporter(name=sender.name or name, mail=address, site=site)


def _signed_site(answers: Form, text: str) -> str:
    """The organisation named in a signature, if one is."""
    lines = text.split("\n")
    for number in sorted(answers.signed):
        line = lines[number - 1]
        if _ORGANISATION.search(line) and len(line) <= 60 and "@" not in line:
            return line.strip()
    return ""
