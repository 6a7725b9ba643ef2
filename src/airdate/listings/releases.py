"""First showings become claims of their guide's source, through the same rooms as everybody's: document, claim, names.

The whole guide is looked at after each import, and only what differs is written. A showing that moved is said anew, and
the later word counts, as in a newspaper. What is no longer listed is taken back: each document that said so is
superseded by one that says that. What was shown has happened and stays, whatever the guide lists later. Runs inside the
import's transaction.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import How, NameUse, Role, Service, ServiceAlias, ServiceKind
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import Target, merged
from airdate.claims.identity import claim_id
from airdate.claims.models import RECORD_READERS, Claim, ReadingRun
from airdate.claims.names import subject_of
from airdate.intake.actions import weigh_touched
from airdate.intake.writer import one_writer
from airdate.listings.first_showings import AIR_DATE, Airing, Release, record_of, release_of, withdrawal_of
from airdate.listings.flags import Flag
from airdate.listings.matching import BY_ID
from airdate.listings.models import Broadcast, Channel, FirstShowing, Guide
from airdate.listings.store import portions
from airdate.reading import model as reading
from airdate.sources.models import Document
from airdate.sources.normal import clean_text, document_key, text_hash

READER = f"{RECORD_READERS}listings/1"
PORTION = 900
_FIRST = int(Flag.NEW | Flag.PREMIERE)
_FIELDS = (
    "channel_id", "work_id", "work__slug", "work__form", "start", "day", "title", "sub_title", "flags", "season",
    "episode", "details", "work_score",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """How many first showings are new, say something else now, and were taken back."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A first showing in the guide as it stands."""

    airing: Airing
    release: Release
    work: int
    channel: int
    start: int
    score: float


@dataclass(frozen=True, slots=True)
class _Statement:
    """A document to be kept: its text and claim (none in one that takes back), and what its names mean."""

    row: FirstShowing
    text: str
    claim: reading.Claim | None = None
    score: float = 0.0


def claim_first_showings(guide: Guide, *, now: dt.datetime) -> Claimed:
    """Bring the claims of a guide in line with its broadcasts. ``now`` is aware: the moment of the import."""
    found = _found(guide)
    known = _known(guide, found.keys(), int(now.timestamp()))
    if not found and not known:
        return Claimed()
    source = guide.source
    statements: list[_Statement] = []
    former: list[FirstShowing] = []
    new = changed = 0
    for key, each in found.items():
        row = known.get(key)
        if row is None:
            new += 1
        elif not _says_other(row, each, now):
            continue
        else:
            changed += 1
            former.append(row)
        text, claim = record_of(each.airing, each.release, source.name, now)
        row = FirstShowing(guide=guide, key=key, work_id=each.work, channel_id=each.channel, start=each.start,
                           said=dict(each.release.slots))  # fmt: skip
        statements.append(_Statement(row, text, claim, each.score))
    gone = _gone(guide, [row for key, row in known.items() if key not in found], now)
    for row in _all_that_said(guide, gone):
        row.withdrawn = True
        statements.append(_Statement(row, withdrawal_of(row.said, row.document.key, source.name, now)))
    if statements:
        with one_writer():
            for row in former:
                row.current = False
            FirstShowing.objects.bulk_update(former, ["current"], batch_size=200)
            _keep(guide, statements, now)
    return Claimed(new, changed, len(gone))


def _found(guide: Guide) -> dict[str, _Found]:
    """Key -> the earliest broadcast of each release that the guide's own words make one."""
    rows = (
        Broadcast.objects.filter(guide=guide, work__isnull=False)
        .annotate(first=F("flags").bitand(_FIRST))
        .filter(Q(first__gt=0) | Q(details__contains=AIR_DATE))
        .order_by("start", "pk")
        .values_list(*_FIELDS)
    )
    channels = Channel.objects.in_bulk()
    found: dict[str, _Found] = {}
    for row in rows.iterator(chunk_size=2_000):
        channel = channels[row[0]]
        airing = Airing(
            work=row[2], form=row[3], channel=channel.slug, channel_name=channel.name, country=channel.country,
            zone=channel.zone, start=dt.datetime.fromtimestamp(row[4], dt.UTC), day=row[5], title=row[6][:300],
            sub_title=row[7], flags=Flag(row[8]), season=row[9], episode=row[10],
            numbers=tuple((system, text) for system, text in json.loads(row[11]).get("numbers", ())),
        )  # fmt: skip
        release = release_of(airing)
        if release is not None and release.key not in found:
            found[release.key] = _Found(airing, release, row[1], row[0], row[4], row[12] or 0.0)
    return found


def _known(guide: Guide, keys: Collection[str], now: int) -> dict[str, FirstShowing]:
    """What was claimed of these releases, and what is still to come."""
    current = FirstShowing.objects.filter(guide=guide, current=True)
    rows = {row.key: row for row in current.filter(start__gt=now, withdrawn=False)}
    for portion in portions([key for key in keys if key not in rows], PORTION):
        rows.update((row.key, row) for row in current.filter(key__in=portion))
    return rows


def _says_other(row: FirstShowing, found: _Found, now: dt.datetime) -> bool:
    if row.withdrawn:
        return True
    if row.start <= now.timestamp() and found.start > row.start:
        return False  # it has been shown: what is marked as the first showing again is none
    return row.said != dict(found.release.slots) or row.work_id != found.work


