"""The part of benchmarks/weigh.py that needs a database: claims in a site, weighed by the site's own actions."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

NOW = datetime(2031, 1, 1, tzinfo=UTC)
TODAY = date(2031, 1, 1)
Report = Callable[..., None]
ARTICLE = (
    "Season {n} of The Quay will premiere on Netflix on {n} August 2031. Ana Ortiz joins the cast as Marta Quill."
    " Report {n} of our paper."
)


def processor_seconds() -> float:
    """Of this process, and of the server's process that works for it where that is on this machine."""
    spent = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        told = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
        if told.exists():
            fields = told.read_text(encoding="ascii").rpartition(")")[2].split()
            spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


@contextmanager
def timed() -> Iterator[list[float]]:
    """Processor seconds and seconds by the clock of what is inside, in the list when it is done."""
    spent: list[float] = []
    began, clock = processor_seconds(), time.perf_counter()
    yield spent
    spent += [processor_seconds() - began, time.perf_counter() - clock]


def measure(total: int, report: Report, *, whole: bool) -> None:
    """Fill a new database with the claims, weigh them all, weigh them again, add articles, and show pages."""
    django.setup()
    call_command("migrate", verbosity=0, stdout=io.StringIO())
    with timed() as spent, transaction.atomic():
        fill(total)
    print(f"{'(filling ' + connection.vendor + ')':<28}{spent[1]:9.2f} s", flush=True)
    analyze()

    from airdate.facts.actions import weigh_all
    from airdate.facts.models import Change, Fact, Support

    with timed() as spent:
        weigh_all(now=NOW)
    rows = f"{Fact.objects.count():,} facts, {Support.objects.count():,} supports, {Change.objects.count():,} changes"
    with timed() as least:
        floor((Fact, Support, Change))
    report("floor: read and write", total, least[0], 0)
    report("all facts made", total, spent[0], least[0], f"{rows}; {spent[1]:.1f} s by the clock")
    analyze()
    with timed() as spent:
        again = weigh_all(now=NOW)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    report("all facts compared", total, spent[0], least[0], f"{spent[1]:.1f} s by the clock")
    pages(total)
    if whole:
        rebuild_all(total, least[0], report)
    storage(total)


def floor(models: tuple[Any, ...]) -> None:
    """Read all claims with their names, and write as many rows of facts as there are, as plain tuples; then undo it."""
    from airdate.catalogue.models import NameUse
    from airdate.claims.models import Claim
    from airdate.facts import bulk

    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for query in (
            f"SELECT id, document_id, kind, subject, slots FROM {Claim._meta.db_table}",
            f"SELECT document_id, role, name, title_id, person_id, service_id FROM {NameUse._meta.db_table}",
        ):
            cursor.execute(query)
            while cursor.fetchmany(5000):
                pass
    with transaction.atomic():
        for model in models:
            names = [quote(name) for name in bulk.columns(model)]
            plain, listed = quote(f"floor_{model._meta.model_name}"), ", ".join(names)
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE TABLE {plain} AS SELECT {listed} FROM {model._meta.db_table} WHERE 1 = 0")
                cursor.execute(f"SELECT {listed} FROM {model._meta.db_table}")
                while rows := cursor.fetchmany(50_000):
                    with connection.cursor() as writing:
                        if connection.vendor == "postgresql":
                            with writing.copy(f"COPY {plain} ({listed}) FROM STDIN") as copy:
                                for row in rows:
                                    copy.write_row(row)
                        else:
                            marks = ", ".join(["%s"] * len(names))
                            writing.executemany(f"INSERT INTO {plain} ({listed}) VALUES ({marks})", rows)
        transaction.set_rollback(True)


