"""Comparing names."""

import pytest

from airdate.catalogue.names import Distinction, distinction, fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pride & Plenty", "Pride and Plenty"),
        ("Señor Ølund", "senor olund"),
        ("Bob’s Yard", "Bobs Yard"),
        ("S.W.A.M.P.", "SWAMP"),
        ("The Quay: Part One", "The Quay – Part One"),
        ("Cinema+", "Cinema Plus"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("The Quay", "Quay"), ("???", "!!!"), ("Ghost", "Ghosts")])
def test_spellings_of_two_names(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("The Quay (2021)", Distinction("The Quay", year=2021)),
        ("The Quay (US)", Distinction("The Quay", country="US")),
        ("The Quay [UK, 1998]", Distinction("The Quay", year=1998, country="GB")),
        ("The Quay US", Distinction("The Quay", country="US", sure=False)),
        ("The Quay", None),
        ("Love (and Other Trains)", None),
        ("Made in India", None),
        ("Class of 2007", None),
    ],
)
def test_what_a_name_says_beside_the_name(name: str, told: Distinction | None) -> None:
    assert distinction(name) == told
