"""The worker: threads that take jobs and do them, and a main loop that plans, gives signs of life and tidies up.

The loop of django-tasks-db's own worker is not used: it takes SQLite's only lock every second even if nothing is to be
done, and it ends when it has to wait for that lock for too long, as during a large import.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.db import InterfaceError, OperationalError, close_old_connections, connection, connections, transaction
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

from airdate.intake.jobs.errands import BACKEND, Kind, release
from airdate.intake.jobs.planning import is_idle, plan
from airdate.intake.jobs.reaping import BEAT, beat, drop, reap, sign_off, sign_on
from airdate.intake.models import Worker
from airdate.intake.writer import in_line, one_writer

TICK = 1.0  # seconds between two looks at what is due
REST = 5.0  # seconds after the database gave way
SOON = timedelta(seconds=90)  # what is due within it is waited for where a worker ends when nothing is left
GAVE_WAY = (OperationalError, InterfaceError)  # the database is locked for too long, or away
logger = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


class Crew:
    """The threads of one worker. ``stop`` makes them end after the jobs that they are at."""

    def __init__(self, kinds: Mapping[str, Kind], threads: int) -> None:
        self.kinds = kinds
        self.threads = threads
        self.stopping = threading.Event()
        self._work = threading.Condition()
        self._worker: Worker | None = None

    def stop(self) -> None:
        self.stopping.set()
        self._wake()

    def run(self, *, until_idle: bool = False) -> None:
        """Work until `stop`, or until nothing is left to do."""
        self._worker = sign_on(self.threads, now=now())
        name = self._worker.name
        hands = [
            threading.Thread(target=self._hand, args=(f"{name}-{number}",), name=f"hand {number}", daemon=True)
            for number in range(self.threads)
        ]
        for hand in hands:
            hand.start()
        try:
            self._lead(until_idle)
        finally:
            self.stop()
            for hand in hands:
                hand.join()
            with _forgiving("signing off"):
                sign_off(self._worker, kinds=self.kinds, now=now())
            connections.close_all()

    def _lead(self, until_idle: bool) -> None:
        last_beat = now() - BEAT
        while not self.stopping.is_set():
            begun = 0
            with _forgiving("planning"):
                if now() - last_beat >= BEAT:
                    last_beat = now()
                    self._live()
                begun = plan(self.kinds, now=now())
                if until_idle and not begun and is_idle(self.kinds, now=now(), within=SOON):
                    return
            if begun:
                self._wake()
            self.stopping.wait(TICK)

    def _live(self) -> None:
        if self._worker is not None and not beat(self._worker, now=now()):
            self._worker.save(force_insert=True)  # somebody took this process for dead; its jobs were given away
        reap(kinds=self.kinds, now=now())

    def _hand(self, thread: str) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                done = self._one(thread)
            except GAVE_WAY as error:  # locked for too long, or away: nothing is lost, the job is released
                logger.warning("the worker waits, the database gave way: %s", error)
                self.stopping.wait(REST)
                with _forgiving("releasing a job"):
                    drop(thread, kinds=self.kinds, now=now())
                continue
            if not done:
                with self._work:
                    self._work.wait(TICK)
        connections.close_all()

    def _one(self, thread: str) -> bool:
        """Take one job and do it; False if there is none."""
        job = take(thread)
        if job is None:
            return False
        line = perform(job)
        release(str(job.pk), line or "it ended without a result", kinds=self.kinds, now=now())
        return True

    def _wake(self) -> None:
        with self._work:
            self._work.notify_all()


def take(thread: str) -> DBTaskResult[Any, Any] | None:
    """The next job that waits, now in the hands of ``thread``; no other takes it."""
    ready = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    # Before anybody takes a lock. By `first`, whose order leads the database to the index of those that wait; by
    # `exists` SQLite goes through all that ended in the last days.
    if ready.values_list("pk").first() is None:
        return None
    with _claiming():
        job = ready.get_locked()
        if job is not None:
            job.claim(thread)
    return job


@contextmanager
def _claiming() -> Iterator[None]:
    """SQLite has one lock, for which all wait in line; PostgreSQL locks the row, and others skip it."""
    if connection.vendor == "sqlite":
        with one_writer():
            yield
    else:
        with transaction.atomic():
            yield


def perform(job: DBTaskResult[Any, Any]) -> str:
    """Do a job and mark it done or failed. Gives the reason why it failed, empty if it did not."""
    try:
        task, result = job.task, cast(Any, job.task_result)
        context = (TaskContext(task_result=result),) if task.takes_context else ()
        value = task.call(*context, *result.args, **result.kwargs)
    except GAVE_WAY:
        raise
    except Exception as error:  # whatever a job breaks off with is said at the job, and the worker goes on
        logger.exception("the job %s broke off", job.task_path)
        with in_line():
            job.set_failed(error)
        return f"it broke off: {type(error).__name__}: {error}"
    with in_line():
        job.set_successful(value)
    return ""


@contextmanager
def _forgiving(what: str) -> Iterator[None]:
    """A database that gives way for a while ends no worker."""
    try:
        yield
    except GAVE_WAY as error:
        logger.warning("%s failed, it is tried again: %s", what, error)
        close_old_connections()
