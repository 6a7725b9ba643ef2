"""`airdate source import`, `export` and `known`: lists of feeds."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.sources.opml import Outline

LARGEST = 20_000_000  # bytes


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@site_option
def import_(file: Path, folder: Path | None) -> None:
    """Follow the feeds of an OPML list, as other feed readers export it; - is standard input.

    What cannot be followed is named, and the rest is; the exit status is then 1.
    """
    from airdate.sources.decoding import NotText, decode
    from airdate.sources.opml import WrongOpml, read_opml

    try:
        body = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else file.read_bytes()
        outlines = read_opml(decode(body))
    except OSError as error:
        raise Refused(f"{file}: cannot be read, {(error.strerror or str(error)).lower()}") from error
    except (NotText, WrongOpml) as error:
        raise Refused(f"{file}: {error}") from error
    if not outlines:
        raise Refused(f"{file}: it names no feeds (outlines with xmlUrl)")
    open_site(folder)
    reach_database()
    if not _followed(outlines):
        raise SystemExit(1)


@click.command("export")
@site_option
def export(folder: Path | None) -> None:
    """Print the feeds that are followed as OPML, for other feed readers and other sites."""
    open_site(folder)
    reach_database()
    from django.conf import settings

    from airdate.sources.lists import followed_outlines
    from airdate.sources.opml import write_opml

    told = write_opml(followed_outlines(), title=f"The sources of {settings.SITE_NAME}", now=datetime.now(UTC))
    sys.stdout.buffer.write(told.encode("utf-8"))


@click.command("known")
@click.option("--follow", "names", multiple=True, metavar="NAME", help="Follow this one. May be given again.")
@click.option("--follow-all", is_flag=True, help="Follow all of them.")
@click.option("--region", default="", metavar="CODE", help="Only those of a country, ISO 3166: GB, US.")
@site_option
def known(folder: Path | None, names: tuple[str, ...], follow_all: bool, region: str) -> None:
    """Print well-known feeds of the television press, or follow some of them.

    \b
      airdate source known --region GB
      airdate source known --follow "TBI Vision" --follow "TV Tonight"
    """
    from airdate.sources.known import known_feeds

    feeds = [each for each in known_feeds() if not region or each.region == region.upper()]
    if not names and not follow_all:
        for each in feeds:
            click.echo(f"{each.name} ({each.source_class}, {each.region}): {each.address}")
        return
    wanted = {name.casefold() for name in names}
    strange = wanted - {each.name.casefold() for each in feeds}
    if strange:
        raise Refused(f"--follow {sorted(strange)[0]!r} is none of the known feeds; they are: airdate source known")
    open_site(folder)
    reach_database()
    if not _followed(each for each in feeds if follow_all or each.name.casefold() in wanted):
        raise SystemExit(1)


def _followed(outlines: Iterable[Outline]) -> bool:
    """Follow feeds and tell of each; False if one could not be."""
    from airdate.sources.lists import follow_outline

    well = True
    now = datetime.now(UTC)
    for outline in outlines:
        try:
            feed = follow_outline(outline, now=now)
        except ValueError as error:
            click.echo(f"{outline.name or outline.address}: {error}", err=True)
            well = False
        else:
            click.echo(f"{feed.source.name}: {feed.address}")
    return well
