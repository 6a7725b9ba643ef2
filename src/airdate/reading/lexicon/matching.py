"""Finding the names of a lexicon in running text: the longest one at each place where a word begins.

Names are indexed in lower case; whether the capitals of the text agree with the name's is decided for each hit,
so that ``The Bear`` is found in "the bear" nowhere, but in "THE BEAR" too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import marisa_trie  # type: ignore[import-untyped]  # the package ships no stubs

LONGEST_NAME = 120  # characters; longer names are met in no article and would slow the scan

# A name begins at a capital, a digit or a letter without case; an opening mark or "the" may stand before it.
_OPENING = r"[^\W_a-zß-öø-ÿ]|[#'(¡¿.](?=\w)|the (?=[^\W_a-zß-öø-ÿ])"
# What is left of a contraction: in "You're" nobody speaks of the series.
_CONTRACTED = re.compile(r"'(?:re|ll|ve|d|m|t)\b", re.IGNORECASE)
_BARE_IS = frozenset({"it", "he", "she", "that", "what", "who", "here", "there", "let", "where", "how"})

Accept = Callable[[int, int, int], bool]
"""Whether the name of this number (first argument) may stand at ``start``, ``end``: see ``capitals_agree``."""


def first_word(name: str) -> str:
    match = re.match(r"\w+", name)
    return match.group() if match else name[:1]


def opening_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Where a scan for ``names`` looks: at every capital and digit, and at the first words of lower-case names."""
    words = sorted({first_word(name) for name in names if name[:1].islower()})
    lower_case = "|".join(re.escape(word) for word in words)
    pattern = f"(?<!\\w)(?:{_OPENING}" + (f"|(?:{lower_case})(?!\\w)" if words else "") + ")"
    return re.compile(pattern)


def capitals_agree(text: str, start: int, end: int, spelt: str) -> bool:
    """Whether the folded ``text[start:end]`` spells ``spelt``: as it is, in capitals throughout, or ``the`` for ``The``.

    Up to three letters in capitals ("US", "IT") are a name in capitals only among other words in capitals.
    """
    found = text[start:end]
    if found == spelt:
        return True
    if found.startswith("the ") and spelt.startswith("The ") and spelt.count(" ") >= 2:
        return found[1:] == spelt[1:]
    if not found.isupper():
        return False
    if sum(map(str.isalpha, found)) > 3:
        return True
    around = text[max(0, start - 12) : start] + text[end : end + 12]
    return around.isupper() and sum(map(str.isalpha, around)) > 3


def find_names(
    trie: marisa_trie.Trie, openings: re.Pattern[str], folded: str, lowered: str, accept: Accept
) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, number in ``trie``) for the longest accepted name at each opening; hits never overlap.

    ``folded`` and ``lowered`` are the text after ``spelling.fold`` and ``spelling.lower``.
    """
    free = 0
    for opening in openings.finditer(folded):
        start = opening.start()
        if start < free or _inside_word(folded, start):
            continue
        for name in reversed(trie.prefixes(lowered[start : start + LONGEST_NAME])):
            end = start + len(name)
            if _ends_inside_word(folded, start, end):
                continue
            number = trie[name]
            if accept(number, start, end):
                yield start, end, number
                free = end
                break


def _inside_word(text: str, start: int) -> bool:
    """``Brien`` in "O'Brien", ``Man`` in "Spider-Man": an apostrophe or hyphen joins it to the word before."""
    return start > 1 and text[start - 1] in "'-" and text[start - 2].isalnum()


def _ends_inside_word(text: str, start: int, end: int) -> bool:
    if end >= len(text):
        return False
    follows = text[end]
    if text[end - 1].isalnum() and (follows.isalnum() or follows == "_"):
        return True
    if follows == "-":  # "Spider-Man" is no Spider; "Netflix-style" is Netflix
        return text[end - 1].isalnum() and text[end + 1 : end + 2].isupper()
    if follows == "'":
        if _CONTRACTED.match(text, end):
            return True
        return text[end : end + 2].lower() == "'s" and text[start:end].lower() in _BARE_IS
    return False
