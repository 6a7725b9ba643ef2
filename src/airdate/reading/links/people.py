"""Who belongs to which title, and as what: every mention of a person against every title in reach.

For each mention the model `who` says what it tells of the person (in the cast; each trade; author of a
source; or that the name is a character's), `title` which title it is about. The best evidence of all mentions of a
person counts. Whether one of the cast comes, returns or goes is asked of all mentions at once: see ``changes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, Draft, Person, PersonMention, Work
from airdate.reading.layout import BOILERPLATE, Sentence
from airdate.reading.links.features import Scene
from airdate.reading.links.parts import Part
from airdate.reading.links.trades import Trades

CHANGES = ("stars", "joins", "returns", "leaves")
CAST, AUTHOR, CHARACTER = "cast", "author", "character"
LABELS = (CAST, AUTHOR, CHARACTER)
# What the models of trades see of the features of a place.
_OF_TRADES = ("l=", "r=", "1<", "1>", "b=", "R=", "L=", "actor=", "words=", "spoken")
_MOST_MENTIONS = 160  # of people in one article; longer lists are contestants, or credits nobody reads
_PERSON_SLOT = {"casting": "actor", "credit": "person", "basis": "author"}


@dataclass(slots=True)
class Proposal:
    """A mention of a person with what the models see of it."""

    scene: Scene
    mention: PersonMention
    sentence: Sentence
    who: list[str]
    ruled: list[str]  # what the rules say of the mention; kept apart, for the models must do without
    beside: list[str]  # what the rules say of the others in the sentence
    trades: dict[str, list[str]]  # each trade in question with its features
    _works: list[Work] | None = None

    def works(self) -> list[Work]:
        """The titles in reach."""
        if self._works is None:
            self._works = self.scene.candidates(self.sentence, self.mention.span.start)
        return self._works

    def titles(self, works: Sequence[Work]) -> list[list[str]]:
        """The features of each of these titles, and last those of none of them."""
        scene, sentence = self.scene, self.sentence
        near = [name for name in self.who if name[:2] in ("1<", "1>", "b=", "R=", "L=")]
        found: list[list[str]] = []
        for rank, work in enumerate(works):
            features = scene.pair(sentence, self.mention.span.start, work, rank)
            side = _side_of(features)
            features += [f"t{name}|{side}" for name in near]
            found.append(features)
        none = ["none", f"none of={len(works)}", f"none here={bool(scene.named(sentence))}"]
        found.append(none + [f"none {name}" for name in near])
        return found


@dataclass(slots=True)
class Link:
    """What the best mention tells: somebody (``person``) has ``label`` in ``work``, with this ``chance``."""

    person: Person
    label: str
    work: Work
    chance: float
    proposal: Proposal
    change: str  # whether somebody of the cast comes, returns or goes
    part: tuple[float, Part] | None  # the likeliest character


def proposals(article: Article, drafts: Sequence[Draft] = (), scene: Scene | None = None) -> Iterator[Proposal]:
    """Every mention of a person outside page furniture."""
    scene = scene or Scene(article)
    ruled = _Ruled(drafts)
    trades = Trades(scene)
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
        who = [*scene.place(sentence, start), *_of_person(mention, nth, times[id(mention.person)])]
        if article.spoken(start):
            who.append("spoken")
        own = [name for name in who if name.startswith(_OF_TRADES)]
        roles = {role: [*found, *own] for role, found in trades.features(sentence, start)}
        yield Proposal(scene, mention, sentence, who, ruled.of(mention), ruled.beside(sentence, mention), roles)


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
        self._changes: list[tuple[int, str, str]] = []  # where the rules read a change of cast, whose, and which
        for draft in drafts:
            if draft.kind == "casting":
                name, change = str(draft.slots["actor"]), str(draft.slots["change"])
                self._changes += [(span.start, name, change) for span in draft.evidence]
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
                found.add(f"ruled={draft.slots.get('role') or draft.slots.get('change') or AUTHOR}")
        return sorted(found) or ["no rule"]

    def beside(self, sentence: Sentence, mention: PersonMention) -> list[str]:
        """The changes of cast that the rules read in a sentence for other people."""
        span, own = sentence.span, mention.person.name
        return sorted({change for at, name, change in self._changes if span.start <= at < span.end and name != own})


def ruled_for(role: str, ruled: Sequence[str]) -> list[str]:
    """What the rules say, as the model of one trade sees it."""
    own = f"ruled={role}" in ruled
    told = [name for name in ruled if name.startswith("rule=credit")] if own else []
    return [f"ruled={own}|{len(ruled) > 1}", *told]
