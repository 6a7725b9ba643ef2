"""A site of one's own, on the database that the tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.sites import MadeSite, made_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MadeSite]:
    with made_site(tmp_path / "site") as made:
        yield made
