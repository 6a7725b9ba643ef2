"""Whether the words around a date speak of the past or of what is to come."""

from __future__ import annotations

from airdate.reading.dates.tokens import Tokens
from airdate.reading.dates.words import FUTURE, NEGATIVES, NOT_PAST, PAST, SURE_FUTURE, SURE_PAST

_REACH = 14  # tokens on either side; further away the verb belongs to something else
_CLOSE = 3  # "started on the 3rd": nothing can come between
_AUXILIARIES = frozenset({"was", "were", "been", "is", "are", "be", "had", "has", "have"})
_PERFECT = frozenset({"has", "have", "ve"})
_SENTENCE_END = frozenset({"\n", ".", "!", "?", ";", "*", "|", "(", ")", "[", "]"})


def tense(tokens: Tokens, first: int, end: int) -> tuple[str, bool]:
    """``past``, ``future`` or empty for the date at tokens ``first`` up to ``end``, and whether a verb of
    release beside it leaves no doubt.

    The nearest verb in front decides; a date that opens its sentence is judged by the first verb after it.
    """
    words = tokens.words
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        word = words[index]
        if word in _SENTENCE_END and not _abbreviated(tokens, index):
            break
        if word in NOT_PAST and words[index - 1] in _AUXILIARIES and word not in FUTURE:
            return "", False  # "was moved from": the moving is past, the day need not be
        found = _of(words, index)
        if found:
            return found, first - index <= _CLOSE and (word in SURE_PAST or word in SURE_FUTURE)
    for index in range(end, min(end + _REACH, len(words))):
        word = words[index]
        if (word in _SENTENCE_END and not (index == end and word == ".")) or word == "that":
            break
        found = _of(words, index)
        if found:
            return found, False
    return "", False


def _abbreviated(tokens: Tokens, index: int) -> bool:
    """A stop after one letter or a month's short form ends no sentence."""
    return tokens.words[index] == "." and index > 0 and len(tokens.words[index - 1]) <= 1


def _of(words: list[str], index: int) -> str:
    word = words[index]
    if word in FUTURE:
        return "future"
    if word in PAST:
        return "past"
    if len(word) > 4 and word.endswith("ed") and word not in NOT_PAST:
        before = words[index - 1] if index else ""
        if before in ("be", "is", "are", "being", "will", "to"):
            return "future"
        # The perfect goes with no past day: in "has lined up for fall" the fall is to come.
        if before in _PERFECT or (index > 1 and words[index - 2] in _PERFECT):
            return ""
        return "past"
    return ""


def negated(tokens: Tokens, first: int) -> bool:
    """Whether a negation stands in the same clause, at most eight tokens in front."""
    for index in range(first - 1, max(first - 9, -1), -1):
        word = tokens.words[index]
        if word in _SENTENCE_END:
            return False
        # "t" is the rest of "won't": it counts only behind an apostrophe.
        if word in NEGATIVES and (word != "t" or tokens.words[index - 1] in ("'", "’")):
            return True
    return False
