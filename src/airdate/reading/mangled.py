"""Marks that were decoded wrongly on their way: UTF-8 taken for Windows-1252 or Latin-1, and the other way round.

News feeds are full of them. What the marks were is nearly always plain; the letters of names are left as they are.
"""

from __future__ import annotations

import re

# What stands for each mark, with room for the three characters that its three bytes became.
_MEANT = {"“": '  "', "‘": "  '", "”": '"  ', "’": "'  ", "–": " - ", "—": " - ", "…": "..."}
_LOST = "\ufffd"


def _variants(mark: str) -> set[str]:
    """What the bytes of a mark become. Windows-1252 leaves some bytes open, which decoders keep or replace."""
    data = mark.encode()
    return {
        data.decode("latin-1"),
        data.decode("cp1252", errors="replace"),
        "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data),
    }


_KNOWN = {variant: meant for mark, meant in _MEANT.items() for variant in _variants(mark)} | {"\u00c2\u00a0": "  "}
_TRACES = "\u00e2", "\u00c2\u00a0"  # one of these is in each of them
_MANGLED = re.compile("|".join(map(re.escape, sorted(_KNOWN, key=len, reverse=True))))
# A character that no decoder knew: beside words a mark, between spaces a dash. Within a word it may be any letter.
_OPENING = re.compile(rf"(?<![\w{_LOST}]){_LOST}(?=\w)")
_CLOSING = re.compile(rf"(?<=[\w.,!?]){_LOST}(?![\w{_LOST}])")
_DASH = re.compile(rf"(?<=[ \n]){_LOST}(?= )")
_APOSTROPHE = re.compile(rf"(?<=[a-z]){_LOST}(?=(?:s|t|re|ve|ll|d|m)\b)")


def mended(text: str) -> str:
    """``text`` with such marks as straight quotation marks, hyphens and dots; of the same length."""
    if any(trace in text for trace in _TRACES):
        text = _MANGLED.sub(lambda found: _KNOWN[found.group()], text)
    if _LOST in text:
        text = _DASH.sub("-", _APOSTROPHE.sub("'", text))
        text = _CLOSING.sub('"', _OPENING.sub('"', text))
    return text