def _gone(guide: Guide, rows: Sequence[FirstShowing], now: dt.datetime) -> list[FirstShowing]:
    """Of claimed showings that the guide has no longer those that it takes back: to come, and in the time it covers."""
    ahead = [row for row in rows if not row.withdrawn and row.start > now.timestamp()]
    channels = {row.channel_id for row in ahead}
    covered = dict(
        Broadcast.objects.filter(guide=guide, channel__in=channels)
        .order_by()
        .values("channel")
        .annotate(last=Max("start"))
        .values_list("channel", "last")
    )
    return [row for row in ahead if row.start <= covered.get(row.channel_id, 0)]


def _all_that_said(guide: Guide, gone: Sequence[FirstShowing]) -> list[FirstShowing]:
    """Everything that was said of these releases and was not taken back yet."""
    found: list[FirstShowing] = []
    for portion in portions([row.key for row in gone], PORTION):
        said = FirstShowing.objects.filter(guide=guide, key__in=portion, withdrawn=False)
        found += said.select_related("document").order_by("start", "pk")
    return found


def _keep(guide: Guide, statements: Sequence[_Statement], now: dt.datetime) -> None:
    """Documents, claims, readings and what the names mean; then what they touch is weighed."""
    documents = [_document(guide, each, now) for each in statements]
    Document.objects.bulk_create(documents, batch_size=200)
    claims, runs = [], []
    for each, document in zip(statements, documents, strict=True):
        confidences = {}
        if each.claim is not None:
            spans = [[span.start, span.end] for span in each.claim.evidence]
            key = claim_id(document.key, each.claim.kind, each.claim.slots, spans)
            confidences[key] = 1.0
            subject = subject_of(each.claim.kind, each.claim.slots)
            claims.append(Claim(
                id=key, document=document, kind=each.claim.kind, subject=subject, slots=dict(each.claim.slots),
                spans=spans,
            ))  # fmt: skip
        runs.append(ReadingRun(document=document, reader=READER, confidences=confidences, read_at=now))
    Claim.objects.bulk_create(claims, batch_size=500)
    ReadingRun.objects.bulk_create(runs, batch_size=500)
    _keep_names([(each, document) for each, document in zip(statements, documents, strict=True) if each.claim])
    for each, document in zip(statements, documents, strict=True):
        each.row.document = document
    FirstShowing.objects.bulk_create([each.row for each in statements if each.row.pk is None], batch_size=500)
    FirstShowing.objects.bulk_update(
        [each.row for each in statements if each.row.pk is not None],
        ["withdrawn", "document"], batch_size=200,
    )  # fmt: skip
    ends = merged("title")
    works = {each.row.work_id for each in statements}
    weigh_touched({Target("title", ends.get(pk, pk)) for pk in works}, now=now)


def _document(guide: Guide, statement: _Statement, now: dt.datetime) -> Document:
    text = clean_text(statement.text)
    hashed = text_hash(text)
    key = document_key(guide.source.slug, hashed)
    return Document(
        key=key, source=guide.source, headline=f"{statement.row.said['title']} ({guide.source.name})"[:500],
        published=now.date(), published_at=now, learnt_at=now, text=text, text_hash=hashed,
        language=guide.source.language, voice=key, signature=b"", supersedes_id=statement.row.document_id,
    )  # fmt: skip


def _keep_names(kept: Sequence[tuple[_Statement, Document]]) -> None:
    """What the names of the claims mean. The record says it, so a rebuild leaves it."""
    channels = Channel.objects.in_bulk({each.row.channel_id for each, _ in kept})
    services = {pk: _service_of(channel) for pk, channel in channels.items()}
    titles, places = [], []
    for each, document in kept:
        how = How.ID if each.score == BY_ID else How.NAME
        titles.append(NameUse(
            document=document, role=Role.TITLE, name=each.row.said["title"], title_id=each.row.work_id,
            score=each.score, how=how, decided=True,
        ))  # fmt: skip
        service = services[each.row.channel_id]
        places.append(NameUse(
            document=document, role=Role.SERVICE, name=channels[each.row.channel_id].name, service=service,
            score=0.4 if service is None else 0.95, how=How.AMBIGUOUS if service is None else How.NAME,
            decided=service is not None,
        ))  # fmt: skip
    NameUse.objects.bulk_create([*titles, *places], batch_size=400)
    through = NameUse.beside.through
    through._default_manager.bulk_create(
        [
            through(from_nameuse_id=title.pk, to_nameuse_id=place.pk)
            for title, place in zip(titles, places, strict=True)
        ],
        batch_size=400,
    )


def _service_of(channel: Channel) -> Service | None:
    """The service of the catalogue that a channel is, made if nothing has its name; None where several may be meant."""
    folded = fold_name(channel.name)
    aliases = ServiceAlias.objects.filter(folded=folded).values("service")
    named = Service.objects.filter(Q(folded=folded) | Q(pk__in=aliases), dormant=False).select_related("merged_into")
    there: Mapping[int, Any] = {
        end.pk: end for service in named if (end := service.merged_into or service) and not end.dormant
    }
    fit = [one for one in there.values() if not (one.country and channel.country and one.country != channel.country)]
    exact = [one for one in fit if one.country == channel.country] or fit
    if len(exact) == 1 and isinstance(exact[0], Service):
        return exact[0]
    if there:
        return None
    return keep_service(channel.name, kind=ServiceKind.CHANNEL, country=channel.country)
