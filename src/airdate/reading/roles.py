"""Actors and their characters: "Elle (Yasmin Finney)", "Locke as Charlie", "Felix, played by Ash Self"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from airdate.reading.article import Article, Atom, Person, PersonMention
from airdate.reading.cues import pattern
from airdate.reading.model import Span


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part. ``span`` is the character's name in the text; ``person`` is set where the finder of people
    took the character for one."""

    actor: PersonMention
    character: str
    span: Span
    person: Person | None


def parts(article: Article) -> list[Part]:
    """Every actor and character that the text ties together, in order of place."""
    found: list[Part] = []
    for number, mention in enumerate(article.people):
        part = _part(article, mention, number)
        if part is not None:
            found.append(part)
    for part in found:
        part.actor.person.actor += 1
        if part.person is not None:
            part.person.character += 2
    return [part for part in found if part.actor.person.actor >= part.actor.person.character]


def _part(article: Article, mention: PersonMention, number: int) -> Part | None:
    folded = article.folded
    start, end = mention.span.start, mention.span.end
    before, after = folded[max(0, start - 60) : start], folded[end : end + 60]
    if re.search(r"\w(?:'s)? \(\Z", before) and re.match(r"'?s?(?: and [\w .]+)?[),]", after):
        atom = _atom_before(article, start - len(re.search(r"(?:'s)? \(\Z", before).group()))  # type: ignore[union-attr]
        if atom is not None and _names_character(article, atom, mention, inside=False):
            return _made(article, mention, atom)
    if re.match(r"(?:'s)? \([\"']?[A-Z]", after):
        opening = end + after.index("(") + 1
        closing = folded.find(")", opening, opening + 60)
        atom = _atom_at(article, opening, opening + 30)
        if (
            closing > 0
            and atom is not None
            and atom.span.end <= closing
            and _names_character(article, atom, mention, inside=True)
            and not article.inside(article.titles, Span(opening, closing))
        ):
            return _made(article, mention, atom)
    hit = pattern("casting", "plays").match(folded, end, end + 90)
    if hit:
        atom = _atom_at(article, hit.end(), hit.end() + 45)
        if atom is not None and _plain_between(folded[hit.end() : atom.span.start]) and not _is_title(article, atom):
            return _made(article, mention, atom)
    hit = pattern("casting", "played by").search(folded, max(0, start - 70), start)
    if hit and hit.end() == start:
        atom = _atom_before(article, hit.start())
        if atom is not None and hit.start() - atom.span.end < 45 and not _is_title(article, atom):
            return _made(article, mention, atom)
    if mention.full and after.startswith("'s "):
        atom = _atom_at(article, end + 3, end + 22)
        adjectives = atom and re.fullmatch(r"(?:[a-z]+ ){0,2}", folded[end + 3 : atom.span.start])
        if atom is not None and adjectives and not _is_title(article, atom):
            return _made(article, mention, atom)
    return None


def _made(article: Article, mention: PersonMention, atom: Atom) -> Part | None:
    span = atom.span
    person = None
    for other in article.inside(article.people, Span(span.start, span.end)):
        if other.person is mention.person:
            return None
        person = other.person
        span = Span(other.span.start, other.span.end) if other.full else span
    words = article.folded[span.start : span.end].split()
    while len(words) > 1 and (
        pattern("people", "lead").fullmatch(words[0]) or pattern("casting", "rank").fullmatch(words[0])
    ):
        span = Span(span.start + len(words[0]) + 1, span.end)
        words = words[1:]
    if words[-1].endswith("'s"):
        span = Span(span.start, span.end - 2)
    name = article.text[span.start : span.end]
    if person is not None:
        name = person.name
    if pattern("names", "no name").fullmatch(name) and len(name) < 4:
        return None
    return Part(mention, name, span, person)


def _names_character(article: Article, atom: Atom, actor: PersonMention, *, inside: bool) -> bool:
    """Whether ``atom`` is the character and ``actor`` the actor in "atom (actor)" (``inside``: "actor (atom)")."""
    if _is_title(article, atom):
        return False
    others = [m for m in article.inside(article.people, atom.span) if m.person is not actor.person]
    if not others:
        return actor.full or not inside
    other = others[0]
    if other.full and actor.full:
        if other.person.actor or actor.person.character:
            return False
        return not inside
    return actor.full or (not other.full and not inside)


def _is_title(article: Article, atom: Atom) -> bool:
    return any(mention.span.start <= atom.span.start < mention.span.end for mention in article.inside(
        article.titles, Span(max(0, atom.span.start - 60), atom.span.end))) or any(
        place.span.start < atom.span.end for place in article.inside(article.places, atom.span))  # fmt: skip


def _plain_between(gap: str) -> bool:
    """Only articles, adjectives and a noun may stand between "as" and the character's name."""
    return bool(re.fullmatch(r"(?:[\"']|(?:[a-z][\w'-]*,? ){0,6})[\"']?", gap))


def _atom_before(article: Article, position: int) -> Atom | None:
    """The last atom that ends at or up to 45 characters before ``position``."""
    at = bisect_left(article.atoms, position, key=lambda atom: atom.span.start) - 1
    if at < 0:
        return None
    atom = article.atoms[at]
    return atom if atom.span.end >= position - 45 else None


def _atom_at(article: Article, position: int, limit: int) -> Atom | None:
    at = bisect_left(article.atoms, position, key=lambda atom: atom.span.start)
    if at < len(article.atoms) and article.atoms[at].span.start < limit:
        return article.atoms[at]
    return None
