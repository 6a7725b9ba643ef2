"""What the site is doing, at the desk: feeds, jobs with a way to do them again, imports, listings, lists of feeds."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from airdate.imports.models import ImportedFile
from airdate.intake.jobs.errands import BACKEND
from airdate.listings.models import Guide, Refresh
from airdate.newsroom.people import add_person
from airdate.sources import following
from airdate.sources.known import known_feeds
from airdate.sources.models import Entry, Feed
from airdate.sources.opml import read_opml
from factories import make_source
from newsroom.test_queue import page, texts
from newsroom.test_sources import FEED, followed

pytestmark = pytest.mark.django_db
PLACES = ("/desk/operations/", "/desk/operations/?show=jobs", "/desk/operations/?show=imports",
          "/desk/operations/?show=lists", "/desk/operations/feeds.opml")  # fmt: skip


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in."""
    user = add_person("ada", "kettle-quay-31")
    client.force_login(user)
    return user


def job(kind: str, subject: int, status: str = TaskResultStatus.FAILED, line: str = "ValueError: <b>odd</b>") -> Any:
    module = {"check_feed": "airdate.intake.jobs.press", "read_entry": "airdate.intake.jobs.press",
              "refresh_guide": "airdate.listings.jobs", "tidy": "airdate.intake.jobs.press"}[kind]  # fmt: skip
    now = timezone.now()
    ended = status in (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)
    return DBTaskResult.objects.create(
        task_path=f"{module}.{kind}", status=status, backend_name=BACKEND, run_after=now,
        args_kwargs={"args": [], "kwargs": {"subject": subject, "about": f"Evening Mail {subject}"}},
        traceback=f"Traceback\n{line}" if status == TaskResultStatus.FAILED else "",
        finished_at=now if ended else None,
    )  # fmt: skip


def test_nobody_else_sees_operations(client: Client) -> None:
    for address in PLACES:
        assert client.get(address)["Location"].startswith("/desk/login/?next=/desk/operations/")
    client.force_login(User.objects.create_user("mallory", password="kettle-quay-34"))
    client.post("/desk/operations/lists/", {"known": ["0"]})
    assert Feed.objects.count() == 0


def test_feeds_with_which_something_is_wrong_come_first(client: Client, ada: User) -> None:
    for number, name in enumerate(("A Post", "B Post", "C Post")):
        followed(name, f"https://post.example/{number}")
    fine, failing, paused = Feed.objects.order_by("pk")
    following.feed_is_unchanged(fine, now=timezone.now())
    following.feed_failed(failing, "line 3: not well-formed", now=timezone.now())
    following.pause(paused, now=timezone.now())
    tree = page(client, "/desk/operations/")
    assert texts(tree, ".desk-row__what") == ["B Post", "C Post", "A Post"]
    assert texts(tree, ".desk-feed__line") == ["line 3: not well-formed"]
    assert texts(tree, ".desk-note .desk-state") == ["failing", "paused", "fine"]
    answer = client.post(f"/desk/sources/feeds/{failing.pk}/", {"action": "pause", "back": "operations"})
    assert answer["Location"] == "/desk/operations/"
    assert Feed.objects.exclude(paused_at=None).count() == 2


def test_a_failed_job_is_done_again(client: Client, ada: User) -> None:
    feed = followed()
    following.feed_failed(feed, "gone", now=timezone.now())
    entry = Entry.objects.create(
        source=feed.source, feed=feed, key="k", digest="d", seen_at=timezone.now(), tries=6, headline="A",
        state=Entry.State.UNREAD,
    )  # fmt: skip
    ahead = timezone.now() + timedelta(days=3)
    guide = Guide.objects.create(source=make_source("Lantern Listings", "catalogue"))
    refresh = Refresh.objects.create(guide=guide, address=FEED, every=60, due_at=ahead, failures=3)
    rows = [job("check_feed", feed.pk), job("read_entry", entry.pk), job("refresh_guide", refresh.pk)]
    tree = page(client, "/desk/operations/?show=jobs")
    assert sorted(texts(tree, "tbody th")) == ["ask a feed", "read an article", "take in listings"]
    assert texts(tree, "tbody td[data-name='How it went']")[0].startswith("ValueError: <b>odd</b>")
    for row in rows:
        client.post(f"/desk/operations/jobs/{row.pk}/")
    for each in (feed, entry, refresh):
        each.refresh_from_db()
        assert each.due_at is not None
        assert each.due_at <= timezone.now()
    assert (feed.failures, entry.tries, refresh.failures) == (0, 0, 0)


