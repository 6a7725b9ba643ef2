"""The kinds of TVmaze files, told apart by their first item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from airdate.catalogue.models import Title
from airdate.claims.models import RECORD_READERS
from airdate.imports.keeping import keep_records
from airdate.imports.opening import Input, items_of
from airdate.imports.records import BadRow, Record, Work, WrongFile
from airdate.imports.results import Counts, Faults
from airdate.imports.running import Publisher, Table
from airdate.imports.tvmaze.episodes import episodes_record
from airdate.imports.tvmaze.fields import SHOW, object_of, text_of
from airdate.imports.tvmaze.schedule import schedule_record, show_of
from airdate.imports.tvmaze.shows import LICENCE, show_record
from airdate.imports.works import titles_by_id
from airdate.sources.models import Source

TVMAZE = Publisher("TVmaze", homepage="https://www.tvmaze.com/", licence=LICENCE)
VERSION = "tvmaze-1"
EPISODES_OF_A_SHOW = 50_000  # more is no show's list
SHOW_IN_ADDRESS = re.compile(r"/shows/(\d{1,10})(?:[/?#.-]|$)")


@dataclass(frozen=True, slots=True)
class Shows:
    """Pages of shows (`/shows?page=`), or one show, with whatever is embedded."""

    name: str = "shows"
    publisher: Publisher = TVMAZE
    portion: int = 500
    settings: tuple[str, ...] = (VERSION,)

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        with file.open() as stream:
            yield from (
                (number, _numbered(number, item)) for number, item in items_of(stream, file.name) if number > after
            )

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        records = []
        for number, item in rows:
            try:
                records.append(self._record(item, number, counts, faults))
            except BadRow as fault:
                faults.add(number, fault)
        kept = [record for record in records if record is not None]
        keep_records(source, kept, counts, reader=f"{RECORD_READERS}{VERSION}", now=now)

    def _record(self, item: Mapping[str, Any], number: int, counts: Counts, faults: Faults) -> Record | None:
        return show_record(item, number, counts, faults)


@dataclass(frozen=True, slots=True)
class Schedule(Shows):
    """Schedules: `/schedule`, `/schedule/web` and `/schedule/full`."""

    name: str = "schedule"

    def _record(self, item: Mapping[str, Any], number: int, counts: Counts, faults: Faults) -> Record | None:
        return schedule_record(item, counts)


@dataclass(frozen=True, slots=True)
class Episodes:
    """The episodes of one show (`/shows/:id/episodes`), all of them one record. ``show`` is TVmaze's number of it."""

    show: str
    name: str = "episodes"
    publisher: Publisher = TVMAZE
    portion: int = 1

    @property
    def settings(self) -> tuple[str, ...]:
        return (VERSION, self.show)

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        episodes: list[Mapping[str, Any]] = []
        last = 0
        with file.open() as stream:
            for number, item in items_of(stream, file.name):
                last = number
                if number > EPISODES_OF_A_SHOW:
                    raise WrongFile(
                        f"{file.name} holds more than {EPISODES_OF_A_SHOW:,} episodes; it is no show's list"
                    )
                if isinstance(item, BadRow):
                    yield number, item
                elif number > after:
                    episodes.append(item)
        if episodes:
            yield last, episodes

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        for episodes in rows:
            known = _title_of(self.show)
            assert known is not None  # `tvmaze_table` has seen to it, and titles are not deleted
            title = Title.objects.get(pk=known)
            work = Work(title.name, ((SHOW, self.show),))
            record = episodes_record(work, self.show, title.pk, episodes, 1, faults)
            keep_records(source, [record], counts, reader=f"{RECORD_READERS}{VERSION}", now=now)


def tvmaze_table(file: Input, show: str = "") -> Table:
    """What a file from TVmaze holds. ``show`` is TVmaze's number of the show, needed for episodes that do not say it.

    Raises `WrongFile` for anything else, and for episodes of a show that is not here or not named.
    """
    with file.open() as stream:
        first = next((item for _, item in items_of(stream, file.name)), None)
    if first is None:  # an empty array is an empty page of shows
        return Shows()
    if isinstance(first, BadRow):
        raise WrongFile(f"{file.name} holds nothing from TVmaze: {first.reason}")
    if "airdate" in first:
        if show_of(first):
            return Schedule()
        return Episodes(_show_of_list(file, first, show))
    if "name" in first and ("premiered" in first or "externals" in first):
        return Shows()
    shown = ", ".join(sorted(first)[:5]) or "nothing"
    raise WrongFile(
        f"{file.name} holds neither shows nor episodes of TVmaze; its first item has {shown};"
        " take pages such as https://api.tvmaze.com/shows?page=0"
    )


def _show_of_list(file: Input, first: Mapping[str, Any], show: str) -> str:
    href = text_of(object_of(object_of(first, "_links"), "show"), "href")
    found = SHOW_IN_ADDRESS.search(href) or SHOW_IN_ADDRESS.search(file.name)
    number = show or (found[1] if found else "")
    if not number:
        raise WrongFile(f"{file.name} lists episodes and does not say of which show; name it with --show NUMBER")
    if _title_of(number) is None:
        raise WrongFile(
            f"{file.name} lists episodes of TVmaze's show {number}, which is not here; import the show first"
        )
    return number


def _title_of(show: str) -> int | None:
    return titles_by_id({(SHOW, show)}).get((SHOW, show))


def _numbered(number: int, item: Any) -> Any:
    return item if isinstance(item, BadRow) else (number, item)
