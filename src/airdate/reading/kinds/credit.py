"""Who makes a work: creators, writers, directors, producers, showrunners, composers, presenters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from airdate.reading.article import Article, Draft
from airdate.reading.crowds import Crowd, crowds
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        if not article.inside(article.people, sentence.span):
            continue
        lists = crowds(article, sentence)
        for way in ("passive", "noun", "verb"):
            for role, expression in mapping("credit", way).items():
                for hit in re.finditer(expression, article.folded[sentence.span.start : sentence.span.end]):
                    span = Span(sentence.span.start + hit.start(), sentence.span.start + hit.end())
                    yield from _claims(article, sentence, lists, way, role, span)


def _claims(
    article: Article, sentence: Sentence, lists: list[Crowd], way: str, role: str, cue: Span
) -> Iterator[Draft]:
    for crowd, sure in _makers(article, sentence, lists, way, cue):
        work = article.focus.work_at(min(cue.start, crowd.span.start))
        if work is None:
            continue
        for person in crowd.people:
            if person.character > person.actor:
                continue
            for each in role.split(", "):
                slots = {"title": work.name, "person": person.name, "role": each}
                yield Draft("credit", slots, around(article, cue, crowd.span), sure, (f"credit.{way}",))


def _makers(
    article: Article, sentence: Sentence, lists: list[Crowd], way: str, cue: Span
) -> Iterator[tuple[Crowd, float]]:
    """The people whom a cue speaks of: those after "directed by", beside "director", before "wrote"."""
    folded = article.folded
    after = next((crowd for crowd in lists if crowd.span.start >= cue.end), None)
    before = next((crowd for crowd in reversed(lists) if crowd.span.end <= cue.start), None)
    if way == "passive":
        if after and re.fullmatch(r"[^.;:]{0,12}", folded[cue.end : after.span.start]):
            yield after, 0.85
        return
    if way == "noun":
        if after and pattern("credit", "noun then name").fullmatch(folded[cue.end : after.span.start]):
            yield after, 0.8
        elif before and pattern("credit", "name then noun").fullmatch(folded[before.span.end : cue.start]):
            last = before.members[-1]
            appositive = folded[before.span.end : cue.start].startswith(",")
            yield (Crowd(last.span, (last,)) if appositive else before), 0.75
        return
    if before and pattern("credit", "name then verb").fullmatch(folded[before.span.end : cue.start]):
        yield before, 0.7
