"""The examples of docs/explanation/weighing.md, run: the page that readers are shown tells what the program does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from airdate.facts import edtf
from airdate.facts.held import of_weighed
from airdate.facts.ladder import rung_of_season
from airdate.facts.policy import CLASSES, STATUSES, WITHDRAWN, Moment, Policy, Said
from airdate.facts.reasons import DECIDED, rule_words
from airdate.facts.weigh import weigh
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
    text = PAGE.read_text(encoding="utf-8")
    part = text[text.index("\n## Examples") : text.index("\n## What an editor can do")]
    for section in part.split("\n### ")[1:]:
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
        claims.append(
            said(number, source_class, day, season=2, event="premiere", status=sure, voice=voice, by=who, **slots)
        )
        expected[f"c{number}"] = stands
    fact = settle(*claims, policy=Policy(within={"service:Harbour One": "service:Harbour"}))
    value = "not so" if fact.status == "denied" else date_words(fact.value.get("date"))
    assert (value, fact.status, fact.rule, fact.conflict) == (
        example.value,
        example.status,
        example.rule,
        example.conflict,
    )
    assert {claim: stance for claim, (stance, _) in stances(fact).items()} == expected


def tables(heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table of a section."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


DATES = {
    **dict.fromkeys(USED), "2030-08": None, "2030-24": None, "2030-08-03~": None, "2031/..": None,
}  # fmt: skip
EDTF = {date_words(day): day for day in DATES}


@pytest.mark.parametrize("row", tables("Dates that are periods"), ids=lambda row: row[0])
def test_a_period_is_as_long_as_the_page_says(row: tuple[str, ...]) -> None:
    said, first, last, happened = row
    span = edtf.meant(EDTF[said])
    assert (span.earliest.isoformat(), "never" if span.open else span.latest.isoformat()) == (first, last)
    if happened == "never":
        assert not edtf.is_past(EDTF[said], date(2999, 1, 1))
        return
    day = date.fromisoformat(happened)
    assert edtf.is_past(EDTF[said], day)
    assert not edtf.is_past(EDTF[said], day - timedelta(days=1))


@pytest.mark.parametrize("row", tables("How far a season has come"), ids=lambda row: f"{row[0]}, {row[1]}")
def test_a_season_has_come_as_far_as_the_page_says(row: tuple[str, ...]) -> None:
    words, today, stage = row
    claims = [_told(number, part.strip()) for number, part in enumerate(words.split(";"))]
    facts = of_weighed(weigh(claims, Policy(), Moment(today=date.fromisoformat(today))))
    assert rung_of_season(2, facts, date.fromisoformat(today)).stage == stage


def _told(number: int, words: str) -> Said:
    day = f"2030-01-{number + 1:02}"
    if words in ("renewed", "ending", "cancelled"):
        return said(number, "official", day, "renewal", season=2, outcome=words)
    status, _, rest = words.rpartition(": ")
    event = "finale" if rest.startswith("finale on ") else "premiere"
    slots = {"season": 2, "event": event, "date": EDTF[rest.removeprefix("finale on ")]}
    return said(number, "official", day, status=status or "confirmed", **slots)


def test_the_sentences_are_those_of_the_pages() -> None:
    told = {rule.strip("`"): sentence for rule, sentence in tables("Why, in one sentence")}
    assert told == {rule: rule_words(rule) for rule in DECIDED}


def test_the_marks_are_those_of_facts() -> None:
    assert [mark for mark, _meaning in tables("How sure")] == [*STATUSES, WITHDRAWN]


def test_the_page_is_the_one_that_the_site_shows() -> None:
    """The package has a copy, as the site has no `docs`."""
    assert (files("airdate.guide") / "weighing.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_the_page_shows_every_rule_that_claims_alone_can_bring_about() -> None:
    assert {example.rule for example in examples()} == {
        "only voice", "agreement", "refines", "recency", "replaced", "class", "status", "denial", "tie",
    }  # fmt: skip
