"""The vocabulary of dates from ``lexicon/data/dates.toml``, in the shape that the grammar asks for."""

from __future__ import annotations

from typing import Any

from airdate.reading.lexicon.tables import table

_T = table("dates")
_CUES: dict[str, list[str]] = _T["cues"]
_AFTER: dict[str, list[str]] = _T["after"]

MONTH_NAMES: dict[str, int] = _T["months"]
MONTHS: dict[str, int] = {**MONTH_NAMES, **_T["month_abbreviations"]}
WEEKDAY_NAMES: dict[str, int] = _T["weekdays"]
WEEKDAYS: dict[str, int] = {**WEEKDAY_NAMES, **_T["weekday_abbreviations"]}
WEEKDAY_PLURALS: dict[str, int] = {f"{name}s": number for name, number in WEEKDAY_NAMES.items()}
SEASONS: dict[str, int] = _T["seasons"]
SEASON_MONTHS: dict[int, tuple[int, int]] = {int(k): (v[0], v[1]) for k, v in _T["season_months"].items()}
RELATIVE_DAYS: dict[str, int] = _T["relative_days"]
FESTIVALS: dict[str, str] = _T["festivals"]
FESTIVE: dict[str, str] = _T["festive"]
CUED_FESTIVALS = frozenset(_T["cued"]["festivals"])
FRACTIONS: dict[str, int] = _T["fractions"]
EDGES: dict[str, int] = _T["edges"]
PARTS: dict[str, int] = _T["parts"]
LEADS: dict[str, str] = _T["leads"]
APPROXIMATE = frozenset(_T["approximate"]["words"])
NEGATIVES = frozenset(_T["negatives"]["words"])
MOVES = frozenset(_T["moves"]["verbs"])
HEADING_OPENERS: tuple[str, ...] = tuple(_T["headings"]["openers"])

FUTURE = frozenset(_T["tense"]["future"])
PAST = frozenset(_T["tense"]["past"])
SURE_PAST = frozenset(_T["tense"]["sure_past"])
SURE_FUTURE = frozenset(_T["tense"]["sure_future"])
NOT_PAST = frozenset(_T["tense"]["not_past"])

BEFORE_MONTH = frozenset(_CUES["month"])
BEFORE_NAMELIKE_MONTH = frozenset(_CUES["month_strict"])
BEFORE_SEASON = frozenset(_CUES["season"])
BEFORE_YEAR = frozenset(_CUES["year"])
BEFORE_FESTIVAL = frozenset(_CUES["festival"])
PLAIN_CUES = frozenset(_CUES["plain"])
BEFORE_WEEKDAY = frozenset(_CUES["weekday"])
COUNTED = frozenset(_AFTER["counted"])
LIST_END = frozenset(_AFTER["list_end"])
RELEASES = frozenset(_AFTER["releases"])
ATTRIBUTIVE = frozenset(_AFTER["attributive"])
NUMBERED = frozenset(_T["numbered"]["before"])
RECORDS = frozenset(_T["records"]["before"])
NOT_THE_DAY = frozenset(_AFTER["not_the_day"])
DAY_PARTS = frozenset(_AFTER["weekday_part"])

# Months that are also names or words of other kinds, so that a plain "to", "for" or "of" is not enough before them.
NAMELIKE_MONTHS = frozenset({"april", "may", "june", "august", "march", "jan", "mar"})


def _trie(phrases: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by first token, each as its further tokens, the longest first; apostrophes and stops are tokens."""
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase in phrases:
        tokens = phrase.replace("'", " ' ").replace(".", " . ").split()
        found.setdefault(tokens[0], []).append((tuple(tokens[1:]), phrase))
    for listed in found.values():
        listed.sort(key=lambda item: -len(item[0]))
    return found


FESTIVAL_PHRASES = _trie({**FESTIVALS, **FESTIVE})
