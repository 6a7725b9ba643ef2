"""Claims of cast and credits as the models see them, joined with what the rules made.

Each title, person and label gets the chance of its best mention. What is likely enough becomes a draft; a rule's
draft of the same fact gives it the slots that rules read best (season, character), and its name stays in the trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from airdate.reading.article import Article, Draft, PersonMention
from airdate.reading.evidence import around
from airdate.reading.links.changes import Telling, change_rules, change_signs, telling
from airdate.reading.links.features import Scene
from airdate.reading.links.parts import Part, candidates, features
from airdate.reading.links.people import AUTHOR, CAST, CHANGES, CHARACTER, Link, Proposal, proposals, ruled_for
from airdate.reading.links.scoring import Model
from airdate.reading.status import status_at

LEAST = 0.12  # chance of a link that is worth a draft
FAINT = 0.02  # chance below which nothing is looked at
_FIRM = 0.38  # share of a change of cast that outweighs that somebody simply is in it
_RULED = 0.2  # share of the change that a rule reads, from which the rule is believed
_PLAYS = 0.5  # the chance of a character's name that is worth a slot


def joined(
    article: Article, drafts: Sequence[Draft], scene: Scene | None = None, model: Model | None = None
) -> list[Draft]:
    """The drafts, those of casting and credit judged and completed by the models; as they are without weights."""
    model = model or Model.packaged("people")
    if model is None:
        return list(drafts)
    scene = scene or Scene(article)
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
            slots = _ordered({**slots, **_of_cast(article, link)})
            if "character" not in slots and link.part is not None and link.part[0] >= _PLAYS:
                slots["character"] = link.part[1].name
        name = f"links.{draft.kind}.{slots.get('role') or slots['change']}"
        kept.append(replace(draft, slots=slots, sure=round(link.chance, 3), trail=(*draft.trail, name)))
    for key, link in by_key.items():
        if link.chance >= LEAST and key not in told and link.label != AUTHOR:
            kept.append(_draft(article, link))
    return without_parts(kept)


def _ordered(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots in the order of claims.md, without empty ones."""
    order = ("title", "season", "actor", "character", "change", "status")
    return {slot: slots[slot] for slot in order if slots.get(slot) is not None}


def without_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that take for a person whom the article surely has as somebody's part in the work, by
    the whole name or the first ("Charlie", where somebody plays Charlie Spring)."""
    parts = {
        (draft.slots["title"], name)
        for draft in drafts
        if draft.sure >= _PLAYS and draft.slots.get("character", draft.slots.get("actor")) != draft.slots.get("actor")
        for name in (draft.slots["character"], draft.slots["character"].split()[0])
    }
    return [d for d in drafts if (d.slots.get("title"), d.slots.get("actor") or d.slots.get("person")) not in parts]


def links(article: Article, drafts: Sequence[Draft], model: Model, scene: Scene | None = None) -> list[Link]:
    """Every link with its chance, the labels of each person in order of mention."""
    scene = scene or Scene(article)
    best: dict[tuple[int, str, int], Link] = {}
    mentions: dict[int, list[Proposal]] = {}
    for proposal in proposals(article, drafts, scene):
        if _is_editors(article, proposal.mention):
            continue
        person = proposal.mention.person
        mentions.setdefault(id(person), []).append(proposal)
        chances = model.tasks["who"].chances([*proposal.who, *proposal.ruled])
        made_up = chances.pop(CHARACTER, 0.0)
        for role, signs in proposal.trades.items():
            seen = [*signs, *ruled_for(role, proposal.ruled), f"role={role}"]
            chances[role] = model.tasks["trade"].chance(seen)
        if max(chances.values(), default=0.0) < FAINT:
            continue
        works = proposal.works()
        meant = model.tasks["title"].choose(proposal.titles(works))
        part = _part(proposal, model) if chances[CAST] >= LEAST else None
        for label, chance in chances.items():
            for work, share in zip(works, meant, strict=False):
                total = chance * share * (1 - made_up / 2)
                if total < FAINT:
                    continue
                key = (id(person), label, id(work))
                held = best.get(key)
                if held is None:
                    held = best[key] = Link(person, label, work, total, proposal, CHANGES[0], part)
                if part is not None and (held.part is None or part[0] > held.part[0]):
                    held.part = part
                if total > held.chance:
                    held.chance, held.proposal = total, proposal
    for link in best.values():
        if link.label == CAST and link.chance >= LEAST:
            asked = telling(scene, link.work, mentions[id(link.person)])
            if asked is not None:
                link.change = _change(asked, model)
    return list(best.values())


def _is_editors(article: Article, mention: PersonMention) -> bool:
    """Whether a name in brackets is put into somebody's words ("I trust Ana (Ortiz)"): it only says who is meant."""
    start = mention.span.start
    return article.folded[start - 1 : start] in ("(", "[") and article.spoken(start)


def _change(asked: Telling, model: Model) -> str:
    """What all that is said of somebody and a work comes to; a rule is contradicted only where the model is sure."""
    shares = model.tasks["change"].shares([*change_signs(asked), *change_rules(asked)])
    ruled = next((change for change in CHANGES[1:] if f"ruled={change}" in asked.best.ruled), CHANGES[0])
    if ruled != CHANGES[0] and shares.get(ruled, 0.0) >= _RULED:
        return ruled
    told = max(CHANGES[1:], key=lambda change: shares.get(change, 0.0))
    return told if shares.get(told, 0.0) >= _FIRM else CHANGES[0]


def _part(proposal: Proposal, model: Model) -> tuple[float, Part] | None:
    """The likeliest name of a character beside a mention, with its chance."""
    task = model.tasks.get("part")
    near = candidates(proposal.scene, proposal.sentence, proposal.mention) if task is not None else []
    if task is None or not near:
        return None
    chances = task.choose(features(proposal.scene, proposal.sentence, proposal.mention, near))
    best = max(range(len(near)), key=lambda at: chances[at])
    return chances[best], near[best][0]


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
        slots = _ordered({**slots, "actor": link.person.name, **_of_cast(article, link)})
        if link.part is not None and link.part[0] >= _PLAYS:
            slots["character"] = link.part[1].name
    else:
        slots |= {"person": link.person.name, "role": link.label}
    status = status_at(article, sentence.span)
    if kind == "casting" and status in ("rumoured", "denied"):
        slots["status"] = status
    here = [m.span for m in article.inside(article.titles, sentence.span) if m.work is link.work]
    near = [span for span in here if abs(span.start - mention.span.start) < 300][:1]
    name = f"links.{kind}.{slots.get('role') or slots['change']}"
    return Draft(kind, slots, around(article, mention.span, *near), round(link.chance, 3), (name,))


def _of_cast(article: Article, link: Link) -> dict[str, Any]:
    """The change that a link tells and the season of it: one named nearby; else the later one that the article is
    about, which those who leave may never see."""
    season = article.focus.season_at(link.proposal.mention.span.start, link.work, reach=1)
    if season is None and link.change in ("returns", "joins"):
        current = article.focus.current_season(link.work)
        season = current if current is not None and current > 1 else None
    return {"change": link.change} if season is None else {"change": link.change, "season": season}
