"""The reader of this site: its version, its lexicon, and one reading with it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from airdate.catalogue.models import Origin, ServiceAlias
from airdate.catalogue.models import Service as Entry
from airdate.intake.known_titles import known_titles
from airdate.reading import Lexicon, Reading, read
from airdate.reading.lexicon import Service, ServiceIndex, TitleIndex
from airdate.reading.lexicon.spelling import fold


@cache
def reader_version() -> str:
    """The package's version and a hash of all that the reader is made of, so that any change of it shows."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents(files("airdate.reading"), "")):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"{version('airdate')}+{digest.hexdigest()[:12]}"


def read_text(text: str, published: date, headline: str = "") -> Reading:
    """What the text of an article says, read with the packaged lexicon and the titles and services of this site."""
    return read(text, published, headline=headline or None, lexicon=_lexicon(_kept_services(), known_titles()))


def _kept_services() -> tuple[Service, ...]:
    """The services that a catalogue or an editor brought in. What reading founded teaches the reader nothing."""
    # Asked with every article: plain rows, and of rows that are as before the services made of them then.
    entries = Entry.objects.exclude(origin=Origin.READING).filter(merged_into=None).order_by("slug")
    aliases = ServiceAlias.objects.exclude(service__origin=Origin.READING).order_by("service", "folded")
    return _as_services(
        tuple(entries.values_list("pk", "name", "kind", "country")), tuple(aliases.values_list("service", "name"))
    )


@lru_cache(maxsize=2)
def _as_services(
    entries: tuple[tuple[int, str, str, str], ...], aliases: tuple[tuple[int, str], ...]
) -> tuple[Service, ...]:
    by_entry: dict[int, list[str]] = defaultdict(list)
    for pk, alias in aliases:
        by_entry[pk].append(alias)
    return tuple(
        Service(name, kind or "streaming", (country,) if country else (), aliases=tuple(by_entry[pk]))
        for pk, name, kind, country in entries
    )


@lru_cache(maxsize=4)
def _lexicon(kept: Sequence[Service], titles: TitleIndex) -> Lexicon:
    """The packaged lexicon with these titles and services; of services of one spelling the packaged one stays."""
    packaged = Lexicon.packaged()
    if titles is not packaged.titles:
        packaged = packaged.with_titles(titles)
    if not kept:
        return packaged
    services = list(packaged.services)
    taken = {fold(spelling) for service in services for spelling in (service.name, *service.aliases)}
    for service in kept:
        aliases = {fold(alias): alias for alias in service.aliases if fold(alias) not in taken | {fold(service.name)}}
        if fold(service.name) not in taken:
            services.append(replace(service, aliases=tuple(aliases.values())))
            taken |= {fold(service.name), *aliases}
    return replace(packaged, services=ServiceIndex(services))


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, f"{path}{entry.name}/")
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found.append((path + entry.name, entry.read_bytes()))
    return found
