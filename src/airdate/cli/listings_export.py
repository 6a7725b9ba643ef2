"""`airdate listings export`: listings as XMLTV, M3U, JSON or iCalendar."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.listings.export.selection import Selection

FORMATS = ("xmltv", "json", "ics", "m3u")


@click.command("export")
@click.argument("out", metavar="FILE|-", default="-")
@click.option("--format", "form", type=click.Choice(FORMATS), default="xmltv", show_default=True)
@click.option("--lineup", metavar="SLUG", help="The channels of a line-up, in its order, merged from all guides.")
@click.option("--source", metavar="NAME", help="One guide as it stands, with its own ids of channels.")
@click.option("--channel", "channels", metavar="SLUG", multiple=True, help="This channel; may be given several times.")
@click.option("--title", metavar="SLUG", help="The showings of a title of the catalogue.")
@click.option("--search", "words", metavar="WORDS", default="", help="The showings whose title holds all the words.")
@click.option(
    "--from", "start", metavar="MOMENT", help="What is shown from then on: 2031-02-20, 2031-02-20T21:00, now."
)
@click.option("--to", "stop", metavar="MOMENT", help="What is shown before then.")
@click.option("--as-found", is_flag=True, help="XMLTV with what guides have beside its DTD; no longer valid by it.")
@click.option("--guide-url", metavar="URL", default="", help="M3U: where players find the guide.")
@site_option
def export(
    out: str, folder: Path | None, form: str, lineup: str | None, source: str | None, channels: tuple[str, ...],
    title: str | None, words: str, start: str | None, stop: str | None, as_found: bool, guide_url: str,
) -> None:  # fmt: skip
    """Give listings out, to a file or to standard output: all channels, or what is chosen.

    XMLTV is valid by its DTD. Where several guides list a channel, the one with the lower priority number is believed,
    and its gaps are filled from the next. Calendars begin now unless --from says otherwise.

    \b
      airdate listings export guide.xml --lineup london
      airdate listings export --format ics --title heartstopper > heartstopper.ics
      airdate listings export channels.m3u --format m3u --lineup london
    """
    open_site(folder)
    reach_database()
    from django.conf import settings

    now = dt.datetime.now(dt.UTC)
    begin = _moment("--from", start, settings.TIME_ZONE, now) if start else (now if form == "ics" else None)
    end = _moment("--to", stop, settings.TIME_ZONE, now) if stop else None
    selection = _selection(lineup, source, channels, title, words.strip(), begin, end)
    if form == "m3u" and selection.lineup is None:
        raise Refused("--format m3u needs --lineup SLUG: addresses of channels belong to a line-up")
    left_out: Counter[str] = Counter()
    _write(out, _pieces(form, selection, left_out, now, as_found=as_found, guide_url=guide_url))
    for what, number in sorted(left_out.items()):
        click.echo(f"left out: {number:,}, {what}", err=True)


def _pieces(
    form: str, selection: Selection, left_out: Counter[str], now: dt.datetime, *, as_found: bool, guide_url: str
) -> Iterable[bytes]:
    from airdate.listings.export.writing import json_of, m3u_of, xmltv_of

    if form == "ics":
        from airdate.listings.export.calendar import calendar_of

        return [calendar_of(selection, host=_host(), now=now)]
    if form == "json":
        pieces = json_of(selection, now=now)
    elif form == "m3u":
        pieces = m3u_of(selection, left_out, guide=guide_url)
    else:
        pieces = xmltv_of(selection, left_out, as_found=as_found)
    return (piece.encode("utf-8", "replace") for piece in pieces)


def _host() -> str:
    """The right side of a calendar's UIDs: the site's own name where it has one."""
    from django.conf import settings

    return next((host for host in settings.ALLOWED_HOSTS if "." in host and "*" not in host), "airdate.invalid")


def _write(out: str, pieces: Iterable[bytes]) -> None:
    """Write to standard output, or to a file that is there whole or not at all."""
    if out == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        part.replace(path)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {(error.strerror or str(error)).lower()}") from error
    finally:
        part.unlink(missing_ok=True)


def _moment(option: str, given: str, zone: str, now: dt.datetime) -> dt.datetime:
    from zoneinfo import ZoneInfo

    if given == "now":
        return now
    try:
        moment = dt.datetime.fromisoformat(given)
    except ValueError as error:
        raise Refused(f"{option} {given!r} is no moment; give one such as 2031-02-20T21:00, or now") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _selection(
    lineup: str | None, source: str | None, channels: tuple[str, ...], title: str | None, words: str,
    start: dt.datetime | None, stop: dt.datetime | None,
) -> Selection:  # fmt: skip
    from airdate.catalogue.models import Title
    from airdate.catalogue.queries import Moved, title_by_slug
    from airdate.cli.listings_naming import guide_of, lineup_of
    from airdate.listings.export.selection import Selection, channels_named

    if sum(map(bool, (title, words, source))) > 1:
        raise Refused("give one of --source, --title and --search")
    known, unknown = channels_named(channels)
    if unknown:
        raise Refused(f"--channel {unknown[0]!r} is no channel here; `airdate listings channel list` prints them")
    work = None
    if title:
        try:
            work = title_by_slug(title)
        except Moved as moved:
            work = title_by_slug(moved.slug)
        except Title.DoesNotExist as error:
            raise Refused(f"--title {title!r} is no title here; its slug is the end of its page's address") from error
    chosen = lineup_of(lineup) if lineup else None
    guide = guide_of(source) if source else None
    names = [work.name if work else words, ", ".join(channels), chosen.name if chosen else "", source or ""]
    return Selection(
        next((name for name in names if name), "Listings"), chosen, known if channels else None, guide, work, words,
        start, stop,
    )  # fmt: skip
