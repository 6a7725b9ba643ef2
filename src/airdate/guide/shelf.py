"""Lists of what came and of what goes, set by day: a date block, and beside it all that falls on it.

Pure: takes what `facts.queries` gives, in the order of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from airdate.facts.pages import Coming, Offered
from airdate.guide.agenda import Slot


@dataclass(frozen=True, slots=True)
class Departure:
    """A day until which things are to be seen, and what these are."""

    edtf: str | None
    entries: tuple[Offered, ...]


def arrivals(entries: Iterable[Coming]) -> list[Slot]:
    """Releases that share a date and a certainty share a block; the order stays."""
    slots: dict[tuple[str | None, str], list[Coming]] = {}
    for entry in entries:
        slots.setdefault((entry.release.when.edtf, entry.release.status), []).append(entry)
    return [Slot(edtf, status, tuple(own)) for (edtf, status), own in slots.items()]


def departures(entries: Iterable[Offered]) -> list[Departure]:
    """What ends on one day shares a block; the order stays."""
    days: dict[str | None, list[Offered]] = {}
    for entry in entries:
        until = entry.availability.until
        days.setdefault(until.edtf if until else None, []).append(entry)
    return [Departure(edtf, tuple(own)) for edtf, own in days.items()]
