#!/usr/bin/env python3
"""Learn how much each sign tells that a date is a date of release, and write the weights.

    python training/release_weights.py CORPUS... [--out FILE] [--strength X]

Each CORPUS is a folder with `texts/` and `labels/`. Every date in a sentence is an example: it is one of release if the
article's labels have a release on it. Dates that a label gives as replaced (`was`) are left out. The weights are those
of a logistic regression with a Gaussian prior of precision STRENGTH, by Newton's method; needs `numpy`.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from airdate.reading.annotate import annotate
from airdate.reading.kinds.release_signs import settings
from airdate.reading.kinds.schedule import read_columns

LEAST = 6  # examples that must show a sign before it gets a weight
OUT = Path(__file__).parent.parent / "src/airdate/reading/lexicon/data/cues/release_weights.toml"
HEAD = """# Log odds that a date is a date of release, for each sign of kinds/release_signs.py. Learned by
# training/release_weights.py; not to be edited by hand.

[weights]
"""


def examples(corpus: Path) -> Iterator[tuple[frozenset[str], bool]]:
    """The signs of every date in a corpus, and whether it is one of release."""
    for path in sorted((corpus / "labels").glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        text = (corpus / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        releases = [claim for claim in label["claims"] if claim["kind"] == "release"]
        days = {claim["date"].rstrip("~") for claim in releases if claim.get("date")}
        replaced = {claim["was"].rstrip("~") for claim in releases if claim.get("was")} - days
        article = annotate(text, datetime.date.fromisoformat(label["published"]), headline=None, lexicon=None)
        columns = read_columns(article).taken
        for sentence in article.about():
            for setting in () if sentence.index in columns else settings(article, sentence):
                edtf = setting.date.edtf.rstrip("~")
                if edtf not in replaced:
                    yield setting.signs, edtf in days


def fit(rows: Sequence[tuple[frozenset[str], bool]], strength: float) -> dict[str, float]:
    """Sign -> weight, with `bias`."""
    count = Counter(sign for signs, _ in rows for sign in signs)
    names = sorted(sign for sign, times in count.items() if times >= LEAST)
    index = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1
    for row, (signs, _) in enumerate(rows):
        for sign in signs & index.keys():
            table[row, index[sign]] = 1
    truth = np.array([right for _, right in rows], dtype=float)
    prior = np.full(len(names) + 1, strength)
    prior[-1] = 0.01
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (odds - truth) + prior * weights
        curve = (table * (odds * (1 - odds))[:, None]).T @ table + np.diag(prior)
        weights -= np.linalg.solve(curve, slope)
    return {**{name: float(weights[index[name]]) for name in names}, "bias": float(weights[-1])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--strength", type=float, default=2.0)
    args = parser.parse_args()
    rows = [row for corpus in args.corpora for row in examples(corpus)]
    weights = fit(rows, args.strength)
    lines = [f"bias = {weights.pop('bias'):.2f}"]
    lines += [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items()) if abs(weight) >= 0.05]
    args.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} dates, {sum(right for _, right in rows)} of release, {len(lines)} weights")


if __name__ == "__main__":
    main()
