"""Fields of TVmaze's objects, checked: what is missing is None or empty, what is of a wrong kind is a bad row. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

from airdate.imports.records import BadRow, Id, Place, Somebody, checked_name

SHOW, PERSON = "tvmaze", "tvmaze-person"  # schemes: the numbers of shows and of people overlap
EARLIEST, LATEST = 1870, 2200  # years of works; others are slips
LONGEST_ID = 40


def number_of(value: Mapping[str, Any], name: str) -> int | None:
    found = value.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**31 else None


def text_of(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return " ".join(found.split()) if isinstance(found, str) else ""


def object_of(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def list_of(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = value.get(name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def id_of(value: Mapping[str, Any], what: str) -> str:
    """The number by which TVmaze knows an object, as text. Raises `BadRow` where it has none."""
    found = number_of(value, "id")
    if not found:
        raise BadRow(f"{what} has no id", value.get("id"))
    return str(found)


def outside_ids(show: Mapping[str, Any]) -> tuple[Id, ...]:
    """TVmaze's own id first, then those of others that look like ids."""
    externals = object_of(show, "externals")
    ids: list[Id] = [(SHOW, id_of(show, "the show"))]
    if re.fullmatch(r"tt\d{1,12}", imdb := text_of(externals, "imdb")):
        ids.append(("imdb", imdb))
    ids += [(scheme, str(number)) for scheme in ("thetvdb", "tvrage") if (number := number_of(externals, scheme))]
    return tuple(ids)


def place_of(show: Mapping[str, Any]) -> tuple[str, Place, str] | None:
    """Which field says where a show first comes out (``network`` or ``webChannel``), the place, and its zone.

    A show with both is the network's: the web channel is where it can be seen as well.
    """
    for field, kind in (("network", "channel"), ("webChannel", "streaming")):
        given = object_of(show, field)
        if text_of(given, "name"):
            country = object_of(given, "country")
            code = text_of(country, "code").upper()
            name = checked_name(given.get("name"), f"the name of the {field}")
            zone = text_of(country, "timezone")[:64]
            return field, Place(name, code if re.fullmatch("[A-Z]{2}", code) else "", kind), zone
    return None


def somebody(given: Mapping[str, Any]) -> Somebody:
    return Somebody(checked_name(given.get("name"), "the name of a person"), ((PERSON, id_of(given, "a person")),))


def stamp_of(show: Mapping[str, Any]) -> datetime | None:
    """When TVmaze last changed a show (aware, UTC), None where it does not say."""
    seconds = number_of(show, "updated")
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def plain_text(markup: str) -> str:
    """The text of a summary without its markup."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", markup)).split())
