"""Posts of WordPress become articles: once each, drafts stay drafts, and their old addresses lead to the new ones.

What was written elsewhere and earlier is kept as it is. It is not compared with the guide, and says nothing to it: its
statements are of their day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from airdate.catalogue.models import Genre
from airdate.intake.writer import one_writer
from airdate.newsroom.models import Article, ArticleAuthor, Author, NewsFront
from airdate.newsroom.models.articles import RESERVED
from airdate.newsroom.models.moved import MovedArticle
from airdate.newsroom.moving.html import blocks_of, plain
from airdate.newsroom.moving.wxr import Post, Writer, WrongExport, read_wxr
from airdate.sources.normal import ascii_slug

PUBLISHED = "publish"
DRAFTS = frozenset({"draft", "pending", "future", "private"})
MOST_TAGS, LONGEST_TAG = 20, 100
PORTION = 50  # posts kept in one transaction


@dataclass(slots=True)
class Taken:
    """What became of an export: articles published, drafts, those that were here, and what was passed over."""

    published: int = 0
    drafts: int = 0
    here: int = 0
    passed: int = 0


def import_wxr(stream: IO[bytes], *, now: datetime) -> Taken:
    """Take the posts of an export in. Raises `wxr.WrongExport`; what came before the fault stays, and is known."""
    names: dict[str, str] = {}
    taken = Taken()
    for portion in _portions(read_wxr(stream)):
        with one_writer():
            for each in portion:
                if isinstance(each, Writer):
                    names[each.login] = each.name or each.login
                else:
                    _take(each, names, taken, now)
    return taken


def _portions(found: Iterator[Writer | Post]) -> Iterator[list[Writer | Post]]:
    portion: list[Writer | Post] = []
    try:
        for each in found:
            portion.append(each)
            if len(portion) == PORTION:
                yield portion
                portion = []
    except WrongExport:
        yield portion
        raise
    yield portion


def _take(post: Post, names: dict[str, str], taken: Taken, now: datetime) -> None:
    guid = (post.guid or post.link or post.slug)[:500]
    is_published = post.status == PUBLISHED and post.at is not None and post.at <= now
    if post.kind != "post" or not guid or not (is_published or post.status in DRAFTS or post.status == PUBLISHED):
        taken.passed += 1
    elif MovedArticle.objects.filter(guid=guid).exists():
        taken.here += 1
    else:
        article = _keep(post, names, is_published=is_published)
        MovedArticle.objects.create(guid=guid, article=article, taken_at=now)
        taken.published += is_published
        taken.drafts += not is_published


@transaction.atomic
def _keep(post: Post, names: dict[str, str], *, is_published: bool) -> Article:
    title = plain(post.title)[:255] or "–"
    section, others = _section(post.categories)
    article = Article(
        title=title, slug=free_slug(post.slug or ascii_slug(title)), standfirst=_standfirst(post), section=section,
        live=is_published, first_published_at=post.at if is_published else None,
        last_published_at=post.at if is_published else None, has_unpublished_changes=not is_published,
    )  # fmt: skip
    article.body = [{"type": kind, "value": value} for kind, value in blocks_of(post.html)]
    NewsFront.objects.get().add_child(instance=article)
    name = names.get(post.creator, post.creator)
    if name:
        article.bylines.add(ArticleAuthor(author=author_called(name)))
    article.tags.add(*[plain(tag)[:LONGEST_TAG] for tag in dict.fromkeys([*post.tags, *others])][:MOST_TAGS])
    article.save()
    settle_revision(article, at=post.at)
    if is_published:
        _lead(post.link, article)
    return article


def settle_revision(article: Article, *, at: datetime | None) -> None:
    """Keep what an article says as its one revision, of the moment it was published where it was."""
    revision = article.save_revision()
    if at is not None:
        type(revision).objects.filter(pk=revision.pk).update(created_at=at)
    if article.live:
        Article.objects.filter(pk=article.pk).update(
            live_revision=revision, has_unpublished_changes=False, latest_revision_created_at=at
        )


def free_slug(wanted: str) -> str:
    """A slug below the news that nothing has: as wanted, else with a number."""
    base = ascii_slug(wanted)[:240]
    slug, number = base, 1
    while slug in RESERVED or Article.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def author_called(name: str) -> Author:
    """The author of a name, made if there is none."""
    found = Author.objects.filter(name=name[:120]).first()
    if found is not None:
        return found
    base = ascii_slug(name)[:70]
    slug, number = base, 1
    while Author.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return Author.objects.create(slug=slug, name=name[:120])


def _section(categories: Sequence[str]) -> tuple[Genre | None, list[str]]:
    """The genre that a category is called like, and the categories that are none."""
    section, others = None, []
    for name in categories:
        genre = Genre.objects.select_related("merged_into").filter(name__iexact=plain(name)).order_by("pk").first()
        if genre is None:
            others.append(name)
        elif section is None:
            section = genre.merged_into or genre
    return section, [name for name in others if name.casefold() != "uncategorized"]


def _standfirst(post: Post) -> str:
    words = plain(post.excerpt)
    return words if len(words) <= 400 else f"{words[:398].rpartition(' ')[0]}…"


def _lead(link: str, article: Article) -> None:
    """Let the old address of an article lead to it, if it is another one and nothing else has it."""
    parts = urlsplit(link)
    if not parts.path.strip("/") and not parts.query:
        return
    path = Redirect.normalise_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    if path and path != f"/news/{article.slug}" and not Redirect.objects.filter(old_path=path).exists():
        Redirect.objects.create(old_path=path[:255], redirect_page=article, is_permanent=True, site=None)
