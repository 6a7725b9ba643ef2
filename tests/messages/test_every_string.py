"""Every kind of page in a language that nobody speaks: a visible word in the Latin alphabet is one that nobody marked.

What pages show of the database is written in Greek here, so whatever is Latin comes from a template or from Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from airdate.facts.models import Change
from messages import pseudo
from messages.greek import AT, DAY, make_site

pytestmark = pytest.mark.django_db
# Other views of a kind of page, and what is said where nothing can be shown.
VIEWS = (
    "/calendar/?view=week&at=2031-03-20", "/calendar/?view=list", "/calendar/?at=2031-07", "/calendar/?at=2070-01",
    "/calendar/?view=list&at=2070-01", "/changes/?kind=dates&change=moved", "/changes/?kind=works&change=confirmed",
    "/tv/?view=list", "/tv/?view=list&at=03:00&genre=music", "/tv/now/?genre=music", "/tv/tonight/?day=2031-03-25",
    "/tv/search/?q=Ω", "/tv/channels/limani-1/?day=2031-03-20", "/search/?q=Ωωω", "/search/", "/on-this-day/08-08/",
    "/streaming/?show=new", "/streaming/?show=coming", "/streaming/?show=leaving", "/streaming/?show=all",
    "/streaming/?region=all", "/services/compare/",
)  # fmt: skip
REFUSED = (
    "/q/", "/titles/q/", "/people/q/", "/services/q/", "/genres/q/", "/sources/q/", "/documents/q/", "/facts/q/",
    "/tv/channels/q/", "/tv/programmes/999999/", "/titles/?page=0", "/calendar/?at=ξ", "/tv/?day=ξ", "/tv/?at=ξ",
    "/tv/?zone=ξ", "/on-this-day/q/",
)  # fmt: skip
EMPTY = (
    "/", "/changes/", "/titles/", "/services/", "/services/compare/", "/sources/", "/calendar/", "/on-this-day/",
    "/genres/", "/streaming/", "/tv/", "/tv/now/", "/tv/tonight/", "/tv/search/",
)  # fmt: skip


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    pseudo.write(folder)
    return folder


@pytest.fixture(autouse=True)
def language(catalogue: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LANGUAGES = [("en-gb", "English"), (pseudo.LANGUAGE, "العربية")]
    settings.LOCALE_PATHS = [catalogue]
    settings.SITE_NAME = "Ώρα"
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def site() -> dict[str, str]:
    return make_site()


def in_pseudo(client: Client, address: str) -> Any:
    return client.get(f"{address}{'&' if '?' in address else '?'}lang={pseudo.LANGUAGE}")


def strings(told: Any) -> Iterator[str]:
    """What JSON says, save its keys, kinds and addresses."""
    if isinstance(told, dict):
        yield from (text for name, value in told.items() if name not in ("kind", "url") for text in strings(value))
    elif isinstance(told, list):
        yield from (text for value in told for text in strings(value))
    else:
        yield str(told)


def routes() -> set[str]:
    """The names of the guide's addresses."""
    patterns = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "guide")
    return {pattern.name for pattern in patterns.url_patterns}


def test_every_route_is_looked_at(site: dict[str, str]) -> None:
    assert routes() == set(site)


def test_every_string_of_every_page_is_marked(client: Client, site: dict[str, str]) -> None:
    found: dict[str, list[str]] = {}
    for name, address in site.items():
        answer = in_pseudo(client, address)
        assert (answer.status_code, answer["Content-Language"]) == (200, pseudo.LANGUAGE), address
        body = answer.content.decode()
        found[name] = pseudo.in_latin(list(strings(answer.json()))) if name == "suggest" else pseudo.unmarked(body)
    assert [f"{name}: {each}" for name, words in found.items() for each in dict.fromkeys(words)] == []
    assert len(Change.objects.all()) > 40  # there was something to see


def unmarked(client: Client, addresses: tuple[str, ...], status: int = 200) -> list[str]:
    found = []
    for address in addresses:
        answer = in_pseudo(client, address)
        assert answer.status_code in (status, 404 if status == 400 else status), address
        found += [f"{address}: {each}" for each in dict.fromkeys(pseudo.unmarked(answer.content.decode()))]
    return found


def test_every_string_of_other_views_is_marked(client: Client, site: dict[str, str]) -> None:
    assert unmarked(client, VIEWS) == []


def test_every_string_of_a_refusal_is_marked(client: Client, site: dict[str, str]) -> None:
    assert unmarked(client, REFUSED, 400) == []


def test_every_string_of_an_empty_site_is_marked(client: Client) -> None:
    assert unmarked(client, EMPTY) == []


def test_a_page_of_a_language_that_runs_from_the_right_says_so(client: Client, site: dict[str, str]) -> None:
    page = LexborHTMLParser(in_pseudo(client, "/").content.decode()).css_first("html")
    assert (page.attributes["lang"], page.attributes["dir"]) == ("ar", "rtl")
