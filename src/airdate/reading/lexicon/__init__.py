"""What the reader knows before it reads: titles, services, outlets, and the words that are none of these.

The lexicon is injected. ``Lexicon.packaged()`` is the hand-kept one of ``data/``; a site builds its own from its
catalogue, and ``airdate lexicon build`` makes files of a million titles.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from airdate.reading.lexicon import tables
from airdate.reading.lexicon.build import LexiconError, TitleRow, build, open_file
from airdate.reading.lexicon.commonness import Commonness
from airdate.reading.lexicon.named import Outlet, OutletHit, OutletIndex, Service, ServiceHit, ServiceIndex
from airdate.reading.lexicon.titles import FORMS, TitleEntry, TitleHit, TitleIndex

__all__ = [
    "FORMS", "Hits", "Lexicon", "LexiconError", "Outlet", "OutletHit", "OutletIndex", "Service", "ServiceHit",
    "ServiceIndex", "TitleEntry", "TitleHit", "TitleIndex", "TitleRow",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hits:
    """All that a lexicon knows in one text, each sort from left to right, none overlapping another of its sort."""

    titles: tuple[TitleHit, ...]
    services: tuple[ServiceHit, ...]
    outlets: tuple[OutletHit, ...]


_lock = threading.Lock()
_packaged: list[Lexicon] = []


@dataclass(frozen=True)
class Lexicon:
    """Names and words, all immutable. Names are spelt with their capitals, ``common_words`` in lower case.

    ``given_names`` are first names of many languages; ``surname_particles`` ("de", "von") stand before surnames,
    ``honorifics`` ("Dame", "DCI") before names; ``place_names``, ``nationalities`` and ``calendar_words`` are
    capitalised and are not people.
    """

    titles: TitleIndex
    services: ServiceIndex
    outlets: OutletIndex
    given_names: frozenset[str]
    surname_particles: frozenset[str]
    honorifics: frozenset[str]
    place_names: frozenset[str]
    nationalities: frozenset[str]
    calendar_words: frozenset[str]
    common_words: frozenset[str]

    @classmethod
    def packaged(cls) -> Lexicon:
        """The lexicon that comes with the package; read once, shared by all threads."""
        with _lock:
            if not _packaged:
                _packaged.append(cls._load())
            return _packaged[0]

    @classmethod
    def _load(cls) -> Lexicon:
        names, geography, calendar = (tables.words(name) for name in ("names", "geography", "calendar"))
        commonness = Commonness.packaged()
        rows = (row for path in tables.title_files() for row in tables.title_rows(path))
        return cls(
            titles=build(rows, commonness),
            services=ServiceIndex(tables.services()),
            outlets=OutletIndex(tables.outlets()),
            given_names=commonness.given_names,
            surname_particles=frozenset(names["surname_particles"]),
            honorifics=frozenset(names["honorifics"]),
            place_names=commonness.place_names,
            nationalities=frozenset(geography["nationalities"]) | frozenset(geography["languages"]),
            calendar_words=frozenset(word for listed in calendar.values() for word in listed),
            common_words=commonness.common_words,
        )

    def with_titles(self, titles: TitleIndex | Path) -> Lexicon:
        """This lexicon with other titles: an index, or a file that ``airdate lexicon build`` made."""
        return replace(self, titles=open_file(titles) if isinstance(titles, Path) else titles)

    def hits(self, text: str) -> Hits:
        """The titles, services and outlets named in ``text``."""
        return Hits(tuple(self.titles.scan(text)), tuple(self.services.scan(text)), tuple(self.outlets.scan(text)))

    @staticmethod
    def words(name: str) -> Mapping[str, tuple[str, ...]]:
        """The word lists of ``data/NAME.toml`` by key (``table.key`` for lists inside tables)."""
        return tables.words(name)

    @staticmethod
    def table(name: str) -> Mapping[str, Any]:
        """``data/NAME.toml`` as it stands."""
        return tables.table(name)
