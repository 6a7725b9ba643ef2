"""From the text of an article to claims, each with the words that support it."""

from airdate.reading.lexicon import Lexicon
from airdate.reading.model import Claim, Reading, Span
from airdate.reading.read import read

__all__ = ["Claim", "Lexicon", "Reading", "Span", "read"]
