"""Addresses made without looking through the site's patterns are those that Django makes."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from airdate.look.addresses import address

SLUGGED = ("title", "person", "service", "source", "genre", "document", "fact", "tv_channel")


@pytest.mark.parametrize("name", SLUGGED)
@pytest.mark.parametrize("key", ["the-salt-road", "0", "10-0", "a_b", "1000-lives"])
def test_the_address_of_a_slug_is_that_of_reverse(name: str, key: str) -> None:
    assert address(f"guide:{name}", key) == reverse(f"guide:{name}", args=[key])


def test_what_no_slug_holds_is_quoted() -> None:
    assert address("guide:title", 'été "1"?') == "/titles/%C3%A9t%C3%A9%20%221%22%3F/"


def test_the_address_of_a_number_is_that_of_reverse() -> None:
    assert address("guide:tv_programme", 600_000) == reverse("guide:tv_programme", args=[600_000])


def test_a_site_below_a_prefix_has_its_own_addresses() -> None:
    assert address("guide:title", "lantern") == "/titles/lantern/"
    set_script_prefix("/guide/10/")
    try:
        assert address("guide:title", "lantern") == "/guide/10/titles/lantern/"
    finally:
        set_script_prefix("/")
    assert address("guide:title", "lantern") == "/titles/lantern/"


def test_a_page_without_a_key_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        address("guide:home", "lantern")
