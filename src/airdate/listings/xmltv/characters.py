"""A guide's bytes as UTF-8 that an XML parser can take, whatever they claim to be.

Files declare an encoding and use another, or several at once. The rule: text that is valid UTF-8 is UTF-8, because text
in another encoding hardly ever is by accident; else what the file declares counts, else Windows-1252, which takes all.
It is decided for the file where its first text beyond ASCII shows it, and line by line where a line contradicts that.

Characters that XML forbids are dropped; an ``&`` that begins no entity of XML becomes one: HTML's by its
character, any other by ``&amp;``.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5

_CONTROLS = bytes(n for n in range(32) if n not in (9, 10, 13)) + b"\x7f"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# Encodings whose ASCII half is ASCII, so that markup can be found before text is decoded.
_FAMILIES = re.compile(
    r"(iso8859|iso-8859|windows-?125|cp125|cp85|cp437|koi8|mac-|macroman|latin|gb2312|gbk|gb18030|big5|euc|shift|sjis|tis-?620)",
    re.IGNORECASE,
)
_LATIN = {"iso8859-1", "ascii", "cp1252"}  # Python's names; all three mean Windows-1252 in practice
LONGEST_LINE = 1 << 20  # bytes without a tag or a line's end; of more, a space has to do
_ALLOWED = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))  # XML 1.0, production 2, beside tab and line ends
_AMPERSAND = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos);)(?:(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{0,31});)?"
)
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")

Decode = Callable[[bytes, bool], str]


class Characters:
    """The text of one file. ``encoding`` says how it was read; ``mended`` counts what had to be put right."""

    def __init__(self) -> None:
        self.encoding = ""
        self.mended: Counter[str] = Counter()

    def clean(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks as UTF-8, cut anew so that no character, entity or tag is divided except in endless lines."""
        decode: Decode | None = None
        held = b""
        first = True
        for chunk in chunks:
            held += chunk
            if first:
                if len(held) < 4:
                    continue
                first, (decode, held) = False, self._begin(held)
            if decode is not None:
                yield from self._tidy_whole(decode(held, False))
                held = b""
                continue
            end = max(held.rfind(b">"), held.rfind(b"\n")) + 1
            if not end and len(held) > LONGEST_LINE:
                end = held.rfind(b" ") + 1 or _whole_characters(held)
            if end:
                yield self._tidy(self._utf8(held[:end]))
                held = held[end:]
        if first:
            decode, held = self._begin(held)
        if decode is not None:
            yield from self._tidy_whole(decode(held, True))
        elif held:
            yield self._tidy(self._utf8(held))

    def _begin(self, head: bytes) -> tuple[Decode | None, bytes]:
        """How a file that begins so is read: a decoder where its characters are of two or four bytes, else None."""
        for mark, name in (
            (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
            (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
        ):  # fmt: skip
            if head.startswith(mark):
                self.encoding = name
                return (None, head[3:]) if name == "utf-8" else (_decoder(name), head)
        if head.startswith((b"<\0", b"\0<")):
            self.encoding = "utf-16-le" if head.startswith(b"<") else "utf-16-be"
            return _decoder(self.encoding), head
        return None, head

    def _tidy_whole(self, text: str) -> Iterator[bytes]:
        if text:
            yield self._tidy(text.encode("utf-8", "replace"))

    def _utf8(self, data: bytes) -> bytes:
        """Whole lines as UTF-8."""
        if data.isascii():
            if not self.encoding and (found := _DECLARED.search(data, 0, 1024)):
                self.encoding = _known(found[1].decode("ascii")) + "?"  # nothing has shown it yet
            return data
        declared = self.encoding
        if not declared:
            found = _DECLARED.search(data, 0, 1024)
            declared = (_known(found[1].decode("ascii")) if found else "utf-8") + "?"
        undecided = declared.endswith("?")
        name = declared.rstrip("?")
        if name == "utf-8" or undecided:
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                pass
            else:
                if undecided and name != "utf-8":
                    self.mended[f"declared as {name}, but it is UTF-8"] += 1
                self.encoding = "utf-8"
                return data
        self.encoding = name
        if name != "utf-8":
            try:
                return _decoded(data, name).encode("utf-8")
            except UnicodeDecodeError:
                pass
        return b"".join(self._line(line, name) for line in data.splitlines(keepends=True))

    def _line(self, line: bytes, name: str) -> bytes:
        """A line of a file whose lines are not all of one encoding."""
        if line.isascii():
            return line
        if name == "utf-8":
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                self.mended["lines that are not UTF-8, read as Windows-1252"] += 1
                return _decoded(line, "cp1252").encode("utf-8")
            return line
        try:
            return _decoded(line, name).encode("utf-8")
        except UnicodeDecodeError:
            pass
        self.mended[f"lines that are not {name}"] += 1
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return line.decode(name, "replace").encode("utf-8")
        return line

    def _tidy(self, data: bytes) -> bytes:
        data = data.translate(None, _CONTROLS)
        for never in _NONCHARACTERS:
            data = data.replace(never, b"\xef\xbf\xbd")
        if b"&" in data:
            data = _AMPERSAND.sub(self._entity, data)
        return data

    def _entity(self, found: re.Match[bytes]) -> bytes:
        name = (found[1] or b"").decode("ascii")
        if name.startswith("#"):
            number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
            if 0x80 <= number < 0xA0:
                number = ord(bytes([number]).decode("cp1252", "ignore") or "\ufffd")
            if (
                number in (9, 10, 13)
                or 32 <= number < 0xD800
                or 0xE000 <= number < 0xFFFE
                or 0xFFFF < number < 0x110000
            ):
                return b"&#%d;" % number
            self.mended["references to characters that there are not"] += 1
            return b""
        if name + ";" in html5:
            text = html5[name + ";"]
            if text in "<>&\"'":
                return b"&#%d;" % ord(text)
            self.mended["entities of HTML"] += 1
            return text.encode()
        self.mended["& written as such"] += 1
        return b"&amp;" + found[0][1:]


def _whole_characters(data: bytes) -> int:
    """Behind the last byte that is no part of a character that goes on."""
    end = len(data)
    while end > len(data) - 4 and data[end - 1] >= 0x80:
        end -= 1
    return end


def _known(name: str) -> str:
    """Python's name of a declared encoding; UTF-8 for one that is unknown or no superset of ASCII."""
    if not _FAMILIES.match(name) and name.lower() not in ("us-ascii", "ascii"):
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def _decoded(data: bytes, name: str) -> str:
    """Bytes as text. What calls itself Latin-1 or ASCII is Windows-1252; the five bytes that lacks are dropped."""
    if name in _LATIN:
        return data.translate(None, b"\x81\x8d\x8f\x90\x9d").decode("cp1252")
    return data.decode(name)


def _decoder(name: str) -> Decode:
    return codecs.getincrementaldecoder(name)("replace").decode
