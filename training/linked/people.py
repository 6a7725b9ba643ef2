"""What labelled articles say of the mentions of people: see `airdate.reading.links.people` for the tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import score
from links import Labelled

from airdate.reading.article import Article, Draft
from airdate.reading.links.changes import change_rules, change_signs, telling
from airdate.reading.links.parts import candidates
from airdate.reading.links.parts import features as signs
from airdate.reading.links.people import AUTHOR, CAST, CHARACTER, LABELS, Proposal, proposals, ruled_for

WAYS = {"who": "chances", "trade": "chances", "title": "choose", "change": "shares", "part": "choose"}
STRENGTHS = {"who": 2.0, "trade": 2.0, "title": 2.0, "change": 4.0, "part": 3.0}


Fact = tuple[str, str, str, dict[str, Any]]


def facts_of(claims: list[dict[str, Any]]) -> Iterator[Fact]:
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
    known: dict[str, list[Fact]] = {}
    told: dict[int, list[Proposal]] = {}
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
            has = {"has"} if role in done else set()
            group = {"has": (name, plain, role)} if has else {}
            for rules in (ruled_for(role, proposal.ruled), ["hidden"]):
                yield Labelled("trade", [*features, *rules, f"role={role}"], has, set(), group, 0.5)
        titles = {title for _, label, title, _ in own}
        if titles:
            works = proposal.works()
            right = {
                at for at, work in enumerate(works)
                if any(score.alike("title", title, score.plain(work.name)) for title in titles)
            }  # fmt: skip
            yield Labelled("title", proposal.titles(works), right or {len(works)})
        roles = {score.plain(claim.get("character") or "") for _, label, _, claim in own if label == CAST}
        near = candidates(proposal.scene, proposal.sentence, proposal.mention) if roles else []
        if near:
            right = {
                at for at, (part, _) in enumerate(near)
                if any(role and score.alike("character", role, score.plain(part.name)) for role in roles)
            }  # fmt: skip
            seen = signs(proposal.scene, proposal.sentence, proposal.mention, near)
            yield Labelled("part", seen, right or {len(near)})
        if any(label == CAST for _, label, _, _ in own):
            told.setdefault(id(proposal.mention.person), []).append(proposal)
    for mentions in told.values():
        yield from _of_cast(article, mentions, known[score.plain(mentions[0].mention.person.name)])


def _of_cast(article: Article, mentions: list[Proposal], facts: list[Fact]) -> Iterator[Labelled]:
    """The change of each title that the labels have somebody in."""
    for work in article.works:
        plain = score.plain(work.name)
        own = [claim for _, label, title, claim in facts if label == CAST and score.alike("title", title, plain)]
        asked = telling(mentions[0].scene, work, mentions) if own else None
        if asked is None:
            continue
        signs_of_change = list(change_signs(asked))
        for rules in (change_rules(asked), ["hidden"]):
            yield Labelled("change", signs_of_change + rules, {claim["change"] for claim in own}, weight=0.5)
