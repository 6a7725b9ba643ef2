"""Marks decoded wrongly are read as the marks they were, and no place in the text moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.mangled import mended


@pytest.mark.parametrize(
    ("given_text", "meant"),
    [
        ("â€œLostâ€\x9d", '  "Lost"  '),
        ("â€œLostâ€\ufffd", '  "Lost"  '),
        ("â\x80\x98Lostâ\x80\x99", "  'Lost'  "),
        ("Mayâ€“June", "May - June"),
        ("onâ€¦", "on..."),
        ("3Â\u00a0May", "3  May"),
        ("\ufffdLost\ufffd is it\ufffds name", '"Lost" is it\'s name'),
        ("Lost \ufffd on", "Lost - on"),
        ("Beyonc\ufffds tour, Zo\ufffd", "Beyonc's tour, Zo\""),
        ("Château, garçon, “plain” – it’s", "Château, garçon, “plain” – it’s"),
        ("\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"),
    ],
)
def test_marks_are_told_from_what_became_of_them(given_text: str, meant: str) -> None:
    assert mended(given_text) == meant
    assert len(meant) == len(given_text)


@given(st.text(st.sampled_from("aé \nâ€œ™\x80\x98\x9d\ufffdÂ\u00a0.,s"), max_size=40))
def test_no_length_changes(text: str) -> None:
    assert len(mended(text)) == len(text)
