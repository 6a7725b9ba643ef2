"""A guide from its first channel to its last programme, in memory that does not grow with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from airdate.listings.xmltv.characters import Characters
from airdate.listings.xmltv.cutting import Cutting, Piece
from airdate.listings.xmltv.elements import ATTRIBUTES, Elements, Listed, ListedChannel
from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import Unusable

LINES_SHOWN = 10
_ELEMENTS = re.compile(
    rb"<(programme|channel)(?=[\s/>])" + ATTRIBUTES + rb"(?:/>|>([^<]*(?:<(?!/\1\s*>)[^<]*)*)</\1\s*>)"
)


_UNQUOTED = re.compile(rb"""(<[^<>]*?\s[\w:.-]+)=([^\s"'<>=]+)(?=[\s/>])""")


@dataclass(slots=True)
class Skipped:
    """What could not be used, by reason: how many, the first lines, and the value of the first."""

    by_reason: dict[str, dict[str, object]] = field(default_factory=dict)
    total: int = 0

    def add(self, reason: str, line: int, value: str = "") -> None:
        self.total += 1
        known = self.by_reason.get(reason)
        if known is None:
            self.by_reason[reason] = {"count": 1, "lines": [line], "example": value}
            return
        known["count"] = int(str(known["count"])) + 1
        lines = known["lines"]
        if isinstance(lines, list) and len(lines) < LINES_SHOWN:
            lines.append(line)


@dataclass(slots=True)
class Reading:
    """How the reading of a file goes. ``packed`` of ``size`` bytes are read.

    ``mended`` counts what was put right or left out in broadcasts that were used.
    """

    size: int
    packed: int = 0
    programmes: int = 0
    channels: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    mended: Counter[str] = field(default_factory=Counter)
    root: dict[str, str] = field(default_factory=dict)
    encoding: str = ""


Portion = tuple[list[ListedChannel], list[tuple[Listed, int]]]


def read_guide(
    file: GuideFile, reading: Reading, *, watch: Callable[[Reading], None] = lambda reading: None
) -> Iterator[Portion]:
    """The channels and broadcasts of a file in portions of some hundred, each broadcast with its line.

    ``reading`` is filled while it goes on; ``watch`` is called after each portion. Raises `WrongGuide`.
    """
    characters, cutting, elements = Characters(), Cutting(file.name), Elements()
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    with file.chunks() as chunks:

        def bytes_of() -> Iterator[bytes]:
            for chunk, packed in chunks:
                reading.packed = packed
                yield chunk

        for piece in cutting.pieces(characters.clean(bytes_of())):
            yield _portion(piece, elements, strict, reading)
            watch(reading)
    reading.mended = elements.mended + characters.mended
    reading.root = cutting.root
    reading.encoding = characters.encoding.rstrip("?") or "utf-8"


def _portion(piece: Piece, elements: Elements, strict: etree.XMLParser, reading: Reading) -> Portion:
    """What is in a piece. What is plain is read as it stands, any other element is parsed."""
    portion: Portion = ([], [])
    data = piece.data
    found = list(_ELEMENTS.finditer(data))
    if b"<![CDATA[" in data or data.count(b"<") != sum(data.count(b"<", *each.span()) for each in found):
        return _parsed(piece, elements, strict, reading)
    line, at = piece.line, 0
    for each in found:
        begins = each.start()
        line += data.count(b"\n", at, begins)
        at = begins
        kind, attributes, content = each.groups()
        try:
            if kind == b"programme":
                listed = elements.plain(attributes, content or b"")
                if listed is not None:
                    reading.programmes += 1
                    portion[1].append((listed, line))
                    continue
        except Unusable as error:
            reading.programmes += 1
            reading.skipped.add(error.reason, line, error.value)
            continue
        for alone in Piece(data[begins : each.end()], line).elements():  # two where the first is never closed
            _take_parsed(alone, portion, elements, strict, reading)
    return portion


def _parsed(piece: Piece, elements: Elements, strict: etree.XMLParser, reading: Reading) -> Portion:
    """What is in a piece that is not plain: each element parsed by itself, so that a broken one harms no other."""
    portion: Portion = ([], [])
    for each in piece.elements():
        _take_parsed(each, portion, elements, strict, reading)
    return portion


def _take_parsed(piece: Piece, portion: Portion, elements: Elements, strict: etree.XMLParser, reading: Reading) -> None:
    """One element with what stands behind it."""
    found = None
    wrapped = b"<tv>" + piece.data + b"</tv>"
    try:
        found = etree.fromstring(wrapped, strict)
    except etree.XMLSyntaxError:
        recovering = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        with suppress(etree.XMLSyntaxError):
            found = etree.fromstring(_UNQUOTED.sub(rb'\1="\2"', wrapped), recovering)
        elements.mended["broken XML, read as far as it goes"] += 1
    is_channel = piece.data.startswith(b"<channel")
    if is_channel:
        reading.channels += 1
    else:
        reading.programmes += 1
    if found is None or not len(found):
        reading.skipped.add("it is broken XML", piece.line)
        return
    try:
        if is_channel:
            portion[0].append(elements.channel(found[0]))
        else:
            portion[1].append((elements.programme(found[0]), piece.line))
    except Unusable as error:
        reading.skipped.add(error.reason, piece.line, error.value)
    for beside in found[1:]:
        if isinstance(beside.tag, str):
            elements.mended[f"unknown element <{beside.tag[:40]}>"] += 1
