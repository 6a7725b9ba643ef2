"""`airdate init` in processes of its own: a site is there whole or not at all, and nothing is asked."""

import stat
import tomllib
from pathlib import Path

import pytest

from factories.sites import MadeSite


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_site_has_its_settings_secret_database_and_editor(tmp_path: Path) -> None:
    site = MadeSite(tmp_path / "new" / "guide")
    done = site.run("init", str(site.folder), "--name", 'Quay "TV"', "--region", "IE", "--time-zone", "Europe/Dublin")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"A site was made in {site.folder}."
    assert lines[1].startswith("First editor: editor, password: ")
    assert names(site.folder) == ["airdate.sqlite3", "airdate.toml", "secret.key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in site.folder.iterdir()} == {0o600}
    settings = tomllib.loads((site.folder / "airdate.toml").read_text())
    assert settings == {"name": 'Quay "TV"', "region": "IE", "time_zone": "Europe/Dublin"}
    check = site.run("check")
    assert (check.returncode, check.stdout) == (0, "All is whole: 0 documents, 0 claims.\n")


def test_a_site_is_never_made_twice(tmp_path: Path) -> None:
    site = MadeSite(tmp_path / "guide")
    assert site.run("init", str(site.folder)).returncode == 0
    before = {path.name: path.read_bytes() for path in site.folder.iterdir()}
    again = site.run("init", str(site.folder))
    assert again.returncode == 2
    assert again.stderr == (
        f"Error: {site.folder} holds a site already (airdate.toml); "
        f"name another, or: airdate serve --site {site.folder}\n"
    )
    assert {path.name: path.read_bytes() for path in site.folder.iterdir()} == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--time-zone", "Europe/Quay"], "time_zone is 'Europe/Quay', which no zone is called"),
        (["--region", "Ireland"], "region is 'Ireland', which is not an ISO 3166 code"),
        (["--password", "short"], "the editor 'editor' cannot be made: This password is too short."),
        (["--database-url", "mysql://u@h/n"], "Airdate keeps its data in SQLite or PostgreSQL"),
        (["--database-url", "postgres://nobody@127.0.0.1:9/none"], "the database none cannot be used:"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(tmp_path: Path, options: list[str], message: str) -> None:
    site = MadeSite(tmp_path / "guide")
    done = site.run("init", str(site.folder), *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert names(tmp_path) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "guide").write_text("mine")
    done = MadeSite(tmp_path).run("init", str(tmp_path / "guide"))
    assert (done.returncode, done.stderr) == (2, f"Error: {tmp_path / 'guide'} is a file; name a folder for the site\n")
    assert (tmp_path / "guide").read_text() == "mine"


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert MadeSite(tmp_path).run("init", str(tmp_path)).returncode == 0
    assert names(tmp_path) == ["airdate.sqlite3", "airdate.toml", "notes.txt", "secret.key"]
