"""The page of components shows what the styles draw, in both themes, and nobody but a developer meets it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import path
from selectolax.lexbor import LexborHTMLParser

import airdate.look
from airdate.look.views import design, themes
from airdate.urls import urlpatterns as served

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

STATIC = Path(airdate.look.__file__).parent / "static" / "look"
# Sheets that draw nothing of their own: paper's changes to the others, and the places of programmes in the sheet of the
# TV guide, which guide/test_tv_style.py holds complete.
WITHOUT = {"print.css", "tv-print.css", "tv-minutes.css"}
NAME = re.compile(r"\.([a-z][\w-]*)")
urlpatterns = [
    *served,
    path("design/", design, name="design"),
    path("design/themes.css", themes, name="themes"),
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def debug(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = __name__


def test_nobody_meets_it_on_a_site(client: Client) -> None:
    assert client.get("/design/").status_code == 404


def drawn() -> set[str]:
    """Every class that a rule of the styles names."""
    sheets = [path.read_text(encoding="utf-8") for path in STATIC.glob("*.css") if path.name not in WITHOUT]
    rules = [re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL) for sheet in sheets]
    return {name for rule in rules for chosen in re.findall(r"([^{}]+)\{", rule) for name in NAME.findall(chosen)}


def test_every_class_that_the_styles_draw_is_shown_in_each_theme(client: Client, debug: None) -> None:
    page = LexborHTMLParser(client.get("/design/").content.decode())
    named = drawn()
    assert len(named) > 250
    for theme in page.css(".theme"):
        shown = {name for node in theme.css("[class]") for name in (node.attributes["class"] or "").split()}
        assert sorted(named - shown) == [], theme.attributes["data-theme"]


def test_every_sheet_is_loaded(client: Client, debug: None) -> None:
    page = LexborHTMLParser(client.get("/design/").content.decode())
    loaded = {Path(node.attributes["href"] or "").name for node in page.css("link[rel=stylesheet]")}
    assert {path.name for path in STATIC.glob("*.css")} - loaded == {"tv-print.css"}


def test_both_themes_stand_on_one_page_with_each_part_once(client: Client, debug: None) -> None:
    page = LexborHTMLParser(client.get("/design/").content.decode())
    parts = [[node.html for node in theme.css("section.section")] for theme in page.css(".theme")]
    names = [[node.text() for node in theme.css(".section > h2")] for theme in page.css(".theme")]
    assert [node.attributes["data-theme"] for node in page.css(".theme")] == ["light", "dark"]
    assert parts[0] == parts[1]
    assert [len(set(each)) for each in names] == [len(each) for each in names]
    css = client.get("/design/themes.css").content.decode()
    colours = [set(re.findall(r"(--[a-z-]+):", rule)) for rule in css.split("\n") if "color-scheme" in rule]
    assert len(colours) == 2
    assert colours[0] == colours[1]
    assert "--paper" in colours[0]


@pytest.mark.django_db(transaction=True)
def test_the_themes_differ_in_a_browser(browser: Browser, live_server: LiveServer, debug: None) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/design/")
    grounds = page.eval_on_selector_all(".theme", "parts => parts.map(p => getComputedStyle(p).backgroundColor)")
    page.close()
    assert grounds == ["rgb(251, 249, 243)", "rgb(16, 20, 31)"]
