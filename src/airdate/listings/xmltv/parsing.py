"""Elements that libxml2 has to read: channels, and programmes that are not written plainly.

Each is parsed by itself, first strictly, then as far as it goes, so that a broken one harms no other.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from airdate.listings.xmltv.cutting import Piece
from airdate.listings.xmltv.elements import Elements, Listed, ListedChannel
from airdate.listings.xmltv.parts import Element
from airdate.listings.xmltv.refusals import Unusable

if TYPE_CHECKING:
    from airdate.listings.xmltv.guide import Reading

Portion = tuple[list[ListedChannel], list[tuple[Listed, int]]]  # channels, and broadcasts each with its line

_STRICT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
_UNQUOTED = re.compile(rb"""(<[^<>]*?\s[\w:.-]+)=([^\s"'<>=]+)(?=[\s/>])""")


def parse_element(tag: bytes, attributes: bytes, content: bytes) -> Element | None:
    """An element by itself; None where it is no XML."""
    try:
        return etree.fromstring(b"<%b%b>%b</%b>" % (tag, attributes, content, tag), _STRICT)
    except etree.XMLSyntaxError:
        return None


def parse_piece(piece: Piece, elements: Elements, portion: Portion, reading: Reading) -> None:
    """Take the channels and programmes of a piece into ``portion``. What stands before the first has no owner."""
    for each in piece.elements():
        _take(each, elements, portion, reading)


def _take(piece: Piece, elements: Elements, portion: Portion, reading: Reading) -> None:
    """One element with what stands behind it."""
    found = None
    wrapped = b"<tv>" + piece.data + b"</tv>"
    try:
        found = etree.fromstring(wrapped, _STRICT)
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
