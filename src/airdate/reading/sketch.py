"""Sentences with their names drawn as single marks, so that rules about people can be written plainly.

"Mara Quist (Tidewater) and Bo Lind join Harbour as the Kestrels" becomes "\ue010 join \ue012 as the \ue011": a mark
for a list of people, with whom each of them plays where that stands beside the name, a mark for a list of other names,
a mark for a title, one for a service. Everything else stays as it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from airdate.reading.article import Article, Atom, Person, PersonMention, TitleMention
from airdate.reading.cues import pattern
from airdate.reading.model import Span
from airdate.reading.phrases import Index, index_of

PEOPLE, NAMES, TITLE, SERVICE = "\ue010", "\ue011", "\ue012", "\ue013"
_REAL, _OPEN, _NAME, _IDENTIFYING = "\ue000", "\ue001", "\ue002", "\ue003"  # before lists are joined
_ASIDE = r"(?: ?\((?!as )[^()\n]{0,200}\))"
_RANK = 24  # characters before a name in which its rank stands
_AGE = r"(?:, \d\d\b,?(?= |\Z))"
_SMALL = r"[a-z\u00df-\u00ff][\w'-]*"
_NO_BRIDGE = r"(?!(?:from|in|at|with|for|by|on|about|into|of|that|which|who|where|when|because|if|among|near|and)\b)"
_AS = rf",? \(?as ['\"]?(?:(?:role|part) of )?(?:{_NO_BRIDGE}{_SMALL},? ){{0,7}}(?:[A-Z][\w-]*\.? ){{0,2}}['\"]?"
_FUNCTION = (
    "and|or|in|who|whose|with|on|for|from|to|is|are|was|were|as|at|by|but|after|before|opposite|alongside|when|while|again"
    "|has|will|once|this|where|which|also|had"
)
_NO_NOUN = rf"(?!'s| (?!(?:{_FUNCTION})\b)[a-z])"
_NO_MAKER = (
    r"(?!(?:[a-z'-]+ ){0,4}(?:co-)?(?:creators?|writers?|directors?|producers?|showrunners?|composers?|presenters?"
    r"|hosts?|anchors?|screenwriters?|playwright|author|head|chief|boss|president)\b)"
)
_APPOSITION = rf"(?:, (?:the|an?|his|her|their) {_NO_MAKER}[a-z][a-z' -]{{2,60}}(?=, | and [\ue000\ue001]))"
_NAME_PAIR = re.compile(rf"{NAMES}([^{NAMES}{PEOPLE}]{{2,30}})(?={NAMES})")
_UNIT = re.compile(
    rf"(?P<named>[{_OPEN}{_NAME}])(?:'s|')? ?\((?:the |a |an )?(?:{_SMALL} ){{0,3}}(?P<player>[{_REAL}{_OPEN}])"
    rf"(?: of [{TITLE}{_IDENTIFYING}{_NAME}]| from [{TITLE}{_IDENTIFYING}{_NAME}])?(?:,[^()\n]{{0,80}})?\)"
    rf"|(?P<actor>[{_REAL}{_OPEN}])(?:"
    rf" ?\((?:(?:as |who |plays? |will ){{0,3}})(?:{_SMALL} ){{0,3}}(?:[A-Z][\w-]*\.? ){{0,2}}"
    rf"(?P<inside>[{_OPEN}{_NAME}])(?:,[^()\n]{{0,80}})?\)"
    rf"|{_ASIDE}?{_AGE}?(?:"
    rf"{_AS}(?P<part>[{_OPEN}{_NAME}])\)?{_NO_NOUN}"
    rf"|,? \(?as (?:an?|the|his|her|their|its|another|one of) {_NO_MAKER}(?P<vague>[a-z][a-z' -]{{1,70}}?)\)?"
    rf"(?=[,;.]| and [{_REAL}{_OPEN}]|\Z)"
    rf"|))(?:{_ASIDE}|, [{TITLE}{_IDENTIFYING}])?{_APPOSITION}?"
)


@dataclass(slots=True)
class Unit:
    """One person in a list, and whom they play there: ``part`` is the character's mention, if it is named."""

    mention: PersonMention
    part: PersonMention | Atom | None = None
    inside: bool = False  # "actor (part)", which may be the other way round


