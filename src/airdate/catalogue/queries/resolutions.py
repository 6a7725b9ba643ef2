"""What documents' spellings were resolved to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from django.db.models import Q

from airdate.catalogue.models import ENTRY_MODELS, NameUse, Role

USES_OF: Mapping[str, Callable[[Collection[int]], Q]] = {
    Role.TITLE: lambda ids: Q(title__in=ids),
    Role.PERSON: lambda ids: Q(person__in=ids),
    Role.SERVICE: lambda ids: Q(service__in=ids),
}
PORTION = 500  # ids in one query: databases limit its parameters


class Target(NamedTuple):
    """An entry of the catalogue: ``kind`` is `title`, `person` or `service`, ``id`` its primary key."""

    kind: str
    id: int


def targets_of(documents: Collection[int]) -> dict[tuple[int, str, str], Target]:
    """(document, role, name as spelt) -> what it means, merges followed. Names without a target are left out."""
    uses = NameUse.objects.filter(document__in=documents).values_list(
        "document", "role", "name", "title", "person", "service"
    )
    merges = {kind: merged(kind) for kind in ENTRY_MODELS}
    found: dict[tuple[int, str, str], Target] = {}
    for document, role, name, title, person, service in uses:
        # The role of a name is what it was looked for as; a spokesperson's name may turn out to be a service.
        for kind, pk in ((Role.TITLE, title), (Role.PERSON, person), (Role.SERVICE, service)):
            if pk is not None:
                found[document, role, name] = Target(str(kind), merges[kind].get(pk, pk))
    return found


def documents_naming(kind: str, ids: Collection[int]) -> set[int]:
    """The documents in which a name means one of the entries, or one merged into them."""
    ends = merged(kind)
    wanted = {ends.get(pk, pk) for pk in ids}
    wanted |= {pk for pk, end in ends.items() if end in wanted}
    found: set[int] = set()
    for start in range(0, len(wanted), PORTION):
        portion = sorted(wanted)[start : start + PORTION]
        uses = NameUse.objects.filter(USES_OF[kind](portion))
        found.update(uses.values_list("document", flat=True))
    return found


def merged(kind: str) -> dict[int, int]:
    """Merged entry -> the entry at the end of its chain of merges."""
    model = ENTRY_MODELS[kind]
    # Conditions on the abstract Entry stand in a Q: the type checker's plugin fails on them as keywords.
    # Keys are above 0: SQLite finds those that are not null by the index only if they are asked for as a range.
    rows = model._default_manager.filter(Q(merged_into__gt=0)).order_by().only("pk", "merged_into")
    steps = {row.pk: row.merged_into_id for row in rows if row.merged_into_id is not None}
    return {pk: _end(pk, steps) for pk in steps}


def _end(pk: int, steps: Mapping[int, int]) -> int:
    """Follow the chain; a ring (which no action makes) ends where it would repeat."""
    seen = {pk}
    while (onward := steps.get(pk)) is not None and onward not in seen:
        pk = onward
        seen.add(pk)
    return pk
