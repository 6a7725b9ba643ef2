"""Who an article names: full names, and the surnames and first names that stand for them later."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from airdate.reading.article import Atom, Person, PersonMention, PlaceMention, TitleMention
from airdate.reading.cues import pattern
from airdate.reading.model import Span
from airdate.reading.names import is_ordinary
from airdate.reading.tagging import CHARACTER, PERSON, Tag

if TYPE_CHECKING:
    from airdate.reading.lexicon import Lexicon

_NEAR = 40
_SURE_ALONE = 0.7  # of a single word that the tagger calls a person or a character
_LIST = re.compile(r"(?:, and |, | and | & |; )\Z|\A(?: \([^()\n]{0,160}\))?(?:, and |, | and | & |; )")
_STOP = re.compile(r"[.!?\n](?=\s|\Z)")
_ORDINARY_TOO = 0.9  # less for a word that is a name among others, before one that is also an ordinary word
_INITIAL = re.compile(r"[A-Z]\.?|(?:[A-Z]\.)+")


@dataclass(slots=True)
class _Piece:
    """A run of capitals that may be a name: its span and words, and how much it looks like a person's."""

    span: Span
    words: tuple[str, ...]
    score: float
    label: str = ""  # what the tagger calls it

    def vote(self, person: Person) -> None:
        """Count what the tagger says: that somebody lives, or is made up."""
        person.actor += self.label == PERSON
        person.character += self.label == CHARACTER


def find_people(
    text: str,
    folded: str,
    atoms: Sequence[Atom],
    titles: Sequence[TitleMention],
    places: Sequence[PlaceMention],
    lexicon: Lexicon,
    tags: Sequence[Tag] = (),
) -> list[PersonMention]:
    """The people in the article, sorted by place; a surname alone is the one person who bears it.

    What the tagger calls a person or a character has a head start."""
    pieces = _pieces(folded, atoms, titles, places, lexicon)
    _follow(tags, pieces, lexicon)
    _spread_along_lists(folded, pieces)
    people: dict[str, Person] = {}
    found: list[PersonMention] = []
    rest: list[_Piece] = []
    for piece in pieces:
        if len(piece.words) > 1 and piece.score >= 1.0:
            name = text[piece.span.start : piece.span.end]
            person = people.setdefault(folded[piece.span.start : piece.span.end].casefold(), Person(name))
            found.append(PersonMention(piece.span, person))
            piece.vote(person)
        else:
            rest.append(piece)
    surnames = _unique(people.values(), last=True)
    first_names = _unique(people.values(), last=False)
    for piece in rest:
        whole = folded[piece.span.start : piece.span.end]
        short = surnames.get(whole) or (
            surnames.get(piece.words[-1]) if len(piece.words) == 2 and _ranked(piece, lexicon) else None
        )
        short = short or first_names.get(whole)
        if short is not None:
            found.append(PersonMention(piece.span, short, full=False))
        elif piece.label and piece.score >= _SURE_ALONE:
            person = people.setdefault(whole.casefold(), Person(text[piece.span.start : piece.span.end]))
            found.append(PersonMention(piece.span, person))
            piece.vote(person)
    found.sort(key=lambda mention: mention.span)
    return found


def _pieces(
    folded: str,
    atoms: Sequence[Atom],
    titles: Sequence[TitleMention],
    places: Sequence[PlaceMention],
    lexicon: Lexicon,
) -> list[_Piece]:
    taken = sorted([(m.span.start, m.span.end) for m in titles] + [(m.span.start, m.span.end) for m in places])
    starts = [start for start, _ in taken]
    pieces: list[_Piece] = []
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        start, end, words = atom.span.start, atom.span.end, list(atom.words)
        while index + 1 < len(atoms):  # "Thibault" + "de" + "Montalembert"; 'Abel "The Weeknd" Tesfaye'
            gap = folded[end : atoms[index + 1].span.start]
            if not gap.strip(" ") or gap.strip(" ").casefold() not in lexicon.surname_particles:
                break
            index += 1
            words += [*gap.split(), *atoms[index].words]
            end = atoms[index].span.end
        index += 1
        for run in _free_runs(folded, start, end, words, taken, starts):
            piece = _name_in(folded, *run, lexicon, initial=atom.initial and run[0] == start)
            if piece is not None:
                pieces.append(piece)
    return pieces


def _free_runs(
    folded: str, start: int, end: int, words: Sequence[str], taken: Sequence[tuple[int, int]], starts: Sequence[int]
) -> list[tuple[int, int, list[str]]]:
    """The words of a run that no title or service holds, parted after a possessor ("Millie Gibson's Ruby Sunday")."""
    runs: list[tuple[int, int, list[str]]] = []
    at = start
    open_run = False
    for word in words:
        begin = folded.find(word, at, end)
        stop = begin + len(word)
        at = stop
        before = bisect_left(starts, stop) - 1
        if any(a < stop and begin < b for a, b in taken[max(0, before - 1) : before + 1]):
            open_run = False
            continue
        if open_run:
            runs[-1] = (runs[-1][0], stop, [*runs[-1][2], word])
        else:
            runs.append((begin, stop, [word]))
        open_run = not word.endswith(("'s", "s'"))
    return runs


