"""`airdate genre`: what editors do to the tree, each in one line, with author, reason and a history."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth.models import User

from airdate.catalogue.models import Genre, GenreEdit, Title
from airdate.cli.site import load
from factories import NOW

pytestmark = pytest.mark.django_db
WHY = ("--reason", "There is enough of it.")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    monkeypatch.setattr("getpass.getuser", lambda: "mo")
    days = count(1)
    monkeypatch.setattr("airdate.cli.genre.now", lambda: NOW + timedelta(days=next(days)))
    User.objects.create_user("mo")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(load("genre"), arguments, catch_exceptions=False)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def refused(*arguments: str) -> str:
    before = (list(Genre.objects.order_by("pk").values()), GenreEdit.objects.count())
    result = run(*arguments)
    assert result.exit_code == 2
    assert (list(Genre.objects.order_by("pk").values()), GenreEdit.objects.count()) == before
    (line,) = result.stderr.splitlines()
    return line


def test_a_tree_is_made_and_pruned() -> None:
    assert done("list") == "No genre yet. airdate genre plant takes in the packaged tree."
    assert done("add", "Drama", *WHY) == "Drama is a genre now: /genres/drama/"
    assert done("add", "Nordic noir", "--under", "drama", *WHY) == "Nordic noir is a genre now: /genres/nordic-noir/"
    assert done("add", "Whodunnit", *WHY) == "Whodunnit is a genre now: /genres/whodunnit/"
    Title.objects.create(slug="salt", name="Salt", folded="salt").genres.add(Genre.objects.get(slug="whodunnit"))
    assert done("rename", "nordic-noir", "Nordic crime", *WHY) == "nordic-noir is called Nordic crime now."
    assert done("move", "nordic-noir", "--under", "whodunnit", *WHY) == "nordic-noir stands under whodunnit now."
    assert run("list").output == (
        "Drama  (drama)  no title\nWhodunnit  (whodunnit)\n  Nordic crime  (nordic-noir)  no title\n"
    )
    assert done("move", "nordic-noir", "--under", "root", *WHY) == "nordic-noir stands at the root now."
    assert done("merge", "whodunnit", "--into", "drama", *WHY) == "whodunnit is drama now; 1 title went there."
    assert done("remove", "nordic-noir", *WHY) == "nordic-noir is no genre any more; 0 titles lost it."
    assert run("list").output == "Drama  (drama)\n"
    assert done("history", "nordic-noir").splitlines() == [
        "2031-03-09 12:00  remove nordic-noir: name Nordic crime, parent root, titles 0",
        "  mo: There is enough of it.",
        "2031-03-07 12:00  move nordic-noir: parent root (was whodunnit)",
        "  mo: There is enough of it.",
        "2031-03-06 12:00  move nordic-noir: parent whodunnit (was drama)",
        "  mo: There is enough of it.",
        "2031-03-05 12:00  rename nordic-noir: name Nordic crime (was Nordic noir)",
        "  mo: There is enough of it.",
        "2031-03-03 12:00  add nordic-noir: name Nordic noir, parent drama",
        "  mo: There is enough of it.",
    ]


def test_the_packaged_tree_is_planted_once() -> None:
    assert done("plant").startswith("New genres: ")
    assert done("plant") == "The packaged tree is there already."


def test_what_cannot_be_is_refused_in_one_line() -> None:
    done("add", "Drama", *WHY)
    Title.objects.create(slug="salt", name="Salt", folded="salt").genres.add(Genre.objects.get(slug="drama"))
    assert refused("add", "Drama", *WHY) == ("Error: the genre 'drama' is there already; give the new one another name")
    assert refused("move", "drama", "--under", "nothing", *WHY) == (
        "Error: there is no genre 'nothing' here; airdate genre list prints them"
    )
    assert refused("remove", "drama", *WHY) == (
        "Error: 1 title is of the genre 'drama'; merge it into another, or say --titles-too"
    )
    assert refused("add", "Comedy", "--by", "nobody", *WHY) == (
        "Error: --by 'nobody' is no editor of this site; editors here are: mo"
    )
    assert done("remove", "drama", "--titles-too", *WHY) == "drama is no genre any more; 1 title lost it."
