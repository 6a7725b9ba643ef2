"""The desk's own articles in the demonstration: those of `demo/articles.toml`, and two drafts from facts, published.

They come after the articles of the press, and state nothing of their own: what they say of days stands in boxes and
lines. Loading can be stopped and done again: what is there already adds nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.html import format_html

from airdate.catalogue.models import Genre, Title
from airdate.facts.models import Fact
from airdate.newsroom.drafting.making import make_draft
from airdate.newsroom.drafting.outlines import NothingToTell, Outline
from airdate.newsroom.drafting.subjects import leaving_this_month, moved_this_week
from airdate.newsroom.models import Article, ArticleAuthor, ArticleTitle, Author, NewsFront

DRAFTED: Mapping[str, tuple[Callable[..., Outline], int]] = {  # by slug: from which facts, and how many hours ago
    "what-moved-this-week": (moved_this_week, 8),
    "leaving-this-month": (leaving_this_month, 3),
}
DRAFTED_BY = "orla-penhale"
RELEASED = ("confirmed", "expected")


def is_loaded() -> bool:
    """Whether the written articles are there. Those from facts are not where there were no facts for them."""
    slugs = [each["slug"] for each in _written()["article"]]
    return int(Article.objects.filter(slug__in=slugs, live=True).count()) == len(slugs)


def load(day: date) -> None:
    """Publish what is not there yet, dated back from now; ``day`` is the demonstration's."""
    written = _written()
    for author in written["author"]:
        Author.objects.update_or_create(slug=author["slug"], defaults=author)
    for each in written["article"]:
        if not Article.objects.filter(slug=each["slug"], live=True).exists():
            Article.objects.filter(slug=each["slug"]).delete()
            _publish(_article(each), each["hours"])
    for slug, (outline, hours) in DRAFTED.items():
        if not Article.objects.filter(slug=slug).exists():
            _draft(slug, outline, hours, day)


def _written() -> dict[str, Any]:
    return tomllib.loads((files("airdate.newsroom") / "demo" / "articles.toml").read_text(encoding="utf-8"))


def _article(each: Mapping[str, Any]) -> Article:
    article = Article(
        title=each["headline"], slug=each["slug"], standfirst=each["standfirst"], kind=each["kind"],
        points=each.get("points"), section=Genre.objects.filter(slug=each["section"]).first(), live=False,
    )  # fmt: skip
    article.body = [block for given in each["body"] if (block := _block(given)) is not None]
    NewsFront.objects.get().add_child(instance=article)
    article.bylines.add(ArticleAuthor(author=Author.objects.get(slug=each["author"])))
    article.about.add(*[ArticleTitle(title=title) for title in Title.objects.filter(slug__in=each["about"])])
    article.tags.add(*each["tags"])
    article.save()
    article.save_revision()
    return article


def _block(given: Mapping[str, str]) -> dict[str, Any] | None:
    """A block of a body; None for a box whose title has no release."""
    if "fact" in given:
        found = Fact.objects.filter(kind="release", title__slug=given["fact"], status__in=RELEASED, instead="")
        fact = found.order_by("sort_day", "pk").last()
        if fact is None:
            return None
        return {"type": "fact", "value": {"fact": fact.pk, "heading": given["heading"]}}
    if "pick" in given:
        return {"type": "pick", "value": {"title": given["pick"], "words": _paragraph(given["words"])}}
    if "title" in given:
        return {"type": "title_facts", "value": {"title": given["title"]}}
    if "quote" in given:
        return {"type": "quote", "value": {"text": given["quote"], "who": given["who"]}}
    if "heading" in given:
        return {"type": "heading", "value": given["heading"]}
    return {"type": "paragraph", "value": _paragraph(given["paragraph"])}


def _paragraph(words: str) -> str:
    return format_html("<p>{}</p>", words)


def _draft(slug: str, outline: Callable[..., Outline], hours: int, day: date) -> None:
    try:
        article = make_draft(outline(today=day), None)
    except NothingToTell:
        return
    article.slug = slug
    article.bylines.add(ArticleAuthor(author=Author.objects.get(slug=DRAFTED_BY)))
    article.save()
    article.save_revision()
    _publish(article, hours)


def _publish(article: Article, hours: int) -> None:
    """Let it go live, as if that had been so many hours ago."""
    article.get_latest_revision().publish()
    at = timezone.now() - timedelta(hours=hours)
    Article.objects.filter(pk=article.pk).update(first_published_at=at, last_published_at=at)
