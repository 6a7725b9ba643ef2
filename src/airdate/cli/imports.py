"""`airdate import`: catalogues into the site, from TVmaze, the IMDb data sets and CSV files."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.imports.opening import Input
    from airdate.imports.results import Imported
    from airdate.imports.running import Table

F = TypeVar("F", bound=Callable[..., Any])
Choose = Callable[[Sequence["Input"]], Iterable[tuple["Input", "Table"]]]
CLASSES = ("official", "trade", "catalogue", "general", "fan")
EVERY = 0.5  # seconds between two lines of progress


@click.group("import")
def import_() -> None:
    """Take a catalogue in: titles, people and services, and what it says of dates, cast and credits.

    Works on files, plain or gzip, and on addresses. Can be stopped at any moment and goes on where it was; a file that
    is in already writes nothing. Rows that cannot be used are listed with their lines, and the rest goes in.
    """


def of_all(command: F) -> F:
    """Adds what all importers take: files, site, JSON, `--again`."""
    for option in (
        click.option("--again", is_flag=True, help="Go through a file that is in already once more."),
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, nothing else."),
        site_option,
        click.argument("given", nargs=-1, required=True, metavar="FILE|URL..."),
    ):
        command = option(command)
    return command


@import_.command("tvmaze")
@of_all
@click.option("--show", metavar="NUMBER", default="", help="TVmaze's number of the show, for episodes that lack it.")
def tvmaze(given: tuple[str, ...], folder: Path | None, as_json: bool, again: bool, show: str) -> None:
    """Shows, episodes and schedules of TVmaze, as its API gives them.

    \b
      airdate import tvmaze https://api.tvmaze.com/shows?page=0
      airdate import tvmaze 'https://api.tvmaze.com/shows/82?embed[]=cast&embed[]=episodes'
      airdate import tvmaze episodes.json --show 82
    """
    if show and not (show.isascii() and show.isdecimal() and len(show) <= 10):
        raise Refused(f"--show {show!r} is no number of a show; it stands in its address: tvmaze.com/shows/NUMBER/...")

    def choose(files: Sequence[Input]) -> Iterable[tuple[Input, Table]]:
        from airdate.imports.tvmaze.tables import tvmaze_table

        # One after another: a list of episodes may be of a show in the file before it.
        return ((file, tvmaze_table(file, show)) for file in files)

    _open(folder)
    _run(given, choose, as_json=as_json, again=again)


@import_.command("imdb")
@of_all
@click.option("--regions", metavar="CODES", help="Whose names of works are taken: GB,US, or `all`. Else English ones.")
@click.option("--adult", is_flag=True, help="Take works for adults too.")
def imdb(
    given: tuple[str, ...], folder: Path | None, as_json: bool, again: bool, regions: str | None, adult: bool
) -> None:
    """Tables of the IMDb data sets, in any order: works, their names, episodes, people, principals, crew.

    They are for personal and non-commercial use only: https://developer.imdb.com/non-commercial-datasets/

    \b
      airdate import imdb title.basics.tsv.gz name.basics.tsv.gz title.principals.tsv.gz
    """
    _open(folder)
    from airdate.imports.imdb.publisher import NOTICE
    from airdate.imports.imdb.tables import imdb_tables

    click.echo(NOTICE, err=True)
    wanted = _regions(regions)
    _run(given, lambda files: imdb_tables(files, regions=wanted, adult=adult), as_json=as_json, again=again)


@import_.command("csv")
@of_all
@click.option("--source", metavar="NAME", required=True, help="Whose table it is.")
@click.option("--class", "source_class", type=click.Choice(CLASSES), default="catalogue", show_default=True)
@click.option("--licence", default="", help="What it may be used for, in short.")
@click.option("--homepage", default="", metavar="URL", help="The source's own address.")
@click.option("--map", "maps", multiple=True, metavar="THEIRS=OURS", help="Their name of a column is one of ours.")
@click.option("--separator", default="|", show_default=True, help="What stands between several values in a column.")
def csv(
    given: tuple[str, ...], folder: Path | None, as_json: bool, again: bool, source: str, source_class: str,
    licence: str, homepage: str, maps: tuple[str, ...], separator: str,
) -> None:  # fmt: skip
    """A CSV file with a header line. Its columns are those of docs/how-to/import-a-catalogue.md, or mapped to them.

    \b
      airdate import csv shows.csv --source "Tide Listings" --map Name=title --map "First shown=date"
    """
    mapped = dict(_pair(each) for each in maps)
    if not source.strip() or not separator:
        raise Refused("--source and --separator must not be empty")
    _open(folder)
    from airdate.imports.named_columns import named_columns
    from airdate.imports.running import Publisher

    publisher = Publisher(source.strip(), homepage=homepage, licence=licence, source_class=source_class, language="")

    def choose(files: Sequence[Input]) -> Iterable[tuple[Input, Table]]:
        chosen = [(file, named_columns(file, publisher, mapped=mapped, separator=separator)) for file in files]
        for file, table in chosen:
            if table.unused:
                click.echo(f"{file.name}: columns not used: {', '.join(table.unused)}", err=True)
        return chosen

    _run(given, choose, as_json=as_json, again=again)


def _open(folder: Path | None) -> None:
    open_site(folder)
    reach_database()


def _pair(given: str) -> tuple[str, str]:
    theirs, sign, ours = given.rpartition("=")
    if not (sign and theirs and ours):
        raise Refused(f"--map {given!r} is no pair; give it as THEIRS=OURS, such as --map Name=title")
    return theirs, ours


def _regions(given: str | None) -> frozenset[str]:
    """The regions meant; English-speaking ones and the site's own if none are named."""
    from django.conf import settings

    from airdate.imports.imdb.works import ENGLISH

    if given is None:
        return ENGLISH | {settings.SITE_REGION}
    if given.casefold() == "all":
        return frozenset()
    codes = [code.strip().upper() for code in given.split(",")]
    for code in codes:
        if not (2 <= len(code) <= 4 and code.isascii() and code.isalpha()):
            raise Refused(f"--regions {given!r}: {code!r} is no region; give codes such as GB,US, or all")
    return frozenset({"", *codes})


