"""What a work is adapted, remade or spun off from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, Work
from airdate.reading.cues import mapping, pattern
from airdate.reading.evidence import around
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_REACH = 110


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        for hit in pattern("basis", "cue").finditer(article.folded, sentence.span.start, sentence.span.end):
            draft = _claim(article, sentence, Span(hit.start(), hit.end()))
            if draft is not None:
                yield draft


def _claim(article: Article, sentence: Sentence, cue: Span) -> Draft | None:
    folded = article.folded
    work = _subject(article, sentence, cue)
    if work is None:
        return None
    end = min(sentence.span.end, cue.end + _REACH)
    stop = re.search(r"; |, (?:which|who|follows|tells|is|and)\b|\)\s", folded[cue.end : end])
    scope = Span(cue.end, cue.end + stop.start() + 25 if stop else end)
    scope = Span(scope.start, min(scope.end, end))
    form = _form(folded, Span(cue.start, scope.end))
    slots: dict[str, Any] = {"title": work.name}
    source = _source(article, cue, scope, work)
    if source:
        slots["source"] = source
    if form:
        slots["form"] = form
    author = _author(article, scope) if form in ("", "book", "comic", "graphic novel", "play", "article") else None
    if author:
        slots["author"] = author
        slots.setdefault("form", "book")
    if pattern("basis", "spin-off").search(folded, cue.start, cue.end):
        slots["form"] = slots.get("form") or "series"
        if not source:
            return None
    if "form" not in slots:
        return None
    return Draft(
        "basis", slots, around(article, cue, Span(scope.start, min(scope.end, scope.start + 90))), 0.65, ("basis.cue",)
    )


def _subject(article: Article, sentence: Sentence, cue: Span) -> Work | None:
    groups = [g for g in article.focus.groups(sentence) if g.span.end <= cue.start]
    if groups:
        return groups[-1].works[0]
    carried = article.focus._carried.get(sentence.index, ())
    if carried:
        return carried[0]
    later = [g for g in article.focus.groups(sentence) if g.span.start >= cue.end]
    return later[-1].works[0] if later else None


def _form(folded: str, scope: Span) -> str:
    best: tuple[int, str] | None = None
    for form, expression in mapping("basis", "forms").items():
        hit = re.search(rf"\b(?:{expression})\b", folded[scope.start : scope.end], re.IGNORECASE)
        if hit and (best is None or hit.start() < best[0]):
            best = (hit.start(), form)
    return best[1] if best else ""


def _source(article: Article, cue: Span, scope: Span, work: Work) -> str | None:
    folded = article.folded
    if pattern("basis", "same name").search(folded, scope.start, scope.end):
        return work.name
    for mention in article.titles:
        if mention.span.start >= scope.start and mention.span.start < scope.end:
            return mention.work.name
    quoted = re.search(r"[\"']([A-Z][^\"'\n]{2,60}?),?[\"']", folded[scope.start : scope.end])
    if quoted:
        return article.text[scope.start + quoted.start(1) : scope.start + quoted.end(1)]
    named = pattern("basis", "named source").search(folded[scope.start : scope.end])
    if named:
        return article.text[scope.start + named.start(1) : scope.start + named.end(1)].strip(" ,")
    return None


def _author(article: Article, scope: Span) -> str | None:
    for mention in article.inside(article.people, scope):
        before = article.folded[max(0, mention.span.start - 24) : mention.span.start]
        after = article.folded[mention.span.end : mention.span.end + 40]
        if pattern("basis", "before an author").search(before) or after.startswith(("'s ", "' ")):
            return mention.person.name
    return None
