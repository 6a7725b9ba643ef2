"""The time that a hostile feed takes grows with its length, not with the square of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from airdate.sources.feeds.model import NotAFeed
from airdate.sources.feeds.parse import parse

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


def took(shape: Callable[[int], str], size: int) -> float:
    body = shape(size).encode()
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        with suppress(NotAFeed):
            parse(body, None, "https://n.example/", now=NOW)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length(shape: str) -> None:
    small, large = took(SHAPES[shape], 4_000), took(SHAPES[shape], 16_000)
    assert large < 0.05 or large / max(small, 0.005) < 12  # 16 if it grew with the square
