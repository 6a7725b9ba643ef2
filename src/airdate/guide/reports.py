""" "This is wrong": a reader reports a fact. A form without script, the only page of the guide that sets a cookie."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from airdate.facts import queries as facts
from airdate.facts.pages import Why
from airdate.facts.reports import LONGEST_LINK, LONGEST_REASON, ReportError, TooManyReports, report_fact
from airdate.guide.frame import page
from airdate.guide.refusals import not_found

TRAP = "website"  # a field that people do not see; programs fill it
SECONDS_OF_A_DAY = 86_400
logger = logging.getLogger(__name__)


class FormOfThisSite(CsrfViewMiddleware):
    """Django's check that a form is one of ours. One that is not is shown again, with what the reader wrote in it."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        match = request.resolver_match
        assert match is not None  # the middleware is called for a view
        logger.warning("report refused: %s", reason)
        # Of a form that came from another site nothing is shown: its words are not the reader's.
        elsewhere = reason.startswith(("Origin checking failed", "Referer checking failed"))
        try:
            why = _fact(match.kwargs["fact_id"])
        except Http404 as error:
            return not_found(request, error)
        told = _("It could not be sent: the form was open for too long, or your browser keeps no cookie of this site.")
        again = _("Please write it here.") if elsewhere else _("What you wrote is still here; please send it again.")
        return _form(request, why, given={} if elsewhere else _given(request), status=403, error=f"{told} {again}")


@csrf_exempt  # checked by `FormOfThisSite` instead, which knows what to show
@decorator_from_middleware(FormOfThisSite)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, fact_id: str) -> HttpResponse:
    """The form to report a fact, and where it is sent; of a fact that has joined another, that one's."""
    why = _fact(fact_id)
    if why.instead:
        return redirect("guide:report", why.instead, permanent=request.method != "POST")
    if request.method != "POST":
        return _form(request, why)
    thanks = HttpResponseRedirect(f"{reverse('guide:report', args=[fact_id])}?sent", status=303)
    if request.POST.get(TRAP):
        return _private(thanks)  # a program wrote that; it need not know
    said = f"{why.about.name}, {why.what}: {why.value}" if why.what else f"{why.about.name}: {why.value}"
    given = _given(request)
    try:
        report_fact(fact_id, said=said, **given, address=address_of(request), now=timezone.now())
    except ReportError as error:
        status = 429 if isinstance(error, TooManyReports) else 400
        return _form(request, why, given=given, status=status, error=str(error))
    return _private(thanks)


def _fact(fact_id: str) -> Why:
    try:
        return facts.why(fact_id, today=timezone.localdate())
    except facts.NoSuchFact:
        raise Http404(_("There is no fact “%(id)s” here.") % {"id": fact_id[:64]}) from None


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("reason", "link")}


def _form(
    request: HttpRequest, why: Why, *, given: Mapping[str, str] | None = None, status: int = 200, error: str = ""
) -> HttpResponse:
    """The form with what was written, cut to what a page can bear; or thanks, once it has been sent."""
    written = {name: text[: LONGEST_REASON * 4] for name, text in (given or {}).items()}
    shown = page(
        request, "guide/report.html", status=status, why=why, given=written, trap=TRAP, error=error,
        longest_reason=LONGEST_REASON, longest_link=LONGEST_LINK,
        sent=request.method != "POST" and "sent" in request.GET,
    )  # fmt: skip
    if status == 429:
        shown["Retry-After"] = str(SECONDS_OF_A_DAY)
    return _private(shown)


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
