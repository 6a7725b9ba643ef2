"""What a work is adapted, remade or spun off from.

The source stands behind the words that tell of it ("based on", "a remake of", "from the novel by"), or before them
("a novel by X is the basis of"), or before the work ("the Casualty spin-off Holby City").
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from airdate.reading.article import Article, Draft, Work
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.kinds.basis_sources import Source, scope_after, source_in
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.subjects import clause_start, group_after, group_before, spoken_of

_BEFORE = 120  # characters in which a source stands before what tells of it


def drafts(article: Article) -> Iterator[Draft]:
    for sentence in article.about():
        yield from _spin_offs(article, sentence)
        yield from _novels(article, sentence)
        for rule in ("cue", "from a thing", "to the screen"):
            for hit in pattern("basis", rule).finditer(article.folded, sentence.span.start, sentence.span.end):
                yield from _behind(article, sentence, Span(*hit.span()), rule)
        for hit in pattern("basis", "noun cue").finditer(article.folded, sentence.span.start, sentence.span.end):
            yield from _noun(article, sentence, Span(*hit.span()))
        for hit in pattern("basis", "behind it").finditer(article.folded, sentence.span.start, sentence.span.end):
            yield from _ahead(article, sentence, Span(*hit.span()))
        for hit in pattern("basis", "true story").finditer(article.folded, sentence.span.start, sentence.span.end):
            yield from _true(article, sentence, Span(*hit.span()))


def _spin_offs(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """ "the Casualty spin-off Holby City", "The Mandalorian and its spin-off, The Book of Boba Fett"."""
    groups = article.focus.groups(sentence)
    for source, made in itertools.pairwise(groups):
        if pattern("basis", "spin-off between").fullmatch(article.folded, source.span.end, made.span.start):
            slots = {"title": made.works[0].name, "source": source.works[-1].name, "form": "series"}
            if source.works[-1].form == "film":
                slots["form"] = "film"
            if slots["title"] != slots["source"]:
                yield Draft("basis", slots, around(article, source.span, made.span), 0.7, ("basis.spin-off title",))


def _novels(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """ "the Heartstopper graphic novels": books of the work's name."""
    for mention in article.inside(article.titles, sentence.span):
        if mention.work is not article.focus.main and len(mention.work.spans) < 3:
            continue
        hit = pattern("basis", "title's novels").match(article.folded, mention.span.end, sentence.span.end)
        if hit:
            scope = Span(hit.start(), min(sentence.span.end, hit.end() + 40))
            source = source_in(article, scope, mention.work)
            if source.form:
                source = Source(source.form, mention.work.name, source.author)
                yield from _made(article, mention.work, source, mention.span, scope, "basis.title's novels", default="")


def _behind(article: Article, sentence: Sentence, cue: Span, rule: str) -> Iterator[Draft]:
    """The source stands behind the cue."""
    folded = article.folded
    if pattern("basis", "asked").search(folded, max(sentence.span.start, cue.start - 34), cue.start):
        return
    if rule == "from a thing" and pattern("basis", "not from a thing").search(
        folded, max(sentence.span.start, cue.start - 24), cue.start
    ):
        return
    scope = scope_after(article, sentence, cue.end)
    works = _subject(article, sentence, cue, scope)
    if not works:
        return
    own = Span(max(0, sentence.span.start - 160), cue.start)
    source = source_in(article, scope, works[0], own=own)
    spin_off = pattern("basis", "spin-off").search(folded, cue.start, cue.end) is not None
    if spin_off and not source.name:
        return
    if rule == "from a thing" and not (source.author or source.name):
        rule = "from a thing, unnamed"
    yield from _made(article, works[0], source, cue, scope, f"basis.{rule}", default="series" if spin_off else "")


def _subject(article: Article, sentence: Sentence, cue: Span, scope: Span) -> tuple[Work, ...]:
    before = group_before(article, sentence, cue.start)
    start = clause_start(article, sentence, cue.start)
    says = pattern("basis", "says the series").search(article.folded, start, cue.start)
    if says and (before is None or before.span.end < start) and article.focus.carried_into(sentence):
        return article.focus.carried_into(sentence)
    if before is not None:
        return before.works
    after = group_after(article, sentence, scope.end)
    if after is not None and cue.start - sentence.span.start < 90 and article.folded[scope.end : scope.end + 1] == ",":
        return after.works
    return spoken_of(article, sentence, cue.start)


