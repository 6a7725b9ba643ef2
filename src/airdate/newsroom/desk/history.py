"""What was decided at the desk, `/desk/history/`: by whom, when and why, and how to take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from airdate.catalogue.deciding import IdentityError
from airdate.catalogue.editing import EditError
from airdate.catalogue.models import EntryEdit, IdentityDecision
from airdate.facts.decisions import DecisionError, undo
from airdate.facts.models import Decision, Report
from airdate.facts.reports import ReportError, reopen_report
from airdate.intake import entries, identities
from airdate.intake.writer import one_writer
from airdate.newsroom.desk.allowed import DECIDE, UNDO, AllowedItem, needs
from airdate.newsroom.desk.pages import page_of
from airdate.newsroom.desk.past import decided, editors, in_words
from airdate.newsroom.desk.queue import LONGEST_REASON, acts_for, keys_wanted
from airdate.newsroom.desk.rulings import Act, Unfit

TAKE_BACK = Act("undo", "u", gettext_lazy("Undo"), gettext_lazy("Take back what is selected; it stays on record"), UNDO)


def menu_item() -> AllowedItem:
    return AllowedItem(
        _("Decisions"), reverse("desk:history"), name="decisions", icon_name="history", order=120, permission=DECIDE
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(DECIDE)
def history(request: HttpRequest) -> HttpResponse:
    """All decisions, the newest first, of one editor where asked for; a POST takes those that are selected back."""
    if request.method == "POST":
        _take_back(request)
        return redirect(f"{reverse('desk:history')}?{request.GET.urlencode()}")
    author = request.GET.get("by", "")
    found = decided(author=author)
    today = timezone.localdate()

    def fetch(offset: int, limit: int) -> list[Any]:
        return in_words(list(found.order_by("-_at", "_key")[offset : offset + limit]), today=today)

    page = page_of(request, found.count(), fetch)
    return render(
        request,
        "newsroom/desk/history.html",
        {
            "page_title": _("Decisions"),
            "header_icon": "history",
            "rows": page,
            "author": author,
            "editors": editors(),
            "acts": acts_for(request, (TAKE_BACK,)),
            "sort": "history",
            "keys": keys_wanted(request),
        },
    )


def _take_back(request: HttpRequest) -> None:
    reason = request.POST.get("reason", "").strip()
    chosen = list(dict.fromkeys(request.POST.getlist("row")))
    if not request.user.has_perm(UNDO):
        messages.error(request, _("That cannot be done here."))
    elif not chosen:
        messages.error(request, _("Nothing was selected."))
    elif not reason or len(reason) > LONGEST_REASON:
        told = {"most": LONGEST_REASON}
        messages.error(request, _("Say why it is taken back, in at most %(most)d characters.") % told)
    else:
        author, now, done = request.user.get_username(), timezone.now(), 0
        for each in chosen:
            try:
                take_back(each, author=author, reason=reason, now=now)
            except (Unfit, DecisionError, IdentityError, EditError, ReportError) as error:
                messages.error(request, str(error))
            else:
                done += 1
        if done:
            words = ngettext("%(count)d decision is taken back.", "%(count)d decisions are taken back.", done)
            messages.success(request, words % {"count": done})


def take_back(given: str, *, author: str, reason: str, now: datetime) -> None:
    """Undo one decision; ``given`` is its sort and its key. Raises what the rooms raise, `Unfit` for none."""
    sort, _sign, key = given.partition(":")
    decision: Any = None
    if sort == "fact":
        decision = Decision.objects.filter(key=key).first()
    elif sort == "identity":
        decision = IdentityDecision.objects.filter(key=key).first()
    elif sort == "edit" and key.isdecimal() and len(key) < 19:
        decision = EntryEdit.objects.filter(pk=int(key)).first()
    elif sort == "report" and key.isdecimal() and len(key) < 19:
        decision = Report.objects.filter(pk=int(key)).first()
    if decision is None:
        raise Unfit(_("The decision %(decision)s is not here.") % {"decision": given[:50]})
    if sort == "fact":
        with one_writer():
            undo(decision, author=author, reason=reason, now=now)
    elif sort == "identity":
        identities.undo(decision, author=author, reason=reason, now=now)
    elif sort == "edit":
        entries.undo(decision, author=author, reason=reason, now=now)
    else:
        reopen_report(decision, author=author, reason=reason, now=now)
