"""What sentences tell of renewals, availability, sources, videos, prices and carriage, from tables of invented ones."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from airdate.reading.article import Rule
from airdate.reading.complete import complete
from airdate.reading.kinds import availability, basis, carriage, price, renewal, video
from airdate.reading.merge import in_order, merge
from airdate.reading.subjects import clause_end, clause_start, names_together, spoken_of
from reading.kinds.named import article_of

TABLES = Path(__file__).parent.parent / "cases"
KINDS: dict[str, Rule] = {
    "renewal": renewal.drafts,
    "availability": availability.drafts,
    "basis": basis.drafts,
    "video": video.drafts,
    "price": price.drafts,
    "carriage": carriage.drafts,
}
CASES = [
    pytest.param(rule, case, id=f"{kind}: {case['text'][:60]}")
    for kind, rule in KINDS.items()
    for case in tomllib.loads((TABLES / f"{kind}.toml").read_text(encoding="utf-8"))["cases"]
]


def told(rule: Rule, text: str, titles: list[str], people: list[str] | None = None) -> list[dict[str, Any]]:
    article = article_of(text, titles, people or [], [])
    return [
        {key: value for key, value in draft.slots.items() if (key, value) != ("status", "confirmed")}
        for draft in in_order(merge(complete(article, rule(article))))
    ]


def key_of(claim: dict[str, Any]) -> str:
    return str(sorted(claim.items(), key=str))


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_told(rule: Rule, case: dict[str, Any]) -> None:
    found = told(rule, case["text"], case.get("titles", []), case.get("people", []))
    assert sorted(found, key=key_of) == sorted(case.get("found", []), key=key_of)


def test_lists_under_a_heading_give_each_title_the_outcome() -> None:
    lines = ["On television", "Renewed", "Saltmarsh (Netflix), season 2", "Gull Row (Hulu)", "Cancelled", "Kelp (NBC)"]
    text = "\n\n".join(lines)
    assert told(renewal.drafts, text, ["Saltmarsh", "Gull Row", "Kelp"]) == [
        {"title": "Saltmarsh", "season": 2, "outcome": "renewed", "platform": ["Netflix"]},
        {"title": "Gull Row", "outcome": "renewed", "platform": ["Hulu"]},
        {"title": "Kelp", "outcome": "cancelled", "platform": ["NBC"]},
    ]


def test_lists_of_what_leaves_take_the_service_of_their_heading() -> None:
    text = "What is on this month\n\nLeaving Netflix in April\n\nSaltmarsh (April 2)\n\nGull Row (April 30)\n"
    assert told(availability.drafts, text, ["Saltmarsh", "Gull Row"]) == [
        {"title": "Saltmarsh", "platform": ["Netflix"], "until": "2024-04-02"},
        {"title": "Gull Row", "platform": ["Netflix"], "until": "2024-04-30"},
    ]


def test_a_clause_is_bounded() -> None:
    text = "Netflix has Saltmarsh, but Hulu has Gull Row, while NBC has Kelp."
    article = article_of(text, ["Saltmarsh", "Gull Row", "Kelp"], [], [])
    place = text.index("Gull Row")
    start, end = clause_start(article, article.sentences[0], place), clause_end(article, article.sentences[0], place)
    assert text[start:end] == "Hulu has Gull Row"


def test_a_title_before_is_meant_rather_than_one_behind() -> None:
    text = "Saltmarsh has gone from Netflix, which now shows Gull Row."
    article = article_of(text, ["Saltmarsh", "Gull Row"], [], [])
    assert [work.name for work in spoken_of(article, article.sentences[0], text.index("Netflix"))] == ["Saltmarsh"]


def test_a_list_goes_on_over_names_that_are_no_known_titles() -> None:
    text = 'NBC has canceled "Saltmarsh," "Old Rope," "Gull Row" and "Kelp."'
    article = article_of(text, ["Saltmarsh", "Gull Row", "Kelp"], [], [])
    sentence = article.sentences[0]
    together = names_together(article, sentence, article.focus.groups(sentence)[0])
    assert [work.name for group in together for work in group.works] == ["Saltmarsh", "Gull Row", "Kelp"]
