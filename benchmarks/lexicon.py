"""How fast a lexicon of a million titles is built, mapped and scanned, beside the packaged one and a plain pass.

    python benchmarks/lexicon.py [TITLES] [--text FILE...]

The titles are made of the lexicon's own words, so that nearly every capitalised word of a text is one: a hard case.
Without --text the text is made of sentences with the same words. Times are of this process's CPU, the best of five.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from airdate.reading.lexicon import Lexicon, TitleRow
from airdate.reading.lexicon.build import build_file, open_file
from airdate.reading.lexicon.commonness import Commonness

WORD = re.compile(r"\w+")


def titles(count: int, lexicon: Lexicon, chance: random.Random) -> list[TitleRow]:
    """So many titles of one to four words, all different."""
    words = sorted(word.capitalize() for word in lexicon.common_words)
    given = sorted(lexicon.given_names)
    names: set[str] = set()
    while len(names) < count:
        picked = [
            chance.choice(words if chance.random() < 0.8 else given) for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))
        ]
        names.add(("The " if chance.random() < 0.25 else "") + " ".join(picked))
    return [
        TitleRow(name, chance.choice((None, 1999, 2015)), chance.choice(("series", "film"))) for name in sorted(names)
    ]


def prose(lexicon: Lexicon, chance: random.Random) -> str:
    """A megabyte of sentences in which every sixth word has a capital."""
    words = sorted(lexicon.common_words)
    return " ".join(
        word.capitalize() if chance.random() < 1 / 6 else word
        for word in (chance.choice(words) for _ in range(150_000))
    )


def best(run: Callable[[], object]) -> float:
    """Seconds of CPU, the best of five."""
    times = []
    for _ in range(5):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("titles", nargs="?", type=int, default=1_000_000)
    asked.add_argument("--text", nargs="+", type=Path)
    given = asked.parse_args()
    started = time.process_time()
    lexicon = Lexicon.packaged()
    print(f"packaged lexicon: {len(lexicon.titles):,} names, loaded in {(time.process_time() - started) * 1000:.0f} ms")
    chance = random.Random(4)
    text = "\n\n".join(path.read_text("utf-8") for path in given.text) if given.text else prose(lexicon, chance)
    rows = titles(given.titles, lexicon, chance)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.lexicon"
        started = time.process_time()
        build_file(rows, path, Commonness.packaged())
        print(
            f"{len(rows):,} titles: built in {time.process_time() - started:.1f} s, {path.stat().st_size / 1e6:.0f} MB"
        )
        print(f"most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        mapped = open_file(path)
        print(f"mapped in {best(lambda: open_file(path)) * 1000:.2f} ms")
        plain = best(lambda: sum(1 for _ in WORD.finditer(text)))
        print(f"plain pass over the words: {len(text) / plain / 1e6:.1f} MB/s")
        for name, index in (("packaged", lexicon.titles), ("large", mapped)):
            seconds = best(lambda index=index: sum(1 for _ in index.scan(text)))  # type: ignore[misc]  # bound here
            hits = sum(1 for _ in index.scan(text))
            print(
                f"scan, {name}: {len(text) / seconds / 1e6:.1f} MB/s, {seconds / plain:.1f} plain passes, "
                f"a hit every {len(text) / max(hits, 1):.0f} characters"
            )


if __name__ == "__main__":
    main()
