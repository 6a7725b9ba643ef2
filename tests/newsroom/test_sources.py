"""Sources at the desk: adding one with a feed starts it being followed; what is kept of it can be changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.models import NameUse
from airdate.facts.models import Fact
from airdate.intake.jobs.errands import Taken
from airdate.intake.jobs.press import due_feeds
from airdate.intake.rebuilding import digest, rebuild
from airdate.newsroom.people import add_person
from airdate.sources import following
from airdate.sources.models import Entry, Feed, Source
from factories import make_source, say
from newsroom.test_queue import page, texts, told

pytestmark = pytest.mark.django_db
FEED = "https://news.example/feed.xml"
MAIL = {
    "name": "Evening Mail", "source_class": "general", "homepage": "https://news.example/", "region": "gb",
    "language": "en", "licence": "Links only", "may_show": "headline",
}  # fmt: skip
ASKED = {"feed-address": FEED, "feed-every": "15", "feed-reads": "page"}


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in."""
    user = add_person("ada", "kettle-quay-31")
    client.force_login(user)
    return user


@pytest.fixture
def grace(client: Client) -> User:
    """A moderator, signed in."""
    user = add_person("grace", "kettle-quay-32", role="moderator")
    client.force_login(user)
    return user


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422
    return texts(LexborHTMLParser(answer.content.decode()), ".errorlist li, .help-critical p")


def followed(name: str = "Evening Mail", address: str = FEED) -> Feed:
    return following.follow(make_source(name, "general"), address, now=timezone.now() - timedelta(hours=1))


def test_nobody_else_sees_sources(client: Client) -> None:
    make_source("Evening Mail", "general")
    for address in ("/desk/sources/", "/desk/sources/add/", "/desk/sources/source/evening-mail/"):
        assert client.get(address)["Location"] == f"/desk/login/?next={address}"
    client.force_login(User.objects.create_user("mallory", password="kettle-quay-34"))
    client.post("/desk/sources/add/", MAIL | ASKED)
    assert (Source.objects.filter(slug="evening-mail").get().homepage, Feed.objects.count()) == ("", 0)


def test_a_source_that_is_added_with_its_feed_is_followed(client: Client, ada: User) -> None:
    answer = client.post("/desk/sources/add/", MAIL | ASKED)
    assert answer["Location"] == "/desk/sources/source/evening-mail/"
    source = Source.objects.get(slug="evening-mail")
    assert {field: getattr(source, field) for field in MAIL} == MAIL | {"region": "GB"}
    feed = Feed.objects.get()
    assert (feed.source, feed.address, feed.every, feed.reads) == (source, FEED, 15, "page")
    assert [due.subject for due in due_feeds(timezone.now(), Taken())] == [feed.pk]
    assert texts(page(client, answer["Location"]), ".messages ul li") == [
        "Evening Mail is followed: its feed is asked at once."
    ]


def test_a_source_needs_no_feed(client: Client, ada: User) -> None:
    client.post("/desk/sources/add/", MAIL | ASKED | {"feed-address": ""})
    assert (Source.objects.filter(slug="evening-mail").count(), Feed.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "!!"}, "'!!' is no name; say who publishes it"),
        ({"name": "Call Sheet"}, "there is a source 'Call Sheet' already; change that one, or choose another name"),
        ({"region": "g1"}, "'G1' is no ISO 3166 code; give two letters such as GB, or none"),
        ({"language": "not a code"}, "'not a code' is no language; give a code such as en or pt-BR, or none"),
        ({"feed-address": "nowhere"}, None),
        ({"feed-address": "https://taken.example/feed"}, None),
        ({"feed-every": "1"}, None),
    ],
)
def test_what_cannot_be_a_source_has_a_line_and_leaves_nothing(
    client: Client, ada: User, given: dict[str, str], said: str | None
) -> None:
    followed("Call Sheet", "https://taken.example/feed")
    found = errors(client.post("/desk/sources/add/", MAIL | ASKED | given))
    assert len(found) == 1
    assert said in (None, found[0])
    assert (Source.objects.count(), Feed.objects.count()) == (1, 1)


def test_another_class_weighs_anew(client: Client, ada: User) -> None:
    fact = told("The Quay", "2031-08-03", "2031-08-10")
    assert fact.value == {"date": "2031-08-03"}
    given = {"name": "Lantern News", "source_class": "fan", "may_show": "quotation"}
    assert client.post("/desk/sources/source/lantern-news/", given).status_code == 302
    assert Fact.objects.get().value == {"date": "2031-08-10"}
    before = digest()
    assert rebuild(now=timezone.now()).digest == before


