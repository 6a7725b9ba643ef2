"""Whether a date heads what stands under it: a line of its own, or one behind "TV guide:" and the like."""

from __future__ import annotations

import re

from airdate.reading.dates.words import HEADING_OPENERS
from airdate.reading.model import Span

_REACH = 60
_EDGE = re.compile(r"[\s*#>|:.,()\[\]-]*")
_CLOSE = re.compile(r"[\s*#|:.,()\[\]-]*(?:\d{4})?[\s*:.,)\]-]*")


def heads(text: str, span: Span) -> bool:
    """Whether nothing but an opener of columns and marks shares the line of ``span``."""
    low = max(span.start - _REACH, 0)
    begin = text.rfind("\n", low, span.start)
    if begin < 0 and low > 0:
        return False
    high = min(span.end + _REACH, len(text))
    end = text.find("\n", span.end, high)
    if end < 0:
        if high < len(text):
            return False
        end = high
    if not _CLOSE.fullmatch(text, span.end, end):
        return False
    front = text[begin + 1 : span.start]
    if _EDGE.fullmatch(front):
        return True
    return front.replace("’", "'").lower().rstrip(" :-–—,").endswith(HEADING_OPENERS)
