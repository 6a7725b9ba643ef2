"""The demonstration's catalogue: what it holds, and that nothing in it is thin, stale or untrue."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest

from airdate.catalogue.genres import packaged
from airdate.catalogue.models import Service, ServiceKind, Title
from airdate.facts.models import Fact
from airdate.imports.demonstration import TABLES, is_loaded, load
from airdate.intake.demonstration import TOKEN, dated, prepare

DAY = date(2028, 2, 29)  # a day that most years do not have
REGIONS = ("GB", "IE", "US")


def rows(file: str) -> list[dict[str, str]]:
    text = (files("airdate.imports") / "demo" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_true_works_keep_their_days_and_invented_ones_move() -> None:
    assert [row["title"] for row in rows("true.csv") if TOKEN.search("".join(row.values()))] == []
    assert max(row["date"] for row in rows("true.csv")) < "2026"
    for file in ("invented.csv", "shelves.csv"):
        still = [row["title"] for row in rows(file) if row.get("date") and not TOKEN.fullmatch(row["date"])]
        assert still == [], file
    true = {row["title"].casefold() for row in rows("true.csv")}
    invented = {row["title"].casefold() for row in rows("invented.csv")}
    assert true & invented == set()
    assert {row["title"].casefold() for row in rows("shelves.csv")} <= invented  # nobody says where true ones are


def test_every_genre_is_one_of_the_tree() -> None:
    known = {entry["name"] for entry in packaged().values()}
    used = {genre for file in ("true.csv", "invented.csv") for row in rows(file) for genre in row["genres"].split("|")}
    assert used - known == set()
    assert "" not in used


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{i}", "2028-02-29"),
        ("{i+1}", "2028-03-01"),
        ("{i-1y}", "2027-02-28"),
        ("{i-4y}", "2024-02-29"),
        ("{i-1y-30}", "2027-01-29"),
        ("{y-1y-60}", "2026"),
        ("{dy-1y+1}", "1 March 2027"),
        ("{d-1y}", "28 February"),
    ],
)
def test_days_are_counted_in_years_and_days(text: str, expected: str) -> None:
    assert dated(text, DAY) == expected


@pytest.mark.django_db
def test_it_comes_in_as_every_table_does_and_fills_the_shelves() -> None:
    prepare()
    assert not is_loaded(DAY)
    imported = load(DAY)
    assert [(each.source, each.faults.by_reason) for each in imported] == [(table.source, {}) for table in TABLES]
    assert is_loaded(DAY)
    assert not is_loaded(DAY + timedelta(days=1))
    assert [each.was_in for each in load(DAY)] == [True, True, True]
    assert Title.objects.count() >= 300
    assert not Title.objects.filter(genres__isnull=True).exists()
    assert Service.objects.filter(kind=ServiceKind.STREAMING, country__in=[*REGIONS, ""]).count() >= 12
    shelves = Fact.objects.filter(kind="availability")
    for region in REGIONS:
        there = [fact for fact in shelves if f"/{region}/" in fact.slot]
        assert len(there) >= 80, region
        assert len([fact for fact in there if fact.value.get("until")]) >= 8, region
        assert len({fact.place_id for fact in there}) >= 6, region
    # Something begins, and something began, around every day of the three weeks; and this day has its anniversaries.
    releases = Fact.objects.filter(kind="release")
    for first, last in ((-21, -8), (-7, -1), (0, 7), (8, 21)):
        span = (DAY + timedelta(days=first), DAY + timedelta(days=last))
        assert releases.filter(sort_day__range=span).count() >= 5, span
    years = [day for day in releases.values_list("sort_day", flat=True) if day and (day.month, day.day) == (2, 29)]
    assert len(years) >= 1
