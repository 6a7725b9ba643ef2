"""What labelled articles say of the mentions of people: see `airdate.reading.links.people` for the tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import score
from links import Labelled

from airdate.reading.article import Article, Draft
from airdate.reading.links.people import AUTHOR, CAST, CHARACTER, LABELS, proposals, ruled_for

WAYS = {"who": "chances", "trade": "chances", "title": "choose", "change": "shares"}
STRENGTHS = {"who": 4.0, "trade": 3.0, "title": 8.0, "change": 8.0}


def facts_of(claims: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(name, label, title, claim) of each thing that the labels say of a person or character, names spelt plainly."""
    for claim in claims:
        title = score.plain(claim.get("title") or "")
        if claim["kind"] == "casting":
            yield score.plain(claim["actor"]), CAST, title, claim
            if claim.get("character"):
                yield score.plain(claim["character"]), CHARACTER, title, claim
        elif claim["kind"] == "credit":
            yield score.plain(claim["person"]), claim["role"], title, claim
        elif claim["kind"] == "basis" and claim.get("author"):
            yield score.plain(claim["author"]), AUTHOR, title, claim


def examples(name: str, article: Article, drafts: list[Draft], claims: list[dict[str, Any]]) -> Iterator[Labelled]:
    facts = list(facts_of(claims))
    known: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {}
    for proposal in proposals(article, drafts):
        plain = score.plain(proposal.mention.person.name)
        if plain not in known:
            known[plain] = [f for f in facts if f[0] == plain] or [
                f for f in facts if score.alike("actor", f[0], plain)
            ]
        own = known[plain]
        yes = {label for _, label, _, _ in own if label in LABELS}
        groups: dict[str, Any] = {label: (name, plain, label) for label in yes}
        for rules in (proposal.ruled, ["hidden"]):
            yield Labelled("who", proposal.who + rules, yes, set(), groups, 0.5)
        done = {label for _, label, _, _ in own}
        for role, features in proposal.trades.items():
            told = {"has"} if role in done else set()
            group = {"has": (name, plain, role)} if told else {}
            for rules in (ruled_for(role, proposal.ruled), ["hidden"]):
                yield Labelled("trade", [*features, *rules, f"role={role}"], told, set(), group, 0.5)
        titles = {title for _, label, title, _ in own}
        if titles:
            works = proposal.works()
            right = {
                at for at, work in enumerate(works)
                if any(score.alike("title", title, score.plain(work.name)) for title in titles)
            }  # fmt: skip
            yield Labelled("title", proposal.titles(works), right or {len(works)})
        changes = {claim["change"] for _, label, _, claim in own if label == CAST}
        if changes:
            for rules in (proposal.ruled, ["hidden"]):
                yield Labelled("change", proposal.who + rules, changes, weight=0.5)
