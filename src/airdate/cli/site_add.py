"""`airdate add`: articles into the site, from files, folders and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.intake.actions import Added, Article, Publisher

CLASSES = ("official", "trade", "catalogue", "general", "fan")
SUFFIXES = (".txt", ".md", ".html", ".htm")  # of the files that are taken from a folder
BY_HAND = "Added by hand"  # the source of a file for which none is named
SITE = "http://127.0.0.1:8000"  # where `airdate serve` shows it


@click.command("add")
@click.argument("given", nargs=-1, required=True, metavar="FILE|DIR|URL...")
@site_option
@click.option("--source", metavar="NAME", help="Who published it. Otherwise the address's host, or `Added by hand`.")
@click.option("--class", "source_class", type=click.Choice(CLASSES), help="Of a source that is new here. Else general.")
@click.option("--published", metavar="DATE", help="The article's day, as 2031-02-20. Otherwise found in the page.")
@click.option("--headline", default="", help="Its headline. Otherwise found in the page.")
@click.option("--url", default="", help="Where it was published, for a file.")
def add(
    given: tuple[str, ...], folder: Path | None, source: str | None, source_class: str | None,
    published: str | None, headline: str, url: str,
) -> None:  # fmt: skip
    """Read articles into the site.

    They come from files, folders of files, or addresses. Prints what was found and the addresses of the pages. An
    article that is here already adds nothing; one that cannot be used is named, and then nothing at all is added.

    \b
      airdate add heartstopper.txt --published 2023-04-24 --source "The Examiner" --class trade
      airdate add https://news.example/tv/heartstopper
    """
    open_site(folder)
    reach_database()
    from airdate.intake.actions import NotAnArticle, add_article, see_that_it_fits
    from airdate.sources.actions import SourceConflict, TakenDown

    day = _day(published)
    # All are looked at before the first is added: a mistake changes nothing.
    found = []
    for name, article in [_article(path, day, headline, url) for path in _each(given)]:
        publisher = _publisher(source, source_class, article.url)
        try:
            see_that_it_fits(article, publisher)
        except (NotAnArticle, SourceConflict, TakenDown) as error:
            raise Refused(f"{name}: {error}") from error
        found.append((name, article, publisher))
    for name, article, publisher in found:
        _tell(name, add_article(article, publisher, now=datetime.now(UTC)))


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise Refused(f"--published {published!r} is no day; give it as 2031-02-20") from error


def _each(given: tuple[str, ...]) -> Iterator[str]:
    """The files and addresses meant: a folder stands for the articles in it, by name."""
    for name in given:
        path = Path(name)
        if not path.is_dir():
            yield name
            continue
        inside = sorted(str(file) for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
        if not inside:
            raise Refused(f"{name} holds no articles (files that end in {', '.join(SUFFIXES)})")
        yield from inside


def _publisher(source: str | None, source_class: str | None, url: str) -> Publisher:
    from airdate.intake.actions import Publisher

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    homepage = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/" if host else ""
    return Publisher(source or host or BY_HAND, source_class, homepage=homepage)


def _tell(name: str, added: Added) -> None:
    """What became of one article, with the addresses of its pages."""
    from django.urls import reverse

    document = added.document
    if not added.is_new:
        click.echo(f"{name}: here already, nothing was added")
    else:
        click.echo(f"{name}: {added.claims} claims, from {document.source.name}, {document.published.isoformat()}")
    for title in added.titles:
        click.echo(f"  {title.name}: {SITE}{reverse('guide:title', args=[title.slug])}")
    for use in added.waiting:
        click.echo(f"  waits for an editor: the {use.role} {use.name!r} ({use.get_how_display()})")
    click.echo(f"  the article: {SITE}{reverse('guide:document', args=[document.key])}")


def _article(name: str, day: date | None, headline: str, url: str) -> tuple[str, Article]:
    """What a file or an address holds; what the command line says of it wins over what the page says."""
    from airdate.intake.actions import Article
    from airdate.sources.opening import Unusable, open_article

    try:
        opened = open_article(name)
    except Unusable as error:
        raise Refused(str(error)) from error
    published, moment = opened.published, opened.published_at
    if day is not None and day != published:
        published, moment = day, None
    if published is None:
        raise Refused(f"{name}: the day of the article is not in it; give it with --published 2031-02-20")
    return name, Article(
        text=opened.text,
        published=published,
        headline=headline or opened.headline,
        byline=opened.byline,
        url=url or opened.url,
        published_at=moment.astimezone(UTC) if moment else None,
        published_zone=moment.strftime("%z") if moment else "",
        picture=opened.picture,
    )
