"""`airdate import` as it is typed: what it prints, and how it refuses."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db.utils import OperationalError

from airdate.catalogue.models import Title, TitleAlias
from airdate.claims.models import Claim
from airdate.cli.imports import CLASSES, import_
from airdate.imports.models import ImportedFile
from airdate.imports.tvmaze.tables import Shows
from airdate.intake import known_titles
from airdate.intake.site import Site
from airdate.reading.lexicon.build import open_file
from airdate.sources.models import Source, SourceClass
from imports.samples import BASICS, IMDB_TABLES, episode, json_file, show, table_file, text_file

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(import_, arguments, catch_exceptions=False)


def refused(*arguments: str) -> str:
    """What a command that is refused says: one line, status 2, nothing is there that was not before."""
    before = (Source.objects.count(), Title.objects.count(), ImportedFile.objects.count())
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert (Source.objects.count(), Title.objects.count(), ImportedFile.objects.count()) == before
    *_, line = done.stderr.splitlines()
    return line.removeprefix("Error: ")


def test_many_new_titles_are_written_for_the_reader(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    settings.SITE = Site(folder)
    monkeypatch.setattr(known_titles, "BESIDE", 2)
    assert run("tvmaze", json_file(here, [show(n, f"Quay {n}") for n in (1, 2)]).name).exit_code == 0
    assert list(folder.iterdir()) == []  # so few are read with each article
    assert run("tvmaze", json_file(here, [show(n, f"Quay {n}") for n in (1, 2, 3)], "more.json").name).exit_code == 0
    (file,) = folder.iterdir()
    assert [hit.name for hit in open_file(file).scan("Quay 3 returns.")] == ["Quay 3"]


def test_titles_that_cannot_be_written_stop_no_import(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.SITE = Site(tmp_path / "nowhere")
    monkeypatch.setattr(known_titles, "BESIDE", 0)
    done = run("tvmaze", json_file(here, [show(1)]).name)
    assert (done.exit_code, done.stderr.count("The titles were not written for the reader")) == (0, 1)


def test_the_classes_are_those_of_sources() -> None:
    assert list(CLASSES) == SourceClass.values


def test_shows_and_then_the_episodes_of_one(here: Path) -> None:
    shows = json_file(here, [show(1), {"id": 2}, {"name": "No Number"}, show(3, "Pilot Light", premiered="2019")])
    listed = json_file(here, [episode(1, 1, "2019-03-04")], "list.json")
    done = run("tvmaze", shows.name, listed.name, "--show", "1")
    assert done.exit_code == 0
    told = [line.replace(f"{here}/", "") for line in done.stdout.splitlines()]
    seconds = [line.partition(" rows in ")[2].partition(" s;")[0] for line in told]
    assert [line.replace(f" in {s} s", "") if s else line for line, s in zip(told, seconds, strict=True)] == [
        "shows.json (TVmaze, shows): 4 rows; new: 3 claims, 2 documents, 4 ids, 1 services, 2 titles",
        "  bad rows: 1, the name of the show is missing ('None'); rows 2",
        "  bad rows: 1, the show has no id ('None'); rows 3",
        "  bad rows: 1, the field premiered is no day (YYYY-MM-DD) ('2019'); rows 4",
        "list.json (TVmaze, episodes): 1 rows; new: 1 claims, 1 documents",
    ]
    assert run("tvmaze", shows.name).stdout.replace(f"{here}/", "") == (
        "shows.json (TVmaze, shows): in already, nothing was read; to go through it once more: --again\n"
    )


def test_json_holds_what_was_told(here: Path) -> None:
    file = table_file(here, "title.basics", [*BASICS, ["tt1"]])
    done = run("imdb", file.name, "--json")
    (told,) = json.loads(done.stdout)
    assert (told.pop("seconds") >= 0, told) == (True, {
        "file": file.name, "source": "IMDb", "table": "title.basics", "was_in": False, "resumed_at": 0, "bad_rows": 1,
        "counts": {"aliases": 1, "ids": 3, "left out: episodes, games and the like": 2, "left out: works for adults": 1,
                   "rows": 7, "titles": 3},
        "faults": {"the row has not 9 columns": {"count": 1, "lines": [8], "example": "1"}},
    })  # fmt: skip


def test_the_terms_of_imdb_are_shown(here: Path) -> None:
    done = run("imdb", table_file(here, "title.basics", BASICS).name)
    assert "for personal and non-commercial use only" in done.stderr
    assert Source.objects.get().licence == "IMDb data sets: personal and non-commercial use only"


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["Die stille Fähre", "The Salt Market"]),
        (["--regions", "de"], ["Die stille Fähre", "Salzmarkt"]),
        (["--regions", "all"], ["Die stille Fähre", "Salzmarkt", "The Salt Market"]),
    ],
)
def test_names_of_regions(here: Path, options: list[str], names: list[str]) -> None:
    files = [table_file(here, table, IMDB_TABLES[table]).name for table in ("title.akas", "title.basics")]
    assert run("imdb", *files, *options).exit_code == 0
    assert sorted(TitleAlias.objects.values_list("name", flat=True)) == names


def test_a_table_with_its_own_columns(here: Path) -> None:
    file = text_file(here, "Name,First shown,Channel,Stars\nPilot Light,2031-02,Tide One,Mara Quill;Ida Brandt\n")
    done = run(
        "csv", file.name, "--source", "Tide Listings", "--class", "official", "--licence", "CC0", "--separator", ";",
        "--map", "Name=title", "--map", "First shown=date", "--map", "Channel=platform",
    )  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, f"{file.name}: columns not used: Stars\n")
    (claim,) = Claim.objects.all()
    assert claim.slots == {"title": "Pilot Light", "event": "premiere", "date": "2031-02", "platform": ["Tide One"]}
    source = Source.objects.get()
    assert (source.name, source.source_class, source.licence) == ("Tide Listings", "official", "CC0")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of the files in a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_addresses_are_fetched(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "served").mkdir()
    json_file(here / "served", [show(1)])
    table_file(here / "served", "title.basics", BASICS, packed=True)
    with serving(here / "served") as host:
        shows, table = f"http://{host}/shows.json", f"http://{host}/title.basics.tsv.gz"
        # The own network is closed unless the one who runs the site opens it.
        assert refused("tvmaze", shows) == f"{shows}: 127.0.0.1 is not an address of the open internet"
        monkeypatch.setenv("AIRDATE_ALLOW_HOSTS", host)
        assert refused("tvmaze", f"http://{host}/none.json").endswith("the server answers with status 404")
        assert (run("tvmaze", shows).exit_code, run("imdb", table).exit_code) == (0, 0)
    assert sorted(Title.objects.values_list("name", flat=True)) == [
        "Salt Market", "Salt Market", "The Lantern House", "The Quiet Ferry",
    ]  # fmt: skip
    assert sorted(ImportedFile.objects.values_list("name", flat=True)) == [shows, table]


def test_a_database_that_cannot_go_on_is_told_in_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Shows, "keep", full)
    done = run("tvmaze", json_file(here, [show(1)]).name)
    assert done.exit_code == 2
    assert done.stderr == (
        "Error: the database cannot go on (database or disk is full); the same command goes on where it was\n"
    )


def test_refusals(here: Path) -> None:
    nothing = str(here / "nothing.json")
    page = text_file(here, "<!doctype html>", "page.json").name
    other = json_file(here, [{"kind": "fish"}], "other.json").name
    listed = json_file(here, [episode(1, 1, "2019-03-04")], "list.json").name
    table = text_file(here, "name,year\nPilot Light,2031\n").name
    assert refused("tvmaze", nothing) == f"{nothing}: there is no such file; give a file or an http address"
    assert refused("tvmaze", str(here)) == f"{here} is a folder; name the files in it"
    assert refused("tvmaze", page) == f"{page} is no JSON file of objects: it begins with '<!doctype html>'"
    assert refused("tvmaze", other) == (
        f"{other} holds neither shows nor episodes of TVmaze; its first item has kind;"
        " take pages such as https://api.tvmaze.com/shows?page=0"
    )
    assert refused("tvmaze", listed) == (
        f"{listed} lists episodes and does not say of which show; name it with --show NUMBER"
    )
    assert refused("tvmaze", listed, "--show", "77") == (
        f"{listed} lists episodes of TVmaze's show 77, which is not here; import the show first"
    )
    assert refused("tvmaze", listed, "--show", "x").startswith("--show 'x' is no number of a show;")
    assert refused("imdb", table).startswith(f"{table} is none of the IMDb tables title.basics, ")
    assert refused("imdb", table, "--regions", "G8").startswith("--regions 'G8': 'G8' is no region;")
    assert refused("csv", table, "--source", "Tide") == (
        f"{table} has no column title (it has name, year); say which it is: --map THEIRS=title"
    )
    assert refused("csv", table, "--source", "Tide", "--map", "name").startswith("--map 'name' is no pair;")
    assert refused("csv", table, "--source", " ").startswith("--source and --separator must not be empty")
