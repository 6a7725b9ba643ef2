"""Log-linear models with their weights: which of several labels a place has, which of several candidates is meant.

The weights lie as gzipped JSON in ``weights/links_NAME.json.gz``, made by ``training/links.py``: for each task its
labels and, for each feature, the pairs of a label's number and weight. The feature of no name is what each label begins
with.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent.parent / "weights"


@dataclass(frozen=True, slots=True)
class Task:
    """``labels`` are independent of each other (each has its own chance) in `chances`, exclusive in `shares`."""

    labels: tuple[str, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    first: dict[str, float] = field(init=False)  # the weights of the first label, for tasks that have but one

    def __post_init__(self) -> None:
        first = {name: weight for name, pairs in self.weights.items() for label, weight in pairs if label == 0}
        object.__setattr__(self, "first", first)

    def _sums(self, features: Iterable[str]) -> list[float]:
        sums = [0.0] * len(self.labels)
        get = self.weights.get
        for label, weight in get("", ()):
            sums[label] = weight
        for name in features:
            pairs = get(name)
            if pairs is not None:
                for label, weight in pairs:
                    sums[label] += weight
        return sums

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """The chance of each label, 0 to 1, whatever the others have."""
        return {label: _logistic(total) for label, total in zip(self.labels, self._sums(features), strict=True)}

    def shares(self, features: Iterable[str]) -> dict[str, float]:
        """The chance of each label where exactly one is true."""
        return dict(zip(self.labels, _softmax(self._sums(features)), strict=True))

    def choose(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """The chance of each candidate, given by its features, where exactly one is meant."""
        return _softmax([self._sum(features) for features in candidates])

    def chance(self, features: Iterable[str]) -> float:
        """The chance of the first label."""
        return _logistic(self._sum(features))

    def _sum(self, features: Iterable[str]) -> float:
        get = self.first.get
        return sum([get(name, 0.0) for name in features], get("", 0.0))


@dataclass(frozen=True, slots=True)
class Model:
    """The tasks of one file of weights, by name."""

    tasks: dict[str, Task]

    @staticmethod
    @cache
    def packaged(name: str) -> Model | None:
        """The shipped weights of this name; None if there are none."""
        path = WEIGHTS / f"links_{name}.json.gz"
        return Model.read(path) if path.exists() else None

    @staticmethod
    def read(path: Path) -> Model:
        return Model.of(json.loads(gzip.decompress(path.read_bytes())))

    @staticmethod
    def of(raw: dict[str, Any]) -> Model:
        """The model that such JSON holds."""
        return Model(
            {
                task: Task(
                    tuple(held["labels"]),
                    {name: tuple((int(i), float(w)) for i, w in pairs) for name, pairs in held["weights"].items()},
                )
                for task, held in raw.items()
            }
        )


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _softmax(sums: Sequence[float]) -> list[float]:
    top = max(sums, default=0.0)
    powers = [math.exp(total - top) for total in sums]
    whole = sum(powers)
    return [power / whole for power in powers]
