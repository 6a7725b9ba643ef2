"""Which work of the catalogue a listing means: what it says is compared with the works of its name. Pure.

Nothing is guessed. A name that several works share is tied to none unless the rest of the listing sets one apart, and
a short name that says nothing else ("Home") to none at all; the score of the best stays with the listing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SURE = 0.7  # from here on a listing is tied
CLEAR = 0.15  # by how much the best must lead
BY_ID = 1.0  # the score of an outside id; what goes by names stays below
HIGHEST = 0.99
FILMS = frozenset({"film", "special"})
CAST = 3  # people on both sides of whom none is the same: two works
_SMALL = frozenset({"a", "an", "the", "der", "die", "das", "el", "la", "le", "les", "los", "il", "of", "and"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listing says. ``folded`` is its title (`fold_name`), ``year`` the work's, ``country`` the channel's.

    ``film``: it says that it is one. ``numbered``: it has a season or an episode; ``first``: season 1.
    ``named_year`` and ``named_country`` stand in the title itself: "Ghosts (US)". ``people`` are folded names.
    """

    folded: str
    year: int | None = None
    country: str = ""
    film: bool = False
    numbered: bool = False
    first: bool = False
    named_year: int | None = None
    named_country: str = ""
    people: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work of that name. ``people`` are those known with it, as folded names."""

    pk: int
    year: int | None = None
    form: str = ""
    country: str = ""
    people: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Match:
    """The work that is meant (None: none is clear) and the score of the best, from 0 to 1."""

    work: int | None
    score: float


def match(asked: Asked, candidates: Sequence[Candidate]) -> Match | None:
    """The work that a listing means. None if no work of its name can be meant."""
    fit = [candidate for candidate in candidates if not _contradicts(asked, candidate)]
    if not fit:
        return None
    alone = len(fit) == 1
    scored = sorted(((_score(asked, each, alone=alone), -each.pk) for each in fit), reverse=True)
    best, pk = scored[0]
    clear = alone or best - scored[1][0] >= CLEAR - 1e-9
    return Match(-pk if clear and best >= SURE else None, best)


def _contradicts(asked: Asked, work: Candidate) -> bool:
    """Whether the listing says something that rules the work out."""
    if asked.film and work.form == "series":
        return True
    if asked.numbered and work.form == "film":
        return True
    if asked.named_country and work.country and asked.named_country != work.country:
        return True
    if asked.named_year and work.year and asked.named_year != work.year:
        return True
    if asked.year is None or work.year is None:
        return False
    # The date of an episode is its own; that of a film is often the year of its first festival.
    return asked.year < work.year - 1 if _serial(asked, work) else abs(asked.year - work.year) > 1


def _score(asked: Asked, work: Candidate, *, alone: bool) -> float:
    score = 0.6 if alone else 0.5
    score += 0.1 if len(set(asked.folded.split()) - _SMALL) > 1 else 0.0
    if (asked.film and work.form in FILMS) or (asked.numbered and work.form == "series"):
        score += 0.15
    if asked.named_year and asked.named_year == work.year:
        score += 0.25
    if asked.named_country and asked.named_country == work.country:
        score += 0.2
    score += 0.1 if asked.country and asked.country == work.country else 0.0
    if asked.year and work.year:
        exact = asked.year == work.year
        if not _serial(asked, work):
            score += 0.25 if exact else 0.1
        elif exact:
            score += 0.2 if asked.first else 0.1
    shared = asked.people & work.people
    score += min(0.3, 0.15 * len(shared))
    if not shared and len(asked.people) >= CAST and len(work.people) >= CAST:
        score -= 0.3
    return round(max(0.0, min(HIGHEST, score)), 2)


def _serial(asked: Asked, work: Candidate) -> bool:
    return work.form == "series" or (not work.form and asked.numbered)