def test_another_country_resolves_names_anew(client: Client, ada: User) -> None:
    claim = {"kind": "release", "title": "The Quay", "season": 2, "date": "2031-08-03", "platform": ["ABC"]}
    say(claim, source=make_source("Evening Mail", "general"))
    given = {"name": "Evening Mail", "source_class": "general", "may_show": "quotation"}
    assert client.post("/desk/sources/source/evening-mail/", given | {"region": "AU"}).status_code == 302
    service = NameUse.objects.get(name="ABC").service
    assert service is not None
    assert service.country == "AU"
    assert Fact.objects.get(status="confirmed").place == service


def test_a_feed_is_paused_asked_and_left(client: Client, ada: User) -> None:
    feed = followed()
    address = f"/desk/sources/feeds/{feed.pk}/"
    client.post(address, {"action": "pause"})
    feed.refresh_from_db()
    assert feed.paused_at is not None
    tree = page(client, "/desk/sources/source/evening-mail/")
    assert texts(tree, ".desk-state") == ["paused"]
    client.post(address, {"action": "resume"})
    following.feed_failed(feed, "it could not be reached", now=timezone.now())
    assert texts(page(client, "/desk/sources/"), "td .desk-state") == ["failing"]
    client.post(address, {"action": "ask"})
    feed.refresh_from_db()
    assert (feed.paused_at, feed.failures, feed.due_at <= timezone.now()) == (None, 0, True)
    client.post(address, {"action": "unfollow"})
    assert Feed.objects.count() == 1  # an editor may not


def test_a_moderator_may_follow_no_more(client: Client, grace: User) -> None:
    client.post(f"/desk/sources/feeds/{followed().pk}/", {"action": "unfollow"})
    assert (Feed.objects.count(), Source.objects.count()) == (0, 1)


def test_a_second_feed_is_followed_on_the_page_of_the_source(client: Client, ada: User) -> None:
    followed()
    address = "/desk/sources/source/evening-mail/follow/"
    given = {"address": "https://news.example/tv.json", "every": "60", "reads": "feed"}
    assert client.post(address, given)["Location"] == "/desk/sources/source/evening-mail/"
    assert sorted(Feed.objects.values_list("address", "every", "reads")) == [
        (FEED, 30, "page"), ("https://news.example/tv.json", 60, "feed"),
    ]  # fmt: skip
    assert len(errors(client.post(address, given | {"address": "ftp://news.example/"}))) == 1


def test_the_page_tells_how_questions_went_and_what_could_not_be_read(client: Client, ada: User) -> None:
    feed = followed()
    following.feed_failed(feed, "line 3: <b>not well-formed</b>", now=timezone.now())
    entry = Entry.objects.create(
        source=feed.source, feed=feed, key="k", address="https://news.example/a", headline="<i>A</i>", digest="d",
        state=Entry.State.UNREAD, failure="404: it is not there", seen_at=timezone.now(), tries=6,
    )  # fmt: skip
    tree = page(client, "/desk/sources/source/evening-mail/")
    assert texts(tree, ".desk-feed__line") == ["line 3: <b>not well-formed</b>"]
    assert texts(tree, ".desk-checks li")[0].endswith("failed – line 3: <b>not well-formed</b>")
    assert texts(tree, "#unread + table tbody td")[0] == "404: it is not there"
    client.post(f"/desk/sources/entries/{entry.pk}/")
    entry.refresh_from_db()
    assert (entry.tries, entry.due_at is not None) == (0, True)


def test_a_word_finds_sources(client: Client, ada: User) -> None:
    for name in ("Evening Mail", "Call Sheet"):
        make_source(name, "general")
    followed("Morning Post", "https://post.example/feed")
    assert texts(page(client, "/desk/sources/"), "tbody th a") == ["Call Sheet", "Evening Mail", "Morning Post"]
    assert texts(page(client, "/desk/sources/?q=mail"), "tbody th a") == ["Evening Mail"]
    assert texts(page(client, "/desk/sources/?q=post.example"), "tbody th a") == ["Morning Post"]
    assert len(texts(page(client, "/desk/sources/?q=zzz"), ".desk-empty")) == 1


def test_the_list_takes_as_many_queries_at_three_sources_as_at_one(client: Client, ada: User) -> None:
    client.get("/desk/sources/")
    taken = []
    for number in (1, 2):
        for each in range(number):
            feed = followed(f"Post {number}{each}", f"https://post.example/{number}{each}")
            following.feed_failed(feed, "gone", now=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            assert len(texts(page(client, "/desk/sources/"), "tbody th a")) == [1, 3][number - 1]
        taken.append(len(captured))
    assert taken[0] == taken[1]
