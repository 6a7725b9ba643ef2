"""What an article says to machines: schema.org's NewsArticle with `citation` and `correction`.

https://schema.org/NewsArticle, https://schema.org/CorrectionComment, https://schema.org/Review,
https://schema.org/ItemList
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from airdate.newsroom.models import Citation
    from airdate.newsroom.showing import Shown

POINTS = 2  # half stars in a star
CONTEXT = "https://schema.org"


def article_data(shown: Shown, request: HttpRequest, cited: Iterable[Citation], *, site: str) -> dict[str, Any]:
    """The article as JSON-LD; what is not known is left out. ``site`` is the address of the front page."""
    whole = request.build_absolute_uri
    page = shown.page
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": ["NewsArticle", "Review"] if shown.stars else "NewsArticle",
        "headline": page.title,
        "description": page.standfirst or None,
        "url": shown.address,
        "mainEntityOfPage": shown.address,
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": shown.published.isoformat() if shown.published else None,
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else None,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": site},
        "articleSection": shown.section.name if shown.section else None,
        "keywords": [tag.name for tag in shown.tags],
        "author": [
            {"@type": "Person", "name": author.name, "url": whole(reverse("newsroom:author", args=[author.slug]))}
            for author in shown.authors
        ],
        "about": [
            {"@type": "CreativeWork", "name": title.name, "url": whole(reverse("guide:title", args=[title.slug]))}
            for title in shown.titles
        ],
        "citation": [
            {"@type": "CreativeWork", "name": citation.words, "url": whole(reverse("guide:fact", args=[citation.fact]))}
            for citation in cited
        ],
        "correction": [
            {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.day.isoformat()}
            for correction in shown.corrections
        ]
        + [
            {
                "@type": "CorrectionComment",
                "text": f"{moved.about.name}, {moved.what}: {moved.old} → {moved.new}",
                "datePublished": moved.day.isoformat(),
            }
            for moved in shown.moves
        ],
    }
    if page.picture is not None:
        data["image"] = whole(page.picture.get_rendition("fill-1200x675").url)
    if shown.stars:
        data["reviewRating"] = {
            "@type": "Rating", "ratingValue": (page.points or 0) / POINTS, "bestRating": 5, "worstRating": 0.5,
        }  # fmt: skip
        if shown.titles:
            data["itemReviewed"] = data["about"][0]
    if shown.picks:
        picks = [
            {
                "@type": "ListItem", "position": pick.place, "name": pick.title.name,
                "url": whole(reverse("guide:title", args=[pick.title.slug])),
            }
            for pick in shown.picks.values()
        ]  # fmt: skip
        data["mainEntity"] = {"@type": "ItemList", "numberOfItems": len(picks), "itemListElement": picks}
    return {name: value for name, value in data.items() if value not in (None, [], "")}
