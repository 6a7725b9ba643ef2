"""`airdate demo`: a site with sample articles, made once and served."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, tell_progress
from airdate.cli.site_init import make_site
from airdate.cli.site_serve import LOOPBACK, run_server
from airdate.intake.site import SETTINGS_FILE

DAY_FILE = "demo-day"  # the day from which the articles are dated: a load that was stopped goes on with it


@click.command("demo")
@click.option(
    "--site", "folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, metavar="DIR",
    help="Where the demonstration lies, or is made.",
)  # fmt: skip
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--no-serve", is_flag=True, help="Only make it.")
@click.option("--no-worker", is_flag=True, help="Only serve: follow no feeds and refresh no listings.")
def demo(folder: Path, host: str, port: int, no_browser: bool, no_serve: bool, no_worker: bool) -> None:
    """Serve a site with sample articles.

    It is made if it is not there. The shows in them are invented, save in two, and dated from the day on which
    the site is made. Nothing is lost by running it again.
    """
    if (folder / SETTINGS_FILE).exists():
        open_site(folder)
        if not (folder / DAY_FILE).exists():
            raise Refused(f"{folder} is a site, but not a demonstration; name another folder with --site")
    else:
        click.echo(make_site(folder, also={DAY_FILE: datetime.now(UTC).date().isoformat()}))
    reach_database(migrate=True)
    _load(folder)
    if not no_serve:
        run_server(host, port, browser=not no_browser, worker=not no_worker)


def _load(folder: Path) -> None:
    """Take in the catalogue, the articles and the listings that are not there yet."""
    from airdate.imports import demonstration as catalogue
    from airdate.intake.demonstration import is_loaded, load, prepare, samples
    from airdate.listings import demonstration as listings
    from airdate.newsroom import demonstration as desk
    from airdate.search.actions import arrivals_at_once

    text = (folder / DAY_FILE).read_text(encoding="utf-8").strip()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{folder / DAY_FILE} holds {text!r}, which is no day; remove the folder {folder}") from error
    if not catalogue.is_loaded(day):
        tell_progress("filling the catalogue", 0, 1)
        prepare()
        with arrivals_at_once():
            catalogue.load(day)
        tell_progress("filling the catalogue", 1, 1)
    if not is_loaded(day):
        of = len(samples(day))
        for done, _ in enumerate(load(day), 1):
            tell_progress("reading the sample articles", done, of)
    if not listings.is_loaded(day):
        listings.load(day)
    if not desk.is_loaded():
        desk.load(day)
