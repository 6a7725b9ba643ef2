"""What the tagger sees of each token of an article, as sums of named features.

The features of a token come in groups, each of which depends on little: on the word alone, on its state (quotation
marks, what lexicon and rules say of it), on the run of capitals that it belongs to. A ``Groups`` gives each
group as something that can be added up: their names when the tagger is trained, their weights when it reads, which
are the same from one article to the next and are looked up once.

Over 400 lines, because training and reading must see the same features: they are kept in one place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from airdate.reading.cues import words

if TYPE_CHECKING:
    from airdate.reading.lexicon import Hits, Lexicon

TOKEN = re.compile(r"[^\W_]+(?:['.&+-][^\W_]+)*\+?|[^\w\s]|_")
_LONGEST_LINE = 400  # tokens; a longer line is read in pieces
REACH = 3  # tokens on either side that a token's features look at

_SEASON_WORDS = frozenset(("season", "seasons", "series", "episode", "finale", "premiere", "part", "volume", "new"))
_DAY_WORDS = frozenset(
    ("today", "tonight", "tomorrow", "all", "both", "now", "until", "from", "weekly", "jan", "feb", "mar", "apr", "jun",
     "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)  # fmt: skip
_LINKS = frozenset(
    ("of", "the", "and", "in", "a", "an", "to", "for", "on", "with", "at", "from", "or", "my", "&", ":", "'", "-", "de",
     "la", "der", "van")
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE_MARKS = frozenset('.!?:"')

# Stretches of text that rules take for titles: start, end, score.
Evidence = Sequence[tuple[int, int, float]]
# Stretches of text that a lexicon knows: start, end, what it knows them for.
Known = Iterable[tuple[int, int, str]]


class Additive(Protocol):
    def __add__(self: V, other: V, /) -> V: ...


V = TypeVar("V", bound=Additive)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one line, with where each begins and ends in the text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def lines_of(folded: str) -> list[Tokens]:
    """The lines of a folded text as tokens; empty ones are left out."""
    found: list[Tokens] = []
    start = 0
    for line in folded.split("\n"):
        matches = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(folded, start, start + len(line))]
        for at in range(0, len(matches), _LONGEST_LINE):
            words, starts, ends = zip(*matches[at : at + _LONGEST_LINE], strict=True)
            found.append(Tokens(words, starts, ends))
        start += len(line) + 1
    return found


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be said of a word by itself."""

    low: str
    shape: str
    capital: bool


class Groups(Protocol[V]):
    """The groups of features, each as something to add up; ``nothing`` adds nothing."""

    nothing: V

    def word(self, word: str) -> tuple[Traits, tuple[V, ...]]:
        """The word's traits, and what it adds to the tokens that stand -3, -2, -1, 0, 1, 2, 3 tokens from it."""

    def state(self, state: tuple[str, str, str, str, str]) -> V:
        """Shape, lexicon, quotation, rules, kind of line."""

    def sides(self, sides: tuple[str | None, str, str | None, str]) -> V:
        """What the rules say of the token before (None: the line begins), of this one, of the next; kind of line."""

    def known_near(self, near: tuple[str, str, str, str]) -> V:
        """What the lexicon says of the tokens at -2, -1, 1 and 2."""

    def pair(self, pair: str) -> tuple[V, V]:
        """What two words in a row add to the token before them and to the token after them."""

    def between(self, before: str, after: str) -> V:
        """What the words on both sides add to a word with a capital."""

    def company(self, company: tuple[bool, bool, int, tuple[str, ...]]) -> V:
        """Begins a sentence; stands elsewhere in small letters; how often it stands with a capital; beside what."""

    def run(self, names: Sequence[str]) -> V:
        """What the features of a run of capitals add to each of its tokens."""


