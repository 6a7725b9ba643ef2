"""`airdate listings`: broadcasters' guides into the site."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli import listings_lineups, listings_refresh
from airdate.cli.listings_export import export
from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.listings.results import Counts, Imported
    from airdate.listings.xmltv.guide import Reading

CLASSES = ("official", "trade", "catalogue", "general", "fan")
EVERY = 0.5  # seconds between two lines of progress
KINDS = ("moved", "retimed", "replaced", "dropped", "added")


@click.group("listings")
def listings() -> None:
    """Broadcasters' listings: channels, and what they show when."""


for _command in (
    export, listings_refresh.follow, listings_refresh.unfollow, listings_refresh.sources, listings_refresh.refresh,
    listings_refresh.link, listings_lineups.lineup, listings_lineups.channel, listings_lineups.priority,
):  # fmt: skip
    listings.add_command(_command)


@listings.command("import")
@click.argument("given", metavar="FILE|URL|-")
@click.option("--source", metavar="NAME", default="", help="Whose listings they are. Otherwise the name of the file.")
@click.option("--class", "source_class", type=click.Choice(CLASSES), default="catalogue", show_default=True)
@click.option("--licence", default="", help="What they may be used for, in short.")
@click.option("--homepage", default="", metavar="URL", help="The source's own address.")
@click.option("--known-at", metavar="MOMENT", help="When this edition became known (ISO 8601); otherwise now.")
@click.option("--again", is_flag=True, help="Read a file that is in already once more.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else.")
@site_option
def import_(
    given: str, folder: Path | None, source: str, source_class: str, licence: str, homepage: str,
    known_at: str | None, again: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take an XMLTV guide in: plain, gz, xz, bz2 or zip, a file, an address, or - for standard input.

    A guide is imported whole or not at all. The same file again writes nothing; of another edition what differs is
    written, and what was moved, replaced, dropped or added is kept as a change of the schedule. What cannot be used is
    listed by reason, with its lines.

    \b
      airdate listings import guide.xml.gz --source "Tide Listings"
      airdate listings import https://listings.example/guide.xml.xz
      xz -dc guide.xml.xz | airdate listings import - --source "Tide Listings"
    """
    now = _moment(known_at)
    open_site(folder)
    reach_database()
    from django.conf import settings
    from django.db import DatabaseError

    from airdate.listings.cataloguing import CatalogueLinker
    from airdate.listings.fetched import name_of_source, named_guide
    from airdate.listings.importing import Publisher, import_guide
    from airdate.listings.models import Guide
    from airdate.listings.xmltv.refusals import WrongGuide
    from airdate.sources.actions import SourceConflict

    kept = Guide.objects.filter(address=given).values_list("source__name", flat=True).first()
    publisher = Publisher(source.strip() or kept or name_of_source(given), source_class, homepage, licence)
    try:
        with named_guide(given) as file:
            imported = import_guide(
                file, publisher, now=now, zone=settings.TIME_ZONE, linker=CatalogueLinker(now),
                progress=_Progress(quiet=as_json), again=again,
            )  # fmt: skip
    except (WrongGuide, SourceConflict) as error:
        raise Refused(str(error)) from error
    except DatabaseError as error:  # no room, a lock that nobody gives up, a server that went away
        raise Refused(f"the database cannot go on ({error}); the guide is as it was before") from error
    if as_json:
        click.echo(json.dumps(imported.as_json(), ensure_ascii=False, indent=2))
    else:
        _tell(imported)


def _moment(given: str | None) -> datetime:
    if given is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise Refused(f"--known-at {given!r} is no moment; give one such as 2031-02-20T21:00:00+00:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Progress:
    """A line on a terminal that says how far it is; nothing where nobody looks."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = 0.0
        self._quiet = quiet or not sys.stderr.isatty()

    def __call__(self, reading: Reading, counts: Counts) -> None:
        now = time.monotonic()
        if not self._quiet and now - self._shown >= EVERY:
            self._shown = now
            share = 100 * reading.packed // max(1, reading.size)
            told = f"{reading.programmes:,} programmes, {counts.added:,} new"
            click.echo(f"\r\033[K{share} %: {told}", nl=False, err=True)


def _tell(imported: Imported) -> None:
    """What became of the guide: what was read, what is different now, and what could not be used."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    name = f"{imported.name} ({imported.source})"
    if imported.was_in:
        click.echo(f"{name}: in already, nothing was read; to read it once more: --again")
        return
    counts = imported.counts
    click.echo(
        f"{name}: {counts.channels_read:,} channels and {counts.programmes_read:,} programmes read "
        f"in {imported.seconds:.1f} s"
    )
    click.echo(
        f"  programmes: {counts.added:,} added, {counts.changed:,} changed, {counts.removed:,} removed, "
        f"{counts.unchanged:,} unchanged, {counts.skipped_total:,} skipped"
    )
    if counts.channels_new or counts.channels_renamed:
        click.echo(f"  channels: {counts.channels_new:,} new, {counts.channels_renamed:,} renamed")
    if counts.schedule:
        told = ", ".join(f"{counts.schedule[kind]:,} {kind}" for kind in KINDS if kind in counts.schedule)
        click.echo(f"  changes of the schedule: {told}")
    for reason, found in counts.skipped.items():
        lines = ", ".join(f"{line}" for line in found["lines"])
        more = ", ..." if found["count"] > len(found["lines"]) else ""
        example = f" ({found['example']!r})" if found["example"] else ""
        click.echo(f"  skipped: {found['count']:,}, {reason}{example}; lines {lines}{more}")
    for what, number in counts.mended.items():
        click.echo(f"  put right: {number:,}, {what}")
