"""The language of a text, as far as the reader needs it: English or not."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from airdate.reading.cues import mapping

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4000  # characters looked at


def language(text: str) -> str:
    """A BCP 47 tag: ``en``, or that of another language whose small words the text has more of, or ``und``.

    A text too short to tell is ``und``.
    """
    words = _WORD.findall(text[:_ENOUGH].casefold())
    counts = Counter(words)
    best, most = "und", 0
    for tag, known in _small_words().items():
        count = sum(counts[word] for word in known & counts.keys())
        if count > most:
            best, most = tag, count
    return best if most >= max(2, len(words) // 12) else "und"


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {tag: frozenset(listed.split()) for tag, listed in mapping("language", "small words").items()}
