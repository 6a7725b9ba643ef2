"""Titles, people and services. Each list takes a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from airdate.catalogue.models import ALIAS_MODELS, Entry, ExternalId, Genre, Person, Service, Title
from airdate.catalogue.queries import branch, people, services, titles
from airdate.facts.models import Change
from airdate.syndication.api import cursors
from airdate.syndication.api.asking import PROBLEMS, Cursor, Limit, Since, Slug, Word
from airdate.syndication.api.problems import Problem
from airdate.syndication.api.shapes import (
    PersonPage,
    PersonShape,
    ServicePage,
    ServiceShape,
    TitlePage,
    TitleShape,
)
from airdate.syndication.subjects import entry_at

router = Router(tags=["catalogue"])
E = TypeVar("E", bound=Entry)
WHAT = {"title": "guide:title", "person": "guide:person", "service": "guide:service"}


@router.get("/titles", response={200: TitlePage, **PROBLEMS}, summary="Titles")
def list_titles(
    request: HttpRequest, limit: Limit, cursor: Cursor, updated_since: Since, genre: Word, form: Word
) -> dict[str, Any]:
    """All titles, the oldest entry first. ``genre`` (a slug) includes the genres below it."""
    found = titles().prefetch_related("genres")
    if genre:
        of = Genre.objects.filter(slug=genre).first()
        if of is None:
            raise Problem(400, f"there is no genre {genre!r} here")
        found = found.filter(pk__in=Title.objects.filter(genres__in=branch(of)).values("pk"))
    if form:
        found = found.filter(form=form)
    rows, onward = _page(found, "title", limit, cursor, updated_since)
    return {"items": shown(request, "title", rows), "next": cursors.next_address(request, onward)}


@router.get("/titles/{slug}", response={200: TitleShape, **PROBLEMS}, summary="A title")
def one_title(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The title at a slug; of one that was merged into another, that one."""
    return shown(request, "title", [entry_at(Title, slug)])[0]


@router.get("/people", response={200: PersonPage, **PROBLEMS}, summary="People")
def list_people(request: HttpRequest, limit: Limit, cursor: Cursor, updated_since: Since) -> dict[str, Any]:
    rows, onward = _page(people(), "person", limit, cursor, updated_since)
    return {"items": shown(request, "person", rows), "next": cursors.next_address(request, onward)}


@router.get("/people/{slug}", response={200: PersonShape, **PROBLEMS}, summary="A person")
def one_person(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    return shown(request, "person", [entry_at(Person, slug)])[0]


@router.get("/services", response={200: ServicePage, **PROBLEMS}, summary="Services")
def list_services(
    request: HttpRequest, limit: Limit, cursor: Cursor, updated_since: Since, kind: Word
) -> dict[str, Any]:
    """Streaming services, channels, cinemas, shops, boxes: all places to watch."""
    found = services().filter(kind=kind) if kind else services()
    rows, onward = _page(found, "service", limit, cursor, updated_since)
    return {"items": shown(request, "service", rows), "next": cursors.next_address(request, onward)}


@router.get("/services/{slug}", response={200: ServiceShape, **PROBLEMS}, summary="A service")
def one_service(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    return shown(request, "service", [entry_at(Service, slug)])[0]


def _page(found: QuerySet[E], kind: str, limit: int, cursor: str | None, since: Any) -> tuple[list[E], str | None]:
    """Entries in the order of their keys. ``since``: something was learnt of a fact about them, or that names them."""
    if since is not None:
        moved = Change.objects.filter(learnt_at__gte=since).order_by()
        about = Q(pk__in=moved.values(f"fact__{kind}"))
        if kind != "title":
            about |= Q(pk__in=moved.values("fact__place" if kind == "service" else "fact__who"))
        found = found.filter(about)
    after = cursors.read(cursor, int)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    return cursors.portion(list(found.order_by("pk")[: limit + 1]), limit, lambda row: (row.pk,))


def shown(request: HttpRequest, kind: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Entries of one kind as the API shows them: two more queries for all of them."""
    keys = [row.pk for row in rows]
    aliases: dict[int, list[str]] = defaultdict(list)
    for pk, name in (
        ALIAS_MODELS[kind]._default_manager.filter(**{f"{kind}__in": keys}).values_list(f"{kind}_id", "name")
    ):
        aliases[pk].append(name)
    ids: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    if kind != "service":
        for pk, scheme, value in ExternalId.objects.filter(**{f"{kind}__in": keys}).values_list(
            f"{kind}_id", "scheme", "value"
        ):
            ids[pk][scheme].append(value)
    return [
        {
            **{name: getattr(row, name) for name in ("slug", "name", "year", "form", "country", "synopsis", "kind")
               if hasattr(row, name)},
            "aliases": aliases[row.pk],
            "genres": [genre.slug for genre in row.genres.all()] if kind == "title" else [],
            "ids": ids[row.pk],
            "url": request.build_absolute_uri(reverse(WHAT[kind], args=[row.slug])),
        }
        for row in rows
    ]  # fmt: skip
