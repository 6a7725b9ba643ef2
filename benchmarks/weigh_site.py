"""The part of benchmarks/weigh.py that needs a database: claims in a site, weighed by the site's own actions."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

NOW = datetime(2031, 1, 1, tzinfo=UTC)
Report = Callable[..., None]


def measure(total: int, base: float, report: Report) -> None:
    """Fill a new database with the claims, weigh them all, weigh them again, add an article, and show a page."""
    django.setup()
    call_command("migrate", verbosity=0, stdout=io.StringIO())
    began = time.perf_counter()
    with transaction.atomic():
        fill(total)
    print(f"{'(filling ' + connection.vendor + ')':<28}{time.perf_counter() - began:9.2f} s", flush=True)

    from airdate.catalogue.models import Title
    from airdate.catalogue.queries import Target
    from airdate.facts import queries
    from airdate.facts.actions import weigh_all, weigh_subjects
    from airdate.facts.models import Change, Fact, Support

    began, clock = time.process_time(), time.perf_counter()
    weigh_all(now=NOW)
    spent, clock = time.process_time() - began, time.perf_counter() - clock
    rows = f"{Fact.objects.count():,} facts, {Support.objects.count():,} supports, {Change.objects.count():,} changes"
    report("rebuild: read, weigh, write", total, spent, base, f"{rows}; {clock:.1f} s by the clock")
    began = time.process_time()
    again = weigh_all(now=NOW)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    report("rebuild: nothing to write", total, time.process_time() - began, base)

    titles = list(Title.objects.order_by("pk")[: max(1, total // 10)][:50])
    updates, pages, past = [], [], []
    for title in titles:
        began = time.perf_counter()
        Fact.objects.filter(title=title).update(voices=0)  # as if the last article had changed every fact
        weigh_subjects([Target("title", title.pk)], now=NOW)
        updates.append(time.perf_counter() - began)
        began = time.perf_counter()
        queries.title_facts(title, today=date(2031, 1, 1))
        pages.append(time.perf_counter() - began)
        began = time.perf_counter()
        queries.title_facts(title, as_of=date(2030, 6, 1), today=date(2031, 1, 1))
        past.append(time.perf_counter() - began)
    for name, times in (("update of one title", updates), ("title page, facts", pages), ("the same as of a day", past)):
        times.sort()
        print(f"{name:<28}{times[len(times) // 2] * 1000:9.1f} ms median{times[-1] * 1000:9.1f} ms at most", flush=True)
    began = time.perf_counter()
    queries.coming_up(date(2030, 7, 1), limit=40)
    queries.recent_changes(40, today=NOW.date(), kinds=queries.MOVES)
    print(f"{'front page, facts':<28}{(time.perf_counter() - began) * 1000:9.1f} ms", flush=True)


def fill(total: int) -> None:
    """Sources, documents, claims, entries of the catalogue and what names mean, written in bulk."""
    from weigh import claims

    from airdate.catalogue.models import NameUse, Person, Service, Title
    from airdate.claims.models import Claim, ReadingRun
    from airdate.claims.names import names_of
    from airdate.sources.models import Document, Source

    models = {"title": Title, "person": Person, "service": Service}
    ids: dict[str, int] = {}
    sources: dict[str, int] = {}
    documents, said_in, uses, kept = [], {}, {}, []

    def entry(key: str) -> int:
        if key not in ids:
            kind, _, slug = key.partition(":")
            ids[key] = len(ids) + 1
            new[kind].append(models[kind](pk=ids[key], slug=slug, name=slug, folded=slug))
        return ids[key]

    def flush() -> None:
        for kind, found in new.items():
            models[kind].objects.bulk_create(found, batch_size=500)
            found.clear()
        Document.objects.bulk_create(documents, batch_size=500)
        Claim.objects.bulk_create(kept, batch_size=500)
        runs = [ReadingRun(document_id=pk, reader="bench", confidences=c, read_at=NOW) for pk, c in said_in.items()]
        ReadingRun.objects.bulk_create(runs, batch_size=500)
        NameUse.objects.bulk_create(list(uses.values()), batch_size=500)
        for rows in (documents, said_in, uses, kept):
            rows.clear()

    new: dict[str, list[Any]] = {kind: [] for kind in models}
    drawn = claims(total)
    number = 0
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
                    Document(
                        pk=pk, key=f"{pk:040x}", source_id=sources[said.source], published=said.published,
                        learnt_at=said.learnt, text="text", text_hash=f"{pk:064x}", voice=said.voice, signature=b"",
                    )
                )  # fmt: skip
            slots = {"title": said.subject, **said.slots}
            said_in[pk][said.claim] = said.confidence
            kept.append(
                Claim(id=said.claim, document_id=pk, kind=said.kind, subject=said.subject, slots=slots, spans=[[0, 4]])
            )
            for slot, names in names_of(said.kind, slots).items():
                role = {"title": "title", "platform": "service"}.get(slot, "person")
                for name in names:
                    target = {f"{role}_id": entry(name)}
                    uses[pk, role, name] = NameUse(document_id=pk, role=role, name=name, score=1, how="name", **target)
        flush()
