"""Pages kept in memory: asked of two servers of one site while a third process writes, on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from airdate.look.steady import all_day
from airdate.settings.memory import page_cache_bytes
from airdate.settings.page_cache import ROW, PageCache, Shelf
from factories.sites import MadeSite, made_site

# A server of the site without its network: requests in, answers out, one JSON line each.
SERVER = """
import datetime, json, sys
import django
django.setup()
from django.db import connection
from django.test import Client
from django.utils import timezone
asked, client = [], Client(SERVER_NAME="localhost")
def note(run, sql, *rest):
    asked.append(sql)
    return run(sql, *rest)
for line in sys.stdin:
    address, headers, moment = json.loads(line)
    timezone.now = lambda: datetime.datetime.fromisoformat(moment)
    asked.clear()
    client.cookies.clear()  # each time another reader, who has none of the cookies that were set before
    with connection.execute_wrapper(note):
        answer = client.get(address, headers=headers)
    told = {"status": answer.status_code, "text": answer.content.hex(), "etag": answer.get("ETag")}
    print(json.dumps({**told, "queries": len(asked)}), flush=True)
"""
MOMENT = "2031-02-20T12:00:{second:02}+00:00"


class Server:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def get(self, address: str, *, moment: str = MOMENT.format(second=0), **headers: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.process.stdin.write(json.dumps([address, told, moment]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.process.communicate()
        return dict(json.loads(line))

    def text(self, address: str, **more: str) -> str:
        return bytes.fromhex(self.get(address, **more)["text"]).decode()


@contextmanager
def serving(site: MadeSite, **env: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], text=True,
        env={**site.environ, "DJANGO_SETTINGS_MODULE": "airdate.settings", **env},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Server(process)
    finally:
        process.communicate(timeout=300)


def add(site: MadeSite, folder: Path, day: str) -> None:
    article = folder / f"{day}.txt"
    article.write_text(f"The Quay will premiere on Netflix on {day}.", encoding="utf-8")
    done = site.run("add", str(article), "--published", "2031-02-20", "--source", "The Examiner")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    with made_site(tmp_path_factory.mktemp("kept") / "site") as made:
        yield made


@pytest.fixture(scope="module")
def server(site: MadeSite) -> Iterator[Server]:
    with serving(site) as started:
        yield started


@pytest.mark.django_db  # chosen on both databases; the site is on the one that the tests run on
def test_what_another_process_writes_is_on_the_next_page_of_every_server(site: MadeSite, tmp_path: Path) -> None:
    add(site, tmp_path, "3 August 2031")
    with serving(site) as one, serving(site) as other:
        for server in (one, other):
            drawn, kept = server.get("/titles/the-quay/"), server.get("/titles/the-quay/")
            assert (drawn["status"], kept["text"], kept["etag"]) == (200, drawn["text"], drawn["etag"])
            assert (drawn["queries"] > 0, kept["queries"]) == (True, 0)
            assert "3 August" in server.text("/titles/the-quay/")
        add(site, tmp_path, "9 August 2031")
        for server in (one, other):
            drawn = server.get("/titles/the-quay/")
            assert drawn["queries"] > 0
            assert "9 August" in bytes.fromhex(drawn["text"]).decode()
            assert server.get("/titles/the-quay/")["queries"] == 0


@pytest.mark.django_db
def test_a_kept_page_is_found_by_all_it_depends_on(server: Server) -> None:
    assert server.get("/tv/")["queries"] > 0
    assert server.get("/tv/")["queries"] == 0
    for asked in (
        {"cookie": "tv-zone=Europe/Dublin"},
        {"accept_encoding": "gzip, br"},
        {"accept_language": "de", "cookie": "region=IE"},
    ):
        assert (server.get("/tv/", **asked)["queries"] > 0, server.get("/tv/", **asked)["queries"]) == (True, 0)
    assert server.get("/tv/?view=list")["queries"] > 0
    # By the same key: what compresses alike, and what a page does not depend on.
    assert server.get("/tv/", accept_encoding="gzip, deflate, zstd")["queries"] == 0
    assert server.get("/tv/", user_agent="Another")["queries"] == 0
    # The next minute is another page, and a session's are nobody else's.
    assert server.get("/tv/", moment=MOMENT.format(second=59))["queries"] == 0
    assert server.get("/tv/", moment="2031-02-20T12:01:00+00:00")["queries"] > 0
    assert server.get("/tv/", cookie="sessionid=abc")["queries"] > 0
    assert server.get("/tv/", cookie="sessionid=abc")["queries"] > 0


@pytest.mark.django_db
def test_a_page_that_shows_no_more_than_the_day_is_kept_until_midnight(
    server: Server, site: MadeSite, tmp_path: Path
) -> None:
    add(site, tmp_path, "7 August 2031")
    drawn = {}
    for address in ("/titles/the-quay/", "/services/netflix/", "/"):
        moments = ("2031-02-20T10:00", "2031-02-20T10:01", "2031-02-20T23:59", "2031-02-21T00:00", "2031-02-20T23:59")
        drawn[address] = [server.get(address, moment=f"{moment}:30+00:00")["queries"] > 0 for moment in moments]
    # A clock that was set back is given nothing of tomorrow's.
    assert drawn == {
        "/titles/the-quay/": [True, False, False, True, True],
        "/services/netflix/": [True, False, False, True, True],
        "/": [True, True, True, True, True],
    }


@pytest.mark.django_db
def test_who_has_the_page_is_told_so_before_and_after_it_is_kept(server: Server) -> None:
    etag = server.get("/services/")["etag"]
    for moment, drawn in (("2031-02-20T13:00:00+00:00", True), ("2031-02-20T13:00:01+00:00", False)):
        has = server.get("/services/", moment=moment, if_none_match=etag)
        assert (has["status"], has["text"], has["queries"] > 0) == (304, "", drawn)
        has_not = server.get("/services/", moment=moment, if_none_match='"another"')
        assert (has_not["status"], has_not["etag"], has_not["queries"]) == (200, etag, 0)


@pytest.mark.django_db
def test_what_is_for_one_reader_or_not_there_is_not_kept(server: Server, site: MadeSite, tmp_path: Path) -> None:
    add(site, tmp_path, "5 August 2031")
    fact = server.text("/titles/the-quay/").split('href="/facts/')[1].split("/")[0]
    for address, status in ((f"/facts/{fact}/report/", 200), ("/titles/nothing/", 404)):
        for _ in range(2):
            answer = server.get(address)
            assert (answer["status"], answer["queries"] > 0) == (status, True), address


@pytest.mark.django_db
def test_a_site_can_do_without(site: MadeSite) -> None:
    with serving(site, AIRDATE_PAGE_CACHE="0") as server:
        assert [server.get("/")["queries"] > 0 for _ in range(2)] == [True, True]


def answering(headers: dict[str, str], *, cookie: bool = False, stream: bool = False) -> Any:
    def view(request: HttpRequest) -> Any:
        answer = StreamingHttpResponse([b"page"], headers=headers) if stream else HttpResponse("page", headers=headers)
        if cookie:
            answer.set_cookie("kept", "1")
        return answer

    return view


@pytest.mark.parametrize(
    ("headers", "more", "kept"),
    [
        ({}, {}, True),
        ({"Cache-Control": "no-cache"}, {}, True),
        ({"Cache-Control": "Private"}, {}, False),
        ({"Cache-Control": "max-age=0, no-store"}, {}, False),
        ({"Vary": "*"}, {}, False),
        ({"Vary": "Accept, Cookie"}, {}, True),
        ({}, {"cookie": True}, False),
        ({}, {"stream": True}, False),
    ],
)
def test_which_answers_are_kept(headers: dict[str, str], more: dict[str, bool], kept: bool) -> None:
    cache = PageCache(answering(headers, **more))
    cache.edition = lambda: "1"
    cache(RequestFactory().get("/"))
    assert (cache.shelf.bytes > 0) is kept


@pytest.mark.parametrize(
    ("method", "headers", "kept"),
    [("get", {}, True), ("head", {}, False), ("post", {}, False), ("get", {"authorization": "Bearer x"}, False)],
)
def test_which_requests_are_answered_from_the_shelf(method: str, headers: dict[str, str], kept: bool) -> None:
    cache = PageCache(answering({}))
    cache.edition = lambda: "1"
    cache(getattr(RequestFactory(), method)("/", headers=headers))
    assert (cache.shelf.bytes > 0) is kept


def test_a_page_says_itself_how_long_it_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter((0, 59, 60, 86_340, 86_400))
    start = datetime(2031, 2, 20, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=next(moments)))
    drawn: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        drawn.append(1)
        return all_day(HttpResponse("page"), start.date())

    cache = PageCache(view)
    cache.edition = lambda: "1"
    counts = []
    for _ in range(5):
        cache(RequestFactory().get("/"))
        counts.append(len(drawn))
    assert counts == [1, 1, 1, 1, 2]


def test_what_vary_names_tells_pages_apart() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.headers.get("Accept", ""), headers={"Vary": "Accept"})

    cache = PageCache(view)
    cache.edition = lambda: "1"
    asked = [cache(RequestFactory().get("/", headers={"accept": kind})) for kind in ("a", "b", "a", "b")]
    assert [answer.content for answer in asked] == [b"a", b"b", b"a", b"b"]  # type: ignore[attr-defined]


def test_a_page_that_another_edition_overtook_is_not_kept() -> None:
    editions = iter("122")
    cache = PageCache(lambda request: cache(RequestFactory().get("/other/")) if request.path == "/" else HttpResponse())
    cache.edition = lambda: next(editions)
    cache(RequestFactory().get("/"))  # begun in edition 1; while it is drawn somebody asks in edition 2
    assert cache.shelf.bytes == ROW
    cache(RequestFactory().get("/other/"))
    assert cache.shelf.bytes == ROW


def test_the_shelf_holds_no_more_than_it_may_and_lets_go_of_the_oldest() -> None:
    page = 1000
    cache = PageCache(lambda request: HttpResponse(b"x" * page))
    cache.edition = lambda: "1"
    cache.shelf = Shelf(2 * (page + ROW))
    drawn: list[str] = []
    inner = cache.get_response
    cache.get_response = lambda request: (drawn.append(request.path), inner(request))[1]
    for path in ("/a/", "/b/", "/a/", "/c/", "/a/", "/b/"):
        cache(RequestFactory().get(path))
    assert drawn == ["/a/", "/b/", "/c/", "/b/"]
    assert cache.shelf.bytes == 2 * (page + ROW)


def test_how_much_memory_is_said_in_mib() -> None:
    assert [page_cache_bytes(given) for given in ("", "0", "3")] == [64 * 2**20, 0, 3 * 2**20]
    with pytest.raises(
        ValueError, match=r"^AIRDATE_PAGE_CACHE is '1G'; write how many MiB, like 64, or 0 to keep no pages$"
    ):
        page_cache_bytes("1G")
