"""Who is in a work, as whom, and who comes, returns and goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from airdate.reading.article import Article, Draft, PersonMention, Work
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.model import Span
from airdate.reading.phrases import look_up_in
from airdate.reading.roles import Part, continued, helped, parts, settled
from airdate.reading.sketch import NAMES, PEOPLE, TITLE, Sketch, is_character, sketch
from airdate.reading.status import status_at

_SURE = {"stars": 0.6, "joins": 0.5, "returns": 0.45, "leaves": 0.4}  # of a claim whose part is not told
_TOLD_PART = 0.08  # more where the character stands beside the actor


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of one list of people: the rule that found it, where, and the title it names itself."""

    rule: str
    list_at: int
    span: Span
    work: Work | None

    @property
    def change(self) -> str:
        return self.rule.split(".")[0]


def drafts(article: Article) -> Iterator[Draft]:
    drawn = [
        (sentence, sketch(article, sentence.span)) for sentence in article.about() if _has_people(article, sentence)
    ]
    found = settled([part for _, one in drawn for part in parts(article, one)] + _continued(article, drawn))
    tied = {id(part.actor): part for part in reversed(found)}
    made = [draft for sentence, one in drawn for draft in _of_sentence(article, sentence, one, tied)]
    yield from _with_parts(made)


def _continued(article: Article, drawn: list[tuple[Sentence, Sketch]]) -> list[Part]:
    """The parts that sentences with a pronoun give to the person of the sentence before."""
    by_index = {sentence.index: one for sentence, one in drawn}
    found: list[Part] = []
    for sentence in article.about():
        before = by_index.get(sentence.index - 1)
        if before is None or article.sentences[sentence.index - 1].block != sentence.block or not before.lists:
            continue
        if pattern("casting", "pronoun plays").match(article.folded, sentence.span.start, sentence.span.end):
            last = [unit.mention for units in before.lists.values() for unit in units if not is_character(unit.mention)]
            if len({id(mention.person) for mention in last}) == 1:
                found += continued(article, sketch(article, sentence.span), last[-1])
    return found


def _with_parts(made: list[Draft]) -> Iterator[Draft]:
    """The drafts, each with the character that its actor has in the same work, if there is but one."""
    known: dict[tuple[str, str], set[str]] = {}
    for draft in made:
        if "character" in draft.slots:
            known.setdefault((draft.slots["title"], draft.slots["actor"]), set()).add(draft.slots["character"])
    for draft in made:
        names = known.get((draft.slots["title"], draft.slots["actor"]), set())
        if "character" not in draft.slots and len(names) == 1:
            draft = replace(draft, slots={**draft.slots, "character": next(iter(names))})
        yield draft


def _has_people(article: Article, sentence: Sentence) -> bool:
    return bool(article.inside(article.people, sentence.span))


@cache
def _statements() -> tuple[tuple[str, re.Pattern[str]], ...]:
    marks = {
        "<who>": f"(?P<who>{PEOPLE})",
        "<old>": f"(?P<who>{PEOPLE})",
        "<part>": f"(?P<part>[{PEOPLE}{NAMES}])",
        "<work>": f"(?P<work>{TITLE})",
    }
    found = []
    for rule, raw in mapping("casting", "statements").items():
        for mark, meant in marks.items():
            raw = raw.replace(mark, meant)
        found.append((rule, helped(raw)))
    return tuple(found)


def said_in(sentence_sketch: Sketch) -> list[Said]:
    """What the sentence says of each of its lists of people: the first rule that fits."""
    text = sentence_sketch.text
    look_up_in(sentence_sketch.index)
    found: dict[int, Said] = {}
    for rule, expression in _statements():
        for hit in expression.finditer(text):
            at = hit.start("who")
            if at in found:
                continue
            work = None
            if "work" in expression.groupindex and hit["work"]:
                work = sentence_sketch.titles[hit.start("work")].work
            found[at] = Said(rule, at, sentence_sketch.span(hit.start(), hit.end()), work)
    return list(found.values())


