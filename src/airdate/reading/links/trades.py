"""Whether a mention tells somebody's trade: one model for all trades, to which the word for the one in question is OWN.

"Written by Mara Quist" and "composed by Mara Quist" are built alike, so each helps to learn the other. A trade is in
question where one of its words stands in the sentence, in the label or heading above, or in the next sentence behind
"he" or "she".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from airdate.reading.cues import mapping
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.links.features import Scene
from airdate.reading.links.lines import classes_of, stem

ROLES = (
    "creator", "writer", "director", "executive producer", "producer", "showrunner", "composer", "presenter",
)  # fmt: skip
Entry = tuple[str, tuple[tuple[str, str], ...]]  # a token, and each trade that it is a word of with "n" or "v"
_FAR = 14  # flat tokens between a word of a trade and a name
_JOINTS = frozenset((",", "and", "&", "/", "or", "also", "-"))
_LONG_GAP = 5


@cache
def _words() -> dict[str, tuple[tuple[str, str], ...]]:
    """stem -> (trade, "n" or "v") of each trade that it is a word of."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, sort in (("nouns", "n"), ("verbs", "v")):
        for role, listed in mapping("links", table).items():
            for word in listed.split():
                kept = found.setdefault(stem(word), [])
                if (role, sort) not in kept:
                    kept.append((role, sort))
    return {root: tuple(pairs) for root, pairs in found.items()}


def _is_many(tokens: Sequence[str], at: int) -> bool:
    """Whether a stem is that of "a host of", "a whole host of", which is nobody's trade."""
    return tokens[at] == "host" and "of" in tokens[at + 1 : at + 2] and tokens[max(0, at - 1)] in ("a", "whol")


