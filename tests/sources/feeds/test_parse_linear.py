"""The time that a hostile feed takes grows with its length, not with the square of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from airdate.sources.feeds.model import NotAFeed
from airdate.sources.feeds.parse import parse
from growth import grows_less_than

NOW = datetime(2031, 3, 1, tzinfo=UTC)
HEAD = "<rss version='2.0'><channel>"
SHAPES: dict[str, Callable[[int], str]] = {
    "tags in a body": lambda n: (
        f"{HEAD}<item><description><![CDATA[{'<a ' * n}]]></description></item></channel></rss>"
    ),
    "tags that do not end": lambda n: HEAD + "<a " * n,
    "quotes that do not end": lambda n: HEAD + '<a b="' * n,
    "marked sections": lambda n: HEAD + "<![CDATA[" * n,
    "comments": lambda n: HEAD + "<!--" * n,
    "attributes": lambda n: f"<rss {' '.join(f'a{i}=' + chr(39) + chr(39) for i in range(n))}></rss>",
    "depth": lambda n: HEAD + "<b>" * n,
    "namespaces": lambda n: HEAD + "".join(f"<x{i}:y xmlns:x{i}='http://{i}'/>" for i in range(n)) + "</channel></rss>",
    "one namespace": lambda n: HEAD + "<x:y xmlns:x='http://x.example'/>" * n + "</channel></rss>",
    "ampersands": lambda n: HEAD + "&" * n,
}


def parsing(shape: str, size: int) -> Callable[[], None]:
    body = SHAPES[shape](size).encode()

    def parsed() -> None:
        with suppress(NotAFeed):
            parse(body, None, "https://n.example/", now=NOW)

    return parsed


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length(shape: str) -> None:
    """Four times the length takes less than twelve times as long; its square would be 16 times."""
    assert grows_less_than(12, parsing(shape, 4_000), parsing(shape, 16_000), least=0.005)
