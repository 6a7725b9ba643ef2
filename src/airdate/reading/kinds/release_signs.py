"""Whether a date in a sentence says when a work can be watched: signs for and against, weighed.

A sign is a short name for something that holds of the date and its clause: the nearest word of release before or after
it, what stands as that word's subject, words of filming or of announcing beside it, the form of the date. The weights
are log odds, learned from labelled articles by ``training/release_weights.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from airdate.reading.article import Article
from airdate.reading.cues import mapping, pattern
from airdate.reading.dates import DateMention
from airdate.reading.layout import CAPTION, HEADING, ITEM, Sentence
from airdate.reading.model import Span
from airdate.reading.phrases import begun

SUBJECT = "release_signs"
_REACH = 170  # characters from a cue to the date that it may govern
_SUBJECT_REACH = 90


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of release in a sentence, and its family."""

    span: Span
    family: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A date in its sentence: the clause it stands in, the cue that governs it and the signs for and against."""

    date: DateMention
    clause: Span
    cue: Cue | None
    signs: frozenset[str]

    @property
    def chance(self) -> float:
        return chance(self.signs)


@cache
def _families(table: str) -> re.Pattern[str]:
    groups = (f"(?P<{name}>{words})" for name, words in mapping(SUBJECT, table).items())
    return begun(re.compile(r"(?<![\w'-])(?:" + "|".join(groups) + r")(?![\w-])", re.IGNORECASE))


def cues(article: Article, span: Span) -> list[Cue]:
    """The words of release in a stretch of text that belong to no name, in order."""
    names = [mention.span for mention in article.inside(article.titles, span)]
    found = []
    for hit in _families("cues").finditer(article.folded, span.start, span.end):
        if not any(name.start <= hit.start() < name.end for name in names):
            found.append(Cue(Span(hit.start(), hit.end()), str(hit.lastgroup)))
    return found


def settings(article: Article, sentence: Sentence) -> Iterator[Setting]:
    """Every date of the sentence in its setting."""
    dates = article.inside(article.dates, sentence.span)
    if not dates:
        return
    words = cues(article, sentence.span)
    for number, date in enumerate(dates):
        low = dates[number - 1].span.end if number else sentence.span.start
        high = dates[number + 1].span.start if number + 1 < len(dates) else sentence.span.end
        yield _setting(article, sentence, date, words, low, high)


def _setting(article: Article, sentence: Sentence, date: DateMention, words: list[Cue], low: int, high: int) -> Setting:
    clause = _clause(article, sentence, date, low, high)
    signs: set[str] = set()
    cue = _governing(words, date, clause, signs)
    if cue is not None:
        signs.add(_subject(article, sentence, cue, words))
    signs.update(_against(article, clause, sentence))
    signs.update(_of_the_date(article, date))
    signs.update(_surroundings(article, sentence, clause, date))
    return Setting(date, clause, cue, frozenset(signs))


def _clause(article: Article, sentence: Sentence, date: DateMention, low: int, high: int) -> Span:
    """The clause around the date, which ends at the neighbouring dates at the latest."""
    begin, end = low, high
    for hit in pattern(SUBJECT, "boundary").finditer(article.folded, low, high):
        if hit.end() <= date.span.start:
            begin = hit.end()
        elif hit.start() >= date.span.end:
            end = hit.start()
            break
    return Span(begin, end)


def _governing(words: list[Cue], date: DateMention, clause: Span, signs: set[str]) -> Cue | None:
    """The cue nearest before the date in its clause, else after it in the clause, else before it in the sentence."""
    before = [cue for cue in words if cue.span.end <= date.span.start + 6 and date.span.start - cue.span.end < _REACH]
    inside = [cue for cue in before if cue.span.start >= clause.start]
    after = [cue for cue in words if date.span.end <= cue.span.start < clause.end and cue not in before]
    if inside:
        cue = inside[-1]
        if cue.family in ("wait", "is", "come", "due", "watch") and len(inside) > 1:
            stronger = inside[-2]
            if stronger.family not in ("wait", "is", "come", "due", "watch") and (
                cue.span.start - stronger.span.end < 25
            ):
                cue = stronger
        signs.add(f"before {cue.family}")
        gap = date.span.start - cue.span.end
        signs.add("gap none" if gap < 6 else "gap short" if gap < 30 else "gap long")
        return cue
    if after:
        signs.add(f"after {after[0].family}")
        return after[0]
    if before:
        signs.add(f"far {before[-1].family}")
        return before[-1]
    later = [cue for cue in words if cue.span.start >= date.span.end]
    if later:
        signs.add("cue later")
        return later[0]
    signs.add("no cue")
    return None


def _subject(article: Article, sentence: Sentence, cue: Cue, words: list[Cue]) -> str:
    """What stands last before the cue: the work, a part of it, a pronoun, a person, a service, another thing."""
    begin = max(sentence.span.start, cue.span.start - _SUBJECT_REACH)
    for other in words:
        if other.span.end <= cue.span.start and cue.span.start - other.span.end > 12:
            begin = max(begin, other.span.end)
    reach = Span(begin, cue.span.start)
    found: list[tuple[int, str]] = []
    for title in article.inside(article.titles, reach):
        of_it = pattern(SUBJECT, "thing of").search(
            article.folded, max(sentence.span.start, title.span.start - 60), title.span.start
        )
        found.append((title.span.end, "thing" if of_it else "title" if title.role == "about" else "other title"))
    for person in article.inside(article.people, reach):
        found.append((person.span.end, "person"))
    for place in article.inside(article.places, reach):
        if not place.possessive:
            found.append((place.span.end, "place"))
    for hit in _families("subjects").finditer(article.folded, reach.start, reach.end):
        found.append((hit.end(), str(hit.lastgroup)))
    if found:
        return "subject " + max(found)[1]
    return "subject none" if begin > sentence.span.start else "subject first"


def _against(article: Article, clause: Span, sentence: Sentence) -> Iterator[str]:
    for hit in _families("against").finditer(article.folded, sentence.span.start, sentence.span.end):
        where = "clause" if clause.start <= hit.start() < clause.end else "sentence"
        yield f"{hit.lastgroup} in {where}"


def _of_the_date(article: Article, date: DateMention) -> Iterator[str]:
    yield f"date {date.precision}"
    yield f"lead {date.lead or 'none'}"
    if date.tense:
        yield f"tense {date.tense}"
    if date.attributive:
        yield "attributive"
    if date.time:
        yield "time"
    if date.negated:
        yield "negated"
    if date.has_year:
        yield "year written"
    if date.heading:
        yield "heading date"
    day = article.published.isoformat()
    start = date.edtf[:10]
    known = day[: len(start)]
    if start == day:
        yield "today"
    elif start[5:7] in ("21", "22", "23", "24", "33", "34", "35", "36"):
        yield "past" if start[:4] < day[:4] else "ahead"
    else:
        yield "past" if start < known else "ahead"
    if date.relative and start < known:
        yield "past relative"
    if date.span.start < 160 and article.sentences and date.span.start < article.sentences[0].span.end:
        yield "first sentence"


def _surroundings(article: Article, sentence: Sentence, clause: Span, date: DateMention) -> Iterator[str]:
    titles = [m for m in article.inside(article.titles, sentence.span) if m.role == "about"]
    near = [m for m in titles if clause.start <= m.span.start < clause.end]
    if near:
        yield "title in clause"
        if date.span.start - near[-1].span.end in range(5):
            yield "title beside"
    elif titles:
        yield "title in sentence"
    else:
        yield "no title"
    places = article.inside(article.places, sentence.span)
    if any(clause.start <= place.span.start < clause.end for place in places):
        yield "place in clause"
    elif places:
        yield "place in sentence"
    seasons = article.inside(article.seasons, sentence.span)
    if any(clause.start <= season.span.start < clause.end for season in seasons):
        yield "season in clause"
    elif seasons:
        yield "season in sentence"
    if any(clause.start <= person.span.start < clause.end for person in article.inside(article.people, sentence.span)):
        yield "person in clause"
    if article.inside(article.money, sentence.span):
        yield "money in sentence"
    if article.spoken(date.span.start):
        yield "spoken"
    kind = article.block_of(sentence).kind
    if kind in (HEADING, ITEM, CAPTION):
        yield f"block {kind}"
    length = sentence.span.end - sentence.span.start
    if length < 60:
        yield "short sentence"
    elif length > 260:
        yield "long sentence"
    if article.folded[date.span.start - 1 : date.span.start] == "(":
        yield "in brackets"
    if article.focus.single:
        yield "one work"


def chance(signs: Collection[str]) -> float:
    """The chance, from 0 to 1, that a date with these signs is a date of release."""
    weights = _weights()
    return 1 / (1 + math.exp(-weights["bias"] - sum(weights.get(sign, 0.0) for sign in signs)))


@cache
def _weights() -> dict[str, float]:
    return {sign: float(weight) for sign, weight in mapping("release_weights", "weights").items()}
