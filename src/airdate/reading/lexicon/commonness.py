"""Which titles are also ordinary words or names, so that capitals alone do not show that a work is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from airdate.reading.lexicon import tables

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Commonness:
    """Call it with a title: is it one word (an article aside) that is ordinary, a first name, a place or a number?"""

    common_words: frozenset[str]
    given_names: frozenset[str]
    place_names: frozenset[str]

    @classmethod
    def packaged(cls) -> Commonness:
        geography = tables.words("geography")
        return cls(
            common_words=frozenset(tables.column("common_words")),
            given_names=frozenset(tables.column("given_names")),
            place_names=frozenset(place for key in ("countries", "regions", "cities") for place in geography[key]),
        )

    def __call__(self, title: str) -> bool:
        if title in self.place_names:
            return True
        if len(title) > 24 or title.count(" ") > 3:
            return False
        words = _WORD.findall(title)
        if len(words) > 1 and words[0].lower() in _ARTICLES:
            words = words[1:]
        if len(words) != 1:  # phrases that are everyday English carry the flag in the tables
            return False
        (word,) = words
        plain = word.lower()
        return (
            word.isdigit()
            or len(word) <= 2
            or plain in self.common_words
            or (plain.endswith("s") and plain[:-1] in self.common_words)
            or word in self.given_names
            or word in self.place_names
        )
