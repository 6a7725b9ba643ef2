"""Which words name a work, a person, a character or a service: a linear-chain tagger with learned weights.

The tagger sees one line of text at a time (capitals, quotation marks, neighbours, the lexicon, how often and in which
company the same words stand elsewhere in the article) and finds the best sequence of labels (Viterbi). Weights
are made by ``training/tagger.py`` from labelled articles and shipped as ``weights/tagger.json.gz``. Pure Python: linear
time, the same result everywhere.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from airdate.reading.model import Span

if TYPE_CHECKING:
    from airdate.reading.lexicon import Lexicon

TITLE, PERSON, CHARACTER, SERVICE = "T", "P", "C", "S"
MODEL = Path(__file__).with_name("weights") / "tagger.json.gz"
_TOKEN = re.compile(r"[^\W_]+(?:['.&+-][^\W_]+)*\+?|[^\w\s]|_")
_LONGEST_LINE = 400  # tokens; a longer line is read in pieces


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of text and what it names: ``T`` a work, ``P`` a person, ``C`` a character, ``S`` a service.

    ``margin`` is by how much the label beats the text's being no name at all, in the model's own units.
    """

    span: Span
    label: str
    margin: float


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
        matches = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded, start, start + len(line))]
        for at in range(0, len(matches), _LONGEST_LINE):
            words, starts, ends = zip(*matches[at : at + _LONGEST_LINE], strict=True)
            found.append(Tokens(words, starts, ends))
        start += len(line) + 1
    return found


# Stretches of text that rules take for titles: start, end, score.
Evidence = Sequence[tuple[int, int, float]]


