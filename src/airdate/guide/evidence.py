"""The pages that show where facts come from: "why?", documents, sources and the policy."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.facts import queries as facts
from airdate.facts.pages import Evidence
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.guide.prose import as_html
from airdate.sources import queries as sources
from airdate.sources.models import Document, Source


@require_safe
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Why a fact is what it is; a fact that has joined another redirects to it."""
    try:
        why = facts.why(fact_id, today=timezone.localdate())
    except facts.NoSuchFact:
        raise Http404(_("There is no fact “%(id)s” here.") % {"id": fact_id[:64]}) from None
    if why.instead:
        return redirect("guide:fact", why.instead, permanent=True)
    return page(
        request,
        "guide/fact.html",
        why=why,
        since=why.changes[0].day if why.changes else None,
        first=_sides((_("Who says so"), why.supports), (_("Who said it less finely"), why.refined)),
        second=_sides((_("Who says otherwise"), why.against), (_("No longer counts"), why.superseded)),
    )


def _sides(*sides: tuple[str, tuple[Evidence, ...]]) -> list[dict[str, object]]:
    """Headings with the claims below them, those without claims left out."""
    return [{"words": words, "claims": claims} for words, claims in sides if claims]


def _link(address: str) -> str:
    """An address as a link, only where a click on it can do no harm."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # no address at all
        return ""
    return address if scheme in ("http", "https") else ""


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = sources.document_by_key(key)
    except Document.DoesNotExist:
        raise Http404(_("There is no document “%(key)s” here.") % {"key": key[:64]}) from None
    return page(
        request,
        "guide/document.html",
        document=found,
        link=_link(found.url),
        copies=sources.same_voice(found),
        groups=facts.facts_of_document(found, today=timezone.localdate()),
    )


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        entry = sources.source_by_slug(slug)
    except Source.DoesNotExist:
        raise Http404(_("There is no source “%(slug)s” here.") % {"slug": slug[:64]}) from None
    number = page_number(request)
    found = sources.latest_documents(PAGE + 1, source=entry, offset=(number - 1) * PAGE)
    documents, links = page_of(found, number)
    return page(
        request,
        "guide/source.html",
        source=entry,
        link=_link(entry.homepage),
        documents=documents,
        total=sources.document_count(entry),
        page_links=links,
    )


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """How facts are weighed: the page of the documentation, whose examples run as tests."""
    return page(request, "guide/policy.html", text=_policy())


@cache
def _policy() -> SafeString:
    return as_html((files("airdate.guide") / "weighing.md").read_text(encoding="utf-8"))
