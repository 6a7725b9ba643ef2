"""The front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.catalogue.models import Title
from airdate.facts import queries as facts
from airdate.facts.pages import Coming
from airdate.guide.agenda import agenda
from airdate.guide.frame import page
from airdate.sources import queries as sources

COMING, OUT, MOVED, READ = 60, 8, 6, 6
JUST_OUT = dt.timedelta(days=14)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    coming = facts.coming_up(today, limit=COMING)
    first = _lead(coming)
    return page(
        request,
        "guide/home.html",
        lead=first,
        lead_title=Title.objects.prefetch_related("genres").filter(slug=first.title.slug).first() if first else None,
        periods=agenda(entry for entry in coming if entry is not first),
        out=facts.just_out(today, since=today - JUST_OUT, limit=OUT),
        changes=facts.recent_changes(MOVED, kinds=facts.MOVES, today=today),
        documents=sources.latest_documents(READ),
    )


def _lead(coming: Iterable[Coming]) -> Coming | None:
    """What opens the page: the next thing that begins on a known day. Episodes of what runs already do not."""
    return next(
        (e for e in coming if e.release.when.precision == "day" and e.release.event in ("premiere", "part")), None
    )
