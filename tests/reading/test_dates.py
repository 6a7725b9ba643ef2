"""Dates of news text against the table in ``cases/dates.toml``, and what must hold for any text."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import dateparser
import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.reading.dates import PRECISIONS, DateMention, WeekdaySlot, find_dates, find_slots
from airdate.reading.model import Span

PUBLISHED = datetime.date(2023, 7, 12)
_GROUPS = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))["group"]
CASES = [
    pytest.param(group["published"], case, id=f"{group['name']}: {case['text'][:60]!r}-{case.get('day_first', True)}")
    for group in _GROUPS
    for case in group["cases"]
]
VOCABULARY = [
    "Thursday", "Aug.", "August", "May", "3", "3rd", "10", "2024", "1899", "2017-18", "next", "this", "last", "week",
    "weekend", "early", "mid-", "late", "the", "end of", "year", "Q3", "in", "two", "weeks", "from now", "ago", "to",
    "-", "–", "and", ",", ".", "/", "at", "8pm", "9/8c", "Christmas", "Day", "Easter", "New Year's", "until", "not",
    "around", "tonight", "tomorrow", "the following day", "29 February", "31", "Sept", "'24", "summer", "of",
    "between", "first half", "Monday to Friday", "\n", "13/08/2023", "31.12.9999", "(", ")", "said", "will",
    "fortnight", "today",
]  # fmt: skip


def shown(mention: DateMention) -> str:
    return f"{mention.edtf} {mention.time}" if mention.time else mention.edtf


@pytest.mark.parametrize(("published", "case"), CASES)
def test_table(published: datetime.date, case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_dates(text, published, day_first=case.get("day_first", True))
    assert [shown(mention) for mention in found] == case.get("dates", [])
    if "words" in case:
        assert [mention.span.of(text) for mention in found] == case["words"]


def test_mention_tells_how_the_date_was_read() -> None:
    text = "The network said it will not be back until Thursday, August 3 at 9 p.m. ET."
    assert find_dates(text, PUBLISHED) == [
        DateMention(
            span=Span(43, 61), edtf="2023-08-03", precision="day", time="21:00 ET", time_span=Span(65, 74),
            relative=True, has_year=False, earlier="2023-08-03", later="2023-08-03", weekday=4, lead="until",
            negated=True, tense="future",
        )
    ]  # fmt: skip


def test_both_readings_of_a_bare_weekday_are_kept() -> None:
    (mention,) = find_dates("Friday's episode", PUBLISHED)
    assert (mention.earlier, mention.edtf, mention.later) == ("2023-07-07", "2023-07-14", "2023-07-14")


def test_precisions() -> None:
    text = "3 August 2023; August 2023; summer 2023; Q3 2023; in 2023; early 2023; next week; in 2025 at the earliest"
    assert [mention.precision for mention in find_dates(text, PUBLISHED)] == [
        "day", "month", "season", "quarter", "year", "part", "interval", "open",
    ]  # fmt: skip


def test_curly_and_straight_marks_read_alike() -> None:
    curly = "It won’t be back until 2025 – or New Year’s Day 2026, October 16 – October 22"
    straight = curly.translate({0x2019: "'", 0x2013: "-"})
    assert find_dates(curly, PUBLISHED) == find_dates(straight, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Thursdays at 10pm", [("Thursdays", (4,), "weekly", "22:00")]),
        ("Tuesdays and Thursdays", [("Tuesdays and Thursdays", (2, 4), "weekly", None)]),
        ("every Friday night at 9pm", [("every Friday night", (5,), "weekly", "21:00")]),
        ("on Tuesday nights", [("Tuesday nights", (2,), "weekly", None)]),
        ("Monday to Friday at 7.30pm", [("Monday to Friday", (1, 2, 3, 4, 5), "weekdays", "19:30")]),
        ("Mondays to Thursdays at 7.30pm", [("Mondays to Thursdays", (1, 2, 3, 4), "weekdays", "19:30")]),
        ("Mon-Fri", [("Mon-Fri", (1, 2, 3, 4, 5), "weekdays", None)]),
        ("weeknights", [("weeknights", (1, 2, 3, 4, 5), "weekdays", None)]),
        ("airs nightly", [("nightly", (1, 2, 3, 4, 5, 6, 7), "daily", None)]),
        ("at 9.00 pm on weekends", [("weekends", (6, 7), "weekly", "21:00")]),
        ("Friday to Sunday", [("Friday to Sunday", (5, 6, 7), "weekly", None)]),
        ("On Thursday 3 August", []),
        ("from Friday to Sunday 6 August", []),
        ("Sundance", []),
        ("The Daily Tide understands", []),
        ("Entertainment Weekly says", []),
        ("Daily at 6pm", [("Daily", (1, 2, 3, 4, 5, 6, 7), "daily", "18:00")]),
    ],
)
def test_slots(text: str, expected: list[tuple[str, tuple[int, ...], str, str | None]]) -> None:
    found = [(slot.span.of(text), slot.days, slot.schedule, slot.time) for slot in find_slots(text)]
    assert found == expected


_FULL = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
_FORMATS = ["%-d %B %Y", "%B %-d, %Y", "%A %-d %B %Y", "%A, %B %-d, %Y", "%Y-%m-%d", "%b %-d, %Y", "%d/%m/%Y"]


@given(_FULL, st.sampled_from(_FORMATS))
@settings(deadline=None, max_examples=60)
def test_full_dates_agree_with_dateparser(day: datetime.date, spelling: str) -> None:
    text = day.strftime(spelling)
    second = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY"})
    assert second is not None
    assert [mention.edtf for mention in find_dates(f"It opens on {text}.", PUBLISHED)] == [str(second.date())]


def holds(text: str, published: datetime.date) -> list[DateMention]:
    mentions = find_dates(text, published)
    end = 0
    for mention in mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert mention.precision in PRECISIONS
        for edtf in (mention.edtf, mention.earlier, mention.later):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}~?(/(\.\.|\d{4}(-\d\d){0,2}~?))?", edtf), edtf
            parse_edtf(edtf.replace("~", ""))
        if mention.time_span:
            assert 0 <= mention.time_span.start < mention.time_span.end <= len(text)
    for slot in find_slots(text):
        assert 0 <= slot.span.start < slot.span.end <= len(text)
        assert slot.days == tuple(sorted(set(slot.days)))
    return mentions


@given(st.lists(st.sampled_from(VOCABULARY), max_size=14), st.sampled_from(["", " "]), _FULL)
@settings(deadline=None, max_examples=150)
def test_any_words_in_any_order(words: list[str], glue: str, published: datetime.date) -> None:
    holds(glue.join(words), published)


@given(st.text(max_size=120), st.dates())
@settings(deadline=None, max_examples=100)
def test_any_text_on_any_day(text: str, published: datetime.date) -> None:
    holds(text, published)


@pytest.mark.parametrize("published", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize(
    "text", [*VOCABULARY, "next Friday", "last week", "in two years", "last Christmas", "3 August"]
)
def test_ends_of_the_calendar(text: str, published: datetime.date) -> None:
    holds(f"It will return in {text}, on {text}", published)


def test_slot_is_a_value() -> None:
    assert find_slots("Fridays") == [WeekdaySlot(Span(0, 7), (5,), "weekly")]
