"""The page of components, for designers; the addresses serve it in debug only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from airdate.look.templatetags.look import CLASS_WORDS, STATUS_WORDS

DATES = (
    "2026-12-03", "2027-01-03", "2026-12", "2027-22", "2027-34", "2027-01/2027-04", "2027", "2026-12-07/2026-12-13",
    "2027/..", "../2027", "2026-12-03~", "",
)  # fmt: skip
POSTERS = (
    ("The Salt Road", "Drama", 2026), ("You", "Thriller", 2018), ("Nine Lanterns", "Fantasy", 2024),
    ("Pilot Light", "Comedy", 2026), ("The Unlikely Voyage of Harold and Maud", "Film", 2023), ("Orchard", "", None),
    ("Glasshouse Row", "Crime", 1998), ("Supercalifragilistic", "Children", 2021),
)  # fmt: skip


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    shown = {"dates": DATES, "statuses": tuple(STATUS_WORDS), "classes": tuple(CLASS_WORDS), "posters": POSTERS}
    return render(request, "look/design.html", shown)
