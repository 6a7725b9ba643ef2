"""Which claims belong to one fact, where some leave its place open.

"Season 2 on 3 August" and "Season 2 on Netflix" speak of one release; "in cinemas on 1 August" is another. The claims
on one topic (a season's premiere, say) are put in lines by their free coordinates (`slots.Shape`): each place that is
named has its line, and a claim that names none joins those that it fits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from airdate.facts.contest import Entry
from airdate.facts.policy import DENIED, Value
from airdate.facts.values import DIFFERS, compare, spell

Free = tuple[Any, ...]  # a line's free coordinates, None where left open


def leaves_open(one: Free, other: Free) -> bool:
    """Whether ``one`` names less than ``other`` and nothing else: (None,) and (Netflix,)."""
    return one != other and all(a is None or a == b for a, b in zip(one, other, strict=True))


def arrange(
    entries: Iterable[tuple[Free, Entry]],
    named: Iterable[Free],
    value_of: Callable[[Free, Sequence[Entry]], Value | None],
) -> tuple[dict[Free, Sequence[Entry]], dict[Free, tuple[Free, ...]]]:
    """The lines of a topic, and for each place left open whose claims have all joined others, where they went.

    ``named`` are lines that exist without claims (an editor pinned them). ``value_of`` gives what stands on a line of
    given claims; a claim that leaves the place open joins every line if all say the same, else those whose value it
    does not contradict, else it stays by itself. A denial joins all.
    """
    by_place: dict[Free, list[Entry]] = defaultdict(list)
    for place, entry in entries:
        by_place[place].append(entry)
    for place in named:
        by_place[place] = by_place.get(place, [])
    if len(by_place) == 1:
        return dict(by_place), {}
    full = [place for place in by_place if not any(leaves_open(place, other) for other in by_place)]
    lines: dict[Free, list[Entry]] = {place: list(by_place[place]) for place in full}
    values = {place: value_of(place, by_place[place]) for place in full}
    joined: dict[Free, tuple[Free, ...]] = {}
    for place, said in by_place.items():
        if place in lines:
            continue
        candidates = [line for line in full if leaves_open(place, line)]
        gone: set[Free] = set()
        staying = []
        for entry in said:
            homes = _homes(entry, candidates, values)
            for home in homes:
                lines[home].append(entry)
            gone.update(homes)
            if not homes:
                staying.append(entry)
        if staying:
            lines[place] = staying
        else:
            joined[place] = tuple(sorted(gone or candidates, key=repr))
    return {**lines}, joined


def _homes(entry: Entry, candidates: Sequence[Free], values: dict[Free, Value | None]) -> list[Free]:
    """The lines that an entry joins."""
    known = {spell(values[line]) for line in candidates if values[line] is not None}
    if len(known) <= 1:
        return list(candidates)
    return [line for line in candidates if _fits(entry, values[line])]


def _fits(entry: Entry, value: Value | None) -> bool:
    if value is None or entry.status == DENIED:
        return True  # a denial is no release of its own
    if compare(entry.value, value) != DIFFERS:
        return True
    return entry.was is not None and compare(entry.was, value) != DIFFERS
