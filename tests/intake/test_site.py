"""The site's folder: how it is found, what its settings file may say."""

from pathlib import Path

import pytest

from airdate.intake.site import Site, SiteError, find_site, read_site


def write(folder: Path, text: str) -> Path:
    (folder / "airdate.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_site_is_found_from_below(tmp_path: Path) -> None:
    below = write(tmp_path, "") / "a" / "b"
    below.mkdir(parents=True)
    assert find_site(environ={}, start=below) == tmp_path
    assert find_site(environ={}, start=tmp_path) == tmp_path


def test_the_environment_names_a_site(tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert find_site(environ={"AIRDATE_SITE": str(other)}, start=write(tmp_path, "")) == other


def test_no_site_is_no_site(tmp_path: Path) -> None:
    assert find_site(environ={}, start=tmp_path) is None


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    assert read_site(write(tmp_path, "")) == Site(folder=tmp_path)


def test_what_is_said_is_taken(tmp_path: Path) -> None:
    text = 'name = "Quay TV"\nregion = "IE"\ntime_zone = "Europe/Dublin"\nhosts = ["quay.example"]\nhttps = true'
    assert read_site(write(tmp_path, text)) == Site(
        folder=tmp_path, name="Quay TV", region="IE", time_zone="Europe/Dublin", hosts=("quay.example",), https=True
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "airdate.toml cannot be read: Invalid value"),
        ('colour = "red"', "no setting is called 'colour'; known are name, region"),
        ("name = 7", "name is 7, which is not a str"),
        ('https = "yes"', "https is 'yes', which is not a bool"),
        ("hosts = [1]", "hosts is [1]; each must be a name"),
        ('time_zone = "Europe/Quay"', "time_zone is 'Europe/Quay', which no zone is called"),
        ('time_zone = "../etc"', "time_zone is '../etc', which no zone is called"),
        ('region = "uk"', "region is 'uk', which is not an ISO 3166 code"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SiteError) as refused:
        read_site(write(tmp_path, text))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_without_a_site_tells_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"holds no site \(no airdate.toml\); make one with: airdate init"):
        read_site(tmp_path)


@pytest.mark.parametrize("secret", [None, "", "short"])
def test_a_site_needs_its_secret(tmp_path: Path, secret: str | None) -> None:
    if secret is not None:
        (tmp_path / "secret.key").write_text(secret)
    with pytest.raises(SiteError, match=r"secret\.key"):
        _ = Site(folder=tmp_path).secret_key
