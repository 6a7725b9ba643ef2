"""Casting, credits and quotes of invented articles, from tables: a line for each claim, its slots between bars."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from airdate.reading.kinds import casting, credit, quote
from airdate.reading.merge import in_order, merge
from reading.kinds.named import article_of

TABLES = Path(__file__).parent.parent / "cases"
RULES = {"casting": casting.drafts, "credit": credit.drafts, "quote": quote.drafts}
SLOTS = {
    "casting": ("title", "season", "actor", "character", "change"),
    "credit": ("title", "person", "role"),
    "quote": ("speaker", "outlet", "title", "opening"),
}


def table(kind: str) -> list[dict[str, Any]]:
    return tomllib.loads((TABLES / f"{kind}.toml").read_text(encoding="utf-8"))["cases"]


CASES = [(kind, case) for kind in RULES for case in table(kind)]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{kind}: {case['text'][:50]}" for kind, case in CASES])
def test_claims(kind: str, case: dict[str, Any]) -> None:
    article = article_of(
        case["text"].strip(), case.get("titles", ["Saltmarsh"]), case.get("people", []), case.get("characters", [])
    )
    drafts = in_order(merge(RULES[kind](article)))
    found = [" | ".join(str(draft.slots.get(slot, "")) for slot in SLOTS[kind]) for draft in drafts]
    assert sorted(found) == sorted(case.get("found", []))


def test_each_rule_of_casting_names_a_change() -> None:
    assert {rule.split(".")[0] for rule, _ in casting._statements()} == {"leaves", "joins", "returns", "stars"}


def test_every_claim_shows_its_person() -> None:
    article = article_of("Saltmarsh stars Maya Lindgren as Ruth.", ["Saltmarsh"], ["Maya Lindgren"], ["Ruth"])
    (draft,) = casting.drafts(article)
    assert any("Maya Lindgren" in article.of(span) for span in draft.evidence)
