"""Patterns that look only where one of their first words stands.

Most of the reader's patterns begin with a word: "renewed for", "according to a source". The words that a pattern's
matches can begin with are taken from its own expression; where they stand in an article is looked up in an index of
its words, made once. Only there the expression is tried, so that the hundred patterns of the kinds need not each go
over every letter. What is found is the same: a pattern that can begin otherwise, and a text that is not the article's,
are searched as ever.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from re import _constants as ops  # type: ignore[attr-defined]  # what expressions are parsed to; typeshed lacks it
from re import _parser as parser  # type: ignore[attr-defined]  # likewise
from typing import Any, cast

_LENGTH = 5  # letters of a word by which it is looked up
_PATIENCE = 40  # searches; an article has some twenty sentences
_MOST = 600  # beginnings; a pattern with more is searched as ever
_HEAD = re.compile(rf"\w{{1,{_LENGTH}}}")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Letters that expressions without regard to case take for ASCII's, and `str.lower` does not; other scripts' digits.
_ODD = re.compile("[\u0130\u0131\u017f]|(?![0-9])\\d")
_DIGITS = [(ops.CATEGORY, ops.CATEGORY_DIGIT)]
_AHEAD, _BEHIND = 1, -1


class _Anything(Exception):
    """A match can begin with what is no word, or with too many."""


class Phrases:
    """An expression, used like a `re.Pattern`, that comes to know the words with which its matches can begin.

    ``heads`` are the first letters of these words, in lower case: ``_LENGTH`` of them, or a whole shorter word.
    ``stems`` are beginnings that are shorter and may go on. ``spaced`` are heads before which the match takes a space.
    Taking an expression apart takes longer than searching a few sentences with it: that is done when it has been used
    some times.
    """

    heads: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    spaced: frozenset[str] = frozenset()

    def __init__(self, expression: re.Pattern[str]) -> None:
        self.pattern, self.flags, self.groupindex = expression.pattern, expression.flags, expression.groupindex
        self.match, self.fullmatch, self.sub = expression.match, expression.fullmatch, expression.sub
        self._search, self._finditer = expression.search, expression.finditer
        self._patience = _PATIENCE
        self._known: bool | None = None  # whether all matches begin with known words

    def begins_with_words(self) -> bool:
        """Whether all matches begin with known words, which are known from here on."""
        if self._known is None:
            try:
                found = set(_beginnings(list(parser.parse(self.pattern, self.flags)), "", False))
            except _Anything:
                found = set()
            self._known = 0 < len(found) <= _MOST and all(whole or head[0] != " " for head, whole in found)
            if self._known:
                self.heads = frozenset(head for head, whole in found if whole and head[0] != " ")
                self.stems = frozenset(head for head, whole in found if not whole)
                self.spaced = frozenset(head[1:] for head, whole in found if whole and head[0] == " ")
        return self._known

    def _index(self, text: str) -> Index | None:
        """The index in which to look for the text's places; None if it is to be searched as ever."""
        index = _latest[0]
        if index.text is not text:
            index = _latest[1]
        if self._known is False or index.text is not text:
            return None
        if self._known is None:
            self._patience -= 1
            if self._patience > 0 or not self.begins_with_words():
                return None
        return index

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        index = self._index(text)
        if index is None:
            return self._search(text, start, end)
        match = self.match
        for place in index.places_in(self, start, end):
            found = match(text, place, end)
            if found is not None:
                return found
        return None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        index = self._index(text)
        if index is None:
            return self._finditer(text, start, end)
        places = index.places_in(self, start, end)
        return self._found(text, places, end) if places else iter(())

    def _found(self, text: str, places: Sequence[int], end: int) -> Iterator[re.Match[str]]:
        match = self.match
        over = 0
        for place in places:
            if place >= over:
                found = match(text, place, end)
                if found is not None:
                    over = found.end()
                    yield found

    def can_begin(self, text: str, start: int, end: int) -> bool:
        """Whether a match can begin in this part of the text, cut out of it."""
        index = self._index(text)
        if index is None or index.places_in(self, start, end):
            return True
        if start == 0 or not _inside_a_word(text, start):
            return False
        # The cut goes through a word: what is left of it stands for a word of its own.
        rest = _HEAD.match(text, start, end)
        return bool(self.stems) or (rest is not None and rest.group().lower() in self.heads)


class Index:
    """Where the words of a text begin, by their first letters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[Phrases, list[int]] = {}
        self._by_head: dict[str, list[int]] = {}
        self._heads: list[str] = []
        for token in _TOKEN.finditer(text.lower()):  # of one length with the text: see `index_of`
            self._by_head.setdefault(token.group()[:_LENGTH], []).append(token.start())
        self._keys = frozenset(self._by_head)

    def places(self, phrases: Phrases) -> list[int]:
        """Where a match of ``phrases`` can begin, in order."""
        held = self._places.get(phrases)
        if held is None:
            found = [place for head in phrases.heads & self._keys for place in self._by_head[head]]
            for stem in phrases.stems:
                found += self._of_stem(stem)
            for head in phrases.spaced & self._keys:
                found += [place - 1 for place in self._by_head[head] if self.text[place - 1 : place] == " "]
            held = self._places[phrases] = sorted(set(found)) if found else found
        return held

    def places_in(self, phrases: Phrases, start: int, end: int) -> Sequence[int]:
        """Where a match can begin from ``start`` on in a text that ends at ``end``, in order."""
        found = self.places(phrases)
        if found:
            first = bisect_left(found, start)
            found = found[first : bisect_left(found, end, first)]
        if end < len(self.text) and _inside_a_word(self.text, end):
            # A word that is cut short may be another word.
            near = range(end - 1, max(start, end - _LENGTH + 1) - 1, -1)
            rest = next((at for at in near if not _inside_a_word(self.text, at)), -1)
            if rest >= 0:
                return sorted({*found, max(start, rest - 1), rest})
        return found

    def _of_stem(self, stem: str) -> list[int]:
        heads = self._heads = self._heads or sorted(self._by_head)
        first, last = bisect_left(heads, stem), bisect_left(heads, stem + chr(sys.maxunicode))
        return [place for head in heads[first:last] for place in self._by_head[head]]


def _inside_a_word(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of ``at``."""
    return text[at - 1 : at + 1].replace("_", "x").isalnum()


