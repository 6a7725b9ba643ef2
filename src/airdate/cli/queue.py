"""`airdate queue`: what waits for an editor, and settling it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.editing import author_of, deciding, entry_of, now, open_for_editing
from airdate.cli.entry import new_entry
from airdate.cli.printing import one_line
from airdate.cli.refusing import Refused
from airdate.cli.ruling import accept, reject
from airdate.cli.site_folder import site_option

if TYPE_CHECKING:
    from airdate.facts.queue import Queue, Told

SORTS = ("names", "claims", "conflicts", "reports")


@click.group("queue")
def queue() -> None:
    """What waits for an editor: names, unsure claims, conflicts, reports of readers.

    \b
      airdate queue list
      airdate queue settle 5c1f0a9be3d2 --as title:the-quay --reason "Its title abroad."
      airdate queue accept 81cc2a90 --reason "It says so in the second paragraph."
      airdate queue close 12 --reason "Corrected."

    A conflict is settled with `airdate fact pin`, `correct` or `reject`; it also goes when a nearer source speaks.
    """


@queue.command("list")
@click.option("--only", type=click.Choice(SORTS), help="One sort alone.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Of each sort.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, nothing else.")
@site_option
def list_(only: str | None, limit: int, as_json: bool, folder: Path | None) -> None:
    """What waits, with the ids by which it is settled."""
    open_for_editing(folder)
    from airdate.facts.queue import waiting

    found = waiting(today=now().date(), limit=limit)
    if as_json:
        told = {f.name: [asdict(item) for item in getattr(found, f.name)] for f in fields(found)}
        chosen = {name: items for name, items in told.items() if only in (None, name)}
        click.echo(json.dumps(chosen, ensure_ascii=False, indent=2, default=_plain))
        return
    if found.is_empty:
        click.echo("Nothing waits.")
        return
    for sort in SORTS:
        if only in (None, sort) and getattr(found, sort):
            click.echo(click.style(HEADINGS[sort], bold=True))
            for line in LINES[sort](found):
                click.echo(line)


@queue.command("settle")
@click.argument("given", metavar="NAME")
@click.option(
    "--as",
    "meaning",
    required=True,
    metavar="ENTRY|new|none",
    help="What the name means: title:SLUG, person:SLUG or service:SLUG; a new one; or none of ours.",
)
@click.option("--alike", is_flag=True, help="Settle this spelling in all articles in which it waits.")
@click.option("--name", metavar="TEXT", help="Of a new entry. Otherwise the name as the article spells it.")
@click.option("--year", type=click.IntRange(1880, 2200), help="Of a new title's first showing.")
@click.option("--country", default="", metavar="CODE", help="Of a new title or service, ISO 3166: GB, US.")
@deciding
def settle(
    given: str, meaning: str, alike: bool, name: str | None, year: int | None, country: str,
    reason: str, author: str | None, folder: Path | None,
) -> None:  # fmt: skip
    """Say what NAME, which waits, means in its article. NAME is its id, as `airdate queue list` prints it.

    \b
      airdate queue settle 5c1f0a9be3d2 --as title:ghosts --reason "Its first article names the BBC."
      airdate queue settle 5c1f0a9be3d2 --as new --year 2021 --country US --reason "The American one."
      airdate queue settle 5c1f0a9be3d2 --as none --reason "A night of television, not a show."
    """
    open_for_editing(folder)
    from airdate.catalogue.deciding import IdentityError
    from airdate.facts.queue import name_that_waits, names_like
    from airdate.intake import identities

    use = name_that_waits(given)
    if use is None:
        raise Refused(f"no name {given!r} waits; airdate queue list prints those that do")
    who = author_of(author)
    if meaning != "new" and (name or year or country):
        raise Refused("--name, --year and --country are for a new entry; give them with --as new")
    target = (
        None if meaning == "none"
        else new_entry(name or use.name, year, country) if meaning == "new"
        else entry_of(meaning, "--as: ")
    )  # fmt: skip
    uses = names_like(use) if alike else [use]
    try:
        decision = identities.settle(uses, target, author=who, reason=reason, now=now())
    except IdentityError as error:
        raise Refused(str(error)) from error
    means = f"{decision.role}:{decision.target}" if decision.target else "none of ours"
    count = f" in {len(uses)} articles" if len(uses) > 1 else ""
    told = one_line(f"{use.name!r}{count} means {means} now")
    click.echo(f"{told}; to take that back: airdate entry undo {decision.key[:12]}")


queue.add_command(accept)
queue.add_command(reject)


@queue.command("close")
@click.argument("number", type=int, metavar="REPORT")
@deciding
def close(number: int, reason: str, author: str | None, folder: Path | None) -> None:
    """Take a reader's report off the queue, with what became of it."""
    open_for_editing(folder)
    from airdate.facts.models import Report
    from airdate.facts.reports import ReportError, settle_report

    report = Report.objects.filter(pk=number).first()
    if report is None:
        raise Refused(f"there is no report {number}; airdate queue list prints those that wait")
    try:
        settle_report(report, author=author_of(author), reason=reason, now=now())
    except ReportError as error:
        raise Refused(str(error)) from error
    click.echo(f"Report {number} is closed.")


HEADINGS = {
    "names": "Names that mean nothing yet (airdate queue settle ID --as ...)",
    "claims": "Claims of which the reading is unsure (airdate queue accept ID, reject ID)",
    "conflicts": "Facts on which sources differ (airdate fact show ID)",
    "reports": "Reported by readers (airdate fact show FACT, then airdate queue close ID)",
}


def _names(found: Queue) -> Iterator[str]:
    for name in found.names:
        yield f"{name.id}  " + one_line(f"{name.role} {name.name!r}: {name.why}")
        if name.between:
            yield "    " + one_line(", ".join(f"{name.role}:{slug}" for slug in name.between))
        yield f"    {_article(name.article)}"


def _claims(found: Queue) -> Iterator[str]:
    for claim in found.claims:
        yield f"{claim.id[:12]}  " + one_line(f"{claim.about.name}: {claim.said} ({claim.confidence:.2f})")
        for words in claim.quotations:
            yield f"    “{one_line(words)}”"
        yield f"    {_article(claim.article)}"


def _conflicts(found: Queue) -> Iterator[str]:
    for conflict in found.conflicts:
        what = f", {conflict.what}" if conflict.what else ""
        yield f"{conflict.fact}  " + one_line(f"{conflict.about.name}{what}: {conflict.value}")
        for source, said in conflict.against:
            yield "    " + one_line(f"{source}: {said}")


def _reports(found: Queue) -> Iterator[str]:
    for report in found.reports:
        yield f"{report.id}  " + one_line(f"fact {report.fact}, {report.made_at:%Y-%m-%d}: {report.said}")
        yield "    " + one_line(report.reason)
        if report.link:
            yield "    " + one_line(report.link)


LINES = {"names": _names, "claims": _claims, "conflicts": _conflicts, "reports": _reports}


def _article(article: Told) -> str:
    headline = article.headline or "an article"
    return one_line(f"{headline}, {article.source}, {article.day.isoformat()}, document {article.key}")


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is no date")
