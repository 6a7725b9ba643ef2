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
from airdate.claims.names import LONGEST_NAME, NAME_ROLES, names_of
from airdate.claims.plain import all_merges, plain_claims
from airdate.claims.queries import ClaimRow
from airdate.facts.policy import Said
from airdate.sources.bulk import run_among

MODELS: Mapping[str, type[Entry]] = {"title": Title, "person": Person, "service": Service}
UNRESOLVED = "name"
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "price": ("provider",),
    "carriage": ("provider",),
    "quote": ("title", "speaker"),
}


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
            table = MODELS[kind]._meta.db_table
            found = run_among(f"SELECT id, slug FROM {table} WHERE id {{among}}", ids)  # noqa: S608 - a model's table
            self._keys.update((Target(kind, pk), f"{kind}:{slug}") for pk, slug in found)

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


def said_about(targets: Collection[Target], keys: Keys) -> list[Said]:
    """All that is in force about these, ready to be weighed: `as_said` for many subjects at once."""
    keys.fetch(targets)
    ids: dict[str, list[int]] = defaultdict(list)
    for target in targets:
        ids[target.kind].append(target.id)
    said: list[Said] = []
    ends = all_merges()
    for kind, pks in ids.items():
        claims, documents, meant = plain_claims(kind, pks, ends)
        keys.fetch(set(meant.values()))
        spelt = {use: key for use, target in meant.items() if (key := keys.of(target)) is not None}
        subjects = {target.id: key for target in targets if target.kind == kind and (key := keys.of(target))}
        for pk, document, what, about, slots in claims:
            subject = subjects.get(about)
            if subject is None:
                continue
            source, source_class, voice, published, published_at, learnt, superseded, sure = documents[document]
            _spell_keys(slots, document, spelt)
            said.append(
                Said(
                    pk, what, subject, slots, source, source_class, voice, published, learnt, sure[pk], published_at,
                    superseded,
                )
            )  # fmt: skip
    return said


def _spell_keys(slots: dict[str, Any], document: int, spelt: Mapping[tuple[int, str, str], str]) -> None:
    """Put keys in the place of names; see `_keyed`."""
    for slot, value in slots.items():
        role = NAME_ROLES.get(slot)
        if role is None:
            continue
        if isinstance(value, str):
            key = spelt.get((document, role, value))
            if key is not None:
                slots[slot] = key
            elif _is_name(value):
                slots[slot] = _own_key(value)
        elif isinstance(value, list):
            keys = [spelt.get((document, role, name)) or _own_key(name) for name in value if _is_name(name)]
            slots[slot] = keys or value


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME and bool(value.strip())


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
    return known or _own_key(name)


def _own_key(name: str) -> str:
    return f"{UNRESOLVED}:{' '.join(name.split())}"
