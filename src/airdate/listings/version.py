"""The importer's version: a file that is in must be read again when the importer reads it otherwise."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


@cache
def importer_version() -> str:
    """A hash of all that decides what becomes of a guide's elements: the reader of XMLTV, its tables, and the rows."""
    whole = hashlib.sha256()
    room = files("airdate.listings")
    reader = [each for folder in (room / "xmltv", room / "xmltv" / "data") for each in folder.iterdir()]
    rows = [room / name for name in ("channels.py", "days.py", "flags.py", "importing.py")]
    for entry in sorted([*reader, *rows], key=lambda each: each.name):
        if entry.is_file() and entry.name.endswith((".py", ".csv")):
            content = entry.read_bytes()
            whole.update(f"{entry.name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()[:16]
