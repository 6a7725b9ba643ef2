""" "This is wrong": a reader reports a fact. A form without script, the only page of the guide that sets a cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from airdate.facts import queries as facts
from airdate.facts.reports import LONGEST_LINK, LONGEST_REASON, ReportError, TooManyReports, report_fact
from airdate.guide.frame import page

TRAP = "website"  # a field that people do not see; programs fill it


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, fact_id: str) -> HttpResponse:
    """The form to report a fact, and where it is sent; of a fact that has joined another, that one's."""
    try:
        why = facts.why(fact_id, today=timezone.localdate())
    except facts.NoSuchFact:
        raise Http404(_("There is no fact “%(id)s” here.") % {"id": fact_id[:64]}) from None
    if why.instead:
        return redirect("guide:report", why.instead, permanent=request.method != "POST")
    given = {"reason": request.POST.get("reason", ""), "link": request.POST.get("link", "")}
    told: dict[str, Any] = {
        "why": why, "given": {name: text[: LONGEST_REASON * 4] for name, text in given.items()}, "trap": TRAP,
        "longest_reason": LONGEST_REASON, "longest_link": LONGEST_LINK, "sent": "sent" in request.GET,
    }  # fmt: skip
    if request.method != "POST":
        return _private(page(request, "guide/report.html", **told))
    thanks = HttpResponseRedirect(f"{reverse('guide:report', args=[fact_id])}?sent", status=303)
    if request.POST.get(TRAP):
        return _private(thanks)  # a program wrote that; it need not know
    said = f"{why.about.name}, {why.what}: {why.value}" if why.what else f"{why.about.name}: {why.value}"
    try:
        report_fact(fact_id, said=said, **given, address=address_of(request), now=timezone.now()
        )  # fmt: skip
    except ReportError as error:
        status = 429 if isinstance(error, TooManyReports) else 400
        return _private(page(request, "guide/report.html", status=status, **told, error=str(error)))
    return _private(thanks)


def address_of(request: HttpRequest) -> str:
    """The sender's IP address: behind a proxy that is trusted (HTTPS sites) the last one that the proxy adds."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.SECURE_PROXY_SSL_HEADER:
        return direct
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded or direct


def _private(response: HttpResponse) -> HttpResponse:
    """For nobody but this reader: the form holds a token of its own."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
