"""Pieces of a guide read by their lines: how nearly all guides are written, and the fastest way to read them.

Guides put a child on each line, and write the same lines again and again: a category, an icon, an actor. A line that
was met before is looked up by its bytes and not read again. Where a guide has hardly any line ends, they are put
between its tags first. Whatever is not plainly so (a tag that is never closed, an instruction, words beside elements)
is parsed by libxml2, from where the odd element begins to where it ends; both ways give the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from airdate.listings.xmltv.cutting import Piece
from airdate.listings.xmltv.elements import Elements, Listed
from airdate.listings.xmltv.parsing import Portion, parse_element, parse_piece
from airdate.listings.xmltv.parts import TEXTS, Part, as_json, joined_credits, person, read_part, spoken_part, text_part
from airdate.listings.xmltv.refusals import Unusable
from airdate.listings.xmltv.texts import language

if TYPE_CHECKING:
    from airdate.listings.xmltv.guide import Reading

REMEMBERED = 16 << 20  # bytes of lines that are remembered
MORE = "<"  # in place of a language: there is more than a language
LONGEST_BLOCK = 400  # lines of one child
FEW = 3  # lines a programme; in a guide of fewer, line ends are put between tags
_BETWEEN, _ADDED = b"><", b">\n\x01<"  # a line end that was put there, with a character that no guide holds any more
# Written so that each step takes as many characters as it can: these are the innermost loops of an import.
_ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)"""
_BEGINS = re.compile(rb"[\s\x01]*<programme" + _ATTRIBUTES + rb"\s*>\s*")
_USUAL = re.compile(rb"""[\s\x01]*<programme\s+start="([^"<&]*)"\s+stop="([^"<&]*)"\s+channel="([^"<&]*)"\s*>\s*""")
_CHILD = re.compile(
    rb"[\s\x01]*<([a-z][a-z-]*)" + _ATTRIBUTES + rb"\s*(?:(/)>|>([^<]*(?:<(?!/\1\s*>)[^<]*)*)</\1\s*>)\s*"
)
_TEXT = re.compile(rb"""[\s\x01]*<([a-z][a-z-]*)(?: lang="([^"<&]*)")?>([^<\x01]*)</\1>\s*""")
_OPENED = re.compile(rb"[\s\x01]*<([a-z][a-z-]*)[\s>]")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LANG = re.compile(rb"""\s+lang\s*=\s*(?:"([^"&]*)"|'([^'&]*)')$""")
_ENDS = (b"</programme>", b"</channel>")
_CREDITED, _SPACE = b"</credits>", b"\x01 \t\r"
_NO_CHILDREN = {b"programme", b"channel", b"tv"}


