"""A show's episodes: when its seasons began and ended, and its specials. Pure.

The other episodes make no claims: their days are the business of listings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from airdate.imports.records import BadRow, Record, RecordText, Work, checked_day, said
from airdate.imports.results import Faults
from airdate.imports.tvmaze.fields import number_of, text_of
from airdate.reading.model import Claim, Span

LATEST_SEASON = 999  # some shows count seasons by years, from 1950 on; those are kept as they are, below 2200
SEASONS_BY_YEAR = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode that has a day. ``number`` is None for a special; ``time`` is ``HH:MM`` with the zone, or empty."""

    season: int
    number: int | None
    name: str
    day: str
    time: str
    special: bool


def read_episode(given: Mapping[str, Any], zone: str) -> Episode | None:
    """An episode with its day; None where it has none yet. Raises `BadRow` for a season or a day that is none."""
    if not given.get("airdate"):
        return None
    season = number_of(given, "season")
    if season is None or not (season <= LATEST_SEASON or season in SEASONS_BY_YEAR):
        raise BadRow("the episode has no season", given.get("season"))
    day = checked_day(given.get("airdate"), "the field airdate")
    time = text_of(given, "airtime")
    if time and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time):
        raise BadRow("the field airtime is no time (HH:MM)", time)
    kind = text_of(given, "type")
    number = number_of(given, "number")
    return Episode(
        season=season,
        number=number or None,
        name=text_of(given, "name")[:300],
        day=day,
        time=" ".join(filter(None, (time, zone))) if time else "",
        special=kind == "significant_special",
    )


def season_claims(
    title: str, episodes: Sequence[Mapping[str, Any]], stored: RecordText, spans: tuple[Span, ...],
    where: Mapping[str, Any], zone: str, line: int, faults: Faults, *, over: bool,
) -> list[Claim]:  # fmt: skip
    """Premieres, finales and specials; their episodes are written into the record. ``over``: the show has ended.

    A season's last episode is its finale only if the season is over: a later one has begun in this list, or the show
    has ended. A season that came out on one day has no finale.
    """
    seasons: dict[int, list[Episode]] = defaultdict(list)
    specials: list[Episode] = []
    for given in episodes:
        try:
            episode = read_episode(given, zone)
        except BadRow as fault:
            faults.add(line, fault)
            continue
        if episode is None:
            continue
        if episode.special:
            specials.append(episode)
        elif episode.number is not None:
            seasons[episode.season].append(episode)
    claims = []
    latest = max(seasons, default=0)
    for season, listed in sorted(seasons.items()):
        listed.sort(key=lambda episode: episode.number or 0)
        first, last = listed[0], listed[-1]
        if first.number == 1:
            claims.append(_release(title, first, "premiere", stored, spans, where))
        if (over or season < latest) and last.number != 1 and last.day != first.day:
            claims.append(_release(title, last, "finale", stored, spans, where))
    claims += [_release(title, special, "special", stored, spans, where) for special in specials]
    return claims


def _release(
    title: str, episode: Episode, event: str, stored: RecordText, spans: tuple[Span, ...], where: Mapping[str, Any]
) -> Claim:
    slots: dict[str, Any] = {"title": title, "season": episode.season, "event": event, "date": episode.day}
    if episode.time:
        slots["time"] = episode.time
    return said("release", {**slots, **where}, (*spans, episode_line(episode, stored)))


def episode_line(episode: Episode, stored: RecordText) -> Span:
    """Write an episode into a record: ``S2E1 The Tide: 2019-03-04 21:00 Europe/London``."""
    number = f"E{episode.number}" if episode.number else " special"
    return stored.line("episode", f"S{episode.season}{number} {episode.name}: {episode.day} {episode.time}".rstrip())


def episodes_record(
    work: Work, number: str, title_key: int | None, episodes: Sequence[Mapping[str, Any]], line: int, faults: Faults
) -> Record:
    """The record of a list of episodes that came without its show. Its title is the show's, from an earlier import."""
    stored = RecordText(f"TVmaze episodes of show {number}")
    named = stored.line("name", work.name)
    claims = season_claims(work.name, episodes, stored, (named,), {}, "", line, faults, over=False)
    return Record(
        work=work,
        address=f"https://www.tvmaze.com/shows/{number}/episodes",
        headline=f"{work.name}: episodes (TVmaze)",
        text=stored.text,
        claims=tuple(claims),
        known_as=title_key,
    )
