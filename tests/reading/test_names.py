"""Who and what a sentence names, where a word may be a name, a day, a month, a verb or a newspaper."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from airdate.reading import read
from airdate.reading.annotate import annotate

TABLE = Path(__file__).parent / "cases" / "names.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["cases"]
PUBLISHED = datetime.date(2024, 3, 4)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_names(case: dict[str, Any]) -> None:
    article = annotate(case["text"], PUBLISHED, headline=None, lexicon=None)
    titles = [work.name for work in article.works]
    if "people" in case:
        assert list(dict.fromkeys(mention.person.name for mention in article.people)) == case["people"]
    assert [name for name in case.get("titles", []) if name not in titles] == []
    assert [name for name in case.get("no_titles", []) if name in titles] == []
    if case.get("no_dates"):
        assert [article.of(date.span) for date in article.dates] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Saltmarsh, which had been due on 12 March on Netflix, will now arrive on 2 April.",
            [("2024-04-02", "2024-03-12", None)],
        ),
        (
            "Kettle season two was originally set for June 3 on Hulu. It has been pushed back and will now premiere on "
            "September 9.",
            [("2024-09-09", "2024-06-03", None)],
        ),
        (
            "Saltmarsh to return in first half of the year\n\nSaltmarsh, the BBC One drama, returns for a second "
            "series on 14 May 2024, the BBC said.",
            [("2024-05-14", None, None)],
        ),
        (
            "The drama Saltmarsh will be back on ITV1 for a second series, The Daily Tide understands. The new series "
            "of Saltmarsh starts on 3 May 2024.",
            [("2024-05-03", None, None)],
        ),
    ],
)
def test_dates_that_hold(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    """What another date replaces, what only says it more loosely and a newspaper's name make no release."""
    claims = [claim.slots for claim in read(text, PUBLISHED).claims if claim.kind == "release"]
    assert [(slots.get("date"), slots.get("was"), slots.get("schedule")) for slots in claims] == found
