"""From what was typed to rows of the index: the words as they are, then as they may have been meant, then fewer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from airdate.catalogue.names import fold_name
from airdate.search.index import dialect
from airdate.search.ranking import fit
from airdate.search.spelling import best_split, grams, joins, nearest, pieces, swaps
from airdate.search.terms import Formula, Group, Term, Way, all_but_one, all_of

LONGEST = 100  # characters that are looked at
MOST_WORDS = 8
DIGITS = 4  # of a number that may be written with marks between them
CANDIDATES = 400  # rows that the index gives, of which the best are chosen
ENOUGH = 3  # names that fit: then nobody meant other words
IS_IT = 103.0  # from which a name is the one that was typed
FITS = 80.0  # from which a name is one of these
WORD = re.compile(r"\w+")


class Row(NamedTuple):
    """A name in the index. ``id`` is negative where a fact of the entry is held."""

    id: int
    kind: str
    target: int
    main: bool
    folded: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: ``folded`` as names are looked up, and its words; the last may be a beginning."""

    folded: str
    words: tuple[str, ...]


def typed(text: str) -> Typed:
    """Read what somebody typed. Never fails: what is no word is left out, what is too long is cut."""
    folded = fold_name(text.replace("\x00", " ")[:LONGEST]).encode("utf-8", "ignore").decode()
    return Typed(folded, tuple(WORD.findall(folded)[:MOST_WORDS]))


def fitting(asked: Typed) -> tuple[dict[tuple[str, int], float], tuple[Group, ...]]:
    """Entries (kind, key) with how well they fit, and the words as they were understood at last.

    At most seven queries, whatever was typed.
    """
    if not asked.folded:
        return {}, ()
    rows = [*_rows(*dialect(connection).names_beginning(asked.folded, CANDIDATES // 4))]
    if not asked.words:
        return _ranked(asked, rows), ()
    groups = _as_typed(asked.words)
    rows += _matching(all_of(groups))
    found = _ranked(asked, rows)
    if any(score >= IS_IT for score in found.values()) or sum(s >= FITS for s in found.values()) >= ENOUGH:
        return found, groups
    meant = _as_meant(asked.words)
    if meant != groups:
        groups = meant
        found = _ranked(asked, rows := rows + _matching(all_of(groups)))
    if len(groups) > 1 and not any(score >= FITS for score in found.values()):
        found = _ranked(asked, rows + _matching(all_but_one(groups)))
    return found, groups


def _as_typed(words: Sequence[str]) -> tuple[Group, ...]:
    return tuple(((Term(word, prefix=place == len(words) - 1),),) for place, word in enumerate(words))


def _as_meant(words: Sequence[str]) -> tuple[Group, ...]:
    """Each word with the words that it may be a slip for, cut in two, or joined to the next."""
    joined = joins(words)
    swapped = {each for word in words for each in swaps(word)}
    names = dict(_fetched(*dialect(connection).words_found(sorted({*words, *joined, *pieces(words), *swapped}))))
    near: dict[str, int] = dict(_fetched(*dialect(connection).words_with(_grams(words))))
    near |= {word: names[word] for word in swapped & names.keys()}
    groups: list[Group] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        ways: list[Way] = [(Term(word, prefix=last),)]
        ways += [(Term(each, prefix=False),) for each, _ in nearest(word, near, beginning=last)]
        if word not in names and (parts := best_split(word, names)):
            ways.append(tuple(Term(part) for part in parts))
        if word.isdecimal() and 1 < len(word) <= DIGITS:  # "911" for "9-1-1"
            ways.append(tuple(Term(digit) for digit in word))
        ways += [(Term(both),) for both in joined[max(place - 1, 0) : place + 1] if both in names]
        groups.append(tuple(dict.fromkeys(ways)))
    return tuple(groups)


def _grams(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(gram for word in words for gram in grams(word)))


def _matching(formula: Formula) -> list[Row]:
    return _rows(*dialect(connection).names_found(formula, CANDIDATES))


def _rows(query: str, values: list[Any]) -> list[Row]:
    return [Row(*row) for row in _fetched(query, values)]


def _fetched(query: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[Any] = cursor.fetchall()
    return found


def headlines(groups: Sequence[Group], limit: int) -> list[int]:
    """The keys of articles whose headline has the words, the latest first."""
    if not groups:
        return []
    query, values = dialect(connection).headlines_found(all_of(tuple(groups)), limit)
    return [pk for (pk,) in _fetched(query, values)]


def _ranked(asked: Typed, rows: Sequence[Row]) -> dict[tuple[str, int], float]:
    """The best fit of each entry's names; what does not fit is left out."""
    found: dict[tuple[str, int], float] = {}
    for row in dict.fromkeys(rows):
        score = fit(asked.folded, row.folded, main=bool(row.main), known=row.id < 0)
        if score > found.get((row.kind, row.target), 0.0):
            found[row.kind, row.target] = score
    return found
