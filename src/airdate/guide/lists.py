"""The lists of titles, services and sources, by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Entry, Service, Title
from airdate.facts import queries as facts
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.sources import queries as sources


def _named(model: type[Entry], ids: object, number: int) -> list[Entry]:
    """One page of the entries that have facts, and one entry more where there is a next page."""
    found = model._default_manager.filter(pk__in=ids, merged_into=None, dormant=False).order_by("folded", "slug")
    return list(found[(number - 1) * PAGE : number * PAGE + 1])


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    number = page_number(request)
    found, links = page_of(_named(Title, facts.titles_with_facts(), number), number)
    return page(request, "guide/titles.html", titles=found, page_links=links)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    number = page_number(request)
    found, links = page_of(_named(Service, facts.services_with_facts(), number), number)
    return page(request, "guide/services.html", services=found, page_links=links)


@require_safe
def all_sources(request: HttpRequest) -> HttpResponse:
    return page(request, "guide/sources.html", sources=list(sources.sources_with_counts()))
