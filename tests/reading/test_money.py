"""Money against ``cases/money.toml``."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.reading.model import Span
from airdate.reading.money import MoneyMention, find_money

CASES = tomllib.loads((Path(__file__).parent / "cases" / "money.toml").read_text(encoding="utf-8"))["cases"]


def shown(mention: MoneyMention) -> str:
    parts = [f"{mention.amount:.10g}", mention.currency, mention.period, mention.role, "from" if mention.from_ else ""]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    assert [shown(found) for found in find_money(case["text"], country=case.get("country"))] == case.get("found", [])


def test_span_covers_the_period() -> None:
    assert find_money("for £4.99 a month.") == [MoneyMention(Span(4, 17), 4.99, "GBP", "month", False, "")]


@given(st.text(alphabet="0123456789.,£$€₹ RsAUDmonthperya/-()bcp", max_size=60))
def test_any_text(text: str) -> None:
    for mention in find_money(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert math.isfinite(mention.amount)
        assert len(mention.currency) == 3
