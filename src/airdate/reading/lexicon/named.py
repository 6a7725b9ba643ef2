"""Services and outlets: short lists of names with aliases, read from tables and found in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import marisa_trie

from airdate.reading.lexicon.matching import capitals_agree, find_names, opening_pattern
from airdate.reading.lexicon.spelling import fold, lower

SERVICE_KINDS = ("streaming", "channel", "broadcaster", "cinema", "disc", "carrier", "shop")
OUTLET_KINDS = ("newspaper", "magazine", "trade", "site", "agency", "programme", "social")


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Service:
    """A place to watch. ``name`` is the short one that claims use; ``kind`` is one of ``SERVICE_KINDS``.

    ``countries`` are ISO 3166 codes (empty: worldwide), ``parent`` the name of the service or broadcaster that it
    belongs to (ITVX → ITV). ``ambiguous``: the name is also an ordinary word or name (NOW, Dave, Max).
    """

    name: str
    kind: str
    countries: tuple[str, ...] = ()
    parent: str = ""
    ambiguous: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publication that people speak to or that reports. ``kind`` is one of ``OUTLET_KINDS``, the rest as above."""

    name: str
    kind: str
    countries: tuple[str, ...] = ()
    ambiguous: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceHit:
    start: int
    end: int
    service: Service


@dataclass(frozen=True, slots=True)
class OutletHit:
    start: int
    end: int
    outlet: Outlet


T = TypeVar("T", bound=Named)


class _Index(Generic[T]):
    """Things by name and alias. The same spelling of two things is an error of the data (``ValueError``)."""

    def __init__(self, things: Iterable[T]) -> None:
        self._things = tuple(things)
        by_spelling: dict[str, T] = {}
        for thing in self._things:
            for spelling in (thing.name, *thing.aliases):
                if by_spelling.setdefault(fold(spelling), thing) is not thing:
                    raise ValueError(f"{spelling!r} names both {by_spelling[fold(spelling)].name} and {thing.name}")
        self._by_spelling: Mapping[str, T] = by_spelling
        self._spellings: dict[str, list[str]] = {}
        for spelling in by_spelling:
            self._spellings.setdefault(lower(spelling), []).append(spelling)
        self._trie = marisa_trie.Trie(self._spellings)
        self._openings = opening_pattern(by_spelling)

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def get(self, name: str) -> T | None:
        """The thing of this name or alias as spelt (quotes and dashes of any kind), else None."""
        return self._by_spelling.get(fold(name))

    def _scan(self, text: str) -> Iterator[tuple[int, int, T]]:
        folded = fold(text)

        def accept(name: str, start: int, end: int) -> T | None:
            agreeing = [s for s in self._spellings[name] if capitals_agree(folded, start, end, s)]
            if not agreeing:
                return None
            return self._by_spelling[max(agreeing, key=lambda s: s == folded[start:end])]

        yield from find_names(self._trie, self._openings, folded, lower(folded), accept)


class ServiceIndex(_Index[Service]):
    def scan(self, text: str) -> Iterator[ServiceHit]:
        """Yield the services named in ``text``, left to right, longest first, none overlapping."""
        return (ServiceHit(*found) for found in self._scan(text))


class OutletIndex(_Index[Outlet]):
    def scan(self, text: str) -> Iterator[OutletHit]:
        """Yield the outlets named in ``text``, left to right, longest first, none overlapping."""
        return (OutletHit(*found) for found in self._scan(text))
