"""A CSV row with named columns as a record. Pure. The columns are documented in `docs/how-to/import-a-catalogue.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from airdate.facts import edtf
from airdate.imports.genres import table
from airdate.imports.imdb.rows import TITLE_ID
from airdate.imports.records import (
    LONGEST_NAME,
    BadRow,
    Id,
    Place,
    Record,
    RecordText,
    Somebody,
    Work,
    checked_name,
    one_line,
    said,
    stars,
)  # fmt: skip
from airdate.imports.results import Faults
from airdate.reading.model import Claim, Span

IDENTITY = ("title", "year", "form", "country", "aliases", "genres", "synopsis", "id", "imdb", "tvmaze", "url")
RELEASE = ("season", "episode", "event", "date", "time", "platform", "status")
ROLES = ("creator", "writer", "director", "executive producer", "producer", "showrunner", "composer", "presenter")
SHELF = ("available", "terms", "until")
COLUMNS = (*IDENTITY, *RELEASE, *SHELF, "region", "cast", *ROLES)
EVENTS = frozenset({"premiere", "finale", "episode", "part", "special", "added"})
STATUSES = frozenset({"confirmed", "expected", "rumoured", "denied", "unknown"})
TERMS = frozenset({"subscription", "free", "ads", "rent", "buy", "broadcast", "cinema"})
EARLIEST, LATEST = 1870, 2200
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d( \S{1,40})?")
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,1900}")


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a file are read: the source's name and slug, and what stands between several values."""

    source: str
    scheme: str
    separator: str


def row_record(row: Mapping[str, str], reading: Reading, line: int, faults: Faults) -> Record:
    """The record of a row, by our names of the columns.

    Raises `BadRow` where the work cannot be told (no title, a year that is none). A date, an id or a person that cannot
    be used is a fault, and the rest of the row goes in.
    """
    work = _work(row, reading, line, faults)
    stored = RecordText(f"{reading.source}: {row.get('id') or work.name}")
    named = stored.line("title", work.name)
    for column in ("year", "form", "country"):
        if row.get(column):
            stored.line(column, row[column])
    release, places = _release(row, work, reading, named, stored, line, faults)
    shelf, shelves = _availability(row, work, reading, named, stored, line, faults)
    cast, actors = _cast(row, work, reading, named, stored, line, faults)
    credits, makers = _credits(row, work, reading, named, stored, line, faults)
    return Record(
        work=work,
        address=_address(row.get("url", ""), line, faults),
        headline=f"{work.name} ({reading.source})",
        text=stored.text,
        claims=(*release, *shelf, *cast, *credits),
        people=tuple(dict.fromkeys((*actors, *makers))),
        places=tuple(dict.fromkeys((*places, *shelves))),
    )


def _work(row: Mapping[str, str], reading: Reading, line: int, faults: Faults) -> Work:
    name = checked_name(row.get("title"), "the column title")
    year = _number(row.get("year", ""), "the column year", EARLIEST, LATEST)
    given = row.get("form", "").casefold()
    form = table("csv_forms").get(given, "")
    if given and not form:
        faults.add(line, BadRow("the column form is none of series, film, special", given))
    return Work(
        name=name,
        ids=tuple(_ids(row, reading, line, faults)),
        year=year,
        form=form,
        country=_country(row.get("country", ""), reading, line, faults),
        aliases=tuple(alias for alias in _several(row.get("aliases", ""), reading) if len(alias) <= LONGEST_NAME),
        genres=tuple(_several(row.get("genres", ""), reading)),
        synopsis=one_line(row.get("synopsis", "")),
    )


def _ids(row: Mapping[str, str], reading: Reading, line: int, faults: Faults) -> list[Id]:
    ids: list[Id] = []
    own = row.get("id", "")
    if len(own) > 200:
        faults.add(line, BadRow("the column id has more than 200 characters", own))
    elif own:
        ids.append((reading.scheme, own))
    for column, pattern in (("imdb", TITLE_ID), ("tvmaze", re.compile(r"[1-9]\d{0,9}"))):
        value = row.get(column, "")
        if value and not pattern.fullmatch(value):
            faults.add(line, BadRow(f"the column {column} is no id of {column}", value))
        elif value:
            ids.append((column, value))
    return ids


def _release(
    row: Mapping[str, str], work: Work, reading: Reading, named: Span, stored: RecordText, line: int, faults: Faults
) -> tuple[list[Claim], tuple[Place, ...]]:
    """A release, if the row has a date, or a status that needs none. The date stays as coarse as it stands."""
    slots: dict[str, Any] = {"title": work.name}
    platforms = [name for name in _several(row.get("platform", ""), reading) if len(name) <= LONGEST_NAME]
    try:
        for column in ("season", "episode"):
            if (number := _number(row.get(column, ""), f"the column {column}", 0, 9999)) is not None:
                slots[column] = number
        slots["event"] = _one_of(row.get("event", "") or "premiere", "event", EVENTS)
        status = _one_of(row.get("status", "") or "confirmed", "status", STATUSES)
        if day := row.get("date", ""):
            edtf.days(day)
            slots["date"] = day
        elif status not in ("denied", "unknown"):
            return [], ()
        if time := row.get("time", ""):
            if not TIME.fullmatch(time):
                raise BadRow("the column time is no time (HH:MM, and a zone)", time)
            slots["time"] = time
        region = _region(row)
    except edtf.NotEDTF:
        faults.add(line, BadRow("the column date is no EDTF date (2031-02-20, 2031-02, 2031)", row.get("date", "")))
        return [], ()
    except BadRow as fault:
        faults.add(line, fault)
        return [], ()
    if status != "confirmed":
        slots["status"] = status
    if platforms:
        slots["platform"] = platforms
    if region:
        slots["region"] = region
    spans = [stored.line(column, row[column]) for column in (*RELEASE, "region") if row.get(column)]
    return [said("release", slots, (named, *spans))], tuple(Place(name) for name in platforms)


