"""Comparing names: one spelling for look-up, and what a name says beside the name. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_COUNTRIES = {
    "uk": "GB", "gb": "GB", "us": "US", "usa": "US", "au": "AU", "australia": "AU", "nz": "NZ", "ie": "IE",
    "ireland": "IE", "ca": "CA", "canada": "CA", "in": "IN", "india": "IN",
}  # fmt: skip
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_IN_BRACKETS = re.compile(r"^(?P<base>.+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]$")
# Without brackets only these, in capitals, are taken off: "The Office US", never "Made in India".
_BARE = re.compile(r"^(?P<base>.+?)\s+(?P<inside>UK|US|USA)$")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Distinction:
    """A name without what tells it from others of the name: ``year`` of the work, ``country`` (ISO 3166).

    ``sure`` where brackets say so; without them the last word may belong to the name ("This Is US").
    """

    base: str
    year: int | None = None
    country: str = ""
    sure: bool = True


def fold_name(name: str) -> str:
    """The spelling by which names are looked up: lower case, no accents or marks, ``and`` for ``&``.

    A name of marks alone ("???") is kept as it is, in lower case.
    """
    bare = name.casefold().replace("&", " and ").replace("+", " plus ")
    if not bare.isascii():  # most names are, and a catalogue has millions
        spread = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in spread if not unicodedata.combining(c)).translate(_PLAIN)
    bare = re.sub(r"['’‘ʼ`´.]", "", bare)
    words = re.sub(r"[\W_]+", " ", bare).split()
    return (" ".join(words) or " ".join(name.casefold().split()))[:LONGEST]


def distinction(name: str) -> Distinction | None:
    """What "Ghosts (US)", "Ghosts (2021)" or "Ghosts US" say beside the name; None for a name that says nothing."""
    found = _IN_BRACKETS.match(name.strip()) or _BARE.match(name.strip())
    if found is None:
        return None
    base, year, country = found["base"], None, ""
    for word in re.split(r"[,;/\s]+", found["inside"].strip()):
        if re.fullmatch(r"(19|20)\d\d", word):
            year = int(word)
        elif word.casefold() in _COUNTRIES:
            country = _COUNTRIES[word.casefold()]
        else:
            return None  # "Love (and Other Drugs)" is a name
    return Distinction(base, year, country, sure=found.re is _IN_BRACKETS)
