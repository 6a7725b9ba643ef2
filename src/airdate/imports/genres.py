"""Genres of catalogues under the guide's names: `data/genres.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from airdate.sources.normal import ascii_slug

LONGEST = 80


@cache
def table(name: str) -> Mapping[str, str]:
    """``data/NAME.toml``: spellings of catalogues -> the word used here."""
    read: dict[str, str] = tomllib.loads(files("airdate.imports").joinpath("data", f"{name}.toml").read_text("utf-8"))
    return read


@cache
def genre_slug(given: str) -> str:
    """The address of the guide's genre for a catalogue's."""
    return ascii_slug(genre_name(given))


@cache
def genre_name(given: str) -> str:
    """The guide's name of a catalogue's genre; its own where no other is listed."""
    return table("genres").get(given, given)[:LONGEST]
