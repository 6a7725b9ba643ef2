"""What the rows of CSV files with named columns say. Pure."""

from pathlib import Path
from typing import Any

import pytest

from airdate.imports.columns import Reading, row_record
from airdate.imports.named_columns import NamedColumns, named_columns
from airdate.imports.opening import Input
from airdate.imports.records import BadRow, Record, WrongFile
from airdate.imports.results import Counts, Faults
from airdate.imports.running import Publisher
from imports.samples import text_file

TIDE = Publisher("Tide Listings")


def read(**row: str) -> tuple[Record, list[str]]:
    faults = Faults()
    record = row_record({"title": "Pilot Light", **row}, Reading("Tide Listings", "tide-listings", "|"), 2, faults)
    return record, list(faults.by_reason)


def rows(file: Input, table: NamedColumns, after: int = 0) -> list[tuple[int, Any]]:
    return [(n, row.reason if isinstance(row, BadRow) else row[1]) for n, row in table.rows(file, after, Counts())]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, []),
        ({"year": "2031"}, []),  # a year identifies and is no release
        ({"date": "2031-02-20"}, [{"event": "premiere", "date": "2031-02-20"}]),
        ({"date": "2031-02"}, [{"event": "premiere", "date": "2031-02"}]),  # as coarse as it stands
        ({"date": "2031-22", "status": "rumoured"}, [{"event": "premiere", "date": "2031-22", "status": "rumoured"}]),
        ({"status": "unknown", "season": "2"}, [{"season": 2, "event": "premiere", "status": "unknown"}]),
        ({"date": "2031-02-20", "season": "2", "episode": "3", "event": "episode", "time": "20:00 GMT",
          "platform": "Tide One|Tide Two"},
         [{"season": 2, "episode": 3, "event": "episode", "date": "2031-02-20", "time": "20:00 GMT",
           "platform": ["Tide One", "Tide Two"]}]),
        ({"date": "2031-02-20", "region": "Ireland"},
         [{"event": "premiere", "date": "2031-02-20", "region": "IE"}]),
        ({"available": "Tide+|Pier", "terms": "ads", "until": "2031-03", "region": "GB"},
         [{"platform": ["Tide+", "Pier"], "terms": "ads", "until": "2031-03", "region": "GB"}]),
        ({"available": "Tide+"}, [{"platform": ["Tide+"]}]),
        ({"terms": "ads", "until": "2031-03"}, []),  # nowhere
    ],
)  # fmt: skip
def test_releases_and_where_it_is(row: dict[str, str], expected: list[dict[str, Any]]) -> None:
    record, faults = read(**row)
    assert [{k: v for k, v in claim.slots.items() if k != "title"} for claim in record.claims] == expected
    assert faults == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"date": "February 20, 2031"}, "the column date is no EDTF date (2031-02-20, 2031-02, 2031)"),
        ({"date": "20/02/2031"}, "the column date is no EDTF date (2031-02-20, 2031-02, 2031)"),
        ({"date": "2031-02-20", "season": "two"}, "the column season is no number from 0 to 9999"),
        ({"date": "2031-02-20", "event": "party"},
         "the column event is none of added, episode, finale, part, premiere, special"),
        ({"date": "2031-02-20", "time": "8pm"}, "the column time is no time (HH:MM, and a zone)"),
        ({"imdb": "12"}, "the column imdb is no id of imdb"),
        ({"form": "opera"}, "the column form is none of series, film, special"),
        ({"country": "Atlantis"}, "the column country is no country (ISO 3166, or its English name)"),
        ({"date": "2031-02-20", "region": "Atlantis"},
         "the column region is no country (ISO 3166, or its English name)"),
        ({"available": "Tide+", "region": "the Isles"},
         "the column region is no country (ISO 3166, or its English name)"),
        ({"available": "Tide+", "terms": "barter"},
         "the column terms is none of ads, broadcast, buy, cinema, free, rent, subscription"),
        ({"available": "Tide+", "until": "soon"},
         "the column until is no EDTF date (2031-02-20, 2031-02, 2031)"),
        ({"url": "javascript:alert(1)"}, "the column url is no http address"),
    ],
)  # fmt: skip
def test_a_column_that_cannot_be_used_is_a_fault_and_the_work_goes_in(row: dict[str, str], fault: str) -> None:
    record, faults = read(**row)
    assert (record.work.name, record.claims, faults) == ("Pilot Light", (), [fault])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": " "}, "the column title is missing"),
        ({"title": "Pilot Light", "year": "soon"}, "the column year is no number from 1870 to 2200"),
    ],
)
def test_rows_that_do_not_tell_the_work(row: dict[str, str], reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        read(**row)
    assert caught.value.reason == reason


def test_works_and_people() -> None:
    record, faults = read(
        year="2031", form="TV Show", country="United Kingdom", aliases="Pilotlicht|PL", genres="Drama|Crime", id="p-1",
        imdb="tt9900001", cast="Mara Quill as Ada Fenn|Ida Brandt", director="Tobias Fenn",
    )  # fmt: skip
    work = record.work
    assert (work.year, work.form, work.country, work.aliases) == (2031, "series", "GB", ("Pilotlicht", "PL"))
    assert work.ids == (("tide-listings", "p-1"), ("imdb", "tt9900001"))
    assert [dict(claim.slots) for claim in record.claims] == [
        {"title": "Pilot Light", "actor": "Mara Quill", "character": "Ada Fenn", "change": "stars"},
        {"title": "Pilot Light", "actor": "Ida Brandt", "change": "stars"},
        {"title": "Pilot Light", "person": "Tobias Fenn", "role": "director"},
    ]
    assert [claim.evidence[1].of(record.text) for claim in record.claims] == [
        "cast: Mara Quill as Ada Fenn", "cast: Ida Brandt", "director: Tobias Fenn",
    ]  # fmt: skip
    assert faults == []


@pytest.mark.parametrize("given", ["TR", "tr", "Turkey", "Türkiye"])
def test_countries_by_code_and_name(given: str) -> None:
    record, faults = read(country=given)
    assert (record.work.country, faults) == ("TR", [])


def test_of_several_countries_none_is_taken() -> None:
    assert read(country="GB|US")[0].work.country == ""


def test_columns_are_found_by_name_or_mapped(tmp_path: Path) -> None:
    file = text_file(tmp_path, '\ufeffName;Year;Rating\n"Pilot; Light";2031;7\n\nToo;many;of;them\n')
    table = named_columns(file, TIDE, mapped={"Name": "title"})
    assert (table.header, table.delimiter, table.unused) == (("title", "year", ""), ";", ("Rating",))
    assert rows(file, table) == [(2, {"title": "Pilot; Light", "year": "2031"}), (4, "the row has not 3 columns")]


def test_rows_over_several_lines_have_the_number_of_the_last(tmp_path: Path) -> None:
    file = text_file(tmp_path, 'title,synopsis\nPilot Light,"two\nlines"\nThe Quay,one\n')
    table = named_columns(file, TIDE)
    found = [(3, {"title": "Pilot Light", "synopsis": "two\nlines"}), (4, {"title": "The Quay", "synopsis": "one"})]
    assert rows(file, table) == found
    assert rows(file, table, after=3) == found[1:]


def test_bytes_that_are_no_text_and_endless_quotes_are_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "shows.csv"
    path.write_bytes(b'title,year\nA\xff,2031\nThe Quay,2031\n"' + b"never closed,\n" * 20_000)
    file = Input(str(path), path)
    found = rows(file, named_columns(file, TIDE))
    assert found[:2] == [(2, "the line is not UTF-8"), (3, {"title": "The Quay", "year": "2031"})]
    # The quotation grows until `csv` gives it up; then rows are rows again.
    assert [row for _, row in found[2:4]] == ["the row is no CSV", {"title": "never closed", "year": ""}]


@pytest.mark.parametrize(
    ("content", "mapped", "message"),
    [
        ("", {}, "has no header line; its first line must name the columns"),
        ("name,year\n", {}, r"has no column title \(it has name, year\); say which it is: --map THEIRS=title"),
        ("name,year\n", {"nom": "title"}, "has no column 'nom'; it has name, year"),
        ("name,year\n", {"name": "nom"}, "--map name=nom: no column is called 'nom'; known are title, year"),
        ("title,name\n", {"name": "title"}, "has several columns for title; map one of them"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, content: str, mapped: dict[str, str], message: str) -> None:
    with pytest.raises(WrongFile, match=message):
        named_columns(text_file(tmp_path, content), TIDE, mapped=mapped)
