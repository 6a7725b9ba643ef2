"""The site on a fixed day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from syndication.shown import DAY


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of every request: Monday 10 March 2031."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    return DAY
