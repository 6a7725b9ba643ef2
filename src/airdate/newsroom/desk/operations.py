"""What the site is doing, `/desk/operations/`: feeds and how they are, jobs, imports and listings, lists of feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages

from airdate.facts.reasons import class_words
from airdate.imports.models import ImportedFile
from airdate.intake.jobs.errands import BACKEND
from airdate.intake.jobs.queries import job_counts, jobs, workers
from airdate.listings.models import Guide, Refresh
from airdate.newsroom.desk.allowed import ADD_SOURCE, CHANGE_FEED, AllowedItem, needs
from airdate.newsroom.desk.pages import page_of
from airdate.newsroom.desk.sources import STATES
from airdate.newsroom.models import Held
from airdate.sources import following
from airdate.sources.decoding import NotText, decode
from airdate.sources.known import known_feeds
from airdate.sources.lists import follow_outline, followed_outlines
from airdate.sources.models import Entry, Feed
from airdate.sources.opml import LARGEST, Outline, WrongOpml, read_opml, write_opml
from airdate.sources.queries import followed_feeds

TABS = {
    "feeds": gettext_lazy("Feeds"), "jobs": gettext_lazy("Jobs"), "imports": gettext_lazy("Imports and listings"),
    "lists": gettext_lazy("Lists of feeds"),
}  # fmt: skip
WORST_FIRST = ("failing", "odd", "new", "paused", "fine")
KINDS = {
    "check_feed": gettext_lazy("ask a feed"), "read_entry": gettext_lazy("read an article"),
    "refresh_guide": gettext_lazy("take in listings"), "publish_article": gettext_lazy("publish an article"),
    "tidy": gettext_lazy("tidy up"),
}  # fmt: skip
JOB_STATES = {
    "failed": pgettext_lazy("jobs", "Failed"), "running": pgettext_lazy("jobs", "At work"),
    "waiting": pgettext_lazy("jobs", "Waiting"), "done": pgettext_lazy("jobs", "Done"),
}  # fmt: skip
JOBS, FILES = 25, 25  # that are shown of each sort
REFUSED = 5  # lines that are told of a list


def menu_item() -> AllowedItem:
    return AllowedItem(
        _("Operations"), reverse("desk:operations"), name="operations", icon_name="cogs", order=270,
        permission=CHANGE_FEED,
    )  # fmt: skip


@needs(CHANGE_FEED)
def operations(request: HttpRequest) -> HttpResponse:
    """One side of what goes on: feeds, jobs, imports, or lists of feeds."""
    show = request.GET.get("show", "feeds")
    show = show if show in TABS else "feeds"
    now = timezone.now()
    shown = {"feeds": _feeds, "jobs": _jobs, "imports": _imports, "lists": _lists}[show](request)
    return render(
        request,
        "newsroom/desk/operations.html",
        {
            "page_title": _("Operations"), "header_icon": "cogs", "show": show, "tabs": TABS.items(),
            "counts": job_counts(now=now), "workers": workers(now=now), "states": STATES, "kinds": KINDS,
            "may_follow": True, "today": timezone.localdate(), **shown,
        },
    )  # fmt: skip


def _feeds(request: HttpRequest) -> dict[str, Any]:
    """All feeds, those with which something is wrong first."""
    feeds = followed_feeds()
    ordered = sorted(feeds, key=lambda each: WORST_FIRST.index(each.state))
    totals = [(state, sum(each.state == state for each in feeds)) for state in WORST_FIRST]
    page = page_of(request, len(ordered), lambda offset, limit: ordered[offset : offset + limit])
    return {"rows": page, "totals": [(state, count) for state, count in totals if count]}


def _jobs(request: HttpRequest) -> dict[str, Any]:
    return {"groups": [(state, words, jobs(state=state, limit=JOBS)) for state, words in JOB_STATES.items()]}


def _imports(request: HttpRequest) -> dict[str, Any]:
    files = ImportedFile.objects.select_related("source").order_by("-changed_at", "pk")[:FILES]
    guides = Guide.objects.select_related("source", "refresh").order_by("priority", "pk")
    faults = [(each, sum(found.get("count", 0) for found in each.faults.values())) for each in files]
    return {"files": faults, "guides": [(guide, getattr(guide, "refresh", None)) for guide in guides]}


def _lists(request: HttpRequest) -> dict[str, Any]:
    followed = set(Feed.objects.values_list("address", flat=True))
    known = [
        (number, each, class_words(each.source_class), each.address in followed)
        for number, each in enumerate(known_feeds())
    ]
    return {"known": known, "may_add": request.user.has_perm(ADD_SOURCE), "feed_count": len(followed)}


@needs(CHANGE_FEED)
def export_opml(request: HttpRequest) -> HttpResponse:
    """The feeds that are followed, as OPML."""
    title = _("The sources of %(site)s") % {"site": settings.SITE_NAME}
    told = write_opml(followed_outlines(), title=title, now=timezone.now())
    return HttpResponse(
        told.encode(), content_type="text/x-opml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="feeds.opml"'},
    )  # fmt: skip


@require_POST
@needs(ADD_SOURCE)
def take_list(request: HttpRequest) -> HttpResponse:
    """Follow the feeds of an OPML file, or those that were chosen of the packaged list."""
    back = f"{reverse('desk:operations')}?show=lists"
    file = request.FILES.get("file")
    if file is not None:
        try:
            if (file.size or 0) > LARGEST:
                raise WrongOpml(_("it is too large for a list of feeds"))
            outlines = read_opml(decode(file.read()))
        except (NotText, WrongOpml) as error:
            messages.error(request, f"{file.name}: {error}")
            return redirect(back)
    else:
        chosen = {number for number in request.POST.getlist("known") if number.isdecimal()}
        outlines = [each for number, each in enumerate(known_feeds()) if str(number) in chosen]
    if not outlines:
        messages.error(request, _("No feed was named."))
    else:
        _follow(request, outlines)
    return redirect(back)


def _follow(request: HttpRequest, outlines: Iterable[Outline]) -> None:
    now, count, refused = timezone.now(), 0, []
    for outline in outlines:
        try:
            follow_outline(outline, now=now)
        except ValueError as error:
            refused.append(f"{outline.name or outline.address}: {error}")
        else:
            count += 1
    if count:
        words = ngettext("%(count)d feed is followed.", "%(count)d feeds are followed.", count)
        messages.success(request, words % {"count": count})
    for line in refused[:REFUSED]:
        messages.error(request, line)
    if len(refused) > REFUSED:
        rest = len(refused) - REFUSED
        messages.error(request, ngettext("And %(count)d more.", "And %(count)d more.", rest) % {"count": rest})


@require_POST
@needs(CHANGE_FEED)
def retry(request: HttpRequest, job: str) -> HttpResponse:
    """Have what a job failed at done again, as soon as a worker can."""
    row = get_object_or_404(DBTaskResult, pk=job, backend_name=BACKEND, status=TaskResultStatus.FAILED)
    again = AGAIN.get(row.task_path.rpartition(".")[2])
    subject = row.args_kwargs.get("kwargs", {}).get("subject")
    if again is not None and isinstance(subject, int) and again(subject, timezone.now()):
        messages.success(request, _("It is done again as soon as a worker can."))
    else:
        messages.error(request, _("What it was for is not here any more."))
    return redirect(f"{reverse('desk:operations')}?show=jobs")


@require_POST
@needs(CHANGE_FEED)
def ask_guide(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the address of a guide as soon as a worker can."""
    if _ask_guide(pk, timezone.now()):
        messages.success(request, _("It is asked as soon as a worker can."))
    return redirect(f"{reverse('desk:operations')}?show=imports")


def _ask_feed(pk: int, now: datetime) -> bool:
    feed = Feed.objects.filter(pk=pk).first()
    if feed is not None:
        following.ask_now(feed, now=now)
    return feed is not None


def _read_entry(pk: int, now: datetime) -> bool:
    entry = Entry.objects.filter(pk=pk).defer("text").first()
    if entry is not None:
        following.try_again(entry, now=now)
    return entry is not None


def _ask_guide(pk: int, now: datetime) -> bool:
    return bool(Refresh.objects.filter(pk=pk).update(due_at=now, failures=0))


def _publish(pk: int, now: datetime) -> bool:
    """An article is due as long as its hour has come; one that is held is looked at again at once."""
    Held.objects.filter(article=pk).update(tried_at=datetime.min.replace(year=2000, tzinfo=now.tzinfo))
    return True


AGAIN: Mapping[str, Callable[[int, datetime], bool]] = {
    "check_feed": _ask_feed, "read_entry": _read_entry, "refresh_guide": _ask_guide, "publish_article": _publish,
}  # fmt: skip
