"""Who makes a work: creators, writers, directors, producers, showrunners, composers, presenters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from airdate.reading.article import Article, Draft, PersonMention, Work
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.phrases import look_up_in
from airdate.reading.roles import helped
from airdate.reading.sketch import PEOPLE, TITLE, Sketch, is_character, sketch

_SURE = {"passive": 0.85, "label": 0.85, "noun is": 0.85, "noun, name": 0.8, "is noun": 0.8, "verb": 0.75}
_CHAIN = r"(?:{one})(?:(?:,? and | & |, |/|-|, and )(?:also |the |an? |its )?(?:{one})){{0,4}}"
_LEAD = (
    r"(?:(?!(?:and|but|which|that|while|with|in|on|at|for|from|to|it|he|she|they|is|are|was|stars)\b)[\w'-]+,? ){0,4}?"
)


def drafts(article: Article) -> Iterator[Draft]:
    before: list[PersonMention] = []
    block = -1
    for sentence in article.about():
        if sentence.block != block:
            before, block = [], sentence.block
        named = bool(article.inside(article.people, sentence.span))
        if not named and not before:
            continue
        one = sketch(article, sentence.span)
        look_up_in(one.index)
        yield from _of_pronouns(article, sentence, one, before)
        if named:
            yield from _of_frames(article, sentence, one)
            before = _real(one)


@cache
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _compiled(raw)) for name, raw in mapping("credit", "frames").items())


@cache
def _single(name: str) -> re.Pattern[str]:
    return _compiled(pattern("credit", name).pattern)


def _compiled(raw: str) -> re.Pattern[str]:
    for table in ("nouns", "participles", "verbs"):
        one = "|".join(mapping("credit", table).values())
        raw = raw.replace("{" + table + "}", rf"\b{_CHAIN.format(one=one)}")
    raw = raw.replace("{lead}", _LEAD).replace("<who>", f"(?P<who>{PEOPLE})").replace("<work>", f"(?P<work>{TITLE})")
    return helped(raw)


@cache
def _words_of_roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    roles = mapping("credit", "nouns")
    return tuple(
        (
            role,
            re.compile(
                r"\b(?:"
                + "|".join(mapping("credit", table)[role] for table in ("nouns", "participles", "verbs"))
                + ")",
                re.IGNORECASE,
            ),
        )
        for role in roles
    )


def _roles(hit: re.Match[str]) -> list[str]:
    """The roles that the chains of words in a match name: "creator and showrunner"."""
    spans = [hit.span(group) for group in ("roles", "more") if group in hit.re.groupindex and hit[group]]
    found = []
    for role, expression in _words_of_roles():
        for start, end in spans:
            word = expression.search(hit.string, start)
            if word is not None and word.start() < end:
                found.append(role)
                break
    return found


def _real(one: Sketch) -> list[PersonMention]:
    return [unit.mention for units in one.lists.values() for unit in units if not is_character(unit.mention)]


def _of_frames(article: Article, sentence: Sentence, one: Sketch) -> Iterator[Draft]:
    for name, expression in _frames():
        for hit in expression.finditer(one.text):
            at = hit.start("who")
            if _is_a_book(one, hit, name):
                continue
            work = _work(article, one, hit, at)
            if work is None or (name == "name, noun" and _identifies(article, one, hit)):
                continue
            people = [unit.mention for unit in one.lists[at]]
            if name == "name, noun" and len(people) > 1 and not hit["roles"].rstrip().endswith("s"):
                people = people[-1:]
            cue = one.span(hit.start(), hit.end())
            yield from _claims(article, people, _roles(hit), work, cue, name)
    both = _single("both").search(one.text)
    if both is not None:
        people = [unit.mention for at, units in one.lists.items() if at < both.start() for unit in units]
        work = article.focus.work_at(one.place(both.start()))
        if work is not None and len({id(mention.person) for mention in people}) > 1:
            yield from _claims(article, people, _roles(both), work, one.span(both.start(), both.end()), "both")


def _of_pronouns(article: Article, sentence: Sentence, one: Sketch, before: list[PersonMention]) -> Iterator[Draft]:
    """What "He directs" says of the one person whom the sentence before named."""
    hit = _single("pronoun").search(one.text) if before else None
    if hit is None or article.spoken(sentence.span.start):
        return
    many = one.text.lstrip("\"' ")[:4].casefold() == "they"
    if not many and len({id(mention.person) for mention in before}) != 1:
        return
    work = article.focus.work_at(one.place(hit.start()))
    if work is not None:
        yield from _claims(article, before, _roles(hit), work, one.span(hit.start(), hit.end()), "pronoun")


def _is_a_book(one: Sketch, hit: re.Match[str], name: str) -> bool:
    """Whether what was written is a book or a message: "the novel that X wrote"."""
    if not name.startswith(("verb", "passive")) or not re.search(r"wr[io]t|pen", hit["roles"], re.IGNORECASE):
        return False
    return pattern("credit", "book").search(one.text, max(0, hit.start() - 50), hit.end() + 24) is not None


def _identifies(article: Article, one: Sketch, hit: re.Match[str]) -> bool:
    """Whether "X, the creator of Y," only says who X is."""
    work = one.titles[hit.start("work")].work if hit["work"] else None
    return (work is not None and work is not article.focus.main) or bool(
        re.match(r" (?:of|behind) [\"']?[\ue003\ue011]", one.text[hit.end() :])
    )


def _work(article: Article, one: Sketch, hit: re.Match[str], at: int) -> Work | None:
    if "work" in hit.re.groupindex and hit["work"]:
        return one.titles[hit.start("work")].work
    return article.focus.work_at(one.place(min(hit.start(), at)))


def _claims(
    article: Article, people: list[PersonMention], roles: list[str], work: Work, cue: Span, name: str
) -> Iterator[Draft]:
    for mention in people:
        if is_character(mention):
            continue
        for role in roles:
            slots = {"title": work.name, "person": mention.person.name, "role": role}
            yield Draft("credit", slots, around(article, cue, mention.span), _SURE.get(name, 0.7), ("credit." + name,))
