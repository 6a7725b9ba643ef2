"""Claims in force as weighing takes them: names replaced by the keys of what they mean.

A key is an entry's kind and slug (``service:netflix``), so that the ids made from it are the same in every database;
a name that is not resolved is its own key (``name:Netflix``). A claim whose subject is not resolved is not weighed:
it waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from airdate.catalogue.models import Entry, Person, Service, Title
from airdate.catalogue.queries import Target
from airdate.claims.names import names_of
from airdate.claims.queries import ClaimRow
from airdate.facts.policy import Said

MODELS: Mapping[str, type[Entry]] = {"title": Title, "person": Person, "service": Service}
UNRESOLVED = "name"
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "price": ("provider",),
    "carriage": ("provider",),
    "quote": ("title", "speaker"),
}
PORTION = 500  # ids in one query


class Keys:
    """The keys of entries of the catalogue, fetched as they are asked for, in one query a kind."""

    def __init__(self) -> None:
        self._keys: dict[Target, str] = {}

    def fetch(self, targets: Iterable[Target]) -> None:
        """Make the keys of these known."""
        missing: dict[str, set[int]] = defaultdict(set)
        for target in targets:
            if target not in self._keys:
                missing[target.kind].add(target.id)
        for kind, ids in missing.items():
            ordered = sorted(ids)
            for start in range(0, len(ordered), PORTION):
                found = MODELS[kind]._default_manager.filter(pk__in=ordered[start : start + PORTION])
                for pk, slug in found.values_list("pk", "slug"):
                    self._keys[Target(kind, pk)] = f"{kind}:{slug}"

    def of(self, target: Target) -> str | None:
        return self._keys.get(target)

    def targets(self) -> dict[str, Target]:
        """Key -> entry, of all that were fetched."""
        return {key: target for target, key in self._keys.items()}


def subject_of(row: ClaimRow) -> Target | None:
    """What a claim is about, None where its name is not resolved. A quotation on no title is about who spoke."""
    for slot in SUBJECTS.get(row.kind, ("title",)):
        if slot in row.resolved:
            return row.target(slot)
    return None


def as_said(rows: Collection[ClaimRow], keys: Keys, wanted: Collection[Target] | None = None) -> Iterator[Said]:
    """The claims on the ``wanted`` subjects (or on any), ready to be weighed."""
    kept = [(row, subject) for row in rows if (subject := subject_of(row)) and (wanted is None or subject in wanted)]
    keys.fetch({target for row, _ in kept for found in row.resolved.values() for target in found if target})
    for row, subject in kept:
        about = keys.of(subject)
        if about is not None:
            yield Said(
                claim=row.claim_id,
                kind=row.kind,
                subject=about,
                slots=_keyed(row, keys),
                source=row.source_slug,
                source_class=row.source_class,
                voice=row.voice,
                published=row.published,
                learnt=row.learnt_at,
                confidence=row.confidence,
                published_at=row.published_at,
                retired=row.superseded_at,
            )


def _keyed(row: ClaimRow, keys: Keys) -> dict[str, Any]:
    slots = dict(row.slots)
    for slot, targets in row.resolved.items():
        if all(targets) and isinstance(slots[slot], str):
            slots[slot] = _key(targets[0], slots[slot], keys)
            continue
        names = names_of(row.kind, row.slots)[slot]
        found = [_key(target, name, keys) for name, target in zip(names, targets, strict=True)]
        slots[slot] = found if isinstance(slots[slot], (list, tuple)) else found[0]
    return slots


def _key(target: Target | None, name: str, keys: Keys) -> str:
    """The key of what a name means, or of the name itself."""
    known = keys.of(target) if target is not None else None
    return known or f"{UNRESOLVED}:{' '.join(name.split())}"
