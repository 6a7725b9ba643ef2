"""The examples of docs/explanation/weighing.md, run: the page that readers are shown tells what the program does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from airdate.facts.policy import CLASSES
from airdate.facts.words import date_words
from facts.claims import said, settle, stances

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "weighing.md"
USED = ("2030", "2030-22", "2030-23", "2030-09", "2030-08-03", "2030-08-10", "2030-08-17")
SHOWN = re.compile(
    r"^Shown: \*\*(?P<value>.+?)\*\*, (?P<status>\w+)\. Decided by `(?P<rule>[\w ]+)`\.(?P<conflict>.*)$", re.M
)


@dataclass(frozen=True)
class Example:
    name: str
    rows: tuple[tuple[str, ...], ...]
    value: str
    status: str
    rule: str
    conflict: bool


def examples() -> list[Example]:
    found = []
    for section in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        name = section.splitlines()[0]
        rows = [
            tuple(cell.strip() for cell in line.strip("|").split("|"))
            for line in section.splitlines()
            if line[:1] == "|"
        ]
        shown = SHOWN.search(section)
        assert shown is not None, f"{name}: no line says what is shown"
        differ = shown["conflict"].strip() == "Sources differ."
        found.append(Example(name, tuple(rows[2:]), shown["value"], shown["status"], shown["rule"], differ))
    return found


@pytest.fixture
def edtf_of() -> dict[str, str]:
    return {date_words(day): day for day in USED}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_gives_what_the_page_says(example: Example, edtf_of: dict[str, str]) -> None:
    claims, expected = [], {}
    for number, (day, who, source_class, says, sure, stands) in enumerate(example.rows):
        assert source_class in CLASSES
        words, _, place = says.partition(" on ")
        words, _, was = words.partition(", was ")
        slots = {"date": edtf_of[words]} if words in edtf_of else {}
        slots |= {"was": edtf_of[was]} if was else {}
        slots |= {"platform": [f"service:{place}"]} if place else {}
        assert slots or words in ("not so", "no date yet"), f"{words!r} is no date of the tests' table"
        voice = "wire" if "(wire)" in who else f"{who} {number}"
        claims.append(said(number, source_class, day, season=2, event="premiere", status=sure, voice=voice, **slots))
        expected[f"c{number}"] = stands
    fact = settle(*claims)
    value = "not so" if fact.status == "denied" else date_words(fact.value.get("date"))
    assert (value, fact.status, fact.rule, fact.conflict) == (
        example.value,
        example.status,
        example.rule,
        example.conflict,
    )
    assert {claim: stance for claim, (stance, _) in stances(fact).items()} == expected


def test_the_page_shows_every_rule_that_claims_alone_can_bring_about() -> None:
    assert {example.rule for example in examples()} == {
        "only voice", "agreement", "refines", "recency", "replaced", "class", "status", "denial", "tie",
    }  # fmt: skip
