"""Very long texts in stretches, each read by itself, so that the time to read grows with the length and no faster.

An article of 24,000 characters has four thousand words: news is shorter. What is longer (a season's schedule, a live
blog, several articles in one file) seldom speaks of one thing from end to end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from airdate.reading.evidence import merged
from airdate.reading.merge import MOST_SPANS
from airdate.reading.model import KINDS, Claim, Span

LONGEST = 24_000  # characters read as one text
_BORDERS = ("\n\n", "\n", ". ", " ")  # where to cut, the best first


def stretches(text: str) -> Iterator[Span]:
    """The text in stretches of at most ``LONGEST`` characters, cut between paragraphs, lines, sentences or words."""
    start = 0
    while len(text) - start > LONGEST:
        half = start + LONGEST // 2
        ends = (text.rfind(border, half, start + LONGEST) + len(border) for border in _BORDERS)
        end = next((end for end in ends if end > half), start + LONGEST)
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def moved(claim: Claim, by: int) -> Claim:
    """The claim of a stretch that begins at ``by``, with its evidence counted in the whole text."""
    return replace(claim, evidence=tuple(Span(span.start + by, span.end + by) for span in claim.evidence))


def joined(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of all stretches, those that say the same joined, by kind and then by place."""
    found: dict[str, Claim] = {}
    for claim in claims:
        key = f"{claim.kind} {sorted(claim.slots.items(), key=lambda slot: slot[0])}"
        other = found.get(key)
        if other is None:
            found[key] = claim
            continue
        found[key] = replace(
            other,
            evidence=merged([*other.evidence, *claim.evidence])[:MOST_SPANS],
            confidence=max(other.confidence, claim.confidence),
            trail=tuple(dict.fromkeys([*other.trail, *claim.trail])),
        )
    return tuple(sorted(found.values(), key=lambda claim: (KINDS.index(claim.kind), claim.evidence[0])))
