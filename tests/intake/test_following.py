"""Feeds and articles from a server that really serves: what is kept, said and left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from airdate.catalogue.models import Title
from airdate.claims.models import Claim
from airdate.claims.queries import claims_in_force
from airdate.facts.queries import title_facts
from airdate.intake.following import ask_feed, take_entry
from airdate.sources import following
from airdate.sources.actions import ensure_source
from airdate.sources.models import Document, Entry, Feed, FeedCheck, Host, Source
from airdate.sources.queries import entries_of, followed_feeds, latest_checks, same_voice
from factories.press import Press, article, item, press, rss

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
KETTLE = (
    "The crime drama The Kettle will return to Channel 4 for a second season on {day} June 2031, the channel said.\n"
    "Mara Voss will play DI Ada Brook again, with Tomas Reyle joining the cast as her new sergeant, Ivo Pike."
)
DATED = "2031-02-28T09:30:00+01:00"


@pytest.fixture
def news() -> Iterator[Press]:
    with press() as server:
        yield server


@pytest.fixture
def source() -> Source:
    return ensure_source("The Examiner", source_class="trade")


def followed(news: Press, source: Source, path: str = "/feed", **how: Any) -> Feed:
    return following.follow(source, news.url(path), now=NOW, **how)


def ask(feed: Feed, news: Press, *, at: datetime = NOW) -> FeedCheck:
    feed.refresh_from_db()
    return ask_feed(feed, clock=lambda: at, allow=frozenset({news.host}))


def take(entry: Entry, news: Press, *, at: datetime = NOW) -> Any:
    fresh = Entry.objects.select_related("source", "host", "feed", "document").get(pk=entry.pk)
    return take_entry(fresh, clock=lambda: at, allow=frozenset({news.host}))


def only_entry() -> Entry:
    return Entry.objects.get()


def said_in(document: Document) -> list[Any]:
    return list(Claim.objects.filter(document=document).order_by("id").values_list("id", "kind", "slots", "spans"))


def dates_in(document: Document) -> list[str]:
    return sorted(slots["date"] for _, kind, slots, _ in said_in(document) if kind == "release")


def days_told(known_at: datetime | None = None) -> list[str]:
    """When the only title's second season is said to come, now or as it was known at a moment."""
    found = title_facts(Title.objects.get(dormant=False), known_at=known_at, today=NOW.date())
    return [release.when.edtf for release in found.releases if release.season == 2]


def test_a_feed_is_read_and_its_articles_become_documents(news: Press, source: Source) -> None:
    page = article(
        "The Kettle to return in June", KETTLE.format(day=3), published=DATED,
        head=f'<link rel="canonical" href="{news.url("/tv/the-kettle")}"><meta name="author" content="Ada Quill">'
        '<meta property="og:image" content="/kettle.jpg">',
    )  # fmt: skip
    news.put("/a?utm_source=rss", page)
    news.put("/feed", rss(item(news.url("/a?utm_source=rss"), "Kettle", date=NOW)), "application/rss+xml",
             headers={"ETag": '"1"'})  # fmt: skip
    check = ask(followed(news, source), news)
    assert (check.outcome, check.held, check.new, check.changed, check.line) == ("read", 1, 1, 0, "")
    added = take(only_entry(), news)
    document = Document.objects.get()
    assert added.document == document
    assert (document.source, document.url, document.headline, document.byline, document.picture) == (
        source, news.url("/tv/the-kettle"), "The Kettle to return in June", "Ada Quill", news.url("/kettle.jpg"),
    )  # fmt: skip
    assert (document.published, document.published_at, document.published_zone) == (
        date(2031, 2, 28), datetime(2031, 2, 28, 8, 30, tzinfo=UTC), "+0100",
    )  # fmt: skip
    assert any(row.kind == "release" and row.slots["date"] == "2031-06-03" for row in claims_in_force())
    entry = only_entry()
    assert (entry.state, entry.document, entry.text, entry.failure) == ("read", document, "", "")
    (feed,) = followed_feeds()
    assert (feed.state, feed.line, feed.read, feed.waiting, feed.unread) == ("fine", "", 1, 0, 0)
    again = ask(feed.feed, news, at=NOW + timedelta(minutes=30))
    assert (again.outcome, again.held, again.new) == ("unchanged", 1, 0)
    assert [path for path, _, _ in news.asked] == ["/robots.txt", "/feed", "/a?utm_source=rss", "/feed"]


def test_an_address_is_read_once_whichever_feed_it_is_in(news: Press, source: Source) -> None:
    news.put("/feed", rss(item(news.url("/a"), date=NOW)), "application/rss+xml")
    news.put("/tv/feed", rss(item(news.url("/a?utm_medium=tv"), date=NOW)), "text/xml")
    assert ask(followed(news, source), news).new == 1
    assert ask(followed(news, source, "/tv/feed"), news).new == 0
    assert Entry.objects.count() == 1


