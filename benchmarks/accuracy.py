#!/usr/bin/env python3
"""How well and how fast articles are read: writes docs/reference/accuracy.md and the plot beside it.

    python benchmarks/accuracy.py [--peer BASELINE.PY --peer-python PYTHON] [--titles 1000000] [--no-speed]

Figures are of the test part of the corpus (tests/corpus/test), which nothing is trained on: sums only, never its
articles or errors. The second labelling (tests/corpus/second) was made blind, by the same guide. The peer's figures are
measured if it is given and kept in benchmarks/peer.json, which is read if it is not. With --no-speed the last page's
figures of speed stay.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "corpus"), str(Path(__file__).resolve().parent)]

import measure  # noqa: E402 -- tests/corpus, after the path is set
import score  # noqa: E402 -- likewise

from airdate.reading import read  # noqa: E402 -- likewise
from airdate.reading.model import KINDS  # noqa: E402 -- likewise

PAGE = ROOT / "docs" / "reference" / "accuracy.md"
PLOT = PAGE.with_name("reliability.svg")
PEER = Path(__file__).with_name("peer.json")
CORPUS = measure.CORPUS
SURE = 0.8
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001)
SPEED_HEADING = "## Speed and scaling"

Claims = list[dict[str, Any]]
Labelled = Sequence[tuple[Claims, Claims]]  # of each article what is right and what was said


@dataclass(frozen=True, slots=True)
class Sums:
    """Facts right, wrong and missing; claims right in all slots, said and labelled."""

    facts: measure.Figures
    whole: int
    said: int
    labelled: int

    @property
    def whole_precision(self) -> float:
        return self.whole / self.said if self.said else 0.0

    @property
    def whole_recall(self) -> float:
        return self.whole / self.labelled if self.labelled else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies between two values: how many, their mean confidence, how many are right."""

    low: float
    high: float
    said: int
    mean: float
    right: int

    @property
    def share(self) -> float:
        return self.right / self.said if self.said else 0.0


def pairs(part: Path) -> list[tuple[Claims, Claims]]:
    """The labels of a part and the reader's claims, article by article."""
    return [
        (label["claims"], read(text, dt.date.fromisoformat(label["published"])).as_json()["claims"])
        for _, text, label in measure.articles(part)
    ]


def sums(labelled: Labelled, least: float = 0.0) -> dict[str, Sums]:
    """By kind and for ``all``; only claims of at least this confidence are said."""
    counts: Counter[tuple[str, str]] = Counter()
    for golds, guesses in labelled:
        said = [guess for guess in guesses if guess.get("confidence", 1.0) >= least]
        for kind, _, verdict in score.compare(*([score.take_apart(claim) for claim in side] for side in (golds, said))):
            counts[kind, verdict] += 1
            counts["all", verdict] += 1
    found = {}
    for kind in (*KINDS, "all"):
        whole, partly = counts[kind, "whole"], counts[kind, "partly"]
        found[kind] = Sums(
            measure.Figures(*(counts[kind, verdict] for verdict in ("right", "wrong", "missing"))),
            whole, whole + partly + counts[kind, "wrong whole"], whole + partly + counts[kind, "missing whole"],
        )  # fmt: skip
    return found


def right_in_all(golds: Claims, guesses: Claims) -> list[bool]:
    """For each guess whether it is right in all slots, paired with the labels as the scorer pairs them."""
    apart, said = ([score.take_apart(claim) for claim in side] for side in (golds, guesses))
    fits = sorted(
        ((fit, -i, -j) for i, g in enumerate(apart) for j, p in enumerate(said) if (fit := score.likeness(g, p))),
        reverse=True,
    )
    right = [False] * len(said)
    used_golds: set[int] = set()
    used: set[int] = set()
    for _, i, j in fits:
        if -i in used_golds or -j in used:
            continue
        used_golds.add(-i)
        used.add(-j)
        gold, guess = apart[-i]["slots"], said[-j]["slots"]
        right[-j] = gold.keys() == guess.keys() and all(
            score.alike(slot[0] if isinstance(slot, tuple) else slot, gold[slot], guess[slot]) for slot in gold
        )
    return right


def reliability(labelled: Labelled) -> list[Bin]:
    """Confidence against what came true."""
    judged = [
        (guess["confidence"], right)
        for golds, guesses in labelled
        for guess, right in zip(guesses, right_in_all(golds, guesses), strict=True)
    ]
    found = []
    for low, high in pairwise(BINS):
        inside = [(confidence, right) for confidence, right in judged if low <= confidence < high]
        mean = sum(confidence for confidence, _ in inside) / len(inside) if inside else 0.0
        found.append(Bin(low, min(high, 1.0), len(inside), mean, sum(right for _, right in inside)))
    return [one for one in found if one.said]


