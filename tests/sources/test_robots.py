"""robots.txt, from a server that really serves it: what is allowed, kept, and not had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from airdate.sources.models import Host
from airdate.sources.robots import Forbidden, see_that_it_is_allowed
from factories.press import Press, press

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def news() -> Iterator[Press]:
    with press() as server:
        yield server


def allowed(news: Press, path: str, at: datetime = NOW) -> bool:
    try:
        see_that_it_is_allowed(news.url(path), now=at, allow=frozenset({news.host}))
    except Forbidden:
        return False
    return True


# RFC 9309: groups by product token, the longest rule counts, wildcards and ends.
RULES = [
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: Airdate\nDisallow: /private", "/a", True),
    ("User-agent: airdate\nDisallow: /tv\nAllow: /tv/news", "/tv/news/1", True),
    ("User-agent: airdate\nDisallow: /tv\nAllow: /tv/news", "/tv/1", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("<html>not a robots.txt</html>", "/a", True),
]


@pytest.mark.parametrize(("robots", "path", "may"), RULES)
def test_rules(news: Press, robots: str, path: str, may: bool) -> None:
    news.put("/robots.txt", robots, "text/plain")
    assert allowed(news, path) is may


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_none_allows_all_and_a_host_that_is_unwell_nothing(news: Press, status: int, may: bool) -> None:
    news.put("/robots.txt", b"", status=status)
    assert allowed(news, "/a") is may
    assert bool(Host.objects.get().robots_failure) is not may


def test_it_is_asked_for_once_a_day(news: Press) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /a", "text/plain")
    for hours in (0, 1, 23):
        assert not allowed(news, "/a", NOW + timedelta(hours=hours))
    assert news.counts() == {"/robots.txt": 1}
    news.put("/robots.txt", "", "text/plain")
    assert allowed(news, "/a", NOW + timedelta(hours=25))
    assert news.counts() == {"/robots.txt": 2}


def test_a_host_that_was_unwell_is_asked_again(news: Press) -> None:
    news.put("/robots.txt", b"", status=500)
    assert not allowed(news, "/a")
    news.put("/robots.txt", "", "text/plain")
    assert allowed(news, "/a", NOW + timedelta(minutes=1))
