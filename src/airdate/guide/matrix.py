"""Every release of a title in one table: region and service down, kinds of release across, seasons one after another.

Pure: takes the releases of `facts.pages.TitleFacts`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from airdate.facts import edtf
from airdate.facts.pages import Named, Release

# In the order in which a season meets them. Any other word of an article stands after these.
EVENTS = {
    "premiere": gettext_lazy("Premiere"),
    "part": gettext_lazy("Part"),
    "episode": gettext_lazy("Episode"),
    "special": gettext_lazy("Special"),
    "finale": gettext_lazy("Finale"),
    "added": gettext_lazy("Added"),
}
FEW = 3  # releases of one kind in one place that are shown at once


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one kind of release in one place: ``near`` today first in sight, ``others`` on request."""

    near: tuple[Release, ...]
    others: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a region; ``region`` is empty where nobody has limited it, ``place`` None where none is named."""

    place: Named | None
    region: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a season; ``season`` None is the title as a whole."""

    season: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """``kinds`` are the headings of the columns; each line has a cell for each."""

    kinds: tuple[str, ...]
    parts: tuple[Part, ...]


def matrix(releases: Sequence[Release], today: dt.date) -> Matrix | None:
    """The table, the newest season first; None where there is one release at most, which the head of a page tells."""
    if len(releases) < 2:
        return None
    events = sorted({release.event for release in releases}, key=_by_event)
    seasons = sorted({release.season for release in releases}, key=lambda number: (number is None, -(number or 0)))
    parts = []
    for season in seasons:
        places: dict[tuple[str, str], list[Release]] = {}
        for release in releases:
            if release.season == season:
                name = release.place.name if release.place else ""
                places.setdefault((name, release.region), []).append(release)
        lines = []
        for (_name, region), own in sorted(places.items(), key=lambda item: (_soonest(item[1]), item[0])):
            cells = tuple(_cell([each for each in own if each.event == event], today) for event in events)
            lines.append(Line(own[0].place, region, cells))
        parts.append(Part(season, tuple(lines)))
    return Matrix(tuple(str(EVENTS.get(event, event)) for event in events), tuple(parts))


def _by_event(event: str) -> tuple[int, str]:
    order = tuple(EVENTS)
    return order.index(event) if event in order else len(order), event


def _soonest(own: Iterable[Release]) -> tuple[dt.date, int, str]:
    return min(edtf.order_key(release.when.edtf) for release in own)


def _cell(own: list[Release], today: dt.date) -> Cell:
    """In order of time; of many those nearest to today are in sight: what comes next, else what came last."""
    ordered = sorted(own, key=lambda release: (edtf.order_key(release.when.edtf), release.part or 0))
    if len(ordered) <= FEW:
        return Cell(tuple(ordered))
    first = next((place for place, release in enumerate(ordered) if not release.when.happened), len(ordered))
    start = min(first, len(ordered) - FEW)
    near = tuple(ordered[start : start + FEW])
    return Cell(near, tuple(release for release in ordered if release not in near))