class Names:
    """The groups as names: what the tagger is trained with, and what its weights are kept under."""

    nothing: tuple[str, ...] = ()

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._given = lower(lexicon.given_names)

    def word(self, word: str) -> tuple[Traits, tuple[tuple[str, ...], ...]]:
        low, shape = word.lower(), shape_of(word)
        capital = shape[0] in "XC"
        return Traits(low, shape, capital), tuple(
            self._own(word, low, shape, capital) if step == 0 else self._near(low, shape, -step)
            for step in range(-REACH, REACH + 1)
        )

    def _own(self, word: str, low: str, shape: str, capital: bool) -> tuple[str, ...]:
        found = ["bias", f"w={low}", f"s={shape}"]
        if capital:
            lexicon = self._lexicon
            found.append(f"end={low[-3:]}")
            if low in self._given:
                found.append("given")
            if low in lexicon.common_words:
                found.append("common")
            if word in lexicon.place_names or word in lexicon.nationalities:
                found.append("place")
            if word in lexicon.honorifics:
                found.append("honorific")
        return tuple(found)

    def _near(self, low: str, shape: str, step: int) -> tuple[str, ...]:
        """What the word adds to the token from which it stands ``step`` tokens on."""
        found = [f"w{step}={low}"]
        if -REACH < step < REACH:
            found.append(f"s{step}={shape}")
            if low in self._given:
                found.append(f"given{step}")
        return tuple(found)

    def state(self, state: tuple[str, str, str, str, str]) -> tuple[str, ...]:
        shape, known, quoted, ruled, line = state
        found = (f"k={known}", f"q={quoted}", f"r={ruled}")
        if shape[0] not in "XC":
            return found
        return (
            *found, f"x={shape}|{line}", f"qk={quoted}|{known}", f"rx={ruled}|{shape}", f"rh={ruled}|{line}",
        )  # fmt: skip

    def sides(self, sides: tuple[str | None, str, str | None, str]) -> tuple[str, ...]:
        before, here, after, line = sides
        return (
            f"edge-1|{line}" if before is None else f"r-1={before}|{here}",
            f"edge1|{line}" if after is None else f"r1={after}|{here}",
        )

    def known_near(self, near: tuple[str, str, str, str]) -> tuple[str, ...]:
        return tuple(f"k{step}={known}" for step, known in zip((-2, -1, 1, 2), near, strict=True) if known)

    def pair(self, pair: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (f"ww+={pair}",), (f"ww-={pair}",)

    def between(self, before: str, after: str) -> tuple[str, ...]:
        return (f"w-+={before}|{after}",)

    def company(self, company: tuple[bool, bool, int, tuple[str, ...]]) -> tuple[str, ...]:
        begins, small, often, beside = company
        found = [f"often={often}", *(f"b={name}" for name in beside)]
        if begins:
            found.append("begins")
        if small:
            found.append("small elsewhere")
        return tuple(found)

    def run(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(names)


class Features(Generic[V]):
    """What the tagger sees of each token of an article. ``evidence`` is what rules made of stretches of the text."""

    def __init__(
        self,
        folded: str,
        lines: Sequence[Tokens],
        lexicon: Lexicon,
        groups: Groups[V],
        evidence: Evidence = (),
        known: Known | None = None,
    ) -> None:
        """``known`` may hold what ``known_to`` gave for this text."""
        self._folded = folded
        self._lexicon = lexicon
        self._given = lower(lexicon.given_names)
        self._groups = groups
        self._known: dict[int, str] = {}  # start of a token -> what the lexicon says of it
        self._ruled: dict[int, str] = {}  # start of a token -> what the rules say of it
        for start, end, score in sorted(evidence, key=lambda row: (-row[2], row[0] - row[1], row[0])):
            level = "abcdef"[min(5, max(0, int(score) + 1))]
            for match in TOKEN.finditer(folded, start, end):
                self._ruled.setdefault(match.start(), f"{level}{'B' if match.start() == start else 'I'}")
        for start, end, name in known_to(lexicon.hits(folded)) if known is None else known:
            self._known.setdefault(start, name)
            for match in TOKEN.finditer(folded, start + 1, end):
                self._known.setdefault(match.start(), f"{name}+")
        self._next = {id(line): lines[i + 1] if i + 1 < len(lines) else None for i, line in enumerate(lines)}
        self._runs = {id(line): runs(line.words) for line in lines}
        self._opening = {id(line): self._opening_of(line) for line in lines}
        self._openings = Counter(self._opening.values())
        self._words = {word for line in lines for word in line.words}
        self._capital: Counter[str] = Counter()
        self._beside: dict[str, set[str]] = {}
        for line in lines:
            for i, word in enumerate(line.words):
                if word[0].isupper():
                    if i:
                        self._capital[word] += 1
                    self._note_company(line, i, word)

    def _note_company(self, line: Tokens, i: int, word: str) -> None:
        """What the word stands beside, anywhere in the article: one telling place speaks for the others."""
        beside = self._beside.setdefault(word, set())
        after = line.words[i + 1].lower() if i + 1 < len(line.words) else "$"
        before = line.words[i - 1].lower() if i else "^"
        if after in ("season", "series"):
            beside.add("season")
        if before == '"' or after == '"':
            beside.add("quoted")
        if before == "(" and after == ")":
            beside.add("brackets")
        if before in ("as", "plays", "play"):
            beside.add("as")
        if word.isupper() and len(word) > 3:
            beside.add("shout")
        if (i and before in self._given) or word.lower() in self._given:
            beside.add("given")
        told = told_behind().get(after)
        if told:
            beside.add(told)
        if after == "(" and i + 2 < len(line.words) and _YEAR.fullmatch(line.words[i + 2]):
            beside.add("year")
        if before in ("on", "via", "through"):
            beside.add("on")
        elif before == "of" and i > 1 and line.words[i - 2].lower() in words("tokens", "part of"):
            beside.add("part of")

    def _opening_of(self, line: Tokens) -> str:
        """How a line opens: the mark or kind of word after its first run of capitals; lists repeat it."""
        words = line.words
        at = 1 if words[0] in "*-" and len(words) > 1 else 0
        run = next((run for run in self._runs[id(line)] if run[0] == at), None)
        if run is None:
            return ""
        end = run[1]
        after = "$" if end >= len(words) else words[end] if words[end] in "(-:,;|" else ""
        inside = self._kind_at(line, end + 1) if after and after != "$" else ""
        return f"{words[0] if at else ''}{after}{inside}" if after else ""

    def _kind_at(self, line: Tokens, i: int) -> str:
        """A rough kind for the token at ``i`` of a line: a service, a number, a capital or a small word."""
        if i >= len(line.words):
            return "$"
        known = self._known.get(line.starts[i], "").rstrip("+?")
        if known in ("service", "outlet"):
            return known
        word = line.words[i]
        low = word.lower()
        if low in _SEASON_WORDS:
            return "season"
        if low in _DAY_WORDS or word in self._lexicon.calendar_words:
            return "day"
        return shape_of(word)[0]

    def _of_run(self, line: Tokens, begin: int, end: int) -> list[str]:
        """What a run of capitals stands between, how long it is, how its line is built."""
        words = line.words
        before = words[begin - 1].lower() if begin else "^"
        after = words[end].lower() if end < len(words) else "$"
        names = [
            f"run<={before}",
            f"run>={after}",
            f"run<>={shape_of(before)}|{shape_of(after)}",
            f"runsize={min(6, end - begin)}",
            f"run>k={self._kind_at(line, end)}",
        ]
        if after in ("(", "-", ":", ",", "|", "$"):
            names.append(f"run>{after}={self._kind_at(line, end + 1)}")
        if begin > 1:
            names.append(f"run<<={words[begin - 2].lower()} {before}")
        if end + 1 < len(words):
            names.append(f"run>>={after} {words[end + 1].lower()}")
        capitals = [word for word in words[begin:end] if word[0].isalpha()]
        if sum(map(len, capitals)) > 3 and all(map(str.isupper, capitals)):
            names.append("run=capitals" + ("|line" if all(w.isupper() or not w.isalpha() for w in words) else ""))
        if begin <= 1 and (begin == 0 or words[0] in "*-"):
            names.append("run=opens")
            opening = self._opening[id(line)]
            if opening:
                names.append(f"list={opening}|{min(3, self._openings[opening] - 1)}")
            follower = self._next[id(line)]
            if end == len(words) and follower is not None:
                names += [f"under={self._kind_at(follower, 0)}", f"under2={self._kind_at(follower, 2)}"]
        first = words[begin].lower()
        names.append("run=given" if first in self._given else "run=the" if first in ("the", "a") else "run=other")
        return names

    def of(self, line: Tokens) -> list[V]:
        """The sum of the features of each token of a line."""
        groups, words, size = self._groups, line.words, len(line.words)
        kind = "heading" if size <= 14 and words[-1] not in ".,;" else "body"
        looked_up = [groups.word(word) for word in words]
        lows = [traits.low for traits, _ in looked_up]
        known = [self._known.get(start, "") for start in line.starts]
        ruled = [self._ruled.get(start, "-") for start in line.starts]
        quoted = inside_quotes(words)
        total = self._of_words([adds for _, adds in looked_up])

        pairs = [groups.pair(f"{one} {two}") for one, two in pairwise(lows)]
        for i, (to_before, to_after) in enumerate(pairs):
            if i:
                total[i - 1] += to_before
            if i + 2 < size:
                total[i + 2] += to_after

        sides = [None, *ruled, None]
        for i, (traits, _) in enumerate(looked_up):
            total[i] += groups.state((traits.shape, known[i], quoted[i], ruled[i], kind))
            total[i] += groups.sides((sides[i], ruled[i], sides[i + 2], kind))
            if traits.capital:
                if 0 < i < size - 1:
                    total[i] += groups.between(lows[i - 1], lows[i + 1])
                total[i] += groups.company(self._company(words, i, traits.low))
        if any(known):
            near = ["", "", *known, "", ""]
            for i in range(size):
                total[i] += groups.known_near((near[i], near[i + 1], near[i + 3], near[i + 4]))
        for begin, end in self._runs[id(line)]:
            added = groups.run(self._of_run(line, begin, end))
            for i in range(begin, end):
                total[i] += added
        return total

    def _of_words(self, adds: list[tuple[V, ...]]) -> list[V]:
        """What the words add to themselves and to the tokens around them."""
        size, nothing = len(adds), self._groups.nothing
        padding = [nothing] * REACH
        total = [nothing] * size
        for step, column in zip(range(-REACH, REACH + 1), zip(*adds, strict=True), strict=True):
            # What stands at j adds column[j] to j + step: the sum at i takes it from i - step.
            shifted = [*padding, *column, *padding][REACH - step : REACH - step + size]
            total = [a + b for a, b in zip(total, shifted, strict=True)]
        return total

    def _company(self, words: Sequence[str], i: int, low: str) -> tuple[bool, bool, int, tuple[str, ...]]:
        word = words[i]
        count = self._capital[word]
        return (
            i == 0 or words[i - 1] in _SENTENCE_MARKS,
            low in self._words and not low[0].isupper(),
            0 if count < 2 else 1 if count < 4 else 2,
            tuple(sorted(self._beside.get(word, ()))),
        )


def known_to(hits: Hits) -> Known:
    """What a lexicon knows in a text, titles first, then services, then outlets."""
    for title in hits.titles:
        yield title.start, title.end, "lex-common" if title.entry.common else "lex-title"
    for service in hits.services:
        yield service.start, service.end, "service?" if service.service.ambiguous else "service"
    for outlet in hits.outlets:
        yield outlet.start, outlet.end, "outlet"


def runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """Runs of capitalised words, numbers and what links them ("The End of the Pier"): first and one past last."""
    found: list[tuple[int, int]] = []
    begin, last = -1, -1
    for i, word in enumerate(words):
        if word[0].isupper() or (begin >= 0 and word[0].isdigit()):
            if begin < 0:
                begin = i
            last = i
        elif begin >= 0 and (word not in _LINKS or i - last > 2):
            found.append((begin, last + 1))
            begin = -1
    if begin >= 0:
        found.append((begin, last + 1))
    return found


@cache
def told_behind() -> dict[str, str]:
    """word -> what it tells, right behind a name, of what the name names."""
    return {word: kind for kind in ("runs", "sells", "acts") for word in words("tokens", kind)}


@cache
def lower(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def shape_of(word: str) -> str:
    """X a capitalised word, C capitals, x small letters, d a number with letters, 9 a number, else the mark itself."""
    first = word[0]
    if first.isupper():
        if len(word) > 1 and word.isupper():
            return "CC"
        return "X1" if len(word) == 1 else "X." if "." in word or "-" in word else "Xx"
    if first.isalpha():
        return "x"
    if first.isdigit():
        return "9999" if len(word) == 4 and word.isdigit() else "9" if word.isdigit() else "9d"
    return word if len(word) == 1 and word in "\"'().,:;!?-&/*|" else "mark"


def inside_quotes(words: Sequence[str]) -> list[str]:
    """For each token: ``-`` outside quotation marks, else how long the quotation is and whether it is capitalised."""
    found = ["-"] * len(words)
    opening: dict[str, int] = {}
    for i, word in enumerate(words):
        if word not in ('"', "'"):
            continue
        at = opening.pop(word, None)
        if at is None:
            opening[word] = i
            continue
        inner = words[at + 1 : i]
        if not inner:
            continue
        capitals = sum(1 for w in inner if w[0].isupper() or w[0].isdigit())
        name = ("short" if len(inner) <= 7 else "long") + (
            "C" if capitals * 2 >= len(inner) and inner[0][0].isupper() else "c"
        )
        for j in range(at + 1, i):
            found[j] = name
    return found
