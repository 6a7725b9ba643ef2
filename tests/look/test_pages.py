"""What every page says about itself: its address, its languages, and what is shown where somebody shares it."""

from __future__ import annotations

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.django_db


def heads(client: Client, address: str) -> dict[str, str]:
    page = LexborHTMLParser(client.get(address).content.decode())
    found = {
        f"{node.attributes.get('rel')} {node.attributes.get('hreflang') or ''}".strip(): node.attributes["href"] or ""
        for node in page.css("link[rel=canonical], link[hreflang]")
    }
    return found | {
        str(node.attributes["property"]): node.attributes["content"] or "" for node in page.css("meta[property]")
    }


def test_a_page_has_one_address_and_names_its_languages(client: Client) -> None:
    found = heads(client, "/changes/?page=1&utm_source=x&lang=")
    assert found == {
        "canonical": "http://testserver/changes/?page=1",
        "alternate en-GB": "http://testserver/changes/?page=1",
        "alternate de": "http://testserver/changes/?page=1&lang=de",
        "og:site_name": "Airdate",
        "og:type": "website",
        "og:title": "Changes · Airdate",
        "og:description": "What moved: dates, prices, parts and plans, the old beside the new, day by day.",
        "og:url": "http://testserver/changes/?page=1",
        "og:locale": "en_GB",
        "og:image": "http://testserver/picture.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Airdate",
    }
    german = heads(client, "/changes/?lang=de")
    assert (german["canonical"], german["og:locale"]) == ("http://testserver/changes/?lang=de", "de_DE")


def test_what_is_not_there_has_no_address(client: Client) -> None:
    assert heads(client, "/nowhere/") == {}
