"""Where names stand in a text: an index by words, so that asking for one name does not read the whole text again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from airdate.reading.lexicon.spelling import lower

_WORD = re.compile(r"\w+")
_JOINTS = re.compile(r"( & |: )")
# How a text writes the joints of a key: see ``candidates.key_of``.
_WAYS = {" & ": (" & ", " and "), ": ": (": ", " - ", " ")}


class Occurrences:
    """The places of names in one folded text, whatever their case."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._low = lower(folded)
        self._starts: dict[str, list[int]] = {}
        for hit in _WORD.finditer(self._low):
            self._starts.setdefault(hit.group(), []).append(hit.start())
        self._held: dict[str, list[tuple[int, int]]] = {}
        self._times: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def count(self, key: str) -> int:
        """How often the text has a name with this key (see ``candidates.key_of``), as whole words."""
        times = self._times.get(key)
        if times is None:
            free = times = 0
            for start, end in self.of(key):
                if start >= free:
                    times += 1
                    free = end
            self._times[key] = times
        return times

    def of(self, key: str) -> list[tuple[int, int]]:
        """The places of names with this key as whole words, in order; one may overlap the next ("ha ha" in "ha ha
        ha")."""
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = list(self._found(key))
        return held

    def with_article(self, key: str, *, article: bool) -> Iterator[tuple[int, int]]:
        """The places of a name that no "&" touches, none overlapping; with ``article`` they begin at "the", "a" or
        "an" where it stands before the name."""
        folded, low, free = self.folded, self._low, 0
        for start, end in self.of(key):
            if start < free or folded[start - 1 : start] == "&" or folded[end : end + 1] == "&":
                continue
            if article:
                for word in ("the ", "a ", "an "):
                    begin = start - len(word)
                    if begin >= free and low.startswith(word, begin) and not _touches(folded, begin - 1):
                        start = begin
                        break
            yield start, end
            free = end

    def as_written(self, name: str) -> int:
        """How often the text has these very characters, within words too."""
        count = self._written.get(name)
        if count is None:
            count = self._written[name] = self.folded.count(name)
        return count

    def _found(self, key: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(key))
        if not words:
            for hit in re.finditer(rf"(?<!\w)(?={re.escape(key)}(?!\w))", self._low):
                yield hit.start(), hit.start() + len(key)
            return
        none: list[int] = []
        rarest = min(words, key=lambda word: len(self._starts.get(word.group(), none)))
        pieces = _JOINTS.split(key)
        at, number = 0, 0  # the piece that holds the rarest word, and where it begins in the key
        while rarest.start() >= at + len(pieces[number]):
            at += len(pieces[number])
            number += 1
        for start in self._starts.get(rarest.group(), none):
            found = self._grown(pieces, number, start - rarest.start() + at)
            if found is not None and not _is_word(self._low, found[0] - 1) and not _is_word(self._low, found[1]):
                yield found

    def _grown(self, pieces: Sequence[str], number: int, start: int) -> tuple[int, int] | None:
        """The place of a whole key, of which the given piece would begin at ``start``; None if it is not there."""
        low = self._low
        if start < 0 or not low.startswith(pieces[number], start):
            return None
        end = start + len(pieces[number])
        for at in range(number + 1, len(pieces), 2):
            joint = next((way for way in _WAYS[pieces[at]] if low.startswith(way + pieces[at + 1], end)), None)
            if joint is None:
                return None
            end += len(joint) + len(pieces[at + 1])
        for at in range(number - 1, 0, -2):
            joint = next((way for way in _WAYS[pieces[at]] if low.endswith(pieces[at - 1] + way, 0, start)), None)
            if joint is None:
                return None
            start -= len(joint) + len(pieces[at - 1])
        return start, end


def _is_word(text: str, at: int) -> bool:
    char = text[at : at + 1] if at >= 0 else ""
    return char.isalnum() or char == "_"


def _touches(text: str, at: int) -> bool:
    return _is_word(text, at) or (at >= 0 and text[at : at + 1] == "&")
