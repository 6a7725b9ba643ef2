"""What a streaming or television service costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.layout import BOILERPLATE, Sentence
from airdate.reading.model import Span
from airdate.reading.money import MoneyMention

_SELLERS = ("streaming", "channel", "broadcaster", "carrier")


def drafts(article: Article) -> Iterator[Draft]:
    seller: PlaceMention | None = None
    for sentence in article.sentences:
        places = [p for p in article.inside(article.places, sentence.span) if p.kind in _SELLERS]
        furniture = article.block_of(sentence).kind == BOILERPLATE
        for money in article.inside(article.money, sentence.span):
            if money.period not in ("month", "year") or money.role in ("old", "change", "large", "per"):
                continue
            draft = _claim(article, sentence, money, places, None if furniture else seller)
            if draft is not None:
                yield draft
        if places:
            seller = places[0]


def _claim(
    article: Article, sentence: Sentence, money: MoneyMention, places: list[PlaceMention], seller: PlaceMention | None
) -> Draft | None:
    folded = article.folded
    near = Span(max(sentence.span.start, money.span.start - 60), min(sentence.span.end, money.span.end + 30))
    if pattern("price", "not the price").search(folded, near.start, money.span.start):
        return None
    before = [p for p in places if p.span.end <= money.span.start]
    place = before[-1] if before else places[0] if places else seller
    if place is None:
        return None
    slots: dict[str, Any] = {"provider": place.name}
    low = max(
        [
            sentence.span.start,
            *(m.span.end for m in article.inside(article.money, sentence.span) if m.span.end <= money.span.start),
        ]
    )
    plan = None
    for hit in pattern("price", "plan").finditer(folded, low, min(sentence.span.end, money.span.end + 40)):
        if plan is None or hit.end() <= money.span.start:
            plan = article.text[hit.start("plan") : hit.end("plan")]
    if plan:
        slots["plan"] = plan
    slots["money"] = {"amount": money.amount, "currency": money.currency}
    slots["period"] = money.period
    if money.from_:
        slots["from"] = True
    anchors = [money.span] + ([place.span] if sentence.span.start <= place.span.start < sentence.span.end else [])
    return Draft("price", slots, around(article, *anchors), 0.6, ("price.money",))
