"""``ircon config --example``: every setting with its default, and a word on each, in the handler's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ircon.i18n import ENGLISH, _, language

EXAMPLE = """\
# Configuration of ircon. Every setting stands here with its default; leave out what suits you.

[centre]
# The centre as its letters name it, in English and in Japanese.
name = "Example Coordination Centre"
name_ja = "例示コーディネーションセンター"
# Where sites answer to.
mail = "cert@centre.example.jp"
phone = ""
# Where a recipient can read who we are.
url = "https://www.centre.example.jp/"
# The reference in subjects and letters: [IRCON#1042]
prefix = "IRCON"
# The centre's own language, ja or en: of the form for what is told by phone, and of letters where nobody knows
# what their reader reads.
language = "ja"

[follow_up]
# After how many days without an answer a site is reminded.
days = 7

[files]
# The store; --db and $IRCON_DB go before it. A relative path starts at this file.
# database = "/srv/ircon/ircon.db"
# Where drafts are written as files.
# drafts = "~/ircon-drafts"
# Wording of your own for letters, laid over ours: ja/notice.txt, en/closing.txt and so on; ircon config --letters
# says what each may hold and whether it can be used. Without this line: letters, beside this file.
# letters = "~/ircon-letters"

[journal]
# A file in which the head of the journal is noted besides each handler's own, so that a journal that was cut or
# rewritten shows in `ircon check`. Best on another machine, or append-only (chattr +a).
# heads = "/var/log/ircon/heads"
# Note it in the system's log, too.
syslog = false

[intake]
# The GnuPG home directory with the keys that the centre trusts; signatures are checked with it and nothing else.
# keyring = "/srv/ircon/keys"
# The file that holds the password of the mailbox read by IMAP; $IRCON_IMAP_PASSWORD goes before it.
# imap_password = "/srv/ircon/imap-password"

[registries]
# Whether a registry may be asked whose an address is, by RDAP. The handler is asked each time, and the journal tells
# it; only these servers are ever connected to, never a reported host. They learn what we ask about.
ask = false
# servers = ["https://rdap.apnic.net/", "https://jpnic.rdap.apnic.net/", "https://rdap.arin.net/registry/"]

[interface]
# What the console and the command line speak, ja or en; empty: what $LC_ALL, $LC_MESSAGES or $LANG ask for.
language = ""
# Draw marks and lines in ASCII, for terminals that show ambiguous characters two cells wide.
ascii = false
# Follow the mouse: the wheel scrolls, a click chooses what it hits or presses the key there. Most terminals then
# select text with shift held.
mouse = false
# The Textual theme of the built-in editor, such as "nord"; empty: its own. All else has the terminal's colours.
theme = ""

[interface.keys]
# A command's name and the keys that shall run it, separated by commas; ircon help lists the commands.
# close = "x,f8"

# Tables of your own that arrive as CSV, as many sections as there are kinds of them.
# [[csv]]
# name = "sensors"
# How one is recognised: by columns that it has, words in the mail's subject, the sender's address or domain.
# columns = ["seen_at", "attacker"]
# subject = "daily sensor report"
# sender = "sensors.example.net"
# Which column is what; leave out what it has not.
# time = "seen_at"
# zone = "tz"
# source = "attacker"
# target = "our_host"
# class = "kind"
# remarks = "comment"
# contact = "answer_to"
# The zone of times that carry none.
# timezone = "Asia/Tokyo"
"""

_PROSE = re.compile(r"(?:^# (?![a-z_]+ = |\[\[).*\n)+", re.MULTILINE)
"""Comments that are no setting."""


def prose() -> Iterator[str]:
    """Yield what the example says of its settings, each comment in one line."""
    for found in _PROSE.findall(EXAMPLE):
        yield _one(found)


def _one(comment: str) -> str:
    return " ".join(line.removeprefix("# ") for line in comment.splitlines())


def example() -> str:
    """Return the example with its comments in the handler's language."""
    if language() == ENGLISH:
        return EXAMPLE
    from ircon.notices.wrapping import wrapped

    def told(found: re.Match[str]) -> str:
        return "".join(f"# {line}\n" for line in wrapped(_(_one(found[0])), 110).split("\n"))

    return _PROSE.sub(told, EXAMPLE)
