"""Facts with their claims, and changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from ninja import Router

from airdate.catalogue.models import Person, Service, Title
from airdate.facts import queries as facts
from airdate.facts.held import moment
from airdate.facts.models import Change, Fact
from airdate.facts.pages import Evidence
from airdate.facts.queries.reading_rows import subject_key
from airdate.facts.slots import read_slot
from airdate.syndication.api import cursors
from airdate.syndication.api.asking import PROBLEMS, Cursor, Limit, Since, Slug, Word
from airdate.syndication.api.problems import Problem
from airdate.syndication.api.shapes import ChangePage, FactPage, FactWithClaims
from airdate.syndication.subjects import entry_at

router = Router(tags=["facts"])


@router.get("/facts", response={200: FactPage, **PROBLEMS}, summary="Facts")
def list_facts(
    request: HttpRequest, response: HttpResponse, limit: Limit, cursor: Cursor, updated_since: Since, title: Word,
    person: Word, service: Word, kind: Word, status: Word,
) -> dict[str, Any]:  # fmt: skip
    """Facts about a title, a person or a service (slugs), or that name the person or the service; all if none is given.

    Facts that have joined another or were withdrawn are among them, so that a copy can be kept up.
    """
    found = _facts()
    if title:
        found = found.filter(title=entry_at(Title, title))
    if person:
        who = entry_at(Person, person)
        found = found.filter(Q(person=who) | Q(who=who))
    if service:
        place = entry_at(Service, service)
        found = found.filter(Q(service=place) | Q(place=place))
    for name, asked in (("kind", kind), ("status", status)):
        if asked:
            found = found.filter(**{name: asked})
    if updated_since is not None:
        here = Change.objects.filter(fact=OuterRef("pk"), learnt_at__gte=updated_since)
        shared = Change.also.through.objects.filter(fact=OuterRef("pk"), change__learnt_at__gte=updated_since)
        found = found.filter(Exists(here) | Exists(shared))
    after = cursors.read(cursor, str)
    if after is not None:
        found = found.filter(pk__gt=after[0])
    rows, onward = cursors.portion(list(found.order_by("pk")[: limit + 1]), limit, lambda row: (row.pk,))
    updated = _updated([row.pk for row in rows])
    return {
        "items": [_fact(request, row, updated.get(row.pk)) for row in rows],
        "next": cursors.next_address(request, onward),
    }


@router.get("/facts/{fact_id}", response={200: FactWithClaims, **PROBLEMS}, summary="A fact with its claims")
def one_fact(request: HttpRequest, response: HttpResponse, fact_id: Slug) -> Any:
    """Who said so, in which words; who says otherwise; and the rule that decided."""
    try:
        why = facts.why(fact_id, today=timezone.localdate())
    except facts.NoSuchFact:
        raise Problem(404, f"there is no fact {fact_id[:64]!r} here") from None
    row = _facts().filter(pk=fact_id).first()
    if row is None:  # its address leads to another fact
        row = _facts().get(pk=why.instead)
    updated = _updated([row.pk]).get(row.pk)
    if updated is not None:
        response["Last-Modified"] = http_date(updated.timestamp())
    sides = (*why.supports, *why.refined, *why.against, *why.superseded)
    return {
        **_fact(request, row, updated), "sentence": why.sentence, "reason": why.reason,
        "claims": [_claim(each) for each in sides],
    }  # fmt: skip


@router.get("/changes", response={200: ChangePage, **PROBLEMS}, summary="Changes")
def list_changes(
    request: HttpRequest, limit: Limit, cursor: Cursor, updated_since: Since, kind: Word
) -> dict[str, Any]:
    """Every change in the order in which this site learnt of it: the way to keep a copy up."""
    found = Change.objects.filter(kind=kind) if kind else Change.objects.all()
    if updated_since is not None:
        found = found.filter(learnt_at__gte=updated_since)
    after = cursors.read(cursor, str, str)
    if after is not None:
        moment, pk = _moment(str(after[0])), str(after[1])
        found = found.filter(Q(learnt_at__gt=moment) | Q(learnt_at=moment, pk__gt=pk))
    rows, onward = cursors.portion(
        list(found.order_by("learnt_at", "pk")[: limit + 1]), limit, lambda row: (row.learnt_at.isoformat(), row.pk)
    )
    return {
        "items": [
            {
                "id": row.pk, "fact": row.fact_id, "kind": row.kind, "day": row.day, "learnt_at": row.learnt_at,
                "old": row.old, "old_status": row.old_status, "new": row.new, "new_status": row.new_status,
                "cause": row.cause,
            }
            for row in rows
        ],
        "next": cursors.next_address(request, onward),
    }  # fmt: skip


def _facts() -> QuerySet[Fact]:
    return Fact.objects.select_related("title", "person", "service", "place")


def _updated(keys: list[str]) -> dict[str, dt.datetime]:
    """When this site last learnt something of each fact."""
    found: dict[str, dt.datetime] = {}
    own = Change.objects.filter(fact__in=keys).order_by().values_list("fact").annotate(Max("learnt_at"))
    through = Change.also.through.objects.filter(fact__in=keys).order_by()
    for pk, learnt in (*own, *through.values_list("fact").annotate(Max("change__learnt_at"))):
        found[pk] = max(learnt, found.get(pk, learnt))
    return found


def _fact(request: HttpRequest, row: Fact, updated: dt.datetime | None) -> dict[str, Any]:
    kind, _, slug = subject_key(row).partition(":")
    slot = dict(read_slot(row.slot)[1])
    return {
        "id": row.pk, "kind": row.kind, "about_kind": kind, "about": slug, "slot": slot,
        "value": row.value, "at": _at(row, slot), "status": row.status, "rule": row.rule, "precision": row.precision,
        "conflict": row.conflict, "voices": row.voices, "since": row.since, "instead": row.instead or None,
        "updated": updated, "url": request.build_absolute_uri(reverse("guide:fact", args=[row.pk])),
    }  # fmt: skip


def _at(row: Fact, slot: Mapping[str, Any]) -> dt.datetime | None:
    """The moment of a release. Its region, else the country of its place, tells the zone of a time that names none."""
    if row.kind != "release" or not row.value.get("date"):
        return None
    place = row.place.country if row.place is not None else ""
    return moment(row.value["date"], row.value.get("time"), tuple(filter(None, (slot.get("region"), place))))


def _claim(each: Evidence) -> dict[str, Any]:
    return {
        "id": each.claim, "stance": each.stance, "rule": each.rule, "said": each.said, "status": each.status,
        "source": {"name": each.source.name, "slug": each.source.slug}, "source_class": each.source_class,
        "published": each.day, "document": each.document, "headline": each.headline, "address": each.url,
        "quotations": list(each.quotations), "confidence": each.confidence,
    }  # fmt: skip


def _moment(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Problem(400, f"{text[:40]!r} in the cursor is no moment; follow `next`, or begin without one") from error
