"""What the models see of a place in an article, and of a title that it may be about.

Features are short strings, a few dozen a place. They speak of marks, stems and classes of words, not of names, so that
what is learned from one article holds for others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.reading.article import Article, TitleMention, Work
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING, ITEM, Sentence
from airdate.reading.links.lines import Line, classes_of, line_of
from airdate.reading.model import Span

_NEAR_LEFT, _NEAR_RIGHT = 7, 9  # tokens whose classes are seen
_BETWEEN = 12  # tokens between a place and a title that are seen
_REACH_BACK = 3  # sentences before in which titles are still in reach
_MOST_WORKS = 6  # candidates for one place


@dataclass(frozen=True, slots=True)
class Reach:
    """A work that what stands at a place may be about: the way it is reached, and its mention where that is what is
    reached."""

    work: Work
    way: str
    mention: TitleMention | None = None


class Scene:
    """An article prepared for the questions that the models ask of it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._lines: dict[int, Line] = {}
        self._named: dict[int, list[TitleMention]] = {}
        self._headings: dict[int, Sentence | None] | None = None
        self._first: dict[int, Sentence] = {}
        for sentence in article.sentences:
            self._first.setdefault(sentence.block, sentence)

    def line(self, sentence: Sentence) -> Line:
        held = self._lines.get(sentence.index)
        if held is None:
            held = self._lines[sentence.index] = line_of(self.article, sentence)
        return held

    def named(self, sentence: Sentence) -> list[TitleMention]:
        """The titles that a sentence speaks about, in order."""
        held = self._named.get(sentence.index)
        if held is None:
            held = [m for m in self.article.inside(self.article.titles, sentence.span) if m.role == "about"]
            self._named[sentence.index] = held
        return held

    def heading(self, sentence: Sentence) -> Sentence | None:
        """The nearest heading above, the sentence's own block excepted."""
        if self._headings is None:
            self._headings = {}
            last: Sentence | None = None
            for block in self.article.blocks:
                self._headings[block.index] = last
                if block.kind == HEADING:
                    last = self._first.get(block.index, last)
        return self._headings.get(sentence.block)

    # places

    def place(self, sentence: Sentence, position: int) -> list[str]:
        """What stands around a place: the words beside it, then the classes of those near it, lists seen as one."""
        line = self.line(sentence)
        tokens, flat = line.tokens, line.flat
        i = line.at(position)
        found = [f"b={self.article.blocks[sentence.block].kind}"]
        raw = [tokens[j] if 0 <= j < len(tokens) else "#" for j in (i - 2, i - 1, i + 1, i + 2, i + 3)]
        found += [
            f"l={raw[1]}", f"r={raw[2]}", f"ll={raw[0]} {raw[1]}", f"rr={raw[2]} {raw[3]}", f"lr={raw[1]}_{raw[2]}",
            f"rrr={raw[2]} {raw[3]} {raw[4]}",
        ]  # fmt: skip
        at = min(line.home[i], len(flat) - 1) if flat else 0
        beside = [tokens[flat[j]] if 0 <= j < len(flat) else "#" for j in range(at - 3, at + 5)]
        found += [
            f"L={beside[2]}", f"R={beside[4]}", f"L2={beside[1]} {beside[2]}", f"R2={beside[4]} {beside[5]}",
            f"L3={beside[0]} {beside[1]} {beside[2]}", f"R3={beside[4]} {beside[5]} {beside[6]}",
            f"LR={beside[2]}_{beside[4]}",
        ]  # fmt: skip
        left = self._side([tokens[flat[j]] for j in range(at - 1, max(-1, at - 1 - _NEAR_LEFT), -1)], "<")
        right = self._side([tokens[flat[j]] for j in range(at + 1, min(len(flat), at + 1 + _NEAR_RIGHT))], ">")
        found += left
        found += right
        if left and right:
            found.append(f"both={left[0]}{right[0]}")
        found += self._label(line, i)
        found += self._company(sentence)
        return found

    @staticmethod
    def _side(tokens: Sequence[str], side: str) -> list[str]:
        """The classes and words on one side, nearest first: the very first class, then each with what it is behind."""
        found: list[str] = []
        passed = ""
        first = ""
        for distance, sign in enumerate(tokens):
            if sign in (";", ".", "!", "?"):
                break
            if sign in ("<p>", "<c>", "<t>", "<d>"):
                passed += sign[1]
                continue
            near = "n" if distance < 3 else "f"
            for name in classes_of(sign):
                first = first or f"1{side}{name}{passed[:1]}"
                found.append(f"c{side}{name}{passed[:1]}")
                found.append(f"c{side}{name}{near}")
            if sign.isalpha() and len(sign) > 2:
                found.append(f"w{side}{sign}")
            if sign == ",":
                passed += ","
        return ([first] if first else [f"1{side}-"]) + found

    def _label(self, line: Line, i: int) -> list[str]:
        """The words before a colon or dash at the head of the line: "Created by: ...", "Starring - "."""
        for j, token in enumerate(line.tokens[: min(i, 9)]):
            if token in (":", "-", "|"):
                said = [name for word in line.tokens[:j] for name in classes_of(word)]
                return [f"label={name}" for name in said] + [f"label {token}"]
        return []

    def _company(self, sentence: Sentence) -> list[str]:
        """What the sentences beside it and the heading above say, by classes; how the next one begins."""
        sentences = self.article.sentences
        found: list[str] = []
        if sentence.index > 0 and sentences[sentence.index - 1].block == sentence.block:
            before = self.line(sentences[sentence.index - 1])
            found += [f"prev={name}" for name in _classes(before.tokens[-25:])]
        else:
            found.append("first")
        after = sentences[sentence.index + 1] if sentence.index + 1 < len(sentences) else None
        if after is not None and after.block == sentence.block:
            tokens = self.line(after).tokens[:7]
            if tokens and tokens[0] in ("he", "she", "they", "his", "her", "their"):
                found += [f"next={tokens[0][0]} {name}" for name in _classes(tokens[1:])]
        heading = self.heading(sentence)
        if heading is not None:
            found += [f"head={name}" for name in _classes(self.line(heading).tokens[:12])]
        return found

    # titles

    def candidates(self, sentence: Sentence, position: int) -> list[Work]:
        """The titles that something said at a place may be about, the likelier first."""
        article, focus = self.article, self.article.focus
        found: dict[int, Work] = {}

        def add(works: Sequence[Work]) -> None:
            for work in works:
                if len(found) < _MOST_WORKS:
                    found.setdefault(id(work), work)

        add([m.work for m in sorted(self.named(sentence), key=lambda m: abs(m.span.start - position))][:4])
        add(focus.works_at(position)[:1])
        add(focus.carried_into(sentence)[:1])
        heading = self.heading(sentence)
        if heading is not None:
            add([m.work for m in self.named(heading)][:1])
        for back in range(1, _REACH_BACK + 1):
            if sentence.index - back >= 0:
                add([m.work for m in reversed(self.named(article.sentences[sentence.index - back]))][:2])
        if focus.main is not None:
            add([focus.main])
        if sentence.index + 1 < len(article.sentences):
            after = article.sentences[sentence.index + 1]
            if after.block == sentence.block:
                add([m.work for m in self.named(after)][:1])
        return list(found.values())

    def pair(self, sentence: Sentence, position: int, work: Work, rank: int) -> list[str]:
        """How a place and a title stand to each other."""
        focus = self.article.focus
        line = self.line(sentence)
        found: list[str] = []
        answers = []
        if focus.work_at(position) is work:
            answers.append("at")
        if focus.work_at(position, forward=True) is work:
            answers.append("fwd")
        if work in focus.carried_into(sentence):
            answers.append("into")
        if focus.main is work:
            answers.append("main1" if focus.single else "main")
        found += [f"f={answer}" for answer in answers]
        found.append("F=" + "+".join(answers))
        here = [m for m in self.named(sentence) if m.work is work]
        others = len({id(m.work) for m in self.named(sentence)} - {id(work)})
        found += [f"rank={rank}", f"others={min(3, others)}|here={bool(here)}"]
        if here:
            found += self._in_sentence(line, sentence, position, work, here)
        else:
            found += self._elsewhere(sentence, work, others)
        count = focus.count.get(id(work), 0)
        found += [f"known={work.known}", f"weight={min(6, int(work.weight))}", f"count={min(6, count)}"]
        return found

    def _in_sentence(
        self, line: Line, sentence: Sentence, position: int, work: Work, here: Sequence[TitleMention]
    ) -> Iterator[str]:
        mention = min(here, key=lambda m: abs(m.span.start - position))
        i, j = line.at(position), line.at(mention.span.start)
        side = "<" if j < i else ">"
        low, high = (j, i) if j < i else (i, j)
        flat_low = bisect_right(line.flat, low)
        flat_high = bisect_left(line.flat, high)
        between = [line.tokens[k] for k in line.flat[flat_low:flat_high]]
        distance = len(between)
        step = 0 if distance == 0 else 1 if distance < 3 else 2 if distance < 6 else 3 if distance < 12 else 4
        yield f"side={side}"
        yield f"dist={side}{step}"
        if distance <= 4:
            yield f"gap={side}" + " ".join(between)
        marks = "".join(t[1] for t in between if t in ("<t>", "<p>", "<c>"))
        yield f"marks={side}{marks[:3]}"
        stops = "".join(t for t in between if t in (",", ";", ":", "-", "(", "."))
        yield f"stops={side}{stops[:3]}"
        for token in between[:_BETWEEN]:
            for name in classes_of(token):
                yield f"b{side}{name}"
            if token in ("and", "but", "while", "who", "which", "of", "in", "for", "from", "with", "to", "on", "by"):
                yield f"bw{side}{token}"
        beside = line.tokens[j - 1] if j > 0 else "#"
        after = line.tokens[j + 1] if j + 1 < len(line.tokens) else "#"
        yield f"tl={side}{beside}"
        yield f"tr={side}{after}"
        yield f"first title={self.named(sentence)[0].work is work}|{side}"
        nearest = min(self.named(sentence), key=lambda m: abs(m.span.start - position))
        yield f"nearest={nearest.work is work}"
        inside = "<bracket>" if "(" in line.tokens[low:high] or ")" in line.tokens[low:high] else ""
        yield f"bracket={side}{inside}"

    def _elsewhere(self, sentence: Sentence, work: Work, others: int) -> Iterator[str]:
        article = self.article
        yield f"away others={min(2, others)}"
        heading = self.heading(sentence)
        if heading is not None and any(m.work is work for m in self.named(heading)):
            yield f"heading's|{article.blocks[sentence.block].kind}|others={min(2, others)}"
        starts = [span.start for span in work.spans]
        at = bisect_left(starts, sentence.span.start) - 1
        if at < 0:
            yield "only later"
            return
        last = article.sentence_at(starts[at])
        if last is None:
            return
        back = sentence.index - last.index
        block = "same" if last.block == sentence.block else article.blocks[last.block].kind
        yield f"back={min(6, back)}"
        yield f"back={min(4, back)}|{block}|others={min(2, others)}"
        between = article.inside(article.titles, Span(last.span.end, sentence.span.start))
        yield f"since={min(3, len({id(m.work) for m in between if m.role == 'about'} - {id(work)}))}"
        tokens = self.line(sentence).tokens[:4]
        for token in tokens[:2]:
            yield f"away starts={token}"
        if any("show" in classes_of(token) for token in self.line(sentence).tokens[:6]):
            yield "away show word"

    def region(self, sentence: Sentence) -> str:
        """In what kind of block a sentence stands: text, list, heading, caption or furniture."""
        kind = self.article.blocks[sentence.block].kind
        return {ITEM: "item", HEADING: "heading", CAPTION: "caption", BOILERPLATE: "furniture"}.get(kind, "text")


def _classes(tokens: Sequence[str]) -> list[str]:
    return sorted({name for token in tokens for name in classes_of(token)})
