"""Actors and their characters: "Elle (Yasmin Finney)", "Locke as Charlie", "Felix, played by Ash Self"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from airdate.reading.article import Article, Atom, Person, PersonMention
from airdate.reading.cues import mapping, pattern, words
from airdate.reading.model import Span
from airdate.reading.phrases import begun
from airdate.reading.sketch import NAMES, PEOPLE, Mention, Sketch, is_real, name_of


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part: ``span`` is the character's name in the text, ``how`` names the form that tied them."""

    actor: PersonMention
    character: str
    span: Span
    person: Person | None
    how: str


@cache
def helped(raw: str) -> re.Pattern[str]:
    """An expression of the vocabulary, with ``{aux}`` standing for a chain of helping words."""
    aux = "|".join(sorted(words("casting", "helping"), key=len, reverse=True))
    raw = raw.replace("{aux}", rf"(?:,? (?:{aux})(?!\w)){{0,8}}")
    return begun(re.compile(raw.replace("{rel}", pattern("casting", "relative").pattern), re.IGNORECASE))


@cache
def _plays() -> re.Pattern[str]:
    tables = mapping("casting", "between actor and part")
    return helped(tables["verb"] + tables["part"])


def parts(article: Article, drawn: Sketch) -> list[Part]:
    """Every actor and character that the sentence ties together, in order of place."""
    found: list[Part] = []
    for units in drawn.lists.values():
        for unit in units:
            if unit.part is not None and not (unit.inside and not _is_part(unit.part)):
                found.append(_made(article, unit.mention, unit.part, "inside" if unit.inside else "beside"))
    marks = [at for at, sign in enumerate(drawn.text) if sign in (PEOPLE, NAMES)]
    listed: set[int] = set()  # marks of lists that have their actors
    for first, second in pairwise(marks):
        if first in listed:
            continue
        gap = drawn.text[first + 1 : second]
        left, right = _mentions(drawn, first), _mentions(drawn, second)
        if drawn.text[first] == PEOPLE and all(unit.part is None for unit in drawn.lists[first]):
            if _plays().fullmatch(gap):
                roles, last = _listed(drawn, second, len(left))
                found += _paired(article, left, roles, "plays")
                listed.update(at for at in marks if second <= at < last)
                continue
            if re.fullmatch(r"(?:'s|') (?:[a-z'-]+,? ){0,3}(?:[A-Z][\w-]*\.? )?", gap) and not _of_a_work(gap):
                found += _paired(article, left, right, "possessive")
                continue
            whose = re.fullmatch(r",? (?:\([^()]*\),? )?whose (?:[\w'-]+,? ){0,4}", gap)
            if whose and drawn.text[second] == NAMES and not _of_a_work(gap):
                found += _paired(article, left, right, "whose")
                continue
        if drawn.text[second] == PEOPLE and all(unit.part is None for unit in drawn.lists[second]):
            if (
                re.fullmatch(r",? (?:is|are|was|were|will be) (?:again |the |once more ){0,2}", gap)
                and _all_real(right)
                and (not _all_real(left))
            ):
                found += _paired(article, right, left, "is")
                continue
            before = drawn.text[max(0, first - 4) : first]
            if pattern("casting", "played by").fullmatch(gap) or (before[-3:].casefold() == "as " and gap == ", "):
                found += _paired(article, right, left, "played by")
    return found


def continued(article: Article, drawn: Sketch, before: PersonMention | None) -> list[Part]:
    """What "He plays X", "Her character is X" say of the one person whom the sentence before named."""
    if before is None:
        return []
    hit = pattern("casting", "pronoun plays").match(drawn.text)
    if hit is None or hit.end() >= len(drawn.text) or hit.end() not in (drawn.names.keys() | drawn.lists.keys()):
        return []
    return _paired(article, [before], _mentions(drawn, hit.end())[:1], "pronoun")


