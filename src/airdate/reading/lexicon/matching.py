"""Finding the names of a lexicon in running text: the longest one at each place where a word begins.

Names are indexed in lower case; whether the capitals of the text agree with the name's is decided for each hit,
so that ``The Bear`` is found in "the bear" nowhere, but in "THE BEAR" too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import marisa_trie

LONGEST_NAME = 120  # characters; longer names are met in no article and would slow the scan

# A name begins at a capital or a digit that no word character stands before; beyond Latin-1, where capitals are not
# told apart by ranges, at any character. (The character class comes first because the engine then skips to it; "." in
# the look-behind is the character just matched.)
_OPENING = r"[0-9A-ZÀ-ÖØ-Þ\u0100-\U0010ffff](?s:(?<!\w.))"
_OPENING_MARKS = "#'(¡¿."
_BEFORE_MATTERS = _OPENING_MARKS + "-"
# What is left of a contraction: in "You're" nobody speaks of the series.
_CONTRACTED = re.compile(r"'(?:re|ll|ve|d|m|t)\b", re.IGNORECASE)
_BARE_IS = frozenset({"it", "he", "she", "that", "what", "who", "here", "there", "let", "where", "how"})

_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "it", "my", "no", "nor", "of",
     "off", "on", "or", "out", "so", "than", "that", "the", "to", "up", "us", "via", "vs", "with", "your"}
)  # fmt: skip

Found = TypeVar("Found")
Accept = Callable[[str, int, int], Found | None]
"""What a name of the trie stands for at ``start``, ``end`` of the folded text, or None: see ``capitals_agree``."""


def first_word(name: str) -> str:
    match = re.match(r"\w+", name)
    return match.group() if match else name[:1]


def opening_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Where a scan for ``names`` looks: at every capital and digit, and at the first words of lower-case names."""
    words = sorted({first_word(name) for name in names if name[:1].islower()})
    lower_case = "|".join(re.escape(word) for word in words)
    return re.compile(_OPENING + (f"|(?<!\\w)(?:{lower_case})(?!\\w)" if words else ""))


def capitals_agree(text: str, start: int, end: int, spelt: str) -> bool:
    """Whether the folded ``text[start:end]`` spells ``spelt``: as it is, all in capitals, or with small words in
    other capitals, over which houses differ: "Top Of The Pops", "the Mandalorian".

    Up to three letters in capitals ("US", "IT") are a name in capitals only among other words in capitals.
    """
    found = text[start:end]
    if found == spelt:
        return True
    if " " in found and all(map(_same_but_small, found.split(" "), spelt.split(" "))):
        return True
    if not found.isupper():
        return False
    if sum(map(str.isalpha, found)) > 3:
        return True
    around = text[max(0, start - 12) : start] + text[end : end + 12]
    return around.isupper() and sum(map(str.isalpha, around)) > 3


def _same_but_small(found: str, spelt: str) -> bool:
    return found == spelt or (found.lower() in _SMALL and found[1:] == spelt[1:])


def find_names(
    trie: marisa_trie.Trie, openings: re.Pattern[str], folded: str, lowered: str, accept: Accept[Found]
) -> Iterator[tuple[int, int, Found]]:
    """Yield (start, end, what it stands for) for the longest accepted name at each opening; hits never overlap.

    ``folded`` and ``lowered`` are the text after ``spelling.fold`` and ``spelling.lower``.
    """
    free = 0
    prefixes = trie.prefixes
    for opening in openings.finditer(folded):
        capital = opening.start()
        if capital < free:
            continue
        # Mostly nothing before it matters, and there is one start to try.
        usual = not capital or (
            folded[capital - 1] not in _BEFORE_MATTERS and not (capital > 3 and folded.startswith("the ", capital - 4))
        )
        for start in (capital,) if usual else _starts(folded, capital, free):
            names = prefixes(lowered[start : start + LONGEST_NAME])
            hit = _longest(names, folded, start, accept) if names else None
            if hit:
                yield start, *hit
                free = hit[0]
                break


def _starts(text: str, capital: int, free: int) -> Iterator[int]:
    """Where a name whose first capital is at ``capital`` may begin: at "the" or a mark before it, or there."""
    if capital - 4 >= free and text.startswith("the ", capital - 4) and not text[capital - 5 : capital - 4].isalnum():
        yield capital - 4
    marked = capital - 1 >= free and text[capital - 1] in _OPENING_MARKS
    if marked and not text[capital - 2 : capital - 1].isalnum():
        yield capital - 1
    if not _inside_word(text, capital):
        yield capital


def _longest(names: list[str], folded: str, start: int, accept: Accept[Found]) -> tuple[int, Found] | None:
    for name in reversed(names):
        end = start + len(name)
        if not _ends_inside_word(folded, start, end):
            found = accept(name, start, end)
            if found is not None:
                return end, found
    return None


def _inside_word(text: str, start: int) -> bool:
    """``Brien`` in "O'Brien", ``Man`` in "Spider-Man": an apostrophe or hyphen joins it to the word before."""
    return start > 1 and text[start - 1] in "'-" and text[start - 2].isalnum()


def _ends_inside_word(text: str, start: int, end: int) -> bool:
    follows = text[end : end + 1]
    if follows == " " or not follows:
        return False
    if follows.isalnum() or follows == "_":
        return text[end - 1].isalnum()
    if follows == "-":  # "Spider-Man" is no Spider; "Netflix-style" is Netflix
        return text[end - 1].isalnum() and text[end + 1 : end + 2].isupper()
    if follows == "'":
        if _CONTRACTED.match(text, end):
            return True
        return text[end : end + 2].lower() == "'s" and text[start:end].lower() in _BARE_IS
    return False
