"""A site as large as one machine must carry, for benchmarks/load.py: titles, claims, broadcasts, and the demonstration.

The demonstration lies on top of the bulk, so that there are pages with everything on them. All days are around `TODAY`.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import tv_grid
import weigh
import weigh_site

import search

SEED = 20310220
NOW = tv_grid.FIRST + dt.timedelta(days=3, hours=15, minutes=42)  # in the midst of the listings
TODAY = NOW.date()
CHANNELS = 500
REACH = 900  # days around today on which things come out
KINDS = (("streaming", "GB"), ("streaming", "US"), ("streaming", "IE"), ("channel", "GB"), ("channel", "US"))


def fill(titles: int, claims: int, broadcasts: int) -> None:
    """Fill the database of the settings, which is empty. Prints what each step takes."""
    from django.core.management import call_command
    from django.db import connection

    from airdate.facts.actions import weigh_all
    from airdate.search.index import build, uninstall

    call_command("migrate", verbosity=0, stdout=io.StringIO())
    uninstall(connection)
    step("claims", claims, lambda: weigh_site.fill(claims, spread(claims)))
    step("titles", titles, lambda: more_titles(titles))
    step("genres", titles, sorted_into_genres)
    weigh_site.analyze()
    step("facts", claims, lambda: weigh_all(now=NOW))
    step("index", titles, lambda: build(connection))
    with tempfile.TemporaryDirectory() as folder:
        step("broadcasts", broadcasts, lambda: tv_grid.load(broadcasts, CHANNELS, Path(folder)))
    step("demonstration", 1, demonstration)
    weigh_site.analyze()


def step(name: str, rows: int, work: Any) -> None:
    with weigh_site.timed() as spent:
        work()
    print(f"  {name:<16}{rows:>12,}{spent[1]:9.1f} s", flush=True)


def spread(total: int) -> Iterator[weigh.Said]:
    """The claims of benchmarks/weigh.py with their days around ours, most of them coarse or past, as in the world."""
    draw = random.Random(SEED)
    shift = TODAY - weigh.START - dt.timedelta(days=360)
    for said in weigh.claims(total):
        slots = dict(said.slots)
        if "date" in slots:
            day = TODAY + dt.timedelta(days=int(draw.triangular(-2 * REACH, REACH, 0)))
            slots["date"] = draw.choice((day.isoformat(),) * 7 + (f"{day:%Y-%m}",) * 2 + (f"{day:%Y}",))
        if said.kind == "availability" and draw.random() < 0.2:
            slots["until"] = (TODAY + dt.timedelta(days=draw.randrange(1, 90))).isoformat()
        yield replace(said, slots=slots, published=said.published + shift, learnt=said.learnt + shift)


def more_titles(total: int) -> None:
    """Titles of which nothing is said yet, up to a total, among those of which something is; named as in search.py."""
    from django.db import transaction

    from airdate.catalogue.models import Service, Title
    from airdate.catalogue.names import fold_name
    from airdate.reading.lexicon import Lexicon
    from airdate.sources.bulk import insert_rows, portions

    chance = random.Random(SEED)
    lexicon = Lexicon.packaged()
    words, family = sorted(lexicon.common_words), sorted(lexicon.given_names)
    told = list(Title.objects.order_by("pk").only("pk"))
    names = search.names(max(total, len(told)), [*words, *family], family, chance, 5)
    chance.shuffle(names)
    for portion in portions(zip(told, names, strict=False), 5_000):
        for title, name in portion:
            title.name, title.folded = name.title(), fold_name(name)
        Title.objects.bulk_update([title for title, _ in portion], ("name", "folded"), batch_size=500)
    fields = ("slug", "name", "folded", "origin", "dormant", "year", "form", "country", "synopsis")
    rows = (
        (f"e{n}", name.title(), fold_name(name), "reading", False, chance.randrange(1950, 2031),
         chance.choice(("series", "series", "film")), chance.choice(("GB", "US", "IE", "")), "")
        for n, name in enumerate(names[len(told) :])
    )  # fmt: skip
    for portion in portions(rows, 5_000):
        with transaction.atomic():
            insert_rows(Title, fields, portion)
    for number, service in enumerate(Service.objects.order_by("pk")):
        service.kind, service.country = KINDS[number % len(KINDS)]
        service.save(update_fields=["kind", "country"])


def sorted_into_genres() -> None:
    """Every title in a genre of the packaged tree, every fifth in two."""
    from django.db import transaction

    from airdate.catalogue.genres import plant
    from airdate.catalogue.models import Genre, Title
    from airdate.sources.bulk import insert_rows, portions

    chance = random.Random(SEED)
    with transaction.atomic():
        plant()
    genres = sorted(Genre.objects.values_list("pk", flat=True))
    keys = Title.objects.order_by("pk").values_list("pk", flat=True)
    rows = ((key, genre) for key in keys.iterator() for genre in chance.sample(genres, 2 if key % 5 == 0 else 1))
    for portion in portions(rows, 20_000):
        with transaction.atomic():
            insert_rows(Title.genres.through, ("title_id", "genre_id"), portion)


def demonstration() -> None:
    from airdate.imports import demonstration as catalogue
    from airdate.intake.demonstration import load, prepare

    prepare()
    catalogue.load(TODAY)
    for _ in load(TODAY):
        pass
