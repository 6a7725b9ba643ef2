"""`airdate listings lineup`, `channel` and `priority`: what is received, what channels are called, who is believed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

LARGEST = 64 << 20  # bytes of a playlist
SHOWN = 10  # names of channels that are not known


@click.group("lineup")
def lineup() -> None:
    """Line-ups: which channels one receives, in which order and by which numbers."""


@lineup.command("import")
@click.argument("given", metavar="FILE|URL|-")
@click.option("--name", required=True, help="What it is called; one of that name is replaced.")
@click.option("--region", default="", help="Where it is received.")
@click.option("--platform", default="", help="By what: Freeview, cable, a box.")
@click.option("--add-channels", is_flag=True, help="Make channels of those that are not known.")
@site_option
def import_(given: str, folder: Path | None, name: str, region: str, platform: str, add_channels: bool) -> None:
    """Take a line-up from a playlist (M3U): channels with their numbers, groups, logos and addresses.

    A channel is known by its tvg-id, else by its name.

    \b
      airdate listings lineup import channels.m3u --name London --region GB --platform Freeview
    """
    open_site(folder)
    reach_database()
    from django.conf import settings

    from airdate.listings.lineups import WrongLineup, lineup_from_playlist
    from airdate.listings.m3u import NotAPlaylist, decoded, read_playlist

    if not name.strip():
        raise Refused("--name must not be empty")
    try:
        playlist = read_playlist(decoded(_bytes(given)))
        kept = lineup_from_playlist(
            name.strip(), playlist.entries, zone=settings.TIME_ZONE, region=region, platform=platform,
            add_channels=add_channels,
        )  # fmt: skip
    except (NotAPlaylist, WrongLineup) as error:
        raise Refused(f"{given}: {error}") from error
    told = f"{kept.lineup.slug}: {kept.places:,} channels"
    click.echo(told + (f", {kept.made:,} of them new" if kept.made else "") + ("" if kept.written else "; as it was"))
    for what, names in (("not known here", kept.unknown), ("there already", kept.doubles)):
        if names:
            more = ", ..." if len(names) > SHOWN else ""
            click.echo(f"  {what}: {len(names):,} ({', '.join(names[:SHOWN])}{more})")
    for line, why in playlist.skipped[:SHOWN]:
        click.echo(f"  line {line}: {why}")
    if playlist.guide:
        click.echo(f"  its guide: {playlist.guide}")


def _bytes(given: str) -> bytes:
    from airdate.sources.fetching import FetchError, Limits, fetch
    from airdate.sources.opening import is_address

    kinds = {"application/x-mpegurl", "application/vnd.apple.mpegurl", "audio/x-mpegurl", "audio/mpegurl",
             "text/plain", "application/octet-stream"}  # fmt: skip
    if given == "-":
        return sys.stdin.buffer.read(LARGEST)
    try:
        if is_address(given):
            return fetch(given, limits=Limits(size=LARGEST), accept=kinds).body
        with Path(given).open("rb") as file:
            return file.read(LARGEST)
    except FetchError as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"{given} cannot be read: {(error.strerror or str(error)).lower()}") from error


@lineup.command("make")
@click.argument("name")
@click.argument("channels", metavar="CHANNEL[=NUMBER]...", nargs=-1, required=True)
@click.option("--region", default="", help="Where it is received.")
@click.option("--platform", default="", help="By what: Freeview, cable, a box.")
@site_option
def make(name: str, channels: tuple[str, ...], folder: Path | None, region: str, platform: str) -> None:
    """Put a line-up together from channels that are known, by their slugs.

    \b
      airdate listings lineup make "My channels" tide-one=1 tide-two=2 --platform Antenna
    """
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import channel_of
    from airdate.listings.lineups import Place, WrongLineup, make_lineup

    places = []
    for given in channels:
        slug, _, number = given.partition("=")
        if len(number) > 12:
            raise Refused(f"{given!r}: a number has at most 12 characters")
        places.append(Place(channel_of(slug), number))
    try:
        kept = make_lineup(name, places, region=region, platform=platform)
    except WrongLineup as error:
        raise Refused(f"{name}: {error}") from error
    click.echo(f"{kept.lineup.slug}: {kept.places:,} channels" + ("" if kept.written else "; as it was"))


@lineup.command("list")
@click.option("--region", default="", help="Only those of a region.")
@click.option("--platform", default="", help="Only those of a platform.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@site_option
def list_(folder: Path | None, region: str, platform: str, as_json: bool) -> None:
    """Print the line-ups, by name."""
    open_site(folder)
    reach_database()
    from django.db.models import Count

    from airdate.listings.models import Lineup

    found = Lineup.objects.annotate(count=Count("places")).order_by("name", "slug")
    if region:
        found = found.filter(region__iexact=region)
    if platform:
        found = found.filter(platform__iexact=platform)
    rows = list(found.values("slug", "name", "region", "platform", "count"))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        about = ", ".join(filter(None, (row["region"], row["platform"])))
        click.echo(f"{row['slug']}: {row['name']}{f' ({about})' if about else ''}, {row['count']:,} channels")


@lineup.command("show")
@click.argument("slug")
@site_option
def show(slug: str, folder: Path | None) -> None:
    """Print the channels of a line-up in its order."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import lineup_of

    for place in lineup_of(slug).places.select_related("channel").order_by("position"):
        section = f" ({place.section})" if place.section else ""
        click.echo(f"{place.number or '-':>5}  {place.channel.slug}: {place.channel.name}{section}")


