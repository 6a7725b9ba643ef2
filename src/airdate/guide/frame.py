"""What every page of the guide is set in: the navigation, the caching headers and the pages of long lists."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from airdate.guide.choices import asked_word, zones

# The masthead: what one comes for. It has one line on a desk, also in languages with longer words.
MASTHEAD = (
    ("guide:home", pgettext_lazy("the front page", "Home")),
    ("guide:tv", gettext_lazy("TV guide")),
    ("guide:streaming", gettext_lazy("Streaming")),
    ("guide:calendar", gettext_lazy("Calendar")),
    ("guide:genres", gettext_lazy("Genres")),
    ("newsroom:front", gettext_lazy("News")),
    ("guide:changes", gettext_lazy("Changes")),
)
# The foot of each page: lists to look things up in, and how the guide works.
COLOPHON = (
    ("guide:titles", gettext_lazy("Titles")),
    ("guide:services", gettext_lazy("Services")),
    ("guide:compare", gettext_lazy("Compare services")),
    ("guide:sources", gettext_lazy("Sources")),
    ("guide:on_this_day", gettext_lazy("On this day")),
    ("guide:policy", gettext_lazy("How facts are weighed")),
)
PAGE = 60  # entries of a long list on one page
LAST_PAGE = 10_000


class Unreadable(ValueError):
    """A question that cannot be read. The message is for the page: it names the value and the way out."""


def no_such_zone(name: str) -> Unreadable:
    """What is said of a time zone that there is not."""
    return Unreadable(_("“%(zone)s” is no time zone; write it like Europe/Dublin.") % {"zone": name[:60]})


def navigation(request: HttpRequest) -> dict[str, Any]:
    """A context processor: the rooms below the guide show its navigation too, without knowing of it.

    An entry has `url`, `words` and `current`: "page" on that page itself, "true" on those below it (aria-current).
    """

    def entries(named: tuple[tuple[str, Any], ...]) -> list[dict[str, Any]]:
        home = reverse("guide:home")

        def current(url: str) -> str:
            if request.path == url:
                return "page"
            return "true" if url != home and request.path.startswith(url) else ""

        urls = [(reverse(name), words) for name, words in named]
        return [{"url": url, "words": words, "current": current(url)} for url, words in urls]

    return {"navigation": lambda: entries(MASTHEAD), "colophon": lambda: entries(COLOPHON)}


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the frame. Only `status` 200 pages may be kept by caches, and only after asking (ETag).

    The country and the clock that a reader chose are in cookies, and every page may show dates by them. So every page
    refuses a time zone (`?zone=`) that there is not, instead of showing other times than those asked for.
    """
    zone = asked_word(request, "zone")
    if status == 200 and zone and zone not in zones():
        template, status = "guide/refusal.html", 400
        context = {"heading": _("Cannot be read"), "reason": str(no_such_zone(zone))}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["Cookie"])
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
