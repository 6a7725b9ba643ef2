"""A TVmaze show, with its cast, crew and episodes where they are embedded, as a record. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airdate.imports.genres import table
from airdate.imports.records import (
    NAMES_IN_RECORD,
    BadRow,
    Place,
    Record,
    RecordText,
    Somebody,
    Work,
    checked_day,
    checked_name,
    one_line,
    said,
    stars,
)  # fmt: skip
from airdate.imports.results import Counts, Faults, left_out
from airdate.imports.tvmaze.episodes import season_claims
from airdate.imports.tvmaze.fields import (
    EARLIEST,
    LATEST,
    id_of,
    list_of,
    object_of,
    outside_ids,
    place_of,
    plain_text,
    somebody,
    stamp_of,
    text_of,
)  # fmt: skip
from airdate.reading.model import Claim, Span

LICENCE = "CC BY-SA 4.0"
CREDIT = "Summary: TVmaze (CC BY-SA 4.0)."  # what the licence asks for, wherever the summary goes


def work_of(show: Mapping[str, Any]) -> Work:
    """Which work a show is. Raises `BadRow` where it has no id or no name."""
    ids = outside_ids(show)
    name = checked_name(show.get("name"), "the name of the show")
    place = place_of(show)
    summary = plain_text(text_of(show, "summary"))
    genres = show.get("genres")
    return Work(
        name=name,
        ids=ids,
        year=_year(show.get("premiered")),
        form=table("tvmaze_forms").get(text_of(show, "type"), "series"),
        country=place[1].country if place else "",
        genres=tuple(dict.fromkeys(one_line(g) for g in genres if isinstance(g, str) and g.strip()))
        if isinstance(genres, list)
        else (),
        synopsis=f"{summary} {CREDIT}" if summary else "",
    )


def show_record(show: Mapping[str, Any], line: int, counts: Counts, faults: Faults) -> Record:
    """The record of a show. Raises `BadRow` without id or name; a bad date or person is a fault of its own."""
    work = work_of(show)
    number = id_of(show, "the show")
    stored = RecordText(f"TVmaze show {number}")
    named = stored.line("name", work.name)
    for field in ("type", "language", "status"):
        if text_of(show, field):
            stored.line(field, text_of(show, field))
    premiered, ended = (_day(show, field, line, faults) for field in ("premiered", "ended"))
    lines = {field: stored.line(field, day) for field, day in (("premiered", premiered), ("ended", ended)) if day}
    found = place_of(show)
    where: dict[str, Any] = {}
    for field in ("network", "webChannel"):
        given = object_of(show, field)
        if name := text_of(given, "name"):
            country = object_of(given, "country")
            told = ", ".join(filter(None, (text_of(country, "code"), text_of(country, "timezone"))))
            lines[field] = stored.line(field, f"{name} ({told})" if told else name)
    spans: tuple[Span, ...] = (named,)
    if found:
        where = {"platform": [found[1].name]}
        spans = (named, lines[found[0]])
    claims: list[Claim] = []
    if premiered:
        slots = {"title": work.name, "event": "premiere", "date": premiered, **where}
        claims.append(said("release", slots, (*spans, lines["premiered"])))
    if ended and ended != premiered:
        slots = {"title": work.name, "event": "finale", "date": ended, **where}
        claims.append(said("release", slots, (*spans, lines["ended"])))
    if text_of(show, "status") == "In Development":
        slots = {"title": work.name, "outcome": "ordered", "status": "expected", **where}
        claims.append(said("renewal", slots, spans))
    if work.genres:
        stored.line("genres", ", ".join(work.genres))
    embedded = object_of(show, "_embedded")
    cast_claims, people = _cast(work, list_of(embedded, "cast"), named, stored, line, faults)
    crew_claims, crew = _crew(work, list_of(embedded, "crew"), named, stored, line, counts, faults)
    over = text_of(show, "status") == "Ended"
    episodes = list_of(embedded, "episodes")
    seasons = season_claims(
        work.name, episodes, stored, spans, where, found[2] if found else "", line, faults, over=over
    )
    if len(people) + len(crew) > NAMES_IN_RECORD:
        raise BadRow(f"the show names more than {NAMES_IN_RECORD} people", number)
    changed = stamp_of(show)
    return Record(
        work=work,
        address=f"https://www.tvmaze.com/shows/{number}",
        headline=f"{work.name} (TVmaze)",
        text=stored.text,
        claims=(*claims, *cast_claims, *crew_claims, *seasons),
        people=tuple(dict.fromkeys((*people, *crew))),
        places=places_of(found),
        published=changed.date() if changed else None,
        published_at=changed,
    )


def places_of(found: tuple[str, Place, str] | None) -> tuple[Place, ...]:
    return (found[1],) if found else ()


def _cast(
    work: Work, cast: list[Mapping[str, Any]], named: Span, stored: RecordText, line: int, faults: Faults
) -> tuple[list[Claim], list[Somebody]]:
    """One claim for each actor, with all their characters; who plays themselves has none."""
    characters: dict[Somebody, list[str]] = {}
    for entry in cast:
        try:
            actor = somebody(object_of(entry, "person"))
        except BadRow as fault:
            faults.add(line, fault)
            continue
        played = characters.setdefault(actor, [])
        character = text_of(object_of(entry, "character"), "name")
        if character and not entry.get("self") and character not in played:
            played.append(character)
    claims = []
    for actor, played in characters.items():
        span = stored.line("cast", f"{actor.name} as {' / '.join(played)}" if played else actor.name)
        claims.append(stars({"title": work.name}, actor.name, " / ".join(played), (named, span)))
    return claims, list(characters)


def _crew(
    work: Work,
    crew: list[Mapping[str, Any]],
    named: Span,
    stored: RecordText,
    line: int,
    counts: Counts,
    faults: Faults,
) -> tuple[list[Claim], list[Somebody]]:
    claims, people = [], []
    for entry in crew:
        kind = text_of(entry, "type")
        role = table("tvmaze_roles").get(kind)
        if role is None:
            counts[left_out("crew in other roles")] += 1
            continue
        try:
            person = somebody(object_of(entry, "person"))
        except BadRow as fault:
            faults.add(line, fault)
            continue
        span = stored.line("crew", f"{person.name}, {kind}")
        claims.append(said("credit", {"title": work.name, "person": person.name, "role": role}, (named, span)))
        people.append(person)
    return claims, people


def _day(show: Mapping[str, Any], field: str, line: int, faults: Faults) -> str | None:
    """The day in a field; None where it is empty, or no day and so a fault."""
    if not show.get(field):
        return None
    try:
        return checked_day(show[field], f"the field {field}")
    except BadRow as fault:
        faults.add(line, fault)
        return None


def _year(premiered: object) -> int | None:
    """The year in which a show began, if the record gives a day."""
    text = premiered if isinstance(premiered, str) else ""
    year = int(text[:4]) if text[:4].isdecimal() and text[:4].isascii() and len(text) == 10 else 0
    return year if EARLIEST <= year <= LATEST else None