@lineup.command("remove")
@click.argument("slug")
@site_option
def remove(slug: str, folder: Path | None) -> None:
    """Remove a line-up. Its channels stay."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import lineup_of

    lineup_of(slug).delete()
    click.echo(f"{slug}: removed")


@click.group("channel")
def channel() -> None:
    """Channels: what they are called, and which of them are one."""


@channel.command("list")
@click.argument("words", required=False, default="")
@site_option
def channels(words: str, folder: Path | None) -> None:
    """Print the channels whose names hold the words, with what guides call them."""
    open_site(folder)
    reach_database()
    from airdate.catalogue.names import fold_name
    from airdate.listings.models import Channel

    folded = fold_name(words)
    for each in Channel.objects.prefetch_related("names__guide__source").order_by("name", "slug"):
        if folded and folded not in fold_name(each.name):
            continue
        ids = dict.fromkeys(
            f"{name.xmltv_id} ({name.guide.source.name if name.guide else 'alias'})"
            for name in sorted(each.names.all(), key=lambda name: (name.guide_id or 0, name.xmltv_id))
            if name.xmltv_id
        )
        click.echo(f"{each.slug}: {each.name}{'; ' + ', '.join(ids) if ids else ''}")


@channel.command("alias")
@click.argument("slug")
@click.argument("name")
@click.option("--id", "xmltv_id", metavar="ID", default="", help="What guides call it, if they may mean it by an id.")
@site_option
def alias(slug: str, name: str, folder: Path | None, xmltv_id: str) -> None:
    """Let a channel have another name; playlists and guides that use it mean this channel."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import channel_of
    from airdate.listings.lineups import add_alias

    if not name.strip() or len(name) > 300 or len(xmltv_id) > 300:
        raise Refused("an alias, and an id, has 1 to 300 characters")
    new = add_alias(channel_of(slug), name.strip(), xmltv_id=xmltv_id)
    click.echo(f"{slug}: also called {name}" if new else f"{slug}: was called {name} already")


@channel.command("rename")
@click.argument("slug")
@click.argument("name")
@site_option
def rename(slug: str, name: str, folder: Path | None) -> None:
    """Give a channel another name. Its address stays, its old name is an alias."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import channel_of
    from airdate.listings.channel_editing import WrongChannel
    from airdate.listings.channel_editing import rename as give_name

    try:
        give_name(channel_of(slug), name)
    except WrongChannel as error:
        raise Refused(str(error)) from error
    click.echo(f"{slug}: called {name}")


@channel.command("join")
@click.argument("slug")
@click.argument("into")
@site_option
def join(slug: str, into: str, folder: Path | None) -> None:
    """Make one channel of two that guides list apart: everything of the first becomes the second's."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import channel_of
    from airdate.listings.channel_editing import WrongChannel
    from airdate.listings.channel_editing import join as make_one

    try:
        moved = make_one(channel_of(slug), channel_of(into))
    except WrongChannel as error:
        raise Refused(str(error)) from error
    click.echo(f"{slug}: {moved:,} broadcasts are {into}'s now; import its guide again to compare what both list")


@click.command("priority")
@click.argument("source")
@click.argument("number", type=click.IntRange(0, 30_000))
@site_option
def priority(source: str, number: int, folder: Path | None) -> None:
    """Of two guides that list one channel, the one with the lower number is believed; the other fills its gaps."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import guide_of
    from airdate.listings.models import Guide

    guide = guide_of(source)
    Guide.objects.filter(pk=guide.pk).update(priority=number)
    click.echo(f"{guide.source.name}: priority {number}")
