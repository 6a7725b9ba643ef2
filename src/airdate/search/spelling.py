"""What a typed word may have been meant as: words of the vocabulary a slip or two away, or split, or joined. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 4  # readings of one word
SHORTEST_PART = 3  # letters of a part that a word is split into
LONG, VERY_LONG = 5, 8  # letters from which two slips are forgiven if there is no reading with one, or in any case


def grams(word: str) -> list[str]:
    """The trigrams of a word with a space at either end."""
    padded = f" {word} "
    return list(dict.fromkeys(padded[i : i + 3] for i in range(len(padded) - 2)))


def splits(word: str) -> list[tuple[str, str]]:
    """The ways to cut a word in two: "heart stopper"."""
    return [(word[:i], word[i:]) for i in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)]


def joins(words: Sequence[str]) -> list[str]:
    """Each word with the next: "heart stopper" may be one."""
    return [one + other for one, other in pairwise(words)]


def swaps(word: str) -> list[str]:
    """The word with two neighbouring letters swapped. A short one may share no trigram with what was meant."""
    return [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]


def nearest(word: str, near: Mapping[str, int], *, beginning: bool) -> list[tuple[str, bool]]:
    """The words closest to a misspelt one, each with whether only its beginning was meant.

    ``near`` are words that share a trigram with it, with the number of names that have them. A slip is a letter too
    many, too few, wrong, or two that changed places. ``beginning``: the word may not have been typed to its end.
    """
    allowed = 2 if len(word) >= LONG else 1
    whole = [each for each in near if abs(len(each) - len(word)) <= allowed and each != word]
    found = {
        (each, False): distance
        for each, distance, _ in process.extract(word, whole, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    }
    if beginning:
        longer = [each for each in near if len(each) > len(word) + allowed]
        for more in (0, 1):
            heads = [each[: len(word) + more] for each in longer]
            for _, distance, place in process.extract(word, heads, scorer=OSA.distance, score_cutoff=1, limit=None):
                found.setdefault((longer[place], True), distance)
    closest = min(found.values(), default=0)
    most = closest if len(word) < VERY_LONG else max(closest, 2)
    kept = [(each, distance) for each, distance in found.items() if distance <= most]
    kept.sort(key=lambda item: (item[1], item[0][1], item[0][0][:1] != word[:1], -near[item[0][0]], item[0][0]))
    return [each for each, _ in kept[:MOST]]


def best_split(word: str, names: Mapping[str, int]) -> tuple[str, str] | None:
    """The cut whose parts are both words of names, the rarer part as common as can be."""
    both = [parts for parts in splits(word) if parts[0] in names and parts[1] in names]
    return max(both, key=lambda parts: (min(names[part] for part in parts), parts), default=None)


def pieces(words: Iterable[str]) -> set[str]:
    """All parts of all cuts of words."""
    return {part for word in words for parts in splits(word) for part in parts}
