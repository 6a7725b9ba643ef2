"""An article as its page shows it: everything that the template needs, fetched with a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from airdate.catalogue.models import Genre, Title
from airdate.catalogue.queries import path_to
from airdate.claims.models import Claim
from airdate.facts.pages import Moved, Release
from airdate.facts.queries import title_facts
from airdate.look.faces import face_of
from airdate.newsroom.boxes import Box, boxes
from airdate.newsroom.jsonld import article_data
from airdate.newsroom.models import Article, Author, Correction, Kind
from airdate.newsroom.related import related

MOST_BOXES = 80  # facts that an article names
MOST_TITLE_BOXES = 12
MOST_PICKS = 100


@dataclass(frozen=True, slots=True)
class TitleBox:
    """A title with its next releases, for "when and where"."""

    title: Title
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """A title in a list of the best: its place, from 1 on, and the genre that its poster is drawn for."""

    place: int
    title: Title
    genre: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with what stands around it. ``stars`` are filled, half and empty stars of a review."""

    page: Article
    kind: str
    authors: tuple[Author, ...]
    titles: tuple[Title, ...]
    section: Genre | None
    path: tuple[Genre, ...]
    tags: tuple[Any, ...]
    published: datetime | None
    updated: datetime | None
    boxes: dict[str, Box]
    title_boxes: dict[str, TitleBox]
    picks: dict[str, Pick]
    moves: tuple[Moved, ...]
    corrections: tuple[Correction, ...]
    related: tuple[Article, ...]
    stars: str
    data: dict[str, Any]
    address: str


def shown(article: Article, request: HttpRequest, *, today: date, now: datetime) -> Shown:
    """An article, published or a draft, at a moment (aware)."""
    authors = tuple(each.author for each in article.bylines.all())
    titles = tuple(each.title for each in article.about.all())
    published, updated = article.first_published_at, article.last_published_at
    cited = list(article.citations.all()) if article.pk else []
    named = [block.value["fact"] for block in article.body if block.block_type in ("fact", "line")][:MOST_BOXES]
    since = {citation.fact: citation.cited_at for citation in cited}
    since |= dict.fromkeys(named, published) if published else {}
    own = _own_claims(article) if article.pk else set()
    found = boxes({*named, *since}, since=since, own=own, today=today)
    moves = _moves(found[fact] for fact in since if fact in found)
    section = article.section
    address = request.build_absolute_uri(article.get_url(request) or "/news/")
    around = Shown(
        page=article, kind=article.get_kind_display(), authors=authors, titles=titles, section=section,
        path=tuple(path_to(section)) if section else (), tags=tuple(article.tags.all()), published=published,
        updated=updated if published and updated and (updated - published).total_seconds() > 60 else None,
        boxes=found, title_boxes=_title_boxes(article, today), picks=_picks(article), moves=moves,
        corrections=tuple(article.corrections.all()), related=tuple(related(article, titles)) if article.pk else (),
        stars=_stars(article.points) if article.kind == Kind.REVIEW else "", data={}, address=address,
    )  # fmt: skip
    around.data.update(article_data(around, request, cited, site=request.build_absolute_uri("/")))
    return around


def _own_claims(article: Article) -> set[str]:
    documents = article.publications.values("document")
    return set(Claim.objects.filter(document__in=documents).order_by().values_list("pk", flat=True))


def _moves(found: Iterable[Box]) -> tuple[Moved, ...]:
    """What moved since, each once, the latest first."""
    told = {moved.change: moved for box in found for moved in box.moves}
    return tuple(sorted(told.values(), key=lambda moved: (moved.day, moved.learnt_at), reverse=True))


def _title_boxes(article: Article, today: date) -> dict[str, TitleBox]:
    slugs = [block.value["title"] for block in article.body if block.block_type == "title_facts"][:MOST_TITLE_BOXES]
    found = {}
    for title in Title.objects.filter(slug__in=slugs).select_related("merged_into"):
        shown_title: Title = title.merged_into or title  # type: ignore[assignment]  # merges are within a kind
        releases = title_facts(shown_title, today=today).releases
        ahead = tuple(release for release in releases if not release.when.happened) or releases[-1:]
        found[title.slug] = TitleBox(shown_title, ahead[:6])
    return found


def _picks(article: Article) -> dict[str, Pick]:
    """The entries of a list, in order, by the slugs that its blocks name; a title that stands twice counts once."""
    slugs = [block.value["title"] for block in article.body if block.block_type == "pick"][:MOST_PICKS]
    rows = Title.objects.filter(slug__in=slugs).select_related("merged_into")
    titles = {row.slug: row for row in rows.prefetch_related("genres", "merged_into__genres")}
    found: dict[str, Pick] = {}
    for slug in slugs:
        title = titles.get(slug)
        if title is not None and slug not in found:
            shown_title: Title = title.merged_into or title  # type: ignore[assignment]  # merges are within a kind
            found[slug] = Pick(len(found) + 1, shown_title, face_of(shown_title).genre)
    return found


def _stars(points: int | None) -> str:
    """Ten half stars as five characters: f(ull), h(alf), e(mpty)."""
    full, half = divmod(points or 0, 2)
    return "f" * full + "h" * half + "e" * (5 - full - half)


def with_players(response: Any, article: Article) -> Any:
    """Let a page with videos open their players' frames, and nothing else that is elsewhere."""
    origins = sorted(
        {block.value.video.origin for block in article.body if block.block_type == "video" and block.value.video}
    )
    response.frame_sources = tuple(origins)  # what the policy of this page allows in frames
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
