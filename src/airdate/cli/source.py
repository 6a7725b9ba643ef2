"""`airdate source`: who is followed, by which feeds, and what their licence lets be shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.editing import author_of, deciding
from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option
from airdate.cli.source_lists import export, import_, known

if TYPE_CHECKING:
    from airdate.sources.models import Feed, Source
    from airdate.sources.queries import FollowedFeed

CLASSES = ("official", "trade", "catalogue", "general", "fan")
SHOWN = ("headline", "quotation")
READS = ("page", "feed")


@click.group("source")
def source() -> None:
    """Follow sources by their feeds.

    A worker asks the feeds (`airdate serve` runs one) and reads what is new: RSS, Atom and JSON Feed. Nothing is
    followed until you say so.

    \b
      airdate source follow https://news.example/tv/feed --name "The Examiner" --class trade
      airdate source list
      airdate source known
    """


@source.command("follow")
@click.argument("address", metavar="URL")
@click.option("--name", default="", metavar="NAME", help="Who publishes it. Otherwise what the feed calls itself.")
@click.option("--class", "source_class", type=click.Choice(CLASSES), help="Of a source that is new here. Else general.")
@click.option("--region", default="", metavar="CODE", help="Its country, ISO 3166: GB, US.")
@click.option("--language", default="", metavar="TAG", help="Of its articles, BCP 47: en, de.")
@click.option("--licence", default="", metavar="TEXT", help="What its texts may be used for, in short.")
@click.option("--show", "may_show", type=click.Choice(SHOWN), help="What may be shown of its articles. Else quotation.")
@click.option("--homepage", default="", metavar="URL", help="The source's own address. Otherwise from the feed.")
@click.option("--every", default=30, show_default=True, metavar="MINUTES", help="How often it is asked.")
@click.option(
    "--reads",
    type=click.Choice(READS),
    default="page",
    show_default=True,
    help="Each entry's page, or only what the feed holds.",
)
@click.option("--unseen", is_flag=True, help="Do not look at the feed first; then --name is needed.")
@site_option
def follow(
    address: str, folder: Path | None, name: str, source_class: str | None, region: str, language: str, licence: str,
    may_show: str | None, homepage: str, every: int, reads: str, unseen: bool,
) -> None:  # fmt: skip
    """Ask the feed at URL again and again, from now on.

    It is looked at first: what is no feed is refused, and of a web page the feed that it links to is taken.
    """
    open_site(folder)
    reach_database()
    from airdate.sources import following
    from airdate.sources.actions import SourceConflict

    language = language.strip()
    if not unseen:
        address, title, home, said = _looked_at(address)
        name, homepage, language = name or title, homepage or home, language or said
    if not name.strip():
        raise Refused("the feed has no name; say who publishes it with --name NAME")
    try:
        address = following.see_that_it_is_free(address, _known_source(name))
        kept = _kept_source(name, source_class, _region(region), language, licence, may_show, homepage)
        feed = following.follow(kept, address, now=datetime.now(UTC), every=every, reads=reads)
    except (following.WrongFeed, SourceConflict) as error:
        raise Refused(str(error)) from error
    click.echo(f"{kept.name} ({kept.source_class}): {feed.address}, asked every {feed.every} minutes by the worker")


def _looked_at(address: str) -> tuple[str, str, str, str]:
    """The address of the feed, its title, home page and language; of a page the feed that it links to."""
    from airdate.sources.feeds.model import NotAFeed
    from airdate.sources.feeds.parse import FEEDS, LARGEST, parse
    from airdate.sources.fetching import FetchError, Limits, fetch

    asked = address
    for last in (False, True):
        try:
            got = fetch(asked, limits=Limits(size=LARGEST, seconds=30.0), accept=FEEDS)
            feed = parse(got.body, got.charset, got.url, now=datetime.now(UTC))
        except FetchError as error:
            raise Refused(str(error)) from error
        except NotAFeed as error:
            if last or not error.links:
                raise Refused(f"{asked}: {error}") from error
            asked = error.links[0]
            continue
        return asked, feed.title, feed.home, feed.language
    raise AssertionError  # the second turn returns or raises


def _region(given: str) -> str:
    if given and not (len(given) == 2 and given.isascii() and given.isalpha()):
        raise Refused(f"--region {given!r} is no ISO 3166 code; give two letters such as GB")
    return given.upper()


def _known_source(name: str) -> Source | None:
    from airdate.sources.actions import find_source

    return find_source(name)


def _kept_source(
    name: str, source_class: str | None, region: str, language: str, licence: str, may_show: str | None, homepage: str
) -> Source:
    """The source, made if it is new; what is said of one that is here is kept from now on."""
    from airdate.sources.actions import ensure_source

    kept = ensure_source(name, source_class=source_class)
    said = {"region": region, "language": language, "licence": licence, "may_show": may_show or "",
            "homepage": kept.homepage or homepage}  # fmt: skip
    changed = [field for field, value in said.items() if value and getattr(kept, field) != value]
    for field in changed:
        setattr(kept, field, said[field])
    if changed:
        kept.save(update_fields=changed)
    return kept


@source.command("unfollow")
@click.argument("address", metavar="URL")
@site_option
def unfollow(address: str, folder: Path | None) -> None:
    """Ask the feed at URL no longer. What was read of it stays."""
    feed = _feed(folder, address)
    from airdate.sources.following import unfollow as forget

    forget(feed)
    click.echo(f"{feed.source.name}: {feed.address} is asked no longer")


@source.command("pause")
@click.argument("address", metavar="URL")
@click.option("--resume", "again", is_flag=True, help="Ask it again, at once.")
@site_option
def pause(address: str, folder: Path | None, again: bool) -> None:
    """Leave the feed at URL alone for a while."""
    feed = _feed(folder, address)
    from airdate.sources import following

    (following.resume if again else following.pause)(feed, now=datetime.now(UTC))
    click.echo(f"{feed.source.name}: {feed.address} {'is asked again' if again else 'is left alone'}")


@source.command("ask")
@click.argument("address", metavar="URL")
@site_option
def ask(address: str, folder: Path | None) -> None:
    """Have the feed at URL asked as soon as a worker can, whatever it failed with."""
    feed = _feed(folder, address)
    from airdate.sources.following import ask_now

    ask_now(feed, now=datetime.now(UTC))
    click.echo(f"{feed.source.name}: {feed.address} is asked by the next worker that is free")


def _feed(folder: Path | None, address: str) -> Feed:
    open_site(folder)
    reach_database()
    from airdate.sources.models import Feed

    feed = Feed.objects.select_related("source").filter(address=address.strip()).first()
    if feed is None:
        raise Refused(f"no feed is followed at {address!r}; those that are: airdate source list")
    return feed


@source.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@site_option
def list_(folder: Path | None, as_json: bool) -> None:
    """Print the feeds that are followed: how they are, what is wrong with them, and what was read."""
    open_site(folder)
    reach_database()
    from airdate.sources.queries import followed_feeds

    feeds = followed_feeds()
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in feeds], ensure_ascii=False, indent=2))
        return
    if not feeds:
        click.echo("No feed is followed; choose one with: airdate source known, or airdate source follow URL")
    for each in feeds:
        feed = each.feed
        click.echo(f"{feed.source.name} ({feed.source.source_class}): {each.state}")
        click.echo(f"  {feed.address}")
        click.echo(
            f"  {each.read:,} read, {each.waiting:,} wait, {each.unread:,} could not be read; next {_iso(feed.due_at)}"
        )
        if each.line:
            click.echo(f"  {each.line}")


def _as_json(each: FollowedFeed) -> dict[str, Any]:
    feed = each.feed
    return {
        "source": feed.source.name, "class": feed.source.source_class, "address": feed.address, "state": each.state,
        "line": each.line, "read": each.read, "waiting": each.waiting, "unread": each.unread,
        "checked_at": _iso(feed.checked_at), "due_at": _iso(feed.due_at),
    }  # fmt: skip


@source.command("takedown")
@click.argument("key", metavar="DOCUMENT")
@deciding
def takedown(key: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Remove the text of an article for good, because its publisher asks for it.

    DOCUMENT is the end of its page's address. The trail stays (source, address, headline, day, and who removed it,
    why), and so do the facts; every quotation goes. Other versions at the same address go with it, and it is not
    fetched again. This cannot be undone.
    """
    open_site(folder)
    reach_database()
    from airdate.intake.writer import one_writer
    from airdate.sources.models import Document
    from airdate.sources.taking_down import WrongTakedown, take_down

    document = Document.objects.filter(key=key.strip().strip("/").rpartition("/")[2]).first()
    if document is None:
        raise Refused(f"there is no document {key!r} here; its key is the end of its page's address")
    who = author_of(author)
    try:
        with one_writer():
            removed = take_down(document, author=who, reason=reason, now=datetime.now(UTC))
    except WrongTakedown as error:
        raise Refused(str(error)) from error
    texts = "1 text is" if len(removed) == 1 else f"{len(removed)} texts are"
    click.echo(f"{texts} gone for good; what the article said stays as facts, without its words")


def _iso(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


for command in (import_, export, known):
    source.add_command(command)
