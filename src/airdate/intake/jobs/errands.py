"""What is under way for what: a job and its errand begin together, and end together with what the job leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django_tasks.base import Task

from airdate.intake.models import Errand
from airdate.intake.writer import one_writer

BACKEND = "jobs"  # its name in the settings
NONE = timedelta(0)


class TakenOver(Exception):
    """The errand of a job is no longer its own: it was taken for dead, and another one does the work."""


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that a job is to be begun for; ``about`` says in words what it is. ``lane``: see `Errand`."""

    subject: int
    about: str
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What jobs are under way for, by kind, and the lanes that they are in."""

    subjects: Mapping[str, frozenset[int]] = field(default_factory=dict)
    lanes: frozenset[str] = frozenset()


class FindDue(Protocol):
    """What is due at ``now``, or within a time from then; the longest overdue first. May leave out what is taken."""

    def __call__(self, now: datetime, taken: Taken, within: timedelta = NONE) -> Iterable[Due]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. ``task`` is called with ``subject`` and ``about``, and ends its errand with `settling`.

    ``interrupted(subject, line, now)`` says when the thing is due again after a job for it was killed or broke off.
    """

    name: str
    task: Task[Any, Any]
    due: FindDue
    interrupted: Callable[[int, str, datetime], None]


def taken() -> Taken:
    subjects: dict[str, set[int]] = {}
    lanes = set()
    for kind, subject, lane in Errand.objects.order_by().values_list("kind", "subject", "lane"):
        subjects.setdefault(kind, set()).add(subject)
        if lane:
            lanes.add(lane)
    return Taken({kind: frozenset(found) for kind, found in subjects.items()}, frozenset(lanes))


def begin(kind: Kind, due: Due) -> str:
    """Begin a job with its errand; the caller holds the writer's place. Gives the job's id."""
    job = str(kind.task.enqueue(subject=due.subject, about=due.about[:300]).id)
    Errand.objects.create(kind=kind.name, subject=due.subject, lane=due.lane, job=job)
    return job


def is_own(kind: str, subject: int, job: str) -> bool:
    return Errand.objects.filter(kind=kind, subject=subject, job=job).exists()


@contextmanager
def settling(kind: str, subject: int, job: str) -> Iterator[None]:
    """The transaction in which a job leaves its result: its errand ends with it. Raises `TakenOver`."""
    with one_writer():
        ended, _ = Errand.objects.filter(kind=kind, subject=subject, job=job).delete()
        if not ended:
            raise TakenOver(f"another job does {kind} {subject}")
        yield


def release(job: str, line: str, *, kinds: Mapping[str, Kind], now: datetime) -> bool:
    """End the errand of a job that is no longer at work; its thing is due again. False if it had ended."""
    if not Errand.objects.filter(job=job).exists():  # as after nearly every job: nobody has to wait in line for that
        return False
    with one_writer():
        errand = Errand.objects.filter(job=job).first()
        if errand is None:
            return False
        errand.delete()
        kind = kinds.get(errand.kind)
        if kind is not None:
            kind.interrupted(errand.subject, line, now)
        return True
