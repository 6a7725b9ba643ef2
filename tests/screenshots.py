#!/usr/bin/env python3
"""Pictures of every kind of page in both themes, from the demonstration: `make screenshots`.

    python tests/screenshots.py [FOLDER]        (docs/screenshots unless told otherwise)

The demonstration is made anew in memory as of a fixed day, so the pictures change only when the pages do.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

import provision

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, 42, tzinfo=UTC)  # of the TV guide
WIDTHS = {"wide": (1280, 860), "phone": (390, 844)}
# The others would add weight and show nothing new.
ON_PHONES = ("home", "title", "why", "tv", "tonight", "streaming", "calendar", "news")
QUALITY = 45  # of WebP
MOST = 3_500_000  # bytes of all pictures together


def addresses() -> dict[str, str]:
    """One address of each kind of page, by the name of its picture."""
    from airdate.facts.models import Fact
    from airdate.listings.models import Broadcast
    from airdate.sources.models import Document

    moved = Fact.objects.filter(kind="release", title__slug="the-salt-road").exclude(status="joined").earliest("id")
    document = Document.objects.get(published=date(2023, 4, 24))
    shown = Broadcast.objects.filter(title="The Heron Papers", start__gte=NOW.timestamp()).earliest("start", "pk")
    return {
        "home": "/", "changes": "/changes/", "titles": "/titles/", "title": "/titles/the-salt-road/",
        "season": "/titles/heartstopper/", "person": "/people/maren-oldfield/", "services": "/services/",
        "service": "/services/lantern-plus/", "compare": "/services/compare/?a=lantern-plus&b=netflix",
        "streaming": "/streaming/", "streaming-all": "/streaming/?show=all", "genres": "/genres/",
        "genre": "/genres/drama/", "sources": "/sources/", "source": "/sources/northern-courier/",
        "document": f"/documents/{document.key}/", "why": f"/facts/{moved.pk}/", "weighing": "/weighing/",
        "calendar": "/calendar/?at=2026-12", "week": "/calendar/?view=week", "on-this-day": "/on-this-day/08-03/",
        "tv": "/tv/", "tv-list": "/tv/?view=list&at=20:00", "now": "/tv/now/", "tonight": "/tv/tonight/",
        "channel": "/tv/channels/harbour-one/", "programme": f"/tv/programmes/{shown.pk}/",
        "news": "/news/", "article": "/news/the-salt-road-what-we-wait-for/", "review": "/news/review-nine-lanterns/",
        "list": "/news/five-for-a-long-evening/", "search": "/search/?q=salt+raod", "as-of": "/titles/the-salt-road/"
        "?as_of=2026-10-25", "choices": "/choices/", "missing": "/titles/nothing-of-that-name/",
    }  # fmt: skip


def main(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    # The browser's driver keeps an event loop in this thread; Django would refuse to query beside it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    import django

    django.setup()
    from django.utils import timezone

    timezone.localdate = lambda *_: DAY
    timezone.now = lambda: NOW
    from django.test.runner import DiscoverRunner
    from pytest_django.live_server_helper import LiveServer

    from airdate.imports.demonstration import load as load_catalogue
    from airdate.intake.demonstration import load, prepare
    from airdate.listings.demonstration import load as load_listings
    from airdate.newsroom.demonstration import load as load_desk

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    server = LiveServer("localhost")
    try:
        prepare()  # in the order of `airdate demo`
        load_catalogue(DAY)
        for _ in load(DAY):
            pass
        load_listings(DAY)
        load_desk(DAY)
        take(server.url, addresses(), folder)
    finally:
        server.stop()
        runner.teardown_databases(databases)


def take(site: str, pages: dict[str, str], folder: Path) -> None:
    """Take the pictures. Stops with exit status 1 where they weigh too much."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provision.chromium(), args=list(provision.CHROMIUM_FLAGS))
        for kind, (width, height) in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                page.clock.install(time=NOW)
                for name, address in pages.items():
                    if kind == "phone" and name not in ON_PHONES:
                        continue
                    answer = page.goto(site + address)
                    assert answer is not None
                    assert answer.status == (404 if name == "missing" else 200), address
                    page.evaluate("document.fonts.ready")
                    page.wait_for_load_state("networkidle")
                    taken = Image.open(BytesIO(page.screenshot(full_page=False)))
                    taken.save(folder / f"{name}-{kind}-{scheme}.webp", quality=QUALITY, method=6)
                context.close()
        browser.close()
    weight = sum(path.stat().st_size for path in folder.glob("*.webp"))
    print(f"{len(list(folder.glob('*.webp')))} pictures in {folder}, {weight / 1e6:.1f} MB")
    if weight > MOST:
        raise SystemExit(f"tests/screenshots.py: {weight} bytes are more than the {MOST} that a clone should carry")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
    except provision.Missing as missing:
        raise SystemExit(f"tests/screenshots.py: {missing}") from None
