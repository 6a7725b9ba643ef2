#!/usr/bin/env python3
"""Checks on data that may not be in the project: real listings, labelled articles, catalogues.

    python tests/check_data.py FOLDER

The folder holds `reading/` with a worked example and a labelled corpus, `catalogue/` with files of TVmaze and
CSV tables, and `listings/` with XMLTV guides. Prints what the reader reaches and what the imports take in, and leaves
with status 1 where that falls below what the project promises.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "corpus")]

import measure  # noqa: E402 -- its folder has just been put on the path
import score  # noqa: E402 -- likewise

from airdate.reading import read  # noqa: E402 -- after the path, like its neighbours
from check_catalogue import check_catalogue  # noqa: E402 -- likewise
from check_listings import check_listings  # noqa: E402 -- likewise

PROMISED_ON_EXAMPLE = 0.90
PROMISED_ON_CORPUS = 0.35


def check_example(folder: Path) -> list[str]:
    """The worked example: F1, and every claim supported by its evidence."""
    problems = []
    for path in sorted(folder.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        claims = read(text, dt.date.fromisoformat(label["published"])).as_json()["claims"]
        verdicts = [
            verdict
            for _, _, verdict in score.compare(
                [score.take_apart(c) for c in label["claims"]], [score.take_apart(c) for c in claims]
            )
        ]
        reached = measure.Figures(*(verdicts.count(verdict) for verdict in ("right", "wrong", "missing")))
        unsupported = [claim for claim in claims if not score.supported(claim, text)]
        print(f"{path.stem}: F1 {reached.f1:.3f}, {len(claims) - len(unsupported)} of {len(claims)} claims supported")
        if reached.f1 < PROMISED_ON_EXAMPLE:
            problems.append(f"{path.stem}: F1 {reached.f1:.3f} is below {PROMISED_ON_EXAMPLE}")
        problems += [f"{path.stem}: not supported: {claim}" for claim in unsupported]
    return problems


def check_corpus(folder: Path) -> list[str]:
    """Each part of the labelled corpus."""
    problems = []
    for part in sorted(path.parent for path in folder.glob("*/labels")):
        reached = measure.figures(part)
        print(f"\n{part.name}\n{measure.table(reached)}")
        if reached["all"].f1 < PROMISED_ON_CORPUS:
            problems.append(f"{part.name}: F1 {reached['all'].f1:.3f} is below {PROMISED_ON_CORPUS}")
    return problems


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python tests/check_data.py FOLDER, a folder with the data to check", file=sys.stderr)
        return 2
    reading = Path(arguments[0]) / "reading"
    problems = check_example(reading / "example") + check_corpus(reading / "corpus")
    problems += check_catalogue(Path(arguments[0]) / "catalogue")
    problems += check_listings(Path(arguments[0]) / "listings")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