def pages(total: int) -> None:
    """The update of one title, an article added, and what pages need: milliseconds by the clock."""
    from airdate.catalogue.models import Title
    from airdate.catalogue.queries import Target
    from airdate.facts import queries
    from airdate.facts.actions import weigh_subjects
    from airdate.facts.models import Fact
    from airdate.intake.actions import Article, Publisher, add_article
    from airdate.intake.reader import read_text

    def update(title: Title) -> None:
        Fact.objects.filter(title=title).update(voices=0)  # as if the last article had changed every fact
        weigh_subjects([Target("title", title.pk)], now=NOW)

    fact = Fact.objects.filter(kind="release").order_by("pk")[0]
    tried: dict[str, Callable[[Title], object]] = {
        "update of one title": update,
        "title page, facts": lambda title: queries.title_facts(title, today=TODAY),
        "the same as of a day": lambda title: queries.title_facts(title, as_of=date(2030, 6, 1), today=TODAY),
        "why, one fact": lambda title: queries.why(fact.pk, today=TODAY),
        "front page, facts": lambda title: (
            queries.coming_up(date(2030, 7, 1), limit=40),
            queries.recent_changes(40, today=TODAY, kinds=queries.MOVES),
        ),
    }
    titles = list(Title.objects.order_by("slug")[: max(1, total // 10)][:: max(1, total // 500)])
    for name, work in tried.items():
        tell(name, [_milliseconds(work, title) for title in titles])
    reading, adding = [], []
    for number in range(1, 21):
        text = ARTICLE.format(n=number)
        reading.append(_milliseconds(lambda text: read_text(text, TODAY, ""), text))
        article = Article(text, TODAY)
        adding.append(_milliseconds(lambda it: add_article(it, Publisher("The Examiner"), now=NOW), article))
    after = [(a - c, b - d) for (a, b), (c, d) in zip(adding, reading, strict=True)]
    tell("an article added", after[1:])
    tell("(and read before that)", reading[1:])


def _milliseconds(work: Callable[[Any], object], given: Any) -> tuple[float, float]:
    """By the clock, and of processor time."""
    began, clock = processor_seconds(), time.perf_counter()
    work(given)
    return (time.perf_counter() - clock) * 1000, (processor_seconds() - began) * 1000


def tell(name: str, times: list[tuple[float, float]]) -> None:
    clock, used = sorted(time for time, _ in times), sum(each for _, each in times) / len(times)
    print(
        f"{name:<28}{clock[len(clock) // 2]:9.1f} ms median{clock[-1]:9.1f} ms at most"
        f"{used:9.1f} ms of processor time on average",
        flush=True,
    )


def rebuild_all(total: int, base: float, report: Report) -> None:
    """All that `airdate rebuild` does, with the seconds of each stage."""
    from airdate.intake.rebuilding import rebuild

    began, stages = time.perf_counter(), dict[str, float]()
    with timed() as spent:
        rebuild(now=NOW, progress=lambda stage, done, of: stages.update({stage: time.perf_counter() - began}))
    told = ", ".join(f"{stage} done at {at:.0f} s" for stage, at in stages.items())
    report("everything rebuilt", total, spent[0], base, f"{spent[1]:.1f} s by the clock: {told}")


def storage(total: int) -> None:
    """Bytes a claim of what is derived from claims, and of all."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(relid)) FILTER (WHERE relname LIKE 'facts%%'),"
                " sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables"
            )
            derived, every = cursor.fetchone()
            print(f"{'storage':<28}{derived / total:9.0f} bytes a claim for facts, {every / total:.0f} in all")
            return
        cursor.execute("PRAGMA page_count")
        (pages_,) = cursor.fetchone()
        cursor.execute("PRAGMA page_size")
        (size,) = cursor.fetchone()
        print(f"{'storage':<28}{pages_ * size / total:9.0f} bytes a claim in all")


def analyze() -> None:
    """What PostgreSQL's own daemon does after such growth: count the rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def fill(total: int, drawn: Iterator[Any] | None = None) -> None:
    """Sources, documents, claims, entries of the catalogue and what names mean, written in bulk; ``drawn`` are others
    than the usual claims.
    """
    from weigh import claims

    from airdate.catalogue.models import NameUse, Person, Service, Title
    from airdate.catalogue.names import fold_name
    from airdate.claims.models import Claim, ReadingRun
    from airdate.claims.names import names_of
    from airdate.imports.keeping import CLAIM_FIELDS, DOCUMENT_FIELDS, RUN_FIELDS, USE_FIELDS
    from airdate.sources.bulk import as_day, as_instant, as_json, insert_rows
    from airdate.sources.models import Document, Source
    from airdate.sources.normal import ascii_slug

    models: dict[str, type[Any]] = {"title": Title, "person": Person, "service": Service}
    beyond = {"title": ("form", "country", "synopsis"), "person": (), "service": ("kind", "country")}
    entry_fields = ("id", "slug", "name", "folded", "origin", "dormant")
    ids: dict[str, int] = {}
    sources: dict[str, int] = {}
    new: dict[str, list[Any]] = {kind: [] for kind in models}
    documents: list[Any] = []
    said_in: dict[int, dict[str, float]] = {}
    uses: dict[tuple[int, str, str], Any] = {}
    kept: list[Any] = []

    def entry(kind: str, name: str) -> int:
        key = f"{kind}:{name}"
        if key not in ids:
            ids[key] = len(ids) + 1
            row = (ids[key], ascii_slug(name), name, fold_name(name), "reading", False)
            new[kind].append(row + ("",) * len(beyond[kind]))
        return ids[key]

    def flush() -> None:
        for kind, found in new.items():
            insert_rows(models[kind], (*entry_fields, *beyond[kind]), found)
            found.clear()
        insert_rows(Document, DOCUMENT_FIELDS, documents)
        insert_rows(Claim, CLAIM_FIELDS, kept)
        runs = [
            (pk, "bench", as_json(found), True, as_instant(NOW), min(found.values())) for pk, found in said_in.items()
        ]
        insert_rows(ReadingRun, RUN_FIELDS, runs)
        insert_rows(NameUse, USE_FIELDS, list(uses.values()))
        for rows in (documents, said_in, uses, kept):
            rows.clear()

    drawn = drawn if drawn is not None else claims(total)
    number = used = 0
    while batch := list(islice(drawn, 20_000)):
        for said in batch:
            pk = number // 5 + 1
            number += 1
            if said.source not in sources:
                row = Source.objects.create(slug=said.source, name=said.source, source_class=said.source_class)
                sources[said.source] = row.pk
            if pk not in said_in:
                said_in[pk] = {}
                documents.append(
                    (
                        pk, f"{pk:040x}", sources[said.source], "", "", "", as_day(said.published), None, "",
                        as_instant(said.learnt), "text", f"{pk:064x}", "en", f"{pk:040x}", b"", None,
                    )
                )  # fmt: skip
            slots = {"title": spoken(said.subject), **{slot: spoken(value) for slot, value in said.slots.items()}}
            said_in[pk][said.claim] = said.confidence
            kept.append((said.claim, pk, said.kind, slots["title"], as_json(slots), "[[0, 4]]"))
            for slot, names in names_of(said.kind, slots).items():
                role = {"title": "title", "platform": "service"}.get(slot, "person")
                for name in names:
                    if (pk, role, name) not in uses:
                        used += 1
                        meant = [entry(kind, name) if kind == role else None for kind in models]
                        uses[pk, role, name] = (used, pk, role, name, *meant, 1.0, "name", False)
        flush()
    if connection.vendor == "postgresql":
        from django.core.management.color import no_style

        with connection.cursor() as cursor:
            for query in connection.ops.sequence_reset_sql(no_style(), [Document, NameUse, *models.values()]):
                cursor.execute(query)


def spoken(value: Any) -> Any:
    """A key as an article would name it: ``person:p12-3`` is P12-3."""
    if isinstance(value, list):
        return [spoken(each) for each in value]
    return value.partition(":")[2].upper() if isinstance(value, str) and ":" in value else value
