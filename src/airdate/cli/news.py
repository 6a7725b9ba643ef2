"""`airdate news`: articles of the desk in from WordPress, all of them out, and in again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option


@click.group("news")
def news() -> None:
    """Move the desk's articles: in from WordPress, out as one file, and into another site.

    \b
      airdate news import-wxr export.xml
      airdate news export news.jsonl
      airdate news import news.jsonl --site ../another
    """


@news.command("import-wxr")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@site_option
def import_wxr(file: Path, folder: Path | None) -> None:
    """Take in the posts of a WordPress export (Tools, Export); - is standard input.

    Posts become articles: drafts stay drafts, categories that are called like a genre become sections, others and
    tags become hashtags, old addresses lead to the new ones. Pages and attachments are passed over, pictures stay
    where they are, as links. The same file again adds nothing.
    """
    open_site(folder)
    reach_database()
    from airdate.newsroom.moving.wordpress import import_wxr as take
    from airdate.newsroom.moving.wxr import WrongExport

    try:
        with _opened(file) as stream:
            taken = take(stream, now=datetime.now(UTC))
    except WrongExport as error:
        raise Refused(f"{file}: {error}") from error
    click.echo(
        f"{taken.published} published, {taken.drafts} drafts; {taken.here} were here already, "
        f"{taken.passed} were no posts (pages, attachments, what was thrown away)"
    )


@news.command("export")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@site_option
def export(file: Path, folder: Path | None) -> None:
    """Write all articles with their versions, authors and pictures to FILE, as JSON Lines; - is standard output."""
    open_site(folder)
    reach_database()
    from airdate.newsroom.moving.everything import export_news

    count = 0
    try:
        out = sys.stdout.buffer if str(file) == "-" else file.open("xb")
    except FileExistsError as error:
        raise Refused(f"{file} is there already; name another file") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {(error.strerror or str(error)).lower()}") from error
    try:
        for line in export_news():
            out.write(line.encode() + b"\n")
            count += 1
    finally:
        if out is not sys.stdout.buffer:
            out.close()
    if str(file) != "-":
        click.echo(f"{file}: {count - 1} articles, authors, pictures and redirects")


@news.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@site_option
def import_(file: Path, folder: Path | None) -> None:
    """Take an export in, all of it or nothing, into a site that has no articles; - is standard input."""
    open_site(folder)
    reach_database()
    from airdate.newsroom.moving.everything import WrongExport, import_news

    try:
        with _opened(file) as stream:
            counts = import_news((line.decode() for line in stream), now=datetime.now(UTC))
    except (WrongExport, UnicodeDecodeError) as error:
        raise Refused(f"{file}: {error}") from error
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items()))


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of standard input. Raises `Refused`."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    with stream:
        yield stream
