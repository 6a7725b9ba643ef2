"""One box for titles, people, services and articles. A constant number of queries, whatever there is.

What is found are plain values. Merged entries are found by their old names and lead to what they became; those that
nothing founds any more are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from airdate.catalogue.models import ENTRY_MODELS, Entry, Service, Title
from airdate.catalogue.queries import merged
from airdate.search.asking import fitting, headlines, typed
from airdate.search.index import missing, waiting
from airdate.sources.models import Document

KINDS = tuple(str(kind) for kind in ENTRY_MODELS)
OVERSIZE = 4  # times as many candidates as are shown: some are asleep, some are one


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits: ``kind`` is title, person or service, ``key`` its primary key there; ``note`` tells it from
    others of its name.
    """

    kind: str
    key: int
    slug: str
    name: str
    note: str
    score: float


@dataclass(frozen=True, slots=True)
class Article:
    """A document whose headline fits."""

    key: str
    headline: str
    source: str
    published: date


@dataclass(frozen=True, slots=True)
class Found:
    """What fits ``text``, the best first."""

    text: str
    hits: tuple[Hit, ...] = ()
    articles: tuple[Article, ...] = ()


def find(text: str, *, limit: int = 20, articles: int = 0, kinds: Collection[str] = KINDS) -> Found:
    """Look for entries of ``kinds`` by name, and for at most so many ``articles`` by headline.

    Slips, accents, the order of words and words run together or apart are forgiven. Whatever is typed is safe.
    """
    asked = typed(text)
    scores, groups = fitting(asked)
    hits: dict[tuple[str, int], Hit] = {}
    for kind in kinds:
        of_kind = sorted(((score, pk) for (each, pk), score in scores.items() if each == kind), reverse=True)
        for entry, score in _entries(kind, of_kind[: limit * OVERSIZE]):
            hits.setdefault((kind, entry.pk), Hit(kind, entry.pk, entry.slug, entry.name, note(entry), score))
    best = sorted(hits.values(), key=lambda hit: (-hit.score, KINDS.index(hit.kind), hit.name.casefold(), hit.slug))
    return Found(asked.folded, tuple(best[:limit]), _articles(headlines(groups, articles)) if articles else ())


def _entries(kind: str, wanted: list[tuple[float, int]]) -> list[tuple[Any, float]]:
    """The entries of keys in that order, merges followed, sleepers left out."""
    if not wanted:
        return []
    ends = merged(kind)
    keys = {ends.get(pk, pk) for _, pk in wanted}
    rows = ENTRY_MODELS[kind]._default_manager.filter(Q(pk__in=keys), Q(dormant=False)).in_bulk()
    return [(rows[end], score) for score, pk in wanted if (end := ends.get(pk, pk)) in rows]


def note(entry: Entry) -> str:
    """What tells an entry from others of its name: "series, 2019, GB"."""
    if isinstance(entry, Title):
        return ", ".join(part for part in (entry.get_form_display(), str(entry.year or ""), entry.country) if part)
    if isinstance(entry, Service):
        return ", ".join(part for part in (entry.get_kind_display(), entry.country) if part)
    return ""


def _articles(keys: list[int]) -> tuple[Article, ...]:
    rows = Document.objects.filter(pk__in=keys).select_related("source").only(
        "key", "headline", "published", "source__name"
    )  # fmt: skip
    found = {row.pk: Article(row.key, row.headline, row.source.name, row.published) for row in rows}
    return tuple(found[pk] for pk in keys if pk in found)


def problems() -> list[str]:
    """What is wrong with the index, in words, for `airdate check`; nothing if all is well."""
    behind = waiting(connection)
    gone = [name for name in missing(connection) if name not in behind]
    return [f"the index of the search lacks {', '.join(gone)}; make it anew: airdate index"] if gone else []


def is_behind() -> bool:
    """Whether an importer is at work, or was killed, whose names are not in the index yet."""
    return bool(waiting(connection))
