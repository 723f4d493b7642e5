"""What comes in from the terminal, as bytes, made into keys, mouse and pastes.

Textual's parser takes an empty piece of text for the end of everything, and is dead for
good after a sequence with a number out of range; either would leave a console that draws
and hears nothing. Half a character, as a slow line may deliver it, is kept here until its
rest comes, and a parser that failed is replaced by a new one. A control sequence too long
to be a key's is left out, where the parser would type its numbers. Of a paste whose end got
lost, escape is the way out.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Sequence

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste
from textual.message import Message

_MARK = len(BRACKETED_PASTE_START)

_ENDLESS = re.compile(r"\x1b\[[0-?]{29,}[ -/]*(?:[@-~]|(\Z)|(?=[^ -~]))")
"""A control sequence longer than any key has; the parser would take its rest for keys that were typed."""

_REST = re.compile(r"[0-?]*[ -/]*(?:[@-~]|(\Z)|(?=[^ -~]))")


class Incoming:
    """Feed it bytes as they are read; ``quiet`` when nothing has followed for the time an escape is waited for."""

    def __init__(self) -> None:
        self._parser = XTermParser(False)
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._last = ""
        self._pasting = False
        self._skipping = False
        self.at_rest = True
        """Whether all that was fed is told: no key is half in."""

    def feed(self, data: bytes) -> Sequence[Message]:
        """Return what ``data`` completes; bytes that are not UTF-8 count as U+FFFD."""
        text = self._decode(data)
        self.at_rest = False
        if not text:
            return []
        text = self._without_endless(text)
        self._watch(text)
        found = self._parsed(lambda: self._parser.feed(text)) if text else []
        last = found[-1] if found else None
        self.at_rest = isinstance(last, Key) and last.character == text[-1] and not self._pasting
        return found

    def quiet(self) -> Sequence[Message]:
        """Return the escape key where an escape came and nothing followed; it also ends a paste that did not end."""
        found = self._parsed(self._parser.tick)
        self.at_rest = not (self._pasting or self._skipping)
        if self._pasting and any(isinstance(one, Key) and one.key == "escape" for one in found):
            self._pasting = False
            pasted = self._parsed(lambda: self._parser.feed(BRACKETED_PASTE_END))
            return [Paste(one.text.removesuffix("\x1b")) for one in pasted if isinstance(one, Paste)]
        return found

    def _without_endless(self, text: str) -> str:
        """Leave out control sequences that are no keys' but whole pages of numbers, also where a read ends in one."""
        if self._skipping and (rest := _REST.match(text)):
            self._skipping = rest[1] is not None
            text = text[rest.end() :]
        if any(found[1] is not None for found in _ENDLESS.finditer(text)):
            self._skipping = True
        return _ENDLESS.sub("", text)

    def _watch(self, text: str) -> None:
        seen = self._last + text
        begun, ended = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if begun != ended:
            self._pasting = begun > ended
        self._last = seen[1 - _MARK :]

    def _parsed(self, parse: Callable[[], Iterable[Message]]) -> Sequence[Message]:
        found: list[Message] = []
        try:
            for message in parse():
                found.append(message)
            self._parser.mouse_pixels = False  # as it takes them to be once a size came among the keys
        except Exception:  # whatever a number of a sequence did to it: what came with it is lost, what comes is not
            self._parser = XTermParser(False)
            self._pasting = False
        return found
