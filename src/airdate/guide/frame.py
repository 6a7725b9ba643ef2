"""What every page of the guide is set in: the navigation, the caching headers and the pages of long lists."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAVIGATION = (
    ("guide:home", gettext_lazy("Coming up")),
    ("newsroom:front", gettext_lazy("News")),
    ("guide:tv", gettext_lazy("TV guide")),
    ("guide:calendar", gettext_lazy("Calendar")),
    ("guide:streaming", gettext_lazy("Streaming")),
    ("guide:genres", gettext_lazy("Genres")),
    ("guide:changes", gettext_lazy("Changes")),
    ("guide:titles", gettext_lazy("Titles")),
    ("guide:services", gettext_lazy("Services")),
    ("guide:sources", gettext_lazy("Sources")),
)
PAGE = 60  # entries of a long list on one page
LAST_PAGE = 10_000


class Unreadable(ValueError):
    """A question that cannot be read. The message is for the page: it names the value and the way out."""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """A context processor: the rooms below the guide show its navigation too, without knowing of it."""

    def entries() -> list[dict[str, Any]]:
        return [
            {"url": (url := reverse(name)), "words": words, "current": request.path == url}
            for name, words in NAVIGATION
        ]

    return {"navigation": entries}


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the frame. Only `status` 200 pages may be kept by caches, and only after asking (ETag)."""
    response = render(request, template, context, status=status)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def page_number(request: HttpRequest) -> int:
    """The `?page=` asked for, from 1. Raises `Http404` for what is no page number."""
    given = request.GET.get("page", "1")
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:9]) <= LAST_PAGE:
        raise Http404(_("There is no page “%(page)s” of this list.") % {"page": given[:40]})
    return int(given)


def page_of(found: list[Any], number: int) -> tuple[list[Any], dict[str, int | None]]:
    """A page's entries and the numbers of its neighbours, from a list that was asked for one entry more.

    Raises `Http404` for a page after the last one.
    """
    if not found and number > 1:
        raise Http404(_("There is no page “%(page)s” of this list.") % {"page": number})
    links = {"previous": number - 1 if number > 1 else None, "next": number + 1 if len(found) > PAGE else None}
    return found[:PAGE], links
