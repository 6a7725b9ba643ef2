"""Whom a clause is about: where the clause begins, and the works that stand for its subject."""

from __future__ import annotations

import re
from bisect import bisect_left

from airdate.reading.article import Article, Work
from airdate.reading.focus import Group
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_MOST = 40  # titles of one list
_BOUNDARY = re.compile(r"; |: |, (?:but|while|whereas|although|though|and|so|yet)\b | - |(?<=[.!?]) (?=[A-Z])")


def clause_start(article: Article, sentence: Sentence, position: int, *, longest: int = 160) -> int:
    """Where the clause that holds ``position`` begins, at most ``longest`` characters before it."""
    start = max(sentence.span.start, position - longest)
    for hit in _BOUNDARY.finditer(article.folded, start, position):
        start = hit.end()
    return start


def clause_end(article: Article, sentence: Sentence, position: int, *, longest: int = 160) -> int:
    """Where the clause that holds ``position`` ends, at most ``longest`` characters after it."""
    end = min(sentence.span.end, position + longest)
    hit = _BOUNDARY.search(article.folded, position, end)
    return hit.start() if hit else end


def group_before(article: Article, sentence: Sentence, position: int) -> Group | None:
    """The last list of titles that the sentence names before ``position``."""
    groups = article.focus.groups(sentence)
    at = bisect_left(groups, position, key=_start)
    return groups[at - 1] if at else None


def group_after(article: Article, sentence: Sentence, position: int) -> Group | None:
    """The first list of titles that the sentence names from ``position`` on."""
    groups = article.focus.groups(sentence)
    at = bisect_left(groups, position, key=_start)
    return groups[at] if at < len(groups) else None


def _start(group: Group) -> int:
    return group.span.start


def spoken_of(article: Article, sentence: Sentence, position: int) -> tuple[Work, ...]:
    """The works that a fact at ``position`` is about: the titles before it in the sentence, else what the sentence goes
    on about, else the titles after it."""
    before = group_before(article, sentence, position)
    if before is not None:
        return before.works
    into = article.focus.carried_into(sentence)
    if into:
        return into
    after = group_after(article, sentence, position)
    return after.works if after else ()


def names_together(article: Article, sentence: Sentence, group: Group, *, backwards: bool = False) -> tuple[Group, ...]:
    """``group`` and those that stand in one list with it, where only names that are no known titles stand between."""
    groups = article.focus.groups(sentence)
    at = bisect_left(groups, group.span.start, key=_start)
    found = [group]
    if backwards:
        while at > 0 and len(found) < _MOST and _one_list(article, groups[at - 1], groups[at]):
            at -= 1
            found.insert(0, groups[at])
    else:
        while at + 1 < len(groups) and len(found) < _MOST and _one_list(article, groups[at], groups[at + 1]):
            at += 1
            found.append(groups[at])
    return tuple(found)


_LIST_GAP = re.compile(
    r"[\"']?(?: \([^()]{0,40}\))?,?[\"']?(?: and| &)? [\"']?"
    r"(?:(?:[A-Z0-9][\w'&!.-]*|of|the|and|with|on|a|in)[ ,\"']{1,4}){0,14}"
)


def _one_list(article: Article, one: Group, other: Group) -> bool:
    gap = article.folded[one.span.end : other.span.start]
    return len(gap) < 90 and "," in gap and _LIST_GAP.fullmatch(gap) is not None


def around_cue(sentence: Sentence, cue: Span, *, reach: int = 300) -> Span:
    """The part of the sentence in which what belongs to a cue stands, so that endless sentences cost no more."""
    return Span(max(sentence.span.start, cue.start - reach), min(sentence.span.end, cue.end + reach))
