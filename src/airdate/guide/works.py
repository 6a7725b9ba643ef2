"""The page of a title: all that is known of a work, today or as it stood on a past day."""

from __future__ import annotations

import datetime as dt

from babel.dates import get_timezone_name
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Title
from airdate.facts import cldr
from airdate.facts import queries as facts
from airdate.facts.pages import Named, TitleFacts
from airdate.guide import billing, outbound
from airdate.guide.anniversaries import ahead
from airdate.guide.entries import entry_at
from airdate.guide.frame import PAGE, Unreadable, page, page_number, page_of
from airdate.guide.matrix import matrix
from airdate.guide.refusals import bad_request
from airdate.guide.regions import chosen_region
from airdate.guide.standing import standing
from airdate.guide.tv.entries import Shown, shown
from airdate.guide.viewer import Viewer, viewer_of
from airdate.listings import queries as listings
from airdate.look.steady import all_day

EARLIEST = dt.date(1900, 1, 1)  # of the days at which a page can be asked for
SHOWINGS, READ = 6, 6
ON_ALREADY = dt.timedelta(hours=6)  # how long ago something may have begun that is still on


@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """A title as it stands, or as published (`?as_of=`) or known here (`?known_at=`) up to a past day.

    What is true only now (broadcasts, news, anniversaries) is left out on a past day's page. `?page=` is of its
    history.
    """
    entry = entry_at(Title, slug)
    if entry.slug != slug:
        return redirect("guide:title", entry.slug, permanent=True)
    number = page_number(request)
    try:
        as_of, known = day_asked(request, "as_of"), day_asked(request, "known_at")
        viewer, chosen = viewer_of(request), chosen_region(request)
    except Unreadable as error:
        return bad_request(request, error)
    today = timezone.localdate()
    # The whole of the day counts: what was learnt on it was known on it.
    end = dt.datetime.combine(known, dt.time.max, timezone.get_current_timezone()) if known else None
    found = facts.title_facts(entry, as_of=as_of, known_at=end, today=today, country=chosen.code)
    then = min(day for day in (as_of, known, today) if day is not None)
    is_now = as_of is None and known is None
    stops, links = page_of(billing.stops(found.timeline)[(number - 1) * PAGE : number * PAGE + 1], number)
    broadcasts = _broadcasts(entry, viewer) if is_now else []
    answer = page(
        request,
        "guide/title.html",
        title=entry,
        page_country=chosen.code,
        facts=found,
        standing=standing(found, then),
        seasons=billing.seasons(found),
        matrix=matrix(found.releases, then),
        places=billing.places(found),
        credits=billing.credits(found),
        libraries=[(basis, to) for basis in found.basis if (to := outbound.libraries(basis, entry.name))],
        videos=_videos(entry, found),
        broadcasts=broadcasts,
        zone=str(get_timezone_name(viewer.zone, zone_variant="generic", locale=cldr.locale())),
        documents=catalogue.news_naming(entry, READ) if is_now else (),
        anniversaries=ahead(Named(entry.name, entry.slug), found.releases, today) if is_now else (),
        stops=stops,
        page_links=links,
        as_of=as_of,
        known_at=known,
    )
    return answer if broadcasts else all_day(answer, today)


def day_asked(request: HttpRequest, name: str) -> dt.date | None:
    """A day (ISO 8601) from the query string, None if there is none. Raises `Unreadable` for what is no past day."""
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        raise Unreadable(_("“%(day)s” is not a day; write it like 2023-04-23.") % {"day": given[:40]}) from None
    if day > timezone.localdate():
        raise Unreadable(_("%(day)s has not come yet; choose a past day.") % {"day": given[:40]})
    if day < EARLIEST:
        raise Unreadable(_("%(day)s was before there was television; choose a later day.") % {"day": given[:40]})
    return day


def _broadcasts(entry: Title, viewer: Viewer) -> list[Shown]:
    """The next broadcasts that are listed, what is on now first, on the channels of the viewer's line-up."""
    found = listings.showings_of(work=entry, since=viewer.now - ON_ALREADY, limit=8 * SHOWINGS)
    ids = listings.received(viewer.lineup)
    received = [each for each in found if ids is None or each.station.id in ids]
    made = shown(received or found, viewer.zone, viewer.now)
    return [each for each in made if each.entry.state == "on" or each.entry.at >= viewer.now][:SHOWINGS]


def _videos(entry: Title, found: TitleFacts) -> list[tuple[object, str, str]]:
    """Each video with the address of the article that tells of it, and that of a search for it."""
    made: list[tuple[object, str, str]] = []
    for video in found.videos:
        season = _("season %(n)d") % {"n": video.season} if video.season is not None else ""
        made.append((video, outbound.safe(video.url), outbound.videos(entry.name, video.form, season)))
    return made
