"""Which claims belong to one fact, where some leave its place open.

"Season 2 on 3 August" and "Season 2 on Netflix" speak of one release; "in cinemas on 1 August" is another. The claims
on one topic (a season's premiere, say) are put in lines by their free coordinates (`slots.Shape`): each place that is
named has its line, and a claim that names none joins those that it fits. A broadcaster leaves open which of its
channels it is: "on the BBC" joins "on BBC One".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

from airdate.facts.contest import Entry
from airdate.facts.policy import DENIED, Value
from airdate.facts.values import DIFFERS, compare, spell

Free = tuple[Any, ...]  # a line's free coordinates, None where left open


def leaves_open(one: Free, other: Free, within: Mapping[str, str]) -> bool:
    """Whether ``one`` names less than ``other`` and nothing else: (None,) and (Netflix,), (the BBC,) and (BBC One,)."""
    return one != other and all(
        a is None or a == b or (b in within and _lies_in(b, a, within)) for a, b in zip(one, other, strict=True)
    )


def _lies_in(place: str, broader: str, within: Mapping[str, str]) -> bool:
    seen = {place}
    while (onward := within.get(place)) is not None and onward not in seen:
        if onward == broader:
            return True
        seen.add(onward)
        place = onward
    return False


def arrange(
    entries: Iterable[tuple[Free, Entry]],
    named: Iterable[Free],
    pinned: Container[Free],
    value_of: Callable[[Free, Sequence[Entry]], Value | None],
    within: Mapping[str, str],
) -> tuple[dict[Free, Sequence[Entry]], dict[Free, tuple[Free, ...]]]:
    """The lines of a topic, and for each place left open whose claims have all joined others, where they went.

    ``named`` are lines that exist without claims (an editor stated them), ``pinned`` those of them that hold.
    ``value_of`` gives what stands on a line of given claims; a claim that leaves the place open joins every line if all
    say the same, else those whose value it does not contradict, else it stays by itself. A denial joins all. A place
    that only claims name that are out draws nobody. ``within`` says which place is part of which; a place that a claim
    names beside its part ("on ITV and ITV1") leaves nothing open.
    """
    by_place: dict[Free, list[Entry]] = defaultdict(list)
    for place, entry in entries:
        by_place[place].append(entry)
    for place in named:
        by_place[place] = by_place.get(place, [])
    if len(by_place) == 1:
        return dict(by_place), {}
    own = _places_of_their_own(by_place, within) if within else frozenset()
    live = {place for place, said in by_place.items() if place in pinned or any(not entry.out for entry in said)}

    def is_open(one: Free, other: Free) -> bool:
        return other in live and one not in own and leaves_open(one, other, within)

    full = [place for place in by_place if not any(is_open(place, other) for other in by_place)]
    lines: dict[Free, list[Entry]] = {place: list(by_place[place]) for place in full}
    values = {place: value_of(place, by_place[place]) for place in full}
    joined: dict[Free, tuple[Free, ...]] = {}
    for place, said in by_place.items():
        if place in lines:
            continue
        candidates = [line for line in full if is_open(place, line)]
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


def _places_of_their_own(by_place: Mapping[Free, Sequence[Entry]], within: Mapping[str, str]) -> frozenset[Free]:
    """The places that a claim names beside a part of theirs."""
    of_claim: dict[str, list[Free]] = defaultdict(list)
    for place, said in by_place.items():
        for entry in said:
            if not entry.out:
                of_claim[entry.claim].append(place)
    several = [places for places in of_claim.values() if len(places) > 1]
    return frozenset(
        one for places in several for one, other in permutations(places, 2) if leaves_open(one, other, within)
    )


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
