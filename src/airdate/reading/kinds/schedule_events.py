"""What an entry of a column is: an episode, unless its words or its column's heading say first, last or one-off."""

from __future__ import annotations

from airdate.reading.article import Article
from airdate.reading.cues import pattern
from airdate.reading.kinds.release_events import Event
from airdate.reading.model import Span
from airdate.reading.numbers import ORDINALS
from airdate.reading.seasons import SeasonMention


def entry_event(article: Article, head: Span, body: Span, *, listing: bool, added: bool) -> Event | None:
    """The event of an entry with the words ``head`` and the description ``body``; None for a repeat.

    ``listing``: the column gives what one evening shows, so that an entry is an episode unless it says otherwise.
    ``added``: the heading says that the titles were elsewhere before.
    """
    folded = article.folded
    for scope in (head, body):
        if _says(article, "repeat", scope):
            return None
    number = _number(article, head)
    for scope, rule in ((head, "head"), (body, "body")):
        for kind in ("special", "finale", "premiere", "one-off"):
            if _says(article, f"{kind} {rule}", scope):
                if kind in ("finale", "special"):
                    return Event(kind, rule=rule)
                return Event("premiere", rule=rule)
        if scope is head and (number is not None or added):
            break
    number = number or _number(article, body)
    nth = pattern("schedule", "nth of").search(folded, head.start, body.end)
    if nth and number is None:
        place = ORDINALS[nth.group("nth").casefold()]
        return Event("episode", place, None, "numbered") if place > 1 else Event("premiere", rule="numbered")
    if number is not None:
        if number.part is not None and number.part > 1:
            return Event("part", None, number.part, "numbered")
        if number.episode is not None and number.episode > 1:
            return Event("episode", number.episode, None, "numbered")
        return Event("premiere", rule="numbered")
    if added:
        return Event("added", rule="section")
    return Event("episode" if listing else "premiere", rule="listing" if listing else "calendar")


def _says(article: Article, name: str, scope: Span) -> bool:
    """Whether a stretch of text has one of the words of a table, outside the names of works."""
    for hit in pattern("schedule", name).finditer(article.folded, scope.start, scope.end):
        titles = article.inside(article.titles, Span(max(scope.start, hit.start() - 80), hit.end()))
        if not any(title.span.start <= hit.start() and hit.end() <= title.span.end for title in titles):
            return True
    return False


def _number(article: Article, scope: Span) -> SeasonMention | None:
    for mention in article.inside(article.seasons, scope):
        if mention.episode is not None or mention.part is not None:
            return mention
    return None
