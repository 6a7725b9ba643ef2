"""`title.principals` and `title.crew`: who is in a work and who made it, as records of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from airdate.catalogue.models import Title
from airdate.claims.models import RECORD_READERS
from airdate.imports.genres import table
from airdate.imports.imdb.publisher import IMDB_SETS, VERSION
from airdate.imports.imdb.rows import IMDB, characters_of, groups_of, listed, name_id, table_rows, title_id
from airdate.imports.keeping import keep_records
from airdate.imports.models import CountedEpisode
from airdate.imports.opening import Input
from airdate.imports.people import names_of_people
from airdate.imports.records import NAMES_IN_RECORD, BadRow, Id, Record, RecordText, Somebody, Work, said, stars
from airdate.imports.results import Counts, Faults, left_out
from airdate.imports.running import Publisher
from airdate.imports.works import titles_by_id
from airdate.reading.model import Claim
from airdate.sources.bulk import portions
from airdate.sources.models import Source

PARTS = frozenset({"actor", "actress", "self"})
HOSTS = ("host", "presenter")  # what `self` is, where the character says so: "Self - Host"


@dataclass(frozen=True, slots=True)
class Principal:
    """One line of a title's principals: an actor with characters, or somebody in a role of claims."""

    person: str
    role: str
    characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The title that an IMDb id means, and the season if it is that of an episode."""

    pk: int
    name: str
    season: int | None
    is_episode: bool


def principal_of(row: Sequence[str], counts: Counts) -> Principal | None:
    """What a row of title.principals says; None for a trade that claims have no word for. Raises `BadRow`."""
    title_id(row[0])
    person, category, job = name_id(row[2]), row[3], row[4].casefold()
    if category in PARTS:
        characters = tuple(dict.fromkeys(characters_of(row[5])))
        if category != "self":
            return Principal(person, "", characters)
        told = " ".join(characters).casefold()
        return Principal(person, "presenter" if any(word in told for word in HOSTS) else "")
    role = table("imdb_jobs").get(job) or table("imdb_roles").get(category)
    if role is None:
        counts[left_out("principals in other roles")] += 1
        return None
    return Principal(person, role)


def crew_of(row: Sequence[str]) -> list[Principal]:
    """The directors and writers in a row of title.crew. Raises `BadRow`."""
    title_id(row[0])
    found = [
        Principal(name_id(one), role)
        for role, column in (("director", 1), ("writer", 2))
        for one in listed(row[column])
    ]
    if len(found) > NAMES_IN_RECORD:
        raise BadRow(f"the title has more than {NAMES_IN_RECORD} names", row[0])
    return found


@dataclass(frozen=True, slots=True)
class Principals:
    """Who is in a work and who made it. All rows of a title are one record; they must stand together."""

    name: str = "title.principals"
    publisher: Publisher = IMDB_SETS
    portion: int = 2_000
    settings: tuple[str, ...] = (VERSION,)
    page: str = "fullcredits/"

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, group in groups_of(table_rows(file, self.name, after)):
            if isinstance(group, BadRow):
                yield line, group
                continue
            principals, faults = [], []
            for number, row in group:
                try:
                    if principal := principal_of(row, counts):
                        principals.append(principal)
                except BadRow as fault:
                    fault.line = number
                    faults.append(fault)
            yield line, (group[0][1][0], principals)
            yield from ((line, fault) for fault in faults)

    def keep(self, source: Source, rows: Sequence[Any], counts: Counts, faults: Faults, now: datetime) -> None:
        subjects = subjects_of({own for own, _ in rows})
        counts[left_out("credits of works that are not here")] += sum(own not in subjects for own, _ in rows)
        heard = [(own, principals) for own, principals in rows if own in subjects and principals]
        people = names_of_people({(IMDB, p.person) for _, principals in heard for p in principals})
        names = {each: name for each, (_, name) in people.items()}
        records = []
        for own, principals in heard:
            known = [p for p in principals if (IMDB, p.person) in people]
            counts[left_out("credits of people who are not here")] += len(principals) - len(known)
            if known:
                records.append(credits_record(own, subjects[own], known, names, self.name, self.page))
        keep_records(source, records, counts, reader=f"{RECORD_READERS}{VERSION}", now=now)


@dataclass(frozen=True, slots=True)
class Crew(Principals):
    """Directors and writers, all of them, where the principals are only the first few."""

    name: str = "title.crew"
    page: str = ""

    def rows(self, file: Input, after: int, counts: Counts) -> Iterator[tuple[int, Any]]:
        for line, row in table_rows(file, self.name, after):
            if isinstance(row, BadRow):
                yield line, row
                continue
            try:
                yield line, (row[0], crew_of(row))
            except BadRow as fault:
                yield line, fault


def credits_record(
    own: str, subject: Subject, principals: Sequence[Principal], names: dict[Id, str], table_name: str, page: str
) -> Record:
    """The record of a title's credits, with the names that the other tables give to its ids."""
    stored = RecordText(f"IMDb {table_name} {own}")
    spans = [stored.line("title", subject.name)]
    which: dict[str, object] = {"title": subject.name}
    if subject.is_episode:
        told = "not numbered" if subject.season is None else f"season {subject.season}"
        spans.append(stored.line("episode of", told))
        if subject.season is not None:
            which["season"] = subject.season
    claims: dict[tuple[str, str], Claim] = {}
    characters: dict[str, list[str]] = {}
    for principal in principals:
        if not principal.role:
            characters.setdefault(principal.person, []).extend(principal.characters)
    for principal in principals:
        name = names[IMDB, principal.person]
        if (name, principal.role) in claims:
            continue
        if principal.role:
            span = stored.line(principal.role, f"{name} ({principal.person})")
            slots = {"title": subject.name, "person": name, "role": principal.role}
            claims[name, principal.role] = said("credit", slots, (*spans, span))
        else:
            played = " / ".join(dict.fromkeys(characters[principal.person]))
            span = stored.line("cast", f"{name} ({principal.person})" + (f" as {played}" if played else ""))
            claims[name, ""] = stars(which, name, played, (*spans, span))
    people = dict.fromkeys(Somebody(names[IMDB, p.person], ((IMDB, p.person),)) for p in principals)
    return Record(
        work=Work(subject.name, ((IMDB, own),)),
        address=f"https://www.imdb.com/title/{own}/{page}",
        headline=f"{subject.name}: credits (IMDb)",
        text=stored.text,
        claims=tuple(claims.values()),
        people=tuple(people),
        known_as=subject.pk,
    )


def subjects_of(ids: set[str]) -> dict[str, Subject]:
    """IMDb id -> the title that it means; for the id of an episode its series, with the season."""
    found: dict[str, tuple[int, int | None, bool]] = {
        own: (pk, None, False) for (_, own), pk in titles_by_id({(IMDB, own) for own in ids}).items()
    }
    for portion in portions(ids - found.keys()):
        rows = CountedEpisode.objects.filter(scheme=IMDB, value__in=portion).order_by()
        found.update((own, (pk, season, True)) for own, pk, season in rows.values_list("value", "title_id", "season"))
    names: dict[int, str] = {}
    for pks in portions({pk for pk, _, _ in found.values()}):
        names.update(Title.objects.filter(pk__in=pks).order_by().values_list("pk", "name"))
    return {own: Subject(pk, names[pk], season, is_episode) for own, (pk, season, is_episode) in found.items()}
