"""Guides that are asked again on a schedule, from a real server."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from airdate.cli.listings import listings
from airdate.intake.jobs import queries, working
from airdate.intake.jobs.errands import release
from airdate.intake.jobs.planning import plan
from airdate.intake.models import Errand
from airdate.listings.importing import Publisher
from airdate.listings.jobs import KINDS
from airdate.listings.models import Broadcast, Guide, Refresh
from airdate.listings.refreshing import Refreshed, due, follow, refresh, take
from airdate.sources.actions import SourceConflict

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2031, 2, 20, 6, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
GUIDE = (
    '<tv><channel id="1.tide"><display-name>Tide One</display-name></channel><programme start="20310220200000 +0000" '
    'stop="20310220210000 +0000" channel="1.tide"><title>{}</title></programme></tv>'
)


class Served:
    """What the server gives: a status, a body with its ETag, and what it was asked with."""

    def __init__(self) -> None:
        self.status, self.body, self.etag = 200, GUIDE.format("The Lantern House"), '"1"'
        self.robots = ""  # none there
        self.asked: list[tuple[str | None, int]] = []
        self.address = ""
        self.allow: frozenset[str] = frozenset()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    served = Served()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self._answer(200 if served.robots else 404, "text/plain", served.robots.encode())
                return
            known = self.headers["If-None-Match"]
            status = 304 if served.status == 200 and known == served.etag else served.status
            served.asked.append((known, status))
            self._answer(status, "application/xml", served.body.encode() if status == 200 else b"")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", served.etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        host = f"127.0.0.1:{serving.server_port}"
        served.address, served.allow = f"http://{host}/guide.xml", frozenset({host})
        monkeypatch.setenv("AIRDATE_ALLOW_HOSTS", host)
        yield served
        serving.shutdown()
        thread.join()


def asked(server: Served, at: dt.datetime) -> Refreshed:
    row = Refresh.objects.select_related("guide__source").get()
    return refresh(row, clock=lambda: at, zone="Europe/London", allow=server.allow)


def titles() -> list[str]:
    return list(Broadcast.objects.values_list("title", flat=True))


def test_a_guide_is_fetched_and_then_asked_for_what_is_new(server: Served) -> None:
    follow(server.address, Publisher("Tide Listings"), every=480, now=NOW)
    first = asked(server, NOW)
    assert (first.outcome, first.due_at, titles()) == ("imported", NOW + 8 * HOUR, ["The Lantern House"])
    again = asked(server, NOW + 8 * HOUR)
    assert (again.outcome, again.due_at) == ("unchanged", NOW + 16 * HOUR)
    server.body, server.etag = GUIDE.format("The Kettle"), '"2"'
    assert (asked(server, NOW + 16 * HOUR).outcome, titles()) == ("imported", ["The Kettle"])
    server.etag = '"3"'  # the same bytes under another ETag
    assert asked(server, NOW + 24 * HOUR).outcome == "unchanged"
    assert server.asked == [(None, 200), ('"1"', 304), ('"1"', 200), ('"2"', 200)]
    assert asked(server, NOW + 32 * HOUR).outcome == "unchanged"
    assert server.asked[-1] == ('"3"', 304)


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [(500, "", "the server answers with status 500"), (200, "<html><body>Sorry</body></html>", "guide.xml"),
     (200, GUIDE.format("")[:80], "guide.xml")],
)  # fmt: skip
def test_a_failure_keeps_the_last_good_guide_and_says_so(server: Served, status: int, body: str, why: str) -> None:
    follow(server.address, Publisher("Tide Listings"), every=60, now=NOW)
    asked(server, NOW)
    good = Guide.objects.get()
    server.status, server.body, server.etag = status, body, '"bad"'
    waits = []
    for attempt in range(1, 12):
        done = asked(server, NOW + attempt * HOUR)
        waits.append((done.due_at - NOW - attempt * HOUR) // HOUR)
        assert done.outcome == "failed"
        assert why in done.failure
    assert waits == [2, 4, 8, 16, 32, 64, 128, 168, 168, 168, 168]
    guide = Guide.objects.get()
    assert (titles(), guide.failure, guide.failed_at) == (["The Lantern House"], done.failure, NOW + 11 * HOUR)
    assert (guide.digest, guide.imported_at) == (good.digest, good.imported_at)
    server.status, server.body = 200, GUIDE.format("The Kettle")
    mended = asked(server, NOW + 12 * HOUR)
    assert (mended.outcome, mended.due_at, titles()) == ("imported", NOW + 13 * HOUR, ["The Kettle"])
    assert Guide.objects.get().failure == ""


def test_a_host_that_wants_no_robots_is_not_asked(server: Served) -> None:
    server.robots = "User-agent: *\nDisallow: /guide.xml\n"
    follow(server.address, Publisher("Tide guide"), every=60, now=NOW)
    told = asked(server, NOW)
    place = server.address.replace("guide.xml", "robots.txt")
    assert (told.outcome, told.failure) == ("failed", f"{server.address}: {place} does not allow it")
    assert (server.asked, titles()) == ([], [])


def test_only_what_is_due_is_asked_and_by_one_process(server: Served) -> None:
    row = follow(server.address, Publisher("Tide Listings"), every=60, now=NOW)
    assert due(NOW - HOUR) == []
    assert due(NOW) == [row]
    (one,), (other,) = due(NOW), due(NOW)
    assert (take(one, NOW), take(other, NOW)) == (True, False)
    assert due(NOW + HOUR / 2) == []
    assert due(NOW + HOUR) == [row]


def test_following_another_address_forgets_the_validators(server: Served) -> None:
    follow(server.address, Publisher("Tide Listings"), every=60, now=NOW)
    asked(server, NOW)
    row = follow(f"{server.address}?new", Publisher("Tide Listings"), every=30, now=NOW)
    assert (row.etag, row.every, Refresh.objects.count(), Guide.objects.count()) == ("", 30, 1, 1)
    with pytest.raises(SourceConflict):
        follow(server.address, Publisher("Tide Listings", "official"), every=60, now=NOW)


def test_the_commands(server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))

    def run(*arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(listings, arguments, catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    told = "Tide Listings: asked every 8h, first by the next `airdate listings refresh`\n"
    assert run("follow", server.address, "--source", "Tide Listings") == (0, told, "")
    assert run("refresh") == (0, "Tide Listings: 1 added, 0 changed, 0 removed, 0 unchanged\n", "")
    assert run("refresh") == (0, "no guide is due\n", "")
    assert run("refresh", "--all") == (0, "Tide Listings: nothing new\n", "")
    server.status = 500
    status, out, err = run("refresh", "--all")
    assert (status, out) == (1, "")
    failure = f"{server.address}: the server answers with status 500"
    assert err.startswith(f"Tide Listings: failed, the guide stays as it was: {failure}; tried again ")
    status, out, _ = run("sources")
    assert out.splitlines()[2].endswith(f", the guide is the one before: {failure}")
    assert run("unfollow", "Tide Listings") == (0, "Tide Listings: asked no longer\n", "")
    assert run("unfollow", "Tide Listings") == (0, "Tide Listings: was not followed\n", "")
    assert run("refresh", "--all", "--json") == (0, "[]\n", "")
    assert run("link") == (
        0, "1 broadcasts: 0 mean a title, 0 may mean one; 0 links changed\n"
        "first showings: 0 new, 0 changed, 0 taken back\n", "",
    )  # fmt: skip


def work_off(now: dt.datetime) -> list[tuple[str, str, str]]:
    """What a worker does at a moment: plan, take and do jobs of guides. Gives about what, state and line of each."""
    kinds = {kind.name: kind for kind in KINDS}
    plan(kinds, now=now)
    while (job := working.take("w-1-0")) is not None:
        line = working.perform(job)
        release(str(job.pk), line, kinds=kinds, now=now)
    assert Errand.objects.count() == 0
    return [(row.about, row.state, row.line) for row in queries.jobs()]


def test_the_worker_refreshes_what_is_due_and_says_what_failed(server: Served) -> None:
    """The jobs ask the clock themselves, so that what is due is made due by hand."""
    row = follow(server.address, Publisher("Tide Listings"), every=60, now=NOW)
    about = f"Tide Listings: {server.address}"
    assert work_off(NOW) == [(about, "done", "imported")]
    assert (titles(), len(server.asked)) == (["The Lantern House"], 1)
    row.refresh_from_db()
    assert row.due_at > dt.datetime.now(dt.UTC) + HOUR / 2
    assert len(work_off(dt.datetime.now(dt.UTC))) == 1  # nothing is due
    good = Guide.objects.get()
    for status, body, line in (
        (503, "", "the server answers with status 503"),
        (200, "<tv><programme", "guide.xml"),
    ):
        server.status, server.body, server.etag = status, body, f'"{status}"'
        Refresh.objects.update(due_at=NOW)
        told, state, said = work_off(NOW)[0]
        assert (told, state) == (about, "done")
        assert said.startswith("failed: ")
        assert line in said
        guide = Guide.objects.get()
        assert (titles(), guide.imported_at, guide.digest) == (["The Lantern House"], good.imported_at, good.digest)
        assert guide.failure == said.removeprefix("failed: ")
        assert guide.failed_at is not None
    server.status, server.body, server.etag = 200, GUIDE.format("The Kettle"), '"new"'
    Refresh.objects.update(due_at=NOW)
    assert work_off(NOW)[0] == (about, "done", "imported")
    assert (titles(), Guide.objects.get().failure) == (["The Kettle"], "")


def test_a_guide_whose_worker_was_killed_is_begun_anew_at_once_three_times_at_most(server: Served) -> None:
    row = follow(server.address, Publisher("Tide Listings"), every=60, now=NOW)
    (kind,) = KINDS
    waits = []
    for _ in range(4):
        kind.interrupted(row.pk, "the worker was stopped", NOW)
        row.refresh_from_db()
        waits.append((row.due_at - NOW) // dt.timedelta(minutes=1))
    assert (waits, row.failure) == ([0, 0, 60, 60], "the worker was stopped")
