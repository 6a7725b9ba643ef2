"""A window gives way to the day that lies in it."""

from __future__ import annotations

from typing import Any

import pytest

from airdate.reading.article import Draft
from airdate.reading.model import Span
from airdate.reading.windows import inside, without_windows


@pytest.mark.parametrize(
    ("exact", "loose", "expected"),
    [
        ("2024-05-14", "2024-01/2024-06", True),
        ("2024-06-30", "2024-01/2024-06", True),
        ("2024-07-01", "2024-01/2024-06", False),
        ("2024-05-14", "2024-05", True),
        ("2024-05-14", "2024", True),
        ("2024-05-14", "2024-21", True),
        ("2024-06-01", "2024-21", False),
        ("2024-05", "2024-21", True),
        ("2024-05-14", "2024-34", True),
        ("2024-05-14", "2024-33", False),
        ("2024-05-14", "2024/..", True),
        ("2023-05-14", "2024/..", False),
        ("2024-05-14", "2024-05-13/2024-05-19", True),
        ("2024-05", "2024-05-13/2024-05-19", False),
        ("2024-05-14", "2024-05-14", False),
        ("2024-21", "2024", False),
        ("2024", "2024/..", False),
        ("2024-05~", "2024", True),
    ],
)
def test_inside(exact: str, loose: str, expected: bool) -> None:
    assert inside(exact, loose) is expected


def drafts_of(*slots: dict[str, Any]) -> list[Draft]:
    return [
        Draft("release", {"title": "Kettle", "event": "premiere", **each}, (Span(at, at + 1),), 0.5, (f"rule {at}",))
        for at, each in enumerate(slots)
    ]


def test_the_day_stays_with_the_evidence_of_both() -> None:
    loose, exact = drafts_of({"date": "2024-01/2024-06"}, {"date": "2024-05-14", "season": 2})
    assert without_windows([loose, exact]) == [
        Draft("release", exact.slots, (Span(0, 2),), 0.5, ("rule 1",)),
    ]  # neighbouring spans are one


def test_month_and_year_give_way_to_the_day() -> None:
    found = without_windows(drafts_of({"date": "2024"}, {"date": "2024-05"}, {"date": "2024-05-14"}))
    assert [draft.slots["date"] for draft in found] == ["2024-05-14"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"date": "2024", "season": 1}, {"date": "2024-05-14", "season": 2}),
        ({"date": "2024", "event": "finale"}, {"date": "2024-05-14"}),
        ({"date": "2024", "status": "denied"}, {"date": "2024-05-14"}),
        ({"date": "2024", "platform": ["Hulu"]}, {"date": "2024-05-14", "platform": ["Netflix"]}),
        ({"date": "2024", "episode": 4}, {"date": "2024-05-14", "episode": 3}),
        ({"date": "2024", "title": "The Weir"}, {"date": "2024-05-14"}),
        ({"date": "2025"}, {"date": "2024-05-14"}),
        ({"date": "2024-05-14"}, {"date": "2024-05-21"}),
    ],
)
def test_other_releases_stay(one: dict[str, Any], other: dict[str, Any]) -> None:
    both = drafts_of(one, other)
    assert without_windows(both) == both


def test_a_broadcaster_and_its_channel_are_one_place() -> None:
    both = drafts_of({"date": "2024", "platform": ["BBC One"]}, {"date": "2024-05-14", "platform": ["BBC"]})
    assert without_windows(both) == [Draft("release", both[1].slots, (Span(0, 2),), 0.5, ("rule 1",))]
