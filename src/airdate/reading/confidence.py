"""The chance that a claim is right in all its slots, and whether it is worth making at all.

Two logistic models over what is known of a draft: which rules made it, how its title and its people were found, how
crowded the article is. Their weights come from labelled articles (``training/confidence.py``), where each draft was
compared with the labels; so of the claims at 0.8, about eighty in a hundred are right. What more likely costs than
helps is not claimed at all. Without weights for a rule the rule's own estimate speaks.
"""

from __future__ import annotations

import gzip
import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from airdate.reading.article import Article, Draft, TitleMention
from airdate.reading.model import Span

WEIGHTS = Path(__file__).with_name("weights") / "confidence.json.gz"
_LOWEST, _HIGHEST = 0.02, 0.98
_RIVALS = {"casting": "actor", "credit": "person"}  # kinds of which one person has many, with the slot that names them
_LEADS = (-0.5, -0.25, -0.1, -0.02, 0.02, 0.1, 0.25, 0.5)
_PEOPLE = ("actor", "person", "speaker", "author")


@dataclass(frozen=True, slots=True)
class Judgement:
    """``confidence``: the chance that every slot is right. ``worth``: the share of its facts expected to be right."""

    confidence: float
    worth: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, for the whole claim and for the share of its facts, and the least worth of a claim."""

    whole: dict[str, float]
    share: dict[str, float]
    least: float

    @staticmethod
    @cache
    def packaged() -> Model:
        raw = json.loads(gzip.decompress(WEIGHTS.read_bytes()))
        return Model(raw["whole"], raw["share"], float(raw["least"]))

    def judge(self, features: Sequence[str]) -> Judgement:
        confidence = min(_HIGHEST, max(_LOWEST, _chance(self.whole, features)))
        return Judgement(round(confidence, 2), _chance(self.share, features))


def _chance(weights: dict[str, float], features: Iterable[str]) -> float:
    total = sum(weights.get(name, 0.0) for name in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judged(article: Article, drafts: Sequence[Draft], model: Model | None = None) -> Iterator[tuple[Draft, float]]:
    """The drafts that are worth claiming, each with its confidence (0 to 1, hundredths)."""
    model = model or Model.packaged()
    company = Company(article, drafts)
    for draft in drafts:
        judgement = model.judge(company.features(draft))
        if judgement.worth >= model.least:
            yield draft, judgement.confidence


class Company:
    """What a draft's judgement needs to know of its article and of the drafts beside it."""

    def __init__(self, article: Article, drafts: Sequence[Draft]) -> None:
        self._article = article
        self._drafts = len(drafts)
        self._kinds: dict[str, int] = {}
        self._subjects: dict[str, int] = {}
        for draft in drafts:
            self._kinds[draft.kind] = self._kinds.get(draft.kind, 0) + 1
            subject = str(draft.slots.get("title", ""))
            self._subjects[subject] = self._subjects.get(subject, 0) + 1
        self._works = {work.name: work for work in article.works}
        self._titles: dict[str, list[TitleMention]] = {}
        for mention in article.titles:
            self._titles.setdefault(mention.work.name, []).append(mention)
        self._claimed: dict[str, list[Draft]] = {}  # by the name of the person of cast or credit
        self._played: dict[tuple[str, str], list[Draft]] = {}  # by title and character
        for draft in drafts:
            if draft.kind in _RIVALS:
                self._claimed.setdefault(str(draft.slots[_RIVALS[draft.kind]]), []).append(draft)
                if "character" in draft.slots:
                    key = str(draft.slots["title"]), str(draft.slots["character"])
                    self._played.setdefault(key, []).append(draft)
        self._people: dict[str, int] = {}
        for person in article.people:
            self._people[person.person.name] = self._people.get(person.person.name, 0) + 1

    def features(self, draft: Draft) -> list[str]:
        """Short names of all that is known of a draft; always in the same order."""
        kind, slots = draft.kind, draft.slots
        found = ["bias", kind, f"{kind}|sure={round(draft.sure * 10)}"]
        found += [f"rule={name}" for name in draft.trail]
        found += [f"{kind}|has {slot}" for slot in sorted(slots) if slot != "title"]
        found.append(f"{kind}|status={slots.get('status', '')}")
        found.append(f"{kind}|of its kind={_step(self._kinds[kind])}")
        found.append(f"claims={_step(self._drafts)}")
        found.append(f"spans={min(3, len(draft.evidence))}")
        first = draft.evidence[0]
        block = self._block(first)
        found += [f"{kind}|in={block}", f"spoken={self._article.spoken(first.start)}"]
        if "title" in slots:
            found += self._of_title(kind, str(slots["title"]), draft.evidence)
        for slot in _PEOPLE:
            if slot in slots:
                found += self._of_person(kind, str(slots[slot]))
        if kind in _RIVALS:
            found += self._of_rivals(draft)
        if kind == "release":
            date = str(slots.get("date", ""))
            shape = "range" if "/" in date else "none" if not date else str(len(date.rstrip("~")))
            found += [f"date={shape}|{slots.get('event', '')}", f"date={shape}|{slots.get('status', '')}"]
            found.append(f"platforms={min(3, len(slots.get('platform', ())))}")
        if kind == "casting":
            found.append(f"change={slots.get('change')}|{'character' in slots}")
        if kind == "credit":
            found.append(f"role={slots.get('role')}")
        return found

    def _block(self, span: Span) -> str:
        sentence = self._article.sentence_at(span.start)
        return self._article.block_of(sentence).kind if sentence else ""

    def _of_title(self, kind: str, title: str, evidence: Sequence[Span]) -> list[str]:
        work = self._works.get(title)
        mentions = self._titles.get(title, [])
        near = any(span.start <= m.span.start < span.end for span in evidence for m in mentions)
        about = sum(1 for m in mentions if m.role == "about")
        main = self._article.focus.main is work and work is not None
        found = [
            f"title near={near}|{kind}",
            f"title main={main}|works={_step(len(self._works))}",
            f"title main={main}|near={near}",
            f"title times={_step(about)}",
            f"title claims={_step(self._subjects.get(title, 0))}",
            f"title words={min(4, len(title.split()))}",
        ]
        if work is not None:
            found += [f"title weight={min(6, int(work.weight))}", f"title known={work.known}"]
            found.append(f"title quoted={any(m.quoted for m in mentions)}")
            found.append(f"title identifying={any(m.role == 'identifying' for m in mentions)}|{kind}")
        return found

    def _of_person(self, kind: str, name: str) -> list[str]:
        return [
            f"{kind}|name words={min(4, len(name.split()))}",
            f"{kind}|person times={_step(self._people.get(name, 0))}",
        ]

    def _of_rivals(self, draft: Draft) -> Iterator[str]:
        """How a claim of cast or credit stands beside the others of the same person: of another title, as another."""
        kind, slots = draft.kind, draft.slots
        name, title = str(slots[_RIVALS[kind]]), str(slots["title"])
        own = self._claimed[name]
        elsewhere = [d for d in own if d.slots["title"] != title]
        here = [d for d in own if d.slots["title"] == title]
        yield f"{kind}|titles={_step(len({d.slots['title'] for d in own}))}"
        yield f"{kind}|elsewhere={_lead(draft, elsewhere)}"
        yield f"{kind}|elsewhere, same={_lead(draft, [d for d in elsewhere if d.kind == kind])}"
        yield f"{kind}|otherwise={_lead(draft, [d for d in here if d.kind != kind])}"
        if kind == "credit":
            others = [d for d in here if d.kind == kind and d.slots["role"] != slots["role"]]
            yield f"{kind}|roles={_step(len(others))}|{_lead(draft, others)}"
        yield f"{kind}|is a part={_lead(draft, self._played.get((title, name), ()))}"
        if "character" in slots:
            actors = [d for d in self._claimed.get(str(slots["character"]), ()) if d.slots["title"] == title]
            yield f"{kind}|part acts={_lead(draft, actors)}"


def _lead(draft: Draft, others: Sequence[Draft]) -> str:
    """How far a draft's estimate lies above the best of others, on a coarse scale; "alone" where there are none."""
    return str(bisect_left(_LEADS, draft.sure - max(d.sure for d in others))) if others else "alone"


def _step(number: int) -> int:
    """A count on a coarse scale."""
    return bisect_left((1, 2, 3, 5, 8, 13, 21, 34), number)
