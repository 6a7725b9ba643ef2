"""The front page and the page of changes."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.facts import queries as facts
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.sources import queries as sources

COMING, OUT, MOVED, READ = 40, 8, 10, 8
JUST_OUT = dt.timedelta(days=14)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return page(
        request,
        "guide/home.html",
        coming=facts.coming_up(today, limit=COMING),
        out=facts.just_out(today, since=today - JUST_OUT, limit=OUT),
        changes=facts.recent_changes(MOVED, kinds=facts.MOVES, today=today),
        documents=sources.latest_documents(READ),
    )


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    number = page_number(request)
    found = facts.recent_changes(PAGE + 1, kinds=facts.MOVES, offset=(number - 1) * PAGE, today=timezone.localdate())
    moved, links = page_of(found, number)
    return page(request, "guide/changes.html", changes=moved, page_links=links)
