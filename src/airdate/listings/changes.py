"""What became of a channel's broadcasts between two editions of a guide, as a viewer would say it. Pure.

`compare` takes what went and what came in the time that both editions cover. The stages, each on what the former left:

1. corrected: the same time and programme, other words; no change of the schedule;
2. retimed: the same programme at a time that overlaps the old one;
3. moved: the same programme elsewhere on the channel;
4. replaced: something else in its place;
5. dropped and added: the rest.

A placeholder ("To be announced", the channel's own name) is no programme: where it gives way to one, that was added;
where one gives way to it, that was dropped; of its own comings and goings nothing is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

CORRECTED = "corrected"  # no kind of change: the row is written anew, and nothing is told
RETIMED, MOVED, REPLACED, DROPPED, ADDED = "retimed", "moved", "replaced", "dropped", "added"
NEAR = 6 * 3600  # seconds; a programme that is shown often has moved only if it is shown about that time still
OFTEN = 40  # showings of one programme on one channel; of more, only near ones are compared
ALIKE = 0.8  # of titles in one place: a correction of the spelling, no other programme
DEFAULT_LENGTH = 1800  # seconds, for a broadcast without an end


@dataclass(frozen=True, slots=True)
class Slot:
    """A broadcast, as far as changes ask. ``key`` is that of its row, instants are seconds since 1970 UTC."""

    key: int
    programme: int
    start: int
    stop: int | None
    title: str
    sub_title: str = ""
    description: str = ""
    season: int | None = None
    episode: int | None = None
    placeholder: bool = False

    @property
    def end(self) -> int:
        return self.start + DEFAULT_LENGTH if self.stop is None else self.stop

    def record(self) -> dict[str, Any]:
        """The broadcast as a change keeps it."""
        kept: dict[str, Any] = {"start": self.start, "stop": self.stop, "title": self.title}
        for name in ("sub_title", "season", "episode"):
            if getattr(self, name):
                kept[name] = getattr(self, name)
        return kept


@dataclass(frozen=True, slots=True)
class Changed:
    """A broadcast that changed: None before for what was added, None after for what was dropped.

    One that is not ``told`` happened to the rows and is no news of the schedule.
    """

    kind: str
    before: Slot | None
    after: Slot | None
    told: bool = True


def compare(gone: Sequence[Slot], come: Sequence[Slot]) -> list[Changed]:
    """What became of what went and what came on one channel, by start. Each slot is in one change at most."""
    state = _State(sorted(gone, key=_by_start), sorted(come, key=_by_start))
    state.pair(CORRECTED, _same_time_and_programme)
    state.pair(RETIMED, _same_episode_overlapping)
    state.pair(RETIMED, _same_programme_overlapping)
    state.pair(MOVED, _same_episode)
    often = Counter(slot.programme for slot in state.gone)
    often_now = Counter(slot.programme for slot in state.come)
    once = {programme for programme, count in often.items() if count == 1 and often_now[programme] == 1}
    state.pair(MOVED, lambda old, new: _same_programme(old, new, once))
    state.pair(REPLACED, _in_its_place)
    rest = [Changed(DROPPED, old, None) for old in state.gone] + [Changed(ADDED, None, new) for new in state.come]
    news = [each for change in state.found + rest for each in _as_news(change)]
    return sorted(news, key=lambda each: ((each.before or each.after).start, each.kind))  # type: ignore[union-attr]  # one is there


def _as_news(change: Changed) -> Iterable[Changed]:
    """A change as it is told. Placeholders are no programmes."""
    before, after = change.before, change.after
    if before is not None and after is not None and before.placeholder != after.placeholder:
        yield Changed(DROPPED, before, None, told=not before.placeholder)
        yield Changed(ADDED, None, after, told=not after.placeholder)
        return
    empty = all(slot is None or slot.placeholder for slot in (before, after))
    yield replace(change, told=change.kind != CORRECTED and not empty)


class _State:
    """What went and came and is not accounted for yet."""

    def __init__(self, gone: list[Slot], come: list[Slot]) -> None:
        self.gone, self.come = gone, come
        self.found: list[Changed] = []

    def pair(self, kind: str, cost: Callable[[Slot, Slot], int | None]) -> None:
        """Pair what belongs together, the cheapest first; a cost of None says that two do not belong together."""
        if not (self.gone and self.come):
            return
        costs = sorted(
            (price, i, j)
            for i, j in _candidates(self.gone, self.come, anywhere=kind == MOVED)
            if (price := cost(self.gone[i], self.come[j])) is not None
        )
        old_used: set[int] = set()
        new_used: set[int] = set()
        for _, i, j in costs:
            if i not in old_used and j not in new_used:
                old_used.add(i)
                new_used.add(j)
                self.found.append(Changed(kind, self.gone[i], self.come[j]))
        self.gone = [slot for i, slot in enumerate(self.gone) if i not in old_used]
        self.come = [slot for j, slot in enumerate(self.come) if j not in new_used]


def _candidates(gone: Sequence[Slot], come: Sequence[Slot], *, anywhere: bool) -> Iterable[tuple[int, int]]:
    """Pairs worth a look: of one programme, or near each other in time. Both lists are by start."""
    if anywhere:
        by_programme: dict[int, list[int]] = {}
        for j, slot in enumerate(come):
            by_programme.setdefault(slot.programme, []).append(j)
        for i, slot in enumerate(gone):
            places = by_programme.get(slot.programme, [])
            if len(places) > OFTEN:  # filler: only what is shown about that time still
                first = bisect_left(places, slot.start - NEAR, key=lambda j: come[j].start)
                places = places[first : bisect_right(places, slot.start + NEAR, key=lambda j: come[j].start)]
            for j in places:
                yield i, j
        return
    longest = max(slot.end - slot.start for slot in come)
    first = 0
    for i, old in enumerate(gone):
        while first < len(come) and come[first].start < old.start - longest:
            first += 1
        for j in range(first, len(come)):
            if come[j].start >= max(old.end, old.start + 1):
                break
            yield i, j


def _by_start(slot: Slot) -> tuple[int, int]:
    return slot.start, slot.key


def _overlap(old: Slot, new: Slot) -> int:
    return min(old.end, new.end) - max(old.start, new.start)


def _shift(old: Slot, new: Slot) -> int:
    return abs(old.start - new.start) + abs(old.end - new.end)


def _names_an_episode(slot: Slot) -> bool:
    return bool(slot.sub_title or slot.episode is not None)


def _is_same_episode(old: Slot, new: Slot) -> bool:
    if old.programme != new.programme or not (_names_an_episode(old) or old.description):
        return False
    if _names_an_episode(old) or _names_an_episode(new):
        return (old.sub_title, old.season, old.episode) == (new.sub_title, new.season, new.episode)
    return old.description == new.description


def _is_other_episode(old: Slot, new: Slot) -> bool:
    """Whether both say which episode they are, and it is not the same."""
    return _names_an_episode(old) and _names_an_episode(new) and not _is_same_episode(old, new)


def _same_time_and_programme(old: Slot, new: Slot) -> int | None:
    if (old.start, old.stop) != (new.start, new.stop):
        return None
    if old.programme == new.programme:
        return 0
    one, two = (slot.title.casefold().rstrip(" .…") for slot in (old, new))
    if one in two or two in one or sorted(one.split()) == sorted(two.split()):
        return 1
    return 2 if SequenceMatcher(None, one, two).ratio() >= ALIKE else None


def _same_episode_overlapping(old: Slot, new: Slot) -> int | None:
    return _shift(old, new) if _is_same_episode(old, new) and _overlap(old, new) > 0 else None


def _same_programme_overlapping(old: Slot, new: Slot) -> int | None:
    if old.programme != new.programme or _is_other_episode(old, new) or _overlap(old, new) <= 0:
        return None
    return _shift(old, new)


def _same_episode(old: Slot, new: Slot) -> int | None:
    return abs(old.start - new.start) if _is_same_episode(old, new) else None


def _same_programme(old: Slot, new: Slot, once: set[int]) -> int | None:
    if old.programme != new.programme or _is_other_episode(old, new):
        return None
    away = abs(old.start - new.start)
    return away if away <= NEAR or old.programme in once else None


def _in_its_place(old: Slot, new: Slot) -> int | None:
    shared = _overlap(old, new)
    shorter = min(old.end - old.start, new.end - new.start)
    return -shared if shared > 0 and 2 * shared >= shorter else None
