"""`title.basics`, `title.akas` and `title.episode`: works, what else they are called, their episodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from airdate.imports.genres import table
from airdate.imports.imdb.publisher import IMDB_SETS, VERSION
from airdate.imports.imdb.rows import ABSENT, IMDB, listed, number, table_rows, title_id
from airdate.imports.models import CountedEpisode
from airdate.imports.opening import Input
from airdate.imports.records import LONGEST_NAME, BadRow, Work, checked_name
from airdate.imports.results import Counts, Faults, left_out
from airdate.imports.running import Publisher
from airdate.imports.works import add_aliases, resolve_works, titles_by_id
from airdate.sources.bulk import insert_rows, portions
from airdate.sources.models import Source

EARLIEST, LATEST = 1870, 2200
# Regions whose names an English reader meets; "" is a name that is tied to none.
ENGLISH = frozenset({"", "GB", "US", "IE", "CA", "AU", "NZ", "ZA", "XWW", "XEU"})


def work_of(row: Sequence[str], counts: Counts, *, adult: bool) -> Work | None:
    """The work in a row of title.basics; None for what is no work of a guide. Raises `BadRow`."""
    form = table("imdb_forms").get(row[1])
    if form is None:
        counts[left_out("episodes, games and the like")] += 1
        return None
    if row[4] == "1" and not adult:
        counts[left_out("works for adults")] += 1
        return None
    own = title_id(row[0])
    year = number(row[5], "startYear", LATEST)
    if year is not None and year < EARLIEST:
        raise BadRow(f"startYear is before {EARLIEST}", row[5])
    name, original = checked_name(_absent(row[2]), "primaryTitle"), _absent(row[3])
    aliases = (original,) if original and original != name and len(original) <= LONGEST_NAME else ()
    return Work(name, ((IMDB, own),), year, form, aliases=aliases, genres=tuple(listed(row[8])))


@dataclass(frozen=True, slots=True)
class Basics:
    """Titles with their ids, years, forms and genres. Makes no claims: the years identify."""

    adult: bool = False
    name: str = "title.basics"
    publisher: Publisher = IMDB_SETS
    portion: int = 20_000

    @property
    def settings(self) -> tuple[str, ...]:
        return (VERSION, f"adult={self.adult}")

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, row in table_rows(file, self.name, after):
            if isinstance(row, BadRow):
                yield line, row
                continue
            try:
                work = work_of(row, counts, adult=self.adult)
            except BadRow as fault:
                yield line, fault
                continue
            yield line, work

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        resolve_works([work for work in rows if work is not None], counts)


@dataclass(frozen=True, slots=True)
class Akas:
    """Other names of titles, in the regions asked for (ISO 3166-1 in IMDb's spelling); all if there are none."""

    regions: frozenset[str] = ENGLISH
    name: str = "title.akas"
    publisher: Publisher = IMDB_SETS
    portion: int = 50_000

    @property
    def settings(self) -> tuple[str, ...]:
        return (VERSION, *sorted(self.regions))

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, row in table_rows(file, self.name, after):
            if isinstance(row, BadRow):
                yield line, row
                continue
            if self.regions and _absent(row[3]) not in self.regions and row[7] != "1":
                counts[left_out("names in other regions")] += 1
                yield line, None
                continue
            try:
                yield line, (title_id(row[0]), checked_name(_absent(row[2]), "the title"))
            except BadRow as fault:
                yield line, fault

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        named = [row for row in rows if row is not None]
        known = titles_by_id({(IMDB, own) for own, _ in named})
        pairs = [(known[IMDB, own], name) for own, name in named if (IMDB, own) in known]
        counts[left_out("names of works that are not here")] += len(named) - len(pairs)
        add_aliases(pairs, counts)


@dataclass(frozen=True, slots=True)
class Episodes:
    """Which episode is of which season of which series; through it the cast of an episode counts for its season."""

    name: str = "title.episode"
    publisher: Publisher = IMDB_SETS
    portion: int = 50_000
    settings: tuple[str, ...] = (VERSION,)

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, row in table_rows(file, self.name, after):
            if isinstance(row, BadRow):
                yield line, row
                continue
            try:
                numbers = number(row[2], "seasonNumber", 9999), number(row[3], "episodeNumber", 99_999_999)
                yield line, (title_id(row[0]), title_id(row[1]), *numbers)
            except BadRow as fault:
                yield line, fault

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        series = titles_by_id({(IMDB, parent) for _, parent, *_ in rows})
        asked = {own: (series[IMDB, parent], *rest) for own, parent, *rest in rows if (IMDB, parent) in series}
        counts[left_out("episodes of works that are not here")] += sum((IMDB, row[1]) not in series for row in rows)
        known: dict[str, tuple[Any, ...]] = {}
        for portion in portions(asked.keys()):
            kept = CountedEpisode.objects.filter(scheme=IMDB, value__in=portion).order_by()
            known.update((own, tuple(rest)) for own, *rest in kept.values_list("value", "title_id", "season", "number"))
        for own, given in asked.items():
            if own in known and known[own] != given:
                title, season, place = given
                CountedEpisode.objects.filter(scheme=IMDB, value=own).update(title=title, season=season, number=place)
        new = [(IMDB, own, *given) for own, given in asked.items() if own not in known]
        insert_rows(CountedEpisode, ("scheme", "value", "title_id", "season", "number"), new)
        counts["episodes"] += len(new)


def _absent(value: str) -> str:
    return "" if value == ABSENT else value
