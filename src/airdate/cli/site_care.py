"""`airdate rebuild`, `index` and `check`: making anew what is derived, and seeing that all is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option, tell_progress


@click.command("rebuild")
@site_option
@click.option("--reread", is_flag=True, help="First read with this reader the documents that an older one read.")
def rebuild(folder: Path | None, reread: bool) -> None:
    """Make again all that is derived.

    That is what names mean, facts and changes. Documents, claims and editors' decisions stay as they are, and
    nobody is alerted. Prints counts and a digest, which is the same for the same content, each time and on
    every database.
    """
    open_site(folder)
    reach_database(migrate=True)
    from airdate.intake.actions import documents_read_otherwise, read_again
    from airdate.intake.rebuilding import rebuild as make_again

    now = datetime.now(UTC)
    if reread:
        older = len(documents_read_otherwise())
        for done, _ in enumerate(read_again(now=now), 1):
            tell_progress("reading", done, older)
    rebuilt = make_again(now=now, progress=tell_progress)
    width = max(len(name) for name in rebuilt.counts)
    for name, count in rebuilt.counts.items():
        click.echo(f"{name:<{width}}  {count:>9,}")
    click.echo(f"{'digest':<{width}}  {rebuilt.digest}")


@click.command("index")
@site_option
def index(folder: Path | None) -> None:
    """Make the index of the search anew.

    It follows every write by itself, so this is only needed where `airdate check` says so, as after a database was
    restored without its triggers. After an import that was killed, `airdate serve` and the next import do it too.
    """
    open_site(folder)
    reach_database(migrate=True)
    from airdate.search.actions import rebuild as make_again

    click.echo(f"The index holds {make_again():,} names.")


@click.command("check")
@site_option
def check(folder: Path | None) -> None:
    """See that the site is whole.

    The database is reached, its migrations are applied, the hashes of documents and claims are right, one
    reading of each document is in force, facts rest on claims, and the search follows the catalogue. Prints a
    line for each thing that is wrong, and then ends with status 1. That the search waits for the end of an import is
    said, and is not wrong.
    """
    open_site(folder)
    from django.db.utils import DatabaseError

    from airdate.intake.integrity import problems
    from airdate.intake.rebuilding import counts
    from airdate.search.queries import is_behind
    from airdate.search.queries import problems as problems_of_search

    found = 0
    try:
        for problem in (*problems(), *problems_of_search()):
            click.echo(problem)
            found += 1
    except DatabaseError as error:
        raise Refused(f"the database cannot be read: {error}") from error
    if found:
        raise SystemExit(1)
    if is_behind():
        click.echo("The search waits for an import that is at work, or was stopped; to end the wait: airdate index")
    held = counts()
    click.echo(f"All is whole: {held['documents']:,} documents, {held['claims']:,} claims.")
