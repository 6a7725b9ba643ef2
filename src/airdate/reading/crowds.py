"""People that a sentence names together: "A, B (The Wire) and C"."""

from __future__ import annotations

from dataclasses import dataclass

from airdate.reading.article import Article, Person, PersonMention
from airdate.reading.cues import pattern
from airdate.reading.layout import Sentence
from airdate.reading.model import Span


@dataclass(frozen=True, slots=True)
class Crowd:
    """One or more people in one list, and the stretch from the first to the last."""

    span: Span
    members: tuple[PersonMention, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(member.person for member in self.members))


def crowds(article: Article, sentence: Sentence) -> list[Crowd]:
    """The lists of people in a sentence, in order; somebody alone is a list of one."""
    found: list[Crowd] = []
    for mention in article.inside(article.people, sentence.span):
        if found:
            last = found[-1].members[-1]
            gap = article.folded[last.span.end : mention.span.start]
            if len(gap) < 200 and pattern("people", "between").fullmatch(gap):
                found[-1] = Crowd(Span(found[-1].span.start, mention.span.end), (*found[-1].members, mention))
                continue
        found.append(Crowd(mention.span, (mention,)))
    return found
