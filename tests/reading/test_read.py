"""Whole articles, invented for these tests, with the claims that they must and must not give."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.reading import Reading, read
from airdate.reading.model import KINDS, LONGEST_EVIDENCE

SALTMARSH = """Saltmarsh season 2: Netflix sets a date for the coastal thriller

Netflix has renewed Saltmarsh for a third season, and the second season of Saltmarsh premieres on 14 June 2024.

The drama, created by Nora Vance, is based on the novel of the same name by Idris Holt.

Returning for season 2 are Maya Lindgren and Owen Prakash, while Tessa Marlowe joins the cast as Detective Ruth Calder.

“I could not put the scripts down, and I do not think that anybody will,” said Tessa Marlowe.

Watch the trailer for season 2 of Saltmarsh below.

Netflix costs from £4.99 a month. Netflix is also available on Sky Glass."""


def claims(reading: Reading, kind: str) -> list[dict[str, Any]]:
    return [dict(claim.slots) for claim in reading.claims if claim.kind == kind]


def test_an_article_from_end_to_end() -> None:
    reading = read(SALTMARSH, "2024-05-02")
    assert reading.language == "en"
    assert claims(reading, "release") == [
        {
            "title": "Saltmarsh", "season": 2, "event": "premiere", "date": "2024-06-14",
            "platform": ["Netflix"], "status": "confirmed",
        }
    ]  # fmt: skip
    assert claims(reading, "renewal") == [
        {"title": "Saltmarsh", "season": 3, "outcome": "renewed", "platform": ["Netflix"], "status": "confirmed"}
    ]
    assert claims(reading, "casting") == [
        {"title": "Saltmarsh", "season": 2, "actor": "Maya Lindgren", "change": "returns"},
        {"title": "Saltmarsh", "season": 2, "actor": "Owen Prakash", "change": "returns"},
        {"title": "Saltmarsh", "season": 2, "actor": "Tessa Marlowe", "character": "Ruth Calder", "change": "joins"},
    ]
    assert claims(reading, "credit") == [{"title": "Saltmarsh", "person": "Nora Vance", "role": "creator"}]
    assert claims(reading, "basis") == [
        {"title": "Saltmarsh", "source": "Saltmarsh", "form": "book", "author": "Idris Holt"}
    ]
    assert claims(reading, "video") == [{"title": "Saltmarsh", "season": 2, "form": "trailer"}]
    assert claims(reading, "price") == [
        {"provider": "Netflix", "money": {"amount": 4.99, "currency": "GBP"}, "period": "month", "from": True}
    ]
    assert claims(reading, "carriage") == [{"provider": "Netflix", "carrier": "Sky Glass"}]
    assert claims(reading, "quote") == [
        {"speaker": "Tessa Marlowe", "title": "Saltmarsh", "opening": "I could not put"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council met on Tuesday to talk about drains. The mayor said that the budget was tight.",
        "La deuxième saison de la série arrive sur Netflix le 3 août, et les acteurs sont tous de retour.",
        "Ashcombe Town beat Marlow Park 3-1 on Saturday. The season starts on 12 August and the manager is happy.",
    ],
)
def test_texts_without_claims(text: str) -> None:
    assert read(text, datetime.date(2024, 5, 2)).claims == ()


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        read("Saltmarsh is back.", "yesterday")


PIECES = st.sampled_from(
    [
        *SALTMARSH.split(),
        "“",
        "”",
        "(",
        ")",
        "\n",
        "\n\n",
        ":",
        "–",
        "8pm,",
        "ITV",
        "You",
        "From",
        "£",
        "S2",
        "ß",
        "𝔘",
        "\u200f\u05d0",
        "\x00",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES | st.text(max_size=6), max_size=120))
def test_evidence_lies_in_the_text(words: list[str]) -> None:
    text = " ".join([*words, "the series and the show of the season"])
    for claim in read(text, "2024-05-02").claims:
        assert claim.kind in KINDS
        assert 0.0 <= claim.confidence <= 1.0
        assert claim.evidence
        assert claim.trail
        assert all(0 <= s.start < s.end <= len(text) and s.end - s.start <= LONGEST_EVIDENCE for s in claim.evidence)


def test_the_hash_seed_changes_nothing() -> None:
    program = "import sys; from airdate.reading import read; print(read(sys.stdin.read(), '2024-05-02').as_json())"
    said = {
        subprocess.run(
            [sys.executable, "-c", program], input=SALTMARSH, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(said) == 1
