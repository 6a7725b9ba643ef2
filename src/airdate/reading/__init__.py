"""From the text of an article to claims, each with the words that support it."""

from __future__ import annotations

import datetime

from airdate.reading.lexicon import Lexicon
from airdate.reading.model import Claim, Reading, Span

__all__ = ["Claim", "Lexicon", "Reading", "Span", "read"]


def read(
    text: str, published: datetime.date | str, *, headline: str | None = None, lexicon: Lexicon | None = None
) -> Reading:
    """The claims of an article, each with its evidence, its confidence and the rules that made it.

    ``text`` is plain text (take markup off with :mod:`airdate.reading.markup` first); evidence counts its code points.
    ``published`` is the article's own day, from which "Thursday" is resolved: a date or ISO 8601. ``headline`` helps to
    find the titles where ``text`` does not begin with it. ``lexicon`` is ``Lexicon.packaged()`` if none is given.
    ValueError if ``published`` is no date. Claims come only from English text. A text of more than 24,000 characters
    is read in stretches.
    """
    # The rules take a tenth of a second to load, and most who import this package only know what a claim is.
    from airdate.reading.stages import read_stretches

    day = published if isinstance(published, datetime.date) else datetime.date.fromisoformat(published)
    return read_stretches(text, day, headline, lexicon)
