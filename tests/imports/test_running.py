"""Whole files: what is in after them, the same again, stopped in the middle, damaged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from airdate.catalogue.models import ExternalId, NameUse, Person, Title, TitleAlias
from airdate.claims.models import Claim
from airdate.facts.models import Fact
from airdate.imports.imdb.credits import Principals
from airdate.imports.imdb.tables import imdb_tables
from airdate.imports.imdb.works import Basics
from airdate.imports.models import CountedEpisode, ImportedFile
from airdate.imports.named_columns import named_columns
from airdate.imports.opening import Input
from airdate.imports.records import WrongFile
from airdate.imports.results import Imported
from airdate.imports.running import Publisher, Table, import_file
from airdate.imports.tvmaze.tables import Shows, tvmaze_table
from airdate.intake.integrity import problems
from airdate.sources.actions import SourceConflict
from airdate.sources.models import Source
from imports.samples import BASICS, IMDB_TABLES, episode, json_file, show, table_file, text_file

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 2, 20, 12, tzinfo=UTC)
ROOMS = ("sources", "catalogue", "claims", "facts", "imports")


def take(file: Input, table: Table, **options: Any) -> Imported:
    return import_file(file, table, clock=lambda: NOW, **options)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that an import writes to, keys and all; where an import stands is left out."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)]
    return {
        model.__name__: sorted(model._default_manager.values_list(), key=repr)
        for model in models
        if model != ImportedFile
    }


def imdb(folder: Path, *, packed: bool = False) -> list[Imported]:
    folder.mkdir(exist_ok=True)
    files = [table_file(folder, name, listed, packed=packed) for name, listed in IMDB_TABLES.items()]
    return [take(file, table) for file, table in imdb_tables(files)]


def test_the_imdb_tables_together(tmp_path: Path) -> None:
    done = imdb(tmp_path)
    assert [(i.table, {k: c for k, c in i.counts.items() if c}) for i in done] == [
        ("title.basics", {"rows": 6, "titles": 3, "ids": 3, "aliases": 1, "left out: episodes, games and the like": 2,
                          "left out: works for adults": 1}),
        ("title.akas", {"rows": 4, "aliases": 1, "left out: names in other regions": 1,
                        "left out: names of works that are not here": 1}),
        ("title.episode", {"rows": 2, "episodes": 1, "left out: episodes of works that are not here": 1}),
        ("name.basics", {"rows": 4, "people": 4, "ids": 4}),
        ("title.principals", {"rows": 3, "documents": 2, "claims": 5, "left out: principals in other roles": 1,
                              "left out: credits of works that are not here": 1,
                              "left out: credits of people who are not here": 1}),
        ("title.crew", {"rows": 2, "documents": 2, "claims": 4}),
    ]  # fmt: skip
    assert list(Title.objects.order_by("slug").values_list("slug", "year", "form")) == [
        ("salt-market", 2019, "series"), ("salt-market-2023", 2023, "series"), ("the-quiet-ferry", 2020, "film"),
    ]  # fmt: skip
    assert sorted(TitleAlias.objects.values_list("title__slug", "name")) == [
        ("salt-market", "The Salt Market"), ("the-quiet-ferry", "Die stille Fähre"),
    ]  # fmt: skip
    assert list(CountedEpisode.objects.values_list("value", "title__slug", "season", "number")) == [
        ("tt9900003", "salt-market", 2, 5)
    ]
    assert [person.slug for person in Person.objects.filter(name="Mara Quill").order_by("pk")] == [
        "mara-quill", "mara-quill-nm9900004",
    ]  # fmt: skip
    assert sorted(Fact.objects.values_list("title__slug", "slot", "value__character"), key=str) == sorted([
        ("salt-market", "casting/-/person:mara-quill", "Ada Fenn / The Widow"),
        ("salt-market", "casting/2/person:ida-brandt", "Clerk"),
        *(("salt-market", f"credit/{role}/person:{who}", None) for role, who in (
            ("creator", "tobias-fenn"), ("executive producer", "tobias-fenn"), ("presenter", "ida-brandt"),
            ("director", "tobias-fenn"), ("writer", "tobias-fenn"), ("writer", "ida-brandt"))),
        ("the-quiet-ferry", "credit/writer/person:ida-brandt", None),
    ], key=str)  # fmt: skip
    # A year identifies: nothing of all this is a release.
    assert set(Claim.objects.values_list("kind", flat=True)) == {"casting", "credit"}
    source = Source.objects.get()
    assert (source.name, source.source_class) == ("IMDb", "catalogue")
    assert source.licence == "IMDb data sets: personal and non-commercial use only"
    assert list(problems()) == []


def all_sorts(folder: Path) -> Iterator[tuple[Input, Table]]:
    yield (file := json_file(folder, [show(n, f"Show {n}") for n in range(1, 8)])), tvmaze_table(file)
    listed = [episode(1, 1, "2019-03-04"), episode(1, 2, "2019-03-11"), episode(2, 1, "2020-03-11")]
    yield (file := json_file(folder, listed, "episodes.json")), tvmaze_table(file, "3")
    entries = [episode(3, n, "2026-01-05", show=show(4, "Show 4")) for n in (1, 2)]
    yield (file := json_file(folder, entries, "schedule.json")), tvmaze_table(file)
    files = [table_file(folder, name, listed) for name, listed in IMDB_TABLES.items()]
    yield from imdb_tables(files)
    text = "id,title,year,date,platform,cast\n" + "".join(
        f"p{n},Pilot {n},2031,2031-0{n},Tide One,Mara Quill as Ada|Ida Brandt\n" for n in range(1, 7)
    )
    yield (file := text_file(folder, text)), named_columns(file, Publisher("Tide Listings"))


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    for file, table in all_sorts(tmp_path):
        first = take(file, table)
        assert sum(first.counts.values()) > 0
        before = rows()
        again = take(file, table)
        assert (again.was_in, rows()) == (True, before)
        for resumed in (take(file, table, again=True), take(replace(file, name="copy"), table, again=True)):
            new = {key: count for key, count in resumed.counts.items() if count and not key.startswith("left out")}
            assert (list(new), resumed.was_in) == (["rows"], False)
            assert rows() == before, table.name
    # Of the names of the last table one is that of two people: it waits for an editor.
    assert set(NameUse.objects.filter(decided=False).values_list("name", "person")) == {("Mara Quill", None)}


class Stopped(Exception):
    """What the tests break an import off with."""


def test_stopped_after_any_portion_it_goes_on_without_doubles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction of the portion that was cut off leaves nothing; the ones before it are not read again."""
    for number, (file, whole) in enumerate(all_sorts(tmp_path)):
        table = whole if whole.name == "episodes" else replace(whole, portion=2)  # type: ignore[type-var]
        keep, calls = type(table).keep, 0

        def cut(*arguments: Any, keep: Any = keep) -> None:
            nonlocal calls
            calls += 1
            keep(*arguments)
            if calls % 2 == 0:
                raise Stopped

        with monkeypatch.context() as patched:
            patched.setattr(type(table), "keep", cut)
            done = None
            for _ in range(20):
                try:
                    done = take(file, table)
                    break
                except Stopped:
                    continue
        assert done is not None, table.name
        assert ImportedFile.objects.get(name=file.name, table=table.name).finished
        before = rows()
        take(file, table, again=True)
        assert rows() == before, (number, table.name)
    assert list(problems()) == []
    stopped = contents()
    assert ImportedFile.objects.filter(finished=False).count() == 0
    assert stopped["titles"] == sorted(
        [*(f"show-{n}" for n in range(1, 8)), "salt-market", "salt-market-2023", "the-quiet-ferry",
         *(f"pilot-{n}" for n in range(1, 7))]
    )  # fmt: skip
    assert stopped["ids"] == len(set(ExternalId.objects.values_list("scheme", "value")))
    assert (stopped["claims"], stopped["facts"]) == (14 + 3 + 2 + 9 + 18, 14 + 3 + 2 + 9 + 18)


