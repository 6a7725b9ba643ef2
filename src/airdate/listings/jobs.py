"""The job of refreshing guides, for the worker that the press shares (`intake.jobs`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django_tasks import TaskContext, task

from airdate.intake.jobs.errands import BACKEND, NONE, Due, Kind, Taken, TakenOver, is_own, settling
from airdate.listings.models import Refresh
from airdate.listings.refreshing import due, refresh, take

NAME = "refresh_guide"
AT_ONCE = 3  # how often in a row what was interrupted is begun anew at once
OTHERS = "another one has done it"


def _now() -> datetime:
    return datetime.now(UTC)


@task(backend=BACKEND, takes_context=True)
def refresh_guide(context: TaskContext, subject: int, about: str) -> str:
    """Ask the address of a guide and take in what is new. Gives how it went, in a line for editors."""
    job = str(context.task_result.id)
    row = Refresh.objects.select_related("guide__source").filter(pk=subject).first()
    if not is_own(NAME, subject, job):
        return OTHERS
    line = "it is no longer followed"
    if row is not None:
        line = OTHERS  # somebody has run `airdate listings refresh`
        if take(row, _now()):
            done = refresh(row, clock=_now, zone=settings.TIME_ZONE)
            line = f"{done.outcome}: {done.failure}" if done.failure else done.outcome
    try:
        with settling(NAME, subject, job):
            return line
    except TakenOver:
        return OTHERS


def due_guides(now: datetime, taken: Taken, within: timedelta = NONE) -> Iterator[Due]:
    for row in due(now):
        yield Due(row.pk, f"{row.guide.source.name}: {row.address}")


def guide_was_interrupted(subject: int, line: str, now: datetime) -> None:
    """An import that was killed left the guide as it was; it is begun anew, at once the first times."""
    row = Refresh.objects.filter(pk=subject).first()
    if row is None:
        return
    failures = min(row.failures + 1, 20)
    wait = timedelta(0) if failures < AT_ONCE else timedelta(minutes=row.every)
    Refresh.objects.filter(pk=subject).update(due_at=now + wait, failures=failures, failure=line[:1000])


KINDS = (Kind(NAME, refresh_guide, due_guides, guide_was_interrupted),)
