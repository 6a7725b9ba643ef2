"""Guides whose addresses are asked again on a schedule.

A host's robots.txt is heeded (RFC 9309). A server is asked whether anything is new (RFC 9110, conditional requests)
before anything is fetched. What fails is said at the guide, which stays as it was, and is tried again after twice the
time, at most after a week.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import DatabaseError

from airdate.intake.writer import one_writer
from airdate.listings.cataloguing import CatalogueLinker
from airdate.listings.fetched import GUIDES, LARGEST, SECONDS
from airdate.listings.importing import Publisher, import_guide
from airdate.listings.models import Guide, Refresh
from airdate.listings.results import Imported
from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import WrongGuide
from airdate.sources.actions import SourceConflict, ensure_source
from airdate.sources.fetching import FetchError, Limits, NotModified, Validators, fetch_into
from airdate.sources.robots import see_that_it_is_allowed

SHORTEST = 15  # minutes between two questions
LONGEST = 31 * 24 * 60
PATIENCE = 7 * 24 * 60  # minutes; the longest wait after failures, unless `every` is longer
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one guide. ``imported`` is None where nothing was read: it was unchanged, or it failed."""

    source: str
    address: str
    due_at: dt.datetime
    imported: Imported | None = None
    failure: str = ""

    @property
    def outcome(self) -> str:
        if self.failure:
            return "failed"
        return "unchanged" if self.imported is None or self.imported.was_in else "imported"


def follow(address: str, publisher: Publisher, *, every: int, now: dt.datetime) -> Refresh:
    """Have an address asked every so many minutes, from now on. One that the source's guide had is replaced.

    Raises `ValueError` for a time that is too short or too long, `SourceConflict` for a source of another class.
    """
    if not SHORTEST <= every <= LONGEST:
        raise ValueError(f"{every} minutes: a guide is asked every {SHORTEST} minutes to every {LONGEST // 1440} days")
    with one_writer():
        source = ensure_source(
            publisher.name, source_class=publisher.source_class, homepage=publisher.homepage, licence=publisher.licence
        )
        guide, _ = Guide.objects.get_or_create(source=source)
        row = Refresh.objects.filter(guide=guide).first() or Refresh(guide=guide)
        if row.address != address:
            row.etag = row.last_modified = ""
        row.address, row.every, row.due_at, row.failures, row.failure = address, every, now, 0, ""
        row.save()
    return row


def due(now: dt.datetime) -> list[Refresh]:
    """The guides to be asked now, the longest overdue first."""
    return list(Refresh.objects.filter(due_at__lte=now).select_related("guide__source").order_by("due_at", "pk"))


def take(row: Refresh, now: dt.datetime) -> bool:
    """Take a guide's turn; False if another process has taken it. One that is killed meanwhile waits till the next."""
    after = now + dt.timedelta(minutes=row.every)
    return Refresh.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=after, checked_at=now) == 1


def refresh(row: Refresh, *, clock: Clock, zone: str, allow: frozenset[str] | None = None) -> Refreshed:
    """Ask the address of a guide and take in what is new. ``zone`` (IANA) is of channels of no country.

    Raises nothing for what an address or a file may be wrong with; the failure is said in what is given back.
    """
    source = row.guide.source
    known = Validators(row.etag, row.last_modified) if row.guide.digest else Validators()
    now = clock()
    imported: Imported | None = None
    validators, failure = known, ""
    try:
        see_that_it_is_allowed(row.address, now=now, allow=allow)
        with tempfile.NamedTemporaryFile(prefix="airdate-guide-") as file:
            validators = _fetch(row.address, file, known, allow)
            now = clock()
            publisher = Publisher(source.name, source.source_class)
            imported = import_guide(
                GuideFile(row.address, Path(file.name)), publisher, now=now, zone=zone, linker=CatalogueLinker(now)
            )
    except NotModified:
        pass
    except (FetchError, WrongGuide, SourceConflict, DatabaseError) as error:
        failure = " ".join(str(error).split())[:1000]
        validators = known
    return _settle(row, validators, failure, imported, now)


def _fetch(address: str, file: IO[bytes], known: Validators, allow: frozenset[str] | None) -> Validators:
    fetched = fetch_into(
        address, file, limits=Limits(size=LARGEST, seconds=SECONDS), accept=GUIDES, unless=known, allow=allow
    )
    file.flush()
    return fetched.validators


def _settle(
    row: Refresh, validators: Validators, failure: str, imported: Imported | None, now: dt.datetime
) -> Refreshed:
    """Write down how it went, and when the next time is."""
    row.failures = min(row.failures + 1, 20) if failure else 0
    row.failure, row.checked_at = failure, now
    row.etag, row.last_modified = validators.etag, validators.last_modified[:100]
    wait = min(row.every * 2**row.failures, max(row.every, PATIENCE))
    row.due_at = now + dt.timedelta(minutes=wait)
    Guide.objects.filter(pk=row.guide_id).update(failure=failure, failed_at=now if failure else None)
    row.save()
    return Refreshed(row.guide.source.name, row.address, row.due_at, imported, failure)
