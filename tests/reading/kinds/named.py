"""Articles whose titles, people and characters are given: tables test the rules and not the finders of names."""

from __future__ import annotations

import datetime
import re

from airdate.reading.annotate import annotate
from airdate.reading.article import Article, Person, PersonMention, TitleMention, Work
from airdate.reading.focus import Focus
from airdate.reading.model import Span

PUBLISHED = datetime.date(2024, 3, 13)


def places_of(folded: str, name: str, taken: list[Span]) -> list[Span]:
    """Where a name stands by itself and in no longer one."""
    found = [Span(hit.start(), hit.end()) for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded)]
    free = [span for span in found if not any(other.start < span.end and span.start < other.end for other in taken)]
    taken += free
    return free


def article_of(text: str, titles: list[str], people: list[str], characters: list[str]) -> Article:
    """The text with exactly these works, people and characters; a person's last name stands for the person too."""
    article = annotate(text, PUBLISHED, headline=None, lexicon=None)
    taken: list[Span] = []
    works = []
    title_mentions = []
    for name in sorted(titles, key=len, reverse=True):
        work = Work(name, known=True, spans=places_of(article.folded, name, taken))
        works.append(work)
        title_mentions += [TitleMention(span, work) for span in work.spans]
    mentions = []
    everybody = [(name, Person(name, actor=1)) for name in people]
    everybody += [(name, Person(name, character=1)) for name in characters]
    for name, person in sorted(everybody, key=lambda pair: -len(pair[0])):
        mentions += [PersonMention(span, person) for span in places_of(article.folded, name, taken)]
        mentions += [
            PersonMention(span, person, full=False) for span in places_of(article.folded, name.split()[-1], taken)
        ]
    article.works = works
    article.titles = sorted(title_mentions, key=lambda mention: mention.span)
    article.people = sorted(mentions, key=lambda mention: mention.span)
    article.focus = Focus(article)
    return article
