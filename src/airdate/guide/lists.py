"""The lists of titles, services and sources, by name."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Case, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import ServiceKind
from airdate.facts import queries as facts
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.sources import queries as sources
from airdate.sources.models import SourceClass

T = TypeVar("T", bound=Model)


KINDS = {kind: place for place, kind in enumerate((*ServiceKind.values, ""))}  # services, in the order of the page


def _portion(found: QuerySet[T], number: int) -> list[T]:
    """One page of a list, and one entry more where there is a next page."""
    return list(found[(number - 1) * PAGE : number * PAGE + 1])


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    number = page_number(request)
    named = catalogue.titles().filter(facts.titles_with_facts()).prefetch_related("genres")
    found, links = page_of(_portion(named, number), number)
    return page(request, "guide/titles.html", titles=found, page_links=links)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    number = page_number(request)
    place = Case(*(When(kind=kind, then=Value(place)) for kind, place in KINDS.items()))
    named = catalogue.services().filter(facts.services_with_facts()).order_by(place, "folded", "slug")
    found, links = page_of(_portion(named, number), number)
    return page(request, "guide/services.html", services=found, page_links=links)


@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    """All sources, those nearest to the facts first."""
    order = {name: place for place, name in enumerate(SourceClass.values)}
    found = sorted(sources.sources_with_counts(), key=lambda source: (order[source.source_class], source.name))
    return page(request, "guide/sources.html", sources=found)
