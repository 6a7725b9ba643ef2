"""The front page: tonight, what is coming, what moved this week, what is new and what leaves, the news, by genre."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Title
from airdate.catalogue.queries import Limb
from airdate.facts import queries as facts
from airdate.facts.pages import Coming, Moved
from airdate.facts.queries import releases
from airdate.facts.queries.releases import Wanted
from airdate.guide.agenda import agenda
from airdate.guide.anniversaries import anniversaries
from airdate.guide.frame import Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.guide.regions import chosen_region
from airdate.guide.tv.picks import Pick, evening, make_picks
from airdate.guide.viewer import Viewer, viewer_of
from airdate.listings import picking
from airdate.newsroom.listing import latest
from airdate.sources import queries as sources
from airdate.sources.models import DESK_SLUG

AHEAD, COARSE, OUT, LEAVING, MOVED, READ, PAST, PICKS = 20, 8, 6, 6, 6, 6, 4, 6
STORIES = 3  # of the desk, above what the press writes
LOOKED_AT = 12  # changes, of which those are taken that a reader can see
PICKED = 24  # of which the picks are taken that are not over
FILMS = 3  # of the picks, at least, where there are so many
IN_A_GENRE = 3
JUST_OUT = dt.timedelta(days=14)
SOON_GONE = dt.timedelta(days=31)
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class GenreAhead:
    """A genre with what comes next in it and its branches; ``entries`` may be empty."""

    limb: Limb
    entries: tuple[Coming, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    try:
        viewer, wanted = viewer_of(request), Wanted(region=chosen_region(request).code)
    except Unreadable as error:
        return bad_request(request, error)
    today = timezone.localdate()
    ahead = releases.following(today, wanted, limit=AHEAD)
    coarse = releases.coarse(today, None, wanted, limit=COARSE)
    out = releases.out_since(today - JUST_OUT, today, wanted, limit=OUT)
    leaving = releases.ending(today, today + SOON_GONE, wanted, limit=LEAVING)
    past = releases.anniversaries([(today.month, today.day)], today, limit=PAST)
    tree = [limb for limb in catalogue.genre_tree() if limb.used]
    by_genre = _by_genre(tree, releases.titles_ahead(today)) if tree else {}
    among = [pk for ids in by_genre.values() for pk in ids]
    shown = releases.show([*ahead, *coarse, *out, *leaving, *past, *among], today)
    coming = shown.coming(ahead)
    lead = _lead(coming, viewer.now)
    moves = facts.recent_changes(LOOKED_AT, kinds=facts.MOVES, today=today)
    # Who looks by the site's own clock has seen no change where only the zone of an hour has become known.
    changes = [change for change in moves if not change.only_zone][:MOVED]
    return page(
        request,
        "guide/home.html",
        lead=lead,
        lead_title=Title.objects.prefetch_related("genres").filter(slug=lead.title.slug).first() if lead else None,
        evening=viewer.day.date,
        picks=_picks(viewer),
        periods=agenda(entry for entry in coming if entry is not lead),
        later=agenda(shown.coming(coarse)),
        out=shown.coming(out),
        leaving=shown.offered(leaving),
        changes=_of_this_week(changes, today) or changes,
        this_week=bool(_of_this_week(changes, today)),
        stories=latest(STORIES),
        documents=sources.news(READ, without=DESK_SLUG),
        anniversaries=anniversaries(shown.coming(past), today),
        genres=[GenreAhead(limb, tuple(shown.coming(by_genre.get(limb.pk, ())))) for limb in tree],
    )


def _lead(coming: Iterable[Coming], now: dt.datetime) -> Coming | None:
    """What opens the page: the next thing that begins on a known day, not what began earlier today as far as is known.

    Episodes of what runs already do not.
    """
    begins = (e for e in coming if e.release.when.precision == "day" and e.release.event in ("premiere", "part"))
    return next((e for e in begins if e.release.when.at is None or e.release.when.at >= now), None)


def _picks(viewer: Viewer) -> list[Pick]:
    """What stands out this evening and is not over yet, by the clock."""
    first, last = evening(viewer.day)
    found = picking.picks(viewer.lineup, first, last, limit=PICKED)
    picks = [pick for pick in make_picks(found, viewer.zone, viewer.now) if pick.entry.state != "over"]
    films = [pick for pick in picks if pick.entry.film]
    others = sorted((pick for pick in picks if not pick.entry.film), key=lambda pick: not pick.entry.first)
    chosen = [*others[: PICKS - min(FILMS, len(films))], *films][:PICKS]
    return sorted(chosen, key=lambda pick: (pick.entry.at, pick.entry.id))


def _of_this_week(changes: Iterable[Moved], today: dt.date) -> list[Moved]:
    return [change for change in changes if change.day > today - WEEK]


def _by_genre(tree: Iterable[Limb], ahead: Sequence[tuple[str, int]]) -> dict[int, list[str]]:
    """Genre at the top of the tree -> the ids of the next releases in it and below it."""
    top = {pk: limb.pk for limb in tree for pk in _keys(limb)}
    of_title = catalogue.genres_of({title for _pk, title in ahead})
    found: dict[int, list[str]] = {}
    told: set[tuple[int, int]] = set()
    for pk, title in ahead:
        for genre in dict.fromkeys(top[genre] for genre in of_title.get(title, ()) if genre in top):
            if (genre, title) not in told and len(found.setdefault(genre, [])) < IN_A_GENRE:
                told.add((genre, title))
                found[genre].append(pk)
    return found


def _keys(limb: Limb) -> Iterable[int]:
    yield limb.pk
    for each in limb.below:
        yield from _keys(each)
