"""Names in credits: one person each, in the role that is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from airdate.listings.xmltv.tables import roles
from airdate.listings.xmltv.texts import one_line

_BEFORE = re.compile(r"(?P<before>[^\d,;|]{2,40}?)(?:\s+[-–—]\s+|:\s+)(?P<name>\S.*)$")
_AS = re.compile(r"(?P<name>.+?)\s*(?:\(\s*(?:as\s+|als\s+)(?P<one>[^()]+)\)|\s+as\s+(?P<two>\S.*))$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[;|/]\s*|\s*,(?!\s*(?:jr|sr|ii|iii|iv|md|phd|obe|mbe|cbe)\b)\s*", re.IGNORECASE)
MANY = 60  # people in one element; more is a text

Credit = tuple[str, str, str]  # role in the DTD, name, character


@lru_cache(maxsize=20_000)
def read_person(role: str, text: str, character: str) -> tuple[Credit, ...]:
    """The people of one element of the credits: ``Presenter - X`` inside ``actor``, lists, "X as Y".

    What stands before a dash is a role if we know it as one, else, for actors, the part that is played.
    """
    text = one_line(text).strip(" ,;|")
    if not text:
        return ()
    names = [name for name in _SEPARATOR.split(text) if name]
    if len(names) > 1 and len(names) <= MANY and (len(names) > 2 or all(" " in name for name in names)):
        return tuple(_one(role, name, character) for name in names)
    return (_one(role, text, character),)


def _one(role: str, text: str, character: str) -> Credit:
    found = _BEFORE.match(text)
    if found:
        before, name = found["before"].strip(), found["name"].strip()
        meant = roles().get(before.lower())
        if meant is not None:
            return meant, name, character
        if role == "actor" and not character:
            return role, name, before
    if role == "actor" and not character and (said := _AS.match(text)):
        return role, said["name"].strip(), (said["one"] or said["two"]).strip()
    return role, text, character