class Features:
    """What the tagger sees of each token of an article."""

    def __init__(self, folded: str, lines: Sequence[Tokens], lexicon: Lexicon, evidence: Evidence = ()) -> None:
        """``evidence`` is what rules made of stretches of the text: (start, end, how likely a title)."""
        self._folded = folded
        self._lexicon = lexicon
        self._known: dict[int, str] = {}  # start of a token -> what the lexicon says of it
        self._ruled: dict[int, str] = {}  # start of a token -> what the rules say of it
        for start, end, score in sorted(evidence, key=lambda row: (-row[2], row[0] - row[1], row[0])):
            level = "abcdef"[min(5, max(0, int(score) + 1))]
            for match in _TOKEN.finditer(folded, start, end):
                self._ruled.setdefault(match.start(), f"{level}{'B' if match.start() == start else 'I'}")
        self._mark(
            (hit.start, hit.end, "lex-common" if hit.entry.common else "lex-title")
            for hit in lexicon.titles.scan(folded)
        )
        self._mark(
            (hit.start, hit.end, "service?" if hit.service.ambiguous else "service")
            for hit in lexicon.services.scan(folded)
        )
        self._mark((hit.start, hit.end, "outlet") for hit in lexicon.outlets.scan(folded))
        self._next = {id(line): lines[i + 1] if i + 1 < len(lines) else None for i, line in enumerate(lines)}
        self._openings = Counter(self._opening(line) for line in lines)
        self._capital: Counter[str] = Counter()
        self._small: set[str] = set()
        self._beside: dict[str, set[str]] = {}
        for line in lines:
            for i, word in enumerate(line.words):
                if word[:1].isupper():
                    if i:
                        self._capital[word] += 1
                    self._company(line, i, word)
                else:
                    self._small.add(word)

    def _mark(self, hits: Iterable[tuple[int, int, str]]) -> None:
        for start, end, name in hits:
            self._known.setdefault(start, name)
            for match in _TOKEN.finditer(self._folded, start + 1, end):
                self._known.setdefault(match.start(), f"{name}+")

    def _company(self, line: Tokens, i: int, word: str) -> None:
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
        if (i and before in self._lexicon_given) or word.lower() in self._lexicon_given:
            beside.add("given")

    def _opening(self, line: Tokens) -> str:
        """How a line opens: the mark or kind of word after its first run of capitals; lists repeat it."""
        words = line.words
        at = 1 if words[0] in "*-" and len(words) > 1 else 0
        run = next((run for run in _runs(words) if run[0] == at), None)
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
        return _shape(word)[0]

    def _of_runs(self, line: Tokens) -> dict[int, list[str]]:
        """For each token of a run of capitals: what the run stands between, how long it is, how its line is built."""
        words = line.words
        found: dict[int, list[str]] = {}
        opening = self._opening(line)
        listed = f"list={opening}|{min(3, self._openings[opening] - 1)}" if opening else ""
        follower = self._next[id(line)]
        for begin, end in _runs(words):
            before = words[begin - 1].lower() if begin else "^"
            after = words[end].lower() if end < len(words) else "$"
            names = [
                f"run<={before}",
                f"run>={after}",
                f"run<>={_shape(before)}|{_shape(after)}",
                f"runsize={min(6, end - begin)}",
            ]
            names.append(f"run>k={self._kind_at(line, end)}")
            if after in ("(", "-", ":", ",", "|", "$"):
                names.append(f"run>{after}={self._kind_at(line, end + 1)}")
            if begin > 1:
                names.append(f"run<<={words[begin - 2].lower()} {before}")
            if end + 1 < len(words):
                names.append(f"run>>={after} {words[end + 1].lower()}")
            capitals = [word for word in words[begin:end] if word[0].isalpha()]
            if len("".join(capitals)) > 3 and all(word.isupper() for word in capitals):
                names.append("run=capitals" + ("|line" if all(w.isupper() or not w.isalpha() for w in words) else ""))
            if begin <= 1 and (begin == 0 or words[0] in "*-"):
                names.append("run=opens")
                if listed:
                    names.append(listed)
                if end == len(words) and follower is not None:
                    names += [f"under={self._kind_at(follower, 0)}", f"under2={self._kind_at(follower, 2)}"]
            first = words[begin].lower()
            names.append(
                "run=given" if first in self._lexicon_given else "run=the" if first in ("the", "a") else "run=other"
            )
            for i in range(begin, end):
                found[i] = names
        return found

    @property
    def _lexicon_given(self) -> frozenset[str]:
        return _lower(self._lexicon.given_names)

    def of(self, line: Tokens) -> list[list[str]]:
        """The features of each token of a line, as short names."""
        words = line.words
        lowers = [word.lower() for word in words]
        shapes = [_shape(word) for word in words]
        quoted = _inside_quotes(words)
        size = len(words)
        runs = self._of_runs(line)
        heading = "heading" if size <= 14 and words[-1] not in ".,;" else "body"
        result: list[list[str]] = []
        for i, word in enumerate(words):
            low, shape = lowers[i], shapes[i]
            known = self._known.get(line.starts[i], "")
            ruled = self._ruled.get(line.starts[i], "-")
            found = ["bias", f"w={low}", f"s={shape}", f"k={known}", f"q={quoted[i]}", f"r={ruled}"]
            found += runs.get(i, ())
            capital = shape[0] in "XC"
            if capital:
                found += [
                    f"end={low[-3:]}",
                    f"x={shape}|{heading}",
                    f"qk={quoted[i]}|{known}",
                    f"rx={ruled}|{shape}",
                    f"rh={ruled}|{heading}",
                ]
                if i == 0 or words[i - 1] in '.!?:"':
                    found.append("begins")
                if low in self._lexicon_given:
                    found.append("given")
                if low in self._lexicon.common_words:
                    found.append("common")
                if word in self._lexicon.place_names or word in self._lexicon.nationalities:
                    found.append("place")
                if word in self._lexicon.honorifics:
                    found.append("honorific")
                if low in self._small:
                    found.append("small elsewhere")
                count = self._capital[word]
                found.append(f"often={0 if count < 2 else 1 if count < 4 else 2}")
                found += [f"b={name}" for name in sorted(self._beside.get(word, ()))]
            for step in (-3, -2, -1, 1, 2, 3):
                at = i + step
                if 0 <= at < size:
                    near = lowers[at]
                    found.append(f"w{step}={near}")
                    if -2 < step < 2:
                        found.append(f"r{step}={self._ruled.get(line.starts[at], '-')}|{ruled}")
                    if -3 < step < 3:
                        found.append(f"s{step}={shapes[at]}")
                        around = self._known.get(line.starts[at], "")
                        if around:
                            found.append(f"k{step}={around}")
                        if near in self._lexicon_given:
                            found.append(f"given{step}")
                elif -2 < step < 2:
                    found.append(f"edge{step}|{heading}")
            if i + 2 < size:
                found.append(f"ww+={lowers[i + 1]} {lowers[i + 2]}")
            if i > 1:
                found.append(f"ww-={lowers[i - 2]} {lowers[i - 1]}")
            if capital and i and i + 1 < size:
                found.append(f"w-+={lowers[i - 1]}|{lowers[i + 1]}")
            result.append(found)
        return result


