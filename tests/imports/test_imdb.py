"""What the rows of the IMDb tables say. Pure, save where a row's ids are looked up."""

from pathlib import Path
from typing import Any

import pytest

from airdate.imports.imdb.credits import Principal, Subject, credits_record, crew_of, principal_of
from airdate.imports.imdb.rows import characters_of, groups_of, table_of, table_rows
from airdate.imports.imdb.tables import ORDER, imdb_tables
from airdate.imports.imdb.works import work_of
from airdate.imports.records import BadRow, Somebody, WrongFile
from airdate.imports.results import Counts
from imports.samples import BASICS, IMDB_TABLES, table_file, text_file


def test_works_of_a_guide_and_what_is_left_out() -> None:
    counts = Counts()
    works = [work_of(row, counts, adult=False) for row in BASICS]
    assert [(w.ids, w.name, w.year, w.form, w.aliases, w.genres) for w in works if w] == [
        ((("imdb", "tt9900001"),), "Salt Market", 2019, "series", (), ("Crime", "Drama")),
        ((("imdb", "tt9900002"),), "The Quiet Ferry", 2020, "film", ("Die stille Fähre",), ("Drama",)),
        ((("imdb", "tt9900005"),), "Salt Market", 2023, "series", (), ()),
    ]
    assert dict(counts) == {"left out: episodes, games and the like": 2, "left out: works for adults": 1}
    night = work_of(BASICS[-1], Counts(), adult=True)
    assert night is not None
    assert night.name == "Night Ferry"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        (0, "nm9900001", "the row has no id of a title (tt...)"),
        (0, "tt99'; DROP", "the row has no id of a title (tt...)"),
        (2, "\\N", "primaryTitle is missing"),
        (2, "x" * 301, "primaryTitle has more than 300 characters"),
        (5, "2019-03-04", "startYear is no number up to 2200"),
        (5, "99999", "startYear is no number up to 2200"),
        (5, "1066", "startYear is before 1870"),
        (5, "２０１９", "startYear is no number up to 2200"),
    ],
)
def test_rows_that_are_no_works(column: int, value: str, reason: str) -> None:
    row = list(BASICS[0])
    row[column] = value
    with pytest.raises(BadRow) as caught:
        work_of(row, Counts(), adult=False)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("category", "job", "characters", "expected"),
    [
        ("actress", "\\N", '["Ada Fenn","The Widow"]', Principal("nm1", "", ("Ada Fenn", "The Widow"))),
        ("actor", "\\N", "\\N", Principal("nm1", "")),
        ("self", "\\N", '["Self - Host"]', Principal("nm1", "presenter")),
        ("self", "\\N", '["Self"]', Principal("nm1", "")),
        ("writer", "created by", "\\N", Principal("nm1", "creator")),
        ("writer", "screenplay", "\\N", Principal("nm1", "writer")),
        ("producer", "executive producer", "\\N", Principal("nm1", "executive producer")),
        ("producer", "\\N", "\\N", Principal("nm1", "producer")),
        ("director", "\\N", "\\N", Principal("nm1", "director")),
        ("composer", "\\N", "\\N", Principal("nm1", "composer")),
        ("archive_footage", "\\N", '["Ada"]', None),
        ("editor", "\\N", "\\N", None),
    ],
)
def test_principals(category: str, job: str, characters: str, expected: Any) -> None:
    assert principal_of(["tt1", "1", "nm1", category, job, characters], Counts()) == expected


def test_crew() -> None:
    assert crew_of(["tt1", "nm1,nm2", "\\N"]) == [Principal("nm1", "director"), Principal("nm2", "director")]
    with pytest.raises(BadRow, match="no id of a person"):
        crew_of(["tt1", "nm1,tt2", "\\N"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("\\N", []),
        ('["Ada"]', ["Ada"]),
        ('["Ada", 7, " "]', ["Ada"]),
        ('{"a": 1}', []),
        ("Ada", ["Ada"]),
        ('["', ['["']),
    ],
)
def test_characters(given: str, expected: list[str]) -> None:
    assert characters_of(given) == expected


