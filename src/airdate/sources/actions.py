"""Writes of this room: sources become known, documents arrive, near-duplicates become one voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from airdate.sources.likeness import ALIKE, bands, fingerprint, likeness
from airdate.sources.models import Band, Document, MayShow, Source, SourceClass
from airdate.sources.normal import ascii_slug, clean_text, document_key, text_hash, tidy_url


class SourceConflict(ValueError):
    """A source is named with another class than it is kept with."""


class WrongSource(ValueError):
    """A source cannot be kept so. The message is one line that names the value and the way out."""


class TakenDown(ValueError):
    """The article at an address was taken down, and is not taken in again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document, whether it is new here, and the primary keys of others whose voice it changed."""

    document: Document
    is_new: bool
    regrouped: frozenset[int] = frozenset()


def ensure_source(
    name: str,
    *,
    slug: str = "",
    source_class: str | None = None,
    homepage: str = "",
    region: str = "",
    language: str = "",
    licence: str = "",
) -> Source:
    """The source of this slug or name, made if it is unknown; general press where no class is given.

    Without a slug the name's own is taken, so that "The Examiner" and "the examiner" are one source.

    Raises `SourceConflict` for a class other than the one it is kept with, `ValueError` for one that does not exist.
    """
    if source_class is not None and source_class not in SourceClass.values:
        raise ValueError(f"{source_class!r} is no class of source; choose one of {', '.join(SourceClass.values)}")
    source = find_source(name, slug=slug)
    if source is None:
        return Source.objects.create(
            slug=slug or ascii_slug(name),
            name=name.strip()[:200],
            source_class=source_class or SourceClass.GENERAL,
            homepage=homepage,
            region=region,
            language=language,
            licence=licence,
        )
    see_that_class_fits(source, source_class)
    return source


def find_source(name: str, *, slug: str = "") -> Source | None:
    """The source of this slug; without one that of the name's own slug, or of the very name."""
    found = Source.objects.filter(slug=slug or ascii_slug(name)).first()
    if found is None and not slug:
        found = Source.objects.filter(name=name.strip()).order_by("pk").first()
    return found


EDITABLE = ("name", "source_class", "homepage", "region", "language", "licence", "may_show")
_REGION = re.compile(r"(?:[A-Z]{2})?")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?")


def tidy_source(given: Mapping[str, str], source: Source | None = None) -> dict[str, str]:
    """What is said of a ``source``, or of a new one, as it is kept (`EDITABLE`). Raises `WrongSource`."""
    said = {field: " ".join(value.split()) for field, value in given.items() if field in EDITABLE}
    said = {**said, "region": said["region"].upper()} if "region" in said else said
    if "name" in said:
        if not any(character.isalnum() for character in said["name"]):
            raise WrongSource(f"{said['name'][:40]!r} is no name; say who publishes it")
        other = find_source(said["name"])
        if other is not None and (source is None or other.pk != source.pk):
            raise WrongSource(f"there is a source {other.name!r} already; change that one, or choose another name")
    if not _REGION.fullmatch(said.get("region", "")):
        raise WrongSource(f"{said['region'][:10]!r} is no ISO 3166 code; give two letters such as GB, or none")
    if not _LANGUAGE.fullmatch(said.get("language", "")):
        raise WrongSource(f"{said['language'][:40]!r} is no language; give a code such as en or pt-BR, or none")
    for field, legal in (("source_class", SourceClass.values), ("may_show", MayShow.values)):
        if field in said and said[field] not in legal:
            raise WrongSource(f"{said[field]!r} is none of {', '.join(legal)}")
    if said.get("homepage") and urlsplit(said["homepage"]).scheme not in ("http", "https"):
        raise WrongSource(f"{said['homepage'][:60]!r} is no address of the web, such as https://news.example/")
    for field, value in said.items():
        most = getattr(Source._meta.get_field(field), "max_length", None)
        if most is not None and len(value) > most:
            raise WrongSource(f"{field}: {len(value)} characters; at most {most} are kept")
    return said


@transaction.atomic
def add_source(given: Mapping[str, str]) -> Source:
    """A source that is new here. Raises `WrongSource`."""
    said = tidy_source(given)
    if "name" not in said:
        raise WrongSource("a source needs a name; say who publishes it")
    return Source.objects.create(slug=free_source_slug(said["name"]), **said)


def free_source_slug(name: str) -> str:
    """The slug of a new source: that of its name, with a number where another source has it."""
    slug = wanted = ascii_slug(name)[:76]
    number = 1
    while Source.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def see_that_class_fits(source: Source, source_class: str | None) -> None:
    """Raise `SourceConflict` for a class other than the one that a source is kept with; None fits all."""
    if source_class and source_class != source.source_class:
        raise SourceConflict(f"the source {source.name!r} is kept as {source.source_class}, not {source_class}")


