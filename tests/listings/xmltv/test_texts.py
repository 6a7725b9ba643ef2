from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.listings.xmltv.texts import language, one_line, paragraphs
from listings.tables import cases


@pytest.mark.parametrize("case", cases("texts"))
def test_texts_of_the_table(case: dict[str, str]) -> None:
    assert one_line(case["written"]) == case["read"]


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs(" One\n two  three<br/>four\n\n\n\nfive ") == "One\ntwo three\nfour\n\nfive"
    assert paragraphs(None) == one_line(None) == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("en", "en"), ("EN", "en"), ("en_NZ", "en-NZ"), ("en-gb", "en-GB"), ("zh-Hans", "zh-Hans"), ("deu", "deu"),
        ("short", ""), ("xx", ""), ("und", ""), ("", ""), (None, ""), ("english", ""), ("e", ""),
    ],
)  # fmt: skip
def test_languages(given: str | None, expected: str) -> None:
    assert language(given) == expected


@given(st.text())
def test_a_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
