"""What intake said of a report that was not read whole, and of its signature: told in the handler's language.

Reports keep their problems in English, as scripts read them. Here stand the sentences that
they are made of; a test reads hostile and broken messages and finds none that is not told.
"""

from __future__ import annotations

from ircon.i18n import ENGLISH, _, language, mark, retell

_SIGNATURE = "signature "

PROBLEMS = (
    # archives and attachments
    mark("{name} holds more than {count} files; the rest was not read"),
    mark("{member} in {name} was not read"),
    mark("{name} is locked with a password; it was not read"),
    mark("{name} unpacks to more than {count} bytes; the rest was not read"),
    mark("{name} could not be unpacked ({error})"),
    mark("{name} was not read: one file of an archive is one report"),
    mark("the attachment of type {kind} ({count} bytes) was not read"),
    mark("the attachment {name} of type {kind} ({count} bytes) was not read"),
    mark("in it there is {what}, not read"),
    mark("in {name} there is {what}, not read"),
    # the parts of a mail
    mark("parts are nested deeper than {count}; what lies deeper was not read"),
    mark("more than {count} parts; the rest was not read"),
    mark("the headers have more than {count} bytes; the rest was not read"),
    mark("a header has more than {count} bytes; its rest was not read"),
    mark("the transfer encoding {name} is unknown; read as it stands"),
    mark("the {what} has {size} bytes; only the first {count} were read"),
    # charsets
    mark("the {what}'s charset is not stated; read as {charset}"),
    mark("the {what}'s charset {name} is unknown; read as {charset}"),
    mark("the {what} is not in the charset {name} that it states; read as {charset}"),
    mark("the {what} states the charset {name} but is UTF-8; read as UTF-8"),
    mark("the {what} lost its escape characters; they were put back"),
    # what is said in it
    mark("a link reads {words} but leads to {place}"),
    mark("the time zone {name} is unknown"),
    mark("the text has {all} {what}; the first {count} were kept"),
    mark("the table has more than {count} rows; the rest was not read"),
    mark("the table could not be read beyond line {line} ({error})"),
    mark("the report lacks the field {name} that RFC 5965 requires"),
    mark("the report lacks {name}"),
    mark("the report does not say who sent it (ReporterInfo)"),
    mark("forwarded by {who}"),
    mark("the condition stands in quoted text: ask whose words they are"),
    mark("the mail's {name} could not be read"),
    mark("there is no text in it"),
    mark("it is empty"),
    mark("it could not be read ({error})"),
    # what could not be read at all
    mark("it is encrypted: the original is kept, its content was not read"),
    mark("reading it took more memory or time than is allowed; the original is kept"),
    mark("the {what} could not be read ({error})"),
    mark("{what} could not be read ({error})"),
)

SIGNATURES = (
    mark("{told}; not all of the message is signed"),
    mark("{told}; the mail says it is from {sender}"),
    mark("good: {who}"),
    mark("good once: {who}, {why}"),
    mark("bad: the text is not what {who} signed"),
    mark("not checked: it is S/MIME, which needs a certificate"),
    mark("not checked: the configuration names no key ring ([intake] keyring)"),
    mark("not checked: there is no key ring at {place}"),
    mark("not checked: there is no gpg here"),
    mark("not checked: gpg did not answer ({error})"),
    mark("not checked: no key {key} in the key ring"),
    mark("not checked: gpg could not read it"),
    mark("not checked: the message is too large or too odd"),
)

_WHATS = (
    mark("message"), mark("text"), mark("body"), mark("header"), mark("evidence"), mark("part {name}"),
    mark("observables"), mark("log lines"), mark("log times"), mark("class"), mark("disclosure condition"),
    mark("traces"), mark("somebody unnamed"),
    mark("{name} ({count} bytes)"), mark("one without a name"),
    mark("an attachment"), mark("UTF-8 with marks"),
    mark("but it has expired"), mark("but the key has expired"), mark("but the key was revoked"),
)  # fmt: skip
"""What a sentence may be about."""


def problem(said: str) -> str:
    """Return a problem as the handler reads it; text from outside in it is as it was."""
    if language() == ENGLISH:
        return said
    if said.startswith(_SIGNATURE):
        return _("signature {told}", told=signature(said.removeprefix(_SIGNATURE)))
    names = dict.fromkeys(("what", "who", "name", "charset"), _what)
    return _("; ").join(retell(part, PROBLEMS, **names) for part in _sentences(said))


def signature(said: str) -> str:
    """Return what is said of a signature, without the word itself."""
    return retell(said, SIGNATURES, told=signature, why=_what)


def _sentences(said: str) -> list[str]:
    """Return the sentences that were put together into one: each begins anew where the last one was whole."""
    parts: list[str] = []
    for part in said.split("; "):
        if parts and retell(f"{parts[-1]}; {part}", PROBLEMS) != f"{parts[-1]}; {part}":
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
    return parts


def _what(named: str) -> str:
    return retell(named, _WHATS)
