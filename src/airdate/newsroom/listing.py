"""Lists of articles: all, of a section, of an author, with a tag. What lists and feeds have in common."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from airdate.catalogue.models import Genre
from airdate.catalogue.queries import branch, genre_by_slug
from airdate.newsroom.models import Article, Author


class Elsewhere(Exception):
    """A list has another address now: ``slug`` is its end."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of articles: ``kind`` is front, section, author or tag; ``subject`` what it is about."""

    kind: str
    slug: str
    name: str
    articles: QuerySet[Article]
    subject: Genre | Author | Tag | None = None

    @property
    def page(self) -> str:
        return reverse(f"newsroom:{self.kind}", args=[self.slug] if self.slug else [])

    @property
    def feeds(self) -> list[tuple[str, str, str]]:
        """Form, media type and address of each of its feeds."""
        return [(form, MEDIA[form], f"{self.page}feed.{form}") for form in MEDIA]


MEDIA = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


def latest(limit: int) -> list[Article]:
    """The desk's newest articles with their authors."""
    live = Article.objects.live().public().order_by("-first_published_at", "-pk")
    return list(live.prefetch_related("bylines__author")[:limit])


def listing(kind: str, slug: str = "") -> Listing:
    """The list at an address. Raises `Http404`, or `Elsewhere` for a genre that became another."""
    live = (
        Article.objects.live()
        .public()
        .order_by("-first_published_at", "-pk")
        .select_related("section", "picture")
        .prefetch_related("bylines__author", "tags", "picture__renditions")
    )
    if kind == "section":
        genre = _section(slug)
        return Listing(kind, slug, genre.name, live.filter(section__in=branch(genre)), genre)
    if kind == "author":
        author = Author.objects.select_related("picture").filter(slug=slug).first()
        if author is None:
            raise Http404(_("Nobody here writes as “%(slug)s”.") % {"slug": slug[:60]})
        return Listing(kind, slug, author.name, live.filter(bylines__author=author), author)
    if kind == "tag":
        tag = Tag.objects.filter(slug=slug).first()
        if tag is None:
            raise Http404(_("Nothing is tagged “%(slug)s”.") % {"slug": slug[:60]})
        return Listing(kind, slug, f"#{tag.name}", live.filter(tagged_items__tag=tag), tag)
    return Listing("front", "", _("News"), live)


def _section(slug: str) -> Genre:
    try:
        genre = genre_by_slug(slug)
    except Genre.DoesNotExist:
        raise Http404(_("There is no section “%(slug)s”.") % {"slug": slug[:60]}) from None
    if genre.merged_into is not None:
        raise Elsewhere(genre.merged_into.slug)
    return genre
