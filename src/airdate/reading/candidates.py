"""Names that could be titles, each with the evidence that the article gives for it.

Evidence comes from quotation marks, from a place alone on its line, from the lexicon, and from the words on either
side ("the BBC drama ___", "season 3 of ___", "___ returns"). Nothing is decided here: see ``titles.py``.

Over 400 lines, because the ways of gathering share the indexes of one article and would only hand them to each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from airdate.reading.article import Atom, PlaceMention
from airdate.reading.cues import pattern
from airdate.reading.cues import words as listed
from airdate.reading.layout import BOILERPLATE, HEADING, Block
from airdate.reading.model import Span
from airdate.reading.names import is_ordinary
from airdate.reading.occurrences import Occurrences
from airdate.reading.phrases import search_in

if TYPE_CHECKING:
    from airdate.reading.lexicon import Hits, Lexicon

_BEFORE, _AFTER = 60, 90  # characters of context looked at
_LONGEST = 12  # words of a title
_LONGEST_TAGGED = 24  # words and marks of what the tagger may call one


@dataclass(slots=True)
class Candidate:
    """A name and its places. ``score`` is the evidence that it is a title, ``cues`` the best context in one place;
    ``quoted`` holds the starts of the places in quotation marks; ``common``: also an ordinary word or phrase."""

    name: str
    score: float = 0.0
    spans: list[Span] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    known: bool = False
    common: bool = False
    form: str = ""
    cues: float = 0.0
    tagged: int = 0  # places that the tagger calls a title

    def leads_with_article(self) -> bool:
        return key_of(self.name) != self.name.casefold() and self.name.split()[0].casefold() in ("the", "a", "an")


def key_of(name: str) -> str:
    """One spelling for a name: no case, no leading article, no marks at the end."""
    low = name.casefold().strip(" \"'.,;:")
    for article in ("the ", "a ", "an "):
        if low.startswith(article) and len(low) > len(article) + 2:
            low = low[len(article) :]
    return low.replace(" and ", " & ").replace(" - ", ": ")


def _capitalised(line: str) -> bool:
    """Whether a line writes most of its words with capitals, as headlines do, so that capitals tell nothing."""
    words = [word for word in line.split() if word[0].isalpha() and word.lower() not in listed("titles", "small words")]
    return len(words) > 4 and sum(1 for word in words if word[0].isupper()) > 0.75 * len(words)


class Gatherer:
    """One article's candidates, by key. ``cuts`` are dates, times, seasons and services: no title is made of them."""

    def __init__(
        self,
        text: str,
        folded: str,
        blocks: Sequence[Block],
        atoms: Sequence[Atom],
        places: Sequence[PlaceMention],
        cuts: Sequence[Span],
        headline: str | None,
        lexicon: Lexicon,
        hits: Hits,
        occurrences: Occurrences,
    ) -> None:
        self.text, self.folded, self.blocks, self.atoms = text, folded, blocks, atoms
        self.places, self.lexicon, self._hits = places, lexicon, hits
        self.occurrences = occurrences
        self._shouted: dict[str, bool] = {}
        self.headline = headline or ""
        self.candidates: dict[str, Candidate] = {}
        self._cuts = [cut.start for cut in cuts]
        self._lines = {(block.span.start, block.span.end) for block in blocks}
        self._line_starts = [block.span.start for block in blocks]
        self._openings = {atom.span.start for atom in atoms if atom.initial}
        self._shouting = {
            block.index
            for block in blocks
            if block.kind == HEADING and _capitalised(folded[block.span.start : block.span.end])
        }

    def gather(self) -> dict[str, Candidate]:
        """All candidates with their evidence."""
        self._from_lines()
        self._from_entries()
        self._from_quotation_marks()
        self._from_lexicon()
        self._from_capitals()
        self._repetition()
        return self.candidates

    def evidence(self) -> list[tuple[int, int, float]]:
        """Every place of every candidate with the candidate's score: start, end, score."""
        return [(span.start, span.end, c.score) for c in self.candidates.values() for span in set(c.spans)]

    def count(self, key: str) -> int:
        """How often the text has a name, in any spelling."""
        return self.occurrences.count(key)

    def around(self, span: Span) -> tuple[Span, str]:
        """The context on either side within the line, quotation marks beside the name left out: where, and what."""
        start = max(self.folded.rfind("\n", 0, span.start) + 1, span.start - _BEFORE)
        end = self.folded.find("\n", span.end, span.end + _AFTER)
        before = Span(start, start + len(self.folded[start : span.start].rstrip("\"'*")))
        after = self.folded[span.end : end if end >= 0 else span.end + _AFTER]
        return before, after.lstrip("\"'*") if after[:2] != "'s" else after

    def _from_lines(self) -> None:
        """Headings that are a title and nothing else: a listing's line of data follows, or the text repeats them."""
        for block in self.blocks:
            span = self._bare_line(block)
            if span is None or span.end - span.start > 70:
                continue
            name = self.folded[span.start : span.end]
            if (
                block.kind != HEADING
                or self._in_place(span)
                or not self._title_cased(name)
                or not self._could_be(name.split(), True)
            ):
                continue
            at = bisect_left(self._cuts, span.start)
            if at < len(self._cuts) and self._cuts[at] < span.end:
                continue
            if self._heads_something(span):
                self._add(name, span, 2.2)
            elif self.count(key_of(name)) > 1 and len(name.split()) > 1:
                self._add(name, span, 1.2 if self._person_like(name.split()) else 1.7)

    def _bare_line(self, block: Block) -> Span | None:
        """The line without a number in front and without a season and marks behind."""
        hit = pattern("titles", "bare line").match(self.folded, block.span.start, block.span.end)
        return Span(*hit.span("name")) if hit else None

    def _from_entries(self) -> None:
        """Titles in the lines of a listing, which need no other sign if there are several such lines."""
        hits = list(pattern("titles", "entry").finditer(self.folded))
        for hit in hits:
            group = next(name for name in ("after", "before", "dated") if hit.group(name))
            start, end = hit.span(group)
            possessor = re.match(r"(?:[A-Z][\w+]*(?: [A-Z][\w+]*)?'s) ", self.folded[start:end])
            if possessor and self._in_place(Span(start, start + possessor.end() - 3)):
                start += possessor.end()
            inner = self.folded[start:end]
            season = re.search(r",? (?:seasons?|series) \d+(?:-\d+)?\Z|: .{40,}", inner, re.IGNORECASE)
            if season:
                inner = inner[: season.start()]
            inner = inner.strip(" *\"'")
            start += self.folded[start:end].find(inner)
            span = Span(start, start + len(inner))
            if inner and self._title_cased(inner) and not self._in_place(span):
                self._add(inner, span, 2.5 if len(hits) > 2 else 1.2)

    def _from_quotation_marks(self) -> None:
        for hit in pattern("titles", "quoted").finditer(self.folded):
            group = "double" if hit.group("double") is not None else "single"
            start, end = hit.span(group)
            inner = self.folded[start:end]
            bare = inner.strip().rstrip(",;")
            if bare.endswith(".") and not re.search(r"\.\w\.\Z|\b[A-Z]\.\Z|\b(?:Inc|Jr|vs|P\.D|P\.I)\.\Z", bare):
                bare = bare[:-1]
            start += len(inner) - len(inner.lstrip())
            if not bare or not self._title_cased(bare):
                continue
            span = Span(start, start + len(bare))
            before, after = self.around(Span(hit.start(), hit.end()))
            if self._stands_behind("not a title before", before) or pattern("titles", "spoken after").match(after):
                continue
            if re.search(r"[A-Z]\w+ \Z", before.of(self.folded)) and re.match(r" [A-Z]", after) and " " not in bare:
                continue  # a nickname: Abel "The Weeknd" Tesfaye
            if pattern("titles", "not a title after").match(after):
                continue
            score = 2.0 + self._context(before, after)
            self._add(bare, span, score, quoted=True)

    def _from_lexicon(self) -> None:
        bounds = sorted((atom.span.start, atom.span.end) for atom in self.atoms)
        starts = [start for start, _ in bounds]
        for hit in self._hits.titles:
            span = Span(hit.start, hit.end)
            if self._in_place(span) or (not self.text[hit.start].isupper() and not self.text[hit.start].isdigit()):
                continue
            at = bisect_left(starts, hit.start + 1) - 1
            whole = True
            for a, b in bounds[max(0, at) : at + 8]:
                if a < hit.end < b or a < hit.start < b:
                    rest = self.folded[hit.end : b] if b > hit.end else self.folded[a : hit.start]
                    if not (rest.startswith("'s") or pattern("titles", "cut").fullmatch(rest.strip())):
                        whole = False
            if not whole:
                continue
            before, after = self.around(span)
            score = self._context(before, after)
            if self._stands_behind("not a title before", before):
                score -= 1.0
            words = self.folded[hit.start : hit.end].split()
            narrow = hit.entry.common or (len(words) == 1 and is_ordinary(words[0], self.lexicon.common_words))
            if narrow:
                opens = span.start in self._openings or pattern("names", "no name").fullmatch(words[0])
                score = 0.4 + (score if score >= 1.5 and not opens else 0.0)
            elif len(words) == 1:
                score += 0.6
            else:
                score += 1.6 if len(words) == 2 else 2.0
            candidate = self._add(self.folded[hit.start : hit.end], span, score)
            candidate.known = True
            candidate.common = candidate.common or narrow
            candidate.form = candidate.form or hit.entry.form

    def _from_capitals(self) -> None:
        index = 0
        while index < len(self.atoms):
            end = index
            while end + 1 < len(self.atoms) and end - index < 5:
                gap = self.folded[self.atoms[end].span.end : self.atoms[end + 1].span.start]
                if not pattern("titles", "link").fullmatch(gap):
                    break
                end += 1
            self._ranges(index, end)
            index += 1

    def _ranges(self, first: int, last: int) -> None:
        """The names that begin at atom ``first``: joined by strong links, and longer ones where they recur."""
        atom = self.atoms[first]
        stop = first
        for at in range(first, last + 1):
            if at > first:
                gap = self.folded[self.atoms[at - 1].span.end : self.atoms[at].span.start]
                name = self.folded[atom.span.start : self.atoms[at].span.end]
                line = (atom.span.start, self.atoms[at].span.end) in self._lines
                if gap == ", " and not line:
                    break
                if (
                    not pattern("titles", "strong link").fullmatch(gap)
                    and not line
                    and (self.occurrences.as_written(name) < 2 or not self._own(first, at))
                ):
                    continue
                if gap == ": " and pattern("titles", "label").fullmatch(
                    self.folded[atom.span.start : self.atoms[at - 1].span.end]
                ):
                    break
                stop = at
        for at in sorted({first, stop}):
            self._propose(Span(atom.span.start, self.atoms[at].span.end), initial=atom.initial, joined=at > first)

    def _own(self, first: int, last: int) -> bool:
        """Whether the parts of a longer name do not stand elsewhere on their own more often than together."""
        whole = self.occurrences.as_written(self.folded[self.atoms[first].span.start : self.atoms[last].span.end])
        parts = [self.folded[atom.span.start : atom.span.end] for atom in self.atoms[first : last + 1]]
        return all(self.occurrences.as_written(part) <= whole * 1.5 + 1 for part in parts) and not any(
            part.split()[0] in self.lexicon.given_names and " " in part for part in parts
        )

    def _propose(self, span: Span, *, initial: bool, joined: bool) -> None:
        block = self.blocks[bisect_left(self._line_starts, span.start + 1) - 1]
        if block.kind == BOILERPLATE:
            return
        for piece in self._cut(span, initial=initial):
            name = self.folded[piece.start : piece.end]
            words = name.split()
            if len(words) > _LONGEST or self._in_place(piece) or not self._could_be(words, joined):
                continue
            before, after = self.around(piece)
            if self._stands_behind("not a title before", before):
                continue
            score = self._context(before, after)
            line = (piece.start, piece.end) in self._lines
            if line:
                score += 1.2 if self._heads_something(piece) else 0.4
            score += 0.3 if len(words) > 1 else -0.5
            if name in self.lexicon.place_names:
                score -= 1.0
            if (
                words[0] in ("The", "A", "An")
                and len(words) > 1
                and not initial
                and self.lexicon.outlets.get(name) is None
            ):
                score += 1.0
            if joined and " of " in name and initial and piece.start == self.blocks[0].span.start:
                score += 0.6
            if all(is_ordinary(word, self.lexicon.common_words) for word in words):
                score += 0.3 if len(words) > 1 else 0.0
            elif self._person_like(words):
                score -= 1.5
            if name.isupper() and len(name) > 4 and len(words) > 1 and not line:
                score += 0.8
            if pattern("names", "organisation").search(words[-1]):
                score -= 1.2
            if len(words) == 1:
                score -= 0.3 if initial else 0.0
                score -= 1.2 if words[0] in self.lexicon.given_names else 0.0
            if (
                block.index in self._shouting
                and (piece.start, piece.end) not in self._lines
                and self._only_shouted(name)
            ):
                score -= 0.8
            self._add(name, piece, score)

    def _only_shouted(self, name: str) -> bool:
        """Whether the name stands in no line that writes ordinary words small."""
        held = self._shouted.get(name)
        if held is None:
            held, at = True, self.folded.find(name)
            while held and at >= 0:
                held = bisect_left(self._line_starts, at + 1) - 1 in self._shouting
                at = self.folded.find(name, at + 1)
            self._shouted[name] = held
        return held

    def _cut(self, span: Span, *, initial: bool) -> Iterator[Span]:
        """The span, and what is left of it after a possessor ("Ryan Murphy's ___") or a type ("Drama ___")."""
        name = self.folded[span.start : span.end]
        if name.endswith("'s"):
            span = Span(span.start, span.end - 2)
            name = name[:-2]
        lead = pattern("titles", "lead").match(name)
        if lead:
            span = Span(span.start + lead.end(), span.end)
            name = name[lead.end() :]
        opening = name.split(" ", 1)
        if (
            initial
            and len(opening) > 1
            and opening[0] not in ("The", "A", "An")
            and (pattern("names", "no name").fullmatch(opening[0]) or pattern("names", "adverb").fullmatch(opening[0]))
        ):
            yield Span(span.start + len(opening[0]) + 1, span.end)
            if self.occurrences.as_written(name) < 2:
                return
        if name:
            yield span
        owner = re.match(r"(?:[A-Z][\w.-]+ ){0,3}[A-Z][\w.-]*'s? (?=[A-Z0-9])", name)
        if owner and owner.end() < len(name) and not is_ordinary(owner.group().strip(), self.lexicon.common_words):
            yield Span(span.start + owner.end(), span.end)

    def _could_be(self, words: Sequence[str], joined: bool) -> bool:
        if len(words) == 1 and (pattern("names", "no name").fullmatch(words[0]) or len(words[0]) < 2):
            return False
        name = " ".join(words)
        if pattern("names", "no name").fullmatch(name) or (name.title() in self.lexicon.place_names and len(words) > 1):
            return False
        if all(word in self.lexicon.calendar_words or word in self.lexicon.nationalities for word in words):
            return False
        return not all(pattern("names", "no name").fullmatch(word) for word in words) or len(words) > 2

    def _person_like(self, words: Sequence[str]) -> bool:
        return 1 < len(words) <= 4 and words[0] in self.lexicon.given_names and ":" not in " ".join(words)

    def _stands_behind(self, cue: str, before: Span) -> bool:
        return search_in(pattern("titles", cue), self.folded, before.start, before.end) is not None

    def _context(self, before: Span, after: str) -> float:
        score = 0.0
        if self._stands_behind("before", before) or self._stands_behind("list of works", before):
            score += 2.0
        elif self._stands_behind("weakly before", before):
            score += 0.7
        if pattern("titles", "after").match(after):
            score += 1.7
        elif pattern("titles", "weakly after").match(after):
            score += 0.7
        if self._stands_behind("against before", before):
            score -= 1.0
        return score

    def _heads_something(self, span: Span) -> bool:
        at = bisect_left(self._line_starts, span.start)
        following = self.blocks[at + 1 : at + 3]
        return any(
            pattern("titles", "listing line").search(self.folded[block.span.start : block.span.end])
            for block in following
        )

    def _repetition(self) -> None:
        headline = self.headline.casefold()
        first = self.folded[: self.blocks[0].span.end].casefold() if self.blocks else ""
        for key, candidate in self.candidates.items():
            times = len({span.start for span in candidate.spans})
            if not candidate.common or candidate.cues >= 1.0:
                candidate.score += min(times - 1, 3) * 0.4
                if key in headline:
                    candidate.score += 1.0
                elif key in first:
                    candidate.score += 0.4

    def _title_cased(self, name: str) -> bool:
        """Whether all but the small words have capitals; a last word in small letters is no title's."""
        parts = name.split()
        small = listed("titles", "small words")
        if len(parts) > _LONGEST or not (parts[0][0].isupper() or parts[0][0].isdigit()):
            return False
        if len(parts) > 2 and parts[-1][0].islower():
            return False
        if len(parts) == 1:
            return len(name) > 1
        return all(not part[0].islower() or part in small for part in parts) and any(
            part not in small for part in parts[1:]
        )

    def _in_place(self, span: Span) -> bool:
        at = bisect_left(self.places, span.start + 1, key=lambda place: place.span.end)
        return (
            at < len(self.places) and self.places[at].span.start <= span.start and self.places[at].span.end >= span.end
        )

    def tagged(self, span: Span, margin: float) -> None:
        """Note that the tagger calls this place a title, by this margin."""
        name = self.folded[span.start : span.end]
        if len(name.split()) > _LONGEST_TAGGED:
            return
        candidate = self._add(name, span, min(3.0, 1.0 + margin / 4))
        candidate.tagged += 1

    def _add(self, name: str, span: Span, score: float, *, quoted: bool = False) -> Candidate:
        key = key_of(name)
        candidate = self.candidates.get(key)
        if candidate is None:
            candidate = self.candidates[key] = Candidate(name, score)
        candidate.score = max(candidate.score, score) + (
            0.3 if min(candidate.score, score) > 0.5 and candidate.spans else 0
        )
        candidate.cues = max(candidate.cues, score)
        candidate.spans.append(span)
        if quoted:
            candidate.quoted.add(span.start)
        return candidate
