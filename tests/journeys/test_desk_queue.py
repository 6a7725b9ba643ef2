"""What waits is decided at the desk with the keys alone, and taken back: no pointer is ever used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from airdate.catalogue.models import NameUse, Title
from airdate.facts.models import Decision, Fact
from airdate.newsroom.people import add_person
from journeys.test_desk import PASSWORD, signed_in
from newsroom.test_queue import told, unsure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The press office says so."


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def decided(page: Page) -> str:
    """What the desk says after a decision."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.locator(".messages li").first.inner_text().split("\n")[0].strip()


def test_an_editor_works_through_the_queue_with_the_keys_alone(browser: Browser, live_server: LiveServer) -> None:
    add_person("ada", PASSWORD)
    for title in ("The Quay", "Marsh Lights", "Salt and Iron"):
        told(title, "2031-08-03", "2031-08-10", "2031-08-10")
    unsure(5, title="Quayside")
    with signed_in(browser, live_server.url, "ada") as page:
        page.goto("/desk/queue/")
        names = page.locator(".desk-row__what").all_inner_texts()
        # The keys of the page stand in the list of keys.
        keys(page, "?")
        dialog = page.locator("#keyboard-shortcuts-dialog")
        dialog.get_by_text("Next row, row before").wait_for()
        assert "Leave out the claims that are ticked" in dialog.inner_text()
        keys(page, "Escape")
        dialog.get_by_text("Next row, row before").wait_for(state="hidden")
        # Two rows, one reason.
        keys(page, "j", "x", "j", "x")
        assert page.locator("[data-count]").inner_text() == "2"
        assert page.evaluate("document.activeElement.querySelector('.desk-row__what').innerText") == names[1]
        keys(page, "p")
        page.keyboard.type(WHY)
        assert decided(page).startswith("2 decisions are kept.")
        assert page.locator(".desk-row__what").all_inner_texts() == names[2:]
        pinned = Decision.objects.filter(action="pin", author="ada", reason=WHY)
        assert pinned.count() == 2
        # Of the third the two claims that are wrong are left out.
        keys(page, "j", "1", "2", "r")
        page.keyboard.type("Both copied an old schedule.")
        assert decided(page).startswith("2 decisions are kept.")
        assert not Fact.objects.filter(conflict=True).exclude(rule="pin").exists()
        # A name is opened, and means the first entry that fits.
        page.goto("/desk/queue/?sort=names")
        with page.expect_navigation():
            keys(page, "j", "o")
        page.locator("#asked").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("The Quay")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        keys(page, "1", "s")
        page.keyboard.type("Its title abroad.")
        assert decided(page).startswith("1 decision is kept.")
        assert NameUse.objects.get(name="Quayside").title == Title.objects.get(name="The Quay")
        # All of it stands in the history, and the last is taken back.
        page.goto("/desk/history/")
        assert page.locator(".desk-row").count() == 5
        keys(page, "j", "x", "u")
        page.keyboard.type("They are two after all.")
        assert decided(page).startswith("1 decision is taken back.")
        assert NameUse.objects.get(name="Quayside").title is None


def test_single_letters_do_nothing_where_they_are_not_wanted(browser: Browser, live_server: LiveServer) -> None:
    from wagtail.users.models import UserProfile

    ada = add_person("ada", PASSWORD)
    UserProfile.objects.update_or_create(user=ada, defaults={"keyboard_shortcuts": False})
    told("The Quay", "2031-08-03", "2031-08-10", "2031-08-10")
    with signed_in(browser, live_server.url, "ada") as page:
        page.goto("/desk/queue/")
        keys(page, "j", "x", "p")
        assert page.locator("[data-count]").inner_text() == "0"
        assert page.evaluate("document.activeElement.tagName") == "BODY"
