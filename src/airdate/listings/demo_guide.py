"""The demonstration's listings: three weeks of 25 invented channels as an XMLTV guide, made from the data in `demo/`.

Pure and deterministic: the same day gives the same guide, byte for byte. It is imported like any other guide.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

BEFORE, AFTER = 6, 15  # days of listings before the day and from it on
STARTS = "05:00"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STAND_IN = "small-museums"  # what was shown before something new began
# Of these a first showing is an event; of a quiz it is a Tuesday.
PREMIERED = {"Film", "Drama", "Crime drama", "Thriller"}
ZONES = {"uk": ("GB", "Europe/London"), "ie": ("IE", "Europe/Dublin"), "us": ("US", "America/New_York")}
ROLES = {"director": "director", "host": "presenter"}


@dataclass(frozen=True, slots=True)
class Work:
    """A programme or a film of the data files. `of` is the number of episodes of its `season`, 0 without numbers."""

    key: str
    title: str
    category: str
    genre: str = ""
    access: str = ""
    season: int = 0
    of: int = 0
    year: int = 0
    minutes: int = 0
    stars: str = ""
    people: tuple[tuple[str, str, str], ...] = ()  # role, name, part
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a day: minutes since midnight (past 24 hours for the night), a key of the data, marks."""

    minute: int
    key: str
    marks: frozenset[str]


def guide(day: dt.date) -> Iterator[str]:
    """The XMLTV of three weeks around a day, in pieces."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n'
    yield '<tv source-info-name="Harbour Listings" generator-info-name="Airdate demonstration">\n'
    for channel in _data()["channels"]:
        name = f'<display-name lang="en">{escape(channel["name"])}</display-name>'
        yield f"<channel id={quoteattr(channel['id'])}>{name}</channel>\n"
    for channel in _data()["channels"]:
        for offset in range(-BEFORE, AFTER):
            yield from _broadcasts(channel, day + dt.timedelta(days=offset), day)
    yield "</tv>\n"


def lineups() -> list[tuple[dict[str, str], list[tuple[str, str]]]]:
    """Each line-up's fields, and the (number, XMLTV id) of its channels in their order."""
    return [
        (
            lineup,
            sorted(
                (
                    (c["numbers"][lineup["slug"]], c["id"])
                    for c in _data()["channels"]
                    if lineup["slug"] in c["numbers"]
                ),
                key=lambda place: int(place[0]),
            ),
        )
        for lineup in _data()["lineups"]
    ]


def channels() -> dict[str, tuple[str, str]]:
    """XMLTV id -> country (ISO 3166-1) and zone (IANA) of each channel: the end of its id says which."""
    return {channel["id"]: ZONES[channel["id"].rpartition(".")[2]] for channel in _data()["channels"]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("airdate.listings") / "demo" / "channels.toml").read_text(encoding="utf-8"))


