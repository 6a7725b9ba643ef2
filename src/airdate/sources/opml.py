"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), in and out. Pure.

What other programs know is in the usual attributes (``text``, ``xmlUrl``, ``htmlUrl``, ``language``); what only Airdate
does (class, region, licence, how often) is in attributes of a namespace of its own, as the specification asks for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree import ElementTree
from xml.parsers import expat

from airdate.sources.feeds import plain
from airdate.sources.feeds.wellformed import DEEPEST, MOST_ATTRIBUTES

NAMESPACE = "https://github.com/airdate/airdate/ns/opml"
LARGEST = 5_000_000  # characters
MOST = 10_000  # feeds
_OWN = f"{{{NAMESPACE}}}"
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


class WrongOpml(ValueError):
    """What was given is no list of feeds; one line that says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. Empty where it does not say; ``every`` in minutes, 0 where it does not say."""

    name: str
    address: str
    homepage: str = ""
    source_class: str = ""
    region: str = ""
    language: str = ""
    licence: str = ""
    may_show: str = ""
    reads: str = ""
    every: int = 0


def read_opml(text: str) -> list[Outline]:
    """The feeds of a list, whatever folders they lie in, each once. Raises `WrongOpml`."""
    if len(text) > LARGEST:
        raise WrongOpml(f"it has {len(text):,} characters; a list of feeds has at most {LARGEST:,}")
    if _ENTITIES.search(text):
        raise WrongOpml("its XML declares entities, which lists of feeds have no use for")
    found: dict[str, Outline] = {}

    def keep(attributes: dict[str, str]) -> None:
        address = plain.address(attributes.get("xmlUrl") or attributes.get("xmlurl"), "")
        if address:
            found.setdefault(address, _outline(address, attributes))
        if len(found) > MOST:
            raise WrongOpml(f"it names more than {MOST:,} feeds")

    _read(text, keep)
    return list(found.values())


def _read(text: str, keep: Callable[[dict[str, str]], None]) -> None:
    """Call ``keep`` with the attributes of each outline, as they come. Raises `WrongOpml` for what is no OPML."""
    depth, is_opml = 0, False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, is_opml
        depth += 1
        is_opml = is_opml or (depth == 1 and name == "opml")
        if depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise WrongOpml(
                f"its elements lie more than {DEEPEST} deep, or have more than {MOST_ATTRIBUTES} attributes"
            )
        if not is_opml:
            raise WrongOpml("it is XML, but no OPML")
        if name == "outline":
            keep({key.replace("|", ""): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8", namespace_separator="|")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    declaration = re.compile(r"\s*<\?xml[^>]*\?>")
    try:
        parser.Parse(declaration.sub("", text, count=1).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise WrongOpml(f"its XML is broken at line {error.lineno}: {expat.ErrorString(error.code)}") from error


def _outline(address: str, attributes: dict[str, str]) -> Outline:
    def own(name: str, longest: int = 200) -> str:
        return plain.line(attributes.get(NAMESPACE + name), html=False)[:longest]

    every = own("every", 6)
    return Outline(
        name=plain.line(attributes.get("text") or attributes.get("title"), html=False)[:200],
        address=address,
        homepage=plain.address(attributes.get("htmlUrl"), address)[:500],
        source_class=own("class", 12),
        region=own("region", 2),
        language=own("language", 35) or plain.line(attributes.get("language"), html=False)[:35],
        licence=own("licence"),
        may_show=own("mayShow", 12),
        reads=own("reads", 4),
        every=int(every) if every.isascii() and every.isdigit() else 0,
    )


def write_opml(outlines: Iterable[Outline], *, title: str, now: datetime.datetime) -> str:
    """The list as OPML 2.0, in UTF-8. ``now`` is aware."""
    ElementTree.register_namespace("airdate", NAMESPACE)
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = title
    ElementTree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = ElementTree.SubElement(root, "body")
    for outline in outlines:
        usual = {"text": outline.name, "title": outline.name, "type": "rss", "xmlUrl": outline.address,
                 "htmlUrl": outline.homepage, "language": outline.language}  # fmt: skip
        own = {"class": outline.source_class, "region": outline.region, "licence": outline.licence,
               "mayShow": outline.may_show, "reads": outline.reads,
               "every": str(outline.every) if outline.every else ""}  # fmt: skip
        attributes = {**usual, **{_OWN + name: value for name, value in own.items()}}
        ElementTree.SubElement(body, "outline", {name: value for name, value in attributes.items() if value})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
