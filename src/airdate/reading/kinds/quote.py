"""What people are quoted as saying: who, to which outlet, about which work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, OutletMention, PersonMention
from airdate.reading.cues import pattern
from airdate.reading.evidence import merged
from airdate.reading.layout import BOILERPLATE, CAPTION
from airdate.reading.model import LONGEST_EVIDENCE, Span

_REACH = 170


def drafts(article: Article) -> Iterator[Draft]:
    last: str | None = None
    for quotation in article.quotations:
        first = quotation.pieces[0]
        if (
            quotation.nested
            or quotation.words < 3
            or not (quotation.has_verb and (quotation.has_subject or quotation.words > 8))
        ):
            continue
        sentence = article.sentence_at(first.start)
        if sentence is None or article.block_of(sentence).kind in (BOILERPLATE, CAPTION):
            continue
        speaker, outlet, said = _attribution(article, quotation.pieces, last)
        if speaker is None:
            continue
        last = speaker
        slots: dict[str, Any] = {"speaker": speaker}
        if outlet is not None:
            slots["outlet"] = outlet
        works = article.focus.works_at(first.start)
        inner = [m for m in article.inside(article.titles, Span(first.start, first.end)) if m.role == "about"]
        if inner:
            works = (inner[0].work,)
        if works:
            slots["title"] = works[0].name
        slots["opening"] = quotation.opening
        start = Span(first.start, min(first.end, first.start + LONGEST_EVIDENCE))
        evidence = merged([start, *([said] if said else [])])
        yield Draft("quote", slots, evidence, 0.65 if said else 0.5, ("quote.said" if said else "quote.goes on",))


def _attribution(
    article: Article, spans: tuple[Span, ...], last: str | None
) -> tuple[str | None, str | None, Span | None]:
    """Who said it and to whom: from the words after, between and before the quotation."""
    folded = article.folded
    best: tuple[int, str, Span] | None = None
    outlet: str | None = None
    for number, span in enumerate(spans):
        paragraph = folded.find("\n", span.end)
        limit = min(span.end + _REACH, paragraph if paragraph >= 0 else len(folded))
        if number + 1 < len(spans):
            limit = min(limit, spans[number + 1].start)
        after = Span(span.end, limit)
        begin = max(folded.rfind("\n", 0, span.start) + 1, span.start - _REACH)
        if number:
            begin = max(begin, spans[number - 1].end)
        before = Span(begin, span.start)
        for scope, place in ((after, "after"), (before, "before")):
            for hit in pattern("quote", "said").finditer(folded, scope.start, scope.end):
                if place == "after" and re.search(r"[.!?][\"'] |\. [A-Z\"]", folded[scope.start + 1 : hit.start()]):
                    break
                who = _speaker(article, scope, hit.start(), hit.end(), last)
                if who is None:
                    continue
                distance = hit.start() - scope.start if place == "after" else scope.end - hit.end() + 15
                if best is None or distance < best[0]:
                    best = (distance, who[0], Span(min(who[1].start, hit.start()), max(who[1].end, hit.end())))
                    outlet = _outlet(article, scope)
    if best is not None:
        return best[1], outlet, best[2]
    return None, None, None


def _speaker(article: Article, scope: Span, start: int, end: int, last: str | None) -> tuple[str, Span] | None:
    folded = article.folded
    people = [m for m in article.inside(article.people, scope) if not m.person.character > m.person.actor]
    nearest: tuple[int, PersonMention] | None = None
    for mention in people:
        gap = folded[mention.span.end : start] if mention.span.end <= start else folded[end : mention.span.start]
        if len(gap) > 110 or re.search(r"[\"]|\. [A-Z]", gap):
            continue
        distance = len(gap) + (0 if mention.span.end <= start else 2)
        if nearest is None or distance < nearest[0]:
            nearest = (distance, mention)
    pronoun = re.search(r"\b([Hh]e|[Ss]he|[Tt]hey)(?: \w+){0,2} \Z", folded[scope.start : start])
    if pronoun and last and (nearest is None or nearest[0] > 25):
        return last, Span(start, end)
    if nearest is not None:
        return nearest[1].person.name, nearest[1].span
    for place in article.inside(article.places, scope):
        if abs(place.span.end - start) < 40 or abs(place.span.start - end) < 30:
            return place.name, place.span
    if last and re.fullmatch(r"\W*", folded[scope.start : start]):
        return None
    return None


def _outlet(article: Article, scope: Span) -> str | None:
    found: list[OutletMention] = list(article.inside(article.outlets, scope))
    for outlet in found:
        if re.search(
            r"\b(?:told|to|with|on|in|spoke to|speaking to|interview with|tells)(?: the)? \Z",
            article.folded[max(0, outlet.span.start - 24) : outlet.span.start],
        ):
            return outlet.name
    return None
