"""The index of names agrees with a search through the whole text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.occurrences import Occurrences

WORDS = st.sampled_from(
    ["ha", "Ha", "salt", "Salt & Road", "Kettle: One", "and", "the", "a", "é", "_", "x's", "!", "&"]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", " - ", ": ", "&", "\n"])), max_size=12).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
KEYS = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: " ".join(words).casefold())


def any_spelling(key: str) -> str:
    """An expression for the names that have this key."""
    joints = {" & ": " (?:&|and) ", ": ": "(?::| -)? "}
    return "".join(joints.get(piece) or re.escape(piece) for piece in re.split(r"( & |: )", key))


@given(TEXTS, KEYS)
def test_count_is_that_of_a_search(text: str, key: str) -> None:
    expected = len(re.findall(rf"(?<!\w){any_spelling(key)}(?!\w)", text, re.IGNORECASE))
    assert Occurrences(text).count(key) == expected


@pytest.mark.parametrize(
    ("text", "key", "article", "found"),
    [
        ("The Kettle and the kettle", "kettle", True, ["The Kettle", "the kettle"]),
        ("The Kettle and the kettle", "kettle", False, ["Kettle", "kettle"]),
        ("breathe Kettle", "kettle", True, ["Kettle"]),
        ("Salt & Road, SALT AND ROAD, salt road", "salt & road", False, ["Salt & Road", "SALT AND ROAD"]),
        ("Kettle: One, Kettle One, Kettle - One", "kettle: one", False, ["Kettle: One", "Kettle One", "Kettle - One"]),
        ("Kettle&Co, Kettles, a-Kettle", "kettle", False, ["Kettle"]),
        ("ha ha ha", "ha ha", False, ["ha ha"]),
        ("nothing of it", "kettle", False, []),
    ],
)
def test_places_of_a_name(text: str, key: str, article: bool, found: list[str]) -> None:
    places = Occurrences(text).with_article(key, article=article)
    assert [text[start:end] for start, end in places] == found