def _availability(
    row: Mapping[str, str], work: Work, reading: Reading, named: Span, stored: RecordText, line: int, faults: Faults
) -> tuple[list[Claim], tuple[Place, ...]]:
    """Where it can be seen now, on which terms and until when, if the column available names a service."""
    services = [name for name in _several(row.get("available", ""), reading) if len(name) <= LONGEST_NAME]
    if not services:
        return [], ()
    slots: dict[str, Any] = {"title": work.name, "platform": services}
    try:
        if terms := row.get("terms", ""):
            slots["terms"] = _one_of(terms, "terms", TERMS)
        if until := row.get("until", ""):
            edtf.days(until)
            slots["until"] = until
        if region := _region(row):
            slots["region"] = region
    except edtf.NotEDTF:
        faults.add(line, BadRow("the column until is no EDTF date (2031-02-20, 2031-02, 2031)", row.get("until", "")))
        return [], ()
    except BadRow as fault:
        faults.add(line, fault)
        return [], ()
    spans = [stored.line(column, row[column]) for column in (*SHELF, "region") if row.get(column)]
    return [said("availability", slots, (named, *spans))], tuple(Place(name) for name in services)


def _cast(
    row: Mapping[str, str], work: Work, reading: Reading, named: Span, stored: RecordText, line: int, faults: Faults
) -> tuple[list[Claim], list[Somebody]]:
    """The column cast: actors, each perhaps with ``as`` and a character."""
    claims: dict[str, Claim] = {}
    for given in _several(row.get("cast", ""), reading):
        actor, _, character = (part.strip() for part in given.partition(" as "))
        try:
            actor = checked_name(actor, "an actor")
        except BadRow as fault:
            faults.add(line, fault)
            continue
        if actor not in claims:
            claims[actor] = stars({"title": work.name}, actor, character, (named, stored.line("cast", given)))
    return list(claims.values()), [Somebody(actor) for actor in claims]


def _credits(
    row: Mapping[str, str], work: Work, reading: Reading, named: Span, stored: RecordText, line: int, faults: Faults
) -> tuple[list[Claim], list[Somebody]]:
    claims: list[Claim] = []
    people: list[Somebody] = []
    for role in ROLES:
        for given in dict.fromkeys(_several(row.get(role, ""), reading)):
            try:
                person = checked_name(given, "a person")
            except BadRow as fault:
                faults.add(line, fault)
                continue
            slots = {"title": work.name, "person": person, "role": role}
            claims.append(said("credit", slots, (named, stored.line(role, person))))
            people.append(Somebody(person))
    return claims, people


def _several(value: str, reading: Reading) -> list[str]:
    return [item for part in value.split(reading.separator) if (item := one_line(part))]


def _number(value: str, what: str, smallest: int, largest: int) -> int | None:
    if not value:
        return None
    if value.isascii() and value.isdecimal() and len(value) < 10 and smallest <= int(value) <= largest:
        return int(value)
    raise BadRow(f"{what} is no number from {smallest} to {largest}", value)


def _one_of(value: str, column: str, words: frozenset[str]) -> str:
    if value not in words:
        raise BadRow(f"the column {column} is none of {', '.join(sorted(words))}", value)
    return value


def _address(value: str, line: int, faults: Faults) -> str:
    if value and not ADDRESS.fullmatch(value):
        faults.add(line, BadRow("the column url is no http address", value))
        return ""
    return value


def _country(value: str, reading: Reading, line: int, faults: Faults) -> str:
    """The country of a work, by code or English name; of several none is taken, as none is said to be the first."""
    given = _several(value, reading)
    if len(given) != 1:
        return ""
    code = _territories().get(given[0].casefold(), "")
    if not code:
        faults.add(line, BadRow("the column country is no country (ISO 3166, or its English name)", value))
    return code


def _region(row: Mapping[str, str]) -> str:
    """The country to which the row limits its date and its services, empty for none. Raises `BadRow`."""
    given = row.get("region", "")
    if given and given.casefold() not in _territories():
        raise BadRow("the column region is no country (ISO 3166, or its English name)", given)
    return _territories().get(given.casefold(), "")


@cache
def _territories() -> dict[str, str]:
    """Codes and English names of countries, in lower case -> ISO 3166-1 codes."""
    from babel import Locale

    names = {code: name for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)}
    by_name = {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}
    return by_name | dict(table("countries"))
