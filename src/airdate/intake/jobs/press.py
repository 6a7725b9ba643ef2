"""The jobs of following the press: ask a feed, read an entry, and tidy up once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q, Subquery
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from airdate.intake.following import ask_feed, take_entry
from airdate.intake.jobs.errands import BACKEND, NONE, Due, Kind, Taken, TakenOver, is_own, settling
from airdate.intake.models import Chore
from airdate.intake.writer import one_writer
from airdate.sources.entries import entry_was_interrupted
from airdate.sources.following import feed_was_interrupted
from airdate.sources.models import Entry, Feed, Host

DONE_KEPT = timedelta(days=2)  # of jobs that ended well
FAILED_KEPT = timedelta(days=30)
TIDYING = "tidy"
OTHERS = "another worker has done it"


def _now() -> datetime:
    return datetime.now(UTC)


def _settle(kind: str, subject: int, context: TaskContext) -> Callable[[], AbstractContextManager[None]]:
    return partial(settling, kind, subject, str(context.task_result.id))


@task(backend=BACKEND, takes_context=True)
def check_feed(context: TaskContext, subject: int, about: str) -> str:
    """Ask a feed for what is new. Gives how it went, in a line for editors."""
    feed = Feed.objects.select_related("source", "host").filter(pk=subject, paused_at=None).first()
    if not is_own("check_feed", subject, str(context.task_result.id)):
        return OTHERS
    settle = _settle("check_feed", subject, context)
    try:
        if feed is None:
            with settle():
                return "it is no longer followed"
        check = ask_feed(feed, clock=_now, settle=settle)
    except TakenOver:
        return OTHERS
    told = check.line or check.get_outcome_display()
    return f"{told}; {check.new} new of {check.held}" if check.outcome == "read" else told


@task(backend=BACKEND, takes_context=True)
def read_entry(context: TaskContext, subject: int, about: str) -> str:
    """Read the article of an entry. Gives how it went, in a line for editors."""
    entry = Entry.objects.select_related("source", "host", "feed", "document").filter(pk=subject).first()
    if not is_own("read_entry", subject, str(context.task_result.id)):
        return OTHERS
    settle = _settle("read_entry", subject, context)
    try:
        if entry is None or entry.due_at is None:
            with settle():
                return "it is no longer to be read"
        added = take_entry(entry, clock=_now, settle=settle)
    except TakenOver:
        return OTHERS
    if added is None:
        return entry.failure or "unchanged"
    return f"{added.claims} claims" if added.is_new else "here already"


@task(backend=BACKEND, takes_context=True)
def tidy(context: TaskContext, subject: int, about: str) -> str:
    """Take away jobs that ended long ago."""
    now = _now()
    try:
        with settling(TIDYING, subject, str(context.task_result.id)):
            Chore.objects.filter(pk=subject).update(due_at=now + timedelta(days=1), failures=0)
            done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - DONE_KEPT)
            failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILED_KEPT)
            removed, _ = DBTaskResult.objects.filter(done | failed, backend_name=BACKEND).delete()
    except TakenOver:
        return OTHERS
    return f"{removed} old jobs were taken away"


def due_feeds(now: datetime, taken: Taken, within: timedelta = NONE) -> Iterator[Due]:
    """Feeds whose turn it is and whose host may be asked, the longest overdue first."""
    due = Feed.objects.filter(due_at__lte=now, paused_at=None, host__next_at__lte=now + within)
    for feed in due.select_related("source", "host").order_by("due_at", "pk")[:500]:
        if feed.host.name not in taken.lanes:
            yield Due(feed.pk, f"{feed.source.name}: {feed.address}", feed.host.name)


def due_entries(now: datetime, taken: Taken, within: timedelta = NONE) -> Iterator[Due]:
    """Of each host that may be asked its entry that has waited longest; and those that need no host."""
    waiting = Entry.objects.filter(due_at__lte=now).filter(Q(feed=None) | Q(feed__paused_at=None))
    first = waiting.filter(host=OuterRef("pk")).order_by("due_at", "pk")
    hosts = Host.objects.filter(Exists(first), next_at__lte=now + within).exclude(name__in=taken.lanes)
    found = dict(
        hosts.order_by("next_at", "pk").annotate(entry=Subquery(first.values("pk")[:1])).values_list("entry", "name")
    )
    entries = Entry.objects.filter(pk__in=found).select_related("source").defer("text").order_by("due_at", "pk")
    for entry in entries:
        yield Due(entry.pk, f"{entry.source.name}: {entry.headline or entry.address}", found[entry.pk])
    for entry in waiting.filter(host=None).select_related("source").defer("text").order_by("due_at", "pk")[:100]:
        yield Due(entry.pk, f"{entry.source.name}: {entry.headline}")


def due_chores(now: datetime, taken: Taken, within: timedelta = NONE) -> Iterator[Due]:
    chore = Chore.objects.filter(name=TIDYING).first()
    if chore is None:
        with one_writer():
            chore, _ = Chore.objects.get_or_create(name=TIDYING, defaults={"due_at": now})
    if chore.due_at <= now:
        yield Due(chore.pk, "jobs that ended long ago")


def chore_was_interrupted(subject: int, line: str, now: datetime) -> None:
    Chore.objects.filter(pk=subject).update(due_at=now + timedelta(hours=1))


KINDS = (
    Kind("check_feed", check_feed, due_feeds, lambda pk, line, now: feed_was_interrupted(pk, line, now=now)),
    Kind("read_entry", read_entry, due_entries, lambda pk, line, now: entry_was_interrupted(pk, line, now=now)),
    Kind(TIDYING, tidy, due_chores, chore_was_interrupted),
)
