"""One channel's schedule from several guides: that of the first, with its gaps filled from the next. Pure."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter

from airdate.listings.pages import Showing

_BY_START = attrgetter("start", "id")


def merged(showings: Iterable[Showing], priority: Mapping[int, int]) -> list[Showing]:
    """One channel's schedule by start. ``priority`` is that of guides by their key; the lowest is believed first.

    An end that no guide gives is the start of what follows in the same guide. A broadcast of a later guide stays only
    where it overlaps nothing of an earlier one. Overlaps within a guide stay: the guide says so.
    """
    by_guide: dict[int, list[Showing]] = defaultdict(list)
    for showing in showings:
        by_guide[showing.guide].append(showing)
    taken: list[Showing] = []
    for guide in sorted(by_guide, key=lambda pk: (priority.get(pk, 0), pk)):
        rows = ended(sorted(by_guide[guide], key=_BY_START))
        taken = sorted(taken + _filling(rows, taken), key=_BY_START) if taken else rows
    return taken


def ended(rows: list[Showing]) -> list[Showing]:
    """Rows of one guide and channel by start, each open end closed by the next later start."""
    closed = list(rows)
    following = None
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        after = rows[place + 1].start if place + 1 < len(rows) else None
        if after is not None and after > row.start:
            following = after
        if row.stop is None and following is not None:
            closed[place] = replace(row, stop=following)
    return closed


def _filling(rows: list[Showing], taken: list[Showing]) -> list[Showing]:
    """Those of ``rows`` that overlap nothing in ``taken``; both are by start."""
    starts = [row.start for row in taken]
    until: list[dt.datetime] = []  # the latest end of all rows up to here
    for row in taken:
        end = row.stop or row.start
        until.append(max(until[-1], end) if until else end)
    kept = []
    for row in rows:
        before = bisect_left(starts, row.start)
        same = before < len(starts) and starts[before] < (row.stop or row.start)
        at_once = before < len(starts) and starts[before] == row.start
        if not same and not at_once and (before == 0 or until[before - 1] <= row.start):
            kept.append(row)
    return kept
