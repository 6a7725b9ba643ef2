"""Names found as people type them, and nothing found that nobody meant. The same on both databases."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Person, Service, Title, TitleAlias
from airdate.catalogue.names import fold_name
from airdate.facts.actions import weigh_all
from airdate.search.actions import arrivals_at_once, rebuild
from airdate.search.index import install, missing
from airdate.search.queries import find, is_behind, problems
from factories import NOW, make_document, say

pytestmark = pytest.mark.django_db
NAMES = (
    "Heartstopper", "The Salt Road", "Stranger Things", "Ghosts", "Pokémon", "Game of Thrones", "Doctor Who", "???",
    "Łódź Nights", "9-1-1", "Salt", "The Road", "進撃の巨人",
)  # fmt: skip


def make(name: str, model: type[Title] | type[Person] | type[Service] = Title) -> Title | Person | Service:
    number = model._default_manager.count()
    return model._default_manager.create(slug=f"e{number}", name=name, folded=fold_name(name))


@pytest.fixture
def titles(db: None) -> None:
    for name in NAMES:
        make(name)
    TitleAlias.objects.create(title=Title.objects.get(name="Doctor Who"), name="Time Lord", folded="time lord")
    make("Tamsin Greave", Person)


def found(text: str) -> list[str]:
    return [hit.name for hit in find(text).hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("heartstopper", "Heartstopper"),
        ("hartstoper", "Heartstopper"),  # two letters missing
        ("heratstopper", "Heartstopper"),  # swapped
        ("heart stopper", "Heartstopper"),  # apart
        ("heartst", "Heartstopper"),  # not yet typed to its end
        ("hartst", "Heartstopper"),  # the same, misspelt
        ("strangerthings", "Stranger Things"),  # together
        ("thrones game", "Game of Thrones"),  # in another order
        ("Game of Trones", "Game of Thrones"),
        ("pokemon", "Pokémon"),
        ("POKÉMON!", "Pokémon"),
        ("lodz nigths", "Łódź Nights"),
        ("911", "9-1-1"),
        ("9 1 1", "9-1-1"),
        ("???", "???"),
        ("進撃の巨人", "進撃の巨人"),
        ("salt", "Salt"),  # the name itself before names that hold it
        ("slat raod", "The Salt Road"),
        ("time lord", "Doctor Who"),  # by another name
        ("tamsin greeve", "Tamsin Greave"),
        ("greave tamsin", "Tamsin Greave"),
        ("g", "Ghosts"),
    ],
)
def test_what_was_meant_comes_first(titles: None, typed: str, first: str) -> None:
    assert found(typed)[:1] == [first]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "zzzz", "weather report", "*", '"', "'; DROP TABLE search_name; --", '" OR "x"="x', "NEAR(a b)", "\x00",
     "a:* | b", "\\", "%", "_", "^", "(", "{}", "{0}", "\ud800", "🙂", "x" * 10_000, "a " * 5_000, "\u0301" * 500],
)  # fmt: skip
def test_what_nobody_meant_finds_nothing_and_breaks_nothing(titles: None, typed: str) -> None:
    assert found(typed) == []
    assert Title.objects.count() == len(NAMES)


def test_what_is_known_comes_before_what_only_stands_in_a_catalogue(db: None) -> None:
    for number in range(3):
        make(f"Lantern {number}")
    say({"kind": "release", "title": "Lantern 1", "date": "2031-03-20", "platform": ["Harbour One"]})
    weigh_all(now=NOW)
    assert found("lantern")[0] == "Lantern 1"
    assert found("harbour")[0] == "Harbour One"
    rebuild()
    assert found("lantern")[0] == "Lantern 1"


def test_the_index_follows_whoever_writes_the_catalogue(titles: None) -> None:
    Title.objects.filter(name="Ghosts").update(name="Spooks", folded="spooks")
    assert (found("spoosk"), "Spooks" in found("ghosts")) == (["Spooks"], False)
    TitleAlias.objects.filter(folded="time lord").delete()
    assert "Doctor Who" not in found("time lord")
    Title.objects.bulk_create([Title(slug="bulk", name="Pilot Light", folded="pilot light")])
    assert found("pliot light") == ["Pilot Light"]
    Title.objects.get(slug="bulk").delete()
    assert found("pilot light") == []
    keep_service("Tidewater Stream", kind="carrier", aliases=["Tidewater"])
    assert found("tidewatr") == ["Tidewater Stream"]
    assert (problems(), missing(connection)) == ([], [])


def test_a_merged_entry_is_found_by_its_old_name_and_a_sleeper_not_at_all(titles: None) -> None:
    Title.objects.filter(name="Salt").update(merged_into=Title.objects.get(name="The Salt Road"))
    assert found("salt") == ["The Salt Road"]
    Title.objects.filter(name="Heartstopper").update(dormant=True)
    assert found("heartstopper") == []


def test_names_that_arrive_together_are_found_afterwards(titles: None) -> None:
    for many in (1, 40):  # added to the index; so many that it is made anew
        with arrivals_at_once():
            for number in range(many):
                make(f"Kestrel {many} {number}")
            assert found("kestrel") == [] if many == 1 else True
        assert f"Kestrel {many} 0" in found(f"kestrel {many} 0")
        assert problems() == []
    assert found("hartstoper") == ["Heartstopper"]


@pytest.mark.parametrize("others", [0, 60])
def test_what_becomes_known_meanwhile_comes_first_afterwards(db: None, others: int) -> None:
    for number in range(3):
        make(f"Lantern {number}")
    for number in range(others):  # many: the index is not made anew for one fact
        make(f"Kestrel {number}")
    with arrivals_at_once():
        say({"kind": "release", "title": "Lantern 1", "date": "2031-03-20", "platform": ["Harbour One"]})
        weigh_all(now=NOW)
    assert (found("lantern")[0], found("harbour"), problems()) == ("Lantern 1", ["Harbour One"], [])


def drop_trigger(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (" ON catalogue_title" if connection.vendor == "postgresql" else ""))


def test_a_trigger_that_is_lost_is_told_and_mended(titles: None) -> None:
    drop_trigger("search_of_catalogue_title_gone")
    assert (problems(), is_behind()) == (
        ["the index of the search lacks search_of_catalogue_title_gone; make it anew: airdate index"],
        False,
    )
    rebuild()
    assert problems() == []


def test_an_importer_that_was_killed_leaves_an_index_that_is_behind_and_catches_up(titles: None) -> None:
    drop_trigger("search_of_catalogue_title_new")
    make("Nine Lanterns")
    assert (found("nine lanterns"), problems(), is_behind()) == ([], [], True)
    install(connection)  # as `airdate serve` and `airdate import` do when they start
    assert (found("nine lanterns"), problems(), is_behind()) == (["Nine Lanterns"], [], False)


def test_two_importers_at_once_lose_nothing_and_double_nothing(titles: None) -> None:
    for number in range(60):  # many: by itself one name would be added to the index, not make it anew
        make(f"Kestrel {number}")
    with arrivals_at_once():
        with arrivals_at_once():
            make("Nine Lanterns")
        make("Ten Anchors")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded FROM search_name WHERE folded IN ('nine lanterns', 'ten anchors') ORDER BY folded"
        )
        assert cursor.fetchall() == [("nine lanterns",), ("ten anchors",)]
    assert (found("nine lanterns"), found("ten anchors")) == (["Nine Lanterns"], ["Ten Anchors"])
    assert (problems(), is_behind()) == ([], False)


def test_articles_are_found_by_their_headlines(db: None) -> None:
    for day, headline in (("2031-02-20", "Łódź’s Kettle returns in June"), ("2031-02-21", "The Kettle: a review")):
        make_document(headline=headline, published=day)
    make("Kettle")

    def headlines(text: str) -> list[str]:
        return [article.headline for article in find(text, articles=5).articles]

    assert headlines("kettle") == ["The Kettle: a review", "Łódź’s Kettle returns in June"]
    assert headlines("kettle june") == ["Łódź’s Kettle returns in June"]
    assert headlines("kettel") == ["The Kettle: a review", "Łódź’s Kettle returns in June"]
    assert headlines("weather") == []


def test_the_queries_do_not_grow(titles: None) -> None:
    def asked(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            find(text, articles=5)
        return len(queries)

    few = {text: asked(text) for text in ("lantern", "lantrn rd", "salt")}
    for number in range(9):
        make(f"Lantern {number}")
        make(f"Lantern {number}", Person)
        make(f"Lantern Road {number}", Service)
        make_document(headline=f"Lantern {number}")
    many = {text: asked(text) for text in few}
    assert max(many.values()) <= 14
    assert many["salt"] == few["salt"]
