"""A broadcast that stands out, with what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from airdate.guide.tv import words
from airdate.guide.tv.days import GuideDay
from airdate.guide.tv.entries import Entry, entry
from airdate.listings.details import credits, stars
from airdate.listings.flags import Flag, Group
from airdate.listings.pages import Station, Whole
from airdate.look.faces import Face, faces

EVENING = (dt.time(18), dt.time(2))


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick with what is said of it; `stars` from 0 to 5, None where nobody has rated it. ``face`` is its poster's."""

    entry: Entry
    station: Station
    director: str
    with_: str
    genre: str
    stars: int | None
    face: Face

    @property
    def stars_words(self) -> str:
        return _("%(n)d of 5 stars") % {"n": self.stars or 0}

    @property
    def stars_drawn(self) -> str:
        return "★" * (self.stars or 0) + "☆" * (5 - (self.stars or 0))


def make_picks(found: Sequence[Whole], zone: ZoneInfo, now: dt.datetime) -> list[Pick]:
    """Picks with times by the clock of a zone. Two queries at most, for the titles that the catalogue knows."""
    known = faces(whole.showing.work for whole in found)
    return [_pick(whole, zone, now, known) for whole in found]


def _pick(whole: Whole, zone: ZoneInfo, now: dt.datetime, known: Mapping[int, Face]) -> Pick:
    people = list(credits(whole.details))
    share = stars(whole.details)
    shown, genre = entry(whole.showing, zone, now), _genre(whole)
    return Pick(
        shown,
        whole.station,
        ", ".join(one.name for one in people if one.role == "director"),
        ", ".join(one.name for one in people if one.role in ("actor", "presenter"))[:120],
        genre,
        None if share is None else round(share * 5),
        known.get(whole.showing.work or 0) or Face(shown.title, genre, shown.year),
    )


def evening(day: GuideDay) -> tuple[dt.datetime, dt.datetime]:
    """The first and the last start of what is picked for an evening."""
    first, last = (day.instant(day.minute_of(time)) for time in EVENING)
    return first, last


def _genre(whole: Whole) -> str:
    """What a poster says of it: of a film the listings' next word, which is its own genre."""
    named = [str(text) for text, *_language in whole.details.get("categories", ())]
    if whole.showing.flags & Flag.FILM and len(named) > 1:
        return named[1]
    group = Group(whole.showing.group)
    return named[0] if named else "" if group is Group.OTHER else str(words.GROUPS[group])
