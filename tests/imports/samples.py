"""Small samples in the formats of TVmaze and of the IMDb data sets. All shows and people are invented."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from airdate.imports.imdb.rows import COLUMNS
from airdate.imports.opening import Input

TIDE_ONE = {
    "id": 901,
    "name": "Tide One",
    "country": {"name": "United Kingdom", "code": "GB", "timezone": "Europe/London"},
}
HARBOR = {
    "id": 902,
    "name": "Harbor",
    "country": {"name": "United States", "code": "US", "timezone": "America/New_York"},
}
LANTERN_PLUS = {"id": 903, "name": "Lantern Plus", "country": None, "officialSite": None}


def show(number: int = 900101, name: str = "The Lantern House", **fields: Any) -> dict[str, Any]:
    """A show as TVmaze gives it; ``fields`` replace its own."""
    return {
        "id": number, "url": f"https://www.tvmaze.com/shows/{number}/x", "name": name, "type": "Scripted",
        "language": "English", "genres": ["Drama", "Science-Fiction"], "status": "Ended", "runtime": 60,
        "averageRuntime": 58, "premiered": "2019-03-04", "ended": "2021-11-15", "officialSite": None,
        "schedule": {"time": "21:00", "days": ["Monday"]}, "rating": {"average": 7.1}, "weight": 80,
        "network": TIDE_ONE, "webChannel": None, "dvdCountry": None,
        "externals": {"tvrage": None, "thetvdb": 990101, "imdb": "tt9900101"}, "image": None,
        "summary": "<p>Two sisters keep <b>a light</b> &amp; a secret.</p>", "updated": 1700000000,
        "_links": {"self": {"href": f"https://api.tvmaze.com/shows/{number}"}}, **fields,
    }  # fmt: skip


def episode(season: int, number: int | None, day: str, **fields: Any) -> dict[str, Any]:
    key = season * 1000 + (number or 999)
    return {
        "id": key, "url": f"https://www.tvmaze.com/episodes/{key}/x", "name": f"Tide {season}.{number}",
        "season": season, "number": number, "type": "regular", "airdate": day, "airtime": "21:00",
        "airstamp": f"{day}T21:00:00+00:00",
        "runtime": 60, "rating": {"average": None}, "image": None, "summary": None, **fields,
    }  # fmt: skip


def cast(number: int, name: str, character: str, *, self: bool = False) -> dict[str, Any]:
    person = {"id": number, "url": f"https://www.tvmaze.com/people/{number}/x", "name": name, "country": None}
    return {"person": person, "character": {"id": number + 5000, "name": character}, "self": self, "voice": False}


def crew(number: int, name: str, kind: str) -> dict[str, Any]:
    return {"type": kind, "person": {"id": number, "url": f"https://www.tvmaze.com/people/{number}/x", "name": name}}


def json_file(folder: Path, value: Any, name: str = "shows.json") -> Input:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return Input(str(path), path)


def table_file(folder: Path, table: str, rows: Sequence[Sequence[str]], *, packed: bool = False) -> Input:
    """An IMDb table with its header."""
    text = "".join("\t".join(row) + "\n" for row in (COLUMNS[table], *rows))
    path = folder / f"{table}.tsv{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    return Input(str(path), path)


def text_file(folder: Path, text: str, name: str = "shows.csv") -> Input:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Input(str(path), path)


BASICS = [
    ["tt9900001", "tvSeries", "Salt Market", "Salt Market", "0", "2019", "2022", "45", "Crime,Drama"],
    ["tt9900002", "movie", "The Quiet Ferry", "Die stille Fähre", "0", "2020", "\\N", "98", "Drama"],
    ["tt9900003", "tvEpisode", "The Scales", "The Scales", "0", "2019", "\\N", "45", "Crime"],
    ["tt9900004", "videoGame", "Salt Market: The Game", "Salt Market: The Game", "0", "2021", "\\N", "\\N", "\\N"],
    ["tt9900005", "tvSeries", "Salt Market", "Salt Market", "0", "2023", "\\N", "\\N", "\\N"],
    ["tt9900006", "movie", "Night Ferry", "Night Ferry", "1", "2001", "\\N", "\\N", "\\N"],
]
AKAS = [
    ["tt9900001", "1", "Salt Market", "\\N", "\\N", "original", "\\N", "1"],
    ["tt9900001", "2", "The Salt Market", "US", "en", "imdbDisplay", "\\N", "0"],
    ["tt9900001", "3", "Salzmarkt", "DE", "\\N", "imdbDisplay", "\\N", "0"],
    ["tt9999999", "1", "Nobody's Work", "GB", "\\N", "\\N", "\\N", "0"],
]
EPISODES = [
    ["tt9900003", "tt9900001", "2", "5"],
    ["tt9900013", "tt9999999", "1", "1"],
]
NAMES = [
    ["nm9900001", "Mara Quill", "1980", "\\N", "actress", "tt9900001"],
    ["nm9900002", "Tobias Fenn", "\\N", "\\N", "writer,director", "tt9900001"],
    ["nm9900003", "Ida Brandt", "1990", "\\N", "actress", "\\N"],
    ["nm9900004", "Mara Quill", "1921", "1999", "actress", "\\N"],
]
PRINCIPALS = [
    ["tt9900001", "1", "nm9900001", "actress", "\\N", '["Ada Fenn","The Widow"]'],
    ["tt9900001", "2", "nm9900002", "writer", "created by", "\\N"],
    ["tt9900001", "3", "nm9900002", "producer", "executive producer", "\\N"],
    ["tt9900001", "4", "nm9900003", "self", "\\N", '["Self - Host"]'],
    ["tt9900001", "5", "nm9900003", "editor", "\\N", "\\N"],
    ["tt9900001", "6", "nm9999999", "actor", "\\N", '["Nobody Here"]'],
    ["tt9900003", "1", "nm9900003", "actress", "\\N", '["Clerk"]'],
    ["tt9999999", "1", "nm9900001", "actress", "\\N", "\\N"],
]
CREW = [
    ["tt9900001", "nm9900002", "nm9900002,nm9900003"],
    ["tt9900002", "\\N", "nm9900003"],
]
IMDB_TABLES: Mapping[str, Sequence[Sequence[str]]] = {
    "title.basics": BASICS, "title.akas": AKAS, "title.episode": EPISODES, "name.basics": NAMES,
    "title.principals": PRINCIPALS, "title.crew": CREW,
}  # fmt: skip