def test_an_article_that_changes_is_a_new_document_that_supersedes(news: Press, source: Source) -> None:
    news.put("/a", article("Kettle in June", KETTLE.format(day=3), published=DATED), headers={"ETag": '"1"'})
    news.put("/feed", rss(item(news.url("/a"), "Kettle in June", date=NOW, body="3 June")), "application/rss+xml")
    feed = followed(news, source)
    ask(feed, news)
    take(only_entry(), news)
    assert only_entry().due_at == NOW + timedelta(hours=6)
    assert take(only_entry(), news, at=NOW + timedelta(hours=6)) is None  # not modified
    assert (only_entry().rereads, only_entry().due_at) == (1, NOW + timedelta(days=2))
    news.put("/a", article("Kettle in June", KETTLE.format(day=24), published=DATED), headers={"ETag": '"2"'})
    news.put("/feed", rss(item(news.url("/a"), "Kettle moves", date=NOW, body="24 June")), "application/rss+xml")
    later = NOW + timedelta(hours=7)
    assert (ask(feed, news, at=later).changed, only_entry().due_at) == (1, later)
    first = said_in(Document.objects.get())
    added = take(only_entry(), news, at=later)
    old, new = Document.objects.order_by("pk")
    assert (added.document, new.supersedes, Document.objects.count()) == (new, old, 2)
    assert only_entry().document == new
    # What the first version said stays as it was said, and was so until this site learnt of the second.
    assert (said_in(old), KETTLE.format(day=3).splitlines()[0] in old.text) == (first, True)
    # The headline of both says "in June", which tells no more than their day.
    assert (dates_in(old), dates_in(new)) == (["2031-06-03"], ["2031-06-24"])
    assert days_told() == ["2031-06-24"]
    assert days_told(known_at=later - timedelta(minutes=1)) == ["2031-06-03"]


def test_copies_of_an_agency_are_one_voice(news: Press, source: Source) -> None:
    other = ensure_source("The Courier")
    long = "\n".join(f"{KETTLE.format(day=3)} {' '.join(f'word{i * n}' for i in range(40))}" for n in range(1, 6))
    news.put("/a", article("Kettle", long, published=DATED))
    news.put("/b", article("Kettle is back", f"{long}\nOur own last line.", published=DATED))
    for each, path in ((source, "/a"), (other, "/b")):
        news.put(f"{path}-feed", rss(item(news.url(path), date=NOW)), "application/rss+xml")
        ask(followed(news, each, f"{path}-feed"), news)
    for entry in Entry.objects.all():
        take(entry, news)
    one, two = Document.objects.order_by("source__name")
    assert (one.voice, same_voice(one), same_voice(two)) == (two.voice, [two], [one])


def test_a_feed_with_hostile_entries_is_read_without_harm(news: Press, source: Source) -> None:
    items = (
        item("javascript:alert(1)", "<script>alert(1)</script>Kettle", date=NOW)
        + item(news.url("/a"), "\u202eKettle", date="Thu, 01 Jan 1970 00:00:00 GMT")
        + item(news.url("/b"), "Kettle", date="not a date")
    )
    news.put("/feed", rss(items), "application/rss+xml")
    feed = followed(news, source)
    check = ask(feed, news)
    assert (check.outcome, check.line) == ("read", "1 entry has a date that cannot be, such as 1970-01-01")
    assert sorted((entry.headline, entry.address, entry.published) for entry in entries_of()) == [
        ("Kettle", news.url("/a"), None), ("Kettle", news.url("/b"), None),
    ]  # fmt: skip
    assert followed_feeds()[0].state == "odd"


UNREADABLE: list[tuple[str, dict[str, Any], str, str]] = [
    ("a picture", {"body": b"\x89PNG", "content_type": "image/png"}, "unread",
     "it is image/png, not one of application/xhtml+xml, text/html, text/plain"),
    ("no text", {"body": "<html><body></body></html>"}, "unread", "no text was found in the page"),
    ("no date", {"body": article("Kettle", KETTLE.format(day=3))}, "unread",
     "neither the feed nor the page says when it was published"),
    ("gone for now", {"body": b"", "status": 404}, "waiting", "the server answers with status 404"),
    ("unwell", {"body": b"", "status": 502}, "waiting", "the server answers with status 502"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "state", "line"), [each[1:] for each in UNREADABLE], ids=[each[0] for each in UNREADABLE]
)
def test_an_entry_that_cannot_be_read_says_why(
    news: Press, source: Source, answer: dict[str, Any], state: str, line: str
) -> None:
    given = {"content_type": "text/html", **answer}
    news.put("/a", given.pop("body"), given.pop("content_type"), **given)
    news.put("/feed", rss(item(news.url("/a"))), "application/rss+xml")
    ask(followed(news, source), news)
    assert take(only_entry(), news) is None
    entry = only_entry()
    assert (entry.state, entry.failure, entry.document) == (state, line, None)
    assert (entry.due_at is None) == (state == "unread")


