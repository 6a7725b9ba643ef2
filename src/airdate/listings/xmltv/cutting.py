"""A guide's text cut into pieces of whole elements, so that each piece can be parsed by itself.

What stands before the first element is looked at here and never reaches the parser: the root must be XMLTV's, and a
document type that declares entities is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from airdate.listings.xmltv.refusals import WrongGuide

LONGEST = 8 << 20  # bytes of one element, or of what stands between two
_ROOT = re.compile(rb"""<([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(rb"""([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^\[<>"']|"[^"]*"|'[^']*')*(?:\[.*?\]\s*)?>""", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|<!--.*?-->", re.DOTALL)
_OPENED = re.compile(rb"<!\[CDATA\[(?!.*?\]\]>)|<!--(?!.*?-->)", re.DOTALL)
_END = re.compile(rb"</(?:programme|channel)\s*>")
_CLOSED = re.compile(rb"</tv\s*>", re.IGNORECASE)
_BEGINS = re.compile(rb"<(?:programme|channel)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some whole elements as UTF-8, and the line of the file on which the piece begins."""

    data: bytes
    line: int

    def elements(self) -> Iterator[Piece]:
        """Each channel and programme by itself: from where it begins to where the next does."""
        begins = [found.start() for found in _BEGINS.finditer(self.data)]
        for place, at in enumerate(begins):
            until = begins[place + 1] if place + 1 < len(begins) else len(self.data)
            yield Piece(self.data[at:until], self.line + self.data.count(b"\n", 0, at))


class Cutting:
    """The pieces of one file. ``root`` holds the attributes of its root element once a piece was given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: dict[str, str] = {}

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[Piece]:
        """The elements of a guide in pieces of about a chunk. Raises `WrongGuide` where it is none, or breaks off."""
        buffer, line, begun = b"", 1, False
        for chunk in chunks:
            buffer += chunk
            if b"<!" in buffer:
                buffer, tail = _without_comments(buffer)
            else:
                tail = b""
            if not begun:
                at = self._begin(buffer)
                if not at:
                    buffer = self._bounded(buffer + tail, line)
                    continue
                begun = True
                line += buffer.count(b"\n", 0, at)
                buffer = buffer[at:]
            end = _last_end(buffer)
            if end:
                yield Piece(buffer[:end], line)
                line += buffer.count(b"\n", 0, end)
                buffer = buffer[end:]
            buffer = self._bounded(buffer + tail, line)
        if not begun:
            shown = buffer.lstrip()[:40].decode("utf-8", "replace")
            raise WrongGuide(
                f"{self.name} is no XMLTV guide: it "
                + (f"begins with {shown!r}" if shown else "is empty; get it again")
            )
        closed = _CLOSED.search(buffer)
        if closed is None and not self.root.get("/"):
            last = line + buffer.rstrip().count(b"\n")
            raise WrongGuide(f"{self.name} breaks off at line {last:,}, before </tv>; get it again")
        rest = buffer[: closed.start()] if closed else buffer
        if _BEGINS.search(rest):
            yield Piece(rest, line)
        self.root.pop("/", None)

    def _begin(self, buffer: bytes) -> int:
        """Where the root's content begins; 0 while that has not been read."""
        head = buffer[:LONGEST]
        if _ENTITY.search(head, 0, _first_element(head)):
            raise WrongGuide(f"{self.name} is refused: it declares entities of its own, which no guide needs")
        bare = _DOCTYPE.sub(lambda found: b" " * len(found[0]), head, count=1)
        start = re.match(rb"\s*(?:<\?.*?\?>\s*)*", bare, re.DOTALL)
        at = start.end() if start else 0
        found = _ROOT.match(bare, at)
        if found is None:
            if len(bare) - at > 65536 or (len(bare) > at and bare[at : at + 1] != b"<"):
                shown = bare[at : at + 40].decode("utf-8", "replace")
                raise WrongGuide(f"{self.name} is no XMLTV guide: it begins with {shown!r}")
            return 0
        name = found[1].decode("utf-8", "replace")
        if name.lower() != "tv":
            raise WrongGuide(f"{self.name} is no XMLTV guide: its root is <{name}>, not <tv>")
        attributes = found[2]
        if attributes.rstrip().endswith(b"/"):
            self.root["/"] = "/"  # an empty guide in one tag
        for key, one, two in _ATTRIBUTE.findall(attributes):
            self.root[key.decode()] = _plain((one or two).decode("utf-8", "replace"))
        return found.end()

    def _bounded(self, buffer: bytes, line: int) -> bytes:
        if len(buffer) > LONGEST:
            raise WrongGuide(
                f"{self.name} is refused: behind line {line:,} no element ends within {LONGEST >> 20} MiB; get it again"
            )
        return buffer


def _first_element(head: bytes) -> int:
    """How far a document type may reach: to the first element of a guide."""
    found = re.search(rb"<(?:tv|TV)[\s/>]", head)
    return found.start() if found else len(head)


def _last_end(buffer: bytes) -> int:
    """Behind the last element that is whole."""
    at = max(buffer.rfind(b"</programme"), buffer.rfind(b"</channel"))
    while at >= 0:
        found = _END.match(buffer, at)
        if found:
            return found.end()
        at = max(buffer.rfind(b"</programme", 0, at), buffer.rfind(b"</channel", 0, at))
    return 0


def _without_comments(buffer: bytes) -> tuple[bytes, bytes]:
    """The buffer with its comments gone but for their lines, and its end where a comment or CDATA has only begun."""
    whole = _COMMENT.sub(lambda found: found[1] or b"\n" * found[0].count(b"\n"), buffer)
    begun = max(whole.rfind(b"<!--"), whole.rfind(b"<![CDATA["))
    if begun >= 0 and _OPENED.match(whole, begun):
        return whole[:begun], whole[begun:]
    return whole, b""


def _plain(value: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        value = value.replace(entity, character)
    return value
