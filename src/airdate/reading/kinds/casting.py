"""Who is in a work, as whom, and who comes, returns or goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airdate.reading.article import Article, Draft, PersonMention, Work
from airdate.reading.crowds import Crowd, crowds
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.layout import CAPTION, Sentence
from airdate.reading.model import Span
from airdate.reading.roles import Part, parts

_CHANGES = ("leaves", "joins", "returns", "stars")  # looked for in this order


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence says of a list of people: the change, where it says so, and how far that is from them."""

    change: str
    span: Span
    distance: int


def drafts(article: Article) -> Iterator[Draft]:
    found = parts(article)
    for sentence in article.about():
        lists = crowds(article, sentence)
        if not lists:
            continue
        for crowd in lists:
            told = _told(article, sentence, crowd, lists)
            for member in crowd.members:
                yield from _claims(article, sentence, member, crowd, told, found)


def _claims(
    article: Article, sentence: Sentence, member: PersonMention, crowd: Crowd, told: _Told | None, found: list[Part]
) -> Iterator[Draft]:
    person = member.person
    if person.character > person.actor:
        return
    part = next((part for part in found if part.actor is member), None)
    if part is None and told is None:
        return
    if told is None and part is not None:
        told = _Told("stars", part.span, 0)
    assert told is not None
    if _is_crew(article, sentence, member, told) and part is None:
        return
    work = _work(article, sentence, member, told)
    if work is None:
        return
    season = article.focus.season_at(member.span.start, work, reach=1)
    slots: dict[str, object] = {"title": work.name, "season": season, "actor": person.name}
    if part is not None:
        slots["character"] = part.character
    slots["change"] = told.change
    sure = 0.6 + (0.15 if part is not None else 0.0) + (0.1 if told.distance < 25 else 0.0)
    evidence = around(article, member.span, *([part.span] if part else []))
    yield Draft(
        "casting", {k: v for k, v in slots.items() if v is not None}, evidence, sure, ("casting." + told.change,)
    )


def _told(article: Article, sentence: Sentence, crowd: Crowd, lists: list[Crowd]) -> _Told | None:
    """The nearest cue to a list of people within its clause, the more telling change first."""
    low, high = _clause(article, sentence, crowd, lists)
    best: _Told | None = None
    for change in _CHANGES:
        for hit in pattern("casting", change).finditer(article.folded, low, high):
            if crowd.span.start <= hit.start() < crowd.span.end:
                distance = 0
            elif hit.end() <= crowd.span.start:
                distance = crowd.span.start - hit.end()
            else:
                distance = hit.start() - crowd.span.end
            if distance < 130 and (
                best is None or (distance < best.distance and best.change == "stars") or distance + 40 < best.distance
            ):
                best = _Told(change, Span(hit.start(), hit.end()), distance)
    if best is None and article.block_of(sentence).kind == CAPTION:
        return None
    return best


def _clause(article: Article, sentence: Sentence, crowd: Crowd, lists: list[Crowd]) -> tuple[int, int]:
    """From the last break before the list to the first one after it."""
    low, high = sentence.span.start, sentence.span.end
    for cut in pattern("casting", "clause break").finditer(article.folded, low, high):
        if cut.end() <= crowd.span.start:
            low = cut.end()
        elif cut.start() >= crowd.span.end:
            high = cut.start()
            break
    return low, high


def _work(article: Article, sentence: Sentence, member: PersonMention, told: _Told) -> Work | None:
    works = article.focus.works_at(min(member.span.start, told.span.start))
    return works[0] if works else None


def _is_crew(article: Article, sentence: Sentence, member: PersonMention, told: _Told) -> bool:
    """Whether the person stands there as one who makes the work and nothing says that they act in it."""
    before = article.folded[max(sentence.span.start, member.span.start - 40) : member.span.start]
    after = article.folded[member.span.end : member.span.end + 50]
    if re.search(r"\b(?:and|also|who) (?:stars?|starring|plays)\b", after):
        return False
    return bool(pattern("credit", "role before").search(before) or pattern("credit", "role after").match(after))
