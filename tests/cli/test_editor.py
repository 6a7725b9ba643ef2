"""`airdate editor`: who may sign in, on a site of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from factories.sites import PROGRAM, MadeSite, made_site

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    with made_site(tmp_path_factory.mktemp("editors") / "site") as made:
        yield made


def add(site: MadeSite, *arguments: str, word: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "editor", "add", *arguments], env={**site.environ, "AIRDATE_PASSWORD": word}, text=True,
        stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300,
    )  # fmt: skip


def test_people_are_added_and_their_passwords_never_told(site: MadeSite) -> None:
    added = add(site, "ada", word="kettle-quay-31")
    assert (added.returncode, added.stdout, added.stderr) == (0, "ada may sign in at /desk/ as editor.\n", "")
    assert add(site, "grace", "--role", "moderator", word="kettle-quay-32").returncode == 0
    assert site.run("editor", "list").stdout == "ada  editor\neditor  chief\ngrace  moderator\n"


@pytest.mark.parametrize(
    ("name", "word", "told"),
    [
        ("Editor", "kettle-quay-31", "Error: there is an editor 'Editor' already; choose another name"),
        ("bob", "", "Error: a password for 'bob' is needed: set AIRDATE_PASSWORD, or run this in a terminal"),
        ("bob", "short", "Error: the editor 'bob' cannot be added: This password is too short. "
         "It must contain at least 10 characters."),
        ("b b", "kettle-quay-31", "Error: the editor 'b b' cannot be added: Enter a valid username. This value may "
         "contain only letters, numbers, and @/./+/-/_ characters."),
    ],
)  # fmt: skip
def test_what_will_not_do_is_said_in_a_line(site: MadeSite, name: str, word: str, told: str) -> None:
    refused = add(site, name, word=word)
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", f"{told}\n")
