"""The titles that this site's reader knows: the packaged ones and those of its catalogue.

What reading founded teaches the reader nothing: one misreading would beget the next. Of a large catalogue a lexicon
file lies in the site's folder and is mapped; titles that came in since are an index beside it. A file is named after
the last title and alias in it, so that it is known what has come in since, and after a check, so that it is not taken
for that of another database.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db.models import Model, QuerySet

from airdate.catalogue.models import Origin, Title, TitleAlias
from airdate.reading import Lexicon
from airdate.reading.lexicon import LexiconError, TitleEntry, TitleHit, TitleIndex, TitleRow, tables
from airdate.reading.lexicon.build import VERSION, build, build_file, open_file
from airdate.reading.lexicon.commonness import Commonness

BESIDE = 2_000  # titles and aliases that are read with each article, rather than kept in a file
NAME = re.compile(r"titles-(\d+)-(\d+)-([0-9a-f]{16})\.lexicon")
Row = tuple[str, int | None, str, str]  # name, year, form, country

_lock = threading.Lock()
logger = logging.getLogger(__name__)


class Joined(TitleIndex):
    """Two indexes as one. Of names at one place the longer counts; works of one name are those of both."""

    def __init__(self, first: TitleIndex, second: TitleIndex) -> None:
        self.first, self.second = first, second
        self.source = first.source

    def __len__(self) -> int:
        return len(self.first) + len(self.second)

    def entries(self, name: str) -> tuple[TitleEntry, ...]:
        return tuple(dict.fromkeys(self.first.entries(name) + self.second.entries(name)))

    def scan(self, text: str) -> Iterator[TitleHit]:
        hits = sorted(chain(self.first.scan(text), self.second.scan(text)), key=lambda hit: (hit.start, -hit.end))
        last: TitleHit | None = None
        for hit in hits:
            if last is not None and hit.start < last.end:
                if (hit.start, hit.end) != (last.start, last.end):
                    continue
                entries = tuple(dict.fromkeys(last.entries + hit.entries))
                last = TitleHit(last.start, last.end, last.name, entries)
                continue
            if last is not None:
                yield last
            last = hit
        if last is not None:
            yield last

    def names(self) -> Iterator[str]:
        yield from dict.fromkeys(chain(self.first.names(), self.second.names()))


def known_titles() -> TitleIndex:
    """The index of all titles that are known here. At most a few short queries once a file is there."""
    base, title, alias = _base()
    new = _rows(title, alias, BESIDE + 1)
    if len(new) > BESIDE:
        if not _is_written():
            return _beside(Lexicon.packaged().titles, tuple(_rows(0, 0)))
        base, title, alias = _base()
        new = _rows(title, alias)
    return _beside(base, tuple(new)) if new else base


def refresh(folder: Path | None = None) -> Path | None:
    """Write the file anew if more has come in than is read beside it; gives its path, None if it is not needed.

    Other processes go on with the file that they have mapped; older files are taken away.
    """
    place = folder or _folder()
    with _lock:
        _index, title, alias = _base()
        if place is None or len(_rows(title, alias, BESIDE + 1)) <= BESIDE:
            return None
        last = (_last(Title.objects.all()), _last(TitleAlias.objects.all()))
        path = place / f"titles-{last[0]}-{last[1]}-{_check(*last)}.lexicon"
        packaged = (row for file in tables.title_files() for row in tables.title_rows(file))
        own = (TitleRow(*row) for row in _stream(0, 0))
        build_file(chain(packaged, own), path, Commonness.packaged())
        for other in place.glob("titles-*.lexicon"):
            if other != path and NAME.fullmatch(other.name):
                other.unlink(missing_ok=True)
        return path


def _is_written() -> bool:
    """Whether a file could be written where one is needed. A full disk, or a folder for reading only, is no reason not
    to read an article.
    """
    folder = _folder()
    try:
        if folder is not None:
            refresh(folder)
    except OSError as error:
        logger.warning("the titles of the catalogue could not be written to %s: %s", folder, error)
        return False
    return folder is not None


def _folder() -> Path | None:
    site = getattr(settings, "SITE", None)
    return site.folder if site is not None else None


def _base() -> tuple[TitleIndex, int, int]:
    """The file of this database with the most in it, and the last title and alias in it; else what is packaged."""
    folder = _folder()
    files = sorted(folder.glob("titles-*.lexicon"), reverse=True) if folder is not None else []
    for path in files:
        named = NAME.fullmatch(path.name)
        if named is None or named[3] != _check(int(named[1]), int(named[2])):
            continue
        try:
            return _opened(path), int(named[1]), int(named[2])
        except (LexiconError, OSError):  # taken away by another process, or broken off by a full disk
            continue
    return Lexicon.packaged().titles, 0, 0


@lru_cache(maxsize=2)
def _opened(path: Path) -> TitleIndex:
    return open_file(path)


@lru_cache(maxsize=2)
def _beside(base: TitleIndex, new: tuple[Row, ...]) -> TitleIndex:
    return Joined(base, build((TitleRow(*row) for row in new), Commonness.packaged()))


def _check(title: int, alias: int) -> str:
    """A hash of the names of a title and an alias, and of the format."""
    name = Title.objects.filter(pk=title).values_list("name", flat=True).first()
    other = TitleAlias.objects.filter(pk=alias).values_list("name", flat=True).first()
    return hashlib.blake2b(repr((VERSION, name, other)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _last(rows: QuerySet[Model]) -> int:
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def _rows(title: int, alias: int, most: int | None = None) -> list[Row]:
    found: list[Row] = []
    for row in _stream(title, alias):
        found.append(row)
        if len(found) == most:
            break
    return found


def _stream(title: int, alias: int) -> Iterable[Row]:
    """The titles and aliases after these that a catalogue or an editor brought in."""
    titles = Title.objects.filter(pk__gt=title, dormant=False, merged_into=None).exclude(origin=Origin.READING)
    aliases = TitleAlias.objects.filter(pk__gt=alias, title__dormant=False).exclude(title__origin=Origin.READING)
    own = titles.order_by("pk").values_list("name", "year", "form", "country")
    others = aliases.order_by("pk").values_list("name", "title__year", "title__form", "title__country")
    for name, year, form, country in chain(own.iterator(chunk_size=5000), others.iterator(chunk_size=5000)):
        yield name, year, form or "series", country
