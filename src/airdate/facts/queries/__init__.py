"""Reads for the pages. Each takes a constant number of queries, whatever the number of claims behind it.

What they give is in `pages`: plain values that templates may touch without a query.
"""

from airdate.facts.queries.entries import person_facts, service_facts
from airdate.facts.queries.evidence import (
    NoSuchFact,
    evidence_beside,
    facts_of_document,
    facts_of_documents,
    statements_of,
    why,
)
from airdate.facts.queries.lists import (
    MOVES,
    coming_facts,
    coming_up,
    just_out,
    recent_changes,
    services_with_facts,
    soonest,
    titles_with_facts,
)
from airdate.facts.queries.streaming import (
    Watchable,
    Where,
    came_out,
    coming_to,
    everything,
    leaving,
    on_both,
    prices_of,
    streaming_services,
)
from airdate.facts.queries.titles import title_facts
from airdate.facts.queries.whole import counts, digest, problems

__all__ = [
    "MOVES",
    "NoSuchFact",
    "Watchable",
    "Where",
    "came_out",
    "coming_facts",
    "coming_to",
    "coming_up",
    "counts",
    "digest",
    "everything",
    "evidence_beside",
    "facts_of_document",
    "facts_of_documents",
    "just_out",
    "leaving",
    "on_both",
    "person_facts",
    "prices_of",
    "problems",
    "recent_changes",
    "service_facts",
    "services_with_facts",
    "soonest",
    "statements_of",
    "streaming_services",
    "title_facts",
    "titles_with_facts",
    "why",
]