# The index of the text that is being read, and that of the sketch of one of its sentences. Where two threads read, each
# may find the other's: it searches as ever then.
_latest: list[Index] = [Index(""), Index("")]


def look_up(text: str) -> None:
    """Make the index of the text that is going to be read, which all patterns use from here on."""
    _latest[0] = index_of(text)


def look_up_in(sketch: Index) -> None:
    """Use the index of a sketch as well, until another's is."""
    _latest[1] = sketch


def index_of(text: str) -> Index:
    """The index of a text; one of nothing where its words cannot be looked up."""
    return Index(text if text.isascii() or not _ODD.search(text) else "")


def begun(expression: re.Pattern[str]) -> re.Pattern[str]:
    """The expression, to be searched for where its first words stand."""
    return cast("re.Pattern[str]", Phrases(expression))


def search_in(expression: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """``expression.search(text[start:end])``, which sees nothing of what stands around that part of the text."""
    if isinstance(expression, Phrases) and not expression.can_begin(text, start, end):
        return None
    return expression.search(text[start:end])


def _beginnings(items: Sequence[Any], head: str, bounded: bool) -> Iterator[tuple[str, bool]]:
    """The beginnings of what ``items`` match after ``head``, each with whether it is all that is looked up of a word.

    ``bounded``: whether a word begins where ``head`` does. Raises `_Anything`.
    """
    for at, (what, value) in enumerate(items):
        rest = items[at + 1 :]
        begun_one = bool(head.strip())
        if what is ops.AT and value is ops.AT_BOUNDARY:
            if begun_one:
                yield head, True
                return
            bounded = True
        elif what is ops.ASSERT_NOT and _is_a_word(value):
            if begun_one and value[0] == _AHEAD:
                yield head, True
                return
            bounded = bounded or (not begun_one and value[0] == _BEHIND)
        elif what in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
            continue  # it only narrows what can stand here
        elif what is ops.LITERAL or what is ops.IN:
            letters = _letters(what, value)
            if letters is None:
                yield _cut_off(head)
                return
            for letter in letters:
                yield from _with_letter(letter, rest, head, bounded)
            return
        elif what is ops.BRANCH:
            for branch in value[1]:
                yield from _beginnings([*branch, *rest], head, bounded)
            return
        elif what is ops.SUBPATTERN:
            yield from _beginnings([*value[3], *rest], head, bounded)
            return
        elif what is ops.MAX_REPEAT or what is ops.MIN_REPEAT:
            least, most, inner = value
            if least == 0:
                yield from _beginnings(rest, head, bounded)
            again = list(rest) if most == 1 else [(ops.ANY, None)]
            yield from _beginnings([*inner, *again], head, bounded)
            return
        else:
            yield _cut_off(head)
            return
    yield _cut_off(head)


def _with_letter(letter: str, rest: Sequence[Any], head: str, bounded: bool) -> Iterator[tuple[str, bool]]:
    if not (letter.isalnum() or letter == "_"):
        if head.strip():
            yield head, True  # the word ends here
        elif letter == " " and not head:
            yield from _beginnings(rest, " ", True)
        elif letter.isspace():
            raise _Anything
        else:
            yield head + letter, True  # a mark is a word of its own
    elif not bounded:
        raise _Anything
    elif len(head.strip()) + 1 == _LENGTH:
        yield head + letter, True
    else:
        yield from _beginnings(rest, head + letter, bounded)


def _letters(what: Any, value: Any) -> list[str] | None:
    """The ASCII letters, in lower case, and marks that can stand in one place; None where others can, too."""
    if what is ops.IN and value == _DIGITS:
        return [*"0123456789"]
    kinds = [(what, value)] if what is ops.LITERAL else value
    if any(kind is not ops.LITERAL or (code > 127 and chr(code).isalnum()) for kind, code in kinds):
        return None
    return sorted({chr(code).lower() for _kind, code in kinds})


def _cut_off(head: str) -> tuple[str, bool]:
    if not head.strip():
        raise _Anything
    return head, False


def _is_a_word(value: Any) -> bool:
    """Whether no letter may stand there, nor perhaps other things."""
    _direction, inner = value
    if len(inner) != 1 or inner[0][0] is not ops.IN:
        return False
    inside = inner[0][1]
    return inside[0][0] is not ops.NEGATE and (ops.CATEGORY, ops.CATEGORY_WORD) in inside
