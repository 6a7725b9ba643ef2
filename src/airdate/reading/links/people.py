"""Who belongs to which title, and as what: every mention of a person against every title in reach.

For each mention the model `who` says what it tells of the person (in the cast; each trade; author of a
source; or that the name is a character's), `title` which title it is about, `change` whether one of the cast comes,
returns or goes. The best evidence of all mentions of a person counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, Draft, Person, PersonMention, Work
from airdate.reading.layout import BOILERPLATE, Sentence
from airdate.reading.links.features import Scene

ROLES = (
    "creator", "writer", "director", "executive producer", "producer", "showrunner", "composer", "presenter",
)  # fmt: skip
CHANGES = ("stars", "joins", "returns", "leaves")
CAST, AUTHOR, CHARACTER = "cast", "author", "character"
LABELS = (CAST, *ROLES, AUTHOR, CHARACTER)
_MOST_MENTIONS = 160  # of people in one article; longer lists are contestants, or credits nobody reads
_PERSON_SLOT = {"casting": "actor", "credit": "person", "basis": "author"}


@dataclass(slots=True)
class Proposal:
    """A mention of a person with what the models see: ``titles[i]`` are the features of ``works[i]``; the last of
    ``titles`` is that of none of them."""

    mention: PersonMention
    sentence: Sentence
    who: list[str]
    works: list[Work]
    titles: list[list[str]]
    ruled: list[str]  # what the rules say of the mention; kept apart, for the models must do without


def proposals(article: Article, drafts: Sequence[Draft] = (), scene: Scene | None = None) -> Iterator[Proposal]:
    """Every mention of a person outside page furniture."""
    scene = scene or Scene(article)
    ruled = _Ruled(drafts)
    times: dict[int, int] = {}
    for mention in article.people:
        times[id(mention.person)] = times.get(id(mention.person), 0) + 1
    seen: dict[int, int] = {}
    for mention in article.people[:_MOST_MENTIONS]:
        sentence = article.sentence_at(mention.span.start)
        if sentence is None or article.block_of(sentence).kind == BOILERPLATE:
            continue
        nth = seen[id(mention.person)] = seen.get(id(mention.person), 0) + 1
        start = mention.span.start
        around = scene.place(sentence, start)
        who = [*around, *_of_person(mention, nth, times[id(mention.person)])]
        if article.spoken(start):
            who.append("spoken")
        works = scene.candidates(sentence, start)
        titles = [scene.pair(sentence, start, work, rank) for rank, work in enumerate(works)]
        near = [name for name in around if name[:2] in ("1<", "1>") or name.startswith(("b=", "R=", "L="))]
        none = ["none", f"none of={len(works)}", f"none here={bool(scene.named(sentence))}"]
        none += [f"none {name}" for name in near]
        rules = ruled.of(mention)
        for at in range(len(works)):
            titles[at] += [f"t{name}|{_side_of(titles[at])}" for name in near]
        titles.append(none)
        yield Proposal(mention, sentence, who, works, titles, rules)


def _side_of(features: Sequence[str]) -> str:
    for name in features:
        if name.startswith("side="):
            return name[-1]
    return "0"


def _of_person(mention: PersonMention, nth: int, times: int) -> list[str]:
    person: Person = mention.person
    words = person.name.split()
    return [
        f"actor={min(4, person.actor)}|character={min(4, person.character)}",
        f"words={min(4, len(words))}|full={mention.full}",
        f"nth={min(3, nth)}|of={min(4, times)}",
    ]


class _Ruled:
    """What the rules made of each person, by name."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of: dict[str, list[Draft]] = {}
        for draft in drafts:
            slot = _PERSON_SLOT.get(draft.kind)
            if slot is not None and slot in draft.slots:
                self._of.setdefault(str(draft.slots[slot]), []).append(draft)
            if "character" in draft.slots:
                self._of.setdefault(str(draft.slots["character"]), []).append(draft)

    def of(self, mention: PersonMention) -> list[str]:
        found: set[str] = set()
        for draft in self._of.get(mention.person.name, ()):
            if any(span.start <= mention.span.start < span.end for span in draft.evidence):
                if draft.slots.get("character") == mention.person.name:
                    found.add("rule character")
                    continue
                found.update(f"rule={name}" for name in draft.trail)
                what = draft.slots.get("role") or draft.slots.get("change") or AUTHOR
                found.add(f"ruled={what}")
        return sorted(found) or ["no rule"]