def contents() -> dict[str, Any]:
    return {
        "titles": sorted(Title.objects.values_list("slug", flat=True)),
        "ids": ExternalId.objects.count(),
        "claims": Claim.objects.count(),
        "facts": Fact.objects.count(),
    }


def test_bad_rows_are_counted_with_their_lines_and_the_rest_goes_in(tmp_path: Path) -> None:
    bad = [["nm1", *BASICS[0][1:]], ["tt7", "tvSeries"], [*BASICS[0][:5], "soon", *BASICS[0][6:]]]
    file = table_file(tmp_path, "title.basics", [BASICS[0], *bad, BASICS[1], *([bad[0]] * 20)])
    done = take(file, replace(Basics(), portion=3))
    assert done.counts["titles"] == 2
    assert done.as_json()["bad_rows"] == 23
    assert done.faults.by_reason == {
        "the row has no id of a title (tt...)": {
            "count": 21, "lines": [3, 7, 8, 9, 10, 11, 12, 13, 14, 15], "example": "nm1",
        },
        "the row has not 9 columns": {"count": 1, "lines": [4], "example": "2"},
        "startYear is no number up to 2200": {"count": 1, "lines": [5], "example": "soon"},
    }  # fmt: skip
    # They are kept: who asks later is told again.
    assert ImportedFile.objects.get().faults == done.faults.by_reason


