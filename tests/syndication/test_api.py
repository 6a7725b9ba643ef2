"""The JSON API: what it gives, how it goes on, how it refuses; its document is a promise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import Genre, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Change, Fact
from factories import NOW, make_source, say
from syndication.pinned import PINNED, document

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def tell(number: int = 1, **fields: Any) -> None:
    source = make_source("The Quay Post", "trade")
    say(
        {"kind": "release", "title": f"Show {number}", "date": "2031-03-20", "platform": ["Lantern+"]},
        {"kind": "casting", "title": f"Show {number}", "actor": "Ana Ortiz", "character": "Pip"},
        source=source, published="2031-02-20", **fields,
    )  # fmt: skip
    weigh_all(now=NOW)


def every(client: Client, address: str) -> list[dict[str, Any]]:
    """All entries of a list, page by page."""
    found: list[dict[str, Any]] = []
    onward: str | None = address
    while onward:
        answer = client.get(onward.removeprefix("http://testserver"))
        assert answer.status_code == 200, (onward, answer.content)
        found += answer.json()["items"]
        onward = answer.json()["next"]
    return found


def test_the_document_is_the_one_promised() -> None:
    assert document() == PINNED.read_text(encoding="utf-8"), "run python tests/syndication/pinned.py"


def test_the_document_is_served(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")


def test_a_title_is_given_whole(client: Client) -> None:
    tell()
    drama = Genre.objects.create(slug="drama", name="Drama")
    crime = Genre.objects.create(slug="crime", name="Crime", parent=drama)
    title = Title.objects.get()
    title.genres.add(crime)
    title.aliases.create(name="The Show", folded="the show")
    title.external_ids.create(scheme="imdb", value="tt0000001")
    shown = {
        "slug": "show-1", "name": "Show 1", "aliases": ["The Show"], "year": None, "form": "", "country": "",
        "genres": ["crime"], "synopsis": "", "ids": {"imdb": ["tt0000001"]}, "url": "http://testserver/titles/show-1/",
    }  # fmt: skip
    assert client.get("/api/titles/show-1").json() == shown
    assert client.get("/api/titles?genre=drama").json() == {"items": [shown], "next": None}
    assert client.get("/api/titles?form=film").json()["items"] == []


def test_lists_go_on_to_the_end_and_tell_everything_once(client: Client) -> None:
    for number in range(7):
        tell(number)
    for room, model in (("titles", Title), ("facts", Fact), ("changes", Change)):
        found = every(client, f"/api/{room}?limit=3")
        assert len(found) == model._default_manager.count()
        keys = [entry.get("id", entry.get("slug")) for entry in found]
        assert len(set(keys)) == len(keys)
    assert [entry["slug"] for entry in every(client, "/api/people?limit=1")] == ["ana-ortiz"]
    assert [entry["slug"] for entry in every(client, "/api/services?limit=1")] == ["lantern-plus"]


def test_what_was_learnt_since_a_moment(client: Client) -> None:
    tell(1, learnt_at=NOW)
    tell(2, learnt_at=LATER)
    since = {"updated_since": (NOW + timedelta(hours=1)).isoformat()}
    assert [entry["slug"] for entry in client.get("/api/titles", since).json()["items"]] == ["show-2"]
    assert {entry["about"] for entry in client.get("/api/facts", since).json()["items"]} == {"show-2"}
    assert {entry["kind"] for entry in client.get("/api/changes", since).json()["items"]} == {"first"}
    assert [entry["slug"] for entry in client.get("/api/people", since).json()["items"]] == ["ana-ortiz"]
    assert [entry["slug"] for entry in client.get("/api/services", since).json()["items"]] == ["lantern-plus"]
    none = {"updated_since": (LATER + timedelta(hours=1)).isoformat()}
    for room in ("titles", "people", "services", "facts", "changes"):
        assert client.get(f"/api/{room}", none).json() == {"items": [], "next": None}


def test_a_fact_comes_with_its_claims(client: Client) -> None:
    tell()
    fact = Fact.objects.get(kind="release")
    answer = client.get(f"/api/facts/{fact.pk}")
    told = answer.json()
    assert (told["about"], told["value"], told["status"]) == ("show-1", {"date": "2031-03-20"}, "confirmed")
    assert [(claim["stance"], claim["source"]["slug"]) for claim in told["claims"]] == [("for", "the-quay-post")]
    assert answer["Last-Modified"] == "Sat, 01 Mar 2031 12:00:00 GMT"
    again = client.get(f"/api/facts/{fact.pk}", headers={"if-modified-since": answer["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    assert [entry["id"] for entry in every(client, "/api/facts?title=show-1&kind=release")] == [fact.pk]
    assert {entry["kind"] for entry in every(client, "/api/facts?person=ana-ortiz")} == {"casting"}
    assert {entry["kind"] for entry in every(client, "/api/facts?service=lantern-plus")} == {"release"}
    assert every(client, "/api/facts?status=denied") == []


@pytest.mark.parametrize(
    ("slots", "at"),
    [
        ({"date": "2031-03-20", "time": "20:00 ET"}, "2031-03-20T20:00:00-04:00"),
        ({"date": "2031-03-20", "time": "20:00", "region": "GB"}, "2031-03-20T20:00:00Z"),
        ({"date": "2031-04-03", "time": "20:00", "region": "GB"}, "2031-04-03T20:00:00+01:00"),
        ({"date": "2031-03-20", "time": "20:00"}, None),  # whose clock, nobody says
        ({"date": "2031-03-20"}, None),
        ({"date": "2031-03", "time": "20:00 ET"}, None),
    ],
)
def test_a_release_has_its_moment_where_it_is_known(client: Client, slots: dict[str, str], at: str | None) -> None:
    release = {"kind": "release", "title": "Show 1", "platform": ["Lantern+"], **slots}
    say(release, source=make_source("The Quay Post", "trade"), published="2031-02-20")
    weigh_all(now=NOW)
    assert [entry["at"] for entry in every(client, "/api/facts?kind=release")] == [at]


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/titles/nowhere", 404, "There is no title “nowhere” here."),
        ("/api/facts/nowhere", 404, "there is no fact 'nowhere' here"),
        ("/api/channels/nowhere/broadcasts", 404, "there is no channel 'nowhere' here"),
        ("/api/nowhere", 404, "there is nothing at /api/nowhere"),
        ("/api/titles?cursor=rubbish", 400, "'rubbish' is no cursor of this list; follow `next`, or begin without one"),
        ("/api/titles?genre=noir", 400, "there is no genre 'noir' here"),
        ("/api/titles?limit=0", 400, "limit: Input should be greater than or equal to 1"),
        ("/api/titles?limit=1e9", 400,
         "limit: Input should be a valid integer, unable to parse string as an integer"),
        ("/api/facts?updated_since=yesterday", 400,
         "updated_since: Value error, write the moment like 2031-03-10T12:00:00Z"),
        ("/api/facts?updated_since=0001-01-01T00:00:00Z", 400,
         "updated_since: Value error, the moment is not between 1900 and 2200"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(client: Client, address: str, status: int, detail: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    told = answer.json()
    assert (told["status"], told["detail"]) == (status, detail)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_it_is_read_only_and_open_to_every_site(client: Client) -> None:
    refused = client.post("/api/titles", {}, content_type="application/json")
    assert (refused.status_code, refused["Allow"], refused["Content-Type"]) == (
        405, "GET, HEAD, OPTIONS", "application/problem+json",
    )  # fmt: skip
    asked = client.options("/api/titles", headers={"origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    head = client.head("/api/titles")
    assert (head.status_code, head.content, head["Access-Control-Allow-Origin"]) == (200, b"", "*")


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    tell()
    first = client.get("/api/titles")
    again = client.get("/api/titles", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    tell(2)
    assert client.get("/api/titles", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_queries_do_not_grow(client: Client) -> None:
    def counted() -> dict[str, int]:
        found = {}
        fact = Fact.objects.filter(kind="release").earliest("pk").pk
        for address in ("titles", "people", "services", "facts", "changes", "titles/show-1", f"facts/{fact}"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/api/{address}").status_code == 200
            found[address.partition("/")[0] + "/"[: "/" in address]] = len(queries)
        return found

    tell(1)
    one = counted()
    for number in (2, 3):
        tell(number)
    assert counted() == one
    assert max(one.values()) <= 28
