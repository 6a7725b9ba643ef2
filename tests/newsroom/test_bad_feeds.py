"""Bad feeds from a hostile server: one clear line at the source, at the desk and in the list, and no other harm."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from airdate.cli.source import source as command
from airdate.intake import following as conduct
from airdate.intake.following import ask_feed, take_entry
from airdate.newsroom.people import add_person
from airdate.sources import following
from airdate.sources.fetching import Limits
from airdate.sources.models import Document, Entry, Feed, Host
from airdate.sources.queries import followed_feeds, latest_checks
from factories import make_source
from factories.bad_feeds import BAD, PATIENCE, BadFeed
from factories.press import Press, article, item, press, rss
from newsroom.test_queue import texts

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
TEXT = "The crime drama The Kettle will return to Channel 4 for a second season on 3 June 2031, the channel said."


@pytest.fixture
def news() -> Iterator[Press]:
    with press() as server:
        yield server


@pytest.fixture
def desk(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An editor, signed in, on a site whose folder the commands find."""
    client.force_login(add_person("ada", "kettle-quay-31"))
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    monkeypatch.setattr(conduct, "FEED_LIMITS", Limits(size=conduct.FEED_LIMITS.size, seconds=PATIENCE))
    return client


def ask(feed: Feed, *hosts: str) -> None:
    fresh = Feed.objects.select_related("source", "host").get(pk=feed.pk)
    ask_feed(fresh, clock=lambda: NOW, allow=frozenset(hosts))


def lines(desk: Client, slug: str) -> list[str]:
    """What the source's page says at its feeds; nothing that a feed says is markup in it."""
    answer = desk.get(f"/desk/sources/source/{slug}/")
    assert answer.status_code == 200
    shown = LexborHTMLParser(answer.content.decode())
    assert [node.text() for node in shown.css("script") if "alert(1)" in node.text()] == []
    assert [node.html for node in shown.css("*") if "onerror" in node.attributes] == []
    assert [node.html for node in shown.css("a[href^=javascript]")] == []
    return texts(shown, ".desk-feed__line")


def listed() -> dict[str, list[str]]:
    """Address of a feed -> what `airdate source list` says below it, its counts apart."""
    done = CliRunner().invoke(command, ["list"], catch_exceptions=False)
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("  http"):
            found[line.strip()] = below = []
        elif line.startswith("  ") and " could not be read; next " not in line:
            below.append(line.strip())
    return found


@pytest.mark.parametrize("bad", BAD, ids=[bad.what for bad in BAD])
def test_a_bad_feed_is_a_line_at_its_source_and_harms_no_other(desk: Client, news: Press, bad: BadFeed) -> None:
    worse = following.follow(make_source("Evening Mail"), bad.serve(news), now=NOW)
    good = following.follow(make_source("The Examiner"), news.url("/good"), now=NOW)
    news.put("/good", rss(item(news.put("/a/kettle", article("Kettle", TEXT)), date=NOW)), "application/rss+xml")
    ask(worse, news.host)
    ask(good, news.host)
    said = [bad.line] if bad.line else []
    assert lines(desk, "evening-mail") == said
    assert lines(desk, "the-examiner") == []
    assert listed() == {worse.address: said, good.address: []}
    assert {each.feed.pk: each.state for each in followed_feeds()} == {worse.pk: bad.state, good.pk: "fine"}
    assert [check.line for check in latest_checks(worse)] == [bad.line]
    worse.refresh_from_db()
    wait = timedelta(minutes=60 if bad.state == "failing" else 30)
    assert (worse.failures, worse.due_at >= NOW + wait) == (int(bad.state == "failing"), True)
    (entry,) = Entry.objects.filter(feed=good).select_related("source", "host", "feed", "document")
    take_entry(entry, clock=lambda: NOW, allow=frozenset({news.host}))
    assert list(Document.objects.values_list("source__name", "text")) == [("The Examiner", f"Kettle\n{TEXT}")]
    assert all("script" not in title and "<" not in title for title in Feed.objects.values_list("title", flat=True))
    assert desk.get("/sources/evening-mail/").status_code == 200


@pytest.mark.parametrize("inner", ["10.1.2.3", "169.254.169.254", "::1", "fec0::1", "::ffff:192.168.0.1"])
def test_a_name_that_changes_its_mind_gets_nowhere(
    desk: Client, news: Press, monkeypatch: pytest.MonkeyPatch, inner: str
) -> None:
    """Public when it was followed and when its robots.txt was read, an address of the own network ever after."""
    feed = following.follow(make_source("Evening Mail"), "http://mail.example/feed", now=NOW)
    Host.objects.update(robots_at=NOW)
    connected: list[Any] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (inner, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_: connected.append(given))
    ask(feed)
    monkeypatch.undo()
    assert [(each.state, each.line) for each in followed_feeds()] == [
        ("failing", f"mail.example is {inner}, not an address of the open internet")
    ]
    assert connected == []
