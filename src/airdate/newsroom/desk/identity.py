"""Merging and splitting entries at the desk, with a look at what would follow before it is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from airdate.catalogue.deciding import IdentityError
from airdate.catalogue.models import ENTRY_MODELS, Entry, IdentityDecision
from airdate.catalogue.queries import documents_naming_entry
from airdate.facts.reasons import class_words
from airdate.intake import identities
from airdate.intake.previewing import Follows, what_follows
from airdate.newsroom.desk.allowed import IDENTIFY, needs
from airdate.newsroom.desk.entries import ROLES, entry_or_404
from airdate.newsroom.desk.naming import NewEntryForm
from airdate.search.queries import find

FITTING = 10  # entries that a word finds
DOCUMENTS = 200  # articles that can be chosen from
NEW = "new"
ONLY_LOOKING = "to see what follows"  # the reason of a decision that is taken back at once

Decide = Callable[[str], IdentityDecision]  # takes the reason


@require_http_methods(["GET", "HEAD", "POST"])
@needs(IDENTIFY)
def merge(request: HttpRequest, role: str, slug: str) -> HttpResponse:
    """Make an entry one with another, to which its address leads from then on."""
    row = entry_or_404(role, slug)
    given = request.POST if request.method == "POST" else request.GET
    into = _entry(role, given.get("into", ""))
    who: dict[str, Any] = {"author": request.user.get_username(), "now": timezone.now()}
    follows, error = None, ""
    if into is not None:
        aim = into

        def decide(reason: str) -> IdentityDecision:
            return identities.merge(row, aim, reason=reason, **who)

        done, follows, error = _decided_or_seen(request, role, [slug, aim.slug], decide)
        if done:
            told = {"name": row.name, "other": aim.name}
            return _done(request, role, aim.slug, _("%(name)s is one with %(other)s now.") % told)
    return _page(
        request, role, row, "newsroom/desk/merge.html", _("Merge"), error, follows=follows, into=into,
        **_found(request, role, row),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(IDENTIFY)
def split(request: HttpRequest, role: str, slug: str) -> HttpResponse:
    """Take articles from an entry that mean another of its name."""
    row = entry_or_404(role, slug)
    given = request.POST
    chosen = list(dict.fromkeys(given.getlist("document")))
    aim = given.get("into", "")
    form = NewEntryForm(role, given if aim == NEW else None, initial={"name": row.name})
    into = _entry(role, aim)
    who: dict[str, Any] = {"author": request.user.get_username(), "now": timezone.now()}
    follows, error = None, ""
    if request.method == "POST":
        if not chosen:
            error = _("Choose the articles that mean the other one.")
        elif aim != NEW and into is None:
            error = _("Choose what these articles mean.")
        elif into is not None or form.is_valid():
            target = into if into is not None else form.entry()

            def decide(reason: str) -> IdentityDecision:
                return identities.split(row, chosen, target, reason=reason, **who)

            slugs = [slug, *([into.slug] if into is not None else [])]
            done, follows, error = _decided_or_seen(request, role, slugs, decide)
            if done:
                name = into.name if into is not None else form.entry().name
                return _done(request, role, slug, _("The articles mean %(name)s now.") % {"name": name})
    documents = [
        (document, class_words(document.source.source_class))
        for document in documents_naming_entry(row, limit=DOCUMENTS)
    ]
    return _page(
        request, role, row, "newsroom/desk/split.html", _("Split"), error, follows=follows, into=into,
        is_new=aim == NEW, documents=documents, chosen=chosen, form=form, today=timezone.localdate(),
        **_found(request, role, row),
    )  # fmt: skip


def _entry(role: str, slug: str) -> Entry | None:
    return ENTRY_MODELS[role]._default_manager.filter(slug=slug).first() if slug else None


def _found(request: HttpRequest, role: str, row: Entry) -> dict[str, Any]:
    asked = (request.POST.get("q") or request.GET.get("q") or row.name)[:100]
    return {"asked": asked, "hits": [h for h in find(asked, limit=FITTING, kinds=(role,)).hits if h.slug != row.slug]}


def _decided_or_seen(
    request: HttpRequest, role: str, slugs: list[str], decide: Decide
) -> tuple[bool, Follows | None, str]:  # fmt: skip
    """Decide if that is asked for, else see what would follow. Whether it is decided, what follows, what is wrong."""
    reason = request.POST.get("reason", "").strip()[:1000]
    wants = request.method == "POST" and request.POST.get("action") == "decide"
    try:
        if wants and reason:
            decide(reason)
            return True, None, ""
        error = _("Say why: a decision needs a reason that readers can understand.") if wants else ""
        return False, what_follows(role, slugs, lambda: decide(ONLY_LOOKING), today=timezone.localdate()), error
    except IdentityError as refused:
        return False, None, str(refused)


def _done(request: HttpRequest, role: str, slug: str, words: str) -> HttpResponse:
    way = messages.button(reverse("desk:history"), _("History, and undo"))
    messages.success(request, words, buttons=[way])
    return redirect("desk:entry_of", role, slug)


def _page(
    request: HttpRequest, role: str, row: Entry, template: str, title: str, error: str, **shown: Any
) -> HttpResponse:  # fmt: skip
    crumbs = [
        {"url": reverse("desk:entries", args=[role]), "label": ROLES[role]},
        {"url": reverse("desk:entry_of", args=[role, row.slug]), "label": row.name},
        {"url": "", "label": title},
    ]
    told = {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs, "entry": row, "role": role,
            "error": error, **shown}  # fmt: skip
    return render(request, template, told, status=422 if error else 200)
