"""Sentences as short rows of signs: names drawn as marks, words by their stems, lists as one mark.

"Mara Quist (Tidewater) and Bo Lind will join Harbour" is ``<p> will join <t>``: what is learned of one show's cast
holds for another's. Marks: p person, c character, t title, i title that only identifies somebody, s service, d date,
h time, n season, m money, x other name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.reading.article import Article
from airdate.reading.cues import mapping
from airdate.reading.layout import Sentence

_TOKEN = re.compile(r"'s?(?!\w)|\w+(?:[-'.]\w+)*|[^\w\s]")
_MARKS = frozenset(("<p>", "<c>", "<t>", "<i>", "<s>", "<d>", "<h>", "<n>", "<m>", "<x>"))
_SEPARATORS = frozenset((",", "and", "&", "/", "or", "plus", ";", "also", "the"))
_LONGEST_ASIDE = 40  # tokens
_ENDINGS = ("ings", "ing", "ers", "ies", "ied", "es", "ed", "s", "e")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending, in small letters: "Starring" is "star", "joins" is "join"."""
    low = word.lower()
    if len(low) < 4:
        return low
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            root = low[: -len(ending)]
            if not _VOWELS.intersection(root):
                continue
            if ending in ("ies", "ied"):
                return root + "y"
            if (
                ending in ("ing", "ings", "ed", "ers")
                and len(root) > 3
                and root[-1] == root[-2]
                and root[-1] not in "ls"
            ):
                root = root[:-1]
            return root[:-1] if root.endswith("e") and len(root) > 3 else root
    return low


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """stem -> the classes of links.toml that it is in."""
    found: dict[str, list[str]] = {}
    for name, listed in mapping("links", "classes").items():
        for word in listed.split():
            kept = found.setdefault(stem(word), [])
            if name not in kept:
                kept.append(name)
    return {root: tuple(names) for root, names in found.items()}


def classes_of(root: str) -> tuple[str, ...]:
    """The classes of a stem; of a word with a hyphen, those of its last part where the whole has none."""
    table = _classes()
    held = table.get(root)
    if held is None and "-" in root:
        held = table.get(stem(root.rsplit("-", 1)[1]))
    return held or ()


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a sentence; ``starts[i]`` is where the i-th stands in the article.

    ``flat`` holds the numbers of those that stand in no brackets, lists of equal marks as their first mark; ``home[i]``
    is where in ``flat`` the i-th token stands, or belongs to.
    """

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    flat: tuple[int, ...]
    home: tuple[int, ...]

    def at(self, position: int) -> int:
        """The number of the token at, or last before, a place of the article; 0 if there is none."""
        return max(0, bisect_right(self.starts, position) - 1)


def line_of(article: Article, sentence: Sentence) -> Line:
    tokens: list[str] = []
    starts: list[int] = []
    folded = article.folded
    cursor = sentence.span.start
    for start, end, mark in _marks(article, sentence):
        if start < cursor:
            continue
        _words(folded, cursor, start, tokens, starts)
        if mark == "<t>" and tokens and tokens[-1] in "\"'" and folded[end : end + 1] in ('"', "'"):
            tokens.pop()
            starts.pop()
            end += 1
        tokens.append(mark)
        starts.append(start)
        cursor = end
    _words(folded, cursor, sentence.span.end, tokens, starts)
    flat, home = _flattened(tokens)
    return Line(tuple(tokens), tuple(starts), tuple(flat), tuple(home))


def _words(folded: str, start: int, end: int, tokens: list[str], starts: list[int]) -> None:
    for hit in _TOKEN.finditer(folded, start, end):
        tokens.append(stem(hit[0]) if not hit[0].isdigit() else "0")
        starts.append(hit.start())


def _marks(article: Article, sentence: Sentence) -> list[tuple[int, int, str]]:
    """The names of a sentence by place, the longest first: what overlaps an earlier one is left out by the reader."""
    span = sentence.span
    found: list[tuple[int, int, int, str]] = []

    def add(rank: int, mark: str, start: int, end: int) -> None:
        found.append((start, rank, end, mark))

    for title in article.inside(article.titles, span):
        add(0, "<t>" if title.role == "about" else "<i>", title.span.start, title.span.end)
    for mention in article.inside(article.people, span):
        person = mention.person
        add(1, "<c>" if person.character > person.actor else "<p>", mention.span.start, mention.span.end)
    for rank, mark, mentions in (
        (2, "<d>", article.dates), (3, "<h>", article.times), (4, "<n>", article.seasons), (5, "<m>", article.money),
        (6, "<s>", article.places),
    ):  # fmt: skip
        for other in article.inside(mentions, span):
            add(rank, mark, other.span.start, other.span.end)
    for atom in article.inside(article.atoms, span):
        if not atom.initial or len(atom.words) > 1:
            add(7, "<x>", atom.span.start, atom.span.end)
    found.sort()
    return [(start, end, mark) for start, _, end, mark in found]


def _flattened(tokens: list[str]) -> tuple[list[int], list[int]]:
    flat: list[int] = []
    home = [0] * len(tokens)
    inside = _inside_brackets(tokens)
    for i, token in enumerate(tokens):
        if inside[i]:
            home[i] = max(0, len(flat) - 1)
            continue
        if token in _MARKS and flat:
            back = len(flat) - 1
            while back >= 0 and len(flat) - back <= 3 and tokens[flat[back]] in _SEPARATORS:
                back -= 1
            if 0 <= back < len(flat) - 1 and tokens[flat[back]] == token:
                for at in flat[back + 1 :]:
                    home[at] = back
                del flat[back + 1 :]
                home[i] = back
                continue
        home[i] = len(flat)
        flat.append(i)
    return flat, home


def _inside_brackets(tokens: list[str]) -> list[bool]:
    inside = [False] * len(tokens)
    opened = -1
    for i, sign in enumerate(tokens):
        if sign == "(":
            opened = i
        elif sign == ")" and opened >= 0:
            if i - opened <= _LONGEST_ASIDE:
                inside[opened : i + 1] = [True] * (i + 1 - opened)
            opened = -1
    return inside
