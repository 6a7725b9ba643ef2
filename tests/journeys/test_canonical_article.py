"""The canonical article through the whole house: from a file to a sourced page, by keyboard, in a real browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from airdate.cli import main
from journeys.by_hand import follow, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = Path(str(files("airdate.intake") / "demo" / "articles" / "heartstopper.txt"))
GIVEN = ("--published", "2023-04-24", "--source", "Airdate Desk", "--class", "trade")


def texts(page: Page, css: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(css).all_text_contents()]


@pytest.mark.django_db(transaction=True)
def test_from_a_file_to_a_sourced_page(page: Page, folder: Path) -> None:
    added = CliRunner().invoke(main, ["add", str(ARTICLE), *GIVEN, "--site", str(folder)])
    assert (added.exception, added.exit_code) == (None, 0)
    assert "  Heartstopper: http://127.0.0.1:8000/titles/heartstopper/\n" in added.output

    page.goto("/")
    assert violations(page) == []
    follow(page, "Titles")
    assert violations(page) == []
    follow(page, "Heartstopper")
    assert page.locator("h1").inner_text() == "Heartstopper"
    assert violations(page) == []

    # When and where.
    assert texts(page, ".bill__next time:not(.time)") == ["Thursday 3 August 2023"]
    assert texts(page, ".bill__what") == ["Season 2 on Netflix"]
    # For how much, and through what.
    assert texts(page, ".watch__place h3, .watch__place .price") == ["Netflix", "from £4.99 a month"]
    assert texts(page, ".watch__place a[href^='/services/']") == ["Netflix", "Sky Glass", "Virgin Media Stream"]
    # The renewal for a third season.
    season3 = page.locator(".section", has=page.get_by_role("heading", name="Season 3", exact=True))
    assert "Renewed for season 3." in season3.inner_text(timeout=5000)
    # Three who are new, with their characters.
    new = [
        (row.locator(".cast__who").inner_text(), row.locator(".cast__as").inner_text())
        for row in page.locator(".cast > li", has=page.locator(".tag--joins")).all()
    ]
    assert sorted(new) == [("Ash Self", "Felix"), ("Bel Priestley", "Naomi"), ("Thibault de Montalembert", "Stephane")]
    # The video behind the scenes.
    assert texts(page, "[aria-labelledby=videos] li p:first-child") == [
        "Behind the scenes, season 2 why?: Heartstopper"
    ]

    # Why that day: the words that say so.
    follow(page, "why?: Heartstopper")
    assert page.locator("h1").inner_text() == "Thursday 3 August 2023"
    (words,) = texts(page, ".words")
    assert "the second season of Heartstopper will be released on 3rd August 2023" in words
    assert texts(page, ".said__who") == ["Airdate DeskTrade pressMonday 24 April 2023"]
    assert violations(page) == []

    # The article, its source, the service, a person, the rules: each one step away.
    document = page.locator(".said a[href^='/documents/']").first
    document.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    assert "the second season of Heartstopper will be released on 3rd August 2023" in " ".join(texts(page, ".words"))
    assert violations(page) == []
    follow(page, "Airdate Desk")
    assert violations(page) == []
    follow(page, "How facts are weighed")
    assert violations(page) == []
    page.goto("/titles/heartstopper/")
    follow(page, "Netflix")
    assert texts(page, ".board__price") == ["from £4.99 a month"]
    assert violations(page) == []
    page.goto("/titles/heartstopper/")
    follow(page, "Bel Priestley")
    assert texts(page, ".cast__as") == ["Naomi"]
    assert violations(page) == []

    # The same article again adds nothing.
    again = CliRunner().invoke(main, ["add", str(ARTICLE), *GIVEN, "--site", str(folder)])
    assert again.exit_code == 0
    assert again.output.startswith(f"{ARTICLE}: here already, nothing was added\n")