@dataclass(slots=True)
class Sketch:
    """``text`` with marks; ``at[i]`` is where its i-th character stands in the article."""

    text: str
    at: list[int]
    end: int
    lists: dict[int, list[Unit]] = field(default_factory=dict)  # position of a PEOPLE mark -> its units
    names: dict[int, list[PersonMention | Atom]] = field(default_factory=dict)  # of a NAMES mark
    titles: dict[int, TitleMention] = field(default_factory=dict)
    _index: Index | None = None

    @property
    def index(self) -> Index:
        """Where the words of the text stand, for those who try many expressions on it."""
        if self._index is None:
            self._index = index_of(self.text)
        return self._index

    def place(self, position: int) -> int:
        return self.at[position] if position < len(self.at) else self.end

    def span(self, start: int, end: int) -> Span:
        """The stretch of the article from one position of the sketch up to another."""
        return Span(self.place(start), max(self.place(start), self.place(end)))


Mention = PersonMention | Atom


def sketch(article: Article, span: Span) -> Sketch:
    """The sketch of one sentence."""
    return _with_lists(article, _with_marks(article, span))


@dataclass(slots=True)
class _Marked:
    text: str
    at: list[int]
    end: int
    who: dict[int, Mention]
    titles: dict[int, TitleMention]


def _with_marks(article: Article, span: Span) -> _Marked:
    """The sentence with a mark for each name."""
    folded = article.folded
    people = article.inside(article.people, span)
    titles = article.inside(article.titles, span)
    marks: list[tuple[int, int, str, object]] = []
    for title in titles:
        start, end = title.span.start, title.span.end
        if start > span.start and end < span.end and folded[start - 1] in "\"'" and folded[end] in "\"',.":
            start, end = start - 1, end + (folded[end] in "\"'") + (folded[end : end + 2] in (',"', '."'))
        marks.append((start, end, TITLE if title.role == "about" else _IDENTIFYING, title))
    for mention in people:
        start = mention.span.start
        ranked = pattern("casting", "rank before").search(folded, max(span.start, start - _RANK), start)
        start = ranked.start() if ranked else start
        marks.append((start, mention.span.end, _REAL if is_real(mention.person) else _OPEN, mention))
    for place in article.inside(article.places, span):
        marks.append((place.span.start, place.span.end, SERVICE, None))
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    taken = [(mark[0], mark[1]) for mark in marks]
    starts = [start for start, _ in taken]
    for atom in article.inside(article.atoms, span):
        before = bisect_right(starts, atom.span.end - 1) - 1
        if any(end > atom.span.start for start, end in taken[max(0, before - 2) : before + 1]):
            continue
        found = trimmed(article, atom)
        if found is not None:
            marks.append((found.span.start, found.span.end, _NAME, found))
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    pieces: list[str] = []
    at: list[int] = []
    who: dict[int, Mention] = {}
    named: dict[int, TitleMention] = {}
    cursor = span.start
    for start, end, sign, value in marks:
        if start < cursor:
            continue
        pieces.append(folded[cursor:start])
        at += range(cursor, start)
        if isinstance(value, PersonMention | Atom):
            who[len(at)] = value
        elif isinstance(value, TitleMention):
            named[len(at)] = value
        pieces.append(sign)
        at.append(start)
        cursor = end
    pieces.append(folded[cursor : span.end])
    at += range(cursor, span.end)
    return _Marked("".join(pieces), at, span.end, who, named)


def trimmed(article: Article, atom: Atom) -> Atom | None:
    """The atom without what is no part of a name: small words with a capital, ranks, a possessive ending."""
    words = list(atom.words)
    start, end = atom.span.start, atom.span.end
    if words[-1].endswith(("'s", "s'")):
        cut = 2 if words[-1].endswith("'s") else 1
        words[-1], end = words[-1][:-cut], end - cut
    while words and (
        pattern("names", "no name").fullmatch(words[0])
        or pattern("people", "lead").fullmatch(words[0])
        or (len(words) > 1 and pattern("casting", "rank").fullmatch(words[0]))
    ):
        start += len(words[0])
        start += len(article.folded[start:end]) - len(article.folded[start:end].lstrip())
        words.pop(0)
    if not words or not words[0] or (atom.initial and start == atom.span.start and len(words) == 1):
        return None
    return Atom(Span(start, end), tuple(words), atom.initial)


