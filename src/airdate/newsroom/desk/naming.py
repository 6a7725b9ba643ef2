"""One name that waits: what it may mean, with a search among all entries, a new one, or none."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from airdate.catalogue.deciding import IdentityError, NewEntry
from airdate.catalogue.models import Role
from airdate.facts import queue as waiting
from airdate.intake import identities
from airdate.newsroom.desk.allowed import IDENTIFY, needs
from airdate.newsroom.desk.queue import acts_for, back_to, keys_wanted, tell
from airdate.newsroom.desk.rulings import APART, CHOOSE, FOUND, Ruled, entry_of
from airdate.search.queries import find

FOUND_MOST = 10


class NewEntryForm(forms.Form):
    """An entry to be made: the year is a title's, the country a title's or a service's."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    year = forms.IntegerField(
        label=gettext_lazy("Year of its first showing"), required=False, min_value=1880, max_value=2200
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label=gettext_lazy("Country"), required=False, help_text=gettext_lazy("Two letters: GB, US."),
        error_messages={"invalid": gettext_lazy("A country has two letters (ISO 3166), such as GB.")},
    )  # fmt: skip

    def __init__(self, role: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if role != Role.TITLE:
            del self.fields["year"]
        if role == Role.PERSON:
            del self.fields["country"]

    def entry(self) -> NewEntry:
        given = self.cleaned_data
        return NewEntry(given["name"], given.get("year"), (given.get("country") or "").upper())


@require_http_methods(["GET", "HEAD", "POST"])
@needs(IDENTIFY)
def name(request: HttpRequest, key: str) -> HttpResponse:
    """What a name means in its article: an entry, a new one, or none of ours."""
    use = waiting.name_that_waits(key)
    if use is None:
        raise Http404(f"no name {key} waits")
    back = back_to(request, f"{reverse('desk:queue')}?sort=names")
    action = request.POST.get("action", "")
    form = NewEntryForm(use.role, request.POST if action == FOUND.name else None, initial={"name": use.name})
    error = ""
    if request.method == "POST" and (action != FOUND.name or form.is_valid()):
        target = entry_of(request.POST.get("means", "")) if action == CHOOSE.name else None
        reason = request.POST.get("reason", "").strip()[:1000]
        if action not in (CHOOSE.name, FOUND.name, APART.name):
            error = _("That cannot be done here.")
        elif action == CHOOSE.name and target is None:
            error = _("“%(name)s”: choose what it means.") % {"name": use.name}
        elif not reason:
            error = _("Say why: a decision needs a reason that readers can understand.")
        else:
            uses = waiting.names_like(use) if "alike" in request.POST else [use]
            aim = form.entry() if action == FOUND.name else target
            try:
                identities.settle(uses, aim, author=request.user.get_username(), reason=reason, now=timezone.now())
            except IdentityError as refused:
                error = str(refused)
            else:
                tell(request, Ruled(done=1))
                return redirect(back)
    (row,) = waiting.told_of([use])
    asked = request.GET.get("q", use.name)[:100]
    kinds = (use.role, Role.SERVICE) if use.role == Role.PERSON else (use.role,)
    known = {each.key for each in row.candidates}
    hits = [hit for hit in find(asked, limit=FOUND_MOST, kinds=kinds).hits if f"{hit.kind}:{hit.slug}" not in known]
    return render(
        request,
        "newsroom/desk/name.html",
        {
            "page_title": row.name,
            "breadcrumbs_items": [{"url": back, "label": _("Queue")}, {"url": "", "label": row.name}],
            "header_title": row.name,
            "row": row,
            "hits": hits,
            "asked": asked,
            "form": form,
            "error": error,
            "back": back,
            "sort": "names",
            "alike": len(waiting.names_like(use)),
            "acts": acts_for(request, (CHOOSE, FOUND, APART)),
            "today": timezone.localdate(),
            "keys": keys_wanted(request),
        },
        status=422 if error or form.errors else 200,
    )
