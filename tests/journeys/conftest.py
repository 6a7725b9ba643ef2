"""A browser on the live site, and a site folder for the command line that leads to the same database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a phone's width; every fault that the browser reports fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url, locale="en-GB")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if not _is_ours(request.url, live_server) else None)
    yield opened
    context.close()
    # A page that refuses is reported by the browser as a resource that failed to load; the tests look at its status.
    assert [fault for fault in faults if "the server responded with a status of 4" not in fault] == []


def _is_ours(url: str, live_server: LiveServer) -> bool:
    return url.startswith((live_server.url, "data:"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's folder. Commands that run in this process use the database of the tests."""
    (tmp_path / "airdate.toml").write_text('name = "Airdate"\n', encoding="utf-8")
    (tmp_path / "secret.key").write_text("x" * 48, encoding="ascii")
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path
