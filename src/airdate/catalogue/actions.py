"""Writes of this room: what the names of documents mean, and what editors decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from airdate.catalogue.asked import NameAsked
from airdate.catalogue.known import Known
from airdate.catalogue.models import ENTRY_MODELS, NameUse, Origin, Role, Service, ServiceAlias
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries.resolutions import Target
from airdate.catalogue.resolver import Resolver
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
    old = NameUse.objects.filter(document__in=[document for document, _ in items])
    touched = {target for use in old for target in targets_of_use(use)}
    decided = {(use.document_id, use.role, use.name): use for use in old if use.decided}
    undecided = old.filter(decided=False)
    NameUse.beside.through._default_manager.filter(from_nameuse__document__in=[d for d, _ in items]).delete()
    undecided.delete()
    resolver = Resolver(names for _, names in items)
    for document, names in items:
        uses = resolver.resolve(document, names, decided)
        touched |= {target for use in uses for target in targets_of_use(use)}
    resolver.flush()
    return frozenset(touched)


def targets_of_use(use: NameUse) -> set[Target]:
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
    NameUse.beside.through._default_manager.all().delete()
    NameUse.objects.filter(decided=False).delete()
    for model in ENTRY_MODELS.values():
        model._default_manager.filter(origin=Origin.READING).update(dormant=True)