def plot(bins: Sequence[Bin]) -> str:
    """The bins as an SVG: the diagonal is confidence that means what it says; circles grow with the claims in them."""
    size, edge = 320, 44

    def at(value: float) -> float:
        return round(edge + value * size, 1)

    def up(value: float) -> float:
        return round(edge / 2 + (1 - value) * size, 1)

    most = max((one.said for one in bins), default=1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" role="img" '
        'aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="11">',
        '<title id="title">Confidence against the share of claims that are right</title>',
        f'<desc id="desc">{"; ".join(_told(one) for one in bins)}</desc>',
        "<style>text{fill:#333}.axis{stroke:#999;fill:none}.even{stroke:#999;stroke-dasharray:4 4}"
        ".run{stroke:#0b5cad;fill:none}circle{fill:#0b5cad}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.run{stroke:#7db8f5}circle{fill:#7db8f5}}</style>",
        f'<path class="axis" d="M{at(0)} {up(1)}V{up(0)}H{at(1)}"/>',
        f'<path class="even" d="M{at(0)} {up(0)}L{at(1)} {up(1)}"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        lines.append(f'<text x="{at(tick)}" y="{up(0) + 16}" text-anchor="middle">{tick:g}</text>')
        lines.append(f'<text x="{at(0) - 6}" y="{up(tick) + 4}" text-anchor="end">{tick:g}</text>')
    lines.append(f'<text x="{at(0.5)}" y="{up(0) + 36}" text-anchor="middle">confidence</text>')
    middle = f"{at(0) - 32} {up(0.5)}"
    lines.append(
        f'<text transform="translate({middle}) rotate(-90)" text-anchor="middle">share right in all slots</text>'
    )
    if bins:
        course = "L".join(f"{at(one.mean)} {up(one.share)}" for one in bins)
        lines.append(f'<path class="run" d="M{course}"/>')
    lines += [
        f'<circle cx="{at(one.mean)}" cy="{up(one.share)}" r="{2 + 6 * (one.said / most) ** 0.5:.1f}"/>' for one in bins
    ]
    return "\n".join([*lines, "</svg>", ""])


def _told(one: Bin) -> str:
    return f"at {one.mean:.2f}, {one.share:.2f} of {one.said} are right"


def empty(labelled: Labelled) -> str:
    """What is said of articles that claim nothing."""
    said = [len(guesses) for golds, guesses in labelled if not golds]
    return f"{sum(said)} claims in {len(said)} articles that make none ({sum(map(bool, said))} of them with any)"


def of_peer(path: Path, python: str) -> dict[str, Any]:
    """The peer's figures on the test part, with the command that made them."""
    part = CORPUS / "test"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, path, part / "texts", "--published-from", part / "labels", "--out", folder], check=True)
        said = score.load(folder)
    labelled = [(label["claims"], said[name]) for name, _, label in measure.articles(part)]
    found = sums(labelled)
    return {
        "command": "python benchmarks/accuracy.py --peer BASELINE.PY --peer-python PYTHON",
        "what": "spaCy's small English model, dateparser, price-parser and patterns: an afternoon's work",
        "corpus": measure.corpus_hash(),
        "f1": {kind: [round(getattr(one.facts, name), 3) for name in ("precision", "recall", "f1")]
               for kind, one in found.items()},
        "whole": round(found["all"].whole_precision, 3),
        "empty": empty(labelled),
    }  # fmt: skip


def second_labels() -> Labelled:
    """The first labels and the second, of the articles that were labelled twice."""
    first = score.load(CORPUS / "test" / "labels")
    return [(first[name], claims) for name, claims in sorted(score.load(CORPUS / "second" / "labels").items())]


