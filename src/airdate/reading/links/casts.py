"""Claims of cast and credits as the models see them, joined with what the rules made.

Each title, person and label gets the chance of its best mention. What is likely enough becomes a draft; a rule's
draft of the same fact gives it the slots that rules read best (season, character), and its name stays in the trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from airdate.reading.article import Article, Draft, Work
from airdate.reading.evidence import around
from airdate.reading.links.features import Scene
from airdate.reading.links.people import AUTHOR, CAST, CHANGES, CHARACTER, Link, proposals, ruled_for
from airdate.reading.links.scoring import Model
from airdate.reading.status import status_at

LEAST = 0.12  # chance of a link that is worth a draft
FAINT = 0.04  # chance below which nothing is looked at
_FIRM = 0.5  # share of a change of cast that outweighs that somebody simply is in it


def joined(
    article: Article, drafts: Sequence[Draft], scene: Scene | None = None, model: Model | None = None
) -> list[Draft]:
    """The drafts, those of casting and credit judged and completed by the models; as they are without weights."""
    model = model or Model.packaged("people")
    if model is None:
        return list(drafts)
    found = links(article, drafts, model, scene)
    by_key = {(link.label, link.person.name, link.work.name): link for link in found}
    kept: list[Draft] = []
    told: dict[tuple[str, str, str], Draft] = {}
    for draft in drafts:
        key = _key(draft)
        if key is None:
            kept.append(draft)
            continue
        link = by_key.get(key)
        if link is None or link.chance < LEAST:
            kept.append(replace(draft, sure=round(link.chance if link else 0.0, 3)))
            continue
        told[key] = draft
        slots = dict(draft.slots)
        if link.label == CAST:
            slots["change"] = change_of(link)
        name = f"links.{draft.kind}.{slots.get('role') or slots['change']}"
        kept.append(replace(draft, slots=slots, sure=round(link.chance, 3), trail=(*draft.trail, name)))
    for key, link in by_key.items():
        if link.chance >= LEAST and key not in told and link.label != AUTHOR:
            kept.append(_draft(article, link))
    return kept


def links(article: Article, drafts: Sequence[Draft], model: Model, scene: Scene | None = None) -> list[Link]:
    """Every link with its chance, the labels of each person in order of mention."""
    best: dict[tuple[int, str, int], Link] = {}
    for proposal in proposals(article, drafts, scene):
        person = proposal.mention.person
        chances = model.tasks["who"].chances([*proposal.who, *proposal.ruled])
        made_up = chances.pop(CHARACTER, 0.0)
        for role, features in proposal.trades.items():
            seen = [*features, *ruled_for(role, proposal.ruled), f"role={role}"]
            chances[role] = model.tasks["trade"].chance(seen)
        if max(chances.values(), default=0.0) < FAINT:
            continue
        works = proposal.works()
        meant = model.tasks["title"].choose(proposal.titles(works))
        changes: dict[str, float] = {}
        if chances[CAST] >= FAINT:
            changes = model.tasks["change"].shares([*proposal.who, *proposal.ruled])
        for label, chance in chances.items():
            for work, share in zip(works, meant, strict=False):
                total = chance * share * (1 - made_up / 2)
                if total < FAINT:
                    continue
                key = (id(person), label, id(work))
                held = best.get(key)
                if held is None:
                    held = best[key] = Link(person, label, work, total, proposal, dict(changes))
                elif label == CAST and total > 0.5 * held.chance:
                    for change, part in changes.items():
                        held.changes[change] = max(held.changes.get(change, 0.0), part)
                if total > held.chance:
                    held.chance, held.proposal = total, proposal
    return list(best.values())


def change_of(link: Link) -> str:
    """The change that any mention tells firmly, else that somebody is in it."""
    told = max(CHANGES[1:], key=lambda change: link.changes.get(change, 0.0))
    return told if link.changes.get(told, 0.0) >= _FIRM else CHANGES[0]


def _key(draft: Draft) -> tuple[str, str, str] | None:
    slots = draft.slots
    if draft.kind == "casting":
        return CAST, slots["actor"], slots["title"]
    if draft.kind == "credit":
        return slots["role"], slots["person"], slots["title"]
    return None


def _draft(article: Article, link: Link) -> Draft:
    mention, sentence = link.proposal.mention, link.proposal.sentence
    slots: dict[str, Any] = {"title": link.work.name}
    kind = "casting" if link.label == CAST else "credit"
    if kind == "casting":
        change = change_of(link)
        season = season_of(article, mention.span.start, link.work, change)
        if season is not None:
            slots["season"] = season
        slots |= {"actor": link.person.name, "change": change}
    else:
        slots |= {"person": link.person.name, "role": link.label}
    status = status_at(article, sentence.span)
    if kind == "casting" and status in ("rumoured", "denied"):
        slots["status"] = status
    here = [m.span for m in article.inside(article.titles, sentence.span) if m.work is link.work]
    near = [span for span in here if abs(span.start - mention.span.start) < 300][:1]
    name = f"links.{kind}.{slots.get('role') or slots['change']}"
    return Draft(kind, slots, around(article, mention.span, *near), round(link.chance, 3), (name,))


def season_of(article: Article, position: int, work: Work, change: str) -> int | None:
    """The season named nearby; else the later one that the article is about, which those who leave may never see."""
    season = article.focus.season_at(position, work, reach=1)
    if season is None and change in ("returns", "joins"):
        current = article.focus.current_season(work)
        season = current if current is not None and current > 1 else None
    return season