class Lines:
    """Reads the pieces of one guide."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._parts: dict[bytes, Part] = {}
        self._people: dict[bytes, list[str]] = {}
        self._beginnings: set[tuple[bytes, ...]] = set()  # what stands around the attributes of programmes
        self._heads: dict[bytes, tuple[str, str | None, bytes]] = {}  # of texts -> tag, language, and what ends them
        self._remembered = 0

    def portion(self, piece: Piece, reading: Reading) -> Portion:
        """What is in a piece, each broadcast with its line."""
        portion: Portion = ([], [])
        data = piece.data
        if b"<![CDATA[" in data:
            parse_piece(piece, self._elements, portion, reading)
            return portion
        numbers: Sequence[int]
        if data.count(b"\n") < FEW * data.count(b"</programme>"):
            lines = data.replace(_BETWEEN, _ADDED).split(b"\n")
            numbers = list(accumulate((line[:1] != b"\x01" for line in lines), initial=piece.line - 1))[1:]
        else:
            lines = data.split(b"\n")
            numbers = range(piece.line, piece.line + len(lines))
        at, count = 0, len(lines)
        while at < count:
            begins = lines[at]
            if not begins or begins.isspace():
                at += 1
                continue
            end = self._programme(lines, at, numbers[at], portion, reading)
            at = end if end is not None else self._odd(lines, at, numbers, portion, reading)
        return portion

    def _programme(self, lines: list[bytes], at: int, number: int, portion: Portion, reading: Reading) -> int | None:
        """A programme that begins on line ``at``, the guide's ``number``: the line behind it. None if it is odd."""
        begins = lines[at]
        # Written as one before: what stands between the quotes is a start, a stop and a channel.
        cut = begins.split(b'"')
        usual = len(cut) == 7 and (cut[0], cut[2], cut[4], cut[6]) in self._beginnings
        if usual and (b"&" in begins or begins.count(b"<") > 1):
            usual = False
        if not usual:
            if _USUAL.fullmatch(begins):
                usual = True
                self._count(begins)
                self._beginnings.add((cut[0], cut[2], cut[4], cut[6]))
            elif not _BEGINS.fullmatch(begins):
                return None
        parts, end = self._children(lines, at + 1)
        if parts is None:
            return None
        reading.programmes += 1
        try:
            row = self._elements.plain(cut[1], cut[3], cut[5], parts) if usual else self._unusual(begins, parts)
            portion[1].append((row, number))
        except Unusable as error:
            reading.skipped.add(error.reason, number, error.value)
        return end

    def _unusual(self, begins: bytes, parts: list[Part]) -> Listed:
        """A programme with attributes of any kind and order."""
        given = {name.decode(): html.unescape((one or two).decode()) for name, one, two in _ATTRIBUTE.findall(begins)}
        return self._elements.listed(given, parts)

    def _children(self, lines: list[bytes], at: int) -> tuple[list[Part] | None, int]:
        """The children that stand from line ``at`` on, and the line behind the programme; None if one is odd."""
        parts: list[Part] = []
        known, count = self._parts, len(lines)
        while at < count:
            line = lines[at]
            at += 1
            part = known.get(line)
            if part is None:
                stripped = line.strip(_SPACE)
                if stripped == b"</programme>":
                    return parts, at
                if not stripped:
                    continue
                part, at = self._met(line, lines, at)
                if part is None:
                    break
            parts.append(part)
        return None, at

    def _met(self, line: bytes, lines: list[bytes], at: int) -> tuple[Part | None, int]:
        """A child that begins on a line which was not met before, and the line behind it; None if it is odd."""
        head, _, rest = line.partition(b">")
        text = self._heads.get(head) or self._head(line, head)
        if text is not None:
            name, spoken, closing = text
            if rest.endswith(closing) and b"<" not in (content := rest[: -len(closing)]):
                words = content.decode()
                part: Part | None = spoken_part(name, html.unescape(words) if "&" in words else words, spoken)
                if part is not None and name != "desc":  # that is hardly ever met again
                    self._remember(line, part)
                return part, at
        elif head.lstrip(_SPACE) == b"<credits" and rest.endswith(_CREDITED) and rest.count(b"</credits") == 1:
            people = self._credits(rest[: -len(_CREDITED)])
            if people is not None:
                self._remember(line, people)
                return people, at
        block, child = line, _CHILD.fullmatch(line)
        if child is None:
            opened = _OPENED.match(line)
            closing = b"</%b>" % opened[1] if opened else b""
            if not closing or closing in line:
                return None, at
            first, last = at - 1, min(len(lines), at + LONGEST_BLOCK)
            while at < last and not lines[at].rstrip().endswith(closing):
                at += 1
            at += 1
            block = b"\n".join(lines[first:at])
            known = self._parts.get(block)
            if known is not None:
                return known, at
            child = _CHILD.fullmatch(block)
            if child is None:
                return None, at
        part = self._read(*child.groups())
        if part is not None:
            self._remember(block, part)
        return part, at

    def _head(self, line: bytes, head: bytes) -> tuple[str, str | None, bytes] | None:
        """How a text is written, if the line is nothing else. The next that begins so is known by its beginning."""
        found = _TEXT.fullmatch(line)
        if found is None or found.start(3) != len(head) + 1:
            return None
        name = found[1].decode()
        if name not in TEXTS:
            return None
        self._count(head)
        spoken = None if found[2] is None else language(found[2].decode())
        text = self._heads[head] = name, spoken, line[found.end(3) :]
        return text

    def _read(self, tag: bytes, attributes: bytes, empty: bytes | None, content: bytes | None) -> Part | None:
        """What a child adds; None where it is no XML, or nobody's child."""
        if tag in _NO_CHILDREN:
            return None
        name, inside = tag.decode(), (content or b"").replace(b"\n\x01", b"")
        spoken = _lang(attributes)
        if name in TEXTS and b"<" not in inside and spoken != MORE:
            text = inside.decode()
            return text_part(name, html.unescape(text) if "&" in text else text, spoken)
        if name == "credits" and not empty and (people := self._credits(inside)) is not None:
            return people
        element = parse_element(tag, attributes, inside)
        return None if element is None else read_part(element)

    def _credits(self, content: bytes) -> Part | None:
        """The people of a programme, each remembered by their bytes. None where they are no plain elements."""
        entries: list[str] = []
        known = self._people
        for line in content.replace(_BETWEEN, b">\n<").split(b"\n"):
            people = known.get(line)
            if people is None:
                if not line or line.isspace():
                    continue
                child = _CHILD.fullmatch(line)
                element = None if child is None else parse_element(child[1], child[2], child[4] or b"")
                if element is None:
                    return None
                people = known[line] = [as_json(entry) for entry in person(element)]
                self._count(line)
            entries += people
        return joined_credits(entries)

    def _remember(self, line: bytes, part: Part) -> None:
        self._count(line)
        self._parts[line] = part

    def _count(self, line: bytes) -> None:
        """Count what is remembered, and forget all of it when it is too much."""
        self._remembered += 250 + 2 * len(line)
        if self._remembered > REMEMBERED:
            self._parts.clear()
            self._people.clear()
            self._heads.clear()
            self._beginnings.clear()
            self._remembered = 0

    def _odd(
        self, lines: list[bytes], at: int, numbers: Sequence[int], portion: Portion, reading: Reading
    ) -> int:  # fmt: skip
        """An element that does not stand a child to the line, from where it begins; gives the line behind it.

        With line ends between its tags it may be plain; else it is parsed.
        """
        first, count = at, len(lines)
        while at < count and not lines[at].rstrip().endswith(_ENDS):
            at += 1
        at += 1
        data = b"\n".join(lines[first:at]).replace(b"\n\x01", b"").lstrip(b"\x01")
        if _BETWEEN in data and data.count(b"<programme") == data.count(b"</programme>") == 1:
            parted = data.strip().replace(_BETWEEN, _ADDED).split(b"\n")
            if self._programme(parted, 0, numbers[first], portion, reading) is not None:
                return at
        parse_piece(Piece(data, numbers[first]), self._elements, portion, reading)
        return at


@lru_cache(maxsize=1_000)
def _lang(attributes: bytes) -> str | None:
    """The language that attributes name: None if there are none at all, `MORE` where there is more than a language."""
    if not attributes:
        return None
    found = _LANG.match(attributes)
    return (found[1] or found[2] or b"").decode() if found else MORE
