"""Calendars (RFC 5545, RFC 7986): of everything, a title, a person, a service, a genre or a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.look.addresses import address as address_of
from airdate.syndication import events
from airdate.syndication.content_lines import folded, moment, one_line, printable, text
from airdate.syndication.events import Event
from airdate.syndication.subjects import entry_at, genre_at

REFRESH = "PT6H"  # how often to ask again
LONGEST = 100  # characters of a search


def calendar(name: str, found: Sequence[Event], address: str) -> bytes:
    """The calendar of events. ``address`` is where it is to be had. Addresses in it are whole."""
    host = "/".join(address.split("/", 3)[:3])
    called = text(one_line(name))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Airdate//Airdate//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{called}",
        f"X-WR-CALNAME:{called}",
        f"SOURCE;VALUE=URI:{address}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    why = _("Why")
    for event in found:
        lines += _event(event, host, why)
    lines.append("END:VCALENDAR")
    return "".join(map(folded, lines)).encode()


def _event(event: Event, host: str, why: str) -> list[str]:
    asked = f"{host}{address_of('guide:fact', event.fact)}"
    address = f"{host}{address_of('guide:title', event.title.slug)}" if event.title.slug else asked
    told = printable(f"{event.sentence}\n{why}: {asked}".strip())
    of_day = "" if isinstance(event.start, dt.datetime) else ";VALUE=DATE"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.fact}@airdate",  # a fact's id is for ever, whatever the host is called
        f"DTSTAMP:{moment(event.modified)}",
        f"CREATED:{moment(event.created)}",
        f"LAST-MODIFIED:{moment(event.modified)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART{of_day}:{moment(event.start)}",
        f"SUMMARY:{text(one_line(f'{event.title.name}: {event.what}'))}",
        f"DESCRIPTION:{text(told)}",
        f"URL:{address}",
        f"STATUS:{event.status}",
        "TRANSP:TRANSPARENT",
    ]
    if event.genres:
        lines.append(f"CATEGORIES:{','.join(text(one_line(genre)) for genre in event.genres)}")
    return [*lines, "END:VEVENT"]


def _answer(request: HttpRequest, name: str, found: Sequence[Event]) -> HttpResponse:
    body = calendar(f"{settings.SITE_NAME}: {name}", found, request.build_absolute_uri())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="airdate.ics"'
    answer["Cache-Control"] = "no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _answer(request, _("what is coming"), events.of_all(today=timezone.localdate()))


@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    found = entry_at(Title, slug)
    return _answer(request, found.name, events.of_title(found, today=timezone.localdate()))


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = entry_at(Person, slug)
    return _answer(request, found.name, events.of_person(found, today=timezone.localdate()))


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    found = entry_at(Service, slug)
    return _answer(request, found.name, events.of_service(found, today=timezone.localdate()))


@require_safe
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    found: Genre = genre_at(slug)
    return _answer(request, found.name, events.of_genre(found, today=timezone.localdate()))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The calendar of `?q=`; an empty one where nothing is asked or found."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
    return _answer(request, asked, events.of_search(asked, today=timezone.localdate()) if asked else [])
