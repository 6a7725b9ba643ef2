"""Sources, documents and what they say: `say` takes claims as in claims.md and walks them as far as resolution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from airdate.catalogue.actions import resolve_names
from airdate.claims.actions import keep_reading
from airdate.claims.asking import names_asked
from airdate.reading.model import Claim, Reading, Span
from airdate.sources.actions import add_document, ensure_source
from airdate.sources.models import Document, Source

NOW = datetime(2031, 3, 1, 12, tzinfo=UTC)
_numbers = count(1)


def make_source(name: str = "The Examiner", source_class: str = "general", **fields: Any) -> Source:
    return ensure_source(name, source_class=source_class, **fields)


def make_document(
    text: str | None = None,
    *,
    source: Source | None = None,
    published: str | date = "2031-02-20",
    learnt_at: datetime = NOW,
    **fields: Any,
) -> Document:
    """A document; without a text one that is like no other."""
    number = next(_numbers)
    day = date.fromisoformat(published) if isinstance(published, str) else published
    said = text if text is not None else " ".join(f"word{number}x{i}" for i in range(40))
    arrival = add_document(source or make_source(), said, published=day, learnt_at=learnt_at, **fields)
    return arrival.document


def make_claim(kind: str, *, confidence: float = 0.9, span: tuple[int, int] = (0, 5), **slots: Any) -> Claim:
    return Claim(kind, slots, (Span(*span),), confidence)


def say(*claims: Claim | Mapping[str, Any], document: Document | None = None, **fields: Any) -> Document:
    """Have a document say the claims, keep them and resolve their names. Mappings are claims as in claims.md."""
    said = document or make_document(**fields)
    made = tuple(claim if isinstance(claim, Claim) else make_claim(**claim) for claim in claims)
    reading = Reading(said.published.isoformat(), "en", made)
    run = keep_reading(said, reading, reader="test", read_at=said.learnt_at)
    resolve_names(said, names_asked(run))
    return said
