"""Which work a date of release belongs to, among those that its sentence names and the one it goes on about."""

from __future__ import annotations

from airdate.reading.article import Article, Work
from airdate.reading.cues import pattern
from airdate.reading.focus import Group
from airdate.reading.kinds.release_signs import Setting
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

_APART = 60  # characters after which a title before the cue is no longer its subject


def works_of(article: Article, sentence: Sentence, setting: Setting, window: Span) -> tuple[Work, ...]:
    """The works that the date speaks of; several where one list shares it, none where nothing is named.

    ``window`` reaches from the date before to the date after.
    """
    date = setting.date.span
    groups = [g for g in article.focus.groups(sentence) if not _in_passing(article, g)]
    carried = article.focus.carried_into(sentence)
    if not groups:
        return carried
    before = [g for g in groups if g.span.start < date.start]
    near = [g for g in before if g.span.start >= window.start]
    after = [g for g in groups if date.end <= g.span.start < window.end]
    if "subject pronoun" in setting.signs or "subject work" in setting.signs:
        named = [g for g in before if setting.cue is not None and g.span.start < setting.cue.span.start]
        if not named and carried and not _introduces(article, setting, groups):
            return carried
    if near and "in brackets" in setting.signs:
        return tuple(dict.fromkeys(work for group in near for work in group.works))
    if near:
        return _subject(article, near, setting).works
    if _fronted(article, sentence, groups) and after:
        return after[0].works
    if before:
        return before[-1].works
    if after:
        return after[0].works
    return carried or groups[0].works


def _subject(article: Article, groups: list[Group], setting: Setting) -> Group:
    """Of the groups before a date, the one before the cue, if the cue is not itself before all of them."""
    if setting.cue is not None:
        led = [g for g in groups if g.span.end <= setting.cue.span.start]
        if led:
            return led[-1]
    return groups[-1]


def _fronted(article: Article, sentence: Sentence, groups: list[Group]) -> bool:
    """Whether the sentence puts dates before what they date: "On Monday X returns, and on Friday Y"."""
    dates = article.inside(article.dates, sentence.span)
    return bool(dates) and dates[0].span.start < groups[0].span.start


def _introduces(article: Article, setting: Setting, groups: list[Group]) -> bool:
    """Whether the sentence names its work only after the cue: "season two of X", "It's X, which starts"."""
    return any(
        pattern("release", "names after").fullmatch(article.folded, max(0, g.span.start - 12), g.span.start)
        for g in groups
    )


def _in_passing(article: Article, group: Group) -> bool:
    """Whether the group only says what another work comes from, is like, or follows on the screen."""
    return bool(
        pattern("release", "in passing").search(article.folded, max(0, group.span.start - 40), group.span.start)
    )
