#!/usr/bin/env python3
"""Measure the reader on the project's corpus, and pin what it reaches.

    python tests/corpus/measure.py [--pin] [PART ...]

Prints precision, recall and F1 by kind for each part (`learn`, `test`), scored as `score.py` does. With --pin
the figures become the floors of `floors.json`, together with the hash of the corpus that they hold for.
Of the test part only these sums are looked at, never its articles or their errors.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import score

from airdate.reading import read

CORPUS = Path(__file__).resolve().parent
FLOORS = CORPUS / "floors.json"
PARTS = ("learn", "test")


@dataclass(frozen=True)
class Figures:
    """Counts of facts of one kind: right, wrong (only predicted) and missing (only labelled)."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def corpus_hash() -> str:
    """One hash of every text and label, so that floors are known to belong to this corpus."""
    digest = hashlib.sha256()
    for part in PARTS:
        for path in sorted((CORPUS / part).glob("*/*")):
            digest.update(f"{path.relative_to(CORPUS).as_posix()}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def articles(part: Path) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(name, text, label) of each article in a folder with `texts/` and `labels/`."""
    for path in sorted((part / "labels").glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem, (part / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"), label


def figures(part: Path) -> dict[str, Figures]:
    """What the reader reaches on a part, for each kind and for `all`."""
    counts: Counter[tuple[str, str]] = Counter()
    for _, text, label in articles(part):
        claims = read(text, dt.date.fromisoformat(label["published"])).as_json()["claims"]
        golds, guesses = ([score.take_apart(claim) for claim in side] for side in (label["claims"], claims))
        for kind, _, verdict in score.compare(golds, guesses):
            counts[kind, verdict] += 1
            counts["all", verdict] += 1
    kinds = sorted({kind for kind, _ in counts} - {"all"})
    return {
        kind: Figures(*(counts[kind, verdict] for verdict in ("right", "wrong", "missing"))) for kind in [*kinds, "all"]
    }


def table(reached: Mapping[str, Figures]) -> str:
    lines = [f"{'kind':<14}{'facts':>6}{'prec':>8}{'recall':>8}{'F1':>8}"]
    for kind, f in reached.items():
        lines.append(f"{kind:<14}{f.right + f.missing:>6}{f.precision:>8.3f}{f.recall:>8.3f}{f.f1:>8.3f}")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    parts = [a for a in arguments if a in PARTS] or list(PARTS)
    floors: dict[str, Any] = {"corpus": corpus_hash(), "f1": {}}
    for part in parts:
        reached = figures(CORPUS / part)
        print(f"{part}\n{table(reached)}\n")
        # Rounded down, so that the same reader passes on every machine.
        floors["f1"][part] = {kind: int(f.f1 * 1000) / 1000 for kind, f in reached.items()}
    if "--pin" in arguments:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
