"""One spelling of quotes, dashes and spaces, so that names can be compared.

``fold`` never changes the length of a text: an offset into the folded text is an offset into the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FOLDED = {
    "'": "‘’‚‛′ʼ＇´`",
    '"': "“”„‟″«»＂",
    "-": "‐‑‒–—―−",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "&": "＆",
    "+": "＋",
}
_PLAIN = {odd: plain for plain, odds in _FOLDED.items() for odd in odds}
_HALVES = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[" + re.escape("".join(_PLAIN)) + "]")

_RESPELT = re.compile(r" & | and |\.\.\.|: ")


def fold(text: str) -> str:
    """``text`` with straight quotes, hyphens for all dashes and plain spaces; of the same length."""
    return _ODD.sub(lambda odd: _PLAIN[odd.group()], text)


def lower(text: str) -> str:
    """``text`` in lower case, of the same length; halves of surrogate pairs, which no index takes, replaced."""
    plain = text.replace("İ", "i").lower()  # the one letter that str.lower turns into two
    return _HALVES.sub("\ufffd", plain) if _HALVES.search(plain) else plain


def tidy(name: str) -> str:
    """A name as the lexicon keeps it: NFC, folded, single spaces, three dots for an ellipsis."""
    if not name.isascii() or "`" in name:
        name = fold(unicodedata.normalize("NFC", name)).replace("…", "...")
    return " ".join(name.split())


def variants(name: str) -> Iterator[str]:
    """Other spellings under which a tidy ``name`` is met: ``and`` for ``&``, no accents, one-letter ellipsis."""
    if name.isascii() and not _RESPELT.search(name):
        return
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    spellings = {name, unicodedata.normalize("NFC", plain)}
    for spelling in tuple(spellings):
        spellings.add(spelling.replace(" & ", " and "))
        spellings.add(spelling.replace(" and ", " & "))
    for spelling in tuple(spellings):
        spellings.add(spelling.replace("...", "…"))
        spellings.add(spelling.replace(": ", " - "))
    spellings.discard(name)
    yield from sorted(spellings)