def _all_real(mentions: list[Mention]) -> bool:
    return all(isinstance(mention, PersonMention) and is_real(mention.person) for mention in mentions)


def _of_a_work(gap: str) -> bool:
    """Whether the name that follows is a book's or a show's: "whose debut feature, "."""
    return pattern("casting", "work noun").search(gap) is not None


def _of_a_noun(article: Article, atom: Atom) -> bool:
    """Whether the name only says of what kind the next word is: "a Roman chef"."""
    return pattern("casting", "adjective").match(article.folded, atom.span.end) is not None


def settled(found: list[Part]) -> list[Part]:
    """The parts without those that take an actor of others for the character; the people in them know what they are."""
    acts: Counter[int] = Counter(id(part.actor.person) for part in found)
    acted: Counter[int] = Counter(id(part.person) for part in found if part.person is not None)
    kept = [
        part
        for part in found
        if (part.person is None or acts[id(part.person)] <= acted[id(part.person)])
        and acted[id(part.actor.person)] <= acts[id(part.actor.person)]
        and (part.person is None or part.person.actor <= part.person.character or part.how in ("plays", "played by"))
    ]
    for part in kept:
        part.actor.person.actor += 2
        if part.person is not None:
            part.person.character += 2 + part.person.actor
    return kept


def _is_part(mention: Mention) -> bool:
    """Whether a name in brackets behind an actor is a character's rather than that of another work."""
    return isinstance(mention, PersonMention) and not is_real(mention.person)


def _mentions(drawn: Sketch, at: int) -> list[Mention]:
    if at in drawn.lists:
        return [unit.mention for unit in drawn.lists[at]]
    return list(drawn.names[at])


def _listed(drawn: Sketch, first: int, wanted: int) -> tuple[list[Mention], int]:
    """The names of the list that begins at a mark, whose first names may be of one kind and whose others of another
    ("as Dr Anand, Felix Moore and Kit Lowry"), and its last mark: all of the first mark if they are not ``wanted``."""
    found = _mentions(drawn, first)
    start, at = found, first
    while len(found) < wanted:
        link = pattern("casting", "between").match(drawn.text, at + 1)
        if link is None or drawn.text[link.end() : link.end() + 1] not in (PEOPLE, NAMES):
            break
        at = link.end()
        if _acts(drawn, at):
            break
        if any(unit.part is not None for unit in drawn.lists.get(at, ())):
            break
        found = [*found, *_mentions(drawn, at)]
    return (found, at) if len(found) == wanted else (start, first)


def _acts(drawn: Sketch, at: int) -> bool:
    """Whether who is at a mark plays somebody: the next actor of a sentence is no part of the one before."""
    onward = next((place for place in range(at + 1, len(drawn.text)) if drawn.text[place] in (PEOPLE, NAMES)), None)
    return onward is not None and _plays().fullmatch(drawn.text[at + 1 : onward]) is not None


def _paired(article: Article, actors: list[Mention], roles: list[Mention], how: str) -> list[Part]:
    """Each actor with the character at the same place of the other list; all with the one if there is but one."""
    people = [mention for mention in actors if isinstance(mention, PersonMention)]
    if len(roles) == 1 and len(people) > 1:
        roles = roles * len(people) if how != "possessive" else roles
        if how in ("plays", "played by") and len(people) > 2:
            return []
    if len(people) == 1 and len(roles) > 1:
        roles = roles[:1]
    pairs = zip_longest(people, roles)
    return [
        _made(article, actor, role, how)
        for actor, role in pairs
        if actor is not None and role is not None
        and not (isinstance(role, PersonMention) and role.person is actor.person)
        and not (isinstance(role, Atom) and _of_a_noun(article, role))
    ]  # fmt: skip


def _made(article: Article, actor: PersonMention, role: Mention, how: str) -> Part:
    person = role.person if isinstance(role, PersonMention) else None
    return Part(actor, name_of(article, role), role.span, person, how)