_SEASON_WORDS = frozenset(("season", "seasons", "series", "episode", "finale", "premiere", "part", "volume", "new"))
_DAY_WORDS = frozenset(
    "today tonight tomorrow all both now until from weekly jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LINKS = frozenset(
    (
        "of",
        "the",
        "and",
        "in",
        "a",
        "an",
        "to",
        "for",
        "on",
        "with",
        "at",
        "from",
        "or",
        "my",
        "&",
        ":",
        "'",
        "-",
        "de",
        "la",
        "der",
        "van",
    )
)


def _runs(words: Sequence[str]) -> list[tuple[int, int]]:
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
def _lower(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def _shape(word: str) -> str:
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


def _inside_quotes(words: Sequence[str]) -> list[str]:
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


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights: of features for labels, and of one label after another."""

    labels: tuple[str, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    steps: tuple[tuple[float, ...], ...]

    @staticmethod
    @cache
    def packaged() -> Model:
        raw = json.loads(gzip.decompress(MODEL.read_bytes()))
        return Model(
            tuple(raw["labels"]),
            {
                name: tuple((int(label), float(weight)) for label, weight in pairs)
                for name, pairs in raw["weights"].items()
            },
            tuple(tuple(row) for row in raw["steps"]),
        )

    def scores(self, features: Iterable[str]) -> list[float]:
        row = [0.0] * len(self.labels)
        weights = self.weights
        for name in features:
            for label, weight in weights.get(name, ()):
                row[label] += weight
        return row

    def best(self, rows: Sequence[list[float]]) -> list[int]:
        """The best sequence of labels (Viterbi)."""
        size = range(len(self.labels))
        steps = self.steps
        so_far = list(rows[0])
        back: list[list[int]] = []
        for row in rows[1:]:
            came, onward = [], []
            for label in size:
                best, best_from = so_far[0] + steps[0][label], 0
                for other in size[1:]:
                    score = so_far[other] + steps[other][label]
                    if score > best:
                        best, best_from = score, other
                came.append(best_from)
                onward.append(best + row[label])
            back.append(came)
            so_far = onward
        at = max(size, key=so_far.__getitem__)
        path = [at]
        for came in reversed(back):
            at = came[at]
            path.append(at)
        path.reverse()
        return path


def tag(folded: str, lexicon: Lexicon, evidence: Evidence = (), model: Model | None = None) -> list[Tag]:
    """The names in a folded text, in order, none overlapping another."""
    model = model or Model.packaged()
    lines = lines_of(folded)
    features = Features(folded, lines, lexicon, evidence)
    outside = model.labels.index("O")
    found: list[Tag] = []
    for line in lines:
        if not any(word[0].isupper() or word[0].isdigit() for word in line.words):
            continue
        rows = [model.scores(names) for names in features.of(line)]
        path = model.best(rows)
        found += _joined(
            line, [model.labels[i] for i in path], [row[i] - row[outside] for row, i in zip(rows, path, strict=True)]
        )
    return found


def _joined(line: Tokens, labels: Sequence[str], margins: Sequence[float]) -> Iterable[Tag]:
    """Runs of one name's labels ("B-T", "I-T", "I-T") as one tag."""
    begun = 0
    for i in range(len(labels) + 1):
        here = labels[i] if i < len(labels) else "O"
        if i and labels[i - 1] != "O" and (here == "O" or here[0] == "B" or here[2:] != labels[i - 1][2:]):
            margin = sum(margins[begun:i]) / (i - begun)
            yield Tag(Span(line.starts[begun], line.ends[i - 1]), labels[i - 1][2:], margin)
        if here != "O" and (here[0] == "B" or i == 0 or here[2:] != labels[i - 1][2:]):
            begun = i
