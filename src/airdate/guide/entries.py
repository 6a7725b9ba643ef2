"""The pages of a title, a person and a service."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Entry, Person, Service, Title
from airdate.facts import queries as facts
from airdate.guide import billing
from airdate.guide.agenda import agenda
from airdate.guide.frame import Unreadable, page
from airdate.guide.refusals import bad_request
from airdate.look.missing import no_such

Kind = TypeVar("Kind", bound=Entry)
MOVES = 10  # the latest, on a service's page
EARLIEST = dt.date(1900, 1, 1)  # of the days at which a page can be asked for


def _entry(model: type[Kind], slug: str) -> Kind:
    """The entry at an address; one that was merged away gives the one it became."""
    # Of a concrete model a merge leads to an entry of the same model.
    found = model._default_manager.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise Http404(no_such(str(model._meta.model_name), slug))
    entry = found
    seen = {entry.pk}
    while entry.merged_into is not None and entry.merged_into.pk not in seen:
        entry = cast(Kind, entry.merged_into)
        seen.add(entry.pk)
    if entry.dormant:
        raise Http404(_("Nothing that is in force founds “%(name)s” any more.") % {"name": entry.name})
    return entry


def _day(request: HttpRequest, name: str) -> dt.date | None:
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


@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """A title as it stands, or as published (`?as_of=`) or known here (`?known_at=`) up to a past day."""
    entry = _entry(Title, slug)
    if entry.slug != slug:
        return redirect("guide:title", entry.slug, permanent=True)
    try:
        as_of, known = _day(request, "as_of"), _day(request, "known_at")
    except Unreadable as error:
        return bad_request(request, error)
    # The whole of the day counts: what was learnt on it was known on it.
    end = dt.datetime.combine(known, dt.time.max, timezone.get_current_timezone()) if known else None
    found = facts.title_facts(entry, as_of=as_of, known_at=end, today=timezone.localdate())
    return page(
        request,
        "guide/title.html",
        title=entry,
        facts=found,
        seasons=billing.seasons(found),
        places=billing.places(found),
        credits=billing.credits(found),
        stops=billing.stops(found.timeline),
        as_of=as_of,
        known_at=known,
    )


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    entry = _entry(Person, slug)
    if entry.slug != slug:
        return redirect("guide:person", entry.slug, permanent=True)
    found = facts.person_facts(entry, today=timezone.localdate())
    return page(request, "guide/person.html", person=entry, facts=found)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    entry = _entry(Service, slug)
    if entry.slug != slug:
        return redirect("guide:service", entry.slug, permanent=True)
    found = facts.service_facts(entry, today=timezone.localdate())
    moves = [moved for moved in found.timeline if moved.kind != "first"]
    return page(
        request, "guide/service.html", service=entry, facts=found, periods=agenda(found.coming), moves=moves[:MOVES]
    )
