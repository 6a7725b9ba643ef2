"""Signs of life, and what becomes of the jobs of a worker that gives none."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from airdate.intake.jobs.errands import BACKEND, Kind, release
from airdate.intake.models import Errand, Worker
from airdate.intake.writer import one_writer

BEAT = timedelta(seconds=10)  # between two signs of life
SILENT_AFTER = timedelta(seconds=60)  # then a worker of another machine is taken for dead
LOST_AFTER = timedelta(hours=1)  # then one of this machine is, though a process has its number
INTERRUPTED = "the worker was stopped while it was at it; it is begun anew"
ENDED = "done; the worker was stopped before it could say so"


def this_machine() -> str:
    """A hash that is the same for processes that see one another's numbers, and for no others."""
    parts = [f"{uuid.getnode():x}", socket.gethostname()]
    for path in ("/etc/machine-id", "/proc/sys/kernel/random/boot_id"):
        with suppress(OSError, UnicodeDecodeError):
            parts.append(Path(path).read_text(encoding="ascii").strip())
    with suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def sign_on(threads: int, *, now: datetime) -> Worker:
    """Make this process known as a worker."""
    host, pid = socket.gethostname()[:255], os.getpid()
    name = f"{host[:30]}-{pid}-{uuid.uuid4().hex[:8]}"
    return Worker.objects.create(
        name=name, machine=this_machine(), host=host, pid=pid, threads=threads, started_at=now, seen_at=now
    )


def beat(worker: Worker, *, now: datetime) -> bool:
    """Give a sign of life. False if this worker was taken for dead meanwhile."""
    return Worker.objects.filter(pk=worker.pk).update(seen_at=now) == 1


def sign_off(worker: Worker, *, kinds: Mapping[str, Kind], now: datetime) -> None:
    """A worker that ends by itself; what it still has in hand is released."""
    _bury(worker, kinds, now)


def reap(*, kinds: Mapping[str, Kind], now: datetime) -> int:
    """Release what dead workers had in hand, and what is in nobody's. Gives how many workers were dead."""
    machine = this_machine()
    dead = [worker for worker in Worker.objects.all() if _is_dead(worker, machine, now)]
    for worker in dead:
        _bury(worker, kinds, now)
    known = tuple(f"{name}-" for name in Worker.objects.values_list("name", flat=True))
    for job, thread in _running():
        if not thread.startswith(known):
            _end(job, kinds, now)
    _release_ended(kinds, now)
    return len(dead)


def drop(thread: str, *, kinds: Mapping[str, Kind], now: datetime) -> None:
    """Release what a thread has in hand that has lost it, as when the database gave way under it."""
    for job, at in _running():
        if at == thread:
            _end(job, kinds, now)


def _is_dead(worker: Worker, machine: str, now: datetime) -> bool:
    silent = now - worker.seen_at
    if worker.machine != machine or sys.platform == "win32":  # there the question itself would end the process
        return silent > SILENT_AFTER
    return silent > LOST_AFTER or not _lives(worker.pid)


def _lives(pid: int) -> bool:
    """Whether a process of this machine is at work; one that has ended and was not yet waited for is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's
        return True
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
        )
    except (OSError, IndexError):  # no Linux
        return True


def _bury(worker: Worker, kinds: Mapping[str, Kind], now: datetime) -> None:
    for job, thread in _running():
        if thread.startswith(f"{worker.name}-"):
            _end(job, kinds, now)
    worker.delete()


def _running() -> list[tuple[str, str]]:
    """The jobs at work, each with the thread that has it."""
    found = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, backend_name=BACKEND).order_by()
    return [(str(pk), ids[-1] if ids else "") for pk, ids in found.values_list("pk", "worker_ids")]


def _end(job: str, kinds: Mapping[str, Kind], now: datetime) -> None:
    """A job that nobody is at any longer: interrupted, or done and only not marked so."""
    with one_writer():
        interrupted = release(job, INTERRUPTED, kinds=kinds, now=now)
        row = DBTaskResult.objects.filter(pk=job, status=TaskResultStatus.RUNNING)
        if interrupted:
            row.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=INTERRUPTED)
        else:
            row.update(status=TaskResultStatus.SUCCESSFUL, finished_at=now, return_value=ENDED)


def _release_ended(kinds: Mapping[str, Kind], now: datetime) -> None:
    """Errands whose job has ended or is gone: the worker was killed before it could release them."""
    under_way = dict(Errand.objects.order_by().values_list("job", "pk"))
    alive = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    jobs = DBTaskResult.objects.filter(pk__in=under_way, status__in=alive).order_by().values_list("pk", flat=True)
    for job in set(under_way) - {str(pk) for pk in jobs}:
        release(job, INTERRUPTED, kinds=kinds, now=now)