def page(test: Labelled, second: Labelled, peer: Mapping[str, Any] | None, speed: str) -> str:
    """The page, in Markdown."""
    parts = [
        "# How well the reader reads",
        "Made by `make accuracy` (`python benchmarks/accuracy.py`). Everything here is about articles that were written"
        " for the project and that nothing was trained on:"
        f" {len(test)} articles with {sum(len(golds) for golds, _ in test)} claims."
        " The scorer is `tests/corpus/score.py`: a fact is that a claim is made, or one of its slots; a whole claim is"
        " right only if all its slots are.",
        "## By kind",
        "*Labellers* is the agreement of two independent labellings by the same guide"
        f" ({len(second)} of the articles)." + (f" *Peer* is {peer['what']}." if peer else ""),
        _by_kind(sums(test), sums(second), peer),
        *([_of_peer(peer)] if peer else []),
        "## Articles that claim nothing",
        f"Reviews, gossip, sport, politics: {empty(test)}.",
        "## What confidence is worth",
        _sure(sums(test, SURE)["all"]),
        _bins(reliability(test)),
        "![Confidence against the share of claims that are right](reliability.svg)",
        speed.strip(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _by_kind(reached: Mapping[str, Sums], agreed: Mapping[str, Sums], peer: Mapping[str, Any] | None) -> str:
    heads = [
        "kind", "facts", "precision", "recall", "F1", "whole claims right", "whole claims found", "labellers' F1",
    ]  # fmt: skip
    rows = []
    for kind, one in reached.items():
        facts = one.facts
        shares = (facts.precision, facts.recall, facts.f1, one.whole_precision, one.whole_recall)
        cells = [kind, str(facts.right + facts.missing), *(f"{share:.2f}" for share in shares)]
        cells.append(f"{agreed[kind].facts.f1:.2f}" if agreed[kind].labelled else "-")
        rows.append([*cells, f"{peer['f1'][kind][2]:.2f}"] if peer else cells)
    return _table([*heads, "peer's F1"] if peer else heads, rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *("--:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _of_peer(peer: Mapping[str, Any]) -> str:
    precision, recall, f1 = peer["f1"]["all"]
    older = "" if peer["corpus"] == measure.corpus_hash() else " Its figures are of an earlier state of the corpus."
    return (
        f"The peer reaches precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}; {peer['whole']:.0%} of its"
        f" claims are right in all slots; {peer['empty']} (`{peer['command']}`).{older}"
    )


def _sure(sure: Sums) -> str:
    return (
        f"At confidence {SURE} and above, {sure.whole_precision:.0%} of {sure.said} claims are right in all slots;"
        f" they are {sure.whole_recall:.0%} of all claims. Of their facts {sure.facts.precision:.0%} are right, and"
        f" {sure.facts.recall:.0%} of all facts are among them."
    )


def _bins(bins: Iterable[Bin]) -> str:
    heads = ["confidence", "claims", "mean confidence", "right in all slots"]
    rows = ([f"{b.low:.1f} to {b.high:.1f}", str(b.said), f"{b.mean:.2f}", f"{b.share:.2f}"] for b in bins)
    return _table(heads, rows)


def speed_section(figures: Mapping[str, Any]) -> str:
    """The figures of ``benchmarks/reading.py``."""
    rows = [
        [one["what"], *(f"{one[name]:.0f}" for name in ("articles_a_second", "kb_a_second", "floors"))]
        for part in ("streams", "lengths", "worst")
        for one in figures[part]
    ]
    parts = [
        SPEED_HEADING,
        "Made by `benchmarks/reading.py` in one process, in processor time. A floor is a plain pass over the words of"
        " the same text with `re`: a slow or busy machine shows less in floors than in articles a second."
        f" Python {platform.python_version()} on {platform.machine()}.",
        _table(["", "articles of 4,000 characters a second", "kB a second", "floors"], rows),
    ]
    if figures["lexicon"]:
        large = figures["lexicon"]
        parts.append(
            f"The lexicon of {large['titles']:,} titles is made in {large['build_s']:.0f} s and mapped in"
            f" {large['open_ms']:.1f} ms."
        )
    return "\n\n".join(parts)


def kept_speed() -> str:
    """The section on speed of the page as it is."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return SPEED_HEADING + text.partition(SPEED_HEADING)[2] if SPEED_HEADING in text else ""


def main(arguments: Iterable[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--peer", type=Path, metavar="BASELINE.PY")
    asked.add_argument("--peer-python", default="python3", metavar="PYTHON", help="a Python that has its packages")
    asked.add_argument("--titles", type=int, default=1_000_000, help="of the large lexicon in the figures of speed")
    asked.add_argument("--no-speed", action="store_true", help="keep the page's figures of speed")
    given = asked.parse_args(list(arguments) if arguments is not None else None)
    if given.peer:
        figures = of_peer(given.peer.resolve(), given.peer_python)
        PEER.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    peer = json.loads(PEER.read_text(encoding="utf-8")) if PEER.exists() else None
    if given.no_speed:
        speed = kept_speed()
    else:
        import reading  # benchmarks/reading.py

        speed = speed_section(reading.measured(given.titles, given.peer, given.peer_python))
    test = pairs(CORPUS / "test")
    PLOT.write_text(plot(reliability(test)), encoding="utf-8")
    PAGE.write_text(page(test, second_labels(), peer, speed), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}, {PLOT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
