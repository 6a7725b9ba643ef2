"""What moved: the page of changes, and the same as an Atom feed, of all or of what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Entry, Genre, Service, Title
from airdate.facts import queries as facts
from airdate.facts.pages import Moved
from airdate.facts.reasons import change_words
from airdate.guide.choices import asked_word
from airdate.guide.frame import PAGE, Unreadable, page, page_number, page_of
from airdate.guide.genre_choices import asked_genre, genre_choices
from airdate.guide.refusals import bad_request
from airdate.look.missing import no_such

E = TypeVar("E", bound=Entry)
IN_FEED = 50
# What a reader asks for by one word -> the kinds of facts.
KINDS = {
    "dates": (gettext_lazy("dates"), ("release", "schedule")),
    "orders": (gettext_lazy("orders, renewals and ends"), ("renewal", "ending")),
    "cast": (gettext_lazy("cast and credits"), ("casting", "leaving", "credit")),
    "availability": (gettext_lazy("where to watch"), ("availability", "carriage")),
    "prices": (gettext_lazy("prices"), ("price",)),
    "videos": (gettext_lazy("trailers and quotations"), ("video", "quote")),
    "works": (gettext_lazy("what it is made from"), ("basis",)),
}
# XML 1.0 cannot hold these; an article may.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for; what is None is not asked."""

    genre: Genre | None = None
    service: Service | None = None
    title: Title | None = None
    kind: str = ""
    change: str = ""

    @property
    def query(self) -> str:
        """The question as an address has it, ``?`` included; empty where all are asked for."""
        asked = {
            "genre": self.genre.slug if self.genre else "",
            "service": self.service.slug if self.service else "",
            "title": self.title.slug if self.title else "",
            "kind": self.kind,
            "change": self.change,
        }
        given = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def words(self) -> str:
        """What is asked for, in words: "Drama, Netflix, dates"; empty where all are."""
        entries = [each.name for each in (self.genre, self.service, self.title) if each]
        kinds = [str(KINDS[self.kind][0])] if self.kind else []
        return ", ".join([*entries, *kinds, *([str(change_words(self.change))] if self.change else [])])

    def changes(self, limit: int, offset: int = 0) -> list[Moved]:
        return facts.recent_changes(
            limit, today=timezone.localdate(), offset=offset, kinds=(self.change,) if self.change else facts.MOVES,
            fact_kinds=KINDS[self.kind][1] if self.kind else None, genre=self.genre, service=self.service,
            title=self.title,
        )  # fmt: skip


def asked_of(request: HttpRequest) -> Asked:
    """The question in an address. Raises `Unreadable` for what is not here."""
    given = {name: asked_word(request, name) for name in ("genre", "service", "title", "kind", "change")}
    if given["kind"] and given["kind"] not in KINDS:
        raise Unreadable(
            _("“%(kind)s” is no kind of fact; take one of %(known)s.")
            % {"kind": given["kind"][:40], "known": ", ".join(KINDS)}
        )
    if given["change"] and given["change"] not in facts.MOVES:
        raise Unreadable(
            _("“%(kind)s” is no kind of change; take one of %(known)s.")
            % {"kind": given["change"][:40], "known": ", ".join(facts.MOVES)}
        )
    genre, service = asked_genre(given["genre"]), _entry(Service, given["service"])
    return Asked(genre, service, _entry(Title, given["title"]), given["kind"], given["change"])


def _entry(model: type[E], slug: str) -> E | None:
    """The entry of a slug, of one that was merged the one it became; None where none is asked for."""
    if not slug:
        return None
    found = model._default_manager.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise Unreadable(no_such(str(model._meta.model_name), slug))
    return found.merged_into if isinstance(found.merged_into, model) else found


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The page: all moves, or those of a genre, service, title, kind of fact or kind of change."""
    try:
        asked = asked_of(request)
    except Unreadable as error:
        return bad_request(request, error)
    number = page_number(request)
    moved, links = page_of(asked.changes(PAGE + 1, (number - 1) * PAGE), number)
    return page(
        request, "guide/changes.html", changes=moved, page_links=links, asked=asked,
        feed=reverse("guide:changes_feed") + asked.query, genres=genre_choices(),
        services=catalogue.services().filter(facts.services_with_facts()),
        kinds=[(name, words) for name, (words, _kinds) in KINDS.items()],
        moves=[(name, change_words(name)) for name in facts.MOVES],
    )  # fmt: skip


class ChangesFeed(Feed):  # type: ignore[type-arg]  # Django's class takes no arguments when it runs
    """The latest of the same list, as Atom (RFC 4287). An entry's id is that of its change, for ever."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().__call__(request, *args, **kwargs)
        except Unreadable as error:
            return bad_request(request, error)
        answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        return asked_of(request)

    def title(self, asked: Asked) -> str:
        words = asked.words
        told = _("%(site)s: what moved, %(words)s") if words else _("%(site)s: what moved")
        return told % {"site": settings.SITE_NAME, "words": _clean(words)}

    def subtitle(self, asked: Asked) -> str:
        return _("Every move, confirmation and denial, newest first, with what it was before.")

    def link(self, asked: Asked) -> str:
        return reverse("guide:changes") + asked.query

    def feed_url(self, asked: Asked) -> str:
        return reverse("guide:changes_feed") + asked.query

    def author_name(self, asked: Asked) -> str:
        return str(settings.SITE_NAME)

    def items(self, asked: Asked) -> Iterable[Moved]:
        return asked.changes(IN_FEED)

    def item_title(self, item: Any) -> str:
        what = f", {item.what}" if item.what else ""
        return _clean(f"{item.about.name}{what}: {item.new} ({item.kind_words})")

    def item_description(self, item: Any) -> str:
        said = _("Said by %(source)s.") % {"source": item.source.name} if item.source else _("Decided by an editor.")
        return _clean(f"{item.sentence} {said}")

    def item_link(self, item: Moved) -> str:
        return reverse("guide:fact", args=[item.fact])

    def item_guid(self, item: Moved) -> str:
        return f"urn:airdate:change:{item.change}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Moved) -> datetime:
        return item.learnt_at

    def item_updateddate(self, item: Moved) -> datetime:
        return item.learnt_at

    def item_categories(self, item: Moved) -> tuple[str, ...]:
        return (item.kind, item.fact_kind)


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)


changes_feed = require_safe(ChangesFeed())