def see_that_it_is_not_taken_down(source: Source, url: str) -> None:
    """Raise `TakenDown` for the address of an article of this source that was taken down."""
    # By the index of addresses: in the models' own order the database would go through all documents.
    gone = Document.objects.filter(source=source, url=tidy_url(url)).exclude(taken_down_at=None)
    when = gone.order_by("taken_down_at").values_list("taken_down_at", flat=True).first()
    if when is not None:
        raise TakenDown(f"{url} was taken down on {when:%Y-%m-%d} and is not taken in again")


@transaction.atomic
def add_document(
    source: Source,
    text: str,
    *,
    published: date,
    learnt_at: datetime,
    url: str = "",
    headline: str = "",
    byline: str = "",
    published_at: datetime | None = None,
    published_zone: str = "",
    language: str = "",
    picture: str = "",
) -> Arrival:
    """Keep a document unless its source has given the same text before.

    A text that differs from the one last kept at its address is a new document that supersedes the former.
    ``learnt_at`` and ``published_at`` are aware; ``published`` is the day on the article, in its own zone. Raises
    `TakenDown` for an address whose article was taken down.
    """
    text, url = clean_text(text), tidy_url(url) if url else ""
    hashed = text_hash(text)
    known = Document.objects.filter(source=source, text_hash=hashed).first()
    if known is not None:
        return Arrival(known, is_new=False)
    key = document_key(source.slug, hashed)
    former = None
    if url:
        see_that_it_is_not_taken_down(source, url)
        former = Document.objects.filter(source=source, url=url, superseded_by=None).order_by("-pk").first()
    document = Document.objects.create(
        key=key,
        source=source,
        url=url,
        headline=clean_text(headline)[:500],
        byline=clean_text(byline)[:500],
        published=published,
        published_at=published_at,
        published_zone=published_zone,
        learnt_at=learnt_at,
        text=text,
        text_hash=hashed,
        language=language,
        picture=picture if len(picture) <= 2000 else "",
        voice=key,
        signature=fingerprint(text),
        supersedes=former,
    )
    return Arrival(document, is_new=True, regrouped=_join_voices(document))


def _join_voices(document: Document) -> frozenset[int]:
    """Put a new document into the group of those like it. Gives the others whose voice changed with it.

    Groups are the connected parts of the relation "alike", and a group is named after its earliest member (day,
    then key), so the order of arrival does not matter.
    """
    signature = bytes(document.signature)
    marks = bands(signature)
    near = Document.objects.filter(bands__band__in=marks).distinct().only("pk", "voice", "signature")
    voices = {other.voice for other in near if likeness(signature, bytes(other.signature)) >= ALIKE}
    Band.objects.bulk_create(Band(document=document, band=mark) for mark in marks)
    if not voices:
        return frozenset()
    members = list(Document.objects.filter(voice__in=voices | {document.voice}).only("pk", "voice", "published", "key"))
    return _name_group(members) - {document.pk}


def _name_group(members: list[Document]) -> frozenset[int]:
    voice = min(members, key=lambda member: (member.published, member.key)).key
    moved = frozenset(member.pk for member in members if member.voice != voice)
    if moved:
        Document.objects.filter(pk__in=moved).update(voice=voice)
    for member in members:
        member.voice = voice
    return moved


@transaction.atomic
def regroup_voices() -> frozenset[int]:
    """Work out every group anew from the kept signatures. Gives the documents whose voice changed."""
    documents = {d.pk: d for d in Document.objects.only("pk", "key", "voice", "published").iterator(chunk_size=2000)}
    group = {pk: pk for pk in documents}

    def first(pk: int) -> int:
        while group[pk] != pk:
            group[pk] = group[group[pk]]
            pk = group[pk]
        return pk

    sharing: dict[str, list[int]] = defaultdict(list)
    for mark, pk in Band.objects.order_by("band", "document").values_list("band", "document").iterator(chunk_size=5000):
        sharing[mark].append(pk)
    pairs = {(one, other) for pks in sharing.values() for i, one in enumerate(pks) for other in pks[i + 1 :]}
    signatures: dict[int, bytes] = {}
    involved = sorted({pk for pair in pairs for pk in pair})
    for start in range(0, len(involved), 500):
        rows = Document.objects.filter(pk__in=involved[start : start + 500]).values_list("pk", "signature")
        signatures.update((pk, bytes(signature)) for pk, signature in rows)
    for one, other in sorted(pairs):
        if first(one) != first(other) and likeness(signatures[one], signatures[other]) >= ALIKE:
            group[first(one)] = first(other)
    members: dict[int, list[Document]] = defaultdict(list)
    for pk, document in documents.items():
        members[first(pk)].append(document)
    return frozenset(pk for group_members in members.values() for pk in _name_group(group_members))
