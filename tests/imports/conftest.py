"""A folder with a site, in which the commands are given; and a whole site of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.sites import MadeSite, made_site


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "airdate.toml").write_text("")
    (tmp_path / "secret.key").write_text("s" * 50)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(tmp_path / "site") as made:
        yield made
