"""What an outline is: headings, and lines that each rest on a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import ngettext

from airdate.catalogue.models import Title
from airdate.facts.cldr import list_words

MOST_LINES = 60
MOST_NAMES = 4  # in the standfirst


class NothingToTell(ValueError):
    """There are no facts for a draft. The message is a line that says what would have to be known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or two, made from a fact by a template; ``about`` is who or what it begins with, where it does."""

    fact: str
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines below a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft before it is one. ``titles`` are what it is about; ``boxed`` is the title whose box it shows."""

    headline: str
    parts: tuple[Part, ...]
    titles: tuple[Title, ...] = ()
    boxed: str = ""
    facts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", frozenset(line.fact for part in self.parts for line in part.lines))

    @property
    def standfirst(self) -> str:
        """Whom or what it tells of, in the order in which it does; empty where its headline says that."""
        names = list(dict.fromkeys(line.about for part in self.parts for line in part.lines if line.about))
        if not names:
            return ""
        more = len(names) - MOST_NAMES
        if more > 1:  # the room of one name is not better used for the word that one is left out
            left = ngettext("%(number)d more", "%(number)d more", more) % {"number": more}
            names = [*names[:MOST_NAMES], left]
        return f"{list_words(names)}."


def parts(told: Iterable[tuple[str, Iterable[Line]]]) -> tuple[Part, ...]:
    """Those of these parts that have a line, up to `MOST_LINES` in all. No fact is told twice."""
    found, seen = [], set[str]()
    for heading, lines in told:
        new = []
        for line in lines:
            if line.fact not in seen and len(seen) < MOST_LINES:
                seen.add(line.fact)
                new.append(line)
        if new:
            found.append(Part(heading, tuple(new)))
    return tuple(found)
