"""A portion of records into the site: titles, people, services; then documents, claims, readings and names.

Runs inside the portion's transaction. The same record again writes nothing; a changed one supersedes the former.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from airdate.catalogue.models import How, NameUse, Role, Service
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import Target, merged
from airdate.claims.actions import lowest_of
from airdate.claims.identity import claim_id
from airdate.claims.models import Claim, ReadingRun
from airdate.claims.names import NAME_ROLES, names_of, subject_of
from airdate.imports.people import known_with, resolve_people
from airdate.imports.places import resolve_places
from airdate.imports.records import Place, Record
from airdate.imports.results import Counts
from airdate.imports.works import resolve_works
from airdate.intake.actions import weigh_touched
from airdate.sources.bulk import as_day, as_instant, as_json, insert_rows, new_keys, portions
from airdate.sources.models import Document, Source
from airdate.sources.normal import document_key, text_hash

AGAIN = "\ngiven again: "
DOCUMENT_FIELDS = (
    "id", "key", "source_id", "url", "headline", "byline", "published", "published_at", "published_zone", "learnt_at",
    "text", "text_hash", "language", "voice", "signature", "supersedes_id",
)  # fmt: skip
CLAIM_FIELDS = ("id", "document_id", "kind", "subject", "slots", "spans")
RUN_FIELDS = ("document_id", "reader", "confidences", "in_force", "read_at", "lowest")
USE_FIELDS = ("id", "document_id", "role", "name", "title_id", "person_id", "service_id", "score", "how", "decided")


@dataclass(slots=True)
class Meant:
    """What the names of a record mean: keys of entries, None where it is not clear."""

    title: int | None
    people: dict[str, int | None]
    services: dict[str, int | None]

    def of(self, role: str, name: str) -> int | None:
        if role == Role.TITLE:
            return self.title
        return (self.people if role == Role.PERSON else self.services).get(name)


def keep_records(source: Source, records: Sequence[Record], counts: Counts, *, reader: str, now: datetime) -> None:
    """Take records into the site and weigh what they touch. ``reader`` names the importer and its version."""
    meant = _resolve(records, counts)
    speaking = [(record, m) for record, m in zip(records, meant, strict=True) if record.claims]
    pks, fresh = _keep_documents(source, [record for record, _ in speaking], counts, reader=reader, now=now)
    new = [(pk, *speaking[i]) for i, pk in enumerate(pks) if pk in fresh]
    _keep_claims([(pk, record) for pk, record, _ in new], counts, reader=reader, now=now)
    _keep_names([(pk, record, m) for pk, record, m in new])
    ends = merged("title")
    touched = {Target("title", ends.get(m.title, m.title)) for _, _, m in new if m.title is not None}
    weigh_touched(touched, now=now)


def _resolve(records: Sequence[Record], counts: Counts) -> list[Meant]:
    places = resolve_places([place for record in records for place in record.places], counts)
    unknown = [i for i, record in enumerate(records) if record.known_as is None]
    titles: list[int | None] = [record.known_as for record in records]

    def acquainted(pk: int, place: int) -> bool:
        return _acquainted(pk, records[unknown[place]], places)

    for i, title in zip(unknown, resolve_works([records[i].work for i in unknown], counts, acquainted), strict=True):
        titles[i] = title
    named = [(somebody, title) for record, title in zip(records, titles, strict=True) for somebody in record.people]
    resolved = iter(resolve_people(named, counts))
    meant = []
    for record, title in zip(records, titles, strict=True):
        people: dict[str, int | None] = {}
        for somebody in record.people:
            pk = next(resolved)
            # Two people of one name in one record: the name alone does not say which is meant.
            people[somebody.name] = pk if people.get(somebody.name, pk) == pk else None
        services = {place.name: s.pk if (s := places[place]) else None for place in record.places}
        meant.append(Meant(title, people, services))
    return meant


def _acquainted(title: int, record: Record, places: dict[Place, Service | None]) -> bool:
    """Whether a title that articles founded is known with a person or a service that the record names."""
    names = {fold_name(somebody.name) for somebody in record.people}
    if names & known_with({title}).get(title, {}).keys():
        return True
    services = {service.pk for place in record.places if (service := places[place])}
    return NameUse.objects.filter(companions__title=title, service__in=services).exists()


def _keep_documents(
    source: Source, records: Sequence[Record], counts: Counts, *, reader: str, now: datetime
) -> tuple[list[int], set[int]]:
    """The documents of the records, and those of them whose claims must be kept: new, or read by another version."""
    latest = _latest(source, {record.address for record in records if record.address})
    texts = [_text(record, latest, now) for record in records]
    hashes = [text_hash(text) for text in texts]
    keys = [document_key(source.slug, hashed) for hashed in hashes]
    known: dict[str, int] = {}
    for portion in portions(keys):
        known.update(Document.objects.filter(key__in=portion).order_by().values_list("key", "pk"))
    readers: dict[int, str] = {}
    for pks_known in portions(set(known.values())):
        runs = ReadingRun.objects.filter(document__in=pks_known, in_force=True).order_by()
        readers.update(runs.values_list("document", "reader"))
    fresh = {pk for pk in known.values() if readers.get(pk) != reader}
    new_pks = iter(new_keys(Document, sum(key not in known for key in set(keys))))
    rows, pks = [], []
    for record, text, hashed, key in zip(records, texts, hashes, keys, strict=True):
        if key not in known:
            known[key] = pk = next(new_pks)
            fresh.add(pk)
            former = latest.get(record.address)
            latest[record.address] = (pk, hashed)
            rows.append((
                pk, key, source.pk, record.address, record.headline[:500], "", as_day(record.published or now.date()),
                as_instant(record.published_at), "", as_instant(now), text, hashed, source.language, key, b"",
                former[0] if former and record.address else None,
            ))  # fmt: skip
        pks.append(known[key])
    insert_rows(Document, DOCUMENT_FIELDS, rows)
    counts["documents"] += len(rows)
    return pks, fresh


def _latest(source: Source, addresses: set[str]) -> dict[str, tuple[int, str]]:
    """Address -> key and hash of the latest document there."""
    found: dict[str, tuple[int, str]] = {}
    for portion in portions(addresses):
        rows = Document.objects.filter(source=source, url__in=portion, superseded_by=None).order_by("pk")
        found.update((url, (pk, hashed)) for url, pk, hashed in rows.values_list("url", "pk", "text_hash"))
    return found


def _text(record: Record, latest: dict[str, tuple[int, str]], now: datetime) -> str:
    """The record's text; with a last line that says so where the record is again what it was before the last change.

    A source's text is kept once, so without that line a record could not go back to what it was.
    """
    former = latest.get(record.address) if record.address else None
    if former is None or former[1] == (hashed := text_hash(record.text)):
        return record.text
    text = Document.objects.values_list("text", flat=True).get(pk=former[0])
    if text.startswith(record.text + AGAIN):
        return text
    if Document.objects.filter(url=record.address, text_hash=hashed).exists():
        return f"{record.text}{AGAIN}{now.date().isoformat()}"
    return record.text


def _keep_claims(new: Sequence[tuple[int, Record]], counts: Counts, *, reader: str, now: datetime) -> None:
    rows: dict[str, tuple[object, ...]] = {}
    runs = []
    keys: dict[int, str] = {}
    for portion in portions([pk for pk, _ in new]):
        keys.update(Document.objects.filter(pk__in=portion).order_by().values_list("pk", "key"))
    for pk, record in new:
        confidences = {}
        for claim in record.claims:
            spans = [[span.start, span.end] for span in claim.evidence]
            each = claim_id(keys[pk], claim.kind, claim.slots, spans)
            confidences[each] = claim.confidence
            subject = subject_of(claim.kind, claim.slots)
            rows[each] = (each, pk, claim.kind, subject, as_json(dict(claim.slots)), as_json(spans))
        runs.append((pk, reader, as_json(confidences), True, as_instant(now), lowest_of(confidences)))
    have: set[str] = set()
    for portion in portions([pk for pk, _ in new]):
        ReadingRun.objects.filter(document__in=portion, in_force=True).update(in_force=False)
        have.update(Claim.objects.filter(document__in=portion).order_by().values_list("id", flat=True))
    insert_rows(Claim, CLAIM_FIELDS, [row for each, row in rows.items() if each not in have])
    insert_rows(ReadingRun, RUN_FIELDS, runs)
    counts["claims"] += len(rows.keys() - have)


def _keep_names(new: Sequence[tuple[int, Record, Meant]]) -> None:
    """What the names of new readings mean. It is said by the record, so a rebuild keeps it; an editor's word stays."""
    pks = [pk for pk, _, _ in new]
    settled: set[tuple[int, str, str]] = set()
    for portion in portions(pks):
        uses = NameUse.objects.filter(document__in=portion)
        settled.update(
            uses.filter(Q(decided=True, how__in=(How.EDITOR, How.NOBODY))).values_list("document", "role", "name")
        )
        old = uses.exclude(decided=True, how__in=(How.EDITOR, How.NOBODY))
        NameUse.beside.through._default_manager.filter(from_nameuse__in=old).delete()
        NameUse.beside.through._default_manager.filter(to_nameuse__in=old).delete()
        old.delete()
    wanted: list[tuple[int, str, str, int | None, How]] = []
    beside: list[tuple[int, tuple[str, str], tuple[str, str]]] = []
    for pk, record, meant in new:
        ids = {somebody.name for somebody in record.people if somebody.ids}
        together = _together(record)
        for role, name in together:
            by_id = bool(record.work.ids) if role == Role.TITLE else name in ids
            wanted.append((pk, role, name, meant.of(role, name), How.ID if by_id else How.NAME))
        beside += [
            (pk, pair, other) for pair, others in together.items() if pair[0] == Role.TITLE for other in sorted(others)
        ]
    wanted = [use for use in wanted if use[:3] not in settled]
    keys = dict(zip([use[:3] for use in wanted], new_keys(NameUse, len(wanted)), strict=True))
    rows = []
    for pk, role, name, target, how in wanted:
        targets = tuple(target if role == each else None for each in (Role.TITLE, Role.PERSON, Role.SERVICE))
        clear = target is not None
        score = (1.0 if how == How.ID else 0.95) if clear else 0.4
        rows.append(
            (keys[pk, role, name], pk, role, name, *targets, score, (how if clear else How.AMBIGUOUS).value, clear)
        )
    insert_rows(NameUse, USE_FIELDS, rows)
    pairs = [(keys[pk, *one], keys[pk, *two]) for pk, one, two in beside if (pk, *one) in keys and (pk, *two) in keys]
    insert_rows(NameUse.beside.through, ("from_nameuse_id", "to_nameuse_id"), pairs)


def _together(record: Record) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The (role, name) pairs of a record's claims, each with those that stand in a claim with it."""
    together: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for claim in record.claims:
        pairs = {
            (NAME_ROLES[slot], name) for slot, names in names_of(claim.kind, claim.slots).items() for name in names
        }
        for pair in pairs:
            together[pair] |= pairs - {pair}
    return together
