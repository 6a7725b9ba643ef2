"""The page of a person: parts and works, what is coming of them, and their words with who printed them."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from airdate.catalogue import queries as catalogue
from airdate.catalogue.models import Person
from airdate.facts import queries as facts
from airdate.facts.pages import PersonFacts
from airdate.facts.terms import term_words
from airdate.guide.agenda import agenda
from airdate.guide.entries import entry_at
from airdate.guide.frame import PAGE, page, page_number, page_of
from airdate.look.steady import all_day

READ = 6
ROLES = 4  # that stand below the name


def _roles(found: PersonFacts) -> list[str]:
    """What somebody does, in a word each: before the camera, then behind it, what they did most first."""
    behind = Counter(work.credit.role for work in found.works)
    named = [*(["actor"] if found.parts else []), *(role for role, _times in behind.most_common())]
    return [term_words(role) for role in named[:ROLES]]


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """`/people/SLUG/`; `?page=` is of what they said, the latest first."""
    entry = entry_at(Person, slug)
    if entry.slug != slug:
        return redirect("guide:person", entry.slug, permanent=True)
    number, today = page_number(request), timezone.localdate()
    found = facts.person_facts(entry, today=today, said_from=(number - 1) * PAGE, said=PAGE + 1)
    quotes, links = page_of(list(found.quotes), number)
    answer = page(
        request,
        "guide/person.html",
        person=entry,
        facts=found,
        roles=_roles(found),
        periods=agenda(found.coming),
        quotes=quotes,
        documents=catalogue.news_naming(entry, READ),
        page_links=links,
    )
    return all_day(answer, today)
