"""From the bytes of a file or page to its text: byte-order marks, declared encodings, UTF-8, Windows-1252."""

from __future__ import annotations

import codecs
import re

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096  # bytes; browsers look at 1024, publishers put it later
# What browsers read under other names (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01  # of the characters; more, and it is no text


class NotText(ValueError):
    """The bytes are not text; the message says what speaks against it."""


def decode(body: bytes, declared: str | None = None, *, html: bool = False) -> str:
    """The text of ``body``, without a byte-order mark; line ends stay as they are.

    In this order: a byte-order mark, the encoding that HTTP ``declared``, that of a ``<meta>`` (with ``html``), UTF-8,
    Windows-1252. A declared encoding that does not fit is passed over. Raises ``NotText``.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            try:
                return _checked(body[len(mark) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise NotText(f"it begins as {encoding.upper()} and is none at byte {error.start}") from error
    if b"\0" in body:
        raise NotText("it holds null bytes")
    for name in (declared, _meta_charset(body) if html else None, "utf-8"):
        text = _as(body, name)
        if text is not None:
            return _checked(text)
    # Windows-1252 leaves five bytes undefined; they are read as the control characters that browsers take them for.
    return _checked(body.decode("cp1252", errors="surrogateescape").translate(_UNDEFINED))


_UNDEFINED = {0xDC00 + byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _as(body: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        encoding = codecs.lookup(_MEANT.get(name.strip().lower(), name.strip())).name
        return body.decode(encoding) if encoding != "cp1252" or not _is_utf8(body) else body.decode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_utf8(body: bytes) -> bool:
    """Whether bytes beyond ASCII form UTF-8 throughout: then a declared Windows-1252 is a default left in place."""
    try:
        return not body.isascii() and bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _meta_charset(body: bytes) -> str | None:
    found = _META.search(body[:_META_WITHIN])
    name = found.group(1).decode("ascii").lower() if found else None
    return None if name is None or name.startswith(("utf-16", "utf-32")) else name  # it was read as ASCII just now


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls > max(2, _MOST_CONTROLS * len(text)):
        raise NotText(f"it holds {controls} control characters")
    return text
