"""Where names stand in a text: an index by words, so that asking for one name does not read the whole text again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from airdate.reading.lexicon.spelling import lower

_WORD = re.compile(r"\w+")
_JOINTS = re.compile(r"( & |: )")
# What else stands for a joint of a key: see ``candidates.key_of``.
_SPELT = {" & ": " (?:&|and) ", ": ": "(?::| -)? "}


def any_spelling(key: str) -> str:
    """An expression for the names that have this key."""
    return "".join(_SPELT.get(piece) or re.escape(piece) for piece in _JOINTS.split(key))


class Occurrences:
    """The places of names in one folded text, whatever their case."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._low = lower(folded)
        self._starts: dict[str, list[int]] = {}
        for hit in _WORD.finditer(self._low):
            self._starts.setdefault(hit.group(), []).append(hit.start())
        self._held: dict[str, list[tuple[int, int]]] = {}
        self._counts: dict[str, int] = {}

    def count(self, key: str) -> int:
        """How often the text has a name with this key (see ``candidates.key_of``), as whole words."""
        free = times = 0
        for start, end in self.of(key):
            if start >= free:
                times += 1
                free = end
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
        count = self._counts.get(name)
        if count is None:
            count = self._counts[name] = self.folded.count(name)
        return count

    def _found(self, key: str) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(key))
        if not words:
            for hit in re.finditer(rf"(?<!\w)(?={any_spelling(key)}(?!\w))", self.folded, re.IGNORECASE):
                yield hit.start(), hit.start() + len(key)
            return
        if _JOINTS.search(key):
            name = re.compile(rf"{any_spelling(key)}(?!\w)", re.IGNORECASE)
            for start in self._starts.get(words[0].group(), ()):
                begin = start - words[0].start()
                match = name.match(self.folded, begin) if begin >= 0 else None
                if match and not _is_word(self.folded, begin - 1):
                    yield match.span()
            return
        none: list[int] = []
        rarest = min(words, key=lambda word: len(self._starts.get(word.group(), none)))
        for start in self._starts.get(rarest.group(), none):
            begin = start - rarest.start()
            end = begin + len(key)
            if (
                begin >= 0
                and self._low.startswith(key, begin)
                and not _is_word(self._low, begin - 1)
                and not _is_word(self._low, end)
            ):
                yield begin, end


def _is_word(text: str, at: int) -> bool:
    char = text[at : at + 1] if at >= 0 else ""
    return char.isalnum() or char == "_"


def _touches(text: str, at: int) -> bool:
    return _is_word(text, at) or (at >= 0 and text[at : at + 1] == "&")