def test_of_a_damaged_file_the_first_part_is_in_and_the_whole_one_completes_it(tmp_path: Path) -> None:
    works = [[f"tt{n}", "movie", f"Work {n}", f"Work {n}", "0", "2019", *["\\N"] * 3] for n in range(1, 40_000)]
    whole = table_file(tmp_path, "title.basics", works, packed=True)
    broken = tmp_path / "broken.tsv.gz"
    broken.write_bytes(whole.path.read_bytes()[: -whole.path.stat().st_size // 3])
    with pytest.raises(WrongFile, match=r"broken\.tsv\.gz is damaged or incomplete"):
        take(Input(str(broken), broken), replace(Basics(), portion=5_000))
    there = Title.objects.count()
    assert 0 < there < len(works)
    done = take(whole, Basics())
    assert (Title.objects.count(), done.counts["titles"]) == (len(works), len(works) - there)
    assert ExternalId.objects.count() == len(works)


def test_a_changed_file_writes_what_changed(tmp_path: Path) -> None:
    take(json_file(tmp_path, [show(n, f"Show {n}") for n in (1, 2, 3)]), Shows())
    changed = [show(1, "Show 1"), show(2, "Show 2", premiered="2019-03-05"), show(3, "Show 3"), show(4, "Show 4")]
    done = take(json_file(tmp_path, changed), Shows())
    assert {k: c for k, c in done.counts.items() if c} == {
        "rows": 4,
        "titles": 1,
        "ids": 1,
        "documents": 2,
        "claims": 4,
    }


def test_memory_does_not_grow_with_bad_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but bad rows is cut into portions too."""
    kept: list[int] = []
    monkeypatch.setattr(Principals, "keep", lambda self, source, rows, *rest: kept.append(len(rows)))
    file = table_file(tmp_path, "title.principals", [["x"]] * 50)
    done = take(file, replace(Principals(), portion=10))
    assert (kept, done.faults.total) == ([0] * 5, 50)


def test_a_source_kept_with_another_class_is_refused(tmp_path: Path) -> None:
    file = text_file(tmp_path, "title\nPilot Light\n")
    take(file, named_columns(file, Publisher("Tide Listings")))
    with pytest.raises(SourceConflict, match="'Tide Listings' is kept as catalogue, not fan"):
        take(file, named_columns(file, Publisher("Tide Listings", source_class="fan")))