def test_what_fails_is_tried_again_later_and_then_left(news: Press, source: Source) -> None:
    news.put("/a", b"", status=500)
    news.put("/feed", rss(item(news.url("/a"), date=NOW)), "application/rss+xml")
    ask(followed(news, source), news)
    at, waits = NOW, []
    while (due := only_entry().due_at) is not None:
        waits.append(due - at)
        at = due
        take(only_entry(), news, at=at)
    minutes = [round(wait.total_seconds() / 60) for wait in waits]
    assert minutes == [0, 1, 10, 60, 360, 1440]
    assert only_entry().state == "unread"


def test_the_feed_is_read_where_robots_forbid_the_page(news: Press, source: Source) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /a\nCrawl-delay: 7", "text/plain")
    news.put("/feed", rss(item(news.url("/a"), "Kettle", date=NOW, body=KETTLE.format(day=3))), "application/rss+xml")
    ask(followed(news, source), news)
    assert take(only_entry(), news).document.text == KETTLE.format(day=3).replace("\n", "\n\n")
    assert (news.counts()["/a"], news.counts()["/robots.txt"], Host.objects.get().delay) == (0, 1, 7.0)


def test_a_feed_that_robots_forbid_is_not_asked(news: Press, source: Source) -> None:
    news.put("/robots.txt", "User-agent: airdate\nDisallow: /", "text/plain")
    check = ask(followed(news, source), news)
    assert check.line == f"{news.url('/robots.txt')} does not allow it"
    assert news.counts() == {"/robots.txt": 1}


def test_a_feed_may_be_read_alone(news: Press, source: Source) -> None:
    news.put("/feed", rss(item(news.url("/a"), "Kettle", date=NOW, body=KETTLE.format(day=3))), "application/rss+xml")
    ask(followed(news, source, reads="feed"), news)
    assert take(only_entry(), news).document.url == news.url("/a")
    assert news.counts() == {"/robots.txt": 1, "/feed": 1}


def test_a_host_that_asks_for_it_is_left_alone(news: Press, source: Source) -> None:
    news.put("/feed", b"", status=429, headers={"Retry-After": "7200"})
    feed = followed(news, source)
    assert ask(feed, news).line == "the server answers with status 429"
    feed.refresh_from_db()
    assert (feed.due_at, Host.objects.get().next_at) == (NOW + timedelta(hours=2), NOW + timedelta(hours=2))


def test_a_canonical_address_of_another_host_does_not_count(news: Press, source: Source) -> None:
    head = '<link rel="canonical" href="https://famous.example/scoop">'
    news.put("/a", article("Kettle", KETTLE.format(day=3), published=DATED, head=head))
    news.put("/feed", rss(item(news.url("/a"), date=NOW)), "application/rss+xml")
    ask(followed(news, source), news)
    assert take(only_entry(), news).document.url == news.url("/a")


def test_a_date_of_the_page_that_cannot_be_does_not_count(news: Press, source: Source) -> None:
    news.put("/a", article("Kettle", KETTLE.format(day=3), published="2099-01-01T00:00:00Z"))
    news.put("/feed", rss(item(news.url("/a"), date=NOW - timedelta(days=2))), "application/rss+xml")
    ask(followed(news, source), news)
    assert take(only_entry(), news).document.published == date(2031, 2, 27)


def test_an_undated_entry_of_a_feed_that_is_known_is_of_the_day_it_was_seen(news: Press, source: Source) -> None:
    news.put("/feed", rss(""), "application/rss+xml")
    feed = followed(news, source)
    ask(feed, news)
    news.put("/a", article("Kettle", KETTLE.format(day=3)))
    news.put("/feed", rss(item(news.url("/a"))), "application/rss+xml")
    ask(feed, news, at=NOW + timedelta(days=1))
    assert take(only_entry(), news, at=NOW + timedelta(days=1)).document.published == date(2031, 3, 2)


def test_checks_of_a_feed_do_not_pile_up(news: Press, source: Source) -> None:
    feed = followed(news, source)
    for number in range(following.CHECKS_KEPT + 3):
        following.feed_failed(feed, f"line {number}", now=NOW + timedelta(minutes=number))
    assert feed.checks.count() == following.CHECKS_KEPT
    assert latest_checks(feed, limit=1)[0].line == f"line {following.CHECKS_KEPT + 2}"
