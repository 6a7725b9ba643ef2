"""The language of a text, as far as the reader needs it: English or not."""

from __future__ import annotations

import re

from airdate.reading.cues import mapping

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4000  # characters looked at


def language(text: str) -> str:
    """A BCP 47 tag: ``en``, or that of another language whose small words the text has more of, or ``und``.

    A text too short to tell is ``und``.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_ENOUGH])]
    if not words:
        return "und"
    best, most = "und", 0
    for tag, listed in mapping("language", "small words").items():
        known = frozenset(listed.split())
        count = sum(1 for word in words if word in known)
        if count > most:
            best, most = tag, count
    return best if most >= max(2, len(words) // 12) else "und"
