"""`add`, `rebuild`, `check` and the refusals, on the database that the tests run on."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from airdate.claims.models import ReadingRun
from airdate.cli.site import COMMANDS, load
from airdate.cli.site_add import CLASSES
from airdate.sources.models import Document, Source, SourceClass

pytestmark = pytest.mark.django_db
TEXT = "The second season of The Quay will premiere on Netflix on 3 May 2031. Ana Ortiz joins the cast as Marta Quill."
PAGE = f"""<html lang="en"><head><title>The Quay is back</title>
<link rel="canonical" href="https://www.examiner.example/tv/quay">
<meta property="article:published_time" content="2031-02-20T23:30:00+01:00"></head>
<body><article><h1>The Quay is back</h1><p>{TEXT}</p><p>{TEXT.replace("second", "much awaited second")}</p></article>
</body>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a site, in which the commands are given."""
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


def run(name: str, *arguments: str) -> Result:
    return CliRunner().invoke(load(name), arguments, catch_exceptions=False)


def refused(name: str, *arguments: str) -> str:
    """What a command that is refused says: one line, status 2, and nothing is there that was not before."""
    before = (Source.objects.count(), Document.objects.count())
    done = run(name, *arguments)
    assert done.exit_code == 2
    assert (Source.objects.count(), Document.objects.count()) == before
    (line,) = done.stderr.splitlines()
    return line.removeprefix("Error: ")


def test_every_command_is_where_it_is_said_to_be() -> None:
    assert {name: load(name).name for name in COMMANDS} == {name: name for name in COMMANDS}


def test_the_classes_are_those_of_sources() -> None:
    assert list(CLASSES) == SourceClass.values


def test_an_article_is_added_and_its_pages_are_named(here: Path) -> None:
    (here / "quay.txt").write_text(TEXT)
    done = run("add", "quay.txt", "--published", "2031-02-20", "--source", "The Examiner", "--class", "trade")
    document = Document.objects.get()
    count = len(ReadingRun.objects.get().confidences)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"quay.txt: {count} claims, from The Examiner, 2031-02-20",
        "  The Quay: http://127.0.0.1:8000/titles/the-quay/",
        f"  the article: http://127.0.0.1:8000/documents/{document.key}/",
    ]
    assert document.source.source_class == "trade"
    again = run("add", "quay.txt", "--published", "2031-02-20", "--source", "the examiner")
    assert again.output.splitlines()[0] == "quay.txt: here already, nothing was added"
    assert Document.objects.count() == 1


def test_a_page_tells_its_day_headline_and_source(here: Path) -> None:
    (here / "quay.html").write_text(PAGE)
    assert run("add", "quay.html").exit_code == 0
    document = Document.objects.select_related("source").get()
    assert (document.published.isoformat(), document.headline, document.published_zone) == (
        "2031-02-20", "The Quay is back", "+0100",
    )  # fmt: skip
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2031-02-20T22:30:00+00:00"
    assert (document.url, document.source.name) == ("https://www.examiner.example/tv/quay", "examiner.example")


def test_a_folder_stands_for_its_articles(here: Path) -> None:
    (here / "articles").mkdir()
    for number in range(3):
        (here / "articles" / f"{number}.txt").write_text(f"{TEXT} Report {number}.")
    (here / "articles" / "picture.png").write_bytes(b"\x89PNG")
    assert run("add", "articles", "--published", "2031-02-20").exit_code == 0
    assert Document.objects.count() == 3
    assert Source.objects.get().name == "Added by hand"


def test_what_cannot_be_added_is_named_and_changes_nothing(here: Path) -> None:
    (here / "good.txt").write_text(TEXT)
    (here / "bytes.txt").write_bytes(bytes(range(256)) * 20)
    (here / "marks.txt").write_text("— … !")
    (here / "empty").mkdir()
    day = ("--published", "2031-02-20")
    assert refused("add", "good.txt").startswith(
        "good.txt: the day of the article is not in it; give it with --published"
    )
    assert refused("add", "good.txt", "gone.txt", *day).startswith("gone.txt: there is no such file")
    assert refused("add", "good.txt", "bytes.txt", *day).startswith("bytes.txt: not text")
    assert refused("add", "good.txt", "marks.txt", *day) == "marks.txt: the text has no words"
    assert refused("add", "good.txt", "empty", *day).startswith("empty holds no articles (files that end in .txt")
    assert refused("add", "good.txt", "--published", "soon").startswith("--published 'soon' is no day; give it as 2031")


def test_a_source_of_another_class_is_refused(here: Path) -> None:
    (here / "quay.txt").write_text(TEXT)
    (here / "other.txt").write_text(TEXT + " More words.")
    day = ("--published", "2031-02-20", "--source", "The Examiner")
    assert run("add", "quay.txt", *day, "--class", "trade").exit_code == 0
    line = "other.txt: the source 'The Examiner' is kept as trade, not fan"
    assert refused("add", "other.txt", *day, "--class", "fan") == line
    assert refused("add", "other.txt", "quay.txt", *day, "--class", "fan") == line


def test_a_folder_without_a_site_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRDATE_SITE", "")
    line = "no site here (no airdate.toml in this folder or above); name one with --site, or make one: airdate init DIR"
    for arguments in (("add", "x.txt"), ("rebuild",), ("check",), ("serve",)):
        assert refused(*arguments) == line
    named = tmp_path / "guide"
    assert refused("check", "--site", str(named)) == (
        f"{named} holds no site (no airdate.toml); make one with: airdate init {named}"
    )


def test_a_rebuild_prints_counts_and_a_digest(here: Path) -> None:
    (here / "quay.txt").write_text(TEXT)
    run("add", "quay.txt", "--published", "2031-02-20")
    told = run("rebuild").output
    assert told == run("rebuild", "--reread").output
    counts = dict(line.rsplit(maxsplit=1) for line in told.splitlines())
    assert (counts["documents"], counts["titles"], counts["people"], counts["services"]) == ("1", "1", "1", "1")
    assert re.fullmatch(r"[0-9a-f]{64}", counts["digest"])


def test_a_check_names_what_is_wrong(here: Path) -> None:
    (here / "quay.txt").write_text(TEXT)
    run("add", "quay.txt", "--published", "2031-02-20")
    assert run("check").exit_code == 0
    ReadingRun.objects.all().delete()
    done = run("check")
    assert done.exit_code == 1
    assert f"document {Document.objects.get().key}: 0 readings are in force instead of one" in done.output.splitlines()


def test_a_demonstration_is_not_made_of_another_site(here: Path) -> None:
    assert refused("demo", "--site", str(here)) == (
        f"{here} is a site, but not a demonstration; name another folder with --site"
    )


def test_a_port_that_is_taken_is_refused(here: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = refused("serve", "--port", str(port), "--no-browser")
    assert line == f"127.0.0.1:{port} cannot be listened on (Address already in use); choose another with --port"
