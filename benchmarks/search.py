#!/usr/bin/env python3
"""How fast and how well the search answers over a million titles, and what keeping its index up costs a writer.

    python benchmarks/search.py [--titles 1000000] [--people 300000] [--queries 400]

Works on a database of its own: SQLite in a temporary file, or the PostgreSQL database that DATABASE_URL names, which
must be empty. Names are made of the lexicon's words, the common ones often, as in the world. Questions are names with
slips (a letter wrong, missing, doubled or swapped; two in longer names), a third with their words in another order, and
beginnings of names as somebody types them. Prints the share of names that are among the first five answers.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator

SEED = 20310220
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def names(count: int, words: list[str], family: list[str], chance: random.Random, most: int) -> list[str]:
    """So many different names of one to ``most`` words; the word of rank n is about 1/n as common as the first."""
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))
    found: set[str] = set()
    while len(found) < count:
        length = chance.choice([n for n in (1, 2, 2, 3, 3, 4, 5) if n <= most])
        picked = chance.choices(words, cum_weights=weights, k=length)
        if chance.random() < 0.4 or most == 2:
            picked[-1] = chance.choice(family) + chance.choice(("", "", "s", "er", "land", "ton", "sen"))
        found.add(" ".join(picked))
    return sorted(found)


def slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word)) if len(word) > 1 else 0
    match chance.choice(("wrong", "missing", "more", "swapped")):
        case "wrong":
            return word[:place] + chance.choice(LETTERS) + word[place + 1 :]
        case "missing":
            return word[:place] + word[place + 1 :]
        case "more":
            return word[:place] + chance.choice(LETTERS) + word[place:]
    return word[: place - 1] + word[place : place + 1] + word[place - 1 : place] + word[place + 1 :]


def slips(folded: str, chance: random.Random) -> str:
    words = folded.split()
    for _ in range(1 if len(folded) <= 8 else 2):
        place = chance.randrange(len(words))
        if len(words[place]) > 3:
            words[place] = slip(words[place], chance)
    if chance.random() < 1 / 3:
        chance.shuffle(words)
    return " ".join(words)


def timed(what: str, rows: int, run: Callable[[], object]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    run()
    wall = time.perf_counter() - began
    print(f"{what}: {wall:.1f} s ({time.process_time() - cpu:.1f} s of this process), {rows / wall:,.0f} a second")


def ask(what: str, asked: Iterator[tuple[str, str]], queries: int) -> None:
    from airdate.catalogue.names import fold_name
    from airdate.search.queries import find

    took, spent, first, five = [], [], 0, 0
    for wanted, text in itertools.islice(asked, queries):
        began, cpu = time.perf_counter(), time.process_time()
        found = [fold_name(hit.name) for hit in find(text, limit=10).hits]
        took.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
        first += found[:1] == [wanted]
        five += wanted in found[:5]
    took.sort()
    spent.sort()
    n = len(took)
    print(
        f"{what}: half in {took[n // 2]:.0f} ms, 95 of 100 in {took[int(n * 0.95)]:.0f} ms, all in {took[-1]:.0f} ms"
        f" (this process {spent[n // 2]:.0f} and {spent[int(n * 0.95)]:.0f} ms);"
        f" first {first / n:.1%}, among five {five / n:.1%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    folder = tempfile.TemporaryDirectory(prefix="airdate-search-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.name}/search.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "airdate.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from airdate.catalogue.models import Person, Title
    from airdate.catalogue.names import fold_name
    from airdate.reading.lexicon import Lexicon
    from airdate.search.index import build, uninstall
    from airdate.sources.bulk import count_rows, insert_rows, portions

    call_command("migrate", verbosity=0)
    chance = random.Random(SEED)
    lexicon = Lexicon.packaged()
    words, family = sorted(lexicon.common_words), sorted(lexicon.given_names)
    chance.shuffle(words)
    titles = names(options.titles, [*words, *family], family, chance, 5)
    people = names(options.people, family, family, chance, 2)
    chance.shuffle(titles)

    def insert(model: type[Title] | type[Person], told: list[str], start: int) -> None:
        fields = ["slug", "name", "folded", "origin", "dormant"]
        more = ["form", "country", "synopsis"] if model is Title else []
        rows = [(f"e{start + n}", name.title(), fold_name(name), "catalogue", False) for n, name in enumerate(told)]
        for portion in portions(rows, 5_000):
            with transaction.atomic():
                insert_rows(model, [*fields, *more], [(*row, *("series", "GB", "")[: len(more)]) for row in portion])

    sample = min(100_000, len(titles) // 2)
    print(f"{connection.vendor}, {len(titles):,} titles, {len(people):,} people")
    timed(f"the first {sample:,} titles, index kept up", sample, lambda: insert(Title, titles[:sample], 0))
    uninstall(connection)
    timed(f"the next {sample:,}, no index", sample, lambda: insert(Title, titles[sample : 2 * sample], sample))
    insert(Title, titles[2 * sample :], 2 * sample)
    insert(Person, people, 0)
    timed("the whole index at once", len(titles) + len(people), lambda: build(connection))
    count_rows((Title, Person))
    folded = [fold_name(name) for name in titles]

    def misspelt() -> Iterator[tuple[str, str]]:
        while True:
            name = chance.choice(folded)
            if len(name) > 4:
                yield name, slips(name, chance)

    def typing() -> Iterator[tuple[str, str]]:
        while True:
            name = chance.choice(folded)
            yield name, name[: chance.randint(1, len(name))]

    def common() -> Iterator[tuple[str, str]]:
        for one, other in itertools.product(words[:40], words[:40]):
            yield f"{one} {other}", f"{one} {other}"

    ask("right", ((name, name) for name in iter(lambda: chance.choice(folded), None)), options.queries)
    ask("misspelt", misspelt(), options.queries)
    ask("as one types", typing(), options.queries)
    ask("the commonest words", common(), options.queries)


if __name__ == "__main__":
    main()
