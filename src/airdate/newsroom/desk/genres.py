"""The tree of genres at the desk, `/desk/catalogue/genres/`: add, rename, move, merge, remove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from airdate.catalogue import genres as tree
from airdate.catalogue.models import Genre, GenreEdit
from airdate.catalogue.queries import Limb, genre_tree
from airdate.intake.writer import one_writer
from airdate.newsroom.desk.allowed import EDIT_ENTRY, needs

EDITS = 25


@require_http_methods(["GET", "HEAD", "POST"])
@needs(EDIT_ENTRY)
def genres(request: HttpRequest) -> HttpResponse:
    """The whole tree, with what was done to it last; a POST changes one genre."""
    if request.method == "POST":
        try:
            with one_writer():
                words = _change(request)
        except tree.GenreError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, words)
        return redirect("desk:genres")
    told = {
        "page_title": _("Genres"), "header_icon": "folder-open-inverse", "limbs": list(_flat(genre_tree())),
        "edits": GenreEdit.objects.all()[:EDITS],
    }  # fmt: skip
    return render(request, "newsroom/desk/genres.html", told)


def _flat(limbs: Iterable[Limb], depth: int = 0) -> Iterator[tuple[Limb, int]]:
    for limb in limbs:
        yield limb, depth
        yield from _flat(limb.below, depth + 1)


def _change(request: HttpRequest) -> str:
    """Carry out what was posted; gives what to say. Raises `genres.GenreError`."""
    given = request.POST
    action, name = given.get("action", ""), given.get("name", "")
    who: dict[str, Any] = {
        "author": request.user.get_username(),
        "reason": given.get("reason", "")[:1000],
        "now": timezone.now(),
    }
    other: Genre | None = tree.genre_of(given["other"]) if given.get("other") else None
    if action == "add":
        made = tree.add(name, under=other, **who)
        return _("%(name)s is kept.") % {"name": made.name}
    genre = tree.genre_of(given.get("genre", ""))
    told = {"name": genre.name}
    if action == "rename":
        tree.rename(genre, name, **who)
        return _("%(name)s is called %(other)s now.") % {**told, "other": name}
    if action == "move":
        tree.move(genre, other, **who)
        return _("%(name)s was moved.") % told
    if action == "merge" and other is not None:
        tree.merge(genre, other, **who)
        return _("%(name)s is one with %(other)s now.") % {**told, "other": other.name}
    if action == "remove":
        tree.remove(genre, **who)
        return _("%(name)s was removed.") % told
    raise tree.GenreError(_("Choose what shall become of the genre."))
