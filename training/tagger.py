#!/usr/bin/env python3
"""Train the tagger of names from labelled articles, and ship its weights.

    python training/tagger.py CORPUS... [--hold-out NAMES] [--out FILE]

Each CORPUS is a folder with `texts/` and `labels/`. The names in an article's claims are looked for in its text and
become labels; capitalised names that no claim speaks of, but which the lexicon or quotation marks show to be
titles, are left out of the training (they may well be titles). Half of the passes hide the lexicon, so that titles
that it does not hold are learned too. Needs `python-crfsuite` (the extra `train`).
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycrfsuite

from airdate.reading.annotate import title_evidence
from airdate.reading.layout import fold
from airdate.reading.lexicon import Lexicon
from airdate.reading.lexicon.build import build
from airdate.reading.lexicon.commonness import Commonness
from airdate.reading.tagging import MODEL
from airdate.reading.token_features import Features, Names, Tokens, lines_of

SLOTS = {
    "T": ("title",),
    "P": ("actor", "person", "speaker", "author"),
    "C": ("character",),
    "S": ("platform", "provider", "carrier"),
}
SEED = 20260101
SERVICES_SWAPPED = 0.6  # of the known services, for names that the lexicon does not have


def names_of(claims: list[dict[str, Any]]) -> dict[str, str]:
    """name -> label; a name with two labels (a show named for its hero) gets `?` and is not learned from."""
    found: dict[str, str] = {}
    for claim in claims:
        for label, slots in SLOTS.items():
            for slot in slots:
                values = claim.get(slot) or []
                for value in values if isinstance(values, list) else [values]:
                    name = fold(str(value)).strip()
                    if name and name not in ("cinemas", "DVD", "Blu-ray"):
                        found[name] = label if found.get(name, label) == label else "?"
    for name, label in list(found.items()):
        if label == "P" and " " in name:  # second mentions
            found.setdefault(name.rsplit(" ", 1)[1], "P")
    return found


def mark(folded: str, names: dict[str, str]) -> dict[int, tuple[int, str]]:
    """start -> (end, label) of every place where a name stands, the longest first."""
    taken: dict[int, tuple[int, str]] = {}
    used = bytearray(len(folded))
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if not any(c.isupper() or c.isdigit() for c in name):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            if not any(used[match.start() : match.end()]):
                used[match.start() : match.end()] = b"\1" * len(match.group())
                taken[match.start()] = (match.end(), names[name])
    return taken


def doubtful(folded: str, lexicon: Lexicon, taken: dict[int, tuple[int, str]]) -> list[tuple[int, int]]:
    """Places that look like titles but are in no claim."""
    spans = [(hit.start, hit.end) for hit in lexicon.titles.scan(folded) if not hit.entry.common]
    spans += [m.span(1) for m in re.finditer(r'["\']((?:[A-Z0-9][\w\'&-]*)(?: [\w\'&:-]+){0,6})["\'](?!\w)', folded)]
    return [(a, b) for a, b in spans if a not in taken]


def labels_of(line: Tokens, taken: dict[int, tuple[int, str]], unsure: list[tuple[int, int]]) -> list[str] | None:
    """A label for each token; None for a line with something doubtful in it."""
    labels = []
    until, kind = -1, ""
    for start, end in zip(line.starts, line.ends, strict=True):
        if start in taken:
            until, kind = taken[start]
            labels.append(f"B-{kind}")
        elif start < until:
            labels.append(f"I-{kind}")
        else:
            labels.append("O")
        if labels[-1].endswith("?") or (labels[-1] == "O" and any(a <= start < b for a, b in unsure)):
            return None
        if start < until < end:
            return None
    return labels


def evidence_of(text: str, lexicon: Lexicon) -> list[tuple[int, int, float]]:
    """What the rules say of the text; its day does not matter to them."""
    return title_evidence(text, datetime.date(2024, 1, 1), lexicon)


def articles(folders: list[Path]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for folder in folders:
        for path in sorted((folder / "labels").glob("*.json")):
            claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
            yield path.stem, (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"), claims


def swap(
    folded: str, taken: dict[int, tuple[int, str]], pool: dict[str, list[str]], rng: random.Random
) -> tuple[str, dict[str, str]]:
    """The text with every title, and every other service, exchanged for another, the same one everywhere."""
    chosen: dict[str, str] = {}
    pieces, at, names = [], 0, {}
    for start, (end, label) in sorted(taken.items()):
        old = folded[start:end]
        if old not in chosen:
            options = pool.get(label)
            swapped = options and (label == "T" or (label == "S" and rng.random() < SERVICES_SWAPPED))
            chosen[old] = rng.choice(options) if swapped and options else old
        pieces += [folded[at:start], chosen[old]]
        at = end
        names[chosen[old]] = label
    return "".join(pieces) + folded[at:], names


def unknown_services(learned: list[tuple[str, str, list[dict[str, Any]]]], lexicon: Lexicon) -> list[str]:
    """The services and carriers of these articles that the lexicon does not know."""
    names = {name for _, _, claims in learned for name, label in names_of(claims).items() if label == "S"}
    return sorted(n for n in names if n[0].isupper() and not any(h.end == len(n) for h in lexicon.hits(n).services))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--hold-out", default="", help="names of articles not to learn from, with commas")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--c1", type=float, default=0.08)
    parser.add_argument("--c2", type=float, default=0.02)
    parser.add_argument("--iterations", type=int, default=160)
    parser.add_argument("--swaps", type=int, default=2)
    args = parser.parse_args()
    lexicon = Lexicon.packaged()
    blind = lexicon.with_titles(build([], Commonness.packaged()))
    held = set(args.hold_out.split(","))
    rng = random.Random(SEED)
    learned = [(name, fold(text), claims) for name, text, claims in articles(args.corpus) if name not in held]
    pool = {"S": unknown_services(learned, lexicon)}
    pool["T"] = sorted({fold(str(c["title"])) for _, _, claims in learned for c in claims if c.get("title")})
    trainer = pycrfsuite.Trainer(verbose=False)
    lines = 0
    for _, folded, claims in learned:
        names = names_of(claims)
        taken = mark(folded, names)
        versions = [(folded, taken, lexicon), (folded, taken, blind)]
        for _ in range(args.swaps):
            other, other_names = swap(folded, taken, pool, rng)
            versions.append((other, mark(other, {**names, **other_names}), blind))
        for text, marks, known in versions:
            unsure = doubtful(text, lexicon, marks)
            tokens = lines_of(text)
            features = Features(text, tokens, known, Names(known), evidence_of(text, known))
            for line in tokens:
                labels = labels_of(line, marks, unsure)
                if labels is not None:
                    trainer.append(features.of(line), labels)
                    lines += 1
    trainer.select("lbfgs")
    trainer.set_params(
        {
            "c1": args.c1,
            "c2": args.c2,
            "max_iterations": args.iterations,
            "feature.possible_transitions": True,
            "feature.minfreq": 3,
        }
    )
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    names = sorted(info.labels)
    index = {label: i for i, label in enumerate(names)}
    weights: dict[str, list[tuple[int, float]]] = {}
    for (feature, label), weight in sorted(info.state_features.items()):
        if abs(weight) >= 0.02:
            weights.setdefault(feature, []).append((index[label], round(weight, 3)))
    steps = [[round(info.transitions.get((a, b), -8.0), 3) for b in names] for a in names]
    packed = json.dumps({"labels": names, "weights": weights, "steps": steps}, ensure_ascii=False, sort_keys=True)
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_bytes(gzip.compress(packed.encode(), mtime=0))
    print(f"{len(learned)} articles, {lines} lines, {len(weights)} features, {args.out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
