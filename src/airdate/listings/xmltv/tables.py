"""The words of listings as data: zones, categories, roles. Each table is a CSV file beside this one."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from airdate.listings.flags import Group


@cache
def zones() -> dict[str, int]:
    """Abbreviation of a zone, upper case -> minutes east of Greenwich."""
    return {row["name"].upper(): int(row["minutes"]) for row in _rows("zones.csv")}


@cache
def categories() -> dict[str, tuple[Group, bool]]:
    """Category in lower case -> its group, and whether it says that the programme is a film."""
    return {row["words"]: (Group(row["group"]), row["film"] == "yes") for row in _rows("categories.csv")}


@cache
def roles() -> dict[str, str]:
    """What stands before a name in a credit, in lower case -> the role in the DTD that it means."""
    return {row["words"]: row["role"] for row in _rows("roles.csv")}


@cache
def main_zones() -> dict[str, str]:
    """Country of several zones (ISO 3166-1) -> the one in which nearly all of its viewers live."""
    return {row["country"]: row["zone"] for row in _rows("main_zones.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("airdate.listings.xmltv") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
