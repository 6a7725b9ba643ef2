"""The tree of genres as its editors keep it: add, rename, move, merge, remove. Each writes its audit row.

A new site begins with the packaged tree, `data/genres.toml`. Catalogues that are imported add genres of their own at
the root; what they call by another's name goes there through `imports/data/genres.toml`, or by a merge here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction

from airdate.catalogue.models import Genre, GenreAction, GenreEdit, Title
from airdate.catalogue.queries.branches import branch
from airdate.sources.normal import ascii_slug

LONGEST_NAME = 80


class GenreError(ValueError):
    """The tree cannot be changed so. The message is one line that says why, and the way out."""


def genre_of(slug: str) -> Genre:
    """The genre of a slug; of one that was merged the one that it became. Raises `GenreError`."""
    found = Genre.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise GenreError(f"there is no genre {slug!r} here; airdate genre list prints them")
    return found.merged_into or found


@transaction.atomic
def add(name: str, *, under: Genre | None, author: str, reason: str, now: datetime) -> Genre:
    """A new genre, at the root or ``under`` another. Raises `GenreError`."""
    said = _checked(name, author, reason)
    slug = ascii_slug(said)
    there = Genre.objects.select_related("merged_into").filter(slug=slug).first()
    if there is not None:
        other = f"was merged into {there.merged_into.slug!r}" if there.merged_into else "is there"
        raise GenreError(f"the genre {slug!r} {other} already; give the new one another name")
    _check_free(said)
    genre = Genre.objects.create(slug=slug, name=said, parent=under)
    _keep(GenreAction.ADD, genre, {}, {"name": said, "parent": _slug(under)}, author, reason, now)
    return genre


@transaction.atomic
def rename(genre: Genre, name: str, *, author: str, reason: str, now: datetime) -> None:
    """Another name; the slug, which is the address, stays. Raises `GenreError`."""
    said = _checked(name, author, reason)
    if said == genre.name:
        raise GenreError(f"the genre {genre.slug!r} is called {said!r} already")
    _check_free(said, genre)
    _keep(GenreAction.RENAME, genre, {"name": genre.name}, {"name": said}, author, reason, now)
    genre.name = said
    genre.save(update_fields=["name"])


@transaction.atomic
def move(genre: Genre, under: Genre | None, *, author: str, reason: str, now: datetime) -> None:
    """Put a genre with its branches under another, or at the root. Raises `GenreError`."""
    _checked(genre.name, author, reason)
    if under is not None and under.pk in branch(genre):
        raise GenreError(f"{under.slug!r} is {genre.slug!r} or below it; move it to another branch")
    if (under.pk if under else None) == genre.parent_id:
        raise GenreError(f"the genre {genre.slug!r} is {f'under {under.slug!r}' if under else 'at the root'} already")
    _keep(GenreAction.MOVE, genre, {"parent": _slug(genre.parent)}, {"parent": _slug(under)}, author, reason, now)
    genre.parent = under
    genre.save(update_fields=["parent"])


@transaction.atomic
def merge(genre: Genre, into: Genre, *, author: str, reason: str, now: datetime) -> int:
    """Give a genre's titles and branches to another, to which its address leads from then on.

    Gives how many titles it had. What an import calls by its name goes to the other too. Raises `GenreError`.
    """
    _checked(genre.name, author, reason)
    if into.pk in branch(genre):
        raise GenreError(f"{into.slug!r} is {genre.slug!r} or below it; move it out first: airdate genre move")
    through = Title.genres.through._default_manager
    given = through.filter(genre=genre.pk)
    count = given.count()
    given.exclude(title__in=through.filter(genre=into.pk).values("title")).update(genre=into.pk)
    through.filter(genre=genre.pk).delete()
    Genre.objects.filter(parent=genre.pk).update(parent=into.pk)
    Genre.objects.filter(merged_into=genre.pk).update(merged_into=into.pk)
    before = {"parent": _slug(genre.parent), "titles": count}
    _keep(GenreAction.MERGE, genre, before, {"into": into.slug}, author, reason, now)
    genre.parent, genre.merged_into = None, into
    genre.save(update_fields=["parent", "merged_into"])
    return count


@transaction.atomic
def remove(genre: Genre, *, author: str, reason: str, now: datetime, titles_too: bool = False) -> int:
    """Take a genre out of the tree; ``titles_too``: although titles have it. Gives how many had it.

    Raises `GenreError` for one with branches, and for one to which addresses lead.
    """
    _checked(genre.name, author, reason)
    below = Genre.objects.filter(parent=genre.pk).order_by("name").first()
    if below is not None:
        raise GenreError(f"the genre {genre.slug!r} has branches ({below.slug}); move or remove them first")
    former = Genre.objects.filter(merged_into=genre.pk).order_by("name").first()
    if former is not None:
        raise GenreError(f"the address of {former.slug!r} leads to {genre.slug!r}; merge it into another instead")
    count = Title.genres.through._default_manager.filter(genre=genre.pk).count()
    if count and not titles_too:
        of_it = "1 title is" if count == 1 else f"{count} titles are"
        raise GenreError(f"{of_it} of the genre {genre.slug!r}; merge it into another, or say --titles-too")
    before = {"name": genre.name, "parent": _slug(genre.parent), "titles": count}
    _keep(GenreAction.REMOVE, genre, before, {}, author, reason, now)
    genre.delete()
    return count


@transaction.atomic
def plant() -> int:
    """Take in the packaged tree; gives how many genres are new. What is there stays as it is.

    A genre that is at the root because a catalogue brought it finds its place, unless an editor has had it in hand.
    """
    there = {genre.slug: genre for genre in Genre.objects.all()}
    edited = set(GenreEdit.objects.values_list("genre", flat=True))
    new = 0
    for slug, entry in packaged().items():
        parent = there.get(entry.get("parent", ""))
        genre = there.get(slug)
        if genre is None:
            if slug not in edited:
                there[slug] = Genre.objects.create(slug=slug, name=entry["name"], parent=parent)
                new += 1
        elif (
            parent is not None
            and genre.parent_id is None
            and genre.merged_into_id is None
            and slug not in edited
            and genre.pk not in _above(parent, there)
        ):
            genre.parent = parent
            genre.save(update_fields=["parent"])
    return new


@cache
def packaged() -> Mapping[str, Mapping[str, str]]:
    """Slug -> ``name`` and, save at the root, ``parent``; parents before their branches."""
    text = files("airdate.catalogue").joinpath("data", "genres.toml").read_text("utf-8")
    read: dict[str, dict[str, str]] = tomllib.loads(text)
    return read


def _above(genre: Genre, there: Mapping[str, Genre]) -> set[int]:
    """The keys of a genre and of all above it."""
    by_key = {each.pk: each for each in there.values()}
    found: set[int] = set()
    at: Genre | None = genre
    while at is not None and at.pk not in found:
        found.add(at.pk)
        at = by_key.get(at.parent_id) if at.parent_id is not None else None
    return found


def _checked(name: str, author: str, reason: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME or not said.isprintable():
        raise GenreError(f"{name[:40]!r} is no name of a genre; give 1 to {LONGEST_NAME} characters")
    if not author.strip() or not reason.strip():
        raise GenreError("say who decides and why; readers of the history go by both")
    return said


def _check_free(name: str, but: Genre | None = None) -> None:
    called = next((g for g in Genre.objects.filter(name__iexact=name, merged_into=None) if g != but), None)
    if called is not None:
        raise GenreError(f"the genre {called.slug!r} is called {called.name!r}; choose another name, or merge the two")


def _slug(genre: Genre | None) -> str:
    return genre.slug if genre else ""


def _keep(
    action: GenreAction, genre: Genre, before: Mapping[str, Any], after: Mapping[str, Any],
    author: str, reason: str, now: datetime,
) -> None:  # fmt: skip
    GenreEdit.objects.create(
        action=action, genre=genre.slug, before=dict(before), after=dict(after), author=author.strip(),
        reason=reason.strip(), made_at=now,
    )  # fmt: skip
