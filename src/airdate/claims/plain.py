"""The claims in force about some entries, as plain values: what weighing reads, by the hundred thousand.

`queries.claims_in_force` gives whole rows for pages. Here a claim is found by what it is about, in one query for any
number of entries; the models' converters and lists of parameters would take longer than weighing does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from airdate.catalogue.models import NameUse
from airdate.catalogue.queries import Target, merged
from airdate.claims.models import Claim, ReadingRun
from airdate.sources.bulk import run_among
from airdate.sources.models import Document, Source

# What claims about an entry of a kind are: SQL for their kinds and for the role of the name that they are about.
ABOUT = {
    "title": ("title", "kind NOT IN ('price', 'carriage')", ("title",)),
    "service": ("service", "kind IN ('price', 'carriage', 'quote')", ("service", "person")),
    "person": ("person", "kind = 'quote'", ("person",)),
}

Merges = Mapping[str, Mapping[int, int]]  # kind -> entry -> what it became


class Told(NamedTuple):
    """What a claim's document says of it: who, when. Days are of the article's zone, instants aware."""

    source: str
    source_class: str
    voice: str
    published: date
    published_at: datetime | None
    learnt_at: datetime
    superseded_at: datetime | None
    confidences: dict[str, float]


class PlainClaim(NamedTuple):
    """A claim in force, with the key of the entry that it is about; its names stand as the article spells them."""

    id: str
    document: int
    kind: str
    about: int
    slots: dict[str, Any]


class PlainClaims(NamedTuple):
    """Claims, their documents, and what their names mean: (document, role, name) to an entry, merges followed."""

    claims: list[PlainClaim]
    documents: dict[int, Told]
    meant: dict[tuple[int, str, str], Target]


def all_merges() -> Merges:
    """What each entry of each kind was merged into, to the end."""
    return {kind: merged(kind) for kind in ABOUT}


def plain_claims(kind: str, ids: Collection[int], ends: Merges) -> PlainClaims:
    """The claims in force whose subject is one of these entries of a kind, or was merged into one. Three queries."""
    merges = ends[kind]
    wanted = {pk for pk in ids if pk not in merges}  # what was merged away has no claims of its own any more
    wanted |= {pk for pk, end in merges.items() if end in wanted}
    rows = _claims(kind, wanted)
    documents = _documents({row[1] for row in rows})
    in_force = {pk for told in documents.values() for pk in told.confidences}
    read = _read_all([row[6] for row in rows])
    claims = [
        PlainClaim(pk, document, what, merges.get(target, target), slots)
        for (pk, document, what, name, role, target, _), slots in zip(rows, read, strict=True)
        if pk in in_force and (slots.get("title") == name if kind == "title" else _is_about(what, role, name, slots))
    ]
    return PlainClaims(claims, documents, _meant({claim.document for claim in claims}, ends))


def claims_by_document(ids: Collection[int]) -> dict[int, list[tuple[str, dict[str, Any], float]]]:
    """Document -> kind, slots and confidence of its claims in force, in the order of their ids. Two queries."""
    runs = run_among(
        f"SELECT document_id, confidences FROM {ReadingRun._meta.db_table} WHERE in_force AND document_id {{among}}",  # noqa: S608
        ids,
    )
    confidences = dict(zip([pk for pk, _ in runs], _read_all([said for _, said in runs]), strict=True))
    rows = run_among(
        f"SELECT id, document_id, kind, slots FROM {Claim._meta.db_table} WHERE document_id {{among}} ORDER BY id",  # noqa: S608
        ids,
    )
    found: dict[int, list[tuple[str, dict[str, Any], float]]] = {}
    for (pk, document, kind, _), slots in zip(rows, _read_all([row[3] for row in rows]), strict=True):
        sure = confidences.get(document, {}).get(pk)
        if sure is not None:
            found.setdefault(document, []).append((kind, slots, sure))
    return found


def _read_all(texts: list[str]) -> list[Any]:
    """The values of JSON texts, as one text: reading them one by one takes twice as long."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    return found


