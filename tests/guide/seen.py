"""What a page says, as a reader gets it: the text of its elements, with the spaces made one."""

from __future__ import annotations

from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

DAY = date(2031, 3, 10)  # a Monday


def seen(response: Any, css: str) -> list[str]:
    """The texts of the elements that a CSS selector finds, in the order of the page; pictures left out."""
    page = LexborHTMLParser(response.content.decode())
    for node in page.css("svg"):
        node.decompose()
    return [" ".join(node.text().split()) for node in page.css(css)]


def links(response: Any, css: str = "a") -> list[str]:
    """The addresses of the links that a CSS selector finds."""
    page = LexborHTMLParser(response.content.decode())
    return [node.attributes["href"] or "" for node in page.css(css)]


def rows(response: Any, css: str, *parts: str) -> list[tuple[str, ...]]:
    """For each element found, the texts of its parts: a table of what a list shows."""
    page = LexborHTMLParser(response.content.decode())
    return [
        tuple(" ".join(" ".join(part.text().split()) for part in node.css(selector)) for selector in parts)
        for node in page.css(css)
    ]
