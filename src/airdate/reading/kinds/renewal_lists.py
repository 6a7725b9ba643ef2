"""Lists of what goes on and what does not: under a heading that says so, or behind a word and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.homes import HOMES
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.model import Span

_OUTCOMES = ("renewed", "cancelled", "ending", "ordered")


def listed(article: Article) -> Iterator[Draft]:
    outcome = ""
    place: PlaceMention | None = None
    block = -1
    for sentence in article.about():
        kind = article.block_of(sentence).kind
        if sentence.block != block:
            block = sentence.block
            text = article.plain(article.block_of(sentence).span)
            heading = pattern("renewal", "list heading").match(text)
            if heading:
                outcome = _outcome(heading)
                continue
            if kind == HEADING:
                places = [p for p in article.inside(article.places, article.block_of(sentence).span) if p.kind in HOMES]
                if places and len(text.strip()) < len(places[0].name) + 6:
                    place = places[0]
                elif not article.focus.groups(sentence):
                    outcome = ""
            elif outcome and not _is_entry(article, sentence):
                outcome = ""
            lead = pattern("renewal", "list lead").match(text)
            if lead:
                start = article.block_of(sentence).span.start + lead.end()
                for group in article.focus.groups(sentence):
                    if group.span.start >= start:
                        yield from _drafts(article, sentence, group.span, _outcome(lead), place)
                continue
        if outcome and _is_entry(article, sentence):
            yield from _drafts(article, sentence, article.focus.groups(sentence)[0].span, outcome, place)


def _outcome(hit: re.Match[str]) -> str:
    return next(outcome for outcome in _OUTCOMES if hit[outcome])


def _is_entry(article: Article, sentence: Sentence) -> bool:
    """Whether the sentence begins with a title and says little more."""
    groups = article.focus.groups(sentence)
    return (
        bool(groups)
        and groups[0].span.start - sentence.span.start < 5
        and sentence.span.end - groups[0].span.end < 60
        and not pattern("renewal", "cancelled").search(article.folded, groups[0].span.end, sentence.span.end)
        and not pattern("renewal", "renewed").search(article.folded, groups[0].span.end, sentence.span.end)
    )


def _drafts(
    article: Article, sentence: Sentence, title: Span, outcome: str, place: PlaceMention | None
) -> Iterator[Draft]:
    group = next(g for g in article.focus.groups(sentence) if g.span == title)
    follows = next(
        (g.span.start for g in article.focus.groups(sentence) if g.span.start > title.start), sentence.span.end
    )
    near = Span(title.start, follows)
    seasons = [m for m in article.inside(article.seasons, near) if m.season is not None and m.kind == "season"]
    places = [p for p in article.inside(article.places, near) if p.kind in HOMES]
    home = places[0] if places else place
    for work in group.works:
        slots: dict[str, Any] = {"title": work.name}
        if seasons:
            slots["season"] = seasons[0].season
        slots["outcome"] = outcome
        if home is not None:
            slots["platform"] = [home.name]
        slots["status"] = "confirmed"
        yield Draft("renewal", slots, around(article, title), 0.6, ("renewal.list",))
