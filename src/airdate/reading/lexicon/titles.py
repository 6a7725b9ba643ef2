"""The index of titles: which works a text names, for thousands of names or a million."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import marisa_trie

from airdate.reading.lexicon.matching import capitals_agree, find_names
from airdate.reading.lexicon.spelling import fold, lower

FORMS = ("series", "film", "special", "other")


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A work. ``form`` is one of ``FORMS``, ``country`` ISO 3166 or empty, ``year`` that of its first showing.

    ``common``: the name is also an ordinary word or phrase (``You``, ``Dark``, ``The Bear``) and needs context.
    """

    name: str
    year: int | None
    form: str
    common: bool
    country: str = ""


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title's name in a text: ``name`` as the lexicon spells it, ``entries`` the works that bear it (never none)."""

    start: int
    end: int
    name: str
    entries: tuple[TitleEntry, ...]

    @property
    def entry(self) -> TitleEntry:
        """The first of the works: a series before a film, a later one before an earlier."""
        return self.entries[0]


class TitleIndex:
    """Names and their works, in memory or mapped from a file (see ``build``). Immutable; safe for many threads."""

    def __init__(
        self, trie: marisa_trie.Trie, records: Records, openings: re.Pattern[str], source: str = "memory"
    ) -> None:
        self._trie = trie
        self._records = records
        self._openings = openings
        self.source = source
        # News repeats its names: most look-ups are of a few thousand, whatever the size of the lexicon.
        self._records_under = lru_cache(maxsize=8192)(self._look_up)

    def _look_up(self, name: str) -> tuple[tuple[str, tuple[TitleEntry, ...]], ...]:
        """The spellings that are ``name`` in lower case, each with its works; none if there is no such name."""
        number = self._trie.get(name)
        return () if number is None else self._records.of(number)

    def __len__(self) -> int:
        return len(self._trie)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.entries(name))

    def entries(self, name: str) -> tuple[TitleEntry, ...]:
        """The works of exactly this name or alias; quotes and dashes may be of any kind."""
        spelt = fold(name)
        return next((entries for key, entries in self._records_under(lower(spelt)) if key == spelt), ())

    def scan(self, text: str) -> Iterator[TitleHit]:
        """Yield the titles named in ``text`` from left to right: the longest at each word start, none overlapping.

        Case must be that of the lexicon, or capitals throughout. Offsets are code points of ``text`` as given.
        """
        folded = fold(text)
        records_under = self._records_under

        def accept(name: str, start: int, end: int) -> tuple[str, tuple[TitleEntry, ...]] | None:
            found = folded[start:end]
            records = records_under(name)
            for record in records:
                if record[0] == found:
                    return record
            for record in records:
                # "the Bear" is an animal; "the Mandalorian" is nothing else.
                loose = found.startswith("the ") and record[1][0].common
                if not loose and capitals_agree(folded, start, end, record[0]):
                    return record
            return None

        for start, end, (name, entries) in find_names(self._trie, self._openings, folded, lower(folded), accept):
            yield TitleHit(start, end, name, entries)

    def names(self) -> Iterator[str]:
        """Every name and alias, each once, in no particular order."""
        for number in range(len(self._trie)):
            yield from (key for key, _ in self._records.of(number))


class Records:
    """What stands behind each number of the trie: spellings, each with its works, packed as ``build`` writes them."""

    def __init__(self, offsets: memoryview, packed: memoryview) -> None:
        self._offsets = offsets
        self._packed = packed

    def of(self, number: int) -> tuple[tuple[str, tuple[TitleEntry, ...]], ...]:
        packed = bytes(self._packed[self._offsets[number] : self._offsets[number + 1]])
        at = 0
        spelt: dict[str, list[TitleEntry]] = {}
        while at < len(packed):
            year, form, common, country, key_length, name_length = _HEAD.unpack_from(packed, at)
            at += _HEAD.size
            key = packed[at : at + key_length].decode()
            at += key_length
            name = packed[at : at + name_length].decode() or key
            at += name_length
            entry = TitleEntry(name, year or None, FORMS[form], common, country.rstrip().decode("ascii"))
            spelt.setdefault(key, []).append(entry)
        return tuple((key, tuple(entries)) for key, entries in spelt.items())


_FORM_NUMBER = {form: number for number, form in enumerate(FORMS)}
# Year (0 for none), form, common, country, lengths of the spelling and of the work's name.
_HEAD = struct.Struct("<HB?2sHH")


def pack(spelt: str, entry: TitleEntry) -> bytes:
    """One work under one spelling; the work's name is left out where it is the spelling."""
    key = spelt.encode()
    name = b"" if entry.name == spelt else entry.name.encode()
    country = entry.country.encode("ascii").ljust(2)[:2]
    head = _HEAD.pack(entry.year or 0, _FORM_NUMBER[entry.form], entry.common, country, len(key), len(name))
    return head + key + name


def in_order(entries: Iterable[TitleEntry]) -> list[TitleEntry]:
    """Works of one name as a hit gives them: series first, then the later before the earlier."""
    return sorted(entries, key=lambda e: (FORMS.index(e.form), -(e.year or 0), e.country, e.name))
