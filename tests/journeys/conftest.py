"""A browser on the live site, and a site folder for the command line that leads to the same database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django import DjangoDbBlocker
    from pytest_django.live_server_helper import LiveServer

DEMONSTRATION_DAY = date(2031, 3, 10)
EVENING = datetime(2031, 3, 10, 19, 42, tzinfo=UTC)


PHONE = {"viewport": {"width": 390, "height": 844}}


@contextmanager
def visit(browser: Browser, address: str, **window: Any) -> Iterator[Page]:
    """A page on the site at an address. Whatever the browser complains of there, or asks of others, fails the test."""
    context = browser.new_context(base_url=address, locale="en-GB", **window)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((address, "data:")) else "")
    yield opened
    context.close()
    # A page that refuses is reported by the browser as a resource that failed to load; the tests look at its status.
    assert [fault for fault in faults if "the server responded with a status of 4" not in fault] == []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a phone's width."""
    with visit(browser, live_server.url, **PHONE) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's folder. Commands that run in this process use the database of the tests."""
    (tmp_path / "airdate.toml").write_text('name = "Airdate"\n', encoding="utf-8")
    (tmp_path / "secret.key").write_text("x" * 48, encoding="ascii")
    monkeypatch.setenv("AIRDATE_SITE", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The whole demonstration as `airdate demo` makes it, served on its evening; gives its address.

    It is made once for all the tests of a module, which only read it: that takes longer than a journey through it. They
    carry the mark `django_db` without `transaction`, after which the database would be emptied.
    """
    from django.core.management import call_command
    from django.utils import timezone
    from pytest_django.live_server_helper import LiveServer

    from airdate.imports import demonstration as catalogue
    from airdate.intake import demonstration as articles
    from airdate.listings import demonstration as listings

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: EVENING)
        clock.setattr(timezone, "localdate", lambda *_: DEMONSTRATION_DAY)
        articles.prepare()
        catalogue.load(DEMONSTRATION_DAY)
        for _ in articles.load(DEMONSTRATION_DAY):
            pass
        listings.load(DEMONSTRATION_DAY)
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)
