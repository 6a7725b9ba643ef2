"""Changing what is kept of a source, with all that follows: names, facts, and the addresses of facts.

The class of a source decides which word counts, its region which service a name means. One transaction, in the one
writer's place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from airdate.catalogue.actions import resolve_batch
from airdate.catalogue.homonyms import homonyms
from airdate.catalogue.models import NameUse, Role
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import Target, targets_of
from airdate.facts.actions import weigh_subjects
from airdate.facts.forwarding import facts_of, forward
from airdate.intake.rebuilding import asking
from airdate.intake.writer import one_writer
from airdate.sources.actions import tidy_source
from airdate.sources.models import Document, Source

PORTION = 500  # documents at a time


def change_source(source: Source, given: Mapping[str, str], *, now: datetime) -> list[str]:
    """Keep what is said of a source from now on. Gives the names of what changed; raises `sources.actions.WrongSource`.

    Where its class changed, everything that it speaks of is weighed anew, and where its region did, its names are
    resolved anew before that: for a source of many articles, it takes its time.
    """
    with one_writer():
        source = Source.objects.select_for_update().get(pk=source.pk)
        said = tidy_source(given, source)
        changed = [field for field, value in said.items() if getattr(source, field) != value]
        for field in changed:
            setattr(source, field, said[field])
        source.save(update_fields=changed)
        if {"source_class", "region"} & set(changed):
            _follow(source, now=now, resolve="region" in changed)
        return changed


def _follow(source: Source, *, now: datetime, resolve: bool) -> None:
    found = Document.objects.filter(source=source).order_by("learnt_at", "pk")
    pks = list(found.values_list("pk", flat=True))
    touched: set[Target] = set()
    for start in range(0, len(pks), PORTION):
        touched |= _meant(pks[start : start + PORTION])
        if resolve:
            portion = Document.objects.filter(pk__in=_unclear(pks[start : start + PORTION])).select_related("source")
            documents = list(portion.defer("text", "signature").order_by("learnt_at", "pk"))
            touched |= resolve_batch(asking(documents))
    before = facts_of(touched)
    weigh_subjects(touched, now=now)
    forward(before, facts_of(touched), now=now)


def _unclear(documents: Sequence[int]) -> set[int]:
    """Those that name a service which is another one elsewhere: the region of the source tells which is meant."""
    spelt = {folded for folded, _country in homonyms()}
    uses = NameUse.objects.filter(document__in=documents).exclude(role=Role.TITLE).order_by()
    return {document for document, name in uses.values_list("document", "name") if fold_name(name) in spelt}


def _meant(documents: Sequence[int]) -> set[Target]:
    return set(targets_of(documents).values())
