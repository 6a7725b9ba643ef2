"""Which works an article names: those of the lexicon, and those that typography and context show.

A candidate with enough evidence is a work, and then all its places are mentions. Short and ordinary names ("You",
"From") count only where they stand as names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from airdate.reading.article import PlaceMention, TitleMention, Work
from airdate.reading.candidates import Candidate, Gatherer, key_of
from airdate.reading.cues import pattern
from airdate.reading.model import Span
from airdate.reading.names import is_ordinary
from airdate.reading.phrases import search_in
from airdate.reading.tagging import TITLE, Tag

if TYPE_CHECKING:
    from airdate.reading.dates import DateMention

_BESIDE = 160  # characters between names of which one may be part of the other
_JOINT_BEFORE = re.compile(r"(?:, and |, | and | & |; )(?:[\"'])?\Z")
_JOINT_AFTER = re.compile(r"(?:[\"'])?(?:, and |, | and | & |; )")
_BOUNDS = re.compile(r"(?<!\w)|(?!\w)")
_MOST_BOUNDS = 80  # of words in one name; what has more is no name with another inside
ENOUGH_ALONE = 4.5  # evidence of rules that makes a name a title which the tagger never calls one
ENOUGH_KNOWN = 2.0  # of a name that the lexicon has for a title, and which is nothing else
_CALLED = 1.5  # evidence in one place that an ordinary word needs where the sentence calls it a work
_DOUBT = 2.0  # margin that the tagger must have to call a full name a title
_ACTOR_IN_BRACKETS = re.compile(r" \((?:played by )?(?P<name>[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,3})\)")


def find_titles(gatherer: Gatherer, tags: Sequence[Tag]) -> tuple[list[Work], list[TitleMention]]:
    """The works in order of first mention, and every mention of them, sorted; ``gatherer`` has gathered."""
    return _Choice(gatherer, tags).made()


def days_apart(
    dates: Sequence[DateMention], works: list[Work], mentions: list[TitleMention]
) -> tuple[list[Work], list[TitleMention]]:
    """The works and mentions without the lines of a weekday that head columns, though a work is called "Wednesday".

    Such a line is a day if other lines are headed by other days, or if no other place names the work."""
    heads = {date.span: date.edtf for date in dates if date.heading and date.weekday is not None and date.relative}
    columns = len(set(heads.values())) > 1
    elsewhere = {id(mention.work) for mention in mentions if mention.span not in heads}
    kept = [m for m in mentions if m.span not in heads or (not columns and id(m.work) in elsewhere)]
    return _only(works, mentions, kept)


def services_apart(
    places: Sequence[PlaceMention], works: list[Work], mentions: list[TitleMention]
) -> tuple[list[Work], list[TitleMention]]:
    """The works and mentions without names that the article gives a service at least as often as a work."""
    times = Counter(place.name for place in places)
    shown = Counter(mention.work.name for mention in mentions)
    kept = [m for m in mentions if m.quoted or not times[m.work.name] or times[m.work.name] < shown[m.work.name]]
    return _only(works, mentions, kept)


def _only(
    works: list[Work], mentions: list[TitleMention], kept: list[TitleMention]
) -> tuple[list[Work], list[TitleMention]]:
    """The mentions kept, and the works that they still mention."""
    if len(kept) == len(mentions):
        return works, mentions
    left = {id(mention.work) for mention in kept}
    for work in works:
        work.spans = [mention.span for mention in kept if mention.work is work]
    return [work for work in works if id(work) in left], kept


class _Choice:
    def __init__(self, gatherer: Gatherer, tags: Sequence[Tag]) -> None:
        self.gatherer = gatherer
        self.text, self.folded, self.lexicon = gatherer.text, gatherer.folded, gatherer.lexicon
        self.candidates = gatherer.candidates
        self.tags = tags
        self._learn(tags)

    def _learn(self, tags: Sequence[Tag]) -> None:
        """Let the tagger speak: what it calls a title is one, what it never does needs strong evidence."""
        for tagged in tags:
            if tagged.label == TITLE and not self._is_somebody(tagged) and not self._is_outlet(tagged.span):
                self.gatherer.tagged(tagged.span, tagged.margin)

    def _is_somebody(self, tagged: Tag) -> bool:
        """Whether the place rather names a person: a character with the actor in brackets, or a doubtful full name."""
        cast = _ACTOR_IN_BRACKETS.match(self.folded, tagged.span.end)
        if cast:
            words = cast.group("name").split()
            if words[0] in self.lexicon.given_names or re.search(rf"[A-Z]\w+ {re.escape(words[-1])}\b", self.folded):
                return True
        words = self.folded[tagged.span.start : tagged.span.end].split()
        like_a_name = 1 < len(words) <= 4 and words[0] in self.lexicon.given_names
        return like_a_name and tagged.margin < _DOUBT

    def _called_works(self) -> None:
        """Take for titles what the sentence calls a work ("the courtroom drama ___", "presenter of ___"), unless the
        tagger calls it somebody or something else."""
        others = sorted((tag.span.start, tag.span.end) for tag in self.tags if tag.label != TITLE)
        begins = {hit.end() for hit in pattern("titles", "called a work before").finditer(self.folded)}
        ends = {hit.start() for hit in pattern("titles", "called a work after").finditer(self.folded)}
        for candidate in self.candidates.values():
            if candidate.tagged or (candidate.common and candidate.cues < _CALLED):
                continue
            for span in candidate.spans:
                if span.start not in begins and span.start - 1 not in begins and span.end not in ends:
                    continue
                at = bisect_left(others, (span.end,)) - 1
                if at < 0 or others[at][1] <= span.start:
                    candidate.tagged += 1
                    break

    def _is_outlet(self, span: Span) -> bool:
        """Whether the name is of what reports, not of what is shown: "The Evening Tide understands"."""
        before, after = self.gatherer.around(span)
        told = search_in(pattern("titles", "outlet before"), self.folded, before.start, before.end)
        return told is not None or pattern("titles", "outlet after").match(after) is not None

    def made(self) -> tuple[list[Work], list[TitleMention]]:
        self._called_works()
        accepted = [c for c in self.candidates.values() if c.tagged or c.score >= _enough(c)]
        return self._mentions(self._without_overlong(self._with_their_lists(accepted)))

    def _with_their_lists(self, accepted: list[Candidate]) -> list[Candidate]:
        """Also the names that stand in one list with titles: "X, Y and Z"."""
        chosen = {key_of(candidate.name) for candidate in accepted}
        for _ in range(3):
            sure = sorted(
                (span.start, span.end) for c in self.candidates.values() if key_of(c.name) in chosen for span in c.spans
            )
            starts = [start for start, _ in sure]
            ends = sorted(end for _, end in sure)
            grown = False
            for key, candidate in self.candidates.items():
                if key in chosen or candidate.score < 0.2:
                    continue
                for span in candidate.spans:
                    gap = self.folded[max(0, span.start - 8) : span.start]
                    joint = _JOINT_BEFORE.search(gap)
                    at = bisect_left(ends, span.start - (len(joint.group()) if joint else 0) - 1)
                    if joint and at < len(ends) and 0 <= span.start - len(joint.group()) - ends[at] <= 1:
                        chosen.add(key)
                        grown = True
                        break
                    gap = self.folded[span.end : span.end + 8]
                    joint = _JOINT_AFTER.match(gap)
                    if joint:
                        at = bisect_left(starts, span.end)
                        if at < len(starts) and 0 <= starts[at] - span.end - len(joint.group()) <= 1:
                            chosen.add(key)
                            grown = True
                            break
            if not grown:
                break
        return [candidate for key, candidate in self.candidates.items() if key in chosen]

    def _without_overlong(self, accepted: list[Candidate]) -> list[Candidate]:
        """Names without those that only add a word of the sentence to a name that stands alone elsewhere; and with
        the longer names ("X: A Y Mystery") of which only the first part was sure."""
        names = {key_of(candidate.name) for candidate in accepted}
        count = self.gatherer.count
        kept: list[Candidate] = []
        for candidate in accepted:
            if candidate.known or candidate.quoted or candidate.cues >= 2.5 or len(set(candidate.spans)) > 1:
                kept.append(candidate)
                continue
            key = key_of(candidate.name)
            inner = [part for part in _parts(key) if part in names]
            overlong = inner and not any(key.startswith(n + ": ") or key.endswith(": " + n) for n in inner)
            if not (overlong and any(count(n) > count(key) for n in inner)):
                kept.append(candidate)
        for key, candidate in self.candidates.items():
            first = key.split(": ")[0]
            if key not in names and ": " in key and first in names and key.split(": ")[1] not in names:
                kept.append(candidate)
        return kept

    def _mentions(self, accepted: list[Candidate]) -> tuple[list[Work], list[TitleMention]]:
        taken: list[tuple[int, int, Candidate, bool]] = []
        covered = bytearray(len(self.folded))
        for candidate in sorted(accepted, key=lambda c: (-len(c.name), c.name)):
            for span, quoted in self._places_of(candidate):
                if covered.find(1, span.start, span.end) < 0:
                    covered[span.start : span.end] = b"\1" * (span.end - span.start)
                    taken.append((span.start, span.end, candidate, quoted))
        taken.sort(key=lambda row: row[0])
        places: dict[int, list[tuple[int, int]]] = {}
        for start, end, candidate, _ in taken:
            places.setdefault(id(candidate), []).append((start, end))
        works: dict[str, Work] = {}
        mentions: list[TitleMention] = []
        aliases = self._aliases(places)
        for start, end, candidate, quoted in taken:
            candidate = aliases.get(id(candidate), candidate)
            key = key_of(candidate.name)
            work = works.get(key)
            if work is None:
                a, b = self._best_spelt(places[id(candidate)])
                work = works[key] = Work(self.text[a:b], candidate.form, candidate.score, candidate.known)
            work.spans.append(Span(start, end))
            mentions.append(TitleMention(Span(start, end), work, self._role(Span(start, end)), quoted))
        return list(works.values()), mentions

    def _aliases(self, places: Mapping[int, Sequence[tuple[int, int]]]) -> dict[int, Candidate]:
        """Short names that stand for longer ones: the part before or after a colon, once the whole was named.

        A part that one sentence names beside the whole is another work (a parent series)."""
        present = {key: c for key, c in self.candidates.items() if id(c) in places}
        by_first_part: dict[str, list[Candidate]] = {}
        for key, candidate in present.items():
            first, colon, _ = key.partition(": ")
            if colon:
                by_first_part.setdefault(first, []).append(candidate)
        found: dict[int, Candidate] = {}
        for key, whole in present.items():
            first, colon, rest = key.partition(": ")
            if not colon or any(c is not whole and c is not present.get(rest) for c in by_first_part[first]):
                continue
            for part in (first, rest):
                short = present.get(part)
                if short is None or short is whole or self._near(places[id(short)], places[id(whole)]):
                    continue
                if places[id(whole)][0] < places[id(short)][0] or part != first:
                    found[id(short)] = whole
        return found

    def _near(self, some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
        """Whether a place of one name stands near one of another in the same line."""
        few, many = sorted((some, others), key=len)
        starts = [start for start, _ in many]
        for at, _ in few:
            for other in starts[bisect_left(starts, at - _BESIDE + 1) : bisect_left(starts, at + _BESIDE)]:
                if self.folded.find("\n", min(at, other), max(at, other)) < 0:
                    return True
        return False

    def _best_spelt(self, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The place with the fullest and most frequent of the spellings; not all capitals if there is another."""
        first: dict[str, tuple[int, int]] = {}
        times: Counter[str] = Counter()
        for start, end in places:
            name = self.folded[start:end]
            first.setdefault(name, (start, end))
            times[name] += 1
        mixed = [name for name in first if not name.isupper()] or list(first)
        return first[max(mixed, key=lambda name: (len(name.split()), times[name], -first[name][0]))]

    def _places_of(self, candidate: Candidate) -> Iterator[tuple[Span, bool]]:
        key = key_of(candidate.name)
        narrow = (" " not in key and (candidate.common or is_ordinary(key, self.lexicon.common_words))) or len(key) < 4
        if narrow:
            for span in sorted(set(candidate.spans)):
                yield span, span.start in candidate.quoted
            return
        for start, end in self.gatherer.occurrences.with_article(key, article=candidate.leads_with_article()):
            first = self.folded[start:end].split()[0]
            if first in ("the", "a", "an"):  # "the Heartstopper cast": the article is the sentence's
                start += len(first) + 1
            if self.folded[start].islower():
                continue
            yield Span(start, end), self.folded[max(0, start - 1) : start] in ("'", '"')

    def _role(self, span: Span) -> str:
        before, after = self.gatherer.around(span)
        cue = pattern("titles", "identifying before")
        if search_in(cue, self.folded, before.start, before.end) or pattern("titles", "identifying after").match(after):
            return "identifying"
        return "about"


def _enough(candidate: Candidate) -> float:
    """The evidence of rules with which a name is a title though the tagger never calls it one."""
    return ENOUGH_KNOWN if candidate.known and not candidate.common else ENOUGH_ALONE


def _parts(key: str) -> Iterator[str]:
    """The stretches of a key, save the whole, that are whole words."""
    size = len(key)
    bounds = [hit.start() for hit in _BOUNDS.finditer(key)]
    if len(bounds) > _MOST_BOUNDS:
        return
    word = [char.isalnum() or char == "_" for char in key]
    begins = [at for at in bounds if at < size and (at == 0 or not word[at - 1])]
    ends = [at for at in bounds if at == size or not word[at]]
    for start in begins:
        for end in ends:
            if start < end and end - start < size:
                yield key[start:end]
