"""One channel's broadcasts as cells of a sheet: minutes from the start of the day, lanes for overlaps, gaps.

Pure. A broadcast is anything with `start` and `stop` (aware instants; `stop` may be None, as XMLTV allows).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from airdate.guide.tv.days import MINUTE, GuideDay, extent, place

LANES = 3  # what still does not fit is set into the last one
OPEN = dt.timedelta(minutes=30)  # drawn for a broadcast of which nobody knows the end
LONGEST = dt.timedelta(hours=6)  # a broadcast without a stop does not reach over a hole in the listings


class Timed(Protocol):
    """What can be placed."""

    @property
    def start(self) -> dt.datetime: ...

    @property
    def stop(self) -> dt.datetime | None: ...


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """A broadcast in its place, or a gap (`broadcast` None).

    `minute` and `length` are what is drawn, within the day; `earlier` and `later` tell that it reaches beyond it.
    `open` is true where the end is not known. `lane` counts from 0.
    """

    broadcast: T | None
    minute: int
    length: int
    lane: int = 0
    earlier: bool = False
    later: bool = False
    open: bool = False

    @property
    def place(self) -> str:
        """The classes that put the cell into its place."""
        lane = f" lane-{self.lane}" if self.lane else ""
        return f"{place(self.minute)} {extent(self.length)}{lane}"

    @property
    def end(self) -> int:
        return self.minute + self.length


def ends(broadcasts: Sequence[T]) -> list[tuple[T, dt.datetime, bool]]:
    """Each broadcast with its end, and whether that is only assumed. `broadcasts` are ordered by start.

    A broadcast without a stop ends where the next one begins; where none begins soon, its end is open. A stop that
    is not after the start says as little as none.
    """
    found = []
    for index, broadcast in enumerate(broadcasts):
        stop = broadcast.stop
        if stop is not None and stop > broadcast.start:
            found.append((broadcast, stop, False))
            continue
        following = next((later.start for later in broadcasts[index + 1 :] if later.start > broadcast.start), None)
        if following is not None and following - broadcast.start <= LONGEST:
            found.append((broadcast, following, False))
        else:
            found.append((broadcast, broadcast.start + OPEN, True))
    return found


def cells(broadcasts: Sequence[T], day: GuideDay, first: int = 0, last: int | None = None) -> list[Cell[T]]:
    """The cells of one channel that touch the minutes `first` to `last` of a day, in the order of their starts.

    A broadcast is drawn from where it begins, also if that is before `first`, so that two parts of one day give the
    same cell. Gaps are told only within `first` to `last`. No cell has a length of 0.
    """
    until = day.minutes if last is None else min(last, day.minutes)
    placed: list[Cell[T]] = []
    lanes: list[int] = []  # where each lane is free again
    for broadcast, stop, open_end in ends(broadcasts):
        start_minute, end_minute = day.minute(broadcast.start), -int((day.start - stop) // MINUTE)
        begin, end = max(start_minute, 0), min(end_minute, day.minutes)
        if end <= first or begin >= until or end <= begin:
            continue
        lane = _free(lanes, begin)
        if lane == len(lanes):
            lanes.append(end)
        else:
            lanes[lane] = max(lanes[lane], end)
        earlier, later = start_minute < 0, end_minute > day.minutes
        placed.append(Cell(broadcast, begin, end - begin, lane, earlier, later, open_end))
    return sorted([*placed, *_gaps(placed, first, until)], key=lambda cell: (cell.minute, cell.lane))


def _free(lanes: Sequence[int], begin: int) -> int:
    """The first lane that is free at a minute; a new one while there is room, else the one that is free soonest."""
    for lane, free in enumerate(lanes):
        if free <= begin:
            return lane
    if len(lanes) < LANES:
        return len(lanes)
    return min(range(LANES), key=lambda lane: lanes[lane])


def _gaps(placed: Iterable[Cell[T]], first: int, last: int) -> list[Cell[T]]:
    """What no broadcast covers between two minutes."""
    found: list[Cell[T]] = []
    at = first
    for cell in sorted(placed, key=lambda cell: cell.minute):
        if cell.minute > at:
            found.append(Cell(None, at, cell.minute - at))
        at = max(at, cell.end)
    if at < last:
        found.append(Cell(None, at, last - at))
    return found


def height(row: Iterable[Cell[T]]) -> int:
    """How many lanes a row needs, at least one."""
    return 1 + max((cell.lane for cell in row), default=0)
