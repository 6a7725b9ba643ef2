"""One guide from a file into the site: what differs is written, in one transaction, and what changed is told.

Readers see the guide as it was or as it is, never a mix. Whatever goes wrong, the guide stays as it was, and says why.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Protocol

from django.db import DatabaseError

from airdate.catalogue.names import fold_name
from airdate.listings import store
from airdate.listings.channels import GuideChannels
from airdate.listings.days import Days
from airdate.listings.hashes import Known, Seen, hash_of
from airdate.listings.models import Channel, Guide
from airdate.listings.results import Counts, Imported
from airdate.listings.settling import Editions, settle
from airdate.listings.version import importer_version
from airdate.listings.xmltv.elements import Listed
from airdate.listings.xmltv.guide import Reading, read_guide
from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import WrongGuide
from airdate.sources.actions import ensure_source
from airdate.sources.models import Source, SourceClass

PORTION = 4_000  # rows written at once
TITLES = 100_000  # titles whose programmes are remembered
DOUBLE = "listed twice: the same broadcast with the same words"

Link = tuple[int | None, float | None]  # key of a title of the catalogue, and how sure that is
Progress = Callable[[Reading, Counts], None]


class Linker(Protocol):
    """Ties broadcasts to the catalogue. Both are called inside the import's transaction."""

    def link(self, rows: Sequence[Listed], channels: Sequence[Channel]) -> Sequence[Link]:
        """A link for each of some rows that are about to be written; `channels` are theirs."""
        ...

    def finish(self, guide: Guide, above: int, changed: Sequence[int]) -> None:
        """Called once at the end: the guide's rows with keys above ``above`` are new, ``changed`` were written anew."""
        ...


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose listings they are."""

    name: str
    source_class: str = SourceClass.CATALOGUE
    homepage: str = ""
    licence: str = ""


def import_guide(
    file: GuideFile,
    publisher: Publisher,
    *,
    now: dt.datetime,
    zone: str,
    linker: Linker | None = None,
    progress: Progress = lambda reading, counts: None,
    again: bool = False,
) -> Imported:
    """Take a guide in. ``now`` (aware) is when this edition became known; ``zone`` (IANA) is of channels of no country.

    A file whose bytes are in already is not read, unless ``again``. Raises `WrongGuide` for a file that cannot be
    used, `SourceConflict` for a source of another class; then the guide is as it was before.
    """
    began = time.monotonic()
    digest = file.digest(importer_version(), zone)
    known = Guide.objects.filter(source__name=publisher.name).select_related("source").first()
    if known is not None and known.digest == digest and not again:
        if known.failure:
            Guide.objects.filter(pk=known.pk).update(failure="", failed_at=None)
        return Imported(file.name, known.source.name, known.pk, Counts(), known.info, was_in=True)
    try:
        with _quiet_collector(), store.one_listings_writer():
            source = ensure_source(
                publisher.name, source_class=publisher.source_class, homepage=publisher.homepage,
                licence=publisher.licence,
            )  # fmt: skip
            imported = _Import(file, source, now, zone, linker, progress).run(digest)
        store.count_rows()
    except (WrongGuide, DatabaseError) as error:
        if known is not None:
            _note_failure(known, error, now)
        raise
    return Imported(
        file.name, imported.source, imported.guide, imported.counts, imported.info, imported.encoding,
        seconds=time.monotonic() - began,
    )  # fmt: skip


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Python's collector of cycles looks through the whole program again and again as rows come and go: not meanwhile.

    What an import makes has no cycles; what there was before is left alone.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _note_failure(guide: Guide, error: Exception, now: dt.datetime) -> None:
    """Say at the guide why the last import did not go in. Where the database is what failed, the message has to do."""
    try:
        Guide.objects.filter(pk=guide.pk).update(failure=" ".join(str(error).split())[:1000], failed_at=now)
    except DatabaseError as second:
        error.add_note(f"and that could not be kept either: {second}")


@dataclass(slots=True)
class _Import:
    """One import while it runs."""

    file: GuideFile
    source: Source
    now: dt.datetime
    zone: str
    linker: Linker | None
    progress: Progress
    counts: Counts = field(default_factory=Counts)

    def run(self, digest: str) -> Imported:
        guide, _ = Guide.objects.get_or_create(source=self.source)
        rows = _Rows(guide, GuideChannels(guide, self.zone), self.linker, self.counts)
        reading = Reading(self.file.size())
        with store.indexes_at_the_end():
            for channels, broadcasts in read_guide(self.file, reading):
                rows.channels.declare(channels)
                rows.take(broadcasts, reading)
                self.progress(reading, self.counts)
            rows.write()
        if rows.had and not rows.spans:
            raise WrongGuide(f"{self.file.name} holds no programme that can be used; the guide stays as it was")
        rows.channels.finish()
        changed = (
            settle(Editions(guide, rows.highest, rows.known, rows.spans), self.counts, self.now) if rows.had else []
        )
        self._count(reading, rows)
        if self.linker is not None:
            self.linker.finish(guide, rows.highest, changed)
        guide.address, guide.digest, guide.info = self.file.name[:2000], digest, reading.root
        guide.imported_at, guide.failure, guide.failed_at = self.now, "", None
        guide.result = asdict(self.counts)
        guide.save()
        return Imported(self.file.name, self.source.name, guide.pk, self.counts, reading.root, reading.encoding)

    def _count(self, reading: Reading, rows: _Rows) -> None:
        self.counts.channels_read, self.counts.programmes_read = reading.channels, reading.programmes
        self.counts.channels_new, self.counts.channels_renamed = rows.channels.new, rows.channels.renamed
        self.counts.skipped = reading.skipped.by_reason
        self.counts.mended = dict(sorted(reading.mended.items()))


class _Rows:
    """The broadcasts of a file as rows: those that the guide has are left alone, others are written in portions."""

    def __init__(self, guide: Guide, channels: GuideChannels, linker: Linker | None, counts: Counts) -> None:
        self.guide, self.channels, self.counts = guide, channels, counts
        self.highest = store.highest_key()
        self.known = Known(store.known_rows(guide.pk))
        self.had = len(self.known)
        self.spans: dict[int, list[int]] = {}  # channel -> first start and last end of the file
        self._linker = linker
        self._seen = Seen()
        self._programmes: dict[str, int] = {}
        self._places: dict[str, tuple[int, Days, Channel]] = {}
        self._days: dict[tuple[str, dt.time], Days] = {}
        self._pending: list[tuple[Listed, int, str, int]] = []

    def take(self, broadcasts: Iterable[tuple[Listed, int]], reading: Reading) -> None:
        """Broadcasts of the file, each with its line."""
        places, spans, known, seen, pending = self._places, self.spans, self.known, self._seen, self._pending
        for listed, line in broadcasts:
            key, start, stop, offset, title, sub_title, text, group, flags, _, season, episode, year, details = listed
            place = places.get(key)
            if place is None:
                place = self._place(key)
            channel, days, _ = place
            end = stop if stop is not None else start
            span = spans.get(channel)
            if span is None:
                spans[channel] = [start, end]
            else:
                if start < span[0]:
                    span[0] = start
                if end > span[1]:
                    span[1] = end
            row_hash = hash_of(
                f"{channel}|{start}|{stop}|{offset}|{title}\n{sub_title}\n{text}\n{group}|{flags}|"
                f"{season}|{episode}|{year}|{details}"
            )
            met = known.meet(row_hash) if self.had else None
            if met:
                self.counts.unchanged += 1
            elif met is False or not seen.add(row_hash):
                self.counts.doubles += 1
                reading.skipped.add(DOUBLE, line, title)
            else:
                pending.append((listed, channel, days(start), row_hash))
        if len(pending) >= PORTION:
            self.write()

    def write(self) -> None:
        """Insert what is pending."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        self._know_programmes({row[0].title for row in pending})
        programmes, guide = self._programmes, self.guide.pk
        if self._linker is None:
            links: Sequence[Link] = [(None, None)] * len(pending)
        else:
            channels = [self._places[row[0].channel][2] for row in pending]
            links = self._linker.link([row[0] for row in pending], channels)
        store.insert_broadcasts([
            (guide, channel, programmes[listed[4]], listed[1], listed[2], listed[3], day, *listed[4:], row_hash, *link)
            for (listed, channel, day, row_hash), link in zip(pending, links, strict=True)
        ])  # fmt: skip
        self.counts.added += len(pending)

    def _place(self, key: str) -> tuple[int, Days, Channel]:
        """A channel's key and its broadcast days."""
        self.channels.make()
        channel = self.channels.channel(key)
        kind = (channel.zone, channel.day_starts)
        days = self._days.setdefault(kind, Days(*kind))
        place = self._places[key] = (channel.pk, days, channel)
        return place

    def _know_programmes(self, titles: set[str]) -> None:
        if len(self._programmes) > TITLES:
            self._programmes.clear()
        missing = {title: fold_name(title) for title in titles if title not in self._programmes}
        if missing:
            spelt = {folded: title for title, folded in sorted(missing.items(), reverse=True)}
            keys = store.programme_keys(spelt)
            self._programmes.update((title, keys[folded]) for title, folded in missing.items())
