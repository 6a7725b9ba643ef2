"""One fact, or one claim that the reader is not sure of: all that is said, and what an editor puts in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from airdate.claims.models import Claim
from airdate.facts import queries
from airdate.facts.decisions import DecisionError, add_fact, correct_fact, reject_claim
from airdate.facts.models import Fact
from airdate.intake.writer import one_writer
from airdate.newsroom.desk.allowed import DECIDE, needs
from airdate.newsroom.desk.queue import acts_for, back_to, decide, keys_wanted, tell
from airdate.newsroom.desk.rulings import ACCEPT, PIN, REJECT, REJECT_SIDES, Act, Ruled
from airdate.newsroom.desk.values import ValueForm, initial_of

CORRECT = Act(
    "correct", "c", gettext_lazy("Correct"), gettext_lazy("Put what the fields say in its place, from now on"), DECIDE
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is decided on: its name, its value, who says what, and how it can be opened on the public side."""

    heading: str
    value: str
    status: str
    kind: str
    sides: tuple[Any, ...]
    told: tuple[Any, ...] = ()
    address: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(DECIDE)
def fact(request: HttpRequest, pk: str) -> HttpResponse:
    """A fact with its sources: keep it, correct it, or leave claims out."""
    try:
        why = queries.why(pk, today=timezone.localdate())
    except queries.NoSuchFact as error:
        raise Http404(str(error)) from error
    if why.instead:
        return redirect("desk:fact", why.instead)
    row = Fact.objects.get(pk=pk)
    back = back_to(request, reverse("desk:queue"))
    form = _form(request, why.kind, row.value, row.status)
    if request.method == "POST":
        if request.POST.get("action") != CORRECT.name:
            return decide(request, back=back)
        if form.is_valid() and _corrected(request, form, lambda value, **who: correct_fact(row, value, **who)):
            return redirect(back)
    heading = f"{why.about.name}, {why.what}" if why.what else why.about.name
    sides = (*why.supports, *why.refined, *why.against, *why.superseded)
    shown = Shown(heading, why.value, why.status, why.kind, sides, why.rulings, reverse("guide:fact", args=[pk]))
    return _page(request, form, shown, back, "conflicts", pk, (PIN, CORRECT, REJECT_SIDES))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(DECIDE)
def claim(request: HttpRequest, pk: str) -> HttpResponse:
    """A claim with its words: let it count, leave it out, or state what it should have said."""
    row = get_object_or_404(Claim.objects.select_related("document__source"), pk=pk)
    target, told = queries.statements_of(row)
    back = back_to(request, f"{reverse('desk:queue')}?sort=claims")
    kind, _slot, value = told[0] if told else (row.kind, "", {})
    form = _form(request, kind, value, str(row.slots.get("status", "confirmed")))
    if request.method == "POST":
        if request.POST.get("action") != CORRECT.name:
            return decide(request, back=back)
        slots = [slot for each, slot, _value in told if each == kind]

        def instead(given: Mapping[str, Any], **who: Any) -> None:
            """Leave the claim out, and state what it should have said."""
            status = who.pop("status")
            assert target is not None  # the button is there only then
            reject_claim(row, **who)
            for slot in slots:
                add_fact(target, slot, given, status=status, **who)

        if slots and target is not None and form.is_valid() and _corrected(request, form, instead):
            return redirect(back)
    groups = queries.facts_of_document(row.document, today=timezone.localdate())
    stated = next(((group, each) for group in groups for each in group.claims if each.claim == pk), None)
    if stated is None:
        raise Http404(f"claim {pk} is not in force")
    group, said = stated
    shown = Shown(group.about.name, said.said, "rumoured", kind, ())
    acts = (ACCEPT, CORRECT, REJECT) if told and target is not None else (ACCEPT, REJECT)
    return _page(request, form, shown, back, "claims", pk, acts, claim=said, article=row.document)


def _form(request: HttpRequest, kind: str, value: Mapping[str, Any], status: str) -> ValueForm:
    corrects = request.method == "POST" and request.POST.get("action") == CORRECT.name
    return ValueForm(kind, request.POST if corrects else None, initial=initial_of(value, status))


def _corrected(request: HttpRequest, form: ValueForm, correct: Any) -> bool:
    """Carry a correction out; if it cannot be, the form says why."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        form.add_error(None, _("Say why: a decision needs a reason that readers can understand."))
        return False
    who = {"author": request.user.get_username(), "reason": reason[:1000], "now": timezone.now()}
    try:
        with one_writer():
            correct(form.value(), status=form.cleaned_data["status"], **who)
    except DecisionError as error:
        form.add_error(None, str(error))
        return False
    tell(request, Ruled(done=1))
    return True


def _page(
    request: HttpRequest, form: ValueForm, shown: Shown, back: str, sort: str, pk: str, acts: tuple[Act, ...],
    **more: Any,
) -> HttpResponse:  # fmt: skip
    return render(
        request,
        "newsroom/desk/decide.html",
        {
            "page_title": shown.heading,
            "breadcrumbs_items": [{"url": back, "label": _("Queue")}, {"url": "", "label": shown.heading}],
            "header_title": shown.heading,
            "form": form,
            "shown": shown,
            "back": back,
            "sort": sort,
            "pk": pk,
            "acts": acts_for(request, acts),
            "today": timezone.localdate(),
            "keys": keys_wanted(request),
            **more,
        },
        status=422 if form.is_bound else 200,
    )
