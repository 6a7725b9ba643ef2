"""The parts that several kinds of page share: dates, countries, people, places to watch, crumbs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from airdate.facts.pages import Named, When

Node = dict[str, Any]
CONTEXT = "https://schema.org"
EXACT = frozenset({"day", "month", "year"})  # precisions that ISO 8601, and so schema.org's Date, can say
# Address of an entry's page: kind (title, person, service) and slug -> whole address.
AddressOf = Callable[[str, str], str]


def node(kind: str, **told: Any) -> Node:
    """A thing of a class with what is known of it: what is None or empty is left out."""
    return {"@type": kind, **{name: value for name, value in told.items() if value not in (None, "", [], {}, ())}}


def date_of(when: When | None) -> str | None:
    """A date as schema.org has it: a moment with its offset, "2027-08-03", "2027-08" or "2027".

    None for what is only coarsely known ("summer", "by 2027") or approximate.
    """
    if when is None or when.edtf is None or when.approximate or when.precision not in EXACT:
        return None
    if when.precision == "day" and when.earliest is not None:
        return (when.at or when.earliest).isoformat()
    return when.edtf.rstrip("~?%")


def country(code: str) -> Node | None:
    return node("Country", name=code) if code else None


def person(named: Named, address_of: AddressOf) -> Node:
    return node("Person", name=named.name, url=address_of("person", named.slug) if named.slug else None)


def provider(named: Named | None, address_of: AddressOf) -> Node | None:
    """A place to watch, as the organisation behind it."""
    if named is None or not named.name:
        return None
    return node("Organization", name=named.name, url=address_of("service", named.slug) if named.slug else None)


def once(found: Iterable[Node], most: int) -> list[Node]:
    """The first so many nodes, each once."""
    kept: list[Node] = []
    for each in found:
        if each not in kept:
            kept.append(each)
        if len(kept) == most:
            break
    return kept


def crumbs(trail: Sequence[tuple[str, str]]) -> Node:
    """Where a page lies: names and whole addresses from the front page on (BreadcrumbList)."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=place, name=name, item=node("WebPage", **{"@id": address}))
            for place, (name, address) in enumerate(trail, 1)
        ],
    )


def graph(*nodes: Node) -> Node:
    return {"@context": CONTEXT, "@graph": list(nodes)}
