"""The search: one box on every page. Results as one types are the same answers; without script it is a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from airdate.catalogue.names import distinction
from airdate.facts.pages import Coming
from airdate.facts.queries import releases
from airdate.facts.terms import term_words
from airdate.guide.frame import page
from airdate.listings import queries as listings
from airdate.listings.pages import Placed
from airdate.look.faces import Face, faces
from airdate.search.queries import Found, Hit, find

LONGEST = 100  # characters of a question that are looked at and repeated
ON_PAGE, ARTICLES, ON_AIR, AS_TYPED = 30, 10, 5, 8
SEARCH_CACHE = "public, max-age=60"
PAGES = {"title": "guide:title", "person": "guide:person", "service": "guide:service"}
WORDS = {
    "title": gettext_lazy("title"),
    "person": gettext_lazy("person"),
    "service": gettext_lazy("service or channel"),
}


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]


def _line(hit: Hit) -> dict[str, str]:
    """A hit as it is shown: its page, its name, what it is, and what tells it from others."""
    kind = str(WORDS[hit.kind])
    return {
        "kind": hit.kind,
        "name": term_words(hit.name) if hit.kind == "service" else hit.name,
        "note": hit.note if hit.note and hit.kind != "person" else kind,
        "url": reverse(PAGES[hit.kind], args=[hit.slug]),
    }


@dataclass(frozen=True, slots=True)
class Result:
    """A hit on the page: what a suggestion says of it and, of a title, its poster and its nearest release."""

    line: dict[str, str]
    face: Face | None = None
    coming: Coming | None = None


def _results(hits: Sequence[Hit], today: dt.date) -> list[Result]:
    keys = [hit.key for hit in hits if hit.kind == "title"]
    drawn, nearest = faces(keys), releases.nearest(keys, today) if keys else {}
    shown = releases.show(nearest.values(), today).releases
    return [
        Result(_line(hit), drawn.get(hit.key), shown.get(nearest.get(hit.key, "")))
        if hit.kind == "title" else Result(_line(hit))
        for hit in hits
    ]  # fmt: skip


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of results for `?q=`; without a question only the box."""
    asked = _asked(request)
    found = find(asked, limit=ON_PAGE, articles=ARTICLES) if asked else Found("")
    return page(
        request, "guide/search.html", sought=asked, hits=_results(found.hits, timezone.localdate()),
        articles=found.articles, broadcasts=_on_air(asked, found), hint=_hint(asked, found),
    )  # fmt: skip


def _on_air(asked: str, found: Found) -> list[Placed]:
    """The next broadcasts of what was asked for, or of what was meant: the listings know no slips."""
    if not asked:
        return []
    now = timezone.now()
    coming = listings.search(asked, since=now, limit=ON_AIR)
    if not coming and found.hits and found.hits[0].kind == "title":
        coming = listings.search(found.hits[0].name, since=now, limit=ON_AIR)
    return coming


def _hint(asked: str, found: Found) -> str:
    """A word to those who put a year or a country beside the name, which is no part of it."""
    told = distinction(asked)
    return told.base if told is not None and not found.hits else ""


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few entries for `?q=` as JSON, for the box on every page."""
    asked = _asked(request)
    hits = find(asked, limit=AS_TYPED).hits if asked else ()
    told: dict[str, Any] = {"query": asked, "results": [_line(hit) for hit in hits], "none": _("Nothing of that name.")}
    answer = JsonResponse(told)
    answer["Cache-Control"] = SEARCH_CACHE
    answer["X-Robots-Tag"] = "noindex"
    return answer
