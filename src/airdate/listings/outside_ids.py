"""Ids of databases in a listing: in its episode numbers and addresses. Pure.

`dd_progid` (Gracenote) numbers a series and its episodes together: ``EP01234567.0021`` is episode 21 of the series that
``SH01234567`` is too. IMDb's and TheTVDB's ids may be those of an episode; then no work has them, and the name decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Id = tuple[str, str]  # scheme and value, as `catalogue.ExternalId` has them

_IMDB = re.compile(r"\btt\d{5,12}\b", re.ASCII)
_PROGID = re.compile(r"(EP|SH|MV|SP)\.?(\d{6,12})(?:\.\d+)?$", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"(?:(?:series|show|shows|movie|movies|tv|title)/)?(\d{1,12})$", re.ASCII)
_ADDRESSES = (
    ("imdb", re.compile(r"imdb\.com/title/(tt\d{5,12})", re.ASCII)),
    ("tvmaze", re.compile(r"tvmaze\.com/shows/(\d{1,12})", re.ASCII)),
    ("tmdb", re.compile(r"themoviedb\.org/((?:movie|tv)/\d{1,12})", re.ASCII)),
)
_NUMBERED = {"tvmaze": "tvmaze", "tvmaze.com": "tvmaze", "thetvdb.com": "thetvdb", "thetvdb": "thetvdb",
             "tvdb": "thetvdb"}  # fmt: skip
# What the details of a listing with an id of a scheme hold somewhere.
MARKS: Mapping[str, tuple[str, ...]] = {
    "imdb": ("imdb",), "tvmaze": ("tvmaze",), "thetvdb": ("tvdb",), "tmdb": ("themoviedb", "tmdb"),
    "dd_progid": ("dd_progid",),
}  # fmt: skip


def ids_in(details: str) -> tuple[Id, ...]:
    """The outside ids in the JSON of `Broadcast.details`, in the order in which they stand there."""
    found: Mapping[str, Any] = json.loads(details)
    every = [*_in_numbers(found.get("numbers", ())), *_in_addresses(found.get("urls", ()))]
    return tuple(dict.fromkeys(every))


def _in_numbers(numbers: Any) -> Iterator[Id]:
    for system, text in numbers:
        name = system.strip().lower()
        if name == "dd_progid":
            if said := _PROGID.match(text.strip()):
                kind, number = said[1].upper(), said[2]
                yield "dd_progid", f"{kind}{number}"
                if kind in ("EP", "SH"):
                    yield "dd_progid", f"{'SH' if kind == 'EP' else 'EP'}{number}"
        elif name.startswith("imdb"):
            if imdb := _IMDB.search(text):
                yield "imdb", imdb[0]
        elif name in ("themoviedb.org", "tmdb"):
            if re.fullmatch(r"(?:movie|tv|series)/\d{1,12}", text.strip(), re.ASCII):
                yield "tmdb", text.strip().replace("series/", "tv/")
        elif name in _NUMBERED and (number := _NUMBER.match(text.strip())):
            yield _NUMBERED[name], number[1]


def _in_addresses(urls: Any) -> Iterator[Id]:
    for entry in urls:
        for scheme, form in _ADDRESSES:
            if said := form.search(entry[0]):
                yield scheme, said[1]
