"""Which words name a work, a person, a character or a service: a linear-chain tagger with learned weights.

The tagger sees one line of text at a time (capitals, quotation marks, neighbours, the lexicon, how often and in which
company the same words stand elsewhere in the article) and finds the best sequence of labels (Viterbi). Weights
are made by ``training/tagger.py`` from labelled articles and shipped as ``weights/tagger.json.gz``. Pure Python: linear
time, the same result everywhere.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from airdate.reading.model import Span
from airdate.reading.token_features import Evidence, Features, Known, Names, Tokens, Traits, lines_of

if TYPE_CHECKING:
    from airdate.reading.lexicon import Lexicon

__all__ = ["CHARACTER", "MODEL", "PERSON", "SERVICE", "TITLE", "Evidence", "Model", "Tag", "Tokens", "lines_of", "tag"]

TITLE, PERSON, CHARACTER, SERVICE = "T", "P", "C", "S"
MODEL = Path(__file__).with_name("weights") / "tagger.json.gz"
_UNIT = 1000  # weights are whole thousandths, so that their sum is the same in any order
_LANE = 32  # bits for the sum of one label's weights
_MOST_HELD = 60_000  # groups of features whose weights are remembered, of each sort

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of text and what it names: ``T`` a work, ``P`` a person, ``C`` a character, ``S`` a service.

    ``margin`` is by how much the label beats the text's being no name at all, in the model's own units.
    """

    span: Span
    label: str
    margin: float


@dataclass(frozen=True, eq=False)
class Model:
    """Learned weights in thousandths: of features for labels, and of one label after another.

    A feature's weights for all labels are one number with a lane of 32 bits for each label: adding up features is
    then adding numbers, whatever the count of labels.
    """

    labels: tuple[str, ...]
    weights: dict[str, int]
    steps: tuple[tuple[int, ...], ...]
    _ways: list[list[tuple[int, list[tuple[int, int]]]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ways", [self._ways_from(top) for top in range(len(self.labels))])

    @staticmethod
    @cache
    def packaged() -> Model:
        raw = json.loads(gzip.decompress(MODEL.read_bytes()))
        return Model(
            tuple(raw["labels"]),
            {
                name: sum(round(weight * _UNIT) << (_LANE * label) for label, weight in pairs)
                for name, pairs in raw["weights"].items()
            },
            tuple(tuple(round(weight * _UNIT) for weight in row) for row in raw["steps"]),
        )

    def sum_of(self, names: Iterable[str]) -> int:
        """The weights of these features, added up."""
        return sum(self.weights.get(name, 0) for name in names)

    def rows(self, sums: Sequence[int]) -> list[tuple[int, ...]]:
        """The weights of each label from sums of features."""
        size = len(self.labels)
        lanes = struct.Struct(f"<{size}I")
        # Half of each lane's range is added, so that no lane is below nothing and borrows from the next. That the
        # rows keep it changes no comparison.
        middle = sum(1 << (_LANE * label + _LANE - 1) for label in range(size))
        length = lanes.size
        return [lanes.unpack((total + middle).to_bytes(length, "little")) for total in sums]

    def best(self, rows: Sequence[Sequence[int]]) -> list[int]:
        """The best sequence of labels (Viterbi); of equally good labels the first."""
        ways = self._ways
        so_far = list(rows[0])
        back: list[list[int]] = []
        for row in rows[1:]:
            most = max(so_far)
            top = so_far.index(most)
            came: list[int] = []
            onward: list[int] = []
            for weight, (step, rivals) in zip(row, ways[top], strict=True):
                best, best_from = most + step, top
                for other, step_of_other in rivals:
                    score = so_far[other] + step_of_other
                    if score > best or (score == best and other < best_from):
                        best, best_from = score, other
                came.append(best_from)
                onward.append(best + weight)
            back.append(came)
            so_far = onward
        at = so_far.index(max(so_far))
        path = [at]
        for came in reversed(back):
            at = came[at]
            path.append(at)
        path.reverse()
        return path

    def _ways_from(self, top: int) -> list[tuple[int, list[tuple[int, int]]]]:
        """How each label is reached when ``top`` is the best so far: the step from ``top``, and those other labels,
        each with its step, that have a greater step to it. Only these can make up for being behind."""
        found = []
        for label, step in enumerate(self.steps[top]):
            steps = [(other, row[label]) for other, row in enumerate(self.steps)]
            found.append((step, [(other, greater) for other, greater in steps if greater > step]))
        return found


class Weighed:
    """Groups of features as their weights, remembered: news repeats its words."""

    nothing = 0

    def __init__(self, model: Model, names: Names) -> None:
        sum_of = model.sum_of

        def word(word: str) -> tuple[Traits, tuple[int, ...]]:
            traits, adds = names.word(word)
            return traits, tuple(map(sum_of, adds))

        (to_before,), (to_after,) = names.pair("")
        before, after = (
            {name.removeprefix(prefix): sums for name, sums in model.weights.items() if name.startswith(prefix)}
            for prefix in (to_before, to_after)
        )

        def pair(pair: str) -> tuple[int, int]:
            return before.get(pair, 0), after.get(pair, 0)

        def remembered(group: Callable[[K], tuple[str, ...]]) -> Callable[[K], int]:
            return lru_cache(maxsize=_MOST_HELD)(lambda key: sum_of(group(key)))

        self.word = lru_cache(maxsize=_MOST_HELD)(word)
        self.pair = pair
        self.state = remembered(names.state)
        self.sides = remembered(names.sides)
        self.known_near = remembered(names.known_near)
        self.company = remembered(names.company)
        self.between = lambda before, after: sum_of(names.between(before, after))
        self.run = sum_of


@lru_cache(maxsize=4)
def weighed(model: Model, lexicon: Lexicon) -> Weighed:
    """The groups of a model and a lexicon, shared by all articles."""
    return Weighed(model, Names(lexicon))


def tag(
    folded: str, lexicon: Lexicon, evidence: Evidence = (), model: Model | None = None, known: Known | None = None
) -> list[Tag]:
    """The names in a folded text, in order, none overlapping another.

    ``known`` may hold what ``token_features.known_to`` gave for the same text.
    """
    model = model or Model.packaged()
    lines = lines_of(folded)
    features = Features(folded, lines, lexicon, weighed(model, lexicon), evidence, known)
    outside = model.labels.index("O")
    found: list[Tag] = []
    for line in lines:
        if not any(word[0].isupper() or word[0].isdigit() for word in line.words):
            continue
        rows = model.rows(features.of(line))
        path = model.best(rows)
        if any(label != outside for label in path):
            margins = [row[i] - row[outside] for row, i in zip(rows, path, strict=True)]
            found += _joined(line, [model.labels[i] for i in path], margins)
    return found


def _joined(line: Tokens, labels: Sequence[str], margins: Sequence[int]) -> Iterable[Tag]:
    """Runs of one name's labels ("B-T", "I-T", "I-T") as one tag."""
    begun = 0
    for i in range(len(labels) + 1):
        here = labels[i] if i < len(labels) else "O"
        if i and labels[i - 1] != "O" and (here == "O" or here[0] == "B" or here[2:] != labels[i - 1][2:]):
            margin = sum(margins[begun:i]) / (i - begun) / _UNIT
            yield Tag(Span(line.starts[begun], line.ends[i - 1]), labels[i - 1][2:], margin)
        if here != "O" and (here[0] == "B" or i == 0 or here[2:] != labels[i - 1][2:]):
            begun = i
