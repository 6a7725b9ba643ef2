"""Calendars (RFC 5545, RFC 7986): of everything, a title, a person, a service, a genre or a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import icalendar
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.syndication import events
from airdate.syndication.events import Event
from airdate.syndication.subjects import entry_at, genre_at

REFRESH = dt.timedelta(hours=6)
LONGEST = 100  # characters of a search


def calendar(name: str, found: Sequence[Event], address: str) -> bytes:
    """The calendar of events. ``address`` is where it is to be had. Addresses in it are whole."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Airdate//Airdate//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", _one_line(name))
    made.add("x-wr-calname", _one_line(name))
    made.add("source", address, parameters={"VALUE": "URI"})
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    root = address.split("/", 3)
    for event in found:
        made.add_component(_event(event, "/".join(root[:3])))
    return bytes(made.to_ical())


def _event(event: Event, host: str) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.fact}@airdate")  # a fact's id is for ever, whatever the host is called
    made.add("dtstamp", event.modified.astimezone(dt.UTC))
    made.add("created", event.created.astimezone(dt.UTC))
    made.add("last-modified", event.modified.astimezone(dt.UTC))
    made.add("sequence", event.sequence)
    start = event.start.astimezone(dt.UTC) if isinstance(event.start, dt.datetime) else event.start
    made.add("dtstart", start)
    made.add("summary", _one_line(f"{event.title.name}: {event.what}"))
    why = f"{host}{reverse('guide:fact', args=[event.fact])}"
    made.add("description", _printable(f"{event.sentence}\n{_('Why')}: {why}".strip()))
    made.add("url", f"{host}{reverse('guide:title', args=[event.title.slug])}" if event.title.slug else why)
    made.add("status", event.status)
    made.add("transp", "TRANSPARENT")
    if event.genres:
        made.add("categories", [_one_line(genre) for genre in event.genres])
    return made


def _printable(text: str) -> str:
    """Without control characters, which iCalendar cannot hold; the spaces of each line made one."""
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in text.split("\n"))
    return "\n".join(" ".join(line.split()) for line in lines)


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _answer(request: HttpRequest, name: str, found: Sequence[Event]) -> HttpResponse:
    body = calendar(f"{settings.SITE_NAME}: {name}", found, request.build_absolute_uri())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="airdate.ics"'
    answer["Cache-Control"] = "no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _answer(request, _("what is coming"), events.releases(today=timezone.localdate()))


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
