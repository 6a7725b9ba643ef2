"""Which titles are also ordinary words or names, so that capitals alone do not show that a work is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from airdate.reading.lexicon import tables

_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True)
class Commonness:
    """Call it with a title: is it one word (an article aside) that is ordinary, a first name or a place; or a number?"""

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
        words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", title)
        if len(words) > 1 and words[0].lower() in _ARTICLES:
            words = words[1:]
        if len(words) != 1:
            # "In & Out", "Now and Then": small words only.
            return all(len(word) <= 4 and word.lower() in self.common_words for word in words)
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