def _with_lists(article: Article, marked: _Marked) -> Sketch:
    """The same with people who stand in one list drawn as one mark."""
    text, at = marked.text, marked.at
    pieces: list[str] = []
    places: list[int] = []
    result = Sketch("", places, marked.end)
    cursor = 0

    def keep(until: int) -> None:
        nonlocal cursor
        for index in range(cursor, until):
            sign = text[index]
            if sign in (TITLE, _IDENTIFYING):
                result.titles[len(places)] = marked.titles[index]
            elif sign in (_REAL, _OPEN, _NAME):
                result.names[len(places)] = [marked.who[index]]
                sign = NAMES
            pieces.append(sign)
            places.append(at[index])
        cursor = until

    last_list = -1
    for hit in _UNIT.finditer(text):
        units = _units(marked, hit)
        only_names = not units
        gap = text[cursor : hit.start()]
        joined = pattern("casting", "between").fullmatch(gap) is not None
        if only_names:
            position = hit.start("actor")
            mention = marked.who[position]
            if joined and last_list >= 0 and last_list in result.names and places and len(places) - 1 == last_list:
                result.names[last_list].append(mention)
                cursor = position + 1
                continue
            keep(position)
            last_list = len(places)
            result.names[last_list] = [mention]
            pieces.append(NAMES)
            places.append(at[position])
            cursor = position + 1
            continue
        if joined and last_list in result.lists and len(places) - 1 == last_list:
            result.lists[last_list] += units
            cursor = hit.end()
            continue
        keep(hit.start())
        last_list = len(places)
        result.lists[last_list] = units
        pieces.append(PEOPLE)
        places.append(at[hit.start()])
        cursor = hit.end()
    keep(len(text))
    result.text = "".join(pieces)
    for hit in _NAME_PAIR.finditer(result.text):
        first, second = hit.start(), hit.end()
        if pattern("casting", "between").fullmatch(hit[1]) and first in result.names and second in result.names:
            result.names[first] += result.names[second]
    return result


def _units(marked: _Marked, hit: re.Match[str]) -> list[Unit]:
    """The people of one match; none if the only name in it is a character's."""
    who = marked.who
    if hit["player"] is not None:
        named, player = who[hit.start("named")], who[hit.start("player")]
        if isinstance(player, PersonMention):
            if isinstance(named, PersonMention) and _same(named, player):
                return [Unit(player)]
            if is_character(player) and isinstance(named, PersonMention) and not is_character(named):
                return [Unit(named, player, inside=True)]
            return [Unit(player, named)]
    actor = who[hit.start("actor")] if hit["actor"] is not None else None
    if not isinstance(actor, PersonMention):
        return []
    part = who[hit.start("part")] if hit["part"] else who[hit.start("inside")] if hit["inside"] else None
    if is_character(actor) and not (isinstance(part, PersonMention) and is_character(part)):
        if hit["inside"] and isinstance(part, PersonMention):
            return [Unit(part, actor)]
        if part is None or not isinstance(part, Atom):
            return []
    if isinstance(part, PersonMention) and _same(part, actor):
        part = None
    return [Unit(actor, part, inside=hit["inside"] is not None)]


def _same(one: PersonMention, other: PersonMention) -> bool:
    return one.person is other.person


def is_character(mention: PersonMention) -> bool:
    return mention.person.character > mention.person.actor


def is_real(person: Person) -> bool:
    """Whether more speaks for somebody who lives than for somebody made up."""
    return person.actor > 0 and person.actor >= person.character


def names_of(article: Article, mentions: Sequence[Mention]) -> list[str]:
    """The characters' names as slots hold them: the fullest known, without rank or article."""
    return [name_of(article, mention) for mention in mentions]


def name_of(article: Article, mention: Mention) -> str:
    if isinstance(mention, PersonMention):
        return mention.person.name
    return article.text[mention.span.start : mention.span.end]
