"""A sentence as a row of what it names, in order: works, dates, clocks, seasons, places, people, words of release.

What stands between a date and a title, and which of several dates is nearest to which title, is read from such a row:
"X starts on 3 May and Y on 5 May" is ``t c d t d``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, TitleMention
from airdate.reading.dates import DateMention
from airdate.reading.kinds.release_signs import cues
from airdate.reading.layout import Sentence

_STOP = re.compile(r"[();:|\n•●–—]|\s-\s|,\s+(?:and|but|while|with|whereas)\b")
_SHOWN = 7  # marks between a date and a title that are told in full
_MOST = 4  # of anything counted


@dataclass(frozen=True, slots=True)
class Mark:
    """``sign``: t title, i title that only identifies somebody, d date, h clock, n season, s place, p person, c word of
    release, or a stop."""

    start: int
    sign: str
    said: str  # the sign, of a word of release its family


class Row:
    """The marks of one sentence."""

    def __init__(self, article: Article, sentence: Sentence) -> None:
        span = sentence.span
        found: list[Mark] = []
        for title in article.inside(article.titles, span):
            sign = "t" if title.role == "about" else "i"
            found.append(Mark(title.span.start, sign, sign))
        for sign, mentions in (
            ("d", article.dates), ("h", article.times), ("n", article.seasons), ("s", article.places),
            ("p", article.people),
        ):  # fmt: skip
            found += [Mark(other.span.start, sign, sign) for other in article.inside(mentions, span)]
        found += [Mark(cue.span.start, "c", f"c:{cue.family}") for cue in cues(article, span)]
        for hit in _STOP.finditer(article.folded, span.start, span.end):
            sign = "," if hit[0][0] == "," else "-" if hit[0].strip() in "-–—" and hit[0] != "\n" else hit[0][0]
            found.append(Mark(hit.start(), sign, sign))
        found.sort(key=lambda mark: mark.start)
        self.marks = found
        self._starts = [mark.start for mark in found]
        self.dates = [mark.start for mark in found if mark.sign == "d"]
        self.titles = [mark.start for mark in found if mark.sign == "t"]

    def between(self, low: int, high: int) -> list[Mark]:
        """The marks that begin behind ``low`` and before ``high``."""
        return self.marks[bisect_left(self._starts, low + 1) : bisect_left(self._starts, high)]

    def features(self, date: DateMention, title: TitleMention) -> Iterator[str]:
        """How a date and a mention of a work in this sentence stand to each other."""
        a, b = title.span.start, date.span.start
        side = "<" if a < b else ">"
        between = self.between(min(a, b), max(a, b))
        signs = [mark.sign for mark in between]
        yield f"row={side}{''.join(signs)}" if len(signs) <= _SHOWN else f"row={side}long"
        said = [mark.said for mark in between if mark.sign in "ctdn;(|\n"]
        if len(said) <= _SHOWN:
            yield f"row said={side}{' '.join(said)}"
        yield f"row ends={side}{''.join(signs[:2])}_{''.join(signs[-2:])}"
        yield f"row t={side}{min(_MOST, signs.count('t'))}|d={min(_MOST, signs.count('d'))}"
        families = sorted({mark.said for mark in between if mark.sign == "c"})
        yield from (f"row {side}{family}" for family in families)
        if not families:
            yield f"row {side}no cue|{''.join(signs[:3])}"
        yield from (f"row stop {side}{sign}" for sign in ";(|\n-" if sign in signs)
        yield from self._order(a, b, side)

    def _order(self, title: int, date: int, side: str) -> Iterator[str]:
        """Which of the dates and which of the titles the two are, and whether each is the other's nearest."""
        dates, titles = self.dates, self.titles or [title]
        nth, of = (min(_MOST, n) for n in (bisect_left(titles, title), len(titles)))
        date_nth, date_of = (min(_MOST, n) for n in (bisect_left(dates, date), len(dates)))
        yield f"row nth={nth},{date_nth}|{of},{date_of}"
        yield f"row same nth={nth == date_nth}|{of == date_of}|{side}"
        mutual = f"{_nearest(dates, title) == date}{_nearest(titles, date) == title}|{side}"
        yield f"row mutual={mutual}"
        yield f"row mutual={mutual}{min(2, of)}{min(2, date_of)}"


def _nearest(starts: Sequence[int], position: int) -> int:
    return min(starts, key=lambda start: abs(start - position))