def _name_in(folded: str, start: int, end: int, words: list[str], lexicon: Lexicon, *, initial: bool) -> _Piece | None:
    """The part of a run that can be a name, without ranks, roles and a possessive ending."""
    if words[-1].endswith("'s") or words[-1].endswith("'"):
        cut = 2 if words[-1].endswith("'s") else 1
        words[-1] = words[-1][:-cut]
        end -= cut
    double = len(words) > 1 and _is_double(folded, end, words, lexicon, initial=initial)
    while not double and words and (words[0] in lexicon.honorifics or words[0].rstrip(".") in lexicon.honorifics
                     or pattern("people", "lead").fullmatch(words[0])
                     or (len(words) > 2 and pattern("names", "no name").fullmatch(words[0]))
                     or (initial and len(words) > 1 and pattern("names", "no name").fullmatch(words[0]))):  # fmt: skip
        start += len(words[0])
        start += len(folded[start:end]) - len(folded[start:end].lstrip())
        words = words[1:]
        initial = False
    if not words or not words[-1]:
        return None
    if pattern("names", "organisation").fullmatch(words[-1]) or folded[start:end] in lexicon.place_names:
        return None
    rest = words[1:] if double else words
    if any(word in lexicon.calendar_words or word in lexicon.nationalities for word in rest):
        return None
    if len(words) == 1:
        if pattern("names", "no name").fullmatch(words[0]):
            return None
        return _Piece(Span(start, end), tuple(words), 0.0)
    if len(words) > 5 or any(char.isdigit() or char in "&+/" for char in "".join(words)):
        return None
    if any(pattern("names", "no name").fullmatch(word) and not _INITIAL.fullmatch(word) for word in rest):
        return None
    score = _score(folded, start, end, words, lexicon)
    return _Piece(Span(start, end), tuple(words), score - _ORDINARY_TOO if double and _plain(rest, lexicon) else score)


def _is_double(folded: str, end: int, words: Sequence[str], lexicon: Lexicon, *, initial: bool) -> bool:
    """Whether a name begins with a word that is a month, a place or a verb as well as a first name: "June", "Will".

    A verb that opens a question is none, nor is a word with an ordinary one behind it and nothing that takes the two
    for somebody."""
    if not pattern("names", "first name too").fullmatch(words[0]):
        return False
    if initial and pattern("names", "verb too").fullmatch(words[0]):
        stop = _STOP.search(folded, end)
        if stop is not None and stop.group() == "?":
            return False
    if any(word in lexicon.place_names or pattern("names", "organisation").fullmatch(word) for word in words[1:]):
        return False
    return not pattern("names", "no name").fullmatch(words[1])


def _plain(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(is_ordinary(word, lexicon.common_words) for word in words)


def _score(folded: str, start: int, end: int, words: list[str], lexicon: Lexicon) -> float:
    score = 0.0
    if (
        words[0] in lexicon.given_names
        or words[0].split("-")[0] in lexicon.given_names
        or pattern("names", "first name too").fullmatch(words[0])
    ):
        score += 1.2
    elif _INITIAL.fullmatch(words[0]):
        score += 0.9
    else:
        plain = sum(1 for word in words if is_ordinary(word, lexicon.common_words))
        score += 0.6 if plain == 0 else 0.2 if plain < len(words) else -0.6
    if any(word.isupper() and len(word) > 3 for word in words):
        score -= 0.5
    before, after = folded[max(0, start - _NEAR) : start], folded[end : end + _NEAR]
    if pattern("people", "before").search(before):
        score += 0.7
    if pattern("people", "after").match(after):
        score += 0.7
    if pattern("people", "against before").search(before):
        score -= 0.6
    return score


def _follow(tags: Sequence[Tag], pieces: list[_Piece], lexicon: Lexicon) -> None:
    """Raise the pieces that the tagger calls people."""
    named = [tagged for tagged in tags if tagged.label in (PERSON, CHARACTER)]
    starts = [tagged.span.start for tagged in named]
    for piece in pieces:
        at = bisect_left(starts, piece.span.end) - 1
        if at >= 0 and named[at].span.end > piece.span.start:
            piece.score += 0.8
            piece.label = named[at].label
            _cut(piece, named[at].span, lexicon)


def _cut(piece: _Piece, span: Span, lexicon: Lexicon) -> None:
    """Cut from a name what the tagger leaves out of it, where that is an ordinary word: "Schoolboy", "QUITS", "of"."""
    words = list(piece.words)
    start, end = piece.span.start, piece.span.end
    while len(words) > 2 and start < span.start and is_ordinary(words[0], lexicon.common_words):
        start += len(words.pop(0)) + 1
    while len(words) > 2 and end > span.end and is_ordinary(words[-1], lexicon.common_words):
        end -= len(words.pop()) + 1
    piece.span, piece.words = Span(start, end), tuple(words)


def _spread_along_lists(folded: str, pieces: list[_Piece]) -> None:
    """A likely name that stands in a list with sure ones is one too."""
    for order in (range(1, len(pieces)), range(len(pieces) - 2, -1, -1)):
        for index in order:
            piece = pieces[index]
            if piece.score >= 1.0 or piece.score < 0.1 or len(piece.words) < 2:
                continue
            other = pieces[index - 1] if order.step > 0 else pieces[index + 1]
            first, second = (other, piece) if order.step > 0 else (piece, other)
            gap = folded[first.span.end : second.span.start]
            if other.score >= 1.0 and len(gap) < 180 and pattern("people", "between").fullmatch(gap):
                piece.score = 1.0


def _unique(people: Iterable[Person], *, last: bool) -> dict[str, Person]:
    """Persons by last (or first) word; a word that two persons share stands for neither."""
    found: dict[str, Person | None] = {}
    for person in people:
        words = person.name.replace("’", "'").split()
        key = words[-1] if last else words[0]
        if last:
            particles = [word for word in words[1:-1] if word[0].islower()]
            if particles:
                found.setdefault(" ".join([*particles, key]), person)
        found[key] = person if key not in found else None
    return {key: person for key, person in found.items() if person is not None}


def _ranked(piece: _Piece, lexicon: Lexicon) -> bool:
    return piece.words[0] in lexicon.honorifics or bool(pattern("people", "lead").fullmatch(piece.words[0]))
