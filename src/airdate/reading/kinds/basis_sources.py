"""What the words after "based on" say of a source: its form, its name, its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airdate.reading.article import Article, Atom, Work
from airdate.reading.cues import mapping, pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_REACH = 170
_WITH_AUTHOR = ("", "book", "comic", "graphic novel", "play", "article", "podcast")


@dataclass(frozen=True, slots=True)
class Source:
    """``form`` as in claims.md; ``name`` and ``author`` are empty where not told."""

    form: str
    name: str
    author: str


def scope_after(article: Article, sentence: Sentence, position: int) -> Span:
    """What is said of the source that begins at ``position``."""
    end = min(sentence.span.end, position + _REACH)
    stop = pattern("basis", "stop").search(article.folded, position + 3, end)
    return Span(position, stop.start() if stop else end)


def source_in(article: Article, scope: Span, work: Work | None, *, own: Span | None = None) -> Source:
    """The source that ``scope`` describes, for ``work``; ``own`` is where to look for whose work "her novel" is."""
    form, noun = _form(article, scope)
    author = _author(article, scope, noun, own) if form in _WITH_AUTHOR else ""
    name = _name(article, scope, noun, work, author)
    if author and not form:
        form = "book"
    return Source(form, name, author)


def _form(article: Article, scope: Span) -> tuple[str, Span | None]:
    """The first word for a form, outside titles, and where it stands with the nouns that go on with it."""
    folded = article.folded
    titles = [m.span for m in article.inside(article.titles, scope)]
    best: tuple[int, str, int] | None = None
    for form in mapping("basis", "forms"):
        for hit in _form_pattern(form).finditer(folded, scope.start, scope.end):
            if any(span.start <= hit.start() < span.end for span in titles):
                continue
            if best is None or hit.start() < best[0]:
                best = (hit.start(), form, hit.end())
            break
    if best is None:
        return "", None
    start, form, end = best
    more = pattern("basis", "more nouns").match(folded, end, scope.end)
    return form, Span(start, more.end() if more else end)


def _form_pattern(form: str) -> re.Pattern[str]:
    held = _FORMS.get(form)
    if held is None:
        held = _FORMS[form] = re.compile(rf"\b(?:{mapping('basis', 'forms')[form]})\b", re.IGNORECASE)
    return held


_FORMS: dict[str, re.Pattern[str]] = {}


def _author(article: Article, scope: Span, noun: Span | None, own: Span | None) -> str:
    folded = article.folded
    people = article.inside(article.people, scope)
    for mention in people:
        before = folded[max(0, mention.span.start - 40) : mention.span.start]
        after = folded[mention.span.end : mention.span.end + 30]
        if (
            pattern("basis", "before an author").search(before)
            or pattern("basis", "before any name").search(before)
            or pattern("basis", "possessor").match(after)
            or pattern("basis", "wrote it").match(after)
            or (noun is not None and mention.full and 0 < noun.start - mention.span.end < 24)
        ):
            return mention.person.name
    for mention in article.inside(article.people, Span(scope.end, scope.end + 40)):
        if folded[scope.end : mention.span.start] in (", which ", ", that ") and pattern("basis", "wrote it").match(
            folded[mention.span.end : mention.span.end + 30]
        ):
            return mention.person.name
    hit = pattern("basis", "own work").search(folded, scope.start, scope.end)
    if hit and own is not None:
        before_it = article.inside(article.people, own)
        if before_it:
            return before_it[-1].person.name
    for atom in _atoms(article, scope):
        before = folded[max(0, atom.span.start - 60) : atom.span.start]
        if len(atom.words) >= 2 and (
            pattern("basis", "by a name").search(before)
            or (noun is not None and noun.start - atom.span.end == 1 and folded[noun.end - 1] != "s")
        ):
            return article.of(atom.span)
    return ""


def _name(article: Article, scope: Span, noun: Span | None, work: Work | None, author: str) -> str:
    folded = article.folded
    if work is not None and pattern("basis", "same name").search(folded, scope.start, scope.end):
        return work.name
    for mention in article.inside(article.titles, scope):
        if mention.work.name == author or (author and mention.work.name in author):
            continue
        beside = noun is not None and (
            -1 <= mention.span.start - noun.end <= 3 or -1 <= noun.start - mention.span.end <= 12
        )
        if work is not None and mention.work is work and not beside:
            continue
        return mention.work.name
    quoted = re.search(r"[\"']([A-Z][^\"'\n]{2,60}?),?[\"'](?!\w)", folded[scope.start : scope.end])
    if quoted:
        return article.text[scope.start + quoted.start(1) : scope.start + quoted.end(1)]
    for atom in _atoms(article, scope, people=bool(author)):
        before = folded[scope.start : atom.span.start]
        after = folded[atom.span.end : scope.end]
        plain = article.plain(atom.span).removesuffix("'s")
        if author and (plain in author or author in plain):
            continue
        if (
            pattern("basis", "called").search(before)
            or (noun is not None and 0 <= atom.span.start - noun.end <= 3)
            or (noun is not None and 0 <= noun.start - atom.span.end <= 12)
            or (noun is not None and atom.span.start - scope.start <= 6 and after.startswith((", a", ", the")))
            or (bool(author) and before.endswith(("'s ", "' ")))
        ):
            longer = _LONGER.match(folded, atom.span.start, scope.end)
            end = max(atom.span.end, longer.end()) if longer else atom.span.end
            return article.text[atom.span.start : end].strip(" ,'’")
    return ""


_LONGER = re.compile(r"[A-Z][\w'&-]*(?: (?:of |the |and |& |de |la |du |in |to |for |on ){0,2}[A-Z][\w'&-]*)*")


def _atoms(article: Article, scope: Span, *, people: bool = False) -> Iterator[Atom]:
    """The runs of capitals in ``scope`` that are no person (unless ``people``), no service and no nationality."""
    for atom in article.inside(article.atoms, scope):
        if (
            (not people and len(article.inside(article.people, atom.span)) > 0)
            or len(article.inside(article.places, atom.span)) > 0
            or pattern("basis", "no source").fullmatch(article.folded, atom.span.start, atom.span.end)
            or atom.span.end > scope.end + 1
        ):
            continue
        yield atom
