"""Broadcasts tied to works of the catalogue: ids first, then what the listing says beside the title.

Seasons and episodes are those numbers of the broadcast within its work. A broadcast that is not tied keeps the score of
the best work that it could have been, or none where nothing has its name. An import asks about each title once; every
question is asked for thousands of broadcasts together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection

from airdate.catalogue.models import Title
from airdate.catalogue.names import distinction, fold_name
from airdate.listings.candidates import first_of, marks_known, people_with, works_of_ids, works_of_names
from airdate.listings.details import credits
from airdate.listings.flags import Flag
from airdate.listings.matching import BY_ID, Asked, Candidate, Match, match
from airdate.listings.models import Broadcast, Channel
from airdate.listings.outside_ids import Id, ids_in
from airdate.listings.store import one_listings_writer

Link = tuple[int | None, float | None]  # key of a title of the catalogue, and how sure that is
NO_LINK: Link = (None, None)
DOUBTFUL = 0.85  # below this score the people are compared as well
BEFORE, AFTER = 1, 9_999  # years
REMEMBERED = 200_000  # titles, and answers, that are remembered
PORTION = 4_000  # rows linked anew together
_FILM = int(Flag.FILM)


class Row(NamedTuple):
    """What linking reads of a broadcast; `xmltv.elements.Listed` has the same names."""

    title: str
    flags: int
    season: int | None
    episode: int | None
    year: int | None
    details: str


class Said(NamedTuple):
    """What a broadcast says about which work it is. Those that say the same are asked about once."""

    title: str
    country: str
    year: int | None
    film: bool
    numbered: bool
    first: bool


@dataclass(slots=True)
class _Named:
    """The works of a title as listings spell it, and the question without what single broadcasts say."""

    asked: Asked
    works: list[Candidate]
    with_people: list[Candidate] | None = None
    first_year: int = 0  # of the works, and their last; 0 where none has a year
    last_year: int = 0

    def __post_init__(self) -> None:
        years = [work.year for work in self.works if work.year]
        if years:
            self.first_year, self.last_year = min(years), max(years)

    def year(self, year: int | None) -> int | None:
        """The year of a broadcast as far as it can tell these works apart: long before and long after are one each."""
        if year is None or not self.last_year:
            return None
        return BEFORE if year < self.first_year - 1 else AFTER if year > self.last_year + 1 else year


class WorkLinker:
    """Finds the works of broadcasts. Remembers titles and answers; made anew for each import.

    ``works`` counts broadcasts that mean a work, ``unsure`` those whose name some work has without being clear.
    """

    def __init__(self) -> None:
        self.works = self.unsure = 0
        self._titles: dict[str, _Named | None] = {}
        self._answers: dict[Said, Match | None] = {}
        self._cast: dict[tuple[Said, frozenset[str]], Match | None] = {}
        self._marks = marks_known()
        self._idle = not self._marks and not Title.objects.exists()

    def link(self, rows: Sequence[Any], channels: Sequence[Channel]) -> list[Link]:
        """A link for each of some rows (as `Row`); ``channels`` are theirs."""
        return self.links(rows, [channel.country for channel in channels])

    def links(self, rows: Sequence[Any], countries: Sequence[str]) -> list[Link]:
        """A link for each of some rows; ``countries`` are those of their channels."""
        if self._idle:
            return [NO_LINK] * len(rows)
        self._know({row.title for row in rows})
        said = self._ids_of(rows)
        known = works_of_ids({each for ids in said.values() for each in ids}) if said else {}
        found = []
        for place, (row, country) in enumerate(zip(rows, countries, strict=True)):
            by_id = first_of(said[place], known) if place in said else None
            link = self._by_name(row, country) if by_id is None else (by_id, BY_ID)
            self.works += link[0] is not None
            self.unsure += link[0] is None and link[1] is not None
            found.append(link)
        return found

    def _ids_of(self, rows: Sequence[Any]) -> dict[int, tuple[Id, ...]]:
        """Place of a row -> its outside ids, where the catalogue has such ids at all."""
        if not self._marks:
            return {}
        marked = [i for i, row in enumerate(rows) if any(mark in row.details.lower() for mark in self._marks)]
        return {i: ids for i in marked if (ids := ids_in(rows[i].details))}

    def _know(self, titles: set[str]) -> None:
        """Look up the works of titles that were not met before."""
        if len(self._titles) > REMEMBERED or len(self._answers) > REMEMBERED or len(self._cast) > REMEMBERED:
            self._titles.clear()
            self._answers.clear()
            self._cast.clear()
        names = {title: _Name.of(title) for title in titles if title not in self._titles}
        works = works_of_names({folded for name in names.values() for folded in name.looked_up})
        for title, name in names.items():
            self._titles[title] = name.among(works)

    def _by_name(self, row: Any, country: str) -> Link:
        named = self._titles[row.title]
        if named is None:
            return NO_LINK
        season = row.season
        numbered = season is not None or row.episode is not None
        said = Said(row.title, country, named.year(row.year), row.flags & _FILM != 0, numbered, season == 1)
        try:
            found = self._answers[said]
        except KeyError:
            found = self._answers[said] = match(_asked(named.asked, said), named.works)
        if found is not None and found.score < DOUBTFUL and '"credits"' in row.details:
            found = self._by_people(row, said, named)
        return NO_LINK if found is None else (found.work, found.score)

    def _by_people(self, row: Any, said: Said, named: _Named) -> Match | None:
        """The answer when the people of a broadcast are compared with those known with the works."""
        if named.with_people is None:
            known = people_with({work.pk for work in named.works})
            named.with_people = [replace(work, people=known.get(work.pk, frozenset())) for work in named.works]
        if not any(work.people for work in named.with_people):
            return self._answers[said]
        people = frozenset(fold_name(credit.name) for credit in credits(json.loads(row.details)))
        if (said, people) not in self._cast:
            self._cast[said, people] = match(_asked(named.asked, said, people), named.with_people)
        return self._cast[said, people]


def _asked(asked: Asked, said: Said, people: frozenset[str] = frozenset()) -> Asked:
    return Asked(
        asked.folded, said.year, said.country, said.film, said.numbered, said.first, asked.named_year,
        asked.named_country, people,
    )  # fmt: skip


class _Name(NamedTuple):
    """A title as it is looked up: whole, and without what it says in brackets."""

    folded: str
    base: str
    year: int | None
    country: str

    @classmethod
    def of(cls, title: str) -> _Name:
        told = distinction(title)
        if told is None:
            return cls(fold_name(title), "", None, "")
        return cls(fold_name(title), fold_name(told.base), told.year, told.country)

    @property
    def looked_up(self) -> tuple[str, ...]:
        return (self.folded, self.base) if self.base else (self.folded,)

    def among(self, works: dict[str, list[Candidate]]) -> _Named | None:
        """The works of the name. Brackets that belong to a work's name say nothing beside it."""
        if self.folded in works:
            return _Named(Asked(self.folded), works[self.folded])
        if self.base in works:
            return _Named(Asked(self.base, named_year=self.year, named_country=self.country), works[self.base])
        return None


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking anew did: broadcasts asked about, those that mean a work, those of which it is not clear, and how
    many links are others than before."""

    asked: int
    linked: int
    unsure: int
    written: int


def link_all() -> Linked:
    """Tie every broadcast anew, as after an import of a catalogue or a merge of titles. Writes only differences."""
    linker = WorkLinker()
    asked = written = after = 0
    with one_listings_writer():
        while rows := _rows_after(after):
            links = linker.links([row for _, row, _, _ in rows], [country for _, _, country, _ in rows])
            written += _write((pk, link) for (pk, _, _, had), link in zip(rows, links, strict=True) if had != link)
            asked += len(rows)
            after = rows[-1][0]
    return Linked(asked, linker.works, linker.unsure, written)


def _rows_after(key: int) -> list[tuple[int, Row, str, Link]]:
    """The next broadcasts by key, with their channels' countries and the links that they have."""
    found = Broadcast.objects.filter(pk__gt=key).order_by("pk").values_list(
        "pk", *Row._fields, "channel__country", "work_id", "work_score"
    )[:PORTION]  # fmt: skip
    return [(row[0], Row(*row[1:7]), row[7], (row[8], row[9])) for row in found]


def _write(links: Iterable[tuple[int, Link]]) -> int:
    rows = [(*link, pk) for pk, link in links]
    table = connection.ops.quote_name(Broadcast._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET work_id = %s, work_score = %s WHERE id = %s", rows)  # noqa: S608 - a model's name
    return len(rows)
