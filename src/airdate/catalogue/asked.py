"""What resolution is asked, and the choice between entries of one name. Pure values and one pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T", bound=str | int)
CLEAR = 0.25  # by how much one of several entries must lead to be taken


@dataclass(frozen=True, slots=True)
class NameAsked:
    """One spelling of one document, and what its claims say about it.

    ``confidence`` is that of the surest claim that uses it. ``beside`` are the (role, name) pairs in the same
    claims. ``form`` and ``service_kind`` are what a new entry would be; ``ids`` are (scheme, value) pairs given by
    structured sources. ``may_be_service``: the name speaks, and organisations speak too.
    """

    role: str
    name: str
    confidence: float
    beside: frozenset[tuple[str, str]] = frozenset()
    form: str = ""
    service_kind: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    may_be_service: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """Whom an entry is known with: keys of services and people, and the countries of services with one country."""

    services: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the asked name. ``year`` and ``country`` where known."""

    pk: int
    year: int | None = None
    country: str = ""
    company: Company = field(default=Company())


@dataclass(frozen=True, slots=True)
class Choice:
    """The entry chosen (None: none is clear) and how sure that is, from 0 to 1; whether any fits at all.

    ``scores`` are those of the entries between which none was clear.
    """

    pk: int | None
    score: float
    fits: bool = True
    scores: Mapping[int, float] = field(default_factory=dict)


def choose(candidates: Sequence[Candidate], company: Company, *, year: int | None, country: str, region: str) -> Choice:
    """Choose between entries of one name by what is said with it.

    ``year`` and ``country`` are those in the name itself and rule out entries of others; ``region`` is where the
    source is at home and counts little.
    """
    fit = [c for c in candidates if not _ruled_out(c, year, country)]
    if not fit:
        return Choice(None, 0.0, fits=False)
    scores: Mapping[int, float] = {c.pk: _score(c, company, year, country, region) for c in fit}
    ranked = sorted(fit, key=lambda c: (-scores[c.pk], c.pk))
    best = scores[ranked[0].pk]
    if len(candidates) == 1:
        return Choice(None, 0.4) if _strangers(ranked[0].company, company) else Choice(ranked[0].pk, 0.95)
    next_best = scores[ranked[1].pk] if len(ranked) > 1 else 0.0
    if best - next_best >= CLEAR:
        return Choice(ranked[0].pk, min(0.95, 0.5 + (best - next_best) / 2))
    return Choice(None, min(0.5, best), scores=scores)


def leading(scores: Mapping[T, float], ends: Mapping[T, T]) -> T | None:
    """The entry that is clear when those that were merged (entry -> what it became) count as one; None if none is.

    ``scores`` are those of entries between which none was clear, so without a merge among them none is.
    """
    merged: dict[T, float] = {}
    for entry, score in scores.items():
        end = ends.get(entry, entry)
        merged[end] = max(score, merged.get(end, 0.0))
    if len(merged) == len(scores):
        return None
    best, *others = sorted(merged, key=lambda end: -merged[end])
    return best if not others or merged[best] - merged[others[0]] >= CLEAR else None


def _ruled_out(candidate: Candidate, year: int | None, country: str) -> bool:
    return bool(
        (year and candidate.year and year != candidate.year)
        or (country and candidate.country and country != candidate.country)
    )


def _score(candidate: Candidate, company: Company, year: int | None, country: str, region: str) -> float:
    score = 0.0
    score += 0.5 if year and candidate.year == year else 0.0
    score += 0.5 if country and candidate.country == country else 0.0
    score += min(0.6, 0.3 * len(candidate.company.people & company.people))
    score += min(0.5, 0.25 * len(candidate.company.services & company.services))
    score += 0.25 if candidate.country and candidate.country in company.countries else 0.0
    score += 0.1 if region and candidate.country == region else 0.0
    return score


def _strangers(known: Company, asked: Company) -> bool:
    """Whether two works of one name seem different: shown in countries without overlap, nothing in common.

    The British and the American "Ghosts" are told apart by this alone when the second is first heard of. A
    service of several countries on either side says nothing.
    """
    if not known.countries or not asked.countries or known.countries & asked.countries:
        return False
    return not (known.services & asked.services or known.people & asked.people)
