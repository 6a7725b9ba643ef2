"""An article as the rules see it: its layout, everything mentioned in it, and what each place in it speaks about.

Mentions are values with a span; works and persons are shared objects, so that two mentions of one work hold the
same :class:`Work`. All sequences are sorted by start. The rules of ``kinds/`` read an :class:`Article` and
change nothing.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from airdate.reading.layout import Block, Sentence
from airdate.reading.model import Span

if TYPE_CHECKING:
    from airdate.reading.dates import DateMention, WeekdaySlot
    from airdate.reading.focus import Focus
    from airdate.reading.money import MoneyMention
    from airdate.reading.occurrences import Occurrences
    from airdate.reading.quotations import Quotation
    from airdate.reading.seasons import SeasonMention
    from airdate.reading.times import TimeMention


class Spanned(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=Spanned)


@dataclass(slots=True, eq=False)
class Work:
    """A title that the article speaks of, by its fullest name."""

    name: str
    form: str = ""  # "series", "film", or "" where nothing says so
    weight: float = 0.0  # how sure it is that this is a title at all
    known: bool = False  # in the lexicon
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TitleMention:
    """``role`` is "about", or "identifying" where the work only says who somebody is."""

    span: Span
    work: Work
    role: str = "about"
    quoted: bool = False


@dataclass(slots=True, eq=False)
class Person:
    """Somebody by the fullest name in the article. ``actor`` and ``character`` count what spoke for each."""

    name: str
    actor: int = 0
    character: int = 0


@dataclass(frozen=True, slots=True)
class PersonMention:
    span: Span
    person: Person
    full: bool = True


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A platform, channel, carrier or shop; ``name`` as the article spells it, ``kind`` as in the lexicon."""

    span: Span
    name: str
    kind: str
    country: str = ""
    possessive: bool = False  # "Netflix's X"


@dataclass(frozen=True, slots=True)
class OutletMention:
    """A publication or a platform that people speak to."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of capitalised words, with nothing known about it yet."""

    span: Span
    words: tuple[str, ...]
    initial: bool  # begins its sentence, so that the first capital means nothing


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: ``slots`` without empty ones, ``trail`` with the rules' names, ``sure`` from 0 to 1."""

    kind: str
    slots: Mapping[str, Any]
    evidence: tuple[Span, ...]
    sure: float
    trail: tuple[str, ...]


@dataclass(slots=True)
class Article:
    """All that the stages before the kinds found out. ``folded`` has the length of ``text``."""

    text: str
    folded: str
    published: datetime.date
    headline: str | None
    country: str  # ISO 3166 of the outlet's readers, "GB" or "US" mostly, "" if nothing says
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    dates: Sequence[DateMention]
    times: Sequence[TimeMention]
    slots: Sequence[WeekdaySlot]
    seasons: Sequence[SeasonMention]
    money: Sequence[MoneyMention]
    quotations: Sequence[Quotation]
    places: Sequence[PlaceMention]
    outlets: Sequence[OutletMention]
    atoms: Sequence[Atom]
    occurrences: Occurrences
    titles: Sequence[TitleMention] = ()
    people: Sequence[PersonMention] = ()
    works: Sequence[Work] = ()
    focus: Focus = field(init=False)
    _starts: dict[int, tuple[Sequence[Any], list[int]]] = field(default_factory=dict)
    # Where somebody's words begin, and where the furthest of those begun so far ends.
    _speech: tuple[list[int], list[int]] | None = None

    def inside(self, mentions: Sequence[M], span: Span) -> Sequence[M]:
        """Those of ``mentions`` (one of this article's sequences) that begin within ``span``."""
        held = self._starts.get(id(mentions))
        if held is None or held[0] is not mentions:
            held = self._starts[id(mentions)] = (mentions, [mention.span.start for mention in mentions])
        return mentions[bisect_left(held[1], span.start) : bisect_left(held[1], span.end)]

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds ``position``, or the last one that begins before it."""
        at = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[at] if at >= 0 else None

    @property
    def _sentence_starts(self) -> list[int]:
        held = self._starts.get(-1)
        if held is None:
            held = self._starts[-1] = (self.sentences, [sentence.span.start for sentence in self.sentences])
        return held[1]

    def block_of(self, sentence: Sentence) -> Block:
        return self.blocks[sentence.block]

    def of(self, span: Span) -> str:
        """The text as given."""
        return self.text[span.start : span.end]

    def plain(self, span: Span) -> str:
        """The text in one spelling of quotes and dashes."""
        return self.folded[span.start : span.end]

    def spoken(self, position: int) -> bool:
        """Whether the position lies within a quotation of somebody's words."""
        if self._speech is None:
            said = [q.span for q in self.quotations if q.words > 4 and q.has_verb]
            self._speech = [span.start for span in said], list(accumulate((span.end for span in said), max))
        starts, ends = self._speech
        at = bisect_right(starts, position) - 1
        return at >= 0 and position < ends[at]

    def about(self) -> Iterator[Sentence]:
        """The sentences that can make claims: those outside page furniture."""
        return (sentence for sentence in self.sentences if self.blocks[sentence.block].kind != "boilerplate")


Rule = Callable[[Article], Iterator[Draft]]
