#!/usr/bin/env python3
"""Learn which mentions belong to which titles, and ship the weights.

    python training/links.py NAME CORPUS... [--folds 3] [--work DIR] [--out FILE]

NAME is a module of `training/linked/` (`people`, `dates`, `places`): its `examples(article, drafts, claims)` yields
what is to be learned.
The articles are parted into folds; each is annotated with a tagger that was trained on the other folds, so that names
are found as well and as badly as in unseen articles. DIR keeps the taggers of the folds (`fold-N/`; remove it where the
corpus has changed) and gets the weights learned without each, with which `training/confidence.py` reads that fold.
Needs `python-crfsuite`, `numpy` and `scipy` (the extra `train`). The same corpus gives the same weights.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import importlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "corpus"), str(ROOT / "training")]

from airdate.reading import tagging  # noqa: E402 -- the folders have just been put on the path
from airdate.reading.annotate import annotate, worth_reading  # noqa: E402 -- likewise
from airdate.reading.article import Article, Draft  # noqa: E402 -- likewise
from airdate.reading.language import language  # noqa: E402 -- likewise
from airdate.reading.links import scoring  # noqa: E402 -- likewise
from airdate.reading.stages import rule_drafts  # noqa: E402 -- likewise

L2 = 1.0
SEEN = 3  # examples in which a feature must occur
LEAST = 0.02  # weights nearer to nothing are left out
MOST = 200  # steps of each fit
ROUNDS = 3  # of learning which of a person's mentions tell what the labels say


@dataclass
class Labelled:
    """One thing to learn from. ``features``: one list for labels, one list a candidate for a choice.

    ``yes``: the labels that hold (`chances`), the one that holds (`shares`) or the numbers of the right candidates
    (`choose`). ``skip``: labels of which it says nothing. ``groups``: label -> a key that other examples share of which
    at least one shows that the label holds; those that do not are left out.
    """

    task: str
    features: list[Any]
    yes: set[Any]
    skip: set[str] = field(default_factory=set)
    groups: dict[str, Any] = field(default_factory=dict)
    weight: float = 1.0


def fold_of(name: str, folds: int) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def weights_of(fold: int, work: Path) -> Path:
    """The folder with what was learned without a fold, named as the shipped weights are."""
    return work / f"fold-{fold}"


def use(fold: int, work: Path) -> None:
    """From now on read with what was learned without this fold."""
    tagging.MODEL = weights_of(fold, work) / tagging.MODEL.name
    tagging.Model.packaged.cache_clear()
    scoring.WEIGHTS = weights_of(fold, work)
    scoring.Model.packaged.cache_clear()


def train_taggers(corpora: Sequence[Path], folds: int, work: Path, held: Sequence[str] = ()) -> None:
    """A tagger for each fold, trained on the others; made where it is not yet there."""
    for fold in range(folds):
        weights = weights_of(fold, work) / tagging.MODEL.name
        if not weights.exists():
            out = [p.stem for c in corpora for p in sorted((c / "labels").glob("*.json"))]
            out = [*held, *(name for name in out if fold_of(name, folds) == fold)]
            command = [sys.executable, ROOT / "training" / "tagger.py", *corpora, "--out", weights,
                       "--hold-out", ",".join(out), "--iterations", "90", "--swaps", "1"]  # fmt: skip
            weights.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(command, check=True)


Read = tuple[str, Article, list[Draft], list[dict[str, Any]]]


def articles(corpora: Sequence[Path], folds: int, work: Path, held: Sequence[str] = ()) -> Iterator[Read]:
    """Each article by name, annotated by the tagger of its fold, with what the rules make of it and its labels."""
    train_taggers(corpora, folds, work, held)
    for fold in range(folds):
        use(fold, work)
        for corpus in corpora:
            for path in sorted((corpus / "labels").glob("*.json")):
                if fold_of(path.stem, folds) != fold or path.stem in held:
                    continue
                label = json.loads(path.read_text(encoding="utf-8"))
                text = (corpus / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
                if language(text) not in ("en", "und") or not worth_reading(text, None):
                    continue
                article = annotate(text, datetime.date.fromisoformat(label["published"]), headline=None, lexicon=None)
                yield path.stem, article, rule_drafts(article), label["claims"]


# learning


def table(rows: Sequence[Sequence[str]], index: dict[str, int]) -> sparse.csr_matrix:
    columns, ends = [], [0]
    for features in rows:
        columns += sorted({index[name] for name in features if name in index})
        ends.append(len(columns))
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))


def index_of(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    count = Counter(name for features in rows for name in set(features))
    return {name: at for at, name in enumerate(sorted(name for name, times in count.items() if times >= SEEN))}


def lowest(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], size: int) -> np.ndarray:
    return np.asarray(minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": MOST}).x)


def logistic(x: sparse.csr_matrix, y: np.ndarray, w: np.ndarray, l2: float) -> np.ndarray:
    """Weights and, last, the bias of a logistic regression."""

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ v[:-1] + v[-1]
        value = float(np.sum(w * (np.logaddexp(0, z) - y * z)) + l2 / 2 * (v[:-1] @ v[:-1]))
        d = w * (1 / (1 + np.exp(-z)) - y)
        return value, np.append(x.T @ d + l2 * v[:-1], d.sum())

    return lowest(loss, x.shape[1] + 1)


def fit_chances(found: Sequence[Labelled], l2: float) -> dict[str, Any]:
    """A model for each label; where several examples share a group, those that show it best are learned from."""
    index = index_of([e.features for e in found])
    x = table([e.features for e in found], index)
    labels = sorted({label for e in found for label in e.yes | e.skip})
    weights: list[np.ndarray] = []
    for label in labels:
        y = np.array([float(label in e.yes) for e in found])
        w = np.array([0.0 if label in e.skip else e.weight for e in found])
        members: dict[Any, list[int]] = {}
        for at, e in enumerate(found):
            if label in e.groups and label in e.yes:
                members.setdefault(e.groups[label], []).append(at)
        v = logistic(x, y, w, l2)
        for _ in range(ROUNDS - 1):
            z = x @ v[:-1] + v[-1]
            kept = w.copy()
            for group in members.values():
                best = max(z[at] for at in group)
                for at in group:
                    if z[at] < best - 1.5 and z[at] < 0.5:
                        kept[at] = 0.0
            v = logistic(x, y, kept, l2)
        weights.append(v)
    return packed(labels, index, np.array(weights))


def fit_shares(found: Sequence[Labelled], l2: float) -> dict[str, Any]:
    index = index_of([e.features for e in found])
    x = table([e.features for e in found], index)
    labels = sorted({label for e in found for label in e.yes})
    y = np.array([[float(label in e.yes) for label in labels] for e in found])
    y /= y.sum(axis=1, keepdims=True)
    w = np.array([e.weight for e in found])
    size, many = x.shape[1] + 1, len(labels)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        v = flat.reshape(many, size)
        z = x @ v[:, :-1].T + v[:, -1]
        z -= z.max(axis=1, keepdims=True)
        log = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        value = -float(np.sum(w[:, None] * y * log)) + l2 / 2 * float(np.sum(v[:, :-1] ** 2))
        d = w[:, None] * (np.exp(log) - y)
        slope = np.hstack([(x.T @ d).T + l2 * v[:, :-1], d.sum(axis=0)[:, None]])
        return value, slope.ravel()

    return packed(labels, index, lowest(loss, size * many).reshape(many, size))


def fit_choice(found: Sequence[Labelled], l2: float) -> dict[str, Any]:
    rows = [features for e in found for features in e.features]
    index = index_of(rows)
    x = table(rows, index)
    starts = np.cumsum([0] + [len(e.features) for e in found])
    right = np.zeros(len(rows))
    for start, e in zip(starts, found, strict=False):
        for at in e.yes:
            right[start + at] = 1
    owner = np.repeat(np.arange(len(found)), np.diff(starts))
    w = np.array([e.weight for e in found])

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ v
        z = np.exp(z - np.maximum.reduceat(z, starts[:-1])[owner])
        all_of = np.add.reduceat(z, starts[:-1])
        good = np.add.reduceat(z * right, starts[:-1])
        p, q = z / all_of[owner], z * right / good[owner]
        value = float(np.sum(w * (np.log(all_of) - np.log(good)))) + l2 / 2 * float(v @ v)
        return value, x.T @ (w[owner] * (p - q)) + l2 * v

    v = lowest(loss, len(index))
    return packed(["meant"], index, np.append(v, 0.0)[None, :])


def packed(labels: Sequence[str], index: dict[str, int], weights: np.ndarray) -> dict[str, Any]:
    held: dict[str, list[list[float]]] = {}
    for name, at in index.items():
        pairs = [[i, round(float(row[at]), 2)] for i, row in enumerate(weights) if abs(row[at]) >= LEAST]
        if pairs:
            held[name] = pairs
    held[""] = [[i, round(float(row[-1]), 3)] for i, row in enumerate(weights) if row[-1]]
    return {"labels": list(labels), "weights": held}


def fit(found: Sequence[Labelled], ways: dict[str, str], strengths: dict[str, float]) -> dict[str, Any]:
    """The weights of each task; ``ways`` says which kind of model learns it."""
    learners = {"chances": fit_chances, "shares": fit_shares, "choose": fit_choice}
    model = {}
    for task, way in ways.items():
        own = [e for e in found if e.task == task]
        model[task] = learners[way](own, strengths.get(task, L2))
    return model


def write(model: dict[str, Any], path: Path) -> None:
    text = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("name")
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--hold-out", default="", help="names of articles not to learn from, with commas")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    module = importlib.import_module(f"linked.{args.name}")
    out = args.out or scoring.WEIGHTS / f"links_{args.name}.json.gz"
    held = args.hold_out.split(",")
    learn(module, list(articles(args.corpus, args.folds, args.work, held)), args.folds, args.work, out)
    print(f"{out}: {out.stat().st_size // 1024} kB")


def learn(module: Any, read: Sequence[Read], folds: int, work: Path, out: Path) -> None:
    """Write the weights of a module's tasks: without each fold into ``work``, of everything to ``out``."""
    by_fold: list[list[Labelled]] = [[] for _ in range(folds)]
    for name, article, drafts, claims in read:
        by_fold[fold_of(name, folds)] += module.examples(name, article, drafts, claims)
    models = [fit(_others(by_fold, fold), module.WAYS, module.STRENGTHS) for fold in range(folds)]
    model = fit(_others(by_fold, -1), module.WAYS, module.STRENGTHS)
    for fold in range(folds):
        write(models[fold], weights_of(fold, work) / out.name)
    write(model, out)


def _others(by_fold: Sequence[Sequence[Labelled]], fold: int) -> list[Labelled]:
    return [e for at, found in enumerate(by_fold) if at != fold for e in found]


if __name__ == "__main__":
    main()