def test_what_is_gone_is_not_done_again(client: Client, ada: User) -> None:
    row = job("check_feed", 999)
    answer = client.post(f"/desk/operations/jobs/{row.pk}/")
    assert texts(page(client, answer["Location"]), ".messages ul li") == ["What it was for is not here any more."]
    assert client.post(f"/desk/operations/jobs/{uuid.uuid4()}/").status_code == 404
    done = job("check_feed", 999, TaskResultStatus.SUCCESSFUL)
    assert client.post(f"/desk/operations/jobs/{done.pk}/").status_code == 404


def test_imports_and_listings_tell_how_they_went(client: Client, ada: User) -> None:
    now = timezone.now()
    source = make_source("Wide Catalogue", "catalogue")
    told: dict[str, Any] = {"source": source, "started_at": now, "changed_at": now, "name": "shows.csv"}
    ImportedFile.objects.create(table="shows", digest="a", finished=True, faults={"no name": {"count": 2}}, **told)
    ImportedFile.objects.create(table="people", digest="b", position=40, **told)
    guide = Guide.objects.create(source=make_source("Lantern Listings", "catalogue"), failure="line 9: no channel")
    refresh = Refresh.objects.create(guide=guide, address=FEED, every=60, due_at=now + timedelta(days=1))
    tree = page(client, "/desk/operations/?show=imports")
    assert sorted(texts(tree, "tbody td[data-name='How it went']")) == [
        "broken off after row 40; import it again", "it is in 2 rows could not be used", "line 9: no channel",
    ]  # fmt: skip
    client.post(f"/desk/operations/listings/{refresh.pk}/")
    refresh.refresh_from_db()
    assert refresh.due_at <= timezone.now()


def test_a_list_goes_out_and_comes_in(client: Client, ada: User) -> None:
    followed()
    out = client.get("/desk/operations/feeds.opml")
    assert out["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    assert [(each.name, each.address) for each in read_opml(out.content.decode())] == [("Evening Mail", FEED)]
    Feed.objects.all().delete()
    file = SimpleUploadedFile("feeds.opml", out.content)
    answer = client.post("/desk/operations/lists/", {"file": file})
    assert texts(page(client, answer["Location"]), ".messages ul li") == ["1 feed is followed."]
    assert Feed.objects.get().address == FEED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html></html>", "feeds.opml: it is XML, but no OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "aa">]><opml/>',
         "feeds.opml: its XML declares entities, which lists of feeds have no use for"),
        (b"<opml version='2.0'><body/></opml>", "No feed was named."),
    ],
)  # fmt: skip
def test_a_bad_list_has_a_line(client: Client, ada: User, content: bytes, said: str) -> None:
    answer = client.post("/desk/operations/lists/", {"file": SimpleUploadedFile("feeds.opml", content)})
    assert texts(page(client, answer["Location"]), ".messages ul li") == [said]
    assert Feed.objects.count() == 0


def test_well_known_feeds_are_followed_once_they_are_chosen(client: Client, ada: User) -> None:
    tree = page(client, "/desk/operations/?show=lists")
    assert len(tree.css("input[name=known]")) == len(known_feeds())
    client.post("/desk/operations/lists/", {"known": ["0", "2"]})
    chosen = {known_feeds()[0].address, known_feeds()[2].address}
    assert set(Feed.objects.values_list("address", flat=True)) == chosen
    again = page(client, "/desk/operations/?show=lists")
    assert len(again.css("input[name=known][disabled]")) == 2


@pytest.mark.parametrize("show", ["feeds", "jobs", "imports"])
def test_it_takes_as_many_queries_at_three_rows_as_at_one(client: Client, ada: User, show: str) -> None:
    client.get(f"/desk/operations/?show={show}")
    taken = []
    for number in (1, 2):
        for each in range(number):
            feed = followed(f"Post {number}{each}", f"https://post.example/{number}{each}")
            job("check_feed", feed.pk)
            guide = Guide.objects.create(source=feed.source)
            Refresh.objects.create(guide=guide, address=FEED, every=60, due_at=timezone.now())
            Guide.objects.create(source=make_source(f"Listings {number}{each}", "catalogue"))
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/desk/operations/?show={show}")
        taken.append(len(captured))
    assert taken[0] == taken[1]
