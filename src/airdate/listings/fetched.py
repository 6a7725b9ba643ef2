"""A guide that somebody names: a file, an address, standard input. What is no file is kept in a temporary one first."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from airdate.listings.xmltv.opening import GuideFile
from airdate.listings.xmltv.refusals import WrongGuide

GUIDES = frozenset({
    "application/xml", "text/xml", "application/x-xmltv+xml", "text/plain", "application/octet-stream",
    "binary/octet-stream", "application/gzip", "application/x-gzip", "application/x-xz", "application/x-bzip2",
    "application/zip", "application/x-zip-compressed",
})  # fmt: skip
LARGEST = 4 << 30  # bytes as they come, packed or not
SECONDS = 1800.0  # for an address to give them all
STANDARD_INPUT = "-"
# As `sources.opening` has it, which brings the reader of articles along.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
SUFFIXES = (".gz", ".xz", ".bz2", ".zip", ".xml", ".xmltv")


@contextmanager
def named_guide(name: str) -> Iterator[GuideFile]:
    """The guide that ``name`` means, as a file. Raises `WrongGuide` where it is not to be had."""
    if name != STANDARD_INPUT and not _SCHEME.match(name):
        path = Path(name)
        if path.is_dir():
            raise WrongGuide(f"{name} is a folder; name the guide in it")
        if not path.exists():
            raise WrongGuide(f"{name}: there is no such file; give a file, an http address or - for standard input")
        yield GuideFile(name, path)
        return
    with tempfile.NamedTemporaryFile(prefix="airdate-guide-") as file:
        if name == STANDARD_INPUT:
            _take(sys.stdin.buffer, file)
        else:
            _fetch(name, file)
        file.flush()
        yield GuideFile("standard input" if name == STANDARD_INPUT else name, Path(file.name))


def _fetch(url: str, file: IO[bytes]) -> None:
    from airdate.sources.fetching import FetchError, Limits, fetch_into  # files do without a client for HTTP

    try:
        fetch_into(url, file, limits=Limits(size=LARGEST, seconds=SECONDS), accept=GUIDES)
    except FetchError as error:
        raise WrongGuide(str(error)) from error


def _take(stream: IO[bytes], file: IO[bytes]) -> None:
    taken = 0
    while chunk := stream.read(1 << 20):
        taken += len(chunk)
        if taken > LARGEST:
            raise WrongGuide(f"standard input is refused: it is larger than {LARGEST >> 30} GiB")
        file.write(chunk)


def name_of_source(name: str) -> str:
    """What a source is called where nobody says: the address without its scheme, the file's name without its ending."""
    if name == STANDARD_INPUT:
        return "Standard input"
    if _SCHEME.match(name):
        parts = urlsplit(name)
        plain = f"{parts.hostname or ''}{parts.path}"
    else:
        plain = Path(name).name
    while plain.lower().endswith(SUFFIXES):
        plain = plain.rpartition(".")[0]
    return plain.rstrip("/") or name
