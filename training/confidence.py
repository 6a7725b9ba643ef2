#!/usr/bin/env python3
"""Learn from labelled articles how far the reader's drafts can be trusted, and ship the weights.

    python training/confidence.py CORPUS... --work DIR [--folds 3] [--out FILE]

The articles are parted into folds; each fold is read with a tagger and with weights of links that were learned from
the others (`training/links.py` has put them into DIR), so that the drafts are as good and as bad as on unseen articles.
Each draft is compared with the labels as the scorer of the corpus does it; two logistic regressions learn the chance
that it is right as a whole, and the share of its facts that is. The least worth of a claim is chosen where F1 over all
drafts is best.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "corpus"), str(ROOT / "training")]

import links  # noqa: E402 -- its folder has just been put on the path
import score  # noqa: E402 -- its folder has just been put on the path

from airdate.reading.annotate import annotate, worth_reading  # noqa: E402 -- likewise
from airdate.reading.confidence import WEIGHTS, Company  # noqa: E402 -- likewise
from airdate.reading.language import language  # noqa: E402 -- likewise
from airdate.reading.stages import drafts_of  # noqa: E402 -- likewise

SEED = 20260101
L2 = 8.0  # a strong pull to nothing: chosen for the reliability of unseen folds
ROUNDS = 100
RATE = 0.25
LEVEL = 0.002
SEEN = 3  # drafts that a feature must occur in


@dataclass(frozen=True)
class Example:
    """A draft's features, whether it is right as a whole, and how many of its facts are right, wrong and missing."""

    features: Sequence[str]
    whole: bool
    right: int
    wrong: int


def examples(folder: Path, names: set[str]) -> Iterator[Example]:
    """The drafts of some articles of a corpus, compared with their labels."""
    for path in sorted((folder / "labels").glob("*.json")):
        if path.stem not in names:
            continue
        label = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        if language(text) not in ("en", "und") or not worth_reading(text, None):
            continue
        article = annotate(text, datetime.date.fromisoformat(label["published"]), headline=None, lexicon=None)
        drafts = drafts_of(article)
        company = Company(article, drafts)
        golds = [score.take_apart(claim) for claim in label["claims"]]
        guesses = [score.take_apart({"kind": d.kind, **d.slots}) for d in drafts]
        for draft, (whole, right, wrong) in zip(drafts, verdicts(golds, guesses), strict=True):
            yield Example(company.features(draft), whole, right, wrong)


def verdicts(golds: list[dict[str, Any]], guesses: list[dict[str, Any]]) -> list[tuple[bool, int, int]]:
    """For each guess: whether it is wholly right, and its facts right and wrong, paired as the scorer pairs."""
    pairs = sorted(
        (
            (likeness, -i, -j)
            for i, gold in enumerate(golds)
            for j, guess in enumerate(guesses)
            if (likeness := score.likeness(gold, guess)) is not None
        ),
        reverse=True,
    )
    found: dict[int, tuple[bool, int, int]] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if -i in used or -j in found:
            continue
        used.add(-i)
        gold, guess = golds[-i]["slots"], guesses[-j]["slots"]
        right, wrong, clean = 1, 0, True
        for slot in {**gold, **guess}:
            name = slot[0] if isinstance(slot, tuple) else slot
            want, have = gold.get(slot), guess.get(slot)
            if want is not None and have is not None and score.alike(name, want, have):
                right += 1
                continue
            clean = False
            wrong += have is not None
        found[-j] = (clean, right, wrong)
    return [found.get(j, (False, 0, 1 + len(guess["slots"]))) for j, guess in enumerate(guesses)]


