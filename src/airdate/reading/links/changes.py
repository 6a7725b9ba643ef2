"""Whether one of the cast comes, returns, goes or simply is in a work.

It is asked once for each person and title, of all that the article says: the place that tells it best, the other
mentions, what the rules read there and for those named beside, the heading, the head of the article, and the numbers
of seasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Work
from airdate.reading.layout import ITEM, Sentence
from airdate.reading.links.features import Scene
from airdate.reading.links.lines import classes_of
from airdate.reading.links.people import Proposal

_OPENING = 6  # tokens in which a sentence says what its list is about
_TOLD = frozenset(("join", "back", "go", "star", "new", "play", "known", "not", "maybe", "actor", "present"))
_OTHERS = ("c<", "c>", "1<", "1>", "prev=", "head=", "label=", "next=")  # what is seen of the other mentions
_MOST = 4  # mentions of a person that are looked at
_HEAD = 2  # blocks at the head of an article
_SHORT = 90  # characters of a line that may head a list
_CROWD = (1, 2, 3, 6, 12)


@dataclass(slots=True)
class Telling:
    """All mentions of a person in whose reach a title is, those that name it in their sentence first."""

    scene: Scene
    work: Work
    proposals: Sequence[Proposal]

    @property
    def best(self) -> Proposal:
        return self.proposals[0]


def telling(scene: Scene, work: Work, mentions: Sequence[Proposal]) -> Telling | None:
    """What there is to ask of a person and a title; None where no mention has the title in reach."""
    near = [proposal for proposal in mentions if any(each is work for each in proposal.works())]
    near.sort(key=lambda each: not any(m.work is work for m in scene.named(each.sentence)))
    return Telling(scene, work, near[:_MOST]) if near else None


def change_signs(asked: Telling) -> Iterator[str]:
    """What the model of changes sees, without what the rules say."""
    scene, article, best = asked.scene, asked.scene.article, asked.best
    yield from best.who
    others = {name for each in asked.proposals[1:] for name in each.who if name.startswith(_OTHERS)}
    yield from (f"other {name}" for name in sorted(others))
    line = scene.line(best.sentence)
    flat = [line.tokens[at] for at in line.flat]
    for token in flat[:_OPENING]:
        yield from (f"open={name}" for name in classes_of(token))
    yield f"opens {' '.join(flat[:2])}"
    yield from (f"in={name}" for name in sorted(_told(flat)))
    yield f"people={_step(len(article.inside(article.people, best.sentence.span)), _CROWD)}"
    over = _over(scene, best.sentence)
    if over is not None:
        yield from (f"over={name}" for name in sorted(_told(scene.line(over).tokens)))
    main = article.focus.main is asked.work
    yield from (f"top={name}|main={main}" for name in sorted(_head(scene)))
    named = _number(article.focus.season_at(best.mention.span.start, asked.work, reach=1))
    current = _number(article.focus.current_season(asked.work))
    yield f"season={named}"
    yield f"current={current}|main={main}"
    yield f"season={named}|current={current}"
    yield from (f"current={current}|in={name}" for name in sorted(_told(flat)))
    yield f"in title={any(m.work is asked.work for m in scene.named(best.sentence))}|main={main}"


def change_rules(asked: Telling) -> list[str]:
    """What the rules say of the person, and of those who are named beside."""
    found = {name for each in asked.proposals for name in each.ruled if name != "no rule"}
    found |= {f"best {name}" for name in asked.best.ruled}
    found |= {f"beside {name}" for name in asked.best.beside}
    return sorted(found) or ["no rule"]


def _over(scene: Scene, sentence: Sentence) -> Sentence | None:
    """The line that a list item stands under, or the short line right above a sentence that names nobody."""
    article = scene.article
    index = article.sentences[sentence.index].index
    item = article.blocks[sentence.block].kind == ITEM
    while index > 0:
        index -= 1
        before = article.sentences[index]
        if before.block == sentence.block:
            return None if not item and article.inside(article.people, before.span) else before
        if item and article.blocks[before.block].kind == ITEM:
            continue
        short = before.span.end - before.span.start <= _SHORT
        return before if item or (short and not article.inside(article.people, before.span)) else None
    return None


def _head(scene: Scene) -> set[str]:
    article = scene.article
    found: set[str] = set()
    for sentence in article.sentences[: _HEAD + 1]:
        if sentence.block < _HEAD:
            found |= _told(scene.line(sentence).tokens)
    return found


def _told(tokens: Sequence[str]) -> set[str]:
    return {name for token in tokens for name in classes_of(token) if name in _TOLD}


def _number(season: int | None) -> str:
    return "none" if season is None else str(min(3, season))


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(1 for step in steps if number >= step)
