"""Tell version numbers that look like addresses from addresses, by the words that stand before them."""

from __future__ import annotations

import re
import string
from functools import lru_cache

_VERSION_WORDS = frozenset(
    "version ver rev revision release rel v build firmware oid section sect chapter rfc kernel patch id r".split()
)
_VERSION_ENDINGS = ("バージョン", "ファームウェア", "版", "第", "ヴァージョン")
_PROGRAMS = frozenset(
    """bind named sendmail postfix apache httpd nginx iis openssl openssh sshd wu-ftpd wuftpd proftpd vsftpd ftpd imap
    imapd pop3 pop3d ipop3d popd qpopper qmail exim linux solaris sunos freebsd openbsd netbsd windows macos ios android
    php perl python java jre jdk tomcat mysql postgresql oracle samba squid snort suricata zeek bro innd lprng cvs chrome
    chromium firefox safari opera opr edg edge msie mozilla netscape struts wordpress drupal joomla log4j asa
    fortios fortigate junos panos pan-os routeros openwrt esxi vmware citrix netscaler nmap masscan metasploit wireshark
    curl wget jquery node nodejs docker redis mongodb git statd ntpd thunderbird outlook express acrobat webkit gecko""".split()
)
_UPGRADED = re.compile(r"(?:up|down)grad|updat|patched|アップデート|更新|バージョン", re.IGNORECASE)
_LISTED = re.compile(
    r"[A-Za-z][ /]v?\d{1,4}(?:\.\d{1,5}){1,2}[a-z]?(?: ?\([^()]{1,20}\))?(?:[,;、]| and) [A-Za-z][\w.+-]* v?\Z",
    re.ASCII,
)
"""The version before it in a list of what is installed."""
_UPGRADED_TO = re.compile(r" ?(?:へ|に|まで)(?:の)?(?:更新|アップデート|バージョンアップ|アップグレード)")
_NO_VERSION_BEHIND = frozenset("[<,;|>{@)]")
NEAR = 12
"""So few characters before a quad mostly hold the whole word before it."""
_BETWEEN = " \t./:-=\"'("
_OF_WORDS = string.ascii_letters + string.digits + "-"
_LAST_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9-]*\Z", re.ASCII)


@lru_cache(maxsize=4096)
def may_follow(near: str) -> bool:
    """Say whether the ``NEAR`` characters before a dotted quad may make a quad that is not small a version.

    False is sure: their last word is whole and names no program. The lines of one log repeat them, so this is remembered.
    """
    if near[-1:] in _NO_VERSION_BEHIND or near.endswith((" from ", "\n")):
        return False
    if not near.isascii() or (len(near) == NEAR and not near.rstrip(_BETWEEN).rstrip(_OF_WORDS)):
        return True
    return follows_program(near, "64.0.0.0")


def follows_program(before: str, quad: str) -> bool:
    """Say whether the words before a dotted quad make it the version of something."""
    before = before[before.rfind("\n") + 1 :]
    if not before or before[-1] in _NO_VERSION_BEHIND or (before.endswith(" from ") and not is_small(quad)):
        return False
    bare = before.rstrip(_BETWEEN)
    between = before[len(bare) :]
    if not bare or len(between) > 3:
        return False
    if not bare.isascii() and bare.endswith(_VERSION_ENDINGS):
        return True
    spaced = bare.rsplit(None, 1)
    word = spaced[-1] if spaced else bare
    if not word.isalnum():
        last = _LAST_WORD.search(word)
        word = last[0] if last else ""
    lower = word.lower()
    if lower in _VERSION_WORDS:
        return True
    if lower in _PROGRAMS and between[:1] in (" ", "/", "-", "\t"):
        return between == "/" or quad.endswith(".0.0.0") or is_small(quad)
    if is_small(quad) and not quad.startswith("10.") and (_UPGRADED.search(before) or _LISTED.search(before)):
        return True
    if between != "/" or len(word) < 2 or not (word[0].isupper() and word.isalpha()):
        return False
    return quad.endswith(".0.0") or is_small(quad)


def is_upgraded_to(text: str, end: int, quad: str) -> bool:
    """Say whether the words after a small dotted quad make it what something is brought up to: ``1.2.3.4 へ更新``."""
    return bool(_UPGRADED_TO.match(text, end)) and not quad.startswith("10.")


@lru_cache(maxsize=4096)
def is_small(quad: str) -> bool:
    """Say whether the numbers of a dotted quad are as small as versions' are."""
    first, _, others = quad.partition(".")
    return len(first) < 3 and int(first) < 64 and all(int(part) < 64 for part in others.split("."))


_PRODUCT_HEADER = re.compile(
    r"[>\s]{0,4}(?:x-mailer|user-agent|server|x-newsreader|mime-version|x-mimeole|x-powered-by)[ \t]?:", re.IGNORECASE
)


def in_product_header(text: str, start: int) -> bool:
    """Say whether the line is a header that names a program: its small dotted quads are versions."""
    return _PRODUCT_HEADER.match(text, text.rfind("\n", max(0, start - 200), start) + 1, start) is not None


_EVENT_HEAD = re.compile(r"(?:CEF:\d{1,2}|LEEF:[\d.]{1,4})\|[^|\n]{0,63}\|[^|\n]{0,63}\|\Z", re.ASCII)


def in_event_head(text: str, start: int, end: int) -> bool:
    """Say whether a dotted quad stands where CEF and LEEF put the version of the device, after vendor and product."""
    if text[start - 1 : start] != "|" or text[end : end + 1] != "|":
        return False
    return _EVENT_HEAD.search(text, max(0, start - 140), start) is not None
