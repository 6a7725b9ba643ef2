"""The demonstration, read by the real reader: a moved date, a finer one, a denial and a conflict can be seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from airdate.facts.words import date_words
from airdate.intake.demonstration import is_loaded, load
from journeys.by_hand import follow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = date(2031, 3, 10)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    assert len(list(load(DAY))) == 51
    assert is_loaded(DAY)


def words(days: int) -> str:
    return date_words((DAY + timedelta(days=days)).isoformat(), DAY)


def texts(page: Page, css: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(css).all_text_contents()]


def test_what_moved_was_made_finer_denied_or_contested_can_be_seen(page: Page, demonstration: None) -> None:
    page.goto("/")
    assert violations(page) == []
    follow(page, "The Salt Road")
    # Moved: the old day struck, the new one beside it.
    assert texts(page, ".bill__next time") == [words(26)]
    assert f"{words(19)}, 21:00" in texts(page, ".track__stop del")
    moved = page.locator(".timeline .moved", has=page.locator(".kind--moved"))
    assert words(26) in moved.locator("ins").first.inner_text()
    # Made finer: from a month to a day within it.
    refined = page.locator(".timeline .moved", has=page.locator(".kind--refined"))
    assert [("March 2031", f"{words(19)}, 21:00")] == [
        (line.locator("del").inner_text(), line.locator("ins").inner_text())
        for line in refined.all()
        if "on Harbour One" in line.inner_text() and line.locator("del").inner_text() == "March 2031"
    ]
    assert violations(page) == []

    # Denied: struck, with who denies it.
    page.goto("/titles/nine-lanterns/")
    denied = page.locator(".fact", has=page.locator(".mark.is-denied"))
    assert "Said by Lantern+ Newsroom" in denied.first.inner_text()
    assert texts(page, ".bill__what") == ["Season 3 on Lantern+"]
    assert violations(page) == []

    # Contested: the nearer source stands, both sides are shown.
    page.goto("/titles/pilot-light/")
    assert texts(page, ".bill__next time") == [words(11)]
    follow(page, "Both sides")
    assert texts(page, ".sides h2") == ["Who says so", "Who says otherwise"]
    assert sorted(texts(page, ".said .said__who b")) == ["Lantern+ Newsroom", "Northern Courier", "The Daily Tide"]
    assert violations(page) == []

    # And all of it among the changes, and nothing true was moved for the show.
    page.goto("/changes/")
    assert {"moved", "more precise", "denied"} <= set(texts(page, ".kind"))
    page.goto("/titles/heartstopper/")
    assert texts(page, ".bill__next time") == ["Thursday 3 August 2023"]


def test_the_copy_of_an_article_is_one_voice(page: Page, demonstration: None) -> None:
    page.goto("/people/yusuf-karim/")
    assert texts(page, ".cast__as") == ["Omar"]
    page.locator(".cast .why").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts/**")
    assert sorted(texts(page, ".said__who b")) == ["Northern Courier", "Screen Ledger"]
    assert "The same text as another source's; together they are one voice." in " ".join(texts(page, ".said .small"))
