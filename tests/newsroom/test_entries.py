"""Titles, people, services and genres at the desk: changed with a reason, merged and split with a look ahead."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.catalogue.editing import EditError, edit_entry, state_of
from airdate.catalogue.models import EntryEdit, ExternalId, Genre, GenreEdit, IdentityDecision, NameUse, Person, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.facts.queue import waiting_names
from airdate.intake.rebuilding import digest, rebuild
from airdate.newsroom.people import add_person
from factories import make_claim, make_source, say
from newsroom.test_queue import START, page, texts, told, undo, unsure

pytestmark = pytest.mark.django_db
QUAY = "/desk/catalogue/title/of/the-quay/"
KEPT = {
    "name": "The Quay", "aliases": "Quayside\nLa Jetée", "year": "2029", "form": "series", "country": "gb",
    "genres": ["drama"], "synopsis": "A harbour, and who comes to it.", "ids": "imdb:tt0000001",
    "reason": "As its makers say.",
}  # fmt: skip


@pytest.fixture
def ada(client: Client) -> User:
    """An editor, signed in."""
    user = add_person("ada", "kettle-quay-31")
    client.force_login(user)
    return user


@pytest.fixture
def drama() -> Genre:
    return Genre.objects.get_or_create(slug="drama", defaults={"name": "Drama"})[0]


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422
    return texts(LexborHTMLParser(answer.content.decode()), ".errorlist li, .help-critical p")


def quay() -> Title:
    told("The Quay", "2031-08-03")
    return Title.objects.get(slug="the-quay")


def test_nobody_else_sees_the_catalogue(client: Client) -> None:
    quay()
    for address in ("/desk/catalogue/title/", QUAY, f"{QUAY}merge/", f"{QUAY}split/", "/desk/catalogue/genres/"):
        assert client.get(address)["Location"] == f"/desk/login/?next={address}"
    client.force_login(User.objects.create_user("mallory", password="kettle-quay-34"))
    client.post(QUAY, KEPT)
    assert Title.objects.get(slug="the-quay").year is None


def test_a_title_is_changed_and_that_is_undone(client: Client, ada: User, drama: Genre) -> None:
    before = state_of(quay())
    assert client.post(QUAY, KEPT)["Location"] == QUAY
    title = Title.objects.get(slug="the-quay")
    assert state_of(title) == {
        "name": "The Quay", "aliases": ["La Jetée", "Quayside"], "year": 2029, "form": "series", "country": "GB",
        "synopsis": "A harbour, and who comes to it.", "genres": ["drama"], "ids": ["imdb:tt0000001"],
    }  # fmt: skip
    assert title.origin == "editor"
    edit = EntryEdit.objects.get()
    assert (edit.author, edit.reason, edit.before["year"], edit.after["year"]) == ("ada", KEPT["reason"], None, 2029)
    tree = page(client, "/desk/history/")
    assert texts(tree, ".desk-row__what") == ["changed title:the-quay"]
    assert undo(client, f"edit:{edit.pk}") == ["1 decision is taken back."]
    assert state_of(Title.objects.get(slug="the-quay")) == before
    assert undo(client, f"edit:{edit.pk}")[0].endswith("was undone by ada already")


def test_what_was_changed_since_is_not_undone(client: Client, ada: User, drama: Genre) -> None:
    quay()
    client.post(QUAY, KEPT)
    first = EntryEdit.objects.get()
    client.post(QUAY, KEPT | {"year": "2030"})
    assert undo(client, f"edit:{first.pk}")[-1] == "the year of title:the-quay was changed since; undo that first"


def test_keeping_what_is_so_already_is_no_edit(client: Client, ada: User, drama: Genre) -> None:
    quay()
    client.post(QUAY, KEPT)
    answer = client.post(QUAY, KEPT)
    assert texts(page(client, answer["Location"]), ".messages ul li") == [
        "The Quay is kept.",
        "The Quay was so already.",
    ]
    assert EntryEdit.objects.count() == 1


def test_a_former_name_stays_as_another_name_and_a_rebuild_finds_the_same(client: Client, ada: User) -> None:
    quay()
    client.post(QUAY, {"name": "The Long Quay", "reason": "Its name since the second season."})
    title = Title.objects.get(slug="the-quay")
    assert (title.name, title.folded, state_of(title)["aliases"]) == ("The Long Quay", "the long quay", ["The Quay"])
    before = digest()
    assert rebuild(now=timezone.now()).digest == before


def test_names_that_wait_and_are_spelt_like_it_are_resolved(client: Client, ada: User) -> None:
    quay()
    unsure(5, title="Quayside")
    assert [row.name for row in waiting_names()] == ["Quayside"]
    client.post(QUAY, {"name": "The Quay", "aliases": "Quayside", "reason": "Its title abroad."})
    assert waiting_names() == []
    assert NameUse.objects.get(name="Quayside").title == Title.objects.get(slug="the-quay")
    before = digest()
    assert rebuild(now=timezone.now()).digest == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"country": "G1"}, "'G1' is no ISO 3166 code; give two letters such as GB, or none"),
        ({"year": "1066"}, "1066 is no year from 1880 to 2200"),
        ({"ids": "tt0000001"}, "'tt0000001' is no outside id; write it as imdb:tt0123456"),
        ({"ids": "imdb:taken"}, "imdb:taken is the id of title:marsh-lights already; if the two are one, merge them"),
        ({"reason": ""}, None),
        ({"genres": ["nothing"]}, None),
    ],
)
def test_what_cannot_be_kept_has_a_line(
    client: Client, ada: User, drama: Genre, given: dict[str, Any], said: str | None
) -> None:
    before = state_of(quay())
    told("Marsh Lights", "2031-08-03")
    ExternalId.objects.create(scheme="imdb", value="taken", title=Title.objects.get(slug="marsh-lights"))
    (line,) = errors(client.post(QUAY, KEPT | given))
    assert said in (None, line)
    assert (state_of(Title.objects.get(slug="the-quay")), EntryEdit.objects.count()) == (before, 0)


def test_an_entry_is_added(client: Client, ada: User) -> None:
    given = {"name": "Ana Ortiz", "ids": "imdb:nm0000001", "reason": "She is cast in two shows of the autumn."}
    assert client.post("/desk/catalogue/person/add/", given)["Location"] == "/desk/catalogue/person/of/ana-ortiz/"
    person = Person.objects.get(slug="ana-ortiz")
    assert (person.origin, state_of(person)["ids"]) == ("editor", ["imdb:nm0000001"])
    (edit,) = EntryEdit.objects.all()
    assert (edit.before, edit.after["name"]) == ({}, "Ana Ortiz")
    assert len(errors(client.post("/desk/catalogue/person/add/", {"name": "", "reason": "x"}))) == 1


def test_what_is_merged_is_not_changed() -> None:
    quay()
    told("Marsh Lights", "2031-08-03")
    title = Title.objects.get(slug="marsh-lights")
    title.merged_into = Title.objects.get(slug="the-quay")
    with pytest.raises(EditError, match="title:marsh-lights is shown nowhere"):
        edit_entry(title, {"year": 2030}, author="ada", reason="x", now=timezone.now())


def test_entries_are_found_by_name(client: Client, ada: User) -> None:
    quay()
    told("Marsh Lights", "2031-08-03")
    assert texts(page(client, "/desk/catalogue/title/"), "tbody th a") == ["Marsh Lights", "The Quay"]
    assert texts(page(client, "/desk/catalogue/title/?q=the+qay"), "tbody th a") == ["The Quay"]
    assert texts(page(client, "/desk/catalogue/service/"), "tbody th a") == ["Lantern"]
    assert len(texts(page(client, "/desk/catalogue/person/"), ".desk-empty")) == 1
    assert client.get("/desk/catalogue/genre/").status_code == 404


def test_the_list_takes_as_many_queries_at_three_entries_as_at_one(client: Client, ada: User) -> None:
    address = "/desk/catalogue/title/"
    client.get(address)
    taken = []
    for number in (1, 2):
        for each in range(number):
            told(f"Show {number}{each}", "2031-08-03")
        with CaptureQueriesContext(connection) as captured:
            assert len(texts(page(client, address), "tbody th a")) == [1, 3][number - 1]
        taken.append(len(captured))
    assert taken[0] == taken[1]


def standing() -> list[Any]:
    """All facts as they stand, and what names mean."""
    facts = Fact.objects.values_list("title__slug", "slot", "value", "status", "conflict")
    return [*sorted(facts, key=str), *sorted(NameUse.objects.values_list("name", "title__slug", "how"), key=str)]


def two() -> None:
    """Two titles, of which both have a date for the second season, and another one."""
    told("The Quay", "2031-08-03")
    told("Quayside Nights", "2031-08-10")


def test_what_a_merge_would_do_is_shown_before_it_is_done(client: Client, ada: User) -> None:
    two()
    before = digest()
    tree = page(client, "/desk/catalogue/title/of/quayside-nights/merge/?q=the+quay&into=the-quay")
    assert texts(tree, "#follows ~ table tbody td p") == [
        "Quayside Nights quayside-nights: Sunday 10 August 2031",
        "The Quay the-quay: Sunday 3 August 2031",
        "The Quay the-quay: Sunday 3 August 2031 sources differ",
    ]
    assert (digest(), IdentityDecision.objects.count()) == (before, 0)


def test_a_merge_is_decided_and_undone(client: Client, ada: User) -> None:
    two()
    before = standing()
    address = "/desk/catalogue/title/of/quayside-nights/merge/"
    given = {"into": "the-quay", "action": "decide"}
    assert len(errors(client.post(address, given | {"reason": " "}))) == 1
    assert client.post(address, given | {"reason": "Its title abroad."})["Location"] == QUAY
    assert Title.objects.get(slug="quayside-nights").merged_into == Title.objects.get(slug="the-quay")
    assert client.get("/desk/catalogue/title/of/quayside-nights/")["Location"] == QUAY
    decision = IdentityDecision.objects.get()
    assert (decision.action, decision.author, decision.reason) == ("merge", "ada", "Its title abroad.")
    undo(client, f"identity:{decision.key}")
    assert standing() == before
    assert errors(client.post(QUAY + "merge/", {"into": "the-quay", "action": "decide", "reason": "x"})) == [
        "title:the-quay is title:the-quay already; an entry cannot be merged into itself"
    ]


def test_a_split_is_shown_decided_and_undone(client: Client, ada: User) -> None:
    told("The Quay", "2031-08-03")
    other = say(
        make_claim(**START | {"season": 4}, date="2033-05", confidence=0.9), published="2031-02-05",
        source=make_source("Call Sheet", "trade"), headline="A fourth year",
    )  # fmt: skip
    weigh_all(now=timezone.now())
    before = standing()
    address = f"{QUAY}split/"
    assert errors(client.post(address, {"action": "see"})) == ["Choose the articles that mean the other one."]
    chosen = {"document": other.key, "into": "new", "name": "The Quay", "year": "2032", "country": "US"}
    seen = client.post(address, chosen | {"action": "see"})
    assert seen.status_code == 200
    tree = LexborHTMLParser(seen.content.decode())
    assert texts(tree, "#follows ~ table tbody td p") == [
        "The Quay the-quay: May 2033", "The Quay the-quay-us: May 2033",
    ]  # fmt: skip
    assert (standing(), Title.objects.count()) == (before, 1)
    done = client.post(address, chosen | {"action": "decide", "reason": "The American one."})
    assert done["Location"] == QUAY
    assert Fact.objects.get(title__slug="the-quay-us", season=4).value == {"date": "2033-05"}
    undo(client, f"identity:{IdentityDecision.objects.get().key}")
    assert standing() == before


def test_genres_are_kept_at_the_desk(client: Client, ada: User) -> None:
    Genre.objects.all().delete()
    address = "/desk/catalogue/genres/"
    why = {"reason": "Our readers call it so."}
    client.post(address, {"action": "add", "name": "Drama", **why})
    client.post(address, {"action": "add", "name": "Crime", "other": "drama", **why})
    client.post(address, {"action": "rename", "genre": "crime", "name": "Crime drama", **why})
    client.post(address, {"action": "move", "genre": "crime", "other": "", **why})
    assert texts(page(client, address), ".desk-tree a") == ["Crime drama", "Drama"]
    client.post(address, {"action": "merge", "genre": "crime", "other": "drama", **why})
    assert Genre.objects.get(slug="crime").merged_into == Genre.objects.get(slug="drama")
    client.post(address, {"action": "remove", "genre": "drama", **why})
    assert texts(page(client, address), ".messages ul li")[-1] == (
        "the address of 'crime' leads to 'drama'; merge it into another instead"
    )
    assert set(GenreEdit.objects.values_list("author", flat=True)) == {"ada"}
    assert GenreEdit.objects.count() == 5
