"""In which language a page is answered, and what is remembered of a choice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override, pgettext, trans_real
from selectolax.lexbor import LexborHTMLParser

from airdate.settings.languages import offered, remember_messages

pytestmark = pytest.mark.django_db


def spoken(answer: Any) -> tuple[str, str]:
    page = LexborHTMLParser(answer.content.decode())
    return str(page.css_first("html").attributes["lang"]), answer["Content-Language"]


@pytest.mark.parametrize(
    ("address", "accepted", "kept", "language"),
    [
        ("/", "", "", "en-gb"),
        ("/", "de-AT,de;q=0.8,en;q=0.5", "", "de"),
        ("/", "fr,ja", "", "en-gb"),
        ("/", "en-US", "", "en-gb"),
        ("/", "", "de", "de"),
        ("/", "en", "de", "de"),
        ("/?lang=de", "en", "", "de"),
        ("/?lang=en-gb", "de", "de", "en-gb"),
        ("/?lang=DE-at", "", "", "de"),
        ("/?lang=xx", "de", "", "de"),
        ("/?lang=../../etc", "", "", "en-gb"),
        ("/nowhere/", "de", "", "de"),
    ],
)
def test_the_address_comes_first_then_the_choice_then_the_browser(
    client: Client, address: str, accepted: str, kept: str, language: str
) -> None:
    if kept:
        client.cookies["language"] = kept
    answer = client.get(address, headers={"accept-language": accepted} if accepted else {})
    assert spoken(answer) == (language, language)
    assert answer.cookies == {}


def test_caches_are_told_what_the_language_hangs_on(client: Client) -> None:
    assert {each.strip() for each in client.get("/")["Vary"].split(",")} >= {"Accept-Language", "Cookie"}


def test_a_choice_is_remembered_and_can_be_taken_back(client: Client) -> None:
    chosen = client.get("/changes/?page=1&lang=de&keep=1")
    assert (chosen.status_code, chosen["Location"]) == (302, "/changes/?page=1")
    morsel = chosen.cookies["language"]
    assert (morsel.value, morsel["samesite"], morsel["httponly"]) == ("de", "Lax", True)
    assert spoken(client.get("/changes/"))[0] == "de"
    forgotten = client.get("/changes/?lang=&keep=1")
    assert (forgotten["Location"], forgotten.cookies["language"].value) == ("/changes/", "")
    assert spoken(client.get("/changes/"))[0] == "en-gb"


def test_the_link_of_a_language_leads_to_the_same_page(client: Client) -> None:
    page = LexborHTMLParser(client.get("/changes/?kind=dates").content.decode())
    links = [(node.attributes["lang"], node.attributes["href"]) for node in page.css(".tongues a")]
    assert links == [
        ("en-GB", "/changes/?kind=dates&lang=en-gb&keep=1"), ("de", "/changes/?kind=dates&lang=de&keep=1"),
    ]  # fmt: skip


def test_the_site_s_own_language_comes_first() -> None:
    assert offered("en-gb") == [("en-gb", "English"), ("de", "Deutsch")]
    assert offered("de-AT") == [("de-at", "Deutsch"), ("en-gb", "English")]
    assert offered("en_US") == [("en-us", "English"), ("de", "Deutsch")]


def test_a_language_without_a_translation_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^language is 'fr', into which the pages are not translated; take one of"):
        offered("fr")


@pytest.mark.parametrize("language", ["de", "en-gb"])
def test_a_message_that_was_looked_up_is_what_the_catalogue_says(language: str) -> None:
    remember_messages(language)
    remember_messages(language)
    catalogue = trans_real.translation(language)
    with override(language):
        for _time in range(2):
            assert gettext("Calendar") == type(catalogue).gettext(catalogue, "Calendar")
            assert pgettext("the front page", "Home") == {"de": "Start", "en-gb": "Home"}[language]
            assert gettext("no message of any catalogue") == "no message of any catalogue"
    assert vars(catalogue)["gettext"].cache_info().hits >= 3
