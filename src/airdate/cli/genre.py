"""`airdate genre`: the tree of genres, as editors keep it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from airdate.cli.editing import author_of, deciding, now, open_for_editing
from airdate.cli.printing import one_line
from airdate.cli.refusing import Refused
from airdate.cli.site_folder import site_option

if TYPE_CHECKING:
    from airdate.catalogue.queries import Limb

T = TypeVar("T")
ROOT = "root"


@click.group("genre")
def genre() -> None:
    """Keep the tree of genres.

    A genre is named by its slug, the end of its page's address: /genres/period-drama/. Its address stays when it is
    renamed or moved; one that is merged into another leads there, and what catalogues call by its name goes there too.

    \b
      airdate genre list
      airdate genre add "Nordic noir" --under crime --reason "There is enough of it."
      airdate genre rename period-drama "Costume drama" --reason "Our readers call it so."
      airdate genre move war --under history --reason "..."
      airdate genre merge whodunnit --into mystery --reason "One genre, called by two names."
    """


@genre.command("list")
@site_option
def list_(folder: Path | None) -> None:
    """The tree, each genre with its slug; those that no title is of are marked."""
    open_for_editing(folder)
    from airdate.catalogue.queries import genre_tree

    tree = genre_tree()
    if not tree:
        click.echo("No genre yet. airdate genre plant takes in the packaged tree.")
    for limb in tree:
        _tell(limb, 0)


@genre.command("add")
@click.argument("name", metavar="NAME")
@click.option("--under", metavar="GENRE", help="Whose branch it is. Otherwise it stands at the root.")
@deciding
def add(name: str, under: str | None, reason: str, author: str | None, folder: Path | None) -> None:
    """Add a genre called NAME."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    who = author_of(author)
    made = _kept(lambda: genres.add(
        name, under=genres.genre_of(under) if under else None, author=who, reason=reason, now=now()
    ))  # fmt: skip
    click.echo(f"{one_line(made.name)} is a genre now: /genres/{made.slug}/")


@genre.command("rename")
@click.argument("given", metavar="GENRE")
@click.argument("name", metavar="NAME")
@deciding
def rename(given: str, name: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Call GENRE by another NAME. Its address stays."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    who = author_of(author)
    _kept(lambda: genres.rename(genres.genre_of(given), name, author=who, reason=reason, now=now()))
    click.echo(f"{given} is called {one_line(name)} now.")


@genre.command("move")
@click.argument("given", metavar="GENRE")
@click.option("--under", required=True, metavar=f"GENRE|{ROOT}", help=f"Whose branch it becomes, or {ROOT}.")
@deciding
def move(given: str, under: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Put GENRE, with its branches, under another."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    who = author_of(author)
    _kept(lambda: genres.move(
        genres.genre_of(given), None if under == ROOT else genres.genre_of(under), author=who, reason=reason, now=now()
    ))  # fmt: skip
    click.echo(f"{given} stands {'at the root' if under == ROOT else f'under {under}'} now.")


@genre.command("merge")
@click.argument("given", metavar="GENRE")
@click.option("--into", required=True, metavar="GENRE", help="What it becomes.")
@deciding
def merge(given: str, into: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Make GENRE one with another: its titles and branches go there, and its address leads there."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    who = author_of(author)
    count = _kept(lambda: genres.merge(
        genres.genre_of(given), genres.genre_of(into), author=who, reason=reason, now=now()
    ))  # fmt: skip
    click.echo(f"{given} is {into} now; {_titles(count)} went there.")


@genre.command("remove")
@click.argument("given", metavar="GENRE")
@click.option("--titles-too", is_flag=True, help="Although titles are of it: they keep their other genres.")
@deciding
def remove(given: str, titles_too: bool, reason: str, author: str | None, folder: Path | None) -> None:
    """Take GENRE out of the tree. Its page is no more; to have its address lead on, merge it."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    who = author_of(author)
    count = _kept(lambda: genres.remove(
        genres.genre_of(given), author=who, reason=reason, now=now(), titles_too=titles_too
    ))  # fmt: skip
    click.echo(f"{given} is no genre any more; {_titles(count)} lost it.")


@genre.command("plant")
@site_option
def plant(folder: Path | None) -> None:
    """Take in the packaged tree. What is there, and what editors have had in hand, stays as it is."""
    open_for_editing(folder)
    from airdate.catalogue import genres

    count = _kept(genres.plant)
    click.echo(f"New genres: {count}." if count else "The packaged tree is there already.")


@genre.command("history")
@click.argument("given", metavar="[GENRE]", required=False)
@site_option
def history(given: str | None, folder: Path | None) -> None:
    """What was done to GENRE, or to the whole tree, the newest first, with who, why and when."""
    open_for_editing(folder)
    from airdate.catalogue.models import GenreEdit

    found = GenreEdit.objects.all()
    for edit in found.filter(genre=given) if given else found:
        now_so = [_word(name, value, edit.before.get(name)) for name, value in edit.after.items()]
        before = [_word(name, value) for name, value in edit.before.items() if name not in edit.after]
        line = f"{edit.action} {edit.genre}: {', '.join([*now_so, *before])}"
        click.echo(f"{edit.made_at:%Y-%m-%d %H:%M}  {one_line(line)}")
        click.echo(f"  {one_line(f'{edit.author}: {edit.reason}')}")


def _word(name: str, value: object, was: object = None) -> str:
    """ "parent drama (was root)": a part of what was done."""
    former = f" (was {was or ROOT})" if was is not None else ""
    return f"{name} {ROOT if value == '' else value}{former}"


def _kept(act: Callable[[], T]) -> T:
    """Change the tree in the one writer's place. Raises `Refused`."""
    from airdate.catalogue.genres import GenreError
    from airdate.intake.writer import one_writer

    try:
        with one_writer():
            return act()
    except GenreError as error:
        raise Refused(str(error)) from error


def _titles(count: int) -> str:
    return "1 title" if count == 1 else f"{count} titles"


def _tell(limb: Limb, depth: int) -> None:
    click.echo(f"{'  ' * depth}{one_line(limb.name)}  ({limb.slug}){'' if limb.used else '  no title'}")
    for below in limb.below:
        _tell(below, depth + 1)
