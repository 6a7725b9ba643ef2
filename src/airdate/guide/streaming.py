"""The streaming guide: what is new, coming and leaving, and everything, by service, country and genre."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Genre, Service, Title
from airdate.catalogue.names import fold_name
from airdate.facts import queries as facts
from airdate.guide import choices
from airdate.guide.agenda import agenda
from airdate.guide.frame import PAGE, Unreadable, page, page_number, page_of
from airdate.guide.genre_choices import asked_genre, genre_choices
from airdate.guide.refusals import bad_request
from airdate.guide.regions import Region, is_known, region_of, regions
from airdate.guide.shelf import arrivals, departures
from airdate.guide.tariffs import lowest
from airdate.look.missing import no_such

LISTS = {
    "new": gettext_lazy("New"),
    "coming": gettext_lazy("Coming up"),
    "leaving": gettext_lazy("Leaving soon"),
    "all": gettext_lazy("Everything"),
}
NEW, COMING, LEAVING, PRICED = 10, 14, 10, 40  # entries of each list on the page of all lists
JUST_NEW = dt.timedelta(days=90)
DEEPEST = 200  # pages of one list: whoever is further on asks for a service or a genre
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the streaming guide. ``show`` is one of `LISTS`, or empty for the page of all."""

    region: Region
    service: Service | None = None
    genre: Genre | None = None
    show: str = ""

    def query(self, **changed: str) -> str:
        """The query string of this question with some of it changed; empty values are left out."""
        given = {
            "service": self.service.slug if self.service else "",
            "genre": self.genre.slug if self.genre else "",
            "show": self.show,
        }
        kept = {name: value for name, value in {**given, **changed}.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def where(self) -> facts.Where:
        branch = catalogue.branch_of(self.genre) if self.genre else None
        return facts.Where(self.service, country_of(self.service, self.region), branch)


def country_of(service: Service | None, region: Region) -> str:
    """The country whose facts are shown: that of a service that is in one alone, whatever was chosen."""
    return service.country if service and service.country else region.code


def service_asked(slug: str) -> Service | None:
    """The service of a slug, of one that was merged the one it became; None where none is asked for.

    Raises `Unreadable` for one that is not here.
    """
    if not slug:
        return None
    found = Service.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None or found.dormant:
        raise Unreadable(no_such("service", slug))
    return found.merged_into if isinstance(found.merged_into, Service) else found


def asked_of(request: HttpRequest) -> Asked:
    """The question in an address. Raises `Unreadable`."""
    given = {name: choices.asked_word(request, name) for name in ("service", "genre", "show")}
    if given["show"] and given["show"] not in LISTS:
        raise Unreadable(
            _("“%(show)s” is no list here; take one of %(known)s.")
            % {"show": given["show"][:40], "known": ", ".join(LISTS)}
        )
    return Asked(region_of(request), service_asked(given["service"]), asked_genre(given["genre"]), given["show"])


@require_safe
def streaming(request: HttpRequest) -> HttpResponse:
    """The page of all lists, or one of them in pages."""
    if remembered := choices.settled(request, {"region": is_known}):
        return remembered
    try:
        asked = asked_of(request)
        found = _list(request, asked) if asked.show else _overview(asked)
    except Unreadable as error:
        return bad_request(request, error)
    listed = facts.streaming_services()
    if asked.service and asked.service not in listed:
        listed.append(asked.service)
    template = "guide/streaming_list.html" if asked.show else "guide/streaming.html"
    return page(
        request, template, asked=asked, services=listed, genres=genre_choices(), regions=regions(asked.region),
        lists=[(name, words, asked.query(show=name)) for name, words in LISTS.items()], overview=asked.query(show=""),
        heading=LISTS.get(asked.show, ""), page_country=country_of(asked.service, asked.region), **found,
    )  # fmt: skip


def _overview(asked: Asked) -> dict[str, Any]:
    today, where = timezone.localdate(), asked.where
    shown = [asked.service] if asked.service else facts.streaming_services()[:PRICED]
    prices = facts.prices_of(shown, today)
    return {
        "new": arrivals(facts.came_out(where, today, since=today - JUST_NEW, limit=NEW)),
        "periods": agenda(facts.coming_to(where, today, limit=COMING)),
        "leaving": departures(facts.leaving(where, today, limit=LEAVING)),
        "board": [(service, lowest(prices.get(service.slug, ()), asked.region.code)) for service in shown],
    }


def _list(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    if asked.show == "all":
        return _by_name(request, asked)
    number = page_number(request)
    if number > DEEPEST:
        raise Http404(_("There is no page “%(page)s” of this list.") % {"page": number})
    today, start = timezone.localdate(), (number - 1) * PAGE
    where = asked.where
    if asked.show == "leaving":
        going, links = page_of(facts.leaving(where, today, limit=PAGE + 1, offset=start), number)
        return {"leaving": departures(going), "page_links": links}
    if asked.show == "coming":
        ahead, links = page_of(facts.coming_to(where, today, limit=PAGE + 1, offset=start), number)
        return {"periods": agenda(ahead), "page_links": links}
    out, links = page_of(facts.came_out(where, today, since=today - JUST_NEW, limit=PAGE + 1, offset=start), number)
    return {"new": arrivals(out), "page_links": links}


def _by_name(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    letter = choices.asked_word(request, "from")
    found = facts.everything(
        asked.where, timezone.localdate(), limit=PAGE + 1, start=fold_name(letter[:40]), after=title_after(request)
    )
    return {
        "titles": found[:PAGE],
        "after": found[PAGE - 1].title.slug if len(found) > PAGE else "",
        "letters": [(letter.upper(), asked.query(**{"from": letter})) for letter in LETTERS],
        "from": letter[:40],
    }


def title_after(request: HttpRequest) -> Title | None:
    """The title after which a list by name goes on. Raises `Unreadable` for one that is not here."""
    slug = choices.asked_word(request, "after")
    if not slug:
        return None
    found = Title.objects.filter(slug=slug).first()
    if found is None:
        raise Unreadable(no_such("title", slug))
    return found
