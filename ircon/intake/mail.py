"""A mail's envelope and text: who sent it when, what it answers, and what its parts say.

Every format that travels by mail starts from the ``Letter`` read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ircon.intake import headers, labels, mime
from ircon.intake.mime import Part
from ircon.model import Reporter

_MAIL_HEADERS = frozenset({
    b"from", b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"to", b"subject",
    b"content-type", b"date", b"reply-to", b"sender", b"cc", b"x-mailer", b"user-agent", b"x-original-to",
    b"content-transfer-encoding", b"in-reply-to", b"references", b"dkim-signature", b"list-id",
})  # fmt: skip
_FIRST = frozenset({b"from", b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"subject"})
_HEADER = re.compile(rb"^([!-9;-~]{1,80})[ \t]*:")
_ROBOT = re.compile(r"no-?_?reply|do-?not-?reply|mailer-daemon|^(?:www|apache|nobody|webmaster|form)@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """The envelope of a mail, decoded, and its parts."""

    root: Part
    subject: str
    sender: tuple[str, str]
    reply_to: tuple[str, str]
    to: str
    sent: datetime | None
    message_id: str
    replies_to: tuple[str, ...]
    references: tuple[int, ...]
    problems: tuple[str, ...]

    @property
    def is_reply(self) -> bool:
        """Whether it answers an earlier mail, by its headers or its subject."""
        return bool(self.replies_to) or bool(re.match(r"(?i)\s*(?:re|aw|sv|返信)\s*(?:\[\d+\])?[:：]", self.subject))

    @property
    def reporter(self) -> Reporter:
        """The sender; where a robot sent it for somebody, the one whom answers are to reach."""
        name, address = self.sender
        if self.reply_to[1] and (not address or is_robot(address)):
            name, address = self.reply_to[0] or name, self.reply_to[1]
        return Reporter(name=name, mail=address, site=domain(address))


def looks_like_mail(data: bytes) -> bool:
    """Say whether ``data`` begins with the headers of a mail rather than with text that has colons in it."""
    start = data[:65_536].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith((b"From ", b">From ")):
        start = start.partition(b"\n")[2]
    names: list[bytes] = []
    for line in re.split(rb"\r\n|\n|\r", start):
        if line[:1] in (b" ", b"\t") and names:
            continue
        found = _HEADER.match(line)
        if found is None:
            break
        names.append(found.group(1).lower())
    if not names:
        return False
    if b"from" not in names and sum(labels.which(name.decode("latin-1")) in labels.MAIN for name in names) >= 2:
        return False  # an English form whose first answers stand where headers would
    return names[0] in _FIRST or (len(set(names) & _MAIL_HEADERS) >= 2 and names[0] != b"reported-from")


def letter(data: bytes) -> Letter:
    """Read a mail from its bytes. Never raises; problems say what could not be read."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    root, problems = mime.parse(without_envelope(data))
    return of(root, problems)


def without_envelope(data: bytes) -> bytes:
    """Drop what a mailbox or an editor has put before the first header."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith((b"From ", b">From ")) else data


def of(root: Part, problems: tuple[str, ...] = ()) -> Letter:
    """Read the envelope of a mail whose parts are already split."""
    said = list(problems)
    sent = headers.moment(root.get("Date"))
    if sent is None:
        if root.get("Date").strip():
            said.append("the mail's Date could not be read")
        received = root.get("Received")
        sent = headers.moment(received.rpartition(";")[2]) if ";" in received else None
    ids = headers.message_ids(root.get("Message-ID"))
    subject = headers.text(root.get("Subject"))
    return Letter(
        root=root,
        subject=subject,
        sender=headers.mailbox(root.get("From")),
        reply_to=headers.mailbox(root.get("Reply-To")),
        to=headers.mailbox(root.get("To"))[1],
        sent=sent,
        message_id=ids[0] if ids else "",
        replies_to=headers.message_ids(root.get("In-Reply-To"), root.get("References")),
        references=headers.references(subject),
        problems=tuple(said),
    )


def is_robot(address: str) -> bool:
    """Say whether nobody reads what is sent to ``address``: a form or a daemon wrote from it."""
    return _ROBOT.search(address) is not None


def domain(address: str) -> str:
    """The domain of a mail address in lower case; "" for none."""
    return address.rpartition("@")[2].strip("[]. ").lower()


def bodies(root: Part) -> list[Part]:
    """The parts that a reader of the mail sees as text, in order: of alternatives the plain one."""
    found: list[Part] = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.kind == "multipart/alternative":
            waiting += [_best(part.parts)] if part.parts else []
        elif part.kind.startswith("multipart/"):
            waiting.extend(reversed(part.parts))
        else:
            found.append(part)
    return found


def _best(alternatives: list[Part]) -> Part:
    """The plain alternative if it says anything, else the first that does."""
    telling = [part for part in alternatives if part.parts or part.body.strip()]
    plain = [part for part in telling if part.kind == "text/plain"]
    other = [part for part in telling if part.kind.startswith(("text/", "multipart/"))]
    return (plain or other or alternatives)[0]
