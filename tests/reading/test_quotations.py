"""Quotations against ``cases/quotations.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.model import Span
from airdate.reading.quotations import Quotation, find_quotations

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quotations.toml").read_text(encoding="utf-8"))["cases"]


def shown(text: str, found: Quotation) -> list[str]:
    flags = [
        "" if found.closed else "open", found.stop, "" if found.double else "single", "nested" if found.nested else "",
        "lower" if found.lower else "", "verb" if found.has_verb else "", "speech" if found.speech else "",
    ]  # fmt: skip
    return [" / ".join(piece.of(text) for piece in found.pieces), *sorted(flag for flag in flags if flag)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    text = case["text"]
    expected = [[words, *sorted(flags)] for words, *flags in case.get("found", [])]
    assert [shown(text, found) for found in find_quotations(text)] == expected


def test_all_of_a_broken_quotation() -> None:
    text = 'Well. "We had," she said, "a ball." Then rain.'
    assert find_quotations(text) == [
        Quotation(
            span=Span(6, 35), pieces=(Span(7, 14), Span(27, 34)), frames=(Span(15, 26),), before=Span(0, 6),
            after=Span(35, 46), opening="We had a ball", double=True, closed=True, words=4, has_verb=True,
            has_subject=True, stop=",", lower=False, speech=True, nested=False, paragraphs=(0, 0),
        )
    ]  # fmt: skip


@given(st.text(alphabet="\"'“”‘’«» \nab.,s8", max_size=50))
def test_any_text(text: str) -> None:
    starts = []
    for found in find_quotations(text):
        starts.append(found.span.start)
        for span in (found.span, *found.pieces, *found.frames, found.before, found.after):
            assert 0 <= span.start <= span.end <= len(text)
        assert list(found.pieces) == sorted(found.pieces)
    assert starts == sorted(starts)
