"""Jobs: planned once, one in a lane, done, released when their worker dies, and seen by editors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from airdate.intake.jobs import queries, working
from airdate.intake.jobs.errands import BACKEND, NONE, Due, Kind, Taken, TakenOver, begin, release, settling
from airdate.intake.jobs.planning import is_idle, plan
from airdate.intake.jobs.press import KINDS, due_entries, due_feeds
from airdate.intake.jobs.reaping import BEAT, INTERRUPTED, SILENT_AFTER, beat, drop, reap, sign_off, sign_on
from airdate.intake.models import Chore, Errand, Worker
from airdate.sources import following
from airdate.sources.actions import ensure_source
from airdate.sources.entries import keep_entries
from airdate.sources.feeds.model import FeedEntry
from airdate.sources.models import Entry, Feed, Host

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
BY_NAME = {kind.name: kind for kind in KINDS}


@task(backend=BACKEND)
def nothing(subject: int, about: str) -> str:
    """A job that does nothing but leave its errand."""
    return "done"


@task(backend=BACKEND)
def breaks(subject: int, about: str) -> str:
    raise RuntimeError("broke\noff")


@task(backend=BACKEND)
def locked(subject: int, about: str) -> str:
    raise OperationalError("database is locked")


def kind(name: str = "nothing", *due: Due, does: Any = nothing) -> tuple[Kind, list[tuple[int, str]]]:
    """A kind of job with what is due, and where its interruptions are noted."""
    noted: list[tuple[int, str]] = []
    return Kind(name, does, lambda now, taken, within=NONE: due, lambda pk, line, now: noted.append((pk, line))), noted


@pytest.fixture
def feed() -> Feed:
    Chore.objects.create(name="tidy", due_at=NOW + timedelta(days=400))
    return following.follow(ensure_source("The Examiner"), "https://news.example/feed", now=NOW)


def entries(feed: Feed, *hosts: str) -> list[Entry]:
    found = [FeedEntry("", f"https://{host}/{n}", f"Article {n}") for n, host in enumerate(hosts)]
    keep_entries(feed, found, now=NOW)
    return list(Entry.objects.order_by("pk"))


def test_what_is_due_is_begun_once(feed: Feed) -> None:
    assert [plan(BY_NAME, now=NOW) for _ in range(2)] == [1, 0]
    errand = Errand.objects.get()
    job = DBTaskResult.objects.get()
    assert (errand.kind, errand.subject, errand.lane, errand.job) == (
        "check_feed", feed.pk, "news.example", str(job.pk),
    )  # fmt: skip
    assert job.args_kwargs == {
        "args": [], "kwargs": {"subject": feed.pk, "about": "The Examiner: https://news.example/feed"},
    }  # fmt: skip


def test_nothing_is_begun_before_its_time_nor_while_it_is_paused(feed: Feed) -> None:
    assert plan(BY_NAME, now=NOW - timedelta(seconds=1)) == 0
    following.pause(feed, now=NOW)
    entries(feed, "one.example")
    assert plan(BY_NAME, now=NOW) == 0
    following.resume(feed, now=NOW)
    assert plan(BY_NAME, now=NOW) == 2


def test_a_host_is_asked_by_one_job_at_a_time_and_the_oldest_first(feed: Feed) -> None:
    rows = entries(feed, "one.example", "one.example", "two.example", "news.example")
    assert plan(BY_NAME, now=NOW) == 3
    lanes = dict(Errand.objects.values_list("lane", "kind"))
    assert lanes == {"news.example": "check_feed", "one.example": "read_entry", "two.example": "read_entry"}
    first = min(row.pk for row in rows if row.host is not None and row.host.name == "one.example")
    assert Errand.objects.get(lane="one.example").subject == first


def test_a_host_that_rests_is_not_asked(feed: Feed) -> None:
    entries(feed, "one.example")
    Host.objects.filter(name="one.example").update(next_at=NOW + timedelta(seconds=30))
    assert [due.lane for due in due_entries(NOW, Taken())] == []
    assert [due.lane for due in due_entries(NOW, Taken(), timedelta(minutes=1))] == ["one.example"]
    Host.objects.filter(name="news.example").update(next_at=NOW + timedelta(seconds=30))
    assert list(due_feeds(NOW, Taken())) == []


def test_what_waits_in_the_tables_costs_no_more_questions(feed: Feed, django_assert_num_queries: Any) -> None:
    entries(feed, "one.example")
    with django_assert_num_queries(3):
        list(due_entries(NOW, Taken()))
    entries(feed, *[f"host{n}.example" for n in range(5)])
    with django_assert_num_queries(3):
        list(due_entries(NOW, Taken()))


def test_no_more_than_so_many_jobs_are_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airdate.intake.jobs.planning.MOST", 3)
    much, _ = kind("nothing", *[Due(n, str(n)) for n in range(9)])
    assert [plan({"nothing": much}, now=NOW) for _ in range(2)] == [3, 0]


def test_a_job_is_taken_done_and_its_errand_ends_with_it() -> None:
    ours, noted = kind("nothing", Due(7, "seven"))
    plan({"nothing": ours}, now=NOW)
    job = working.take("w-1-0")
    assert job is not None
    assert working.take("w-1-1") is None
    with settling("nothing", 7, str(job.pk)):
        pass
    assert working.perform(job) == ""
    assert not release(str(job.pk), "", kinds={"nothing": ours}, now=NOW)
    assert (Errand.objects.count(), noted) == (0, [])
    (row,) = queries.jobs()
    assert (row.kind, row.about, row.state, row.line) == ("nothing", "seven", "done", "done")


def test_a_job_that_breaks_off_says_so_and_its_thing_is_due_again() -> None:
    ours, noted = kind("breaks", Due(7, "seven"), does=breaks)
    crew = working.Crew({"breaks": ours}, 1)
    plan({"breaks": ours}, now=NOW)
    assert crew._one("w-1-0")
    assert noted == [(7, "it broke off: RuntimeError: broke\noff")]
    assert Errand.objects.count() == 0
    (row,) = queries.jobs(state="failed")
    assert (row.state, row.line) == ("failed", "off")


def test_a_job_that_lost_its_errand_leaves_nothing() -> None:
    ours, _ = kind("nothing", Due(7, "seven"))
    plan({"nothing": ours}, now=NOW)
    Errand.objects.update(job="another")
    with pytest.raises(TakenOver), settling("nothing", 7, str(DBTaskResult.objects.get().pk)):
        raise AssertionError("it was not to be reached")
    assert Errand.objects.count() == 1


def at_work(name: str, due: Due, ours: Kind) -> tuple[Worker, DBTaskResult[Any, Any]]:
    """A worker of another machine that has a job in hand."""
    worker = sign_on(1, now=NOW)
    worker.machine, worker.name = "elsewhere", name
    worker.save()
    begin(ours, due)
    job = working.take(f"{name}-0")
    assert job is not None
    return worker, job


def test_the_jobs_of_a_silent_worker_are_released(django_capture_on_commit_callbacks: Any) -> None:
    ours, noted = kind()
    worker, job = at_work("far-1-aa", Due(7, "seven"), ours)
    later = NOW + SILENT_AFTER
    assert (reap(kinds={"nothing": ours}, now=later), noted) == (0, [])
    assert reap(kinds={"nothing": ours}, now=later + BEAT) == 1
    assert (noted, Errand.objects.count(), Worker.objects.filter(pk=worker.pk).exists()) == (
        [(7, INTERRUPTED)],
        0,
        False,
    )
    (row,) = queries.jobs()
    assert (row.id, row.state, row.line) == (str(job.pk), "failed", INTERRUPTED)
    assert not beat(worker, now=later)


def test_a_worker_that_gives_signs_of_life_keeps_its_jobs() -> None:
    ours, noted = kind()
    worker, _job = at_work("far-1-aa", Due(7, "seven"), ours)
    later = NOW + timedelta(hours=2)
    assert beat(worker, now=later)
    assert (reap(kinds={"nothing": ours}, now=later), noted) == (0, [])


def test_a_process_of_this_machine_that_is_gone_is_dead_at_once() -> None:
    ours, noted = kind()
    here = sign_on(1, now=NOW)
    gone = sign_on(1, now=NOW)
    Worker.objects.filter(pk=gone.pk).update(pid=2**22 + 1)
    begin(ours, Due(7, "seven"))
    assert working.take(f"{gone.name}-0") is not None
    assert reap(kinds={"nothing": ours}, now=NOW) == 1
    assert (noted, list(Worker.objects.all())) == ([(7, INTERRUPTED)], [here])


def test_a_job_that_was_settled_before_the_kill_counts_as_done() -> None:
    ours, noted = kind()
    _worker, job = at_work("far-1-aa", Due(7, "seven"), ours)
    with settling("nothing", 7, str(job.pk)):
        pass
    reap(kinds={"nothing": ours}, now=NOW + timedelta(hours=1))
    job.refresh_from_db()
    assert (noted, job.status) == ([], TaskResultStatus.SUCCESSFUL)


def test_an_errand_whose_job_has_ended_is_released() -> None:
    ours, noted = kind()
    begin(ours, Due(7, "seven"))
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    reap(kinds={"nothing": ours}, now=NOW)
    assert (noted, Errand.objects.count()) == ([(7, INTERRUPTED)], 0)


def test_a_worker_that_ends_takes_nothing_with_it() -> None:
    ours, noted = kind()
    worker = sign_on(1, now=NOW)
    begin(ours, Due(7, "seven"))
    working.take(f"{worker.name}-0")
    sign_off(worker, kinds={"nothing": ours}, now=NOW)
    assert (noted, Worker.objects.count()) == ([(7, INTERRUPTED)], 0)


def test_what_kills_its_worker_again_and_again_waits(feed: Feed) -> None:
    (entry,) = entries(feed, "one.example")
    waits = []
    for _ in range(12):
        BY_NAME["read_entry"].interrupted(entry.pk, INTERRUPTED, NOW)
        entry.refresh_from_db()
        waits.append(None if entry.due_at is None else (entry.due_at - NOW) // timedelta(minutes=1))
    assert waits == [0, 0, 60, 360, 1440, 1440, 1440, 1440, None, None, None, None]
    assert (entry.state, entry.failure) == ("unread", INTERRUPTED)


def test_a_feed_that_kills_its_worker_again_and_again_waits(feed: Feed) -> None:
    waits = []
    for _ in range(4):
        BY_NAME["check_feed"].interrupted(feed.pk, INTERRUPTED, NOW)
        feed.refresh_from_db()
        waits.append((feed.due_at - NOW) // timedelta(minutes=1))
    assert (waits, feed.failure) == ([0, 0, 240, 480], INTERRUPTED)


def test_a_database_that_gives_way_fails_no_job() -> None:
    """The job stays in hand until the thread, which cannot know what was written, releases it to be begun anew."""
    ours, noted = kind("locked", Due(7, "seven"), does=locked)
    kinds = {"locked": ours}
    plan(kinds, now=NOW)
    with pytest.raises(OperationalError):
        working.Crew(kinds, 1)._one("w-1-0")
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING
    drop("w-1-0", kinds=kinds, now=NOW)
    assert (noted, Errand.objects.count()) == ([(7, INTERRUPTED)], 0)


def test_old_jobs_are_tidied_away_once_a_day() -> None:
    assert plan(BY_NAME, now=NOW) == 1
    job = working.take("w-1-0")
    assert job is not None
    old = datetime.now(UTC) - timedelta(days=3)
    for status, finished in (("SUCCESSFUL", old), ("FAILED", old), ("SUCCESSFUL", datetime.now(UTC)), ("READY", None)):
        row = DBTaskResult.objects.get(pk=nothing.enqueue(subject=1, about="").id)
        DBTaskResult.objects.filter(pk=row.pk).update(status=status, finished_at=finished)
    assert working.perform(job) == ""
    assert sorted(DBTaskResult.objects.exclude(pk=job.pk).values_list("status", flat=True)) == [
        "FAILED", "READY", "SUCCESSFUL",
    ]  # fmt: skip
    job.refresh_from_db()
    assert job.return_value == "1 old jobs were taken away"
    assert is_idle(BY_NAME, now=datetime.now(UTC)) is True


def test_editors_see_who_works_on_what() -> None:
    ours, _ = kind("nothing", Due(1, "one"), Due(2, "two"))
    worker = sign_on(4, now=NOW)
    plan({"nothing": ours}, now=NOW)
    working.take(f"{worker.name}-0")
    (seen,) = queries.workers(now=NOW + SILENT_AFTER)
    assert (seen.name, seen.threads, seen.alive, seen.jobs) == (worker.name, 4, True, 1)
    assert queries.workers(now=NOW + SILENT_AFTER + BEAT)[0].alive is False
    assert queries.job_counts(now=NOW) == queries.JobCounts(waiting=1, running=1, done=0, failed=0)
    assert [row.state for row in queries.jobs(state="running")] == ["running"]
    assert len(queries.jobs(limit=1)) == 1
