"""Log-linear models: sums of weights as chances, shares and choices."""

from __future__ import annotations

import math

import pytest

from airdate.reading.links.scoring import Model

RAW = {
    "who": {"labels": ["cast", "author"], "weights": {"": [[0, -1.0]], "star": [[0, 2.0]], "novel": [[1, 3.0]]}},
    "title": {"labels": ["meant"], "weights": {"near": [[0, 1.0]], "far": [[0, -1.0]]}},
}
MODEL = Model.of(RAW)


def test_labels_have_chances_of_their_own() -> None:
    chances = MODEL.tasks["who"].chances(["star", "novel", "unheard of"])
    assert chances == {"cast": pytest.approx(1 / (1 + math.exp(-1))), "author": pytest.approx(1 / (1 + math.exp(-3)))}


def test_the_feature_of_no_name_is_where_a_label_begins() -> None:
    assert MODEL.tasks["who"].chances([])["cast"] == pytest.approx(1 / (1 + math.exp(1)))


def test_shares_and_choices_add_up_to_one() -> None:
    assert sum(MODEL.tasks["who"].shares(["star"]).values()) == pytest.approx(1.0)
    chosen = MODEL.tasks["title"].choose([["near"], ["far"], []])
    assert sum(chosen) == pytest.approx(1.0)
    assert sorted(chosen, reverse=True) == [chosen[0], chosen[2], chosen[1]]


def test_huge_sums_do_not_overflow() -> None:
    model = Model.of({"x": {"labels": ["a", "b"], "weights": {"much": [[0, 1e6], [1, -1e6]]}}})
    assert model.tasks["x"].chances(["much"]) == {"a": pytest.approx(1.0), "b": pytest.approx(0.0)}
    assert model.tasks["x"].shares(["much"]) == {"a": 1.0, "b": 0.0}


def test_without_weights_there_is_no_model() -> None:
    assert Model.packaged("of nothing") is None
