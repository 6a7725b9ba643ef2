"""What becomes watchable on a date, a premiere, a finale, an episode, and in what rhythm it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.kinds.release_signs import Setting
from airdate.reading.layout import Sentence
from airdate.reading.model import Span

SCHEDULES = ("all-at-once", "weekdays", "daily", "weekly")


@dataclass(frozen=True, slots=True)
class Event:
    """``kind`` is a value of the slot ``event``; ``rule`` names the way it was found."""

    kind: str
    episode: int | None = None
    part: int | None = None
    rule: str = "plain"


def event_of(article: Article, sentence: Sentence, setting: Setting) -> Event:
    """The event of a date, from its clause, then from the words between the date before and this one."""
    clause = setting.clause
    if "in brackets" in setting.signs:  # the words that it dates stand before the bracket
        before = article.folded.rfind(";", sentence.span.start, clause.start) + 1
        dates = article.inside(article.dates, Span(sentence.span.start, setting.date.span.start))
        clause = Span(max(sentence.span.start, before, *(date.span.end for date in dates)), clause.end)
    numbered = article.inside(article.seasons, clause)
    if not numbered:
        begin = max(sentence.span.start, clause.start - 60)
        numbered = article.inside(article.seasons, Span(begin, clause.end))
    for mention in numbered:
        if mention.part is not None and not pattern("release", "half of a year").match(
            article.folded, mention.span.end
        ):
            return (
                Event("part", None, mention.part, "numbered")
                if mention.part > 1
                else Event("premiere", rule="first part")
            )
    folded = article.folded
    first = pattern("release", "first episode").search(folded, clause.start, clause.end)
    if not first:
        for mention in numbered:
            if mention.episode is not None and mention.episode > 1:
                return Event("episode", mention.episode, None, "numbered")
    for kind in ("finale", "special", "added", "episode"):
        if pattern("release", kind).search(folded, clause.start, clause.end):
            if first and kind in ("finale", "episode"):
                continue
            return Event(kind, rule="named")
    if pattern("release", "been before").search(folded, sentence.span.start, sentence.span.end):
        return Event("added", rule="been before")
    if setting.cue is not None:
        if setting.cue.family == "end" and setting.cue.span.start >= clause.start:
            return Event("finale", rule="ends")
        word = article.plain(setting.cue.span).casefold()
        if setting.cue.family == "continue" and not word.startswith("new"):
            return Event("episode", rule="continues")
    return Event("premiere")


def schedule_of(article: Article, scope: Span) -> str:
    """The rhythm that a stretch of text gives, or nothing."""
    for name in SCHEDULES:
        if pattern("release", name).search(article.folded, scope.start, scope.end):
            return name
    slots = article.inside(article.slots, scope)
    return slots[0].schedule if slots else ""
