"""What is shown where nothing can be: no such page (404), a question that cannot be read (400), a fault (500)."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.utils.translation import gettext as _

from airdate.guide.frame import Unreadable, page

logger = logging.getLogger(__name__)
LONGEST_ADDRESS = 80  # characters of an unknown address that are repeated

# In the last resort: no template, no database, nothing that could fail in its turn.
PLAIN = "<!doctype html><html lang=en><meta charset=utf-8><title>Airdate</title><h1>Something broke</h1><p>{}</p>"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of an address where nothing is; a view's `Http404` says what was looked for."""
    reason = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    if not isinstance(reason, str) or not reason:
        reason = _("There is nothing at %(address)s.") % {"address": _shortened(request.path)}
    return page(request, "guide/refusal.html", status=404, heading=_("Not in the listings"), reason=reason)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of a question that cannot be read; of a view's own `Unreadable` it says why."""
    told = str(exception) if isinstance(exception, Unreadable) else ""
    reason = told or _("The address or what came with it cannot be read.")
    return page(request, "guide/refusal.html", status=400, heading=_("Cannot be read"), reason=reason)


def broken(request: HttpRequest) -> HttpResponse:
    """The page of a fault of ours. The fault itself is in the log of the server, not on the page."""
    reason = _("This page cannot be shown just now. The fault is ours and has been written down.")
    try:
        return page(request, "guide/refusal.html", status=500, heading=_("Something broke"), reason=reason)
    except Exception:
        logger.exception("the page of errors cannot be drawn")
        return HttpResponseServerError(PLAIN.format(reason))


def _shortened(address: str) -> str:
    return address if len(address) <= LONGEST_ADDRESS else f"{address[:LONGEST_ADDRESS]}…"
