"""On what terms a work can be had: subscription, free, to rent or to buy, for how much, where, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from airdate.reading.article import Article, PlaceMention
from airdate.reading.cues import mapping, pattern
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.model import Span

REGIONS = ("GB", "US", "CA", "AU", "NZ", "IE", "IN")


def terms_of(article: Article, scope: Span, places: Sequence[PlaceMention]) -> dict[str, Any]:
    """``terms``, ``money`` and ``form`` as far as the words of ``scope`` give them."""
    folded = article.folded
    kind = places[0].kind
    slots: dict[str, Any] = {}
    free = pattern("availability", "free").search(folded, scope.start, scope.end)
    not_free = pattern("availability", "not free").search(folded, scope.start, scope.end)
    if pattern("availability", "ads").search(folded, scope.start, scope.end):
        slots["terms"] = "ads"
    elif free and not not_free:
        slots["terms"] = "free"
    elif pattern("availability", "rent").search(folded, scope.start, scope.end):
        slots["terms"] = "rent"
    elif kind in ("disc", "shop") or pattern("availability", "buy").search(folded, scope.start, scope.end):
        slots["terms"] = "buy"
    elif kind == "cinema":
        slots["terms"] = "cinema"
    elif (
        kind == "streaming"
        and pattern("availability", "streaming").search(folded, scope.start, scope.end)
        and not pattern("availability", "no subscription").fullmatch(article.plain(places[0].span))
    ):
        slots["terms"] = "subscription"
    if slots.get("terms") in ("rent", "buy"):
        money = [m for m in article.inside(article.money, scope) if m.period is None and m.role == ""]
        if money:
            slots["money"] = {"amount": money[0].amount, "currency": money[0].currency}
    return slots


def related_form(article: Article, scope: Span) -> str:
    """The form of a thing of the work's that is on sale: the novels, the comic; empty for the work itself."""
    thing = pattern("availability", "related thing").search(article.folded, scope.start, scope.end)
    if not thing:
        return ""
    name = thing["thing"].lower()
    return next(form for form, part in mapping("availability", "forms").items() if part == "." or part_of(part, name))


def part_of(alternatives: str, name: str) -> bool:
    """Whether one of the words between bars is part of the name."""
    return any(word in name for word in alternatives.split("|"))


def region_of(article: Article, scope: Span) -> str:
    """The one country to which ``scope`` limits what it says, or empty."""
    found = [
        region
        for region in REGIONS
        if pattern("availability", f"in {region}").search(article.folded, scope.start, scope.end)
    ]
    return found[0] if len(found) == 1 else ""


def region_above(article: Article, sentence: Sentence) -> str:
    """The country that a heading above, or the first line, gives to all that stands under it."""
    for block in reversed(article.blocks[: sentence.block]):
        if block.kind == HEADING:
            text = article.plain(block.span).strip()
            for region, expression in mapping("availability", "country").items():
                if text in expression.replace("\\", "").split("|"):
                    return region
    return region_of(article, article.blocks[0].span) if article.blocks else ""