def _table(name: str) -> Iterator[list[str]]:
    """The rows of a data file; a heading in brackets is a row of one."""
    for line in (files("airdate.listings") / "demo" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


@cache
def _works() -> dict[str, Work]:
    works = {}
    for key, title, category, access, season, people, texts in _table("programmes.txt"):
        number, _, of = season.partition("/")
        works[key] = Work(
            key, title, category, access=access, season=int(number) if of else 0, of=int(of or 0),
            people=_people(people), texts=tuple(texts.split(" / ")),
        )  # fmt: skip
    for row in _table("films.txt"):
        if len(row) == 9:
            key, title, year, minutes, genre, stars, directors, cast, text = row
            made_by = (*(("director", name, "") for name in directors.split("; ")), *_people(cast))
            works[key] = Work(
                key, title, "Film", genre=genre, access="sd", year=int(year), minutes=int(minutes), stars=stars,
                people=made_by, texts=(text,),
            )  # fmt: skip
    return works


@cache
def _pools() -> dict[str, tuple[str, ...]]:
    """The films of each kind of channel, and the fixtures of each sport."""
    pools: dict[str, list[str]] = {}
    under = ""
    for row in _table("films.txt"):
        if len(row) == 1:
            under = row[0].strip("[]")
        elif under == "fixtures":
            pools[row[0]] = row[1:]
        else:
            pools.setdefault(under, []).append(row[0])
    return {name: tuple(pool) for name, pool in pools.items()}


def _people(text: str) -> tuple[tuple[str, str, str], ...]:
    found = []
    for one in text.split("; ") if text else ():
        if one.startswith("host "):
            found.append(("host", one.removeprefix("host "), ""))
        else:
            name, _, part = one.partition(" as ")
            found.append(("actor", name, part))
    return tuple(found)


def _lines(text: str) -> list[Line]:
    lines = []
    for row in text.strip().splitlines():
        time, *rest = row.split()
        hour, minute = time.split(":")
        late = 24 if time < STARTS else 0
        lines.append(Line((int(hour) + late) * 60 + int(minute), rest[0] if rest else "", frozenset(rest[1:])))
    return lines


def _laid_over(lines: list[Line], over: list[Line]) -> list[Line]:
    """A day with a part of it replaced; what is cut goes on after that part, from its last line on."""
    first, last = over[0].minute, over[-1].minute
    before = [line for line in lines if line.minute < first]
    after = [line for line in lines if line.minute >= last]
    if not after or after[0].minute > last:
        under = [line for line in lines if line.minute < last][-1]
        after = [Line(last, under.key, under.marks), *after]
    return [*before, *over[:-1], *after]


def _day(channel: dict[str, Any], date: dt.date, today: dt.date) -> list[Line]:
    """The lines of a broadcast day."""
    weekend = date.weekday() >= 5
    lines = _lines(channel.get("weekend", channel["weekday"]) if weekend else channel["weekday"])
    if own := channel.get(WEEKDAYS[date.weekday()]):
        lines = _laid_over(lines, _lines(own))
    for entry in _data()["announced"]:
        if entry["channel"] == channel["id"] and today + dt.timedelta(days=entry["days"]) == date:
            lines = _laid_over(lines, _lines(entry["lines"]))
    return lines


def _broadcasts(channel: dict[str, Any], date: dt.date, today: dt.date) -> Iterator[str]:
    lines = _day(channel, date, today)
    closing = _day(channel, date + dt.timedelta(days=1), today)[0].minute + 24 * 60
    ends = [line.minute for line in lines[1:]] + [closing]
    for slot, (line, end) in enumerate(zip(lines, ends, strict=True)):
        if line.key:
            yield _programme(channel, date, today, slot, line, end)


def _programme(channel: dict[str, Any], date: dt.date, today: dt.date, slot: int, line: Line, end: int) -> str:
    week, marks = (date - today).days // 7, set(line.marks)
    days = date.toordinal()
    zone = ZoneInfo(channels()[channel["id"]][1])
    start, stop = _instant(date, line.minute, zone), _instant(date, end, zone)
    if "new" in marks and week != 0:
        marks = marks - {"new"} | ({"first"} if week > 0 else set())
    if "last" in marks and week != 0:
        marks = marks - {"last"} | {"first" if week < 0 else "repeat"}
    if line.key == "match":
        pool = _pools()[channel["matches"]]
        name = pool[(days * 5 + slot) % len(pool)]
        work = Work("match", name, "Sport", access="s", texts=(f"From the {channel['matches']} season.",))
    elif line.key == "film":
        work = _works()[_film(channel, days, slot, (stop - start) // dt.timedelta(minutes=1))]
    else:
        key = line.key
        if key in _newcomers() and week < 0 and not marks & {f"e{n}" for n in range(1, 20)}:
            key, marks = STAND_IN, {"repeat"}
        work = _works()[key]
    return _xml(channel, work, marks, start, stop, days)


@cache
def _newcomers() -> frozenset[str]:
    """What is new in some line of some channel's usual days."""
    texts = (c[name] for c in _data()["channels"] for name in ("weekday", "weekend", *WEEKDAYS) if name in c)
    return frozenset(line.key for text in texts for line in _lines(text) if "new" in line.marks)


def _film(channel: dict[str, Any], days: int, slot: int, room: int) -> str:
    """The next film of a channel that fits into its slot, or the shortest."""
    pool = _pools()[channel["films"]]
    place = list(channels()).index(channel["id"])
    first = (days * 5 + slot + place * 4) % len(pool)
    turned = (*pool[first:], *pool[:first])
    lengths = {key: _works()[key].minutes for key in pool}
    fitting = [key for key in turned if room - 35 <= lengths[key] <= room]
    return next(iter(fitting or sorted(turned, key=lambda key: abs(lengths[key] - room))))


def _instant(date: dt.date, minute: int, zone: ZoneInfo) -> dt.datetime:
    """The clock of a zone, so many minutes after the midnight with which a date begins."""
    local = dt.datetime.combine(date, dt.time(), zone) + dt.timedelta(minutes=minute)
    # A time that the clocks jump over becomes the one an hour later, with its offset.
    return local.astimezone(dt.UTC).astimezone(zone)


def _xml(channel: dict[str, Any], work: Work, marks: set[str], start: dt.datetime, stop: dt.datetime, days: int) -> str:
    given = next((int(mark[1:]) for mark in marks if mark[0] == "e" and mark[1:].isdecimal()), 0)
    if work.of:
        often = days if work.of > 30 else days // 7
        back = 3 if "repeat" in marks else 0
        episode = given or (1 if "new" in marks else work.of if "last" in marks else (often - back) % work.of + 1)
    else:
        episode = 0
    turn = days + int(stop.timestamp()) // 3600 if not episode else episode - 1
    name, text = _told(work.texts[turn % len(work.texts)])
    if "last" in marks:
        text = f"Last in the series. {text}"
    parts = [f'<title lang="en">{escape(work.title)}</title>']
    if name:
        parts.append(f'<sub-title lang="en">{escape(name)}</sub-title>')
    parts.append(f'<desc lang="en">{escape(text)}</desc>')
    if work.people:
        parts.append(f"<credits>{''.join(_credit(*person) for person in work.people)}</credits>")
    if work.year:
        parts.append(f"<date>{work.year}</date>")
    parts += [f'<category lang="en">{escape(one)}</category>' for one in (work.category, work.genre) if one]
    parts += [f'<keyword lang="en">{word}</keyword>' for word in _keywords(work, marks)]
    if work.minutes:
        parts.append(f'<length units="minutes">{work.minutes}</length>')
    if episode:
        parts.append(f'<episode-num system="xmltv_ns">{work.season - 1}.{episode - 1}/{work.of}.</episode-num>')
    parts.append(_flags(work, marks))
    attributes = f'start="{start:%Y%m%d%H%M%S %z}" stop="{stop:%Y%m%d%H%M%S %z}" channel={quoteattr(channel["id"])}'
    return f"<programme {attributes}>{''.join(parts)}</programme>\n"


def _keywords(work: Work, marks: set[str]) -> list[str]:
    """What the DTD has no element for."""
    described = ["audio description"] if "d" in work.access and "live" not in marks else []
    # Of news it goes without saying.
    live = ["live"] if "live" in marks and work.category != "News" else []
    return described + live + (["finale"] if "last" in marks else [])


def _told(text: str) -> tuple[str, str]:
    """A text's sub-title, where it begins with one, and the rest."""
    name, colon, rest = text.partition(": ")
    return (name, rest) if colon and len(name) < 40 and "." not in name else ("", text)


def _credit(role: str, name: str, part: str) -> str:
    element = ROLES.get(role, role)
    return f"<{element}{f' role={quoteattr(part)}' if part else ''}>{escape(name)}</{element}>"


def _flags(work: Work, marks: set[str]) -> str:
    """What is said of this showing, in the order of the DTD."""
    said = []
    if "repeat" in marks:
        said.append("<previously-shown/>")
    if "first" in marks and work.category in PREMIERED:
        said.append("<premiere/>")
    if "chance" in marks:
        said.append("<last-chance/>")
    if "new" in marks:
        said.append("<new/>")
    if "s" in work.access:
        said.append('<subtitles type="teletext"/>')
    if "signed" in marks:
        said.append('<subtitles type="deaf-signed"/>')
    if work.stars:
        said.append(f"<star-rating><value>{work.stars}/5</value></star-rating>")
    return "".join(said)
