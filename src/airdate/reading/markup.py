"""HTML to plain text, with the way back: every character of the text knows its place in the HTML.

The tags are taken apart here and not by ``html.parser``: its time grows with the square of the length on unclosed tags
(Python 3.11.7 took 109 s for 99 kB of ``<a ``), and it keeps no places inside text with character references. The
rules follow the HTML standard's tokeniser (https://html.spec.whatwg.org/multipage/parsing.html#tokenization) where
they touch the text. Nothing recurses and nothing is scanned twice more than a fixed number of times, so time is
linear for any input.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span

_T: dict[str, Any] = dict(table("markup"))
_HIDDEN_TO_END = frozenset(_T["hidden_to_end"])
_HIDDEN = frozenset(_T["hidden"]) | _HIDDEN_TO_END
_PARAGRAPHS = frozenset(_T["paragraphs"])
_LINES = frozenset(_T["lines"])
_CELLS = frozenset(_T["cells"])
_FURNITURE = frozenset(_T["furniture"])

_NAME = re.compile(r"</?([A-Za-z][^\s/>]{0,60}+)")
# A tag to its end: quoted values may hold ">"; a quotation mark counts only behind an equals sign.
_REST = re.compile(r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+>")
_RUN = re.compile(
    r"(?P<plain>(?:[^& \t\n\r\f]++|[ ](?![ \t\n\r\f]))++)|(?P<blank>[ \t\n\r\f]++)"
    r"|(?P<reference>&(?:#[0-9]{1,8}+;?|#[xX][0-9a-fA-F]{1,8}+;?|[A-Za-z][A-Za-z0-9]{1,31}+;?))|&"
)
_LOOKED_AT = 20_000  # characters in which HTML shows itself
_TELLING = re.compile(rf"<(?:/?(?:{'|'.join(_T['telling'])})(?=[\s/>])|!doctype\s|!--|!\[CDATA\[)", re.IGNORECASE)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class Stripped:
    """The text of some HTML. ``offsets`` maps it back; ``furniture`` are the spans of navigation, asides and footers.

    Paragraphs are parted by an empty line, other blocks and ``<br>`` by a line end, cells by a tab; a list item
    begins with ``- ``. White space is collapsed as browsers do, except in ``<pre>``.
    """

    text: str
    # (place in the text, length there, place in the HTML, length there), in order, without gaps in the text
    offsets: tuple[tuple[int, int, int, int], ...] = field(repr=False)
    furniture: tuple[Span, ...] = ()

    def source_span(self, span: Span) -> Span:
        """The stretch of HTML that ``span`` of the text was made from. ``ValueError`` if it is not inside the text."""
        if not 0 <= span.start <= span.end <= len(self.text):
            raise ValueError(f"span {span.start}-{span.end} is outside the text of {len(self.text)} characters")
        if not self.offsets:
            return Span(0, 0)
        start = self._source(span.start, end=False)
        return Span(start, start if span.start == span.end else max(self._source(span.end, end=True), start))

    def _source(self, at: int, *, end: bool) -> int:
        """Where the character at ``at`` begins in the HTML; with ``end``, where the one before ``at`` ends."""
        key = at - 1 if end else at
        index = bisect_right(self.offsets, (key, len(self.text) + 1, 0, 0)) - 1
        place, length, source, source_length = self.offsets[max(index, 0)]
        if length == source_length:
            return source + at - place
        return source + source_length if end or key >= place + length else source


def looks_like_html(text: str) -> bool:
    """Whether ``text`` shows a tag, a comment or a doctype in its first 20,000 characters."""
    return bool(_TELLING.search(text, 0, _LOOKED_AT))


def strip(html: str) -> Stripped:
    """The text of ``html`` and the map of offsets. Takes any string; broken markup is read as browsers would."""
    return _Stripper(html).run()


class _Stripper:
    def __init__(self, html: str) -> None:
        self.html = html
        self.out: list[str] = []
        self.offsets: list[tuple[int, int, int, int]] = []
        self.length = 0
        self.pending = 0  # 3 a paragraph break, 2 a line break, 1 a cell
        self.bullet = False
        self.blank: tuple[int, int] | None = None  # white space not yet written, in the HTML
        self.pre = 0
        self.open_furniture: list[tuple[str, list[int]]] = []  # the list holds where the text begins, once it does
        self.unbegun: list[list[int]] = []
        self.furniture: list[Span] = []
        self.last_close = html.rfind(">")
        self.careful = True  # until a tag with an open quotation mark is met; then tags end at their first ">"
        self.no_more: set[str] = set()  # what was sought to the end of the HTML in vain

    def run(self) -> Stripped:
        html, at, limit = self.html, 0, len(self.html)
        while at < limit:
            tag = html.find("<", at) if at <= self.last_close else -1
            if tag < 0:
                self.chunk(at, limit)
                break
            if tag > at:
                self.chunk(at, tag)
            at = self.tag(tag)
        return Stripped("".join(self.out), tuple(self.offsets), tuple(sorted(self.furniture)))

    def find(self, what: str, at: int) -> int:
        """Like ``str.find``, but what is in vain once is not sought again."""
        if what in self.no_more:
            return -1
        found = self.html.find(what, at)
        if found < 0:
            self.no_more.add(what)
        return found

    def tag(self, at: int) -> int:
        """Read what begins with "<" at ``at``; the place behind it."""
        html = self.html
        named = _NAME.match(html, at)
        if named:
            end = self.tag_end(named.end())
            if end < 0:
                self.chunk(at, at + 1)
                return at + 1
            name = named[1].lower()
            if html[at + 1] == "/":
                self.closed(name)
                return end
            return self.opened(name, end)
        if html.startswith("<!--", at):
            end = self.find("-->", at + 2)  # "<!-->" is a comment too
            return end + 3 if end >= 0 else self.bogus(at)
        if html.startswith(_CDATA, at):
            end = self.find(_CDATA_END, at)
            if end < 0:
                return self.bogus(at)
            return self.cdata(at + len(_CDATA), end)
        if html[at + 1 : at + 2] in ("!", "?", "/") and html[at + 1 : at + 2]:
            return self.bogus(at)
        self.chunk(at, at + 1)  # "<3" is text
        return at + 1

    def cdata(self, begin: int, end: int) -> int:
        """The content of a CDATA section: feeds put HTML there, so it is read on as HTML up to its end."""
        at = begin
        while at < end:
            tag = self.html.find("<", at, end)
            if tag < 0:
                break
            if tag > at:
                self.chunk(at, tag)
            at = self.tag(tag) if not self.html.startswith(_CDATA, tag) else tag + len(_CDATA)
        if at < end:
            self.chunk(at, end)
        return max(end + len(_CDATA_END), at)

    def bogus(self, at: int) -> int:
        end = self.html.find(">", at)
        if end < 0:
            self.chunk(at, at + 1)
            return at + 1
        return end + 1

    def tag_end(self, at: int) -> int:
        if at > self.last_close:
            return -1
        if self.careful:
            rest = _REST.match(self.html, at)
            if rest:
                return rest.end()
            self.careful = False
        return self.html.find(">", at) + 1 or -1

    def opened(self, name: str, end: int) -> int:
        if name in _HIDDEN:
            return self.hidden(name, end)
        if name in _PARAGRAPHS:
            self.pending = 3
            if name in _FURNITURE:
                self.open_furniture.append((name, []))
                self.unbegun.append(self.open_furniture[-1][1])
            self.pre += name == "pre"
        elif name in _LINES:
            self.pending = max(self.pending, 2)
            self.bullet = name == "li"
        elif name in _CELLS:
            self.pending = max(self.pending, 1)
        elif name == "br":
            self.pending = 3 if self.pending == 2 and not self.blank else max(self.pending, 2)
        elif name == "q":
            self.write('"', end, 0)
        return end

    def hidden(self, name: str, end: int) -> int:
        """The place behind the element that is left out; an unclosed one hides what follows only if a script."""
        closing = f"</{name}"
        if closing in self.no_more:
            return len(self.html) if name in _HIDDEN_TO_END else end
        found = re.compile(rf"{closing}(?=[\s/>])", re.IGNORECASE).search(self.html, end)
        if not found:
            self.no_more.add(closing)
            return len(self.html) if name in _HIDDEN_TO_END else end
        behind = self.html.find(">", found.end())
        return behind + 1 if behind >= 0 else len(self.html)

    def closed(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self.pending = 3
            if name == "pre" and self.pre:
                self.pre -= 1
            # Only the innermost counts: a wrong order of closing tags costs the mark, not the text.
            if self.open_furniture and self.open_furniture[-1][0] == name:
                begin = self.open_furniture.pop()[1]
                if begin:
                    self.furniture.append(Span(begin[0], self.length))
        elif name in _LINES or name == "br":
            self.pending = max(self.pending, 2)
        elif name in _CELLS:
            self.pending = max(self.pending, 1)
        elif name == "q":
            self.write('"', 0, 0)

    def chunk(self, begin: int, end: int) -> None:
        """Text between tags: white space collapsed, character references decoded."""
        html = self.html
        for found in _RUN.finditer(html, begin, end):
            start, stop = found.span()
            kind = found.lastgroup
            if kind == "blank":
                if self.pre:
                    self.write(html[start:stop], start, stop - start)
                elif self.blank is None:
                    self.blank = (start, stop)
            elif kind == "reference":
                self.write(unescape(found.group()), start, stop - start)
            elif self.pre:
                self.write(html[start:stop], start, stop - start)
            else:
                self.words(start, stop)

    def words(self, start: int, stop: int) -> None:
        """Text whose inner spaces are single; those at its edges wait for what follows."""
        if self.html[start] == " ":
            self.blank = self.blank or (start, start + 1)
            start += 1
        trailing = stop > start and self.html[stop - 1] == " "
        self.write(self.html[start : stop - trailing], start, stop - trailing - start)
        if trailing:
            self.blank = (stop - 1, stop)

    def write(self, text: str, source: int, length: int) -> None:
        """Add text that stands at ``source`` in the HTML, behind what is due before it."""
        if not text:
            return
        source = source or (self.offsets[-1][2] + self.offsets[-1][3] if self.offsets else 0)
        if self.pending and self.length:
            self.add(("\t", "\n", "\n\n")[self.pending - 1], source, 0)
        elif self.blank and self.length and not self.pending:
            self.add(" ", self.blank[0], self.blank[1] - self.blank[0])
        if self.bullet:
            self.add("- ", source, 0)
        self.pending, self.blank, self.bullet = 0, None, False
        for begin in self.unbegun:
            begin.append(self.length)
        self.unbegun.clear()
        self.add(text, source, length)

    def add(self, text: str, source: int, length: int) -> None:
        self.out.append(text)
        self.offsets.append((self.length, len(text), source, length))
        self.length += len(text)
