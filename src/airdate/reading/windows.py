"""A window beside the day that lies in it: "in the first half of the year" above "on 14 May" is one release."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from airdate.reading.article import Draft
from airdate.reading.dates.words import SEASON_MONTHS
from airdate.reading.evidence import merged
from airdate.reading.merge import MOST_SPANS

_ALIKE = ("episode", "part", "was")  # slots in which two drafts of one release are equal
_OPEN = ("season",)  # the same, but one of them may leave it out
_FIRST_QUARTER = 33


def without_windows(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without releases whose date only says more loosely what another draft of the same release says.

    The exact one keeps the evidence of both. Claims of a status such as "denied" stay beside each other.
    """
    found = list(drafts)
    dropped: dict[int, int] = {}
    dated = [at for at, d in enumerate(found) if d.kind == "release" and "date" in d.slots]
    dated.sort(key=lambda at: _key(found[at]))
    for _, group in groupby(dated, key=lambda at: _key(found[at])):
        members = list(group)
        for loose in members:
            better = [at for at in members if at != loose and _says_more(found[at], found[loose])]
            if better:
                dropped[loose] = max(better, key=lambda at: found[at].sure)
    for loose, at in dropped.items():
        if at not in dropped:
            evidence = merged([*found[at].evidence, *found[loose].evidence])[:MOST_SPANS]
            found[at] = Draft(found[at].kind, found[at].slots, evidence, found[at].sure, found[at].trail)
    return [draft for at, draft in enumerate(found) if at not in dropped]


def _key(draft: Draft) -> tuple[str, str]:
    return str(draft.slots["title"]).casefold(), str(draft.slots.get("event", ""))


def _says_more(exact: Draft, loose: Draft) -> bool:
    """Whether one draft gives a shorter time within that of the other, and nothing that speaks against it."""
    one, other = exact.slots, loose.slots
    if any(one.get(slot) != other.get(slot) for slot in _ALIKE if slot in other):
        return False
    if any(one.get(slot) != other.get(slot) and None not in (one.get(slot), other.get(slot)) for slot in _OPEN):
        return False
    if "denied" in (one.get("status"), other.get("status")):
        return False
    if not _one_home(one.get("platform", ()), other.get("platform", ())):
        return False
    return inside(str(one["date"]), str(other["date"]))


def _one_home(places: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two releases can be at one place: a name both have, a broadcaster and its channel, or none told."""
    mine, yours = list(places), list(others)
    if not mine or not yours:
        return True
    return any(
        one == other or f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
        for one in mine
        for other in yours
    )


def inside(exact: str, loose: str) -> bool:
    """Whether a day or month (EDTF) lies in a longer time; "2025/.." has no end."""
    exact, loose = exact.replace("~", ""), loose.replace("~", "")
    if len(exact) not in (7, 10) or exact == loose or _season_of(exact) is not None:
        return False
    first, slash, last = loose.partition("/")
    months = _season_of(first)
    if months is not None:
        return not slash and exact[:7] in months
    if not slash:
        return len(exact) > len(first) and exact.startswith(first)
    if len(exact) < max(len(first), len(last)):
        return False
    return exact[: len(first)] >= first and (last == ".." or exact[: len(last)] <= last)


def _season_of(edtf: str) -> frozenset[str] | None:
    """The months of a season of the year ("2023-22") or a quarter ("2023-34"); None for other dates."""
    if len(edtf) != 7 or not edtf[5:].isdigit() or int(edtf[5:]) < 21:
        return None
    year, number = int(edtf[:4]), int(edtf[5:])
    if number >= _FIRST_QUARTER:
        start = 3 * (number - _FIRST_QUARTER) + 1
        return frozenset(f"{year:04d}-{month:02d}" for month in range(start, start + 3))
    begin, end = SEASON_MONTHS[number]
    return frozenset(f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}" for month in range(begin, end + 1))