def _noun(article: Article, sentence: Sentence, cue: Span) -> Iterator[Draft]:
    """ "X, an adaptation of Y"; where no work is called that, the source gives the work its name."""
    folded = article.folded
    if pattern("basis", "asked").search(folded, max(sentence.span.start, cue.start - 34), cue.start):
        return
    scope = scope_after(article, sentence, cue.end)
    before = group_before(article, sentence, cue.start)
    start = clause_start(article, sentence, cue.start)
    joined = before is not None and pattern("basis", "joined").fullmatch(folded, before.span.end, cue.start)
    says = pattern("basis", "says the series").search(folded, start, cue.start)
    own = Span(max(0, sentence.span.start - 160), cue.start)
    work: Work | None = None
    trail = "basis.noun"
    if before is not None and joined:
        work = before.works[-1]
    elif says and article.focus.carried_into(sentence):
        work = article.focus.carried_into(sentence)[0]
        trail = "basis.noun, work before"
    if work is not None:
        source = source_in(article, scope, work, own=own)
        remade = pattern("basis", "noun cue").search(folded, cue.start, cue.end) is not None and source.name != ""
        default = ("film" if work.form == "film" else "series") if remade and not source.author else ""
        yield from _made(article, work, source, cue, scope, trail, default=default)
        return
    named = article.inside(article.titles, scope)
    if named:
        source = source_in(article, scope, None, own=own)
        yield from _made(article, named[0].work, source, cue, scope, "basis.noun, one name", default="")


def _ahead(article: Article, sentence: Sentence, cue: Span) -> Iterator[Draft]:
    """The source stands before: "a novel by Jill Atwater is the basis of the thriller"."""
    folded = article.folded
    word = folded[cue.start : cue.end].lower()
    if word == "for which":
        tail = pattern("basis", "behind it").search(folded, cue.end, sentence.span.end)
        if tail is None:
            return
        scope = Span(cue.end, tail.start())
    else:
        scope = Span(max(clause_start(article, sentence, cue.start, longest=_BEFORE), sentence.span.start), cue.start)
    after = group_after(article, sentence, cue.end)
    before = group_before(article, sentence, scope.start)
    if word in ("behind", "turned into", "turns into", "turn into") or word.startswith("is now"):
        work = after.works[0] if after is not None and word == "behind" and after.span.start - cue.end < 12 else None
        if work is None and word != "behind":
            first = group_before(article, sentence, cue.start)
            work = first.works[0] if first is not None and first.span.start - sentence.span.start < 3 else None
        if work is None:
            return
        scope = Span(sentence.span.start, cue.start)
        source = source_in(article, scope, work)
        name = work.name if word != "behind" or "same" in folded[cue.end : sentence.span.end] else source.name
        if source.form in ("", "series", "film"):
            return
        source = Source(source.form, name, source.author)
        yield from _made(article, work, source, cue, scope, "basis.turned into", default="")
        return
    if before is not None:
        works = before.works
    elif after is not None and after.span.start - cue.end < 30:
        works = after.works
    elif pattern("basis", "says the series").search(folded, cue.start, sentence.span.end):
        works = article.focus.carried_into(sentence)
    else:
        return
    if not works:
        return
    source = source_in(article, scope, works[0])
    if source.form and (source.author or source.name):
        yield from _made(article, works[0], source, cue, scope, "basis.source before", default="")


def _true(article: Article, sentence: Sentence, cue: Span) -> Iterator[Draft]:
    """Works that tell a true story, without more of a source."""
    folded = article.folded
    if pattern("basis", "no true story").search(folded, max(sentence.span.start, cue.start - 30), cue.end + 12):
        return
    works = spoken_of(article, sentence, cue.start)
    if works:
        slots = {"title": works[0].name, "form": "true story"}
        yield Draft("basis", slots, around(article, cue), 0.5, ("basis.true story",))


def _made(
    article: Article, work: Work, source: Source, cue: Span, scope: Span, trail: str, *, default: str
) -> Iterator[Draft]:
    form = source.form or default
    if not form and not source.name:
        return
    slots: dict[str, Any] = {"title": work.name}
    if source.name and form != "true story":
        slots["source"] = source.name
    if form:
        slots["form"] = form
    if source.author:
        slots["author"] = source.author
    if len(slots) == 2 and form in ("series", "film", ""):
        return
    sure = 0.65 if form else 0.4
    yield Draft(
        "basis", slots, around(article, cue, Span(scope.start, min(scope.end, scope.start + 90))), sure, (trail,)
    )
