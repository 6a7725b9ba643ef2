"""Dates tied to works by a model: which pairs are asked for, and what becomes of the answers."""

from __future__ import annotations

import pytest

from airdate.reading.article import Draft
from airdate.reading.kinds import release
from airdate.reading.links import releases, scoring
from airdate.reading.links.dates import pairs
from airdate.reading.links.features import Scene
from airdate.reading.links.scoring import Model, Task
from airdate.reading.model import Span
from reading.kinds.named import article_of

TITLES = ["Nine Tenths", "Salt Road"]
LABELS = ("none", "date")


def ways(text: str) -> list[tuple[str, str, str]]:
    """(day, work, way) of each pair of a text, sorted."""
    article = article_of(text, TITLES, [], [])
    return sorted((p.setting.date.edtf, p.reach.work.name, p.reach.way) for p in pairs(article, []))


def model_that(**weights: float) -> Model:
    """A model in which each feature adds its weight to what speaks for a date of release."""
    held = {name: ((1, weight),) for name, weight in weights.items()}
    return Model({"date": Task(LABELS, held)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine Tenths starts on 3 May 2024 on Netflix.", [("2024-05-03", "Nine Tenths", "here")]),
        (
            "Nine Tenths is a drama by the sea. It will be with us on 3 May 2024.",
            [("2024-05-03", "Nine Tenths", "carried")],
        ),
        (
            "Nine Tenths is on BBC One on 3 May 2024, and Salt Road on 5 May 2024.",
            [
                ("2024-05-03", "Nine Tenths", "here"),
                ("2024-05-03", "Salt Road", "here"),
                ("2024-05-05", "Nine Tenths", "here"),
                ("2024-05-05", "Salt Road", "here"),
            ],
        ),
    ],
)
def test_a_date_meets_the_works_in_its_reach(text, expected):
    assert ways(text) == expected


def test_a_line_with_a_date_meets_the_titles_under_it_up_to_the_next():
    text = (
        "What to watch on television this week\n\n3 May 2024\n\nNine Tenths, BBC One\n\n"
        "4 May 2024\n\nSalt Road, BBC Two\n"
    )
    below = [(day, work) for day, work, way in ways(text) if way == "below"]
    assert below == [("2024-05-03", "Nine Tenths"), ("2024-05-04", "Salt Road")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine Tenths was filmed by the sea. It rained. Nobody minded the rain. It starts on 3 May 2024.\n\n"
            "Salt Road is another matter.\n",
            [("2024-05-03", "Nine Tenths", "carried"), ("2024-05-03", "Salt Road", "slate")],
        ),
        (
            "Salt Road was filmed by the sea. Nine Tenths has a bigger cast. Nobody knew its name. It is out on 3 May "
            "2024.",
            [("2024-05-03", "Nine Tenths", "carried"), ("2024-05-03", "Salt Road", "further")],
        ),
        (
            "Salt Road is Salt Road.\n\nLook out on 3 May 2024. That is the night of Nine Tenths.",
            [("2024-05-03", "Nine Tenths", "after"), ("2024-05-03", "Salt Road", "carried")],
        ),
    ],
)
def test_a_date_meets_works_named_further_off(text, expected):
    assert ways(text) == expected


def test_page_furniture_dates_nothing():
    assert ways("Subscribe to our newsletter, 3 May 2024, about Nine Tenths\n") == []


def test_a_likely_pair_without_a_rule_becomes_a_release_read_as_the_rules_read():
    article = article_of("Nine Tenths, by the sea, is ours on BBC One on 3 May 2024 at 9pm.", TITLES, [], [])
    found = list(releases.linked(article, [], Scene(article), model_that(**{"way=here|picked=True": 3.0})))
    assert [(draft.slots, draft.trail, round(draft.sure, 2)) for draft in found] == [
        (
            {
                "title": "Nine Tenths",
                "event": "premiere",
                "date": "2024-05-03",
                "time": "21:00",
                "platform": ["BBC One"],
                "status": "confirmed",
            },
            ("links.release", "links.here"),
            0.95,
        )
    ]


def test_an_unlikely_pair_becomes_nothing():
    article = article_of("Nine Tenths, by the sea, is ours on BBC One on 3 May 2024.", TITLES, [], [])
    model = model_that(**{"way=here|picked=True": -3.0})
    assert list(releases.linked(article, [], Scene(article), model)) == []


def test_a_rules_release_is_as_sure_as_its_link_and_made_once():
    article = article_of("Nine Tenths starts on 3 May 2024 on BBC One.", TITLES, [], [])
    ruled = list(release.drafts(article))
    found = list(releases.linked(article, ruled, Scene(article), model_that(**{"ruled date": 2.0})))
    assert [(draft.slots, draft.trail) for draft in found] == [(draft.slots, draft.trail) for draft in ruled]
    assert [round(draft.sure, 2) for draft in found] == [0.88]


def test_a_rules_release_that_is_no_pair_is_hardly_sure():
    article = article_of("Nine Tenths starts on 3 May 2024 on BBC One.", TITLES, [], [])
    alien = Draft("release", {"title": "Salt Road", "date": "2030"}, (Span(0, 4),), 0.9, ("release.dated",))
    found = list(releases.linked(article, [alien], Scene(article), model_that()))
    assert [(draft.slots["title"], draft.sure, draft.trail) for draft in found][:1] == [
        ("Salt Road", 0.05, ("release.dated", "links.no pair"))
    ]


def test_without_weights_the_rules_drafts_stay_as_they_are(monkeypatch, tmp_path):
    article = article_of("Nine Tenths starts on 3 May 2024 on BBC One.", TITLES, [], [])
    ruled = list(release.drafts(article))
    monkeypatch.setattr(scoring, "WEIGHTS", tmp_path)
    scoring.Model.packaged.cache_clear()
    try:
        assert releases.joined(article, ruled) == ruled
    finally:
        scoring.Model.packaged.cache_clear()
