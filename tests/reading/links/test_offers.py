"""Availabilities, carriages and prices from the models of places: what is asked of them, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from airdate.reading.article import Article, Draft
from airdate.reading.kinds import availability, carriage, price
from airdate.reading.links import carried, offers, priced, scoring, watched
from airdate.reading.links.features import Scene
from airdate.reading.links.places import Named, Sights
from airdate.reading.links.scoring import Model
from reading.kinds.named import article_of

TITLES = ["Nine Tenths", "Salt Road"]
NEVER: dict[str, Any] = {"": [[0, -9.0]]}


def read(text: str) -> tuple[Article, Sights]:
    article = article_of(text, TITLES, [], [])
    return article, Sights(article, Scene(article))


def model_that(**weights: dict[str, float]) -> Model:
    """A model that looks at every place and gives each task what these features weigh, all else staying unlikely."""
    tasks: dict[str, Any] = {
        task: {"labels": ["has"], "weights": NEVER} for task in ("spot", "watch", "carrier", "carries", "price")
    }
    tasks["spot"] = tasks["carrier"] = {"labels": ["has"], "weights": {"": [[0, 9.0]]}}
    tasks["stands"] = {"labels": ["confirmed", "denied"], "weights": {"": [[0, 1.0]], "wb=not|<": [[1, 9.0]]}}
    tasks["seller"] = {"labels": ["meant"], "weights": {"nearest=True|<": [[0, 9.0]]}}
    for task, held in weights.items():
        own = {name: [[0, weight]] for name, weight in held.items()}
        tasks[task] = {**tasks[task], "weights": {**tasks[task]["weights"], **own}}
    return Model.of(tasks)


def made(text: str, model: Model, *rules: Any) -> list[Draft]:
    article = article_of(text, TITLES, [], [])
    ruled = [draft for rule in rules for draft in rule(article)]
    return offers.linked(article, ruled, Scene(article), model, ruled)


# what is asked


def reached(text: str) -> list[tuple[str, str, str]]:
    """(place, work, way) of each pair, sorted."""
    article, sights = read(text)
    ruled = watched.Ruled([])
    return sorted(
        (spot.place.name, pair.reach.work.name, pair.reach.way)
        for spot in watched.spots(article, sights)
        for pair in watched.pairs(spot, sights, ruled)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine Tenths is on Netflix now.", [("Netflix", "Nine Tenths", "here")]),
        ("Nine Tenths is a drama by the sea. You will find it on Netflix.", [("Netflix", "Nine Tenths", "carried")]),
        (
            "What to watch this week\n\nOn Netflix:\n\nNine Tenths\n\nSalt Road\n",
            [("Netflix", "Nine Tenths", "below"), ("Netflix", "Salt Road", "below")],
        ),
        ("Nine Tenths works with your Chromecast.", []),
    ],
)
def test_a_place_meets_the_works_in_its_reach(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert reached(text) == expected


def test_page_furniture_holds_nothing() -> None:
    assert reached("Subscribe to our newsletter about Nine Tenths on Netflix\n") == []


def carriages(text: str, *places: str) -> list[tuple[str, str, str]]:
    """(provider, carrier, way) of each pair that is asked for, sorted. ``places``: the only names that are known for
    places; all that the reader finds if none is given."""
    article = article_of(text, TITLES, [], [])
    article.places = [place for place in article.places if not places or place.name in places]
    sights = Sights(article, Scene(article))
    ruled = carried.Ruled([])
    found = [
        pair
        for spot in carried.spots(article, sights)
        for pair in (*carried.pairs(spot, sights, ruled), *carried.carried_by(spot, sights, ruled))
    ]
    return sorted((pair.provider.name, pair.carrier.name, pair.way) for pair in found)


def test_the_names_of_a_sentence_are_asked_for_both_ways() -> None:
    assert carriages("The app of Netflix is on the Roku box.") == [
        ("Netflix", "Roku", "here"), ("Roku", "Netflix", "here"),
    ]  # fmt: skip


def test_a_name_that_nothing_made_a_place_is_asked_for_beside_one_that_is() -> None:
    found = carriages("You can have Netflix on the Larkspur box and with Hollin Extra.", "Netflix")
    assert ("Netflix", "Larkspur", "here") in found
    assert ("Hollin Extra", "Larkspur", "here") not in found


def test_a_box_meets_the_service_of_the_sentence_before_and_a_service_the_box() -> None:
    found = carriages("Netflix has a new app. It works on the Roku box. Disney+ has an app as well.")
    assert ("Netflix", "Roku", "back1") in found
    assert ("Disney+", "Roku", "to back1") in found


def test_an_amount_meets_the_services_around_it_the_nearest_first() -> None:
    article, sights = read("Netflix is dearer. Disney+ costs £7.99 a month.")
    (spot,) = priced.spots(article, sights, priced.Ruled([]))
    found = priced.sellers(spot, sights)
    assert [(way, named.name) for way, named in found] == [("here", "Disney+"), ("back1", "Netflix")]
    assert len(priced.features(spot, sights, found, None)) == len(found) + 1


def test_budgets_are_no_prices() -> None:
    article, sights = read("Netflix spent £20 million on it.")
    assert list(priced.spots(article, sights, priced.Ruled([]))) == []


def test_lists_are_what_nothing_but_commas_and_words_of_listing_part() -> None:
    article, sights = read("It is on Netflix, Disney+ and Hulu, and later comes to Peacock.")
    (sentence,) = article.sentences
    row = sights.places(sentence)
    assert [[named.name for named in sights.list_of(sentence, place)] for place in row] == [
        ["Netflix", "Disney+", "Hulu"], ["Netflix", "Disney+", "Hulu"], ["Netflix", "Disney+", "Hulu"], ["Peacock"],
    ]  # fmt: skip
    assert sights.list_of(sentence, Named(sentence.span, "Larkspur", "name")) == [
        Named(sentence.span, "Larkspur", "name")
    ]


# what becomes of it


def test_a_likely_pair_without_a_rule_becomes_an_availability_read_as_the_rules_read() -> None:
    text = "You have long been able to rent Nine Tenths from Netflix and Hulu for £3.49."
    (draft,) = made(text, model_that(watch={"way=here": 19.0}))
    assert (draft.kind, draft.slots, draft.trail) == (
        "availability",
        {
            "title": "Nine Tenths", "platform": ["Netflix", "Hulu"], "terms": "rent",
            "money": {"amount": 3.49, "currency": "GBP"},
        },
        ("links.availability", "links.here"),
    )  # fmt: skip
    assert any("Netflix" in text[span.start : span.end] for span in draft.evidence)


def test_unlikely_pairs_become_nothing() -> None:
    text = "Nine Tenths is by the makers of Netflix and Roku for £3.49."
    assert made(text, model_that()) == []


def test_a_rules_availability_is_as_sure_as_its_link_and_made_once() -> None:
    text = "Salt Road is streaming on Netflix now."
    (draft,) = made(text, model_that(watch={"way=here": 10.0}), availability.drafts)
    assert (draft.slots["platform"], draft.trail, round(draft.sure, 2)) == (
        ["Netflix"], ("availability.now", "links.place"), 0.73,
    )  # fmt: skip


def test_a_rules_availability_that_its_link_denies_is_none() -> None:
    text = "Salt Road is streaming on Netflix now."
    assert len(list(availability.drafts(article_of(text, TITLES, [], [])))) == 1
    assert made(text, model_that(), availability.drafts) == []


def test_a_likely_carriage_without_a_rule_is_made_with_its_status() -> None:
    model = model_that(carries={"kinds=streaming>carrier": 19.0})
    text = "Netflix, as far as anyone knows, and Roku."
    (draft,) = made(text, model)
    assert (draft.slots, draft.trail) == (
        {"provider": "Netflix", "carrier": "Roku"}, ("links.carriage", "links.here"),
    )  # fmt: skip
    (draft,) = made("Netflix does not, as far as anyone knows, Roku.", model)
    assert draft.slots["status"] == "denied"


def test_a_rules_carriage_is_as_sure_as_its_link() -> None:
    model = model_that(carries={"kinds=streaming>carrier": 10.0})
    (draft,) = made("Netflix is available on Roku.", model, carriage.drafts)
    assert (draft.trail[1:], round(draft.sure, 2)) == (("links.carriage",), 0.73)


def test_a_likely_price_without_a_rule_is_made_of_its_nearest_seller() -> None:
    (draft,) = made("Hulu is gone; Netflix, said somebody, £7.99 monthly.", model_that(price={"amount=3": 19.0}))
    assert (draft.slots["provider"], draft.slots["money"], draft.trail) == (
        "Netflix", {"amount": 7.99, "currency": "GBP"}, ("links.price",),
    )  # fmt: skip


def test_a_rules_price_gets_the_seller_that_the_model_is_surer_of() -> None:
    text = "Disney+ is a service, and Netflix costs £7.99 a month."
    model = model_that(price={"amount=3": 19.0}, seller={"nearest=True|<": -9.0, "nearest=False|<": 9.0})
    (ruled,) = price.drafts(article_of(text, TITLES, [], []))
    (draft,) = made(text, model, price.drafts)
    assert (ruled.slots["provider"], draft.slots["provider"]) == ("Netflix", "Disney+")
    assert draft.trail[-1] == "links.price, other seller"


def test_without_weights_the_rules_drafts_stay_as_they_are(monkeypatch: Any, tmp_path: Any) -> None:
    article = article_of("Salt Road is streaming on Netflix now.", TITLES, [], [])
    ruled = list(availability.drafts(article))
    monkeypatch.setattr(scoring, "WEIGHTS", tmp_path)
    scoring.Model.packaged.cache_clear()
    try:
        assert offers.joined(article, ruled) == ruled
    finally:
        scoring.Model.packaged.cache_clear()
