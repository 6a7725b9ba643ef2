"""What is read at all: every article that says something of television, and little else."""

from __future__ import annotations

import measure
import pytest

from airdate.reading.annotate import worth_reading

PASSING = "The council will vote on Tuesday. The leader said that nobody enjoyed asking for more. "


@pytest.mark.parametrize("part", measure.PARTS)
def test_every_article_that_states_something_is_read(part: str) -> None:
    unread = [
        name
        for name, text, label in measure.articles(measure.CORPUS / part)
        if {claim["kind"] for claim in label["claims"]} - {"quote"} and not worth_reading(text, None)
    ]
    assert unread == []


@pytest.mark.parametrize(
    ("text", "headline", "read"),
    [
        ("Netflix has said yes to a second run of Kettle.", None, True),
        ("Kettle is back on Foxtel.", None, True),
        ("Kettle is back.", None, False),
        ("Kettle is back.", "The drama returns", True),
        ("", None, False),
        ("", "", False),
        (PASSING * 20 + "Cameras were in the hall for a film.", None, False),
        (PASSING * 20 + "The series is on TV; the drama has six episodes.", None, True),
        (PASSING * 60 + "The film is on TV.", None, False),
        ("The side ended its season with a fine show at home. " * 30, None, False),
        ("The side ended its season with a fine show, live on TV. " * 30, None, True),
    ],
)
def test_telling_words_are_needed_in_step_with_length(text: str, headline: str | None, read: bool) -> None:
    assert worth_reading(text, headline) is read
