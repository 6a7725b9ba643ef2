"""Who works on what: for editors, who see jobs and never begin one by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from airdate.intake.jobs.errands import BACKEND
from airdate.intake.jobs.reaping import SILENT_AFTER
from airdate.intake.models import Worker
from airdate.sources.normal import one_line

DAY = timedelta(days=1)
STATES = {
    TaskResultStatus.READY: "waiting",
    TaskResultStatus.RUNNING: "running",
    TaskResultStatus.SUCCESSFUL: "done",
    TaskResultStatus.FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A process that works on jobs; ``alive`` while it gives signs of life, ``jobs`` it has in hand."""

    name: str
    host: str
    pid: int
    threads: int
    started_at: datetime
    seen_at: datetime
    alive: bool
    jobs: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job: what it does (``kind``), what it is for in words, and how it stands or ended (``line``)."""

    id: str
    kind: str
    about: str
    state: str
    line: str
    enqueued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many jobs wait and are at work now, and how many ended in the last day."""

    waiting: int
    running: int
    done: int
    failed: int


def workers(*, now: datetime) -> list[WorkerRow]:
    """The workers, those that gave a sign of life last first."""
    hands = _in_hand()
    return [
        WorkerRow(
            row.name, row.host, row.pid, row.threads, row.started_at, row.seen_at,
            now - row.seen_at <= SILENT_AFTER, hands.get(row.name, 0),
        )
        for row in Worker.objects.order_by("-seen_at", "name")
    ]  # fmt: skip


def _in_hand() -> dict[str, int]:
    """Worker -> the jobs that it is at."""
    counts: dict[str, int] = {}
    for ids in _all().filter(status=TaskResultStatus.RUNNING).values_list("worker_ids", flat=True):
        if ids:
            name = worker_of(ids[-1])
            counts[name] = counts.get(name, 0) + 1
    return counts


def worker_of(thread: str) -> str:
    """The worker of a thread: its name stands before the last hyphen."""
    return thread.rpartition("-")[0]


def jobs(*, state: str = "", limit: int = 50) -> list[JobRow]:
    """Jobs, the newest first; of one state ("waiting", "running", "done", "failed") where given."""
    found = _all().order_by("-enqueued_at")
    if state:
        found = found.filter(status__in=[status for status, name in STATES.items() if name == state])
    return [_row(job) for job in found[:limit]]


def job_counts(*, now: datetime) -> JobCounts:
    """The jobs by state; those that ended, in the last day."""
    lately = Q(finished_at__gte=now - DAY) | Q(finished_at=None)
    counts = dict(_all().filter(lately).order_by().values_list("status").annotate(Count("pk")))
    return JobCounts(**{name: counts.get(status, 0) for status, name in STATES.items()})


def _all() -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(backend_name=BACKEND)


def _row(job: DBTaskResult[Any, Any]) -> JobRow:
    failed = job.status == TaskResultStatus.FAILED
    said = job.traceback.strip().rpartition("\n")[2] if failed else job.return_value
    about = job.args_kwargs.get("kwargs", {}).get("about", "")
    return JobRow(
        id=str(job.pk),
        kind=job.task_path.rpartition(".")[2],
        about=str(about),
        state=STATES[TaskResultStatus(job.status)],
        line=one_line(str(said or ""))[:500],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
