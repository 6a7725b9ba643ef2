"""All facts together: how many, their digest, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, ForeignKey, OuterRef, TextField
from django.db.models.functions import Cast

from airdate.claims.models import Claim
from airdate.facts.held import UNSEEN
from airdate.facts.identity import fact_id
from airdate.facts.models import Change, Decision, Fact, Support
from airdate.facts.queries.reading_rows import subject_key
from airdate.facts.supporting import all_supports
from airdate.facts.values import spell

CHUNK = 2000


def counts() -> dict[str, int]:
    """How many there are of each sort."""
    return {
        "facts": Fact.objects.exclude(status__in=UNSEEN).count(),
        "changes": Change.objects.count(),
        "editors' decisions": Decision.objects.count(),
    }


def digest() -> str:
    """SHA-256 over facts, supports, changes and decisions, in the order of their keys; the same in every database."""
    whole = hashlib.sha256()
    for line in _lines():
        whole.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return whole.hexdigest()


def _lines() -> Iterator[str]:
    facts = Fact.objects.order_by("id").values_list(
        "id", _text("value"), "status", "rule", "conflict", "voices", "decided_by", "since", "instead"
    )
    for pk, value, status, rule, conflict, voices, decided_by, since, instead in facts.iterator(chunk_size=CHUNK):
        said = f"{_spelt(value)},{spell(status)},{spell(rule)},{spell(conflict)},{voices},{spell(decided_by)}"
        yield f'["fact","{pk}",{said},"{since}",{spell(instead)}]'
    for fact, claim, stance, rule in all_supports():
        yield f'["support","{fact}","{claim}",{spell(stance)},{spell(rule)}]'
    changes = Change.objects.order_by("id").values_list(
        "id", "fact", "kind", "day", "cause", _text("old"), _text("new")
    )
    for pk, fact, kind, day, cause, old, new in changes.iterator(chunk_size=CHUNK):
        yield f'["change","{pk}","{fact}",{spell(kind)},"{day}",{spell(cause)},{_spelt(old)},{_spelt(new)}]'
    for pair in Change.also.through.objects.order_by("change", "fact").values_list("change", "fact").iterator():
        yield spell(["also", *pair])
    for decision in Decision.objects.order_by("key").values_list("key", "undone_at"):
        yield spell(["decision", decision[0], decision[1] is not None])


def _text(field: str) -> Cast:
    """A JSON column as the database keeps it."""
    return Cast(field, TextField())


@lru_cache(maxsize=65_536)  # dates, and words of all sorts, come again and again
def _spelt(text: str | None) -> str:
    """A JSON column's value in its one spelling: databases, and their writers, have several."""
    return spell(None if text is None else json.loads(text))


def problems() -> Iterator[str]:
    """What is wrong with the facts, in words; nothing if all is well."""
    lost = set()
    for model, name, pk, key in _lost_keys():
        lost.add(pk)
        yield f"{model} {pk}: its {name} {key} is not there; run airdate rebuild"
    for fact in Fact.objects.select_related("title", "person", "service").order_by("id").iterator(chunk_size=CHUNK):
        if fact.pk in lost:
            continue
        if fact_id(subject_key(fact), fact.slot) != fact.pk:
            yield f"fact {fact.pk}: its id is not that of what it is about; run airdate rebuild"
    beside = Fact.objects.annotate(rows=Count("supports")).exclude(rows=F("claims")).order_by("id")
    for pk, claims, rows, decided_by in beside.values_list("pk", "claims", "rows", "decided_by").iterator():
        if (claims, rows) == (1, 0):  # no row is kept of a claim that alone decides
            if not Claim.objects.filter(pk=decided_by).exists():
                yield f"fact {pk}: claim {decided_by}, which decides it, is not there; run airdate rebuild"
        elif rows == 0:
            yield f"fact {pk}: no claim supports it; run airdate rebuild"
        else:
            yield f"fact {pk}: {rows} of {claims} claims stand beside it; run airdate rebuild"
    nowhere = Fact.objects.exclude(instead="").exclude(instead__in=Fact.objects.values("id"))
    for pk, instead in nowhere.order_by("id").values_list("pk", "instead"):
        yield f"fact {pk}: it leads to fact {instead}, which is not there; run airdate rebuild"


def _lost_keys() -> Iterator[tuple[str, str, Any, Any]]:
    """Keys of rows that are not there: what holds them, as what, its own key, and the key. No constraint keeps them."""
    for model in (Fact, Support, Change, Change.also.through):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                there = field.related_model._default_manager.filter(pk=OuterRef(field.attname))
                held = model._default_manager.filter(~Exists(there), **{f"{field.attname}__isnull": False})
                for pk, key in held.order_by("pk").values_list("pk", field.attname):
                    yield str(model._meta.verbose_name), field.name, pk, key
