"""Feeds as Atom (RFC 4287) and as JSON Feed 1.1: what moved, and what is coming, of all, of a title or a genre."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Genre, Title
from airdate.facts import queries as facts
from airdate.facts.pages import Moved
from airdate.syndication import events
from airdate.syndication.events import Event
from airdate.syndication.subjects import entry_at, genre_at

IN_FEED = 50
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. ``id`` is for ever, ``address`` a path of this site."""

    id: str
    title: str
    text: str
    address: str
    published: dt.datetime
    updated: dt.datetime
    tags: tuple[str, ...]


def of_change(moved: Moved) -> Item:
    """A change, with the same id as in the feed of the page of changes."""
    what = f", {moved.what}" if moved.what else ""
    said = _("Said by %(source)s.") % {"source": moved.source.name} if moved.source else _("Decided by an editor.")
    return Item(
        f"urn:airdate:change:{moved.change}", f"{moved.about.name}{what}: {moved.new} ({moved.kind_words})",
        f"{moved.sentence} {said}", reverse("guide:fact", args=[moved.fact]), moved.learnt_at, moved.learnt_at,
        (moved.kind, moved.fact_kind),
    )  # fmt: skip


def of_event(event: Event) -> Item:
    """A release that is coming; its ``updated`` rises when its date moves."""
    return Item(
        f"urn:airdate:fact:{event.fact}", f"{event.title.name}: {event.what}", event.sentence,
        reverse("guide:fact", args=[event.fact]), event.created, event.modified, (event.status.lower(), *event.genres),
    )  # fmt: skip


def _changes(title: Title | None = None, genre: Genre | None = None) -> list[Item]:
    moved = facts.recent_changes(
        IN_FEED, today=timezone.localdate(), kinds=facts.MOVES if title is None else None, title=title, genre=genre
    )
    return [of_change(each) for each in moved]


def _coming(genre: Genre | None = None) -> list[Item]:
    today = timezone.localdate()
    among = events.within(genre) if genre else None
    return [of_event(event) for event in events.coming(today=today, limit=IN_FEED, among=among)]


def _answer(request: HttpRequest, name: str, page: str, items: Sequence[Item]) -> HttpResponse:
    """The feed in the form that the address ends in."""
    whole = request.build_absolute_uri
    heading = f"{settings.SITE_NAME}: {name}"
    if request.path.endswith(".json"):
        answer: HttpResponse = JsonResponse(
            {
                "version": JSON_FEED, "title": heading, "home_page_url": whole(page), "feed_url": whole(),
                "language": settings.LANGUAGE_CODE, "authors": [{"name": settings.SITE_NAME, "url": whole("/")}],
                "items": [
                    {
                        "id": item.id, "url": whole(item.address), "title": item.title, "content_text": item.text,
                        "date_published": _moment(item.published), "date_modified": _moment(item.updated),
                        "tags": list(item.tags),
                    }
                    for item in items
                ],
            },
            content_type="application/feed+json; charset=utf-8",
        )  # fmt: skip
    else:
        feed = Atom1Feed(
            title=_xml(heading), link=whole(page), description="", language=settings.LANGUAGE_CODE, feed_url=whole(),
            author_name=settings.SITE_NAME,
        )  # fmt: skip
        for item in items:
            feed.add_item(
                title=_xml(item.title), link=whole(item.address), description=_xml(item.text), unique_id=item.id,
                pubdate=item.published, updateddate=item.updated, categories=[_xml(tag) for tag in item.tags],
            )  # fmt: skip
        answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


def _xml(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (" " <= c <= "\ud7ff") or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    return _answer(request, _("what moved"), reverse("guide:changes"), _changes())


@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    return _answer(request, _("what is coming"), reverse("guide:home"), _coming())


@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """All that became known of a title, first words included."""
    found = entry_at(Title, slug)
    return _answer(request, found.name, reverse("guide:title", args=[found.slug]), _changes(title=found))


@require_safe
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    """What moved and what is coming in a genre, the latest word first."""
    found = genre_at(slug)
    items = sorted([*_changes(genre=found), *_coming(found)], key=lambda item: (item.updated, item.id), reverse=True)
    page = f"{reverse('guide:changes')}?genre={found.slug}"
    return _answer(request, found.name, page, items[:IN_FEED])
