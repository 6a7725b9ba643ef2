"""Texts of guides as people should read them: no markup, no entities escaped twice, no marks decoded wrongly.

What cannot be known is left alone: U+FFFD stands for a character that the guide has lost already.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAK = re.compile(r"<\s*(?:br|/p|p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?\s*(?:b|i|u|s|em|strong|span|font|a|p|div|ul|ol|li|small|big|sup|sub|h[1-6]|blockquote|center|img)\b[^<>]*>",
    re.IGNORECASE,
)
# UTF-8 that was read as Windows-1252: a lead byte's character and one of those that continue it.
_CONTINUING = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
_MOJIBAKE = re.compile(f"[ÂÃâÅÄÐÑ][{re.escape(_CONTINUING)}]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_HAS_C1 = re.compile("[\u0080-\u009f]")
_ODD = re.compile("[\u200b\u2060\ufeff\u00ad]")  # without width, and of no use on a page
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}(?:[-_][A-Za-z0-9]{1,8})*))?$", re.ASCII)
_NO_LANGUAGES = {"xx", "und", "mis", "mul", "zxx", "na", "unk", "non"}


def one_line(text: str | None) -> str:
    """A text that stands on one line: a title, a name."""
    if not text:
        return ""
    if not text.isascii() or "&" in text or "<" in text:
        text = _mend(text)
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return text


def paragraphs(text: str | None) -> str:
    """A text that may have several lines: single spaces, and no more than one empty line between two others."""
    if not text:
        return ""
    if not text.isascii() or "&" in text or "<" in text:
        text = _mend(text)
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        lines = [" ".join(line.split()) for line in text.splitlines()]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text


def _mend(text: str) -> str:
    for _ in range(2):  # escaped twice, sometimes three times
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if text.isascii():
        return text
    if _MOJIBAKE.search(text):
        text = _remade(text)
    if _HAS_C1.search(text):
        text = text.translate(_C1)
    return _ODD.sub("", text)


def _remade(text: str) -> str:
    """Text whose UTF-8 was read as Windows-1252, read rightly; as it is, unless all of it can be."""
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return text
            raw.append(ord(character))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text


@lru_cache(maxsize=1_000)
def language(text: str | None) -> str:
    """A language tag (BCP 47): ``en_NZ`` is ``en-NZ``. Empty for what is none: ``short``, ``xx``."""
    found = _LANGUAGE.match((text or "").strip())
    if found is None or found[1].lower() in _NO_LANGUAGES:
        return ""
    rest = (found[2] or "").replace("_", "-")
    region = rest.upper() if len(rest) == 2 else rest
    return found[1].lower() + (f"-{region}" if region else "")
