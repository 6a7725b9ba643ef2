"""Rows of facts read into `Held`, with the names and voices that their pages need: a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from airdate.claims.models import Claim
from airdate.facts.arranging import Arranger, Voice
from airdate.facts.held import Held, of_rows
from airdate.facts.models import Change, Fact
from airdate.facts.naming import Names, keys_in
from airdate.facts.pages import Named
from airdate.facts.saying import MODELS
from airdate.sources.queries import quotable

PORTION = 500  # ids in one query
LONGEST_NAME = 4  # words; evidence that is no longer names something and says nothing of it
LONGEST_QUOTATION = 240  # characters of a document's words that are shown as evidence


def subject_key(fact: Fact) -> str:
    """The key of what a fact is about; its subject is to be selected with it."""
    for kind in MODELS:
        entry = getattr(fact, kind)
        if entry is not None:
            return f"{kind}:{entry.slug}"
    raise ValueError(f"fact {fact.pk} is about nothing; run airdate rebuild")


def held_rows(facts: QuerySet[Fact]) -> tuple[list[Held], Names]:
    """The facts of a query with their changes; and the names of what they are about, where and who."""
    names = Names()
    found = list(facts.select_related("title", "person", "service", "place", "who"))
    subjects = {}
    for fact in found:
        for entry in (fact.title, fact.person, fact.service, fact.place, fact.who):
            if entry is not None:
                names.keep(entry)
        subjects[fact.pk] = subject_key(fact)
    return of_rows(found, subjects, changes_of(list(subjects))), names


def changes_of(facts: Sequence[str]) -> list[tuple[str, Change]]:
    """The changes of these facts, each beside the fact's id; one that several share comes with each."""
    found: list[tuple[str, Change]] = []
    through = Change.also.through
    for start in range(0, len(facts), PORTION):
        portion = facts[start : start + PORTION]
        found += [(change.fact_id, change) for change in Change.objects.filter(fact__in=portion)]
        shared = through.objects.filter(fact__in=portion).select_related("change")
        found += [(row.fact_id, row.change) for row in shared]
    return found


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
    fields = [
        "id", "document__key", "document__published", "document__url", "document__source__name",
        "document__source__slug",
    ]  # fmt: skip
    found: dict[str, Voice] = {}
    told = ["spans", "slots", "document__text", "document__source__may_show"]
    for wanted, extra in ((set(claims) - set(quoted), []), (set(quoted), told)):
        ordered = sorted(wanted)
        for start in range(0, len(ordered), PORTION):
            rows = Claim.objects.filter(pk__in=ordered[start : start + PORTION]).order_by()
            for row in rows.values(*fields, *extra):
                source = Named(row["document__source__name"], row["document__source__slug"])
                words = _words_quoted(row) if extra else ""
                found[row["id"]] = Voice(
                    source, row["document__published"], row["document__key"], words, row["document__url"]
                )
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


def _words_quoted(row: Mapping[str, Any]) -> str:
    """The quotation of a claim: from the span that holds its opening words, from these on; empty if it may not be."""
    text = quotable(row["document__text"], row["document__source__may_show"])
    opening = str(row["slots"].get("opening") or "") if text else ""
    first = opening.split()[:2]
    for start, end in sorted(map(tuple, row["spans"])):
        words = text[start:end]
        if all(word in words for word in first):
            place = words.find(first[0]) if first else 0
            quoted = re.split('["”]', words[max(place, 0) :], maxsplit=1)[0]  # what is said up to its closing mark
            return cut(quoted.rstrip("'’, "))
    return opening


def about(kind: str, pk: int) -> Q:
    """Facts about an entry that have something to show."""
    return Q(**{kind: pk})
