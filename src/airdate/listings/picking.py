"""What stands out of an evening: premieres, finales, new programmes, and films by their star rating."""

from __future__ import annotations

import datetime as dt
import json

from django.db.models import F

from airdate.listings.details import stars
from airdate.listings.flags import Flag
from airdate.listings.models import Broadcast, Lineup
from airdate.listings.pages import Whole
from airdate.listings.queries import FIELDS, seconds, showing_of, stations

FILM, SPECIAL = int(Flag.FILM), int(Flag.PREMIERE | Flag.FINALE)  # numbers: an evening has thousands to look at
PICKED = FILM | SPECIAL | int(Flag.NEW)


def picks(lineup: Lineup | None, start: dt.datetime, stop: dt.datetime, *, limit: int = 12) -> list[Whole]:
    """What stands out between two moments: premieres, finales, new programmes, and films by their star rating."""
    shown, _ = stations(lineup)
    by_key = {each.id: each for each in shown}
    found = (
        Broadcast.objects.filter(start__gte=seconds(start), start__lt=seconds(stop))
        .annotate(picked=F("flags").bitand(PICKED))
        .filter(picked__gt=0, channel__in=list(by_key))
    )
    # First what they are worth, of all of an evening; then the few that are shown.
    worth = sorted(
        (*_worth(flags, details), begins, pk, programme)
        for pk, programme, begins, flags, details in found.order_by().values_list(
            "pk", "programme_id", "start", "flags", "details"
        )
    )
    chosen: dict[int, int] = {}
    for *_worth_and_start, pk, programme in worth:
        if len(chosen) == limit:
            break
        chosen.setdefault(programme, pk)
    rows = Broadcast.objects.filter(pk__in=chosen.values()).order_by().values_list(*FIELDS, "details")
    wholes = {row[0]: Whole(showing_of(row[:-1], row[5]), by_key[row[1]], json.loads(row[-1])) for row in rows}
    return [wholes[pk] for pk in chosen.values()]


def _worth(flags: int, details: str) -> tuple[int, float]:
    """How much a broadcast stands out, the most first; ``details`` is the text of a JSON object."""
    film, special = flags & FILM, flags & SPECIAL
    rank = 0 if special and not film else 1 if special else 2 if film else 3
    return rank, -(stars(json.loads(details)) or 0.0) if '"stars"' in details else 0.0
