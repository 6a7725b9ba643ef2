"""Making a title index from rows, in memory or as a file that later processes map.

A lexicon file is a marisa trie of the names in lower case, followed by the offsets of the records (unsigned 32-bit,
little-endian), the records, a JSON tail and a footer of fixed size. The trie stands first because it maps itself
from the start of a file; whatever follows is mapped beside it. Nothing in the file is executed.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import struct
import sys
import tempfile
from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from airdate.reading.lexicon.matching import LONGEST_NAME, first_word, opening_pattern
from airdate.reading.lexicon.spelling import lower, tidy, variants
from airdate.reading.lexicon.titles import FORMS, Records, TitleEntry, TitleIndex, in_order, pack

MAGIC = b"AIRDATE-LEXICON\x00"
VERSION = 1
_WAY_OUT = "make one with `airdate lexicon build`"
_LETTER = re.compile(r"\w")
_FOOTER = struct.Struct("<QQQQI16s")  # starts of offsets, records, tail; length of the tail; version; magic


class TitleRow(NamedTuple):
    """A title as importers give it. ``common`` of None: decided from the words; ``alias_of``: another row's name."""

    name: str
    year: int | None = None
    form: str = "series"
    country: str = ""
    common: bool | None = None
    alias_of: str = ""


class LexiconError(ValueError):
    """A lexicon file or source that cannot be used; the message names it and the way out."""


class _Compiled(NamedTuple):
    trie: marisa_trie.Trie
    offsets: array[int]
    packed: bytes
    lower_case: list[str]


def build(rows: Iterable[TitleRow], is_common: Callable[[str], bool] = lambda name: False) -> TitleIndex:
    """A title index in memory. ``is_common`` tells names that are ordinary words, for rows that do not say."""
    made = _compile(rows, is_common)
    offsets, packed = memoryview(made.offsets), memoryview(made.packed)
    return TitleIndex(made.trie, Records(offsets, packed), opening_pattern(made.lower_case))


def build_file(
    rows: Iterable[TitleRow], path: Path, is_common: Callable[[str], bool] = lambda name: False
) -> TitleIndex:
    """Write a lexicon file and open it. The file appears whole or not at all. Raises ``OSError`` if it cannot."""
    made = _compile(rows, is_common)
    offsets = made.offsets
    if sys.byteorder == "big":
        offsets.byteswap()
    tail = json.dumps({"lower_case": made.lower_case, "names": len(made.trie)}, ensure_ascii=False).encode()
    handle, unfinished = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            trie = made.trie.tobytes()
            file.write(trie + b"\x00" * (-len(trie) % 8))
            starts = [file.tell()]
            for part in (offsets.tobytes(), made.packed):
                file.write(part + b"\x00" * (-len(part) % 8))
                starts.append(file.tell())
            file.write(tail)
            file.write(_FOOTER.pack(*starts, len(tail), VERSION, MAGIC))
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return open_file(path)


def open_file(path: Path) -> TitleIndex:
    """Map a file that ``build_file`` wrote. Raises ``LexiconError`` if it is none, ``OSError`` if unreadable."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _FOOTER.size:
            raise LexiconError(f"{path} is not a lexicon: {_WAY_OUT}")
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    offsets_at, records_at, tail_at, tail_length, version, magic = _FOOTER.unpack(mapped[-_FOOTER.size :])
    if magic != MAGIC:
        raise LexiconError(f"{path} is not a lexicon: {_WAY_OUT}")
    if version != VERSION or sys.byteorder == "big":
        raise LexiconError(f"{path} is a lexicon of another version or machine: {_WAY_OUT}")
    if not offsets_at <= records_at <= tail_at <= tail_at + tail_length + _FOOTER.size == size:
        raise LexiconError(f"{path} is a damaged lexicon: {_WAY_OUT}")
    tail = json.loads(bytes(mapped[tail_at : tail_at + tail_length]))
    trie = marisa_trie.Trie()
    trie.mmap(str(path))
    count = len(trie)
    offsets = mapped[offsets_at : offsets_at + 4 * (count + 1)].cast("I")
    return TitleIndex(
        trie, Records(offsets, mapped[records_at:tail_at]), opening_pattern(tail["lower_case"]), str(path)
    )


def _compile(rows: Iterable[TitleRow], is_common: Callable[[str], bool]) -> _Compiled:
    named: dict[str, list[TitleEntry]] = {}
    aliases: list[tuple[str, str, bool | None]] = []
    for row in rows:
        name = tidy(row.name)
        if not 0 < len(name) <= LONGEST_NAME or not _LETTER.search(name) or row.form not in FORMS:
            continue
        if row.alias_of:
            aliases.append((name, tidy(row.alias_of), row.common))
            continue
        common = is_common(name) if row.common is None else row.common
        named.setdefault(name, []).append(TitleEntry(name, row.year, row.form, common, row.country))

    # A spelling of its own goes before a variant of another name: "Law & Order" over "Law and Order" respelt.
    spellings = {name: entries if len(entries) == 1 else in_order(set(entries)) for name, entries in named.items()}
    for alias, name, said in aliases:
        flag = is_common(alias) if said is None else said
        found = [replace(entry, common=flag) for entry in spellings.get(name, ())]
        spellings[alias] = spellings.get(alias, []) + found
    for name in named:
        for variant in variants(name):
            spellings.setdefault(variant, spellings[name])

    keyed: dict[str, list[bytes]] = {}
    lower_case = set()
    for spelt, entries in spellings.items():
        if spelt[:1].islower():
            # A single word in lower case cannot be told from the language around it.
            if spelt.isalpha() and spelt.islower():
                continue
            lower_case.add(first_word(spelt))
        keyed.setdefault(lower(spelt), []).extend(pack(spelt, entry) for entry in entries)
    trie = marisa_trie.Trie(keyed)
    offsets, packed = array("I", [0]), bytearray()
    for number in range(len(trie)):
        packed += b"".join(keyed[trie.restore_key(number)])
        offsets.append(len(packed))
    return _Compiled(trie, offsets, bytes(packed), sorted(lower_case))
