"""Links to other sites: what is offered, and what never becomes a link."""

from __future__ import annotations

import pytest

from airdate.facts.pages import Basis
from airdate.guide import outbound
from guide.told import head


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://quay.example/a?b=c", "https://quay.example/a?b=c"),
        ("http://quay.example/", "http://quay.example/"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//quay.example/", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, link: str) -> None:
    assert outbound.safe(address) == link


def basis(form: str | None, source: str | None = "The Tide Table", author: str | None = "Ada Quill") -> Basis:
    return Basis(**head(), source=source, form=form, author=author)


@pytest.mark.parametrize("form", ["book", "graphic novel", "comic", "play"])
def test_a_book_is_looked_for_in_libraries(form: str) -> None:
    assert outbound.libraries(basis(form), "The Quay") == [
        ("WorldCat", "https://search.worldcat.org/search?q=The+Tide+Table+Ada+Quill"),
        ("Open Library", "https://openlibrary.org/search?q=The+Tide+Table+Ada+Quill"),
    ]


@pytest.mark.parametrize("form", ["film", "series", "game", "podcast", "true story", "article", None])
def test_what_is_no_book_is_not_looked_for(form: str | None) -> None:
    assert outbound.libraries(basis(form), "The Quay") == []


def test_a_book_without_a_name_goes_by_its_author_and_the_title() -> None:
    (first, _second) = outbound.libraries(basis("book", source=None), "The Quay & the Sea")
    assert first[1] == "https://search.worldcat.org/search?q=The+Quay+%26+the+Sea+Ada+Quill"


def test_a_trailer_is_looked_for_by_title_season_and_form() -> None:
    assert outbound.videos("The Quay", "trailer", "season 2") == (
        "https://www.youtube.com/results?search_query=The+Quay+season+2+trailer"
    )
