"""Rows of facts read into `Held`, with the names and voices that their pages need: a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from airdate.claims.models import Claim
from airdate.facts.arranging import Arranger, Voice
from airdate.facts.held import UNSEEN, Held
from airdate.facts.models import Change, Fact
from airdate.facts.naming import Names, keys_in
from airdate.facts.pages import Named
from airdate.facts.policy import Step
from airdate.facts.saying import MODELS
from airdate.facts.slots import read_slot
from airdate.sources.queries import quotable

PORTION = 500  # ids in one query
# What of a fact, of the entries that it names and of its changes is shown.
OWN = ("id", "kind", "slot", "value", "status", "rule", "conflict", "voices", "since", "decided_by")
NAMED = (
    "title__slug", "title__name", "person__slug", "person__name",
    *(f"{entry}__{field}" for entry in ("service", "place") for field in ("slug", "name", "kind", "country")),
    "who__slug", "who__name",
)  # fmt: skip
SAID = (
    "id", "document__key", "document__published", "document__url", "document__source__slug", "document__source__name",
)  # fmt: skip
QUOTED = ("spans", "slots", "document__text", "document__source__may_show")
CHANGED = ("id", "kind", "day", "learnt_at", "cause", "old", "old_status", "new", "new_status")
LONGEST_NAME = 4  # words; evidence that is no longer names something and says nothing of it
LONGEST_QUOTATION = 240  # characters of a document's words that are shown as evidence


def subject_key(fact: Fact) -> str:
    """The key of what a fact is about; its subject is to be selected with it."""
    for kind in MODELS:
        entry = getattr(fact, kind)
        if entry is not None:
            return f"{kind}:{entry.slug}"
    raise ValueError(f"fact {fact.pk} is about nothing; run airdate rebuild")


def held_rows(facts: QuerySet[Fact], *, unseen: bool = False) -> tuple[list[Held], Names]:
    """The facts of a query with their changes; and the names of what they are about, where and who.

    Those with nothing to show are left out, save where what is ``unseen`` is asked for too.
    Read as rows of what pages show, not as models: of a fact's five entries these have names, and nothing else.
    """
    names = Names()
    found = list(facts.values_list(*OWN, *NAMED))
    steps = steps_of([row[0] for row in found])
    held = []
    for row in found:
        pk, kind, slot, value, status, rule, conflict, voices, since, decided_by, *named = row
        subject = _keep(named, names)
        if not subject:
            raise ValueError(f"fact {pk} is about nothing; run airdate rebuild")
        if unseen or status not in UNSEEN:
            held.append(
                Held(
                    pk, subject, kind, slot, read_slot(slot)[1], value, status, rule, conflict, voices, since,
                    decided_by, steps.get(pk, ()),
                )
            )  # fmt: skip
    return held, names


def _keep(named: Sequence[Any], names: Names) -> str:
    """Make the entries of a row known (the values of `NAMED`); the key of what its fact is about."""
    title, title_name, person, person_name, service, service_name, kind, country, *others = named
    place, place_name, place_kind, place_country, who, who_name = others
    if place is not None:
        names.keep_service(place, place_name, place_kind, place_country)
    if who is not None:
        names.keep_named("person", who, who_name)
    if title is not None:
        return names.keep_named("title", title, title_name)
    if person is not None:
        return names.keep_named("person", person, person_name)
    return names.keep_service(service, service_name, kind, country) if service is not None else ""


def steps_of(facts: Sequence[str]) -> dict[str, list[Step]]:
    """Fact -> its changes in their order; one that several facts share comes with each."""
    found: dict[str, list[tuple[date, datetime, bool, str, Step]]] = {}
    through = Change.also.through.objects
    for start in range(0, len(facts), PORTION):
        portion = facts[start : start + PORTION]
        own = Change.objects.filter(fact__in=portion).order_by().values_list("fact", *CHANGED)
        shared = through.filter(fact__in=portion).order_by().values_list("fact", *(f"change__{n}" for n in CHANGED))
        for rows, is_shared in ((own, False), (shared, True)):
            for fact, pk, *change in rows:
                step = Step(*change)
                found.setdefault(fact, []).append((step.day, step.learnt, is_shared, pk, step))
    return {fact: [step for *_order, step in sorted(own, key=_first_to_last)] for fact, own in found.items()}


def _first_to_last(row: tuple[date, datetime, bool, str, Step]) -> tuple[date, datetime, bool, str]:
    return row[:4]


def arranger(
    held: Iterable[Held], names: Names, today: date, *, causes: bool = False, quoted: bool = False
) -> Arranger:
    """What makes pages' values of these facts: names and voices fetched. ``causes`` adds the voices of all their
    changes, ``quoted`` the words of quotations.
    """
    held = list(held)
    names.fetch(
        keys_in(
            *[fact.named for fact in held],
            *[fact.value for fact in held],
            *[value for fact in held for step in fact.steps for value in (step.old, step.new)],
        )
        | {fact.subject for fact in held}
    )
    claims = {fact.decided_by for fact in held}
    if causes:
        claims |= {step.cause for fact in held for step in fact.steps}
    words = {fact.decided_by for fact in held if fact.kind == "quote"} if quoted else set()
    return Arranger(names, today, voices_of(claims, words))


def voices_of(claims: Collection[str], quoted: Collection[str] = ()) -> dict[str, Voice]:
    """Who said these claims. The words are given of those that are ``quoted``. Ids of decisions are left out."""
    found: dict[str, Voice] = {}
    sources: dict[str, Named] = {}
    for wanted, extra in ((set(claims) - set(quoted), ()), (set(quoted), QUOTED)):
        ordered = sorted(wanted)
        for start in range(0, len(ordered), PORTION):
            rows = Claim.objects.filter(pk__in=ordered[start : start + PORTION]).order_by()
            for pk, document, day, url, slug, name, *told in rows.values_list(*SAID, *extra):
                source = sources.setdefault(slug, Named(name, slug))
                found[pk] = Voice(source, day, document, _words_quoted(*told) if told else "", url)
    return found


def cut(words: str, longest: int = LONGEST_QUOTATION) -> str:
    """Words of a document on one line, cut at a word's end to a short length."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def quotations(text: str, spans: Sequence[Sequence[int]], most: int = 3) -> tuple[str, ...]:
    """The words of the spans that tell most, in the order of the text. A span that repeats another's words is left out,
    and so is one that is only a name where another is more.
    """
    told = [words for words in dict.fromkeys(cut(text[start:end]) for start, end in sorted(map(tuple, spans))) if words]
    sentences = [words for words in told if len(words.split()) > LONGEST_NAME] or told
    kept = sorted(sentences, key=len, reverse=True)[:most]
    return tuple(words for words in sentences if words in kept)


def _words_quoted(spans: Sequence[Sequence[int]], slots: Mapping[str, Any], whole: str, may_show: str) -> str:
    """The quotation of a claim: from the span that holds its opening words, from these on; empty if it may not be."""
    text = quotable(whole, may_show)
    opening = str(slots.get("opening") or "") if text else ""
    first = opening.split()[:2]
    for start, end in sorted(map(tuple, spans)):
        words = text[start:end]
        if all(word in words for word in first):
            place = words.find(first[0]) if first else 0
            quoted = re.split('["”]', words[max(place, 0) :], maxsplit=1)[0]  # what is said up to its closing mark
            return cut(quoted.rstrip("'’, "))
    return opening


def about(kind: str, pk: int) -> Q:
    """Facts about an entry that have something to show."""
    return Q(**{kind: pk})