NAMES = {("imdb", "nm1"): "Mara Quill", ("imdb", "nm2"): "Tobias Fenn"}


def test_credits_are_a_record_with_evidence_for_each_claim() -> None:
    principals = [
        Principal("nm1", "", ("Ada Fenn",)), Principal("nm2", "creator"), Principal("nm2", "writer"),
        Principal("nm1", "", ("The Widow",)),
    ]  # fmt: skip
    subject = Subject(1, "Salt Market", None, is_episode=False)
    record = credits_record("tt1", subject, principals, NAMES, "title.principals", "fullcredits/")
    assert [(claim.kind, dict(claim.slots)) for claim in record.claims] == [
        ("casting", {"title": "Salt Market", "actor": "Mara Quill", "character": "Ada Fenn / The Widow",
                     "change": "stars"}),
        ("credit", {"title": "Salt Market", "person": "Tobias Fenn", "role": "creator"}),
        ("credit", {"title": "Salt Market", "person": "Tobias Fenn", "role": "writer"}),
    ]  # fmt: skip
    assert [[span.of(record.text) for span in claim.evidence] for claim in record.claims] == [
        ["title: Salt Market", "cast: Mara Quill (nm1) as Ada Fenn / The Widow"],
        ["title: Salt Market", "creator: Tobias Fenn (nm2)"],
        ["title: Salt Market", "writer: Tobias Fenn (nm2)"],
    ]
    assert record.people == (Somebody("Mara Quill", (("imdb", "nm1"),)), Somebody("Tobias Fenn", (("imdb", "nm2"),)))
    assert record.address == "https://www.imdb.com/title/tt1/fullcredits/"


def test_the_cast_of_an_episode_counts_for_its_season() -> None:
    subject = Subject(1, "Salt Market", 2, is_episode=True)
    record = credits_record("tt3", subject, [Principal("nm1", "", ("Clerk",))], NAMES, "title.principals", "")
    (claim,) = record.claims
    assert (claim.slots["season"], claim.slots["actor"]) == (2, "Mara Quill")
    assert "episode of: season 2" in [span.of(record.text) for span in claim.evidence]


def test_rows_of_one_title_come_together_and_a_bad_one_after_them() -> None:
    rows = [(2, ["a", "1"]), (3, BadRow("bad")), (4, ["a", "2"]), (5, ["b", "3"]), (6, BadRow("worse"))]
    found = [(n, g.line if isinstance(g, BadRow) else g) for n, g in groups_of(iter(rows))]
    assert found == [(4, [(2, ["a", "1"]), (4, ["a", "2"])]), (4, 3), (6, [(5, ["b", "3"])]), (6, 6)]


def test_tables_are_told_by_their_header_and_taken_in_order(tmp_path: Path) -> None:
    files = [table_file(tmp_path, name, rows, packed=True) for name, rows in reversed(IMDB_TABLES.items())]
    assert [table_of(file) for file in files] == list(reversed(IMDB_TABLES))
    assert [table.name for _, table in imdb_tables(files)] == list(ORDER)


@pytest.mark.parametrize("content", ["", "id,name\n1,Salt Market\n", "tconst\ttitleType\n", "\x00\x01"])
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(WrongFile, match=r"is none of the IMDb tables title\.basics, .*datasets\.imdbws\.com"):
        table_of(text_file(tmp_path, content, "odd.tsv"))


def test_rows_of_another_width_are_bad(tmp_path: Path) -> None:
    file = table_file(tmp_path, "title.crew", [["tt1", "\\N", "\\N"], ["tt2", "\\N"], ["tt3", "\\N", "\\N", "x"]])
    found = [(n, row.reason if isinstance(row, BadRow) else row[0]) for n, row in table_rows(file, "title.crew", 0)]
    assert found == [(2, "tt1"), (3, "the row has not 3 columns"), (4, "the row has not 3 columns")]
