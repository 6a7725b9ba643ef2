"""The pages that show where facts come from: "why?", documents, sources and the policy."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from airdate.facts import queries as facts
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.sources import queries as sources
from airdate.sources.models import Document, Source


@require_safe
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Why a fact is what it is; a fact that has joined another redirects to it."""
    try:
        why = facts.why(fact_id, today=timezone.localdate())
    except facts.NoSuchFact:
        raise Http404(_("There is no fact “%(id)s”.") % {"id": fact_id[:64]}) from None
    if why.instead:
        return redirect("guide:fact", why.instead, permanent=True)
    sides = [
        {"words": _("Who says so"), "claims": why.supports},
        {"words": _("Who said it less finely"), "claims": why.refined},
        {"words": _("Who says otherwise"), "claims": why.against},
        {"words": _("What was said before and no longer counts"), "claims": why.superseded},
    ]
    return page(request, "guide/fact.html", why=why, sides=sides)


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = sources.document_by_key(key)
    except Document.DoesNotExist:
        raise Http404(_("There is no document “%(key)s”.") % {"key": key[:64]}) from None
    # An address is shown as a link only where a click on it can do no harm.
    link = found.url if urlsplit(found.url).scheme in ("http", "https") else ""
    return page(
        request,
        "guide/document.html",
        document=found,
        link=link,
        copies=sources.same_voice(found),
        groups=facts.facts_of_document(found, today=timezone.localdate()),
    )


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Source, slug=slug)
    number = page_number(request)
    found = sources.latest_documents(PAGE + 1, source=entry, offset=(number - 1) * PAGE)
    documents, links = page_of(found, number)
    total = sources.document_count(entry)
    return page(request, "guide/source.html", source=entry, documents=documents, total=total, page_links=links)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    return page(request, "guide/policy.html")
