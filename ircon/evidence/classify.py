"""Propose the class of an incident: the reporter's own word first, then the words of the text, then the logs.

A proposal only: the handler decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ircon import classes
from ircon.evidence.refang import widths
from ircon.model import IncidentClass, LogLine

_LOGS: tuple[tuple[IncidentClass, str], ...] = (
    (
        IncidentClass.INTRUSION,
        r"statd: open of|rpc\.statd|gethostbyname error for .{0,20}[^ -~]|automountd|JPCERT-E-INF-99-0002|accepted password for root|uid=0\(root\)"
        r"|\+ \+ >|/bin/sh -i|rootkit|authorized_keys|useradd|new user: name=|promiscuous mode|inetd.conf|wget .{0,80}/tmp|chmod (?:\+x|777)",
    ),
    (
        IncidentClass.RELAY,
        r"relaying denied|relay access denied|rejected rcpt|we do not relay|550 5\.7\.1.{0,40}relay|not permitted to relay",
    ),
    (
        IncidentClass.DOS,
        r"syn flood|possible syn flooding|smurf|teardrop|land attack|rate limit|amplification|too many connections",
    ),
    (IncidentClass.SPAM, r"spam(?:assassin|d)|feedback-type: abuse|rbl|blocked using"),
    (
        IncidentClass.SCAN,
        r"connect(?:ion)? from|refused|brute.?force|password.?spray|failed password|invalid user|authentication fail|auth(?:entication)? failed|(?:login|logon) fail|failed to log ?on|failed login|(?:invalid|wrong|incorrect) password"
        r"|\b4625\b|(?:ログイン|ログオン|認証)(?:に|が)?失敗|アクセス拒否|root\.exe|cmd\.exe|\.\./\.\./|%2e%2e|/etc/passwd|union.{1,20}select|<scriptportscan|port scan|nmap"
        r"|cgi-bin|phf|test-cgi|robots\.txt|wp-login|xmlrpc\.php|\.env\b|phpmyadmin|mountd|imapd|ipop3d|popper|-err pop|sunrpc|portmap"
        r"|flags \[s\]|: s \d|dpt=|(?:->|→|=>) ?[\w.:\[\]]{7,45}(?::|/| port )\d{1,5}\b|denied|deny|drop|reject|block|bad protocol version|did not receive identification",
    ),
)
_PATTERNS = tuple((klass, re.compile(words, re.IGNORECASE | re.ASCII)) for klass, words in _LOGS)
_LONGEST = 100_000


def propose(class_words: str, text: str, lines: Sequence[LogLine] = ()) -> IncidentClass:
    """Return the class for a report whose form says ``class_words`` ("" where it has no such field)."""
    named = classes.from_words(widths(class_words)) if class_words.strip() else None
    if named is not None and named is not IncidentClass.OTHER:
        return named
    same = widths(text[:_LONGEST])
    logged = {line.line for line in lines}
    prose = "\n".join(line for number, line in enumerate(same.split("\n"), 1) if number not in logged)
    worded = classes.from_words(prose)
    if worded is not None:
        return worded
    logs = widths("\n".join(line.text for line in lines)[:_LONGEST])
    for said in (logs, same):  # of some logs only the line that bears the time is known for one
        for klass, pattern in _PATTERNS:
            if pattern.search(said):
                return klass
    return named or IncidentClass.OTHER