def _run(given: Sequence[str], choose: Choose, *, as_json: bool, again: bool) -> None:
    """Import the files one after another. What went in before one that is refused stays in."""
    from django.db.utils import OperationalError

    from airdate.imports.fetched import inputs_of
    from airdate.imports.records import WrongFile
    from airdate.imports.running import import_file
    from airdate.search.actions import arrivals_at_once
    from airdate.sources.actions import SourceConflict

    done: list[Imported] = []
    try:
        with inputs_of(given) as files, arrivals_at_once():
            for file, table in choose(files):
                imported = import_file(
                    file, table, clock=lambda: datetime.now(UTC), progress=_Progress(quiet=as_json), again=again
                )
                done.append(imported)
                if not as_json:
                    _tell(imported)
        _teach_reader()
    except (WrongFile, SourceConflict) as error:
        raise Refused(str(error)) from error
    except OperationalError as error:  # no room, a lock that nobody gives up, a server that went away
        raise Refused(f"the database cannot go on ({error}); the same command goes on where it was") from error
    finally:
        if as_json:
            click.echo(json.dumps([imported.as_json() for imported in done], ensure_ascii=False, indent=2))


def _teach_reader() -> None:
    """Many new titles go into a file that is mapped: else the next article that is read would wait for it."""
    from airdate.intake.known_titles import refresh

    try:
        refresh()
    except OSError as error:
        click.echo(f"The titles were not written for the reader ({error}); the next article tries again.", err=True)


class _Progress:
    """A line on a terminal that says how far it is; nothing where nobody looks."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = 0.0
        self._quiet = quiet or not sys.stderr.isatty()

    def __call__(self, table: str, rows: int, counts: Mapping[str, int]) -> None:
        now = time.monotonic()
        if not self._quiet and now - self._shown >= EVERY:
            self._shown = now
            told = ", ".join(f"{counts[name]:,} {name}" for name in ("titles", "people", "claims") if counts.get(name))
            click.echo(f"\r\033[K{table}: row {rows:,}; {told}", nl=False, err=True)


def _tell(imported: Imported) -> None:
    """What became of one file: what is new, what was left out, and what could not be used."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    name = f"{imported.name} ({imported.source}, {imported.table})"
    if imported.was_in:
        click.echo(f"{name}: in already, nothing was read; to go through it once more: --again")
        return
    counts = {key: count for key, count in imported.counts.items() if count}
    rows = counts.pop("rows", 0)
    new = ", ".join(f"{count:,} {key}" for key, count in counts.items() if not key.startswith("left out"))
    resumed = f", resumed at row {imported.resumed_at:,}" if imported.resumed_at else ""
    click.echo(f"{name}: {rows:,} rows in {imported.seconds:.1f} s{resumed}; new: {new or 'nothing'}")
    for key, count in counts.items():
        if key.startswith("left out"):
            click.echo(f"  {key}: {count:,}")
    for reason, found in imported.faults.by_reason.items():
        lines = ", ".join(str(line) for line in found["lines"])
        more = ", ..." if found["count"] > len(found["lines"]) else ""
        example = f" ({found['example']!r})" if found["example"] else ""
        click.echo(f"  bad rows: {found['count']:,}, {reason}{example}; rows {lines}{more}")
