"""Releases of running text and of columns, from tables of invented articles with their titles given."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from airdate.reading.annotate import annotate
from airdate.reading.article import Article, TitleMention, Work
from airdate.reading.complete import complete
from airdate.reading.focus import Focus
from airdate.reading.kinds import release, schedule
from airdate.reading.kinds.release_signs import chance, settings
from airdate.reading.merge import in_order, merge
from airdate.reading.model import Span

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "release.toml").read_text(encoding="utf-8"))["cases"]
PUBLISHED = datetime.date(2024, 3, 13)  # a Wednesday


def article_of(text: str, titles: list[str]) -> Article:
    """The text as an article in which exactly ``titles`` are works, whatever the finder of titles makes of it."""
    article = annotate(text, PUBLISHED, headline=None, lexicon=None)
    works: list[Work] = []
    mentions: list[TitleMention] = []
    for name in sorted(titles, key=len, reverse=True):
        work = Work(name, known=True)
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.folded):
            span = Span(hit.start(), hit.end())
            if not any(m.span.start < span.end and span.start < m.span.end for m in mentions):
                work.spans.append(span)
                mentions.append(TitleMention(span, work))
        works.append(work)
    article.works = works
    article.titles = sorted(mentions, key=lambda mention: mention.span)
    article.people = [p for p in article.people if not any(m.span.start <= p.span.start < m.span.end for m in mentions)]
    article.focus = Focus(article)
    return article


def releases(text: str, titles: list[str]) -> list[dict[str, Any]]:
    article = article_of(text, titles)
    drafts = [*schedule.drafts(article), *release.drafts(article)]
    return [
        {key: value for key, value in draft.slots.items() if (key, value) != ("status", "confirmed")}
        for draft in in_order(merge(complete(article, drafts)))
        if draft.kind == "release"
    ]


def key_of(claim: dict[str, Any]) -> str:
    return str(sorted(claim.items(), key=str))


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:60] for case in CASES])
def test_releases(case: dict[str, Any]) -> None:
    found = releases(case["text"].strip(), case["titles"])
    assert sorted(found, key=key_of) == sorted(case.get("found", []), key=key_of)


def test_a_date_of_release_is_likelier_than_one_of_filming() -> None:
    article = article_of("Saltmarsh premieres on 3 May. Filming of Saltmarsh began on 4 June.", ["Saltmarsh"])
    first, second = (setting for sentence in article.about() for setting in settings(article, sentence))
    assert first.chance > 0.7 > 0.4 > second.chance


def test_the_chance_of_no_signs_is_that_of_the_bias() -> None:
    assert 0 < chance([]) < 0.5


def test_columns_take_their_lines_from_running_text() -> None:
    article = article_of("Friday 15 March\nSaltmarsh\nBBC One, 9pm\nA storm.", ["Saltmarsh"])
    assert schedule.read_columns(article).taken == {0, 1, 2}