def learn(rows: Sequence[tuple[Sequence[str], float, float]]) -> dict[str, float]:
    """Logistic regression by full-batch steps with per-feature rates (Adagrad); rows are features, target, weight."""
    weights: dict[str, float] = {}
    gathered: dict[str, float] = {}
    seen = Counter(name for features, _, _ in rows for name in features)
    rows = [([name for name in features if seen[name] >= SEEN], target, weight) for features, target, weight in rows]
    total = sum(weight for _, _, weight in rows)
    for _ in range(ROUNDS):
        slopes: dict[str, float] = {}
        for features, target, weight in rows:
            z = sum(weights.get(name, 0.0) for name in features)
            error = weight * (target - 1 / (1 + math.exp(-max(-30.0, min(30.0, z)))))
            for name in features:
                slopes[name] = slopes.get(name, 0.0) + error
        for name, slope in slopes.items():
            slope -= L2 * weights.get(name, 0.0) * (total / len(rows))
            gathered[name] = gathered.get(name, 0.0) + slope * slope
            weights[name] = weights.get(name, 0.0) + RATE * slope / math.sqrt(gathered[name] + 1e-9)
    return {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.005}


def chance(weights: dict[str, float], features: Sequence[str]) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights.get(name, 0.0) for name in features)))))


def least_worth(rows: Sequence[tuple[Example, float]], missing_facts: int) -> float:
    """The highest threshold on worth whose F1 over facts is as good as the best, but for `LEVEL`: what is not said
    misleads nobody. `missing_facts` is how many facts the labels have in all."""
    reached: dict[float, float] = {}
    for step in range(5, 70):
        threshold = step / 100
        kept = [example for example, worth in rows if worth >= threshold]
        right, wrong = sum(e.right for e in kept), sum(e.wrong for e in kept)
        f1 = 2 * right / (right + wrong + missing_facts) if right else 0.0
        reached[threshold] = f1
    return max(threshold for threshold, f1 in reached.items() if f1 >= max(reached.values()) - LEVEL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where training/links.py has put its folds")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    held = set(args.hold_out.split(","))
    names = {folder: {p.stem for p in (folder / "labels").glob("*.json")} - held for folder in args.corpus}
    folds: list[list[Example]] = []
    for fold in range(args.folds):
        out_of = {n for stems in names.values() for n in stems if links.fold_of(n, args.folds) == fold}
        links.use(fold, args.work)
        found = [e for f in args.corpus for e in examples(f, out_of & names[f])]
        folds.append(found)
        print(f"fold {fold}: {len(found)} drafts, {sum(e.whole for e in found)} right as a whole", flush=True)
    facts = 0
    for folder, stems in names.items():
        for stem in stems:
            claims = json.loads((folder / "labels" / f"{stem}.json").read_text(encoding="utf-8"))["claims"]
            facts += sum(1 + len(score.take_apart(claim)["slots"]) for claim in claims)
    # The threshold and the reliability are measured on folds that the regression has not seen.
    unseen: list[tuple[Example, float, float]] = []
    for at, fold_examples in enumerate(folds):
        rest = [e for i, fold in enumerate(folds) if i != at for e in fold]
        whole, share = fit(rest)
        unseen += [(e, chance(share, e.features), chance(whole, e.features)) for e in fold_examples]
    least = least_worth([(e, worth) for e, worth, _ in unseen], facts)
    for low in range(10):
        band = [e.whole for e, _, sure in unseen if low / 10 <= sure < (low + 1) / 10]
        if band:
            print(f"{low / 10:.1f}-{(low + 1) / 10:.1f}: {len(band)} claims, {sum(band) / len(band):.2f} right")
    everything = [e for fold in folds for e in fold]
    random.Random(SEED).shuffle(everything)
    whole, share = fit(everything)
    packed = json.dumps({"whole": whole, "share": share, "least": least}, ensure_ascii=False, sort_keys=True)
    args.out.write_bytes(gzip.compress(packed.encode(), mtime=0))
    print(f"{len(everything)} drafts, {len(whole)} features, least worth {least}, {args.out.stat().st_size // 1024} kB")


def fit(rows: Sequence[Example]) -> tuple[dict[str, float], dict[str, float]]:
    whole = learn([(e.features, float(e.whole), 1.0) for e in rows])
    share = learn([(e.features, e.right / (e.right + e.wrong), float(e.right + e.wrong) / 4) for e in rows])
    return whole, share


if __name__ == "__main__":
    main()
