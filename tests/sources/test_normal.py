"""One spelling of texts, addresses and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.sources.normal import ascii_slug, clean_text, document_key, text_hash, tidy_url


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Harbour Lights", "harbour-lights"),
        ("Ærø & Søn", "aero-and-son"),
        ("Où est-elle ?", "ou-est-elle"),
        ("Straße 9", "strasse-9"),
        ("Bob’s Yard", "bobs-yard"),
        ("Cinema+", "cinema-plus"),
        ("9-1-1", "9-1-1"),
    ],
)
def test_slugs_are_ascii_words(name: str, slug: str) -> None:
    assert ascii_slug(name) == slug


def test_names_without_ascii_letters_have_slugs_of_their_own() -> None:
    assert ascii_slug("Мост") == ascii_slug("Мост")
    assert ascii_slug("Мост") != ascii_slug("Мыс")
    assert ascii_slug("???").isascii()


def test_long_slugs_are_cut_at_a_word() -> None:
    assert ascii_slug("one two three four", longest=10) == "one-two"
    assert ascii_slug("unbreakable", longest=5) == "unbre"


@given(st.text(min_size=1))
def test_every_name_has_a_slug(name: str) -> None:
    slug = ascii_slug(name)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= 80


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A late  show.\n\nMore.", "A late show. More. "),
        ("caf\u00e9", "cafe\u0301"),
        ("no\u00a0break", "no break"),
    ],
)
def test_reflowed_text_is_the_same_text(one: str, other: str) -> None:
    assert text_hash(one) == text_hash(other)


def test_other_words_are_another_text() -> None:
    assert text_hash("on 3 August") != text_hash("on 10 August")


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaning_keeps_offsets_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert "\0" not in cleaned
    cleaned.encode()


def test_keys_differ_by_source() -> None:
    hashed = text_hash("the same words")
    assert document_key("examiner", hashed) != document_key("courier", hashed)


@pytest.mark.parametrize(
    ("url", "tidy"),
    [
        ("HTTPS://News.Example/a?utm_source=x&id=7#top", "https://news.example/a?id=7"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a?q=", "https://news.example/a?q="),
    ],
)
def test_addresses_lose_what_only_tracks(url: str, tidy: str) -> None:
    assert tidy_url(url) == tidy
