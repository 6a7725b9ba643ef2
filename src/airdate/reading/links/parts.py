"""Whom somebody plays: every name of the sentence against the mention of an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Atom, PersonMention
from airdate.reading.layout import Sentence
from airdate.reading.links.features import Scene
from airdate.reading.links.lines import Line, classes_of
from airdate.reading.model import Span
from airdate.reading.sketch import trimmed

_FAR = 14  # tokens between the two names
_MOST = 6  # candidates
_GAP = 5  # tokens that are seen as a whole
_NAMES = ("<p>", "<c>", "<x>")


@dataclass(frozen=True, slots=True)
class Part:
    """A name that may be that of the character: ``name`` as slots hold it."""

    name: str
    span: Span
    mention: PersonMention | None


def candidates(scene: Scene, sentence: Sentence, actor: PersonMention) -> list[tuple[Part, int]]:
    """The names near an actor's mention, each with the number of its token; the nearest first."""
    article, line = scene.article, scene.line(sentence)
    at = line.at(actor.span.start)
    near = sorted(
        (j for j, token in enumerate(line.tokens) if token in _NAMES and j != at and abs(j - at) <= _FAR),
        key=lambda j: (abs(j - at), j),
    )[:_MOST]
    found: list[tuple[Part, int]] = []
    for j in near:
        start = line.starts[j]
        people = [m for m in article.inside(article.people, Span(start, start + 1)) if m.person is not actor.person]
        if line.tokens[j] != "<x>":
            found += [(Part(m.person.name, m.span, m), j) for m in people]
            continue
        for atom in article.inside(article.atoms, Span(start, start + 1)):
            name = trimmed(article, atom)
            if isinstance(name, Atom):
                found.append((Part(article.of(name.span), name.span, None), j))
    return found


def features(
    scene: Scene, sentence: Sentence, actor: PersonMention, near: Sequence[tuple[Part, int]]
) -> list[list[str]]:
    """What the model sees of each candidate, and last of none of them."""
    line = scene.line(sentence)
    at = line.at(actor.span.start)
    rows = [list(_pair(line, at, part, j, rank)) for rank, (part, j) in enumerate(near)]
    beside = [line.tokens[k] if 0 <= k < len(line.tokens) else "#" for k in (at - 1, at + 1)]
    rows.append(["none", f"none of={len(near)}", f"none l={beside[0]}", f"none r={beside[1]}",
                 f"none {scene.article.blocks[sentence.block].kind}"])  # fmt: skip
    return rows


def _pair(line: Line, at: int, part: Part, j: int, rank: int) -> Iterator[str]:
    tokens = line.tokens
    low, high = min(at, j), max(at, j)
    side = "<" if j < at else ">"
    between = tokens[low + 1 : high]
    mark = tokens[j]
    yield f"side={side}{mark}"
    yield f"rank={rank}{side}"
    if len(between) <= _GAP:
        yield f"gap={side}{' '.join(between)}"
    step = 0 if not between else 1 if len(between) < 3 else 2 if len(between) < 6 else 3
    yield f"dist={side}{step}"
    yield f"dist={side}{step}|{mark}"
    yield f"first={side}{between[0] if between else ''}"
    yield f"last={side}{between[-1] if between else ''}"
    yield f"names={side}{''.join(t[1] for t in between if t in _NAMES or t == '<t>')[:3]}"
    yield f"stops={side}{''.join(t for t in between if t in (',', ';', ':', '(', ')', '.', '-'))[:4]}"
    for token in set(between):
        yield f"has {token}{side}"
        for name in classes_of(token):
            yield f"is {name}{side}"
    yield f"behind={side}{tokens[j + 1] if j + 1 < len(tokens) else '#'}"
    yield f"before={side}{tokens[j - 1] if j else '#'}"
    far = high + 1 if side == ">" else low - 1
    yield f"far={side}{tokens[far] if 0 <= far < len(tokens) else '#'}"
    yield f"words={min(3, len(part.name.split()))}"
    if part.mention is not None:
        person = part.mention.person
        yield f"actor={min(3, person.actor)}|character={min(3, person.character)}"
        yield f"lives={person.actor > person.character}|{side}{step}"
