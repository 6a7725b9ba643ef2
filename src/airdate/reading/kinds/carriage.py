"""Which boxes, sticks, consoles, bundles and other companies' platforms carry a service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence


def drafts(article: Article) -> Iterator[Draft]:
    last: Sequence[PlaceMention] = ()
    for sentence in article.about():
        places = article.inside(article.places, sentence.span)
        carried = [p for p in places if p.kind in ("streaming", "channel")]
        carriers = [p for p in places if p.kind == "carrier"]
        if carriers and pattern("carriage", "cue").search(article.folded, sentence.span.start, sentence.span.end):
            services = carried or [p for p in last if p.kind == "streaming"][:1]
            yield from _claims(article, sentence, services, carriers)
        if carried:
            last = carried


def _claims(
    article: Article, sentence: Sentence, services: Sequence[PlaceMention], carriers: Sequence[PlaceMention]
) -> Iterator[Draft]:
    seen: set[tuple[str, str]] = set()
    for carrier in carriers:
        low = max(sentence.span.start, carrier.span.start - 90)
        denied = pattern("carriage", "denied").search(
            article.folded, low, min(sentence.span.end, carrier.span.end + 60)
        )
        for service in services:
            if (service.name, carrier.name) in seen or service.name == carrier.name:
                continue
            seen.add((service.name, carrier.name))
            slots: dict[str, Any] = {"provider": service.name, "carrier": carrier.name}
            if denied:
                slots["status"] = "denied"
            yield Draft("carriage", slots, around(article, service.span, carrier.span), 0.55, ("carriage.sentence",))
