"""robots.txt, from a server that really serves it: what is allowed, kept, and not had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from protego import Protego

from airdate.sources.models import Host
from airdate.sources.robots import TOKEN, Forbidden, concise, see_that_it_is_allowed
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


LINE = st.one_of(
    st.sampled_from(["*", "airdate", "Airdate", "air", "date", "airdate/1.0", "other", "another", "", "-"]).map(
        "User-agent: {}".format
    ),
    st.sampled_from(["/", "/a", "/a/b", "/*b$", ""]).map("Disallow: {}".format),
    st.sampled_from(["/a", "/a/b"]).map("Allow: {}".format),
    st.sampled_from(["", "# a remark", "Sitemap: /s.xml", "Crawl-delay: 7", "no rule", "user-agent", "User agent:*"]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, max_size=14).map("\n".join))
def test_what_is_left_out_changes_nothing_for_us(robots: str) -> None:
    whole, short = Protego.parse(robots), Protego.parse(concise(robots))
    for path in ("/", "/a", "/a/b", "/c/b", "/ab?c"):
        address = f"https://news.example{path}"
        assert short.can_fetch(address, TOKEN) == whole.can_fetch(address, TOKEN)
    assert short.crawl_delay(TOKEN) == whole.crawl_delay(TOKEN)


def test_names_of_others_cost_nothing() -> None:
    """Each rule is kept for each name of its group: twenty thousand of both would take minutes."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(20_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(3))
    assert concise(f"{names}{rules}User-agent: *\nUser-agent: *\n{rules}").splitlines() == [
        "user-agent: -", *rules.splitlines(), "user-agent: *", *rules.splitlines(),
    ]  # fmt: skip
