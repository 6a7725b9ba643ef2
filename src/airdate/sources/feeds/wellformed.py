"""XML looked over before feedparser gets it: how it is broken, and whether it is of a size that can be read. Pure.

feedparser's time grows with the square of depths and numbers of attributes; expat's, in C, does not. Entities are not
declared here (`parse` refuses them), and those of HTML stand for a space: feeds use ``&nbsp;`` as if it were of XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 100  # elements within one another; pages written as XHTML have some dozens
MOST_ATTRIBUTES = 60  # of one element, namespaces among them
MOST_ELEMENTS = 200_000
MOST_NAMESPACES = 100  # different ones; feeds have a dozen
_ENTRIES = frozenset({"item", "entry"})
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")


class TooMuch(ValueError):
    """The XML is of no size that a feed has; one line that says in what."""


@dataclass(slots=True)
class LookedOver:
    """XML with no more than so many entries. ``broken`` is what is wrong with it first, empty if nothing is."""

    xml: bytes
    broken: str = ""


@dataclass(slots=True)
class _Looker:
    most: int
    parser: expat.XMLParserType
    open: list[str] = field(default_factory=list)
    namespaces: set[tuple[str, str]] = field(default_factory=set)
    elements: int = 0
    entries: int = 0
    cut: int | None = None
    ends: str = ""

    def start(self, name: str, attributes: list[str]) -> None:
        self.elements += 1
        if len(self.open) >= DEEPEST:
            raise TooMuch(f"its elements lie more than {DEEPEST} deep in one another")
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise TooMuch(f"an element of it has more than {MOST_ATTRIBUTES} attributes")
        for at in range(0, len(attributes), 2):
            if attributes[at].startswith("xmlns"):
                self.namespaces.add((attributes[at], attributes[at + 1]))
        if len(self.namespaces) > MOST_NAMESPACES:
            raise TooMuch(f"it declares more than {MOST_NAMESPACES} namespaces")
        if self.elements > MOST_ELEMENTS:
            raise TooMuch(f"it has more than {MOST_ELEMENTS:,} elements")
        if name.rpartition(":")[2].lower() in _ENTRIES:
            self.entries += 1
            if self.entries > self.most and self.cut is None:
                self.cut = self.parser.CurrentByteIndex
                self.ends = "".join(f"</{each}>" for each in reversed(self.open))
        self.open.append(name)

    def end(self, name: str) -> None:
        self.open.pop()


def look_over(text: str, most: int) -> LookedOver:
    """The XML as UTF-8, cut after ``most`` entries. Raises `TooMuch`."""
    xml = _NAMED.sub(" ", text).encode("utf-8", "replace")
    parser = expat.ParserCreate("utf-8")
    looker = _Looker(most, parser)
    parser.ordered_attributes = True
    parser.StartElementHandler = looker.start
    parser.EndElementHandler = looker.end
    broken = ""
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        broken = f"its XML is broken at line {error.lineno}: {expat.ErrorString(error.code)}"
    if looker.cut is not None:  # what is broken behind the cut does no harm
        return LookedOver(xml[: looker.cut] + looker.ends.encode())
    return LookedOver(xml, broken)
