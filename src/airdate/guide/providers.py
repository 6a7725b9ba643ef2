"""The page of a service, and two services side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Service
from airdate.facts import queries as facts
from airdate.facts.pages import ServiceFacts
from airdate.facts.queries import Where
from airdate.guide import choices
from airdate.guide.agenda import Period, agenda
from airdate.guide.entries import entry_at
from airdate.guide.frame import PAGE, Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.guide.regions import Region, is_known, region, region_of, regions
from airdate.guide.shelf import Departure, arrivals, departures
from airdate.guide.streaming import JUST_NEW, country_of, service_asked, title_after
from airdate.guide.tariffs import Tariff, tariff
from airdate.look.steady import all_day

MOVES = 10
NEW, COMING, LEAVING, ALL = 8, 30, 12, 18  # entries of each list on the page of a service
BESIDE = 12  # entries of each list where two stand side by side
SIDES = {
    "a": gettext_lazy("only on the first"),
    "both": gettext_lazy("on both"),
    "b": gettext_lazy("only on the second"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two services that are compared."""

    service: Service
    facts: ServiceFacts
    tariff: Tariff
    where: Where
    periods: list[Period]
    leaving: list[Departure]


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans and prices, how they went, what carries it, and its titles: new, coming, leaving and others."""
    if remembered := choices.settled(request, {"region": is_known}):
        return remembered
    entry = entry_at(Service, slug)
    if entry.slug != slug:
        return redirect("guide:service", entry.slug, permanent=True)
    try:
        chosen = region_of(request)
    except Unreadable as error:
        return bad_request(request, error)
    today = timezone.localdate()
    country = country_of(entry, chosen)
    where = Where(entry, country)
    found = facts.service_facts(entry, today=today)
    titles = facts.everything(where, today, limit=ALL + 1)
    answer = page(
        request, "guide/service.html", service=entry, facts=found, tariff=tariff(found.prices, country, today),
        page_country=country, region=chosen, regions=regions(chosen), shown=region(country) if country else chosen,
        new=arrivals(facts.came_out(where, today, since=today - JUST_NEW, limit=NEW)),
        periods=agenda(facts.coming_to(where, today, limit=COMING)),
        leaving=departures(facts.leaving(where, today, limit=LEAVING)), titles=titles[:ALL], more=len(titles) > ALL,
        moves=[moved for moved in found.timeline if moved.kind != "first"][:MOVES],
        others=[each for each in facts.streaming_services() if each != entry],
    )  # fmt: skip
    return all_day(answer, today)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two services (`?a=`, `?b=`) side by side; `?only=` one of the three lists of titles, in pages."""
    if remembered := choices.settled(request, {"region": is_known}):
        return remembered
    try:
        chosen = region_of(request)
        pair = [service_asked(choices.asked_word(request, name)) for name in ("a", "b")]
        if pair[0] is not None and pair[0] == pair[1]:
            raise Unreadable(_("“%(name)s” was chosen twice; choose two services.") % {"name": pair[0].name})
        only = choices.asked_word(request, "only")
        if only and only not in SIDES:
            raise Unreadable(
                _("“%(only)s” is none of the lists; take one of %(known)s.")
                % {"only": only[:40], "known": ", ".join(SIDES)}
            )
        found = _beside(request, pair[0], pair[1], chosen, only) if pair[0] and pair[1] else {}
    except Unreadable as error:
        return bad_request(request, error)
    listed = facts.streaming_services()
    listed += [each for each in pair if each is not None and each not in listed]
    return page(
        request, "guide/compare.html", services=listed, a=pair[0], b=pair[1], only=only,
        page_country=chosen.code, region=chosen, regions=regions(chosen), **found,
    )  # fmt: skip


def _beside(request: HttpRequest, a: Service, b: Service, chosen: Region, only: str) -> dict[str, Any]:
    today = timezone.localdate()
    one, other = Where(a, country_of(a, chosen)), Where(b, country_of(b, chosen))
    limit = PAGE if only else BESIDE
    after = title_after(request) if only else None
    lists = {
        "a": lambda: facts.everything(one, today, limit=limit + 1, after=after, without=other),
        "both": lambda: facts.on_both(one, other, today, limit=limit + 1, after=after),
        "b": lambda: facts.everything(other, today, limit=limit + 1, after=after, without=one),
    }
    headings = {"a": _("Only on %(name)s") % {"name": a.name}, "both": _("On both"),
                "b": _("Only on %(name)s") % {"name": b.name}}  # fmt: skip
    shelves = []
    for name in [only] if only else SIDES:
        titles = lists[name]()
        more = titles[limit - 1].title.slug if len(titles) > limit else ""
        shelves.append({"name": name, "heading": headings[name], "titles": titles[:limit], "more": more})
    return {"shelves": shelves, "sides": [] if only else [_side(where, today) for where in (one, other)]}


def _side(where: Where, today: dt.date) -> Side:
    assert where.service is not None  # two were given
    found = facts.service_facts(where.service, today=today)
    return Side(
        where.service, found, tariff(found.prices, where.region, today), where,
        agenda(facts.coming_to(where, today, limit=BESIDE)), departures(facts.leaving(where, today, limit=BESIDE)),
    )  # fmt: skip
