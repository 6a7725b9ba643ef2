"""The value types of a reading: spans, claims and the reading itself.

Everything here is immutable and knows nothing of how it was found. The JSON form is that of
``docs/reference/claims.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = (
    "release", "renewal", "casting", "credit", "basis",
    "availability", "price", "carriage", "video", "quote",
)  # fmt: skip
LONGEST_EVIDENCE = 400  # characters; a longer span supports nothing in particular


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: Unicode code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that an article states, with the words that support it.

    ``slots`` holds the slots of claims.md by name, ``kind`` and ``evidence`` excepted. ``confidence`` is the
    chance (0 to 1) that the claim is right in all of them. ``trail`` names the rules that made it, in order.
    """

    kind: str
    slots: Mapping[str, Any]
    evidence: tuple[Span, ...]
    confidence: float
    trail: tuple[str, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        spans = [{"start": span.start, "end": span.end} for span in self.evidence]
        return {"kind": self.kind, **self.slots, "evidence": spans, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: its day (ISO 8601), its language (BCP 47, ``und`` if unsure), its claims."""

    published: str
    language: str
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        return {"published": self.published, "claims": [claim.as_json() for claim in self.claims]}
