"""Which channel belongs to which broadcaster: "on the BBC" leaves open what "on BBC One" says.

`data/broadcasters.tsv` lists the well-known ones of Britain, Ireland, the United States, Australia, New Zealand,
Canada and India, under the names that the packaged lexicon gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

COLUMNS = ["broadcaster", "country", "channels"]


class Broadcaster(NamedTuple):
    """A broadcaster with the country (ISO 3166) whose channels these are."""

    name: str
    country: str
    channels: tuple[str, ...]


def read(text: str) -> Iterator[Broadcaster]:
    """The rows of a table with a heading line; lines that begin with ``# `` are remarks.

    Raises `ValueError` for a row that is none, naming the line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if number == 1:
            if cells != COLUMNS:
                raise ValueError(f"line 1 must name the columns {', '.join(COLUMNS)}")
        elif line and not line.startswith("# "):
            if len(cells) != len(COLUMNS) or not all(cells):
                raise ValueError(f"line {number} must have a broadcaster, a country and channels, with tabs between")
            yield Broadcaster(cells[0], cells[1], tuple(cells[2].split("|")))


@cache
def broadcasters() -> tuple[Broadcaster, ...]:
    """Those of the packaged table."""
    return tuple(read((files("airdate.catalogue") / "data" / "broadcasters.tsv").read_text(encoding="utf-8")))


@cache
def _by_channel() -> Mapping[str, Broadcaster]:
    return MappingProxyType({channel: each for each in broadcasters() for channel in each.channels})


def broadcaster_of(channel: str) -> Broadcaster | None:
    """The broadcaster of a channel, by the name that the lexicon gives the channel."""
    return _by_channel().get(channel)
