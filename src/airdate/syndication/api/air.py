"""Broadcasts, from the listings."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from airdate.listings import queries as listings
from airdate.syndication.api.asking import PROBLEMS, Limit, Moment, Slug
from airdate.syndication.api.problems import Problem
from airdate.syndication.api.shapes import BroadcastList

router = Router(tags=["listings"])
LONGEST = dt.timedelta(days=14)  # of one question
A_DAY = dt.timedelta(days=1)


@router.get("/channels/{slug}/broadcasts", response={200: BroadcastList, **PROBLEMS}, summary="What a channel shows")
def broadcasts(
    request: HttpRequest,
    slug: Slug,
    limit: Limit,
    start: Annotated[Moment | None, Query(None, description="From this moment (now if not given).")],
    stop: Annotated[Moment | None, Query(None, description="Up to this moment (a day later if not given).")],
) -> dict[str, Any]:
    """What is on between two moments, fourteen days apart at most, by start. For more ask again from the last one."""
    station = listings.station(slug)
    if station is None:
        raise Problem(404, f"there is no channel {slug!r} here")
    first = start or timezone.now()
    last = stop or first + A_DAY
    if not first < last <= first + LONGEST:
        raise Problem(400, "stop must be after start, and at most fourteen days after it")
    window = listings.window(None, first, last, channels=[station.id], limit=None)
    found = [(row.station, each) for row in window.rows for each in row.showings][:limit]
    return {
        "items": [
            {
                "id": each.id, "channel": where.slug, "start": each.start, "stop": each.stop, "day": each.day,
                "title": each.title, "sub_title": each.sub_title, "description": each.description,
                "season": each.season, "episode": each.episode, "year": each.year,
                "url": request.build_absolute_uri(reverse("guide:tv_programme", args=[each.id])),
            }
            for where, each in found
        ]
    }  # fmt: skip
