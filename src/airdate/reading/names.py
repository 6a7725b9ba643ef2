"""Runs of capitalised words ("atoms"), the raw material of titles, people and places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from airdate.reading.article import Atom
from airdate.reading.cues import pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_CAPITAL = (
    r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u0106\u010c\u0110\u0118\u011a\u0130\u0141\u0143\u0150"
    r"\u0152\u0158-\u015e\u0160\u0164\u016e\u0170\u0179-\u017d]"
)
_WORD = (
    rf"(?:(?:{_CAPITAL}\.){{2,6}}(?!\w)"  # S.W.A.T.
    rf"|(?:Dr|Mr|Mrs|Ms|St|Lt|Sgt|Col|Capt|Prof|Rev|Mt)\.(?= {_CAPITAL})"
    rf"|{_CAPITAL}\.(?= ?{_CAPITAL}[a-z])"  # J. Smith
    rf"|{_CAPITAL}\w*(?:[-'./]\w+){{0,5}}\+?)"
)
_RUN = re.compile(rf"(?<!\w){_WORD}(?: (?:& )?(?:{_WORD}|\d+(?!\w|[.:,]\d)))*")
_WORDS = re.compile(r"\S+")


def is_ordinary(word: str, common_words: frozenset[str]) -> bool:
    """Whether a capitalised word is an English word rather than only a name."""
    low = word.lower()
    low = low[:-2] if low.endswith("'s") else low
    return (
        low in common_words
        or low.rstrip("s") in common_words
        or pattern("names", "word ending").search(low) is not None
    )


def atoms(folded: str, sentences: Sequence[Sentence], cuts: Sequence[Span]) -> list[Atom]:
    """The capitalised runs of ``folded``, with what lies in ``cuts`` (dates, seasons, services; sorted) taken out."""
    found: list[Atom] = []
    begins = {_ink(folded, sentence.span) for sentence in sentences}
    ends = [cut.end for cut in cuts]
    for run in _RUN.finditer(folded):
        pieces: list[list[tuple[int, int]]] = [[]]
        at = bisect_left(ends, run.start() + 1)
        for word in _WORDS.finditer(folded, run.start(), run.end()):
            while at < len(cuts) and cuts[at].end <= word.start():
                at += 1
            if at < len(cuts) and cuts[at].start < word.end() and word.start() < cuts[at].end:
                pieces.append([])
                continue
            pieces[-1].append((word.start(), word.end()))
        for piece in pieces:
            while (piece and folded[piece[0][0]].isdigit()) or (piece and folded[piece[0][0] : piece[0][1]] == "&"):
                piece.pop(0)
            while piece and folded[piece[-1][0] : piece[-1][1]] == "&":
                piece.pop()
            if piece:
                span = Span(piece[0][0], piece[-1][1])
                words = tuple(folded[a:b] for a, b in piece)
                found.append(Atom(span, words, span.start in begins))
    return found


def _ink(folded: str, span: Span) -> int:
    """Where the first letter or digit of the sentence stands."""
    hit = pattern("names", "first letter").search(folded, span.start, span.end)
    return hit.start() if hit else span.start
