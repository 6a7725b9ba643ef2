"""Pictures that are made: a title's poster, and what is shown where a page is shared. Caches keep them for an hour."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Title
from airdate.facts import queries as facts
from airdate.look.cards import Card, can_be_set, card
from airdate.look.dates import date_block
from airdate.look.posters import poster
from airdate.syndication.subjects import entry_at

KEPT = "public, max-age=3600"


def _picture(body: bytes | str, kind: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Cache-Control"] = KEPT
    return answer


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """`/picture.png`: what stands for the site."""
    name = settings.SITE_NAME if can_be_set(settings.SITE_NAME) else "Airdate"
    told = Card(name, _("TV and streaming"), _("What is coming, when and where, and who says so."))
    return _picture(card(told), "image/png")


@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """`/titles/SLUG/picture.png`: its name with its next date, drawn as fine and as sure as it is."""
    entry = entry_at(Title, slug)
    found = facts.title_facts(entry, today=timezone.localdate())
    if not can_be_set(entry.name):
        return site(request)
    kicker = ", ".join(part for part in (_genre(entry), str(entry.year or "")) if part and can_be_set(part))
    if found.next is None:
        return _picture(card(Card(entry.name, kicker or settings.SITE_NAME)), "image/png")
    block = date_block(found.next.when.edtf, timezone.localdate())
    line = found.next.sentence.removesuffix(found.next.said).strip()
    told = Card(entry.name, kicker or settings.SITE_NAME, line if can_be_set(line) else "", block, found.next.status)
    return _picture(card(told), "image/png")


@require_safe
def title_poster(request: HttpRequest, slug: str) -> HttpResponse:
    """`/titles/SLUG/poster.svg`: the same poster that its page has."""
    entry = entry_at(Title, slug)
    return _picture(poster(entry.name, genre=_genre(entry), year=entry.year), "image/svg+xml")


def _genre(entry: Title) -> str:
    found = entry.genres.all().first()
    return found.name if found is not None else ""
