"""Genres: the tree, and the page of each with all that is below it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Genre
from airdate.facts import queries as facts
from airdate.facts.pages import Coming
from airdate.guide import choices
from airdate.guide.agenda import agenda
from airdate.guide.frame import Unreadable, page
from airdate.guide.on_air import on_air
from airdate.guide.refusals import bad_request
from airdate.guide.regions import is_known, region_of, regions
from airdate.guide.shelf import arrivals
from airdate.look.missing import no_such

SOON, EACH = 400, 3  # releases that are looked through, and shown of each genre
COMING, NEW, STREAMED, MOVED, TOLD = 24, 8, 12, 6, 8  # entries of each list on the page of a genre
JUST_NEW = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Section:
    """A genre of the first rank with its branches, and what comes next of them."""

    limb: catalogue.Limb
    below: tuple[catalogue.Limb, ...]
    coming: tuple[Coming, ...]


@require_safe
def genres(request: HttpRequest) -> HttpResponse:
    """The genres that titles are of, with what comes next in each."""
    today = timezone.localdate()
    tree = [limb for limb in catalogue.genre_tree() if limb.used]
    chosen = _soonest(tree, today)
    wanted = {fact for own in chosen.values() for fact in own}
    told = {coming.release.fact: coming for coming in facts.coming_facts(wanted, today)}
    sections = [
        Section(
            limb, tuple(below for below in limb.below if below.used),
            tuple(told[fact] for fact in chosen.get(limb.pk, ()) if fact in told),
        )
        for limb in tree
    ]  # fmt: skip
    return page(request, "guide/genres.html", sections=sections)


def _soonest(tree: list[catalogue.Limb], today: dt.date) -> dict[int, list[str]]:
    """Genre of the first rank -> the facts that come next in its branch, no title twice."""
    top = {pk: limb.pk for limb in tree for pk in _keys(limb)}
    soon = facts.soonest(today, SOON)
    of = catalogue.genres_of({title for _fact, title in soon})
    chosen: dict[int, list[str]] = {}
    seen: set[tuple[int, int]] = set()
    for fact, title in soon:
        for genre in {top[pk] for pk in of.get(title, ()) if pk in top}:
            own = chosen.setdefault(genre, [])
            if len(own) < EACH and (genre, title) not in seen:
                own.append(fact)
                seen.add((genre, title))
    return chosen


def _keys(limb: catalogue.Limb) -> list[int]:
    return [limb.pk, *(pk for below in limb.below for pk in _keys(below))]


@require_safe
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    """A genre with its branches: coming up, on now, streaming, what moved, in the news."""
    if remembered := choices.settled(request, {"region": is_known}):
        return remembered
    try:
        found = catalogue.genre_by_slug(slug)
    except Genre.DoesNotExist:
        raise Http404(no_such("genre", slug)) from None
    if found.merged_into is not None:
        return redirect("guide:genre", found.merged_into.slug, permanent=True)
    try:
        region = region_of(request)
        branch = catalogue.branch_of(found)
        broadcasts = on_air(request, branch)
    except Unreadable as error:
        return bad_request(request, error)
    today = timezone.localdate()
    where = facts.Where(None, region.code, branch)
    limb = catalogue.find_limb(catalogue.genre_tree(), found.slug)
    titles = facts.everything(where, today, limit=STREAMED + 1)
    return page(
        request, "guide/genre.html", genre=found, above=catalogue.path_to(found),
        below=[each for each in limb.below if each.used] if limb else [],
        periods=agenda(facts.coming_up(today, limit=COMING, branch=branch)), broadcasts=broadcasts,
        new=arrivals(facts.came_out(where, today, since=today - JUST_NEW, limit=NEW)), titles=titles[:STREAMED],
        more=len(titles) > STREAMED, changes=facts.recent_changes(MOVED, kinds=facts.MOVES, today=today, branch=branch),
        documents=catalogue.documents_of_branch(branch, TOLD), region=region, regions=regions(region),
        page_country=region.code,
    )  # fmt: skip
