"""Feeds of articles, as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, and the sitemap of the news.

An entry carries the headline, the standfirst and the address; who wants to read on comes to the page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from airdate.newsroom.listing import MEDIA, Elsewhere, Listing, listing
from airdate.newsroom.models import Article

IN_FEED = 30
JSON_FEED = "https://jsonfeed.org/version/1.1"
IN_SITEMAP = 1000
DAYS_IN_SITEMAP = 2  # older news is no news to those who read such sitemaps


@require_safe
def feed(request: HttpRequest, form: str, kind: str, slug: str = "") -> HttpResponse:
    """The latest articles of a list in one of the three forms."""
    try:
        found = listing(kind, slug)
    except Elsewhere as elsewhere:
        return redirect("newsroom:section_feed", elsewhere.slug, form, permanent=True)
    articles = list(found.articles[:IN_FEED])
    answer = _json(request, found, articles) if form == "json" else _xml(request, found, articles, form)
    answer["Cache-Control"] = "no-cache"
    return answer


def _json(request: HttpRequest, found: Listing, articles: list[Article]) -> HttpResponse:
    whole = request.build_absolute_uri
    items = [
        {
            "id": _id(article), "url": whole(article.get_url(request)), "title": article.title,
            "content_text": article.standfirst or article.title, "summary": article.standfirst,
            "date_published": article.first_published_at.isoformat(),
            "date_modified": article.last_published_at.isoformat(),
            "authors": [{"name": name} for name in _authors(article)], "tags": [tag.name for tag in article.tags.all()],
        }
        for article in articles
    ]  # fmt: skip
    body: dict[str, Any] = {
        "version": JSON_FEED, "title": _title(found), "home_page_url": whole(found.page), "feed_url": whole(),
        "language": settings.LANGUAGE_CODE, "items": items,
    }  # fmt: skip
    return JsonResponse(body, content_type=f"{MEDIA['json']}; charset=utf-8")


def _xml(request: HttpRequest, found: Listing, articles: list[Article], form: str) -> HttpResponse:
    whole = request.build_absolute_uri
    generator: type[SyndicationFeed] = Atom1Feed if form == "atom" else Rss201rev2Feed
    made = generator(
        title=clean(_title(found)), link=whole(found.page), description=clean(_title(found)),
        language=settings.LANGUAGE_CODE, feed_url=whole(), author_name=settings.SITE_NAME,
    )  # fmt: skip
    for article in articles:
        made.add_item(
            title=clean(article.title), link=whole(article.get_url(request)), description=clean(article.standfirst),
            unique_id=_id(article), unique_id_is_permalink=False, pubdate=article.first_published_at,
            updateddate=article.last_published_at, author_name=clean(", ".join(_authors(article))) or None,
            categories=[clean(tag.name) for tag in article.tags.all()],
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type=f"{MEDIA[form]}; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, as news sitemaps have them (www.google.com/schemas/sitemap-news/0.9)."""
    since = timezone.now() - timedelta(days=DAYS_IN_SITEMAP)
    recent = listing("front").articles.filter(first_published_at__gte=since)[:IN_SITEMAP]
    items = [
        {"address": request.build_absolute_uri(article.get_url(request)), "article": article} for article in recent
    ]
    context = {"items": items, "name": settings.SITE_NAME, "language": settings.LANGUAGE_CODE.partition("-")[0]}
    response = render(request, "newsroom/sitemap.xml", context, content_type="application/xml")
    response["Cache-Control"] = "no-cache"
    return response


def _title(found: Listing) -> str:
    return f"{settings.SITE_NAME}: {found.name}"


def _id(article: Article) -> str:
    return f"urn:uuid:{article.translation_key}"


def _authors(article: Article) -> list[str]:
    return [byline.author.name for byline in article.bylines.all()]


def clean(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (" " <= c <= "\ud7ff") or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
