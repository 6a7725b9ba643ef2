"""`/choices/`: the country, the clock and the line-up, chosen in one place for all pages and kept in cookies alone."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from airdate.guide import choices
from airdate.guide.frame import Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.guide.regions import chosen_region, is_known, region_of, regions
from airdate.guide.tv.around import ZONES
from airdate.guide.tv.asked import lineup_of, zone_of
from airdate.listings import queries as listings

LONGEST = 300  # characters of an address that one is led back to


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The form; with `?keep=1` what it says is remembered, and leads back to the page of this site in `?to=`."""
    to = way_back(request.GET.get("to", ""))
    lineups = tuple(listings.lineups())
    try:
        region = region_of(request) if choices.asked_word(request, "region") else chosen_region(request)
        lineup = lineup_of(request, lineups)
        zone = zone_of(request, lineup)
    except Unreadable as error:
        return bad_request(request, error)
    slugs = {each.slug for each in lineups}
    known = {"region": is_known, "zone": lambda name: name in choices.zones(), "lineup": lambda slug: slug in slugs}
    if choices.settled(request, known, answer := redirect(to)):
        return answer
    return page(
        request, "guide/choices.html", to=to, region=region, regions=regions(region), zone=zone.key, zones=ZONES,
        lineup=lineup, lineups=lineups, kept=any(choices.remembered(request, name) for name in choices.COOKIES),
        forget=f"?{urlencode([*((name, '') for name in choices.COOKIES), ('to', to), ('keep', '1')])}",
    )  # fmt: skip


def link_from(request: HttpRequest) -> str:
    """The address of the form that leads back to the page of a request."""
    here = request.get_full_path()
    address = reverse("guide:choices")
    return address if len(here) > LONGEST or request.path == address else f"{address}?{urlencode({'to': here})}"


def way_back(asked: str) -> str:
    """An address of this site, without its host; the front page in place of all else."""
    fits = len(asked) <= LONGEST and asked.isprintable() and url_has_allowed_host_and_scheme(asked, None)
    parts = urlsplit(asked) if fits else None
    if parts is None or not parts.path.startswith("/") or parts.path == reverse("guide:choices"):
        return reverse("guide:home")
    return parts._replace(scheme="", netloc="", fragment="").geturl()
