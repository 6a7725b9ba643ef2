"""Fixtures that every room's tests share: the database to use, and a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

import provision

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
# Playwright's synchronous API keeps an event loop in this thread; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# How long an example takes says nothing of what is tested, on a machine that has other work. Otherwise as it was:
# hypothesis has a profile of its own where CI is set.
settings.register_profile("patient", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


# Files whose tests take long, the longest first: so that no worker begins one when the others have nothing left.
# Another order only takes longer.
LONG = (
    "intake/test_two_writers.py", "docs/test_examples.py", "cli/test_source_command.py", "journeys/test_every_page.py",
    "listings/test_processes.py", "journeys/test_tv_guide.py", "journeys/test_desk.py", "imports/test_killed.py",
    "intake/test_killed.py", "intake/test_workers_killed.py", "journeys/test_demonstration.py", "cli/test_site_init.py",
    "releases/test_upgrade.py", "settings/test_page_cache.py", "reading/test_robust.py", "cli/test_site_serve.py",
    "cli/test_editor.py", "reading/test_values_linear.py", "intake/test_rebuilding.py", "corpus/test_floors.py",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that open a browser are marked so. With --database-only the pure are left out. Long ones come first."""
    kept, left = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        uses_database = item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}
        (kept if uses_database or not config.getoption("--database-only") else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
    places = {str(HERE / name): place for place, name in enumerate(LONG)}
    items[:] = sorted(kept, key=lambda item: places.get(str(item.path), len(LONG)))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, left by everybody before it is dropped.

    A thread of the live server may still hold a session of PostgreSQL for a browser that keeps its connection open.
    """
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def no_site_is_left() -> Iterator[None]:
    """The site that others were copied from goes with the last of them."""
    yield
    from factories.sites import remove_model

    remove_model()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Skipped where there is none, save under CI=true, where it is installed or fails."""
    from playwright.sync_api import sync_playwright

    try:
        path = provision.chromium() if os.environ.get("CI") == "true" else provision.browser_on_path()
    except provision.Missing as missing:
        pytest.fail(str(missing))
    if path is None:
        pytest.skip("no Chromium: run make test, or set AIRDATE_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(provision.CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
