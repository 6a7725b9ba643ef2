"""Writes of this room: what the names of documents mean, and what editors decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from airdate.catalogue.asked import NameAsked
from airdate.catalogue.known import Known
from airdate.catalogue.models import ENTRY_MODELS, NameUse, Origin, Role, Service, ServiceAlias
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries.resolutions import Target
from airdate.catalogue.resolver import Resolver, Use
from airdate.sources.bulk import rows_among, run_among
from airdate.sources.models import Document

ENTRY_FIELDS = tuple(str(role) for role in Role)


@transaction.atomic
def resolve_names(document: Document, names: Sequence[NameAsked]) -> frozenset[Target]:
    """Say what each name of a document means, and keep it; what an editor decided stays.

    A name that is unknown founds an entry if the reading is sure enough of it; one that may mean several entries
    waits without a target. Gives the entries that the document's names meant before or mean now.
    """
    return resolve_batch([(document, names)])


@transaction.atomic
def resolve_batch(batch: Iterable[tuple[Document, Sequence[NameAsked]]]) -> frozenset[Target]:
    """`resolve_names` for many documents, in their order, with few queries."""
    items = list(batch)
    pks = [document.pk for document, _ in items]
    touched, decided = _forget(pks)
    resolver = Resolver(names for _, names in items)
    for document, names in items:
        for use in resolver.resolve(document, names, decided):
            touched |= targets_of_use(use)
    resolver.flush()
    return frozenset(touched)


def _forget(pks: Sequence[int]) -> tuple[set[Target], dict[tuple[int, str, str], NameUse]]:
    """Drop what the names of documents mean. Gives what they meant, and those that stay, as somebody decided them."""
    touched = set()
    for row in rows_among(NameUse, [f"{field}_id" for field in ENTRY_FIELDS], "document_id", pks):
        touched |= {Target(field, pk) for field, pk in zip(ENTRY_FIELDS, row, strict=True) if pk is not None}
    uses = NameUse.objects.filter(document__in=pks, decided=True)
    decided = {(use.document_id, use.role, use.name): use for use in uses}
    through, table = NameUse.beside.through._meta.db_table, NameUse._meta.db_table
    mine = f"SELECT id FROM {table} WHERE document_id {{among}}"  # noqa: S608 - names of models, as in what follows
    run_among(f"DELETE FROM {through} WHERE from_nameuse_id IN ({mine})", pks)  # noqa: S608
    run_among(f"DELETE FROM {table} WHERE document_id {{among}} AND NOT decided", pks)  # noqa: S608
    return touched, decided


def targets_of_use(use: Use) -> set[Target]:
    """The entry that a name means, if it means one; merges not followed."""
    return {Target(f, pk) for f in ENTRY_FIELDS if (pk := getattr(use, f"{f}_id")) is not None}


@transaction.atomic
def keep_service(name: str, *, kind: str, country: str = "", aliases: Iterable[str] = ()) -> Service:
    """Keep a service as a catalogue knows it; one that reading founded under the name is taken over."""
    folded = fold_name(name)
    known = Known()
    known.load([(Role.SERVICE, folded)])
    there = [entry for entry in known.get(Role.SERVICE, folded) if isinstance(entry, Service)]
    entry = there[0] if there else known.found(Role.SERVICE, name)
    assert isinstance(entry, Service)  # the role says so
    entry.kind, entry.country, entry.origin = kind, country, Origin.CATALOGUE
    entry.save()
    known.join(entry)
    for alias in aliases:
        ServiceAlias.objects.get_or_create(service=entry, folded=fold_name(alias), defaults={"name": alias})
    return entry


@transaction.atomic
def forget_derived() -> None:
    """Before a rebuild: drop every resolution that no editor decided, and put to sleep what reading founded."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {NameUse.beside.through._meta.db_table}")  # noqa: S608 - names of models
        cursor.execute(f"DELETE FROM {NameUse._meta.db_table} WHERE NOT decided")  # noqa: S608 - as above
    for model in ENTRY_MODELS.values():
        model._default_manager.filter(origin=Origin.READING).update(dormant=True)
