"""Entries by their addresses, and the page of a service."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Entry, Service
from airdate.facts import queries as facts
from airdate.guide.agenda import agenda
from airdate.guide.frame import page
from airdate.look.missing import no_such

Kind = TypeVar("Kind", bound=Entry)
MOVES = 10  # the latest, on a service's page
EARLIEST = dt.date(1900, 1, 1)  # of the days at which a page can be asked for


def entry_at(model: type[Kind], slug: str) -> Kind:
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


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    entry = entry_at(Service, slug)
    if entry.slug != slug:
        return redirect("guide:service", entry.slug, permanent=True)
    found = facts.service_facts(entry, today=timezone.localdate())
    moves = [moved for moved in found.timeline if moved.kind != "first"]
    return page(
        request, "guide/service.html", service=entry, facts=found, periods=agenda(found.coming), moves=moves[:MOVES]
    )