def subjects_of(kind: str) -> set[int]:
    """The entries of a kind that claims may be about, merges not followed.

    Every title that is named, as nearly all claims are about titles; of the people and services only those after whom
    a claim goes, which are few.
    """
    column, kinds, roles = ABOUT[kind]
    query = f"SELECT DISTINCT named.{column}_id FROM {NameUse._meta.db_table} named"  # noqa: S608 - as below
    if kind != "title":
        query += (
            f" JOIN {Claim._meta.db_table} claim ON claim.document_id = named.document_id"
            f" AND claim.subject = named.name AND claim.{kinds}"
        )
    listed = ", ".join(f"'{role}'" for role in roles)
    with connection.cursor() as cursor:
        cursor.execute(f"{query} WHERE named.{column}_id IS NOT NULL AND named.role IN ({listed})")
        return {pk for (pk,) in cursor.fetchall()}


def raw(column: str) -> str:
    """SQL for a day or an instant as the database keeps it: on SQLite the text, which Django would read each time."""
    return column if connection.vendor == "postgresql" else f"{column} || ''"


def _claims(kind: str, ids: Collection[int]) -> list[tuple[Any, ...]]:
    """Claims that may be about these: id, document, kind, subject, role of the subject's name, what it means, slots."""
    column, kinds, roles = ABOUT[kind]
    listed = ", ".join(f"'{role}'" for role in roles)
    return run_among(
        # All that is put in are names of tables and columns, and words of this module.
        f"SELECT claim.id, claim.document_id, claim.kind, claim.subject, named.role, named.{column}_id, claim.slots"  # noqa: S608
        f" FROM {NameUse._meta.db_table} named JOIN {Claim._meta.db_table} claim"
        " ON claim.document_id = named.document_id AND claim.subject = named.name"
        f" WHERE named.{column}_id {{among}} AND named.role IN ({listed}) AND claim.{kinds}",
        ids,
    )


def _is_about(kind: str, role: str, name: str, slots: dict[str, Any]) -> bool:
    """Whether a claim's subject is the name, in the role in which the name stands. Of a title it is by its slot."""
    if kind in ("price", "carriage"):
        return role == "service" and bool(slots.get("provider") == name)
    if kind == "quote" and not _is_named(slots.get("title")):
        return role == "person" and bool(slots.get("speaker") == name)
    return role == "title" and bool(slots.get("title") == name)


def _is_named(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _documents(ids: Collection[int]) -> dict[int, Told]:
    rows = run_among(
        "SELECT document.id, source.slug, source.source_class, document.voice,"  # noqa: S608 - as above
        f" {raw('document.published')}, {raw('document.published_at')}, {raw('document.learnt_at')},"
        f" {raw('later.learnt_at')}, run.confidences"
        f" FROM {Document._meta.db_table} document"
        f" JOIN {Source._meta.db_table} source ON source.id = document.source_id"
        f" JOIN {ReadingRun._meta.db_table} run ON run.document_id = document.id AND run.in_force"
        f" LEFT JOIN {Document._meta.db_table} later ON later.supersedes_id = document.id"
        " WHERE document.id {among}",
        ids,
    )
    day, instant = _conversions()
    confidences = _read_all([row[8] for row in rows])
    return {
        pk: Told(slug, of, voice, day(published), instant(at), instant(learnt), instant(later), said)
        for (pk, slug, of, voice, published, at, learnt, later, _), said in zip(rows, confidences, strict=True)
    }


def _meant(documents: Collection[int], ends: Merges) -> dict[tuple[int, str, str], Target]:
    rows = run_among(
        "SELECT document_id, role, name, title_id, person_id, service_id"  # noqa: S608 - as above
        f" FROM {NameUse._meta.db_table} WHERE document_id {{among}}",
        documents,
    )
    meant = {}
    for document, role, name, title, person, service in rows:
        if title is not None:
            meant[document, role, name] = Target("title", ends["title"].get(title, title))
        elif person is not None:
            meant[document, role, name] = Target("person", ends["person"].get(person, person))
        elif service is not None:
            meant[document, role, name] = Target("service", ends["service"].get(service, service))
    return meant


def _conversions() -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """What turns a day and an instant as the database gives them into Python's. PostgreSQL's driver has done so."""
    if connection.vendor == "postgresql":
        return lambda value: value, lambda value: value

    def instant(value: str | None) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)

    return date.fromisoformat, instant
