"""Addresses as files: fetched through `sources.fetching` into a temporary file, however large."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from airdate.imports.opening import Input
from airdate.imports.records import WrongFile
from airdate.sources.fetching import FetchError, Limits, fetch_into
from airdate.sources.opening import is_address

TABLES = frozenset({
    "application/json", "text/csv", "text/plain", "text/tab-separated-values", "application/gzip", "application/x-gzip",
    "application/octet-stream", "binary/octet-stream",
})  # fmt: skip
LIMITS = Limits(size=8 << 30, seconds=3600.0)  # the largest of the IMDb tables, unpacked, is a few GiB


@contextmanager
def inputs_of(named: Sequence[str]) -> Iterator[list[Input]]:
    """The files and addresses as inputs, in their order. Addresses are fetched first, all of them.

    Raises `WrongFile` for a file that is not there and for an address that cannot be had.
    """
    with ExitStack() as stack:
        yield [_fetched(name, stack) if is_address(name) else _file(name) for name in named]


def _file(name: str) -> Input:
    path = Path(name)
    if path.is_dir():
        raise WrongFile(f"{name} is a folder; name the files in it")
    if not path.exists():
        raise WrongFile(f"{name}: there is no such file; give a file or an http address")
    return Input(name, path)


def _fetched(url: str, stack: ExitStack) -> Input:
    file = stack.enter_context(tempfile.NamedTemporaryFile(prefix="airdate-import-"))  # noqa: SIM115 - the stack closes it
    try:
        fetch_into(url, file, limits=LIMITS, accept=TABLES)
    except FetchError as error:
        raise WrongFile(str(error)) from error
    file.flush()
    return Input(url, Path(file.name))
