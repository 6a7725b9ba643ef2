"""`airdate read --out DIR`: a JSON file for each article."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from airdate.cli.refusing import Refused
from airdate.cli.shaping import as_object, encode, read_article
from airdate.reading import Lexicon
from airdate.sources.opening import is_address
from airdate.sources.pages import Article


def write_files(names: Sequence[str], out: Path, opened: Callable[[str], Article], lexicon: Lexicon) -> None:
    """Read each named article and write ``out``/NAME.json. Nothing is written before all have been opened."""
    targets = _targets(names)
    _check_folder(out)
    fetched = {}
    for name in names:
        article = opened(name)
        if is_address(name) or name == "-":
            fetched[name] = article  # these may not give the same a second time
    _make_folder(out)
    claims = 0
    with click.progressbar(names, label="Reading", file=sys.stderr, show_pos=True) as progress:
        for name in progress:
            article = fetched.get(name) or opened(name)
            reading = read_article(article, lexicon)
            claims += len(reading.claims)
            _write(out / targets[name], encode(as_object(article, reading), indent=2))
    click.echo(f"{len(names)} articles, {claims} claims, in {out}", err=True)


def _targets(names: Sequence[str]) -> dict[str, str]:
    """The file name for each article. Raises ``Refused`` where two would have one."""
    by_target: dict[str, str] = {}
    for name in names:
        target = f"{_stem(name)}.json"
        other = by_target.setdefault(target.casefold(), name)
        if other != name:
            raise Refused(f"{other} and {name} would both be written to {target}: read them into two folders")
    return {name: f"{_stem(name)}.json" for name in names}


def _stem(name: str) -> str:
    if name == "-":
        return "standard-input"
    if not is_address(name):
        return Path(name).stem
    parts = urlsplit(name)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.hostname or "page"
    return re.sub(r"[^\w.-]+", "-", last).strip(".-")[:80] or "page"


def _check_folder(out: Path) -> None:
    """Raises ``Refused`` if nothing could be written there; makes nothing yet."""
    nearest = out
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise Refused(f"--out {out}: {nearest} is no folder; give another")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise Refused(f"--out {out}: nothing may be written in {nearest}; give another folder")


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"--out {out}: cannot be made, {(error.strerror or str(error)).lower()}") from error


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it."""
    try:
        handle, unfinished = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(unfinished).chmod(0o644)
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused(f"{path}: cannot be written, {(error.strerror or str(error)).lower()}") from error
