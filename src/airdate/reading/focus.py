"""Which work, and which season of it, each place of an article speaks about.

A place takes the work that its sentence names: the nearest one before it, else the next one after it. A sentence that
names none goes on about the work of the one before, within its section; a heading or a list item that names a work
speaks for what stands under it; the article's main work answers where nothing else does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from airdate.reading.article import Article, TitleMention, Work
from airdate.reading.cues import pattern
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING, ITEM, Sentence
from airdate.reading.model import Span

_IN_A_GROUP = re.compile(
    r"""['"]*,?['"]*\s*(?:\((?:[^()\n]{0,60})\))?\s*,?\s*"""
    r"""(?:(?:and|&|or|plus|as well as|both|with|also|the)\s+){0,2}['"]*"""
    r"""(?:(?:a |the )?(?:season|series) \w+ of )?['"]*"""
)


@dataclass(frozen=True, slots=True)
class Group:
    """Titles that one list names together: "X, Y and Z"."""

    span: Span
    works: tuple[Work, ...]


class Focus:
    """The answers for one article. ``main`` is the work it is about as a whole, None for a round-up."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.count: Counter[int] = Counter()
        self.main = self._main()
        self.single = self._single()
        self._groups: dict[int, list[Group]] = {s.index: self._groups_of(s) for s in article.sentences}
        self._carried: dict[int, tuple[Work, ...]] = {}
        self._into: dict[int, tuple[Work, ...]] = {}
        self._seasons: dict[int, Counter[int]] | None = None  # by the id of the work
        self._carry()

    # works

    def works_at(self, position: int, *, forward: bool = False) -> tuple[Work, ...]:
        """The works that a fact at ``position`` is about; more than one where a list shares it.

        ``forward`` prefers the next title in the sentence to the one before.
        """
        sentence = self.article.sentence_at(position)
        if sentence is None:
            return (self.main,) if self.main else ()
        groups = self._groups[sentence.index]
        if groups:
            before = [group for group in groups if group.span.start <= position]
            after = [group for group in groups if group.span.start > position]
            if forward and after:
                return after[0].works
            return (before[-1] if before else after[0]).works
        return self._carried.get(sentence.index, ())

    def work_at(self, position: int, *, forward: bool = False) -> Work | None:
        works = self.works_at(position, forward=forward)
        return works[0] if works else None

    def groups(self, sentence: Sentence) -> list[Group]:
        return self._groups[sentence.index]

    def carried(self, sentence: Sentence) -> tuple[Work, ...]:
        """What the sentence is about by itself: the first work it names, else what it goes on about."""
        groups = self._groups[sentence.index]
        return groups[0].works if groups else self._carried.get(sentence.index, ())

    def carried_into(self, sentence: Sentence) -> tuple[Work, ...]:
        """What a sentence goes on about where its subject is "it" or "the series", whatever else it names."""
        return self._into.get(sentence.index, ())

    def _mentions(self, sentence: Sentence) -> list[TitleMention]:
        return [
            m
            for m in self.article.inside(self.article.titles, sentence.span)
            if m.role == "about" and not self._in_a_date(m)
        ]

    def _in_a_date(self, mention: TitleMention) -> bool:
        """Whether the title is only a word of a longer date, as in "Wednesday, 9 October"."""
        span = mention.span
        near = self.article.inside(self.article.dates, Span(max(0, span.start - 40), span.end))
        return any(d.span.start <= span.start and span.end <= d.span.end and d.span != span for d in near)

    def _main(self) -> Work | None:
        article = self.article
        count = self.count
        by_id: dict[int, Work] = {}
        first_lines = article.blocks[1].span.end if len(article.blocks) > 1 else len(article.folded)
        headline = (article.headline or "").casefold()
        for mention in article.titles:
            sentence = article.sentence_at(mention.span.start)
            if (
                mention.role != "about"
                or self._in_a_date(mention)
                or (sentence and article.block_of(sentence).kind == BOILERPLATE)
            ):
                continue
            by_id[id(mention.work)] = mention.work
            count[id(mention.work)] += 3 if mention.span.start < first_lines else 1
            if headline and mention.work.name.casefold() in headline:
                count[id(mention.work)] += 3
        if not count:
            return None
        order = sorted(by_id, key=lambda key: (-count[key], by_id[key].spans[0]))
        return by_id[order[0]]

    def _single(self) -> bool:
        """Whether the article keeps to its main work, others being named in passing."""
        if self.main is None:
            return False
        rest = [times for key, times in self.count.items() if key != id(self.main)]
        return self.count[id(self.main)] >= 0.45 * sum(self.count.values()) and self.count[id(self.main)] > 2 * max(
            rest, default=0
        )

    def _groups_of(self, sentence: Sentence) -> list[Group]:
        groups: list[Group] = []
        for mention in self._mentions(sentence):
            if groups and _IN_A_GROUP.fullmatch(self.article.folded[groups[-1].span.end : mention.span.start]):
                last = groups[-1]
                works = last.works if mention.work in last.works else (*last.works, mention.work)
                groups[-1] = Group(Span(last.span.start, mention.span.end), works)
            else:
                groups.append(Group(mention.span, (mention.work,)))
        return groups

    def _carry(self) -> None:
        """Walk down the article and note what each sentence without a title goes on about."""
        article = self.article
        current: tuple[Work, ...] = ()
        section: tuple[Work, ...] = ()
        block = -1
        for sentence in article.sentences:
            kind = article.block_of(sentence).kind
            groups = self._groups[sentence.index]
            if kind in (BOILERPLATE, CAPTION):
                if groups:
                    self._carried[sentence.index] = groups[0].works
                continue
            if sentence.block != block:
                block = sentence.block
                if kind == HEADING:
                    section = groups[0].works if len(groups) == 1 and len(groups[0].works) == 1 else section
                    if groups:
                        current = section
            self._into[sentence.index] = current or ((self.main,) if self.main else ())
            if groups:
                lead = groups[0]
                subject = self._subject(sentence, groups)
                current = (subject or lead).works
                if self.single and self.main is not None and self.main not in current and kind not in (ITEM, HEADING):
                    self._carried[sentence.index] = current
                    current = (self.main,)
                    continue
                if len(current) > 1 and kind != ITEM:
                    current = current[-1:] if len(groups) == 1 else current[:1]
            elif not current and self.main:
                current = (self.main,)
            elif self.main and pattern("focus", "main again").search(
                article.folded, sentence.span.start, sentence.span.end
            ):
                current = current or (self.main,)
            self._carried[sentence.index] = current or ((self.main,) if self.main else ())

    def _subject(self, sentence: Sentence, groups: list[Group]) -> Group | None:
        """The group that the next sentence will mean: the main work if it is there, else the first."""
        if self.main is not None:
            for group in groups:
                if self.main in group.works and len(group.works) == 1:
                    return group
        return groups[0] if groups else None

    # seasons

    def season_at(self, position: int, work: Work | None, *, reach: int = 0) -> int | None:
        """The season that a fact at ``position`` is about: one named in its sentence, nearest first, else None.

        ``reach`` sentences before it, in the same block and about the same work, may name it instead.
        """
        article = self.article
        sentence = article.sentence_at(position)
        for step in range(reach + 1):
            if sentence is None:
                return None
            named = [m for m in article.inside(article.seasons, sentence.span) if m.season is not None]
            if work is not None and len(self._groups[sentence.index]) > 1:
                named = [m for m in named if work in self.works_at_season(m.span)]
            if named:
                if step:
                    return named[-1].season
                before = [m for m in named if m.span.start <= position]
                if len({m.season for m in named}) == 1:
                    return named[0].season
                nearest = min(named, key=lambda m: (abs(m.span.start - position), m.span.start))
                if before and (position - before[-1].span.start < 80 or self._parted(position, nearest.span.start)):
                    return before[-1].season
                return nearest.season
            if sentence.index == 0 or article.sentences[sentence.index - 1].block != sentence.block:
                return None
            previous = article.sentences[sentence.index - 1]
            if work is not None and work not in self.carried(previous):
                return None
            sentence = previous
        return None

    def _parted(self, position: int, later: int) -> bool:
        """Whether another clause begins between a place and a later one: "on 3 August - with a third season"."""
        return re.search(r"[,;]| - | (?:with|and|while|but|as) ", self.article.folded[position:later]) is not None

    def works_at_season(self, span: Span) -> tuple[Work, ...]:
        """The works whose season a mention names: "season 2 of ___", "___ season 2"."""
        if re.match(r" of |,? (?:for|on) ", self.article.folded[span.end : span.end + 5]):
            return self.works_at(span.start, forward=True)
        return self.works_at(span.start)

    def current_season(self, work: Work) -> int | None:
        """The season that the article is about, if it keeps to one: the first and most frequent that it names."""
        if self._seasons is None:
            self._seasons = {}
            for rank, mention in enumerate(self.article.seasons):
                if mention.season is not None:
                    for named in self.works_at_season(mention.span):
                        count = self._seasons.setdefault(id(named), Counter())
                        count[mention.season] += 2 if rank == 0 else 1
        count = self._seasons.get(id(work), Counter())
        best = max(count.values(), default=0)
        return max((season for season, times in count.items() if times == best), default=None)
