"""schema.org's vocabulary (release 30.0), as far as pages of this kind use it, and what of a node does not keep to it.

`vocabulary.tsv` has one line for each class (its name, and what it is a kind of) and each property (its name, what it
may be said of, what its values may be), taken as facts from the published vocabulary (see NOTICE).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Node = dict[str, Any]
DATES = {
    "Date": re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)"),
    "Time": re.compile(r"\d\d:\d\d(:\d\d)?"),
    "Duration": re.compile(r"P.+"),
}
NUMBERS = re.compile(r"-?\d+(\.\d+)?")
ADDRESS = re.compile(r"https?://[^\s]+")
KEYWORDS = ("@type", "@id", "@reverse")


@cache
def vocabulary() -> tuple[dict[str, set[str]], dict[str, tuple[set[str], set[str]]]]:
    """Class -> all that it is a kind of, itself included; property -> (its domain, its range)."""
    parents: dict[str, set[str]] = {}
    properties: dict[str, tuple[set[str], set[str]]] = {}
    for line in (Path(__file__).parent / "vocabulary.tsv").read_text(encoding="utf-8").splitlines():
        kind, name, *rest = line.split("\t")
        first, second = (set(text.split()) for text in (*rest, "", "")[:2])
        if kind == "class":
            parents[name] = first
        else:
            properties[name] = (first, second)

    def above(name: str) -> set[str]:
        return {name}.union(*(above(parent) for parent in parents[name]))

    return {name: above(name) for name in parents}, properties


def faults(node: Node, path: str = "", by: str = "") -> Iterator[str]:
    """What of a node, and of those in it, the vocabulary does not have: one line each.

    ``by`` is the property that leads to the node: a Role repeats it, to lead on to what it stands before.
    """
    classes, properties = vocabulary()
    kinds = types(node)
    if unknown := [kind for kind in kinds if kind not in classes] or (not kinds and [None]):
        yield f"{path}: {unknown[0]!r} is no class"
        return
    above = above_all(node)
    here = f"{path}/{'+'.join(kinds)}"
    if "@id" in node and not ADDRESS.fullmatch(node["@id"]):
        yield f"{here}: @id is {node['@id']!r}, no address"
    for name, value in node.items():
        if name in KEYWORDS or name.endswith("-input"):
            continue
        if name not in properties:
            yield f"{here}: no property is called {name}"
            continue
        domain, allowed = properties[name]
        if not above & domain and not ("Role" in above and name == by):
            yield f"{here}: {name} is not said of it, but of {', '.join(sorted(domain))}"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from faults(each, f"{here}.{name}", name)
                is_role = "Role" in above_all(each)  # may stand between any two things
                if not is_role and not above_all(each) & allowed:
                    yield f"{here}: {name} is a {each.get('@type')}, not one of {', '.join(sorted(allowed))}"
            elif not fits(each, allowed):
                yield f"{here}: {name} is {each!r}, not one of {', '.join(sorted(allowed))}"
    for name, things in node.get("@reverse", {}).items():
        for each in things:
            yield from faults(each, f"{here}^{name}")
            domain, allowed = properties[name]
            if not above_all(each) & domain or not above & allowed:
                yield f"{here}: {name} does not lead from {each.get('@type')} here"


def types(node: Node) -> list[str]:
    """The classes that a node says it is of: one, or several at once."""
    told = node.get("@type", [])
    return [told] if isinstance(told, str) else list(told)


def above_all(node: Node) -> set[str]:
    """All that a node is a kind of; nothing where its class is unknown."""
    classes, _properties = vocabulary()
    return set().union(*(classes.get(kind, set()) for kind in types(node)))


def fits(value: object, allowed: set[str]) -> bool:
    """Whether a plain value may be one of the data types."""
    if isinstance(value, bool):
        return "Boolean" in allowed
    if isinstance(value, int | float):
        return bool({"Number", "Integer"} & allowed)
    if not isinstance(value, str) or not value.strip():
        return False
    dated = [pattern for name, pattern in DATES.items() if name in allowed]
    if dated and not {"Text", "URL"} & allowed:
        return any(pattern.fullmatch(value) for pattern in dated)
    if {"Number", "Integer"} & allowed and NUMBERS.fullmatch(value):
        return True
    if "Text" in allowed:
        return True
    return "URL" in allowed and bool(ADDRESS.fullmatch(value))
