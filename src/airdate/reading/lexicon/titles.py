"""The index of titles: which works a text names, for thousands of names or a million."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import marisa_trie  # type: ignore[import-untyped]  # the package ships no stubs

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

    def __len__(self) -> int:
        return len(self._trie)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.entries(name))

    def entries(self, name: str) -> tuple[TitleEntry, ...]:
        """The works of exactly this name or alias; quotes and dashes may be of any kind."""
        spelt = fold(name)
        number = self._trie.get(lower(spelt))
        if number is None:
            return ()
        return tuple(entry for key, entry in self._records.of(number) if key == spelt)

    def scan(self, text: str) -> Iterator[TitleHit]:
        """Yield the titles named in ``text`` from left to right: the longest at each word start, none overlapping.

        Case must be that of the lexicon, or capitals throughout. Offsets are code points of ``text`` as given.
        """
        folded = fold(text)
        found: list[tuple[str, tuple[TitleEntry, ...]]] = []

        def accept(number: int, start: int, end: int) -> bool:
            agreeing = [
                (key, entry) for key, entry in self._records.of(number) if capitals_agree(folded, start, end, key)
            ]
            if agreeing:
                best = next((key for key, _ in agreeing if key == folded[start:end]), agreeing[0][0])
                found[:] = [(best, tuple(entry for key, entry in agreeing if key == best))]
            return bool(agreeing)

        for start, end, _ in find_names(self._trie, self._openings, folded, lower(folded), accept):
            name, entries = found[0]
            yield TitleHit(start, end, name, entries)

    def names(self) -> Iterator[str]:
        """Every name and alias, each once, in no particular order."""
        for number in range(len(self._trie)):
            yield from sorted({key for key, _ in self._records.of(number)})


class Records:
    """What stands behind each number of the trie: (spelling, work) pairs, packed as ``build`` writes them."""

    def __init__(self, offsets: memoryview, packed: memoryview) -> None:
        self._offsets = offsets
        self._packed = packed

    def of(self, number: int) -> list[tuple[str, TitleEntry]]:
        at, end = self._offsets[number], self._offsets[number + 1]
        pairs = []
        while at < end:
            pair, at = unpack(self._packed, at)
            pairs.append(pair)
        return pairs


def pack(spelt: str, entry: TitleEntry) -> bytes:
    """One record: year (0 for none), form, common, country, then spelling and work's name with their lengths."""
    key = spelt.encode()
    name = b"" if entry.name == spelt else entry.name.encode()
    head = bytes([(entry.year or 0) & 0xFF, (entry.year or 0) >> 8, FORMS.index(entry.form), entry.common])
    country = entry.country.encode("ascii").ljust(2, b" ")[:2]
    return head + country + len(key).to_bytes(2, "little") + len(name).to_bytes(2, "little") + key + name


def unpack(packed: memoryview, at: int) -> tuple[tuple[str, TitleEntry], int]:
    year = packed[at] | packed[at + 1] << 8
    form, common = FORMS[packed[at + 2]], bool(packed[at + 3])
    country = bytes(packed[at + 4 : at + 6]).decode("ascii").strip()
    key_end = at + 10 + (packed[at + 6] | packed[at + 7] << 8)
    end = key_end + (packed[at + 8] | packed[at + 9] << 8)
    key = str(packed[at + 10 : key_end], "utf-8")
    name = str(packed[key_end:end], "utf-8") or key
    return (key, TitleEntry(name, year or None, form, common, country)), end


def in_order(entries: Iterable[TitleEntry]) -> list[TitleEntry]:
    """Works of one name as a hit gives them: series first, then the later before the earlier."""
    return sorted(entries, key=lambda e: (FORMS.index(e.form), -(e.year or 0), e.country, e.name))
