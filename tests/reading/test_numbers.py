from __future__ import annotations

import pytest

from airdate.reading.numbers import cardinal, ordinal, roman, whole


@pytest.mark.parametrize(
    ("word", "value"),
    [("4", 4), ("four", 4), ("Twenty-One", 21), ("ninety nine", 99), ("fourth", None), ("", None), ("4a", None)],
)
def test_cardinal(word: str, value: int | None) -> None:
    assert cardinal(word) == value


@pytest.mark.parametrize(
    ("word", "value"), [("4th", 4), ("fourth", 4), ("Twenty-first", 21), ("101st", 101), ("4", None), ("th", None)]
)
def test_ordinal(word: str, value: int | None) -> None:
    assert ordinal(word) == value


@pytest.mark.parametrize(
    ("word", "value"), [("I", 1), ("IV", 4), ("XXXIX", 39), ("XL", None), ("", None), ("iv", None), ("IIII", None)]
)
def test_roman(word: str, value: int | None) -> None:
    assert roman(word) == value


def test_every_roman_numeral_up_to_39() -> None:
    tens, units = ["", "X", "XX", "XXX"], ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    spelt = [ten + unit for ten in tens for unit in units][1:]
    assert [roman(word) for word in spelt] == list(range(1, 40))


def test_whole_takes_any_kind() -> None:
    assert [whole(word) for word in ("2", "second", "II", "mix")] == [2, 2, 2, None]
