"""`airdate entry`: titles, people and services that are one, or two, as editors decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.editing import author_of, deciding, entry_of, now, open_for_editing, undo_decision
from airdate.cli.refusing import Refused
from airdate.cli.site_folder import site_option

if TYPE_CHECKING:
    from airdate.catalogue.deciding import NewEntry


@click.group("entry")
def entry() -> None:
    """Merge and split titles, people and services.

    An entry is named by its sort and its slug, the end of its page's address: title:the-quay, person:ana-ortiz,
    service:netflix. Claims stay as they are, facts follow, old addresses lead on, and every decision has its author,
    reason and time and can be undone:

    \b
      airdate entry merge title:quayside-nights title:the-quay --reason "Its title abroad."
      airdate entry split title:the-office --document KEY --into new --country US --reason "The American one."
      airdate entry undo 3f9a1c --reason "They are two after all."
    """


@entry.command("merge")
@click.argument("given", metavar="ENTRY")
@click.argument("into", metavar="INTO")
@deciding
def merge(given: str, into: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Make ENTRY one with INTO, to which its address leads from then on.

    \b
      airdate entry merge person:anna-ortiz person:ana-ortiz --reason "One name, spelt in two ways."
    """
    open_for_editing(folder)
    from airdate.catalogue.deciding import IdentityError
    from airdate.intake import identities

    first, second, who = entry_of(given), entry_of(into), author_of(author)
    try:
        decision = identities.merge(first, second, author=who, reason=reason, now=now())
    except IdentityError as error:
        raise Refused(str(error)) from error
    click.echo(f"{given} is {into} now; to take that back: airdate entry undo {decision.key[:12]}")


@entry.command("split")
@click.argument("given", metavar="ENTRY")
@click.option(
    "--document",
    "documents",
    multiple=True,
    required=True,
    metavar="KEY",
    help="An article that means the other one: the end of its page's address. May be given again.",
)
@click.option("--into", required=True, metavar="ENTRY|new", help="What these articles mean: an entry, or a new one.")
@click.option("--name", metavar="NAME", help="Of a new entry. Otherwise the name of the one that is split.")
@click.option("--year", type=click.IntRange(1880, 2200), help="Of a new title's first showing.")
@click.option("--country", default="", metavar="CODE", help="Of a new title or service, ISO 3166: GB, US.")
@deciding
def split(
    given: str, documents: tuple[str, ...], into: str, name: str | None, year: int | None, country: str,
    reason: str, author: str | None, folder: Path | None,
) -> None:  # fmt: skip
    """Take articles from ENTRY that mean another of its name, to one that is here or to a new one.

    \b
      airdate entry split title:ghosts --document 3f9a... --into new --year 2021 --country US --reason "..."
      airdate entry split person:jo-marsh --document 81cc... --into person:jo-marsh-2 --reason "The composer."
    """
    open_for_editing(folder)
    from airdate.catalogue.deciding import IdentityError
    from airdate.intake import identities

    entry_given, who = entry_of(given), author_of(author)
    target = new_entry(name or entry_given.name, year, country) if into == "new" else entry_of(into, "--into: ")
    if into != "new" and (name or year or country):
        raise Refused("--name, --year and --country are for a new entry; give them with --into new")
    try:
        decision = identities.split(entry_given, documents, target, author=who, reason=reason, now=now())
    except IdentityError as error:
        raise Refused(str(error)) from error
    names = "1 name means" if len(decision.uses) == 1 else f"{len(decision.uses)} names mean"
    means = f"{names} {decision.role}:{decision.target} now"
    click.echo(f"{means}; to take that back: airdate entry undo {decision.key[:12]}")


@entry.command("undo")
@click.argument("key", metavar="DECISION")
@deciding
def undo(key: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Take a merge, a split or a settled name back. It stays on record.

    DECISION is its key or the beginning of it, as `airdate entry history` prints it.
    """
    open_for_editing(folder)
    click.echo(f"Decision {undo_decision(key, author=author_of(author), reason=reason)[:12]} is undone.")


@entry.command("history")
@click.argument("given", metavar="[ENTRY]", required=False)
@site_option
def history(given: str | None, folder: Path | None) -> None:
    """What was decided about ENTRY, or about all, the newest first, with who, why and when."""
    open_for_editing(folder)
    from django.db.models import Q

    from airdate.catalogue.models import IdentityDecision

    found = IdentityDecision.objects.all()
    if given is not None:
        entry_of(given)
        role, _, slug = given.partition(":")
        found = found.filter(Q(entry=slug) | Q(target=slug), role=role)
    for decision in found:
        said = f"{decision.role}:{decision.entry}" if decision.entry else ", ".join({use[2] for use in decision.uses})
        aim = f"{decision.role}:{decision.target}" if decision.target else "none"
        click.echo(f"{decision.key[:12]}  {decision.made_at:%Y-%m-%d %H:%M}  {decision.action} {said} to {aim}")
        click.echo(f"  {decision.author}: {decision.reason}")
        if decision.undone_at is not None:
            click.echo(f"  undone {decision.undone_at:%Y-%m-%d %H:%M}, {decision.undone_by}: {decision.undone_because}")


def new_entry(name: str, year: int | None, country: str) -> NewEntry:
    """An entry to be made. Raises `Refused` for what is no country."""
    from airdate.catalogue.deciding import NewEntry

    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(f"--country {country!r} is no ISO 3166 code; give two letters such as GB")
    return NewEntry(name, year, country.upper())
