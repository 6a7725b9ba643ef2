"""The sitemaps (sitemaps.org, by Django's framework): an index, and parts of up to 2,000 addresses.

The protocol allows 50,000 in a part, which would take seconds to write; 500 small parts of a million titles are asked
for over a day. A part holds the entries of one range of primary keys, so that the last part costs what the first does
and none has to be counted. An entry is listed where something is known of it; it was changed last when its latest fact
came to stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any, NamedTuple

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.facts.held import UNSEEN
from airdate.facts.models import Fact
from airdate.listings import queries as listings
from airdate.newsroom.models import Article, Author
from airdate.sources.models import Source

PART = 2_000  # primary keys
PAGES = (
    "guide:home", "guide:tv", "guide:tv_now", "guide:tv_tonight", "guide:changes", "guide:titles", "guide:services",
    "guide:sources", "guide:policy", "guide:calendar", "guide:on_this_day", "guide:streaming", "guide:genres",
    "newsroom:front",
)  # fmt: skip


class Listed(NamedTuple):
    """An address, and the day on which what stands there came to stand."""

    address: str
    day: dt.date | None = None


class Ranges(Paginator):  # type: ignore[type-arg]  # Django's class takes no arguments when it runs
    """Parts of a table by ranges of its primary key, without counting it."""

    def __init__(self, model: type[Model], found: Any) -> None:
        super().__init__((), PART)
        self.model, self.found = model, found

    @cached_property
    def num_pages(self) -> int:
        last = self.model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
        return max(1, -(-int(last or 1) // PART))

    def page(self, number: int | str) -> Page[Listed]:
        try:
            wanted = int(number)
        except ValueError:
            raise PageNotAnInteger(str(number)) from None
        if not 1 <= wanted <= self.num_pages:
            raise EmptyPage(str(number))
        return Page(self.found((wanted - 1) * PART + 1, wanted * PART), wanted, self)


class Entries(Sitemap[Listed]):
    """What all sections have in common: items know their own address and day."""

    def location(self, item: Listed) -> str:
        return item.address

    def lastmod(self, item: Listed) -> dt.date | None:
        return item.day

    def get_latest_lastmod(self) -> dt.datetime | None:
        """Not told in the index: to know it all entries would have to be read."""
        return None


class OfFacts(Entries):
    """The entries of a model of which something is known."""

    def __init__(self, model: type[Title | Person | Service], columns: tuple[str, ...], page: str) -> None:
        self.model, self.columns, self.page = model, columns, page

    @property
    def paginator(self) -> Ranges:
        return Ranges(self.model, self.between)

    def items(self) -> list[Listed]:
        raise NotImplementedError("the entries are read part by part")

    def between(self, first: int, last: int) -> list[Listed]:
        """The entries with keys from ``first`` to ``last``."""
        latest: dict[int, dt.date] = {}
        for column in self.columns:
            known = Fact.objects.filter(**{f"{column}__gte": first, f"{column}__lte": last}).exclude(status__in=UNSEEN)
            for pk, day in known.order_by().values_list(column).annotate(Max("since")):
                latest[pk] = max(day, latest.get(pk, day))
        rows: QuerySet[Any] = self.model._default_manager.filter(
            pk__gte=first, pk__lte=last, dormant=False, merged_into=None
        )
        return [
            Listed(reverse(self.page, args=[slug]), latest[pk])
            for pk, slug in rows.order_by("pk").values_list("pk", "slug")
            if pk in latest
        ]


class Pages(Entries):
    """The pages that there is one of, the sources, and the channels that have listings."""

    limit = 50_000

    def items(self) -> list[Listed]:
        return [*map(Listed, map(reverse, PAGES)), *self._genres(), *self._sources(), *self._channels(), *self._news()]

    def _genres(self) -> Iterable[Listed]:
        for slug in Genre.objects.filter(merged_into=None).order_by("pk").values_list("slug", flat=True):
            yield Listed(reverse("guide:genre", args=[slug]))

    def _sources(self) -> Iterable[Listed]:
        for slug in Source.objects.order_by("pk").values_list("slug", flat=True):
            yield Listed(reverse("guide:source", args=[slug]))

    def _channels(self) -> Iterable[Listed]:
        every, _total = listings.stations(None)
        for station in every:
            yield Listed(reverse("guide:tv_channel", args=[station.slug]))

    def _news(self) -> Iterable[Listed]:
        """The sections and the authors of what is published."""
        live = Article.objects.live().public()
        sections = Genre.objects.filter(merged_into=None, pk__in=live.values("section")).order_by("pk")
        for slug in sections.values_list("slug", flat=True):
            yield Listed(reverse("newsroom:section", args=[slug]))
        authors = Author.objects.filter(pk__in=live.values("bylines__author")).order_by("pk")
        for slug in authors.values_list("slug", flat=True):
            yield Listed(reverse("newsroom:author", args=[slug]))


class Articles(Entries):
    """The desk's own articles, with the day on which each was published last."""

    @property
    def paginator(self) -> Ranges:
        return Ranges(Article, self.between)

    def items(self) -> list[Listed]:
        raise NotImplementedError("the entries are read part by part")

    def between(self, first: int, last: int) -> list[Listed]:
        """The articles with keys from ``first`` to ``last``."""
        found = Article.objects.live().public().filter(pk__gte=first, pk__lte=last).order_by("pk")
        return [Listed(address_of(each), timezone.localdate(each.last_published_at)) for each in found]


def address_of(article: Article) -> str:
    """The path of a published article. Raises `LookupError` if it hangs below no site."""
    parts = article.get_url_parts()
    if parts is None:
        raise LookupError(f"article {article.pk} hangs below no site")
    return str(parts[2])


# Made anew for each request: the framework keeps the latest day of a part in the object.
SECTIONS: dict[str, Callable[[], Entries]] = {
    "pages": Pages,
    "titles": partial(OfFacts, Title, ("title",), "guide:title"),
    "people": partial(OfFacts, Person, ("person", "who"), "guide:person"),
    "services": partial(OfFacts, Service, ("service", "place"), "guide:service"),
    "articles": Articles,
}
ROBOTS = """\
User-agent: *
Disallow: /api/
Disallow: /choices/
Disallow: /desk/
Disallow: /search/
Disallow: /tv/rows/
Disallow: /*/report/
Disallow: /*keep=

Sitemap: {sitemap}
Sitemap: {news}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt` (RFC 9309): what is for people alone, and where the sitemap is."""
    maps = {"sitemap": "syndication:sitemap", "news": "newsroom:sitemap"}
    told = ROBOTS.format(**{name: request.build_absolute_uri(reverse(view)) for name, view in maps.items()})
    answer = HttpResponse(told, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
