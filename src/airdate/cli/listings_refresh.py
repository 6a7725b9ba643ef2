"""`airdate listings follow`, `sources` and `refresh`: guides that are fetched again on a schedule; and `link`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

CLASSES = ("official", "trade", "catalogue", "general", "fan")
UNITS = {"m": 1, "h": 60, "d": 24 * 60}


@click.command("follow")
@click.argument("address", metavar="URL")
@click.option("--source", metavar="NAME", default="", help="Whose listings they are. Otherwise from the address.")
@click.option("--every", metavar="TIME", default="8h", show_default=True, help="How often it is asked: 30m, 8h, 1d.")
@click.option("--class", "source_class", type=click.Choice(CLASSES), default="catalogue", show_default=True)
@click.option("--licence", default="", help="What they may be used for, in short.")
@click.option("--homepage", default="", metavar="URL", help="The source's own address.")
@site_option
def follow(
    address: str, folder: Path | None, source: str, every: str, source_class: str, licence: str, homepage: str
) -> None:
    """Have a guide's address asked again and again by `airdate listings refresh`, from now on."""
    minutes = _minutes(every)
    if not re.match(r"https?://[^/\s]", address, re.IGNORECASE) or len(address) > 2000:
        raise Refused(f"{address!r} is no http address; a file is imported with `airdate listings import`")
    open_site(folder)
    reach_database()
    from airdate.listings import refreshing
    from airdate.listings.fetched import name_of_source
    from airdate.listings.importing import Publisher
    from airdate.sources.actions import SourceConflict

    publisher = Publisher(source.strip() or name_of_source(address), source_class, homepage, licence)
    try:
        row = refreshing.follow(address, publisher, every=minutes, now=datetime.now(UTC))
    except (ValueError, SourceConflict) as error:
        raise Refused(str(error)) from error
    click.echo(f"{row.guide.source.name}: asked every {every}, first by the next `airdate listings refresh`")


def _minutes(given: str) -> int:
    found = re.fullmatch(r"(\d{1,5})([mhd])", given.strip().lower())
    if found is None:
        raise Refused(f"--every {given!r} is no time; give one such as 30m, 8h or 1d")
    return int(found[1]) * UNITS[found[2]]


@click.command("unfollow")
@click.argument("source", metavar="NAME")
@site_option
def unfollow(source: str, folder: Path | None) -> None:
    """Ask a guide's address no longer. What is listed stays."""
    open_site(folder)
    reach_database()
    from airdate.cli.listings_naming import guide_of
    from airdate.listings.models import Refresh

    guide = guide_of(source)
    removed, _ = Refresh.objects.filter(guide=guide).delete()
    click.echo(f"{guide.source.name}: {'asked no longer' if removed else 'was not followed'}")


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@site_option
def sources(folder: Path | None, as_json: bool) -> None:
    """Print the guides: how fresh they are, when they are asked again, and what went wrong last."""
    open_site(folder)
    reach_database()
    from airdate.listings.models import Guide

    rows = []
    for guide in Guide.objects.select_related("source", "refresh").order_by("priority", "source__name"):
        asked = getattr(guide, "refresh", None)
        rows.append({
            "source": guide.source.name, "priority": guide.priority,
            "address": asked.address if asked else guide.address,
            "imported_at": _iso(guide.imported_at), "due_at": _iso(asked.due_at if asked else None),
            "failure": guide.failure, "failed_at": _iso(guide.failed_at),
        })  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['source']}: priority {row['priority']}, in since {row['imported_at'] or 'never'}")
        if row["due_at"]:
            click.echo(f"  asked again {row['due_at']}: {row['address']}")
        if row["failure"]:
            click.echo(f"  the last import failed ({row['failed_at']}), the guide is the one before: {row['failure']}")


@click.command("refresh")
@click.option("--all", "every", is_flag=True, help="Ask all guides that are followed, due or not.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON, nothing else.")
@site_option
def refresh(folder: Path | None, every: bool, as_json: bool) -> None:
    """Fetch the guides that are due and take in what is new; run it every few minutes from cron or a timer.

    A server that has nothing new sends nothing. What fails leaves the guide as it was, is said, and is tried again
    later; the exit status is then 1.
    """
    open_site(folder)
    reach_database()
    from django.conf import settings

    from airdate.listings import refreshing
    from airdate.listings.models import Refresh

    now = datetime.now(UTC)
    rows = list(Refresh.objects.select_related("guide__source").order_by("due_at")) if every else refreshing.due(now)
    done = []
    for row in rows:
        if refreshing.take(row, now):
            done.append(refreshing.refresh(row, clock=lambda: datetime.now(UTC), zone=settings.TIME_ZONE))
            if not as_json:
                _tell(done[-1])
    if as_json:
        told = [
            {
                "source": each.source, "address": each.address, "outcome": each.outcome, "failure": each.failure,
                "due_at": _iso(each.due_at), "result": each.imported.as_json() if each.imported else None,
            }
            for each in done
        ]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif not done:
        click.echo("no guide is due")
    if any(each.failure for each in done):
        raise SystemExit(1)


def _tell(each: object) -> None:
    from airdate.listings.refreshing import Refreshed

    assert isinstance(each, Refreshed)
    if each.failure:
        told = f"failed, the guide stays as it was: {each.failure}"
        click.echo(f"{each.source}: {told}; tried again {_iso(each.due_at)}", err=True)
    elif each.outcome == "unchanged" or each.imported is None:
        click.echo(f"{each.source}: nothing new")
    else:
        counts = each.imported.counts
        click.echo(
            f"{each.source}: {counts.added:,} added, {counts.changed:,} changed, {counts.removed:,} removed, "
            f"{counts.unchanged:,} unchanged"
        )


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@click.command("link")
@site_option
def link(folder: Path | None) -> None:
    """Tie all broadcasts to the catalogue anew, as after an import of a catalogue or a merge of titles."""
    open_site(folder)
    reach_database()
    from airdate.listings.cataloguing import link_everything

    linked, claimed = link_everything(now=datetime.now(UTC))
    click.echo(
        f"{linked.asked:,} broadcasts: {linked.linked:,} mean a title, {linked.unsure:,} may mean one; "
        f"{linked.written:,} links changed"
    )
    click.echo(f"first showings: {claimed.new:,} new, {claimed.changed:,} changed, {claimed.withdrawn:,} taken back")
