"""The public pages of lists of articles. An article's own page is served by Wagtail (`models.articles`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.queries import genre_tree
from airdate.look.faces import Face, face_of
from airdate.newsroom.listing import Elsewhere, listing
from airdate.newsroom.models import Article
from airdate.sources import queries as sources
from airdate.sources.models import DESK_SLUG

PAGE = 20  # articles
READ = 12  # articles of the press beside the desk's own
LAST_PAGE = 10_000


@require_safe
def articles(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """The news, or the articles of a section, an author or a tag, the newest first."""
    try:
        found = listing(kind, slug)
    except Elsewhere as elsewhere:
        return redirect("newsroom:section", elsewhere.slug, permanent=True)
    number = _page_number(request)
    start = (number - 1) * PAGE
    shown = list(found.articles.prefetch_related("about__title__genres")[start : start + PAGE + 1])
    if number > 1 and not shown:
        raise Http404(_("There is no page “%(page)s” of this list.") % {"page": number})
    context: dict[str, Any] = {
        "listing": found,
        "cards": [_card(article) for article in shown[:PAGE]],
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if len(shown) > PAGE else None,
        "sections": _sections() if kind == "front" else (),
        "press": sources.news(READ, without=DESK_SLUG) if kind == "front" and number == 1 else (),
    }
    response = render(request, "newsroom/articles.html", context)
    response["Cache-Control"] = "no-cache"
    return response


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list; without a picture of its own with the poster of the title that it is about."""

    article: Article
    face: Face | None


def _card(article: Article) -> Card:
    about = article.about.all()
    return Card(article, face_of(about[0].title) if about and article.picture is None else None)


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:9]) <= LAST_PAGE:
        raise Http404(_("There is no page “%(page)s” of this list.") % {"page": given[:40]})
    return int(given)


def _sections() -> list[Any]:
    """The topmost genres that have articles, themselves or in their branches."""
    used = set(Article.objects.live().order_by().values_list("section", flat=True).distinct())

    def has(limb: Any) -> bool:
        return limb.pk in used or any(has(below) for below in limb.below)

    return [limb for limb in genre_tree() if has(limb)]