class Trades:
    """The trades in question for the people of one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._rows: dict[int, tuple[list[Entry], list[int]]] = {}

    def _row(self, sentence: Sentence) -> tuple[list[Entry], list[int]]:
        """The flat tokens of a sentence with their trades, and where each flat token of the line went."""
        held = self._rows.get(sentence.index)
        if held is None:
            line = self._scene.line(sentence)
            row: list[Entry] = []
            where: list[int] = []
            for number in line.flat:
                token = line.tokens[number]
                trades = () if _is_many(line.tokens, number) else _words().get(token, ())
                if trades and row and trades[0][0] == "producer" and row[-1][0] in ("executiv", "exec", "co-executiv"):
                    row[-1] = (token, (("executive producer", trades[0][1]),))
                else:
                    row.append((token, trades))
                where.append(len(row) - 1)
            held = self._rows[sentence.index] = row, where
        return held

    def _said_in(self, sentence: Sentence) -> set[str]:
        return {role for _, trades in self._row(sentence)[0] for role, _ in trades}

    def features(self, sentence: Sentence, position: int) -> Iterator[tuple[str, list[str]]]:
        """Each trade in question, with what the model sees."""
        scene, sentences = self._scene, self._scene.article.sentences
        line = scene.line(sentence)
        row, where = self._row(sentence)
        if not row:
            return
        at = where[min(line.home[line.at(position)], len(where) - 1)]
        here = self._said_in(sentence)
        above = set()
        heading = scene.heading(sentence)
        if heading is not None:
            above = self._said_in(heading)
        if sentence.index and scene.article.blocks[sentences[sentence.index - 1].block].kind == HEADING:
            above |= self._said_in(sentences[sentence.index - 1])
        before: set[str] = set()
        if sentence.index and sentences[sentence.index - 1].block == sentence.block:
            before = self._said_in(sentences[sentence.index - 1])
        after: dict[str, str] = {}
        if sentence.index + 1 < len(sentences) and sentences[sentence.index + 1].block == sentence.block:
            after = self._of_pronoun(sentences[sentence.index + 1])
        for role in ROLES:
            if role not in here and role not in above and role not in after:
                continue
            found = [f"here={role in here}|above={role in above}"]
            if role in above:
                found.append(f"above|{scene.region(sentence)}|here={bool(here)}")
            if role in before:
                found.append("before")
            if role in after:
                found += ["after", f"after {after[role]}"]
            if role in here:
                found += self._beside(row, at, role)
            yield role, found

    def _of_pronoun(self, sentence: Sentence) -> dict[str, str]:
        """The trades that a sentence beginning with "he" or "she" tells, with the words before each."""
        row, _ = self._row(sentence)
        if not row or row[0][0] not in ("he", "she", "they", "his", "her"):
            return {}
        found: dict[str, str] = {}
        for i, (_, trades) in enumerate(row[:9]):
            for role, sort in trades:
                found.setdefault(role, sort + " " + " ".join(token for token, _ in row[1 : min(i, 4)]))
        return found

    def _beside(self, row: Sequence[Entry], at: int, role: str) -> Iterator[str]:
        left = next((i for i in range(at - 1, max(-1, at - 1 - _FAR), -1) if _is(row[i], role)), None)
        right = next((i for i in range(at + 1, min(len(row), at + 1 + _FAR)) if _is(row[i], role)), None)
        sides = []
        for side, cue in (("<", left), (">", right)):
            if cue is None:
                continue
            sides.append(side)
            yield from self._of_cue(row, at, cue, role, side)
        yield "sides=" + "".join(sides)
        marks = [token for token, trades in row if token in ("<p>", "<c>")]
        yield f"people={min(4, len(marks))}|sides={''.join(sides)}"

    def _of_cue(self, row: Sequence[Entry], at: int, cue: int, role: str, side: str) -> Iterator[str]:
        sort = next(sort for name, sort in row[cue][1] if name == role)
        low, high = (cue + 1, at) if side == "<" else (at + 1, cue)
        between = _drawn(row[low:high], role)
        trimmed = list(between)
        while trimmed and side == "<" and (trimmed[0] == "ROLE" or trimmed[0] in _JOINTS):
            trimmed.pop(0)
        while trimmed and side == ">" and (trimmed[-1] == "ROLE" or trimmed[-1] in _JOINTS):
            trimmed.pop()
        chained = len(trimmed) != len(between)
        name = f"{side}{sort}"
        yield name
        yield f"{name} chain={chained}"
        step = 0 if not trimmed else 1 if len(trimmed) < 3 else 2 if len(trimmed) < 6 else 3
        yield f"{name} dist={step}"
        if len(trimmed) <= _LONG_GAP:
            yield f"{name} gap={' '.join(trimmed)}"
        people = sum(1 for token in trimmed if token in ("<p>", "<c>"))
        yield f"{name} people={min(2, people)}"
        yield f"{name} stops={''.join(t for t in trimmed if t in (',', ';', ':', '-'))[:3]}"
        if "ROLE" in trimmed:
            yield f"{name} other trade between"
        for token in set(trimmed):
            yield f"{name} has {token}"
            for kind in classes_of(token):
                yield f"{name} is {kind}"
        behind = row[cue + 1][0] if cue + 1 < len(row) else "#"
        before = row[cue - 1][0] if cue else "#"
        yield f"{name} beyond={before if side == '<' else behind}"
        yield f"{name} behind={behind}"
        if side == ">":
            yield f"{name} behind={behind}|{step}"
        far = row[at + 1][0] if side == "<" and at + 1 < len(row) else row[at - 1][0] if side == ">" and at else "#"
        yield f"{name} far side={far}"
        nearer = [
            i for i, (token, _) in enumerate(row)
            if token in ("<p>", "<c>") and i != at and abs(i - cue) < abs(at - cue)
        ]  # fmt: skip
        yield f"{name} nearer={min(2, len(nearer))}"
        own = [i for i, entry in enumerate(row) if entry[1] and abs(i - at) < abs(cue - at)]
        yield f"{name} nearer words={min(2, len(own))}"


def _is(entry: Entry, role: str) -> bool:
    return any(name == role for name, _ in entry[1])


def _drawn(entries: Sequence[Entry], role: str) -> list[str]:
    """The tokens with OWN for the words of this trade, ROLE for those of others."""
    return ["OWN" if _is(entry, role) else "ROLE" if entry[1] else entry[0] for entry in entries]
