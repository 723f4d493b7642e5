"""Which of the centre's two languages a report is written in: it decides how the reporter is answered."""

from __future__ import annotations

import re

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")


def of(text: str, subject: str = "") -> str:
    """Return "ja" where ``text`` or ``subject`` holds Japanese syllables, else "en"."""
    sample = text[:20_000]
    return "ja" if len(_KANA.findall(sample)) >= 2 or _KANA.search(subject) else "en"