def _of_sentence(article: Article, sentence: Sentence, one: Sketch, tied: dict[int, Part]) -> Iterator[Draft]:
    said = {each.list_at: each for each in said_in(one)}
    status = status_at(article, sentence.span)
    for at, units in one.lists.items():
        if pattern("casting", "byline").match(one.text, 0, at):
            continue
        last = units[-1].mention.span.end
        for unit in units:
            part = tied.get(id(unit.mention))
            here = said.get(at)
            if here is None and part is None:
                continue
            if is_character(unit.mention) and part is None:
                continue
            if part is None and pattern("casting", "crew").match(article.folded, last):
                continue
            yield from _claim(article, sentence, one, at, unit.mention, here, part, status)


def _claim(
    article: Article,
    sentence: Sentence,
    one: Sketch,
    at: int,
    mention: PersonMention,
    said: Said | None,
    part: Part | None,
    status: str,
) -> Iterator[Draft]:
    if is_character(mention):
        return
    if said is None and part is not None:
        if article.spoken(mention.span.start):  # in somebody's words a bracket is the editor's: "I trust Ana (Ortiz)"
            return
        said = Said("stars.part " + part.how, at, part.span, None)
    assert said is not None
    if said.change == "stars" and (mood := _mood(article, sentence, one, at)):
        said = Said(f"{mood}.mood", at, said.span, said.work)
    presents = pattern("casting", "as host").match(article.folded, mention.span.end) is not None
    if part is None and said.change == "stars" and (presents or _is_crew(article, sentence, mention)):
        return
    if part is None and said.rule == "stars.with":
        clause = article.folded[max(sentence.span.start, mention.span.start - 70) : mention.span.start]
        if pattern("casting", "making").search(clause):
            return
    if part is None and pattern("casting", "crew").match(article.folded, mention.span.end):
        return
    work = said.work or article.focus.work_at(min(mention.span.start, said.span.start))
    if work is None:
        return
    slots: dict[str, Any] = {
        "title": work.name,
        "season": _season(article, mention, work, said.change),
        "actor": mention.person.name,
        "character": part.character if part is not None else None,
        "change": said.change,
    }
    if status in ("rumoured", "denied"):
        slots["status"] = status
    rule = "casting." + said.rule
    sure = _SURE[said.change] + (_TOLD_PART if part is not None else 0.0)
    evidence = around(article, mention.span, said.span, *([part.span] if part else []))
    yield Draft("casting", {k: v for k, v in slots.items() if v is not None}, evidence, sure, (rule,))


def _mood(article: Article, sentence: Sentence, one: Sketch, at: int) -> str | None:
    """A change that the words, sentence or heading before state for those who follow: "Three names are new."."""
    colon = one.text.find(": ")
    places = [one.span(0, colon)] if 0 < colon < at else []
    for step in (1, 2):
        index = sentence.index - step
        if index < 0:
            break
        previous = article.sentences[index]
        heading = article.block_of(previous).kind == HEADING
        if previous.block != sentence.block and not heading:
            break
        if not article.inside(article.people, previous.span) and previous.span.end - previous.span.start < 70:
            places.append(previous.span)
        if heading:
            break
    for place in places:
        for change in ("joins", "returns"):
            if pattern("casting", "mood " + change).search(article.folded, place.start, place.end):
                return change
    return None


def _season(article: Article, mention: PersonMention, work: Work, change: str) -> int | None:
    """The season named nearby; else the later one that the article is about, which those who leave may never see."""
    season = article.focus.season_at(mention.span.start, work, reach=1)
    if season is None and change in ("returns", "joins"):
        current = article.focus.current_season(work)
        season = current if current is not None and current > 1 else None
    return season


def _is_crew(article: Article, sentence: Sentence, mention: PersonMention) -> bool:
    """Whether the person stands there as one who makes the work and nothing says that they act in it."""
    before = article.folded[max(sentence.span.start, mention.span.start - 40) : mention.span.start]
    after = article.folded[mention.span.end : mention.span.end + 50]
    if re.search(r"\b(?:and|also|who) (?:stars?|starring|plays)\b", after):
        return False
    return bool(pattern("credit", "role before").search(before) or pattern("credit", "role after").match(after))
