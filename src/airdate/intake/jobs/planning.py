"""What is due becomes jobs: looked at every second, by every worker, and begun once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from airdate.intake.jobs.errands import NONE, Due, Kind, Taken, begin, taken
from airdate.intake.writer import one_writer

MOST = 200  # jobs under way at once: what waits in the tables costs nothing, what waits as a job does
Found = list[tuple[Kind, Due]]


def plan(kinds: Mapping[str, Kind], *, now: datetime) -> int:
    """Begin a job for each thing that is due, none twice and none in a lane that is taken. Gives how many."""
    if not _due(kinds.values(), taken(), now):
        return 0
    with one_writer():  # another worker may have planned meanwhile
        found = _due(kinds.values(), taken(), now)
        for kind, due in found:
            begin(kind, due)
    return len(found)


def is_idle(kinds: Mapping[str, Kind], *, now: datetime, within: timedelta = NONE) -> bool:
    """Whether nothing is under way, and nothing due at ``now`` or within a time from then."""
    under_way = taken()
    return not under_way.subjects and not _due(kinds.values(), under_way, now, within)


def _due(kinds: Iterable[Kind], under_way: Taken, now: datetime, within: timedelta = NONE) -> Found:
    found: Found = []
    lanes = set(under_way.lanes)
    room = MOST - sum(map(len, under_way.subjects.values()))
    for kind in kinds:
        busy = under_way.subjects.get(kind.name, frozenset())
        for due in kind.due(now, Taken(under_way.subjects, frozenset(lanes)), within):
            if len(found) >= room:
                return found
            if due.subject in busy or due.lane in lanes:
                continue
            found.append((kind, due))
            if due.lane:
                lanes.add(due.lane)
    return found
