"""Seasons, episodes and parts against ``cases/seasons.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.model import Span
from airdate.reading.seasons import SeasonMention, find_seasons

CASES = tomllib.loads((Path(__file__).parent / "cases" / "seasons.toml").read_text(encoding="utf-8"))["cases"]


def shown(text: str, mention: SeasonMention) -> dict[str, Any]:
    fields = {
        "s": list(mention.seasons), "e": list(mention.episodes), "p": mention.part, "n": mention.count,
        "final": mention.final,
    }  # fmt: skip
    return {"words": mention.span.of(text)} | {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [shown(text, mention) for mention in find_seasons(text)] == case.get("found", [])


def test_one_number_is_the_season_and_several_are_not() -> None:
    assert find_seasons("season 2; seasons 3 and 4") == [
        SeasonMention(Span(0, 8), 2, (2,), None, (), None, "season", False, "season"),
        SeasonMention(Span(10, 25), None, (3, 4), None, (), None, "season", False, "seasons"),
    ]


WORDS = [
    "season", "Season", "series", "episodes", "part", "half", "final", "first", "second", "12th", "two", "3", "and",
    "to", "-", ",", "of", "the", "S1", "E2", "1x02", "II", "I", "last", "ep.", "(", "sophomore", "run", "new",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(["", " "]))
def test_any_words(words: list[str], glue: str) -> None:
    text, end = glue.join(words), 0
    for mention in find_seasons(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert mention.season == (mention.seasons[0] if len(mention.seasons) == 1 else None)
