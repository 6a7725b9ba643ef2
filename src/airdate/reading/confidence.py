"""The chance that a claim is right in all its slots."""

from __future__ import annotations

from airdate.reading.article import Draft

_HIGHEST = 0.97


def confidence(draft: Draft) -> float:
    """A number from 0 to 1, rounded to hundredths."""
    return round(min(_HIGHEST, max(0.05, draft.sure)), 2)
