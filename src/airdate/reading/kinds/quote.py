"""What people are quoted as saying: who, to which outlet, about which work."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from airdate.reading.article import Article, Draft, PersonMention, Work
from airdate.reading.cues import pattern
from airdate.reading.evidence import merged
from airdate.reading.kinds.quote_outlet import outlet_in
from airdate.reading.layout import BOILERPLATE, CAPTION, HEADING
from airdate.reading.model import LONGEST_EVIDENCE, Span
from airdate.reading.quotations import Quotation
from airdate.reading.sketch import is_character

_REACH = 220
_APPOSITION = re.compile(r",(?: (?:the|its|a|an|who is|who was|now))*[^.,;\"]{0,60}")
_SURE = {
    "after": 0.75,
    "between": 0.75,
    "before": 0.7,
    "colon": 0.65,
    "unnamed": 0.55,
    "neighbour": 0.5,
    "goes on": 0.45,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a name, or "" for somebody unnamed; ``where`` shows it, ``how`` names the form."""

    name: str
    where: Span
    how: str
    person: PersonMention | None = None


def drafts(article: Article) -> Iterator[Draft]:
    teller = _Teller(article)
    executives = _executives(article) if article.quotations else set()
    ended = -1
    for quotation in article.quotations:
        first = quotation.pieces[0]
        goes_on = ended >= 0 and not article.folded[ended : first.start].strip(" \n\"'.,")
        if not quotation.nested:
            ended = quotation.pieces[-1].end
        sentence = article.sentence_at(first.start)
        if not is_speech(article, quotation) or sentence is None:
            continue
        kind = article.block_of(sentence).kind
        if kind in (BOILERPLATE, CAPTION):
            continue
        voice = teller.voice(quotation)
        if voice is None or (kind == HEADING and voice.how in ("neighbour", "goes on")):
            continue
        if goes_on and voice.how in ("neighbour", "goes on"):  # a paragraph mark inside one quotation
            continue
        slots: dict[str, Any] = {"speaker": voice.name} if voice.name else {}
        outlet = outlet_in(article, quotation, _scopes(article, quotation))
        if outlet is not None:
            slots["outlet"] = outlet
        work = _work(article, quotation, voice, executives)
        if work is not None:
            slots["title"] = work.name
        slots["opening"] = quotation.opening
        start = Span(first.start, min(first.end, first.start + LONGEST_EVIDENCE))
        yield Draft("quote", slots, merged([start, voice.where]), _SURE[voice.how], ("quote." + voice.how,))


def is_speech(article: Article, quotation: Quotation) -> bool:
    """Whether the words in marks are a sentence that somebody said, not a name or a word held at arm's length."""
    if quotation.nested or quotation.words < 4:
        return False
    head = article.folded[quotation.pieces[0].start : quotation.pieces[0].start + 120]
    verb = quotation.has_verb or re.search(r"\b(?:it|that|he|she|there|what|who|here|let)'s\b", head, re.IGNORECASE)
    if quotation.lower:
        return bool(verb and quotation.has_subject and quotation.words > 5)
    if quotation.has_subject and (verb or (quotation.words > 5 and quotation.stop in (".", "!", "?", ","))):
        return True
    return bool(verb and quotation.words > 8)


def _scopes(article: Article, quotation: Quotation) -> list[Span]:
    """The stretches that may say who speaks: behind each piece up to the next, then before the first."""
    folded = article.folded
    found: list[Span] = []
    for number, span in enumerate(quotation.pieces):
        paragraph = folded.find("\n", span.end)
        limit = min(span.end + _REACH, paragraph if paragraph >= 0 else len(folded))
        if number + 1 < len(quotation.pieces):
            limit = min(limit, quotation.pieces[number + 1].start)
        stop = re.compile(r"(?<=[\w)][.!?]) (?=[A-Z\"'])").search(folded, span.end + 2, limit)
        found.append(Span(span.end, stop.start() if stop else limit))
    start = quotation.span.start
    sentence = article.sentence_at(max(0, start - 2))
    begin = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
    if begin >= start - 1 and folded[: max(0, begin)].rstrip().endswith(":"):  # the paragraph above ends in a colon
        begin = max(folded.rfind("\n", 0, len(folded[:begin].rstrip())) + 1, start - _REACH)
    elif sentence is not None and sentence.span.start < start and folded[:start].rstrip()[-1:] in ",:":
        begin = max(begin, sentence.span.start)
    found.append(Span(begin, start))
    return found


class _Teller:
    """Finds who says each quotation, remembering who spoke last."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.real = [mention for mention in article.people if not is_character(mention)]
        self.starts = [mention.span.start for mention in self.real]
        self.quoted = sorted(piece for q in article.quotations if not q.nested and q.words > 3 for piece in q.pieces)
        self.last: PersonMention | None = None
        self.last_end = -1

    def voice(self, quotation: Quotation) -> Voice | None:
        *after, before = _scopes(self.article, quotation)
        found = None
        for number, scope in enumerate(after):
            found = found or self._told(scope, "between" if number + 1 < len(after) else "after", quotation)
        folded = self.article.folded
        introduced = folded[before.start : before.end].rstrip(" \"'")[-1:]
        found = self._led_in(quotation, before) or found
        if found is None and before.end > before.start and introduced in (":", ","):
            found = self._told(before, "before", quotation) or (
                self._named(before, "colon") if introduced == ":" else None
            )
        if found is None:
            found = self._near(quotation)
        if found is not None and found.person is not None:
            self.last, self.last_end = found.person, quotation.span.end
        return found

    def _led_in(self, quotation: Quotation, before: Span) -> Voice | None:
        """Who speaks where the words before lead into the quotation: "she says: ...", "they teased that ..."."""
        lead = self.article.folded[before.start : before.end].rstrip(" \"'")
        if lead.endswith(":"):
            return self._told(before, "before", quotation) or self._named(before, "colon")
        if lead.endswith(" that") or (quotation.lower and re.search(r"\bthat\b[^.;:]*\Z", lead)):
            return self._told(before, "before", quotation)
        return None

    def _told(self, scope: Span, how: str, quotation: Quotation) -> Voice | None:
        """The speaker beside a verb of speaking."""
        folded = self.article.folded
        dash = re.compile(r"[\"']? ?[-–—] ").match(folded, scope.start, scope.end)
        people = self._people(scope)
        if dash and people and people[0].span.start <= dash.end() + 1:
            return Voice(people[0].person.name, people[0].span, how, people[0])
        best: tuple[int, Voice] | None = None
        for hit in pattern("quote", "said").finditer(folded, scope.start, scope.end):
            lead = hit.start() - scope.start if how != "before" else scope.end - hit.end()
            voice = self._speaker(scope, hit.start(), hit.end(), how, quotation)
            if voice is not None and (best is None or lead < best[0]):
                best = (lead, voice)
        return best[1] if best else None

    def _speaker(self, scope: Span, start: int, end: int, how: str, quotation: Quotation) -> Voice | None:
        article, folded = self.article, self.article.folded
        where = Span(start, end)
        ahead, behind = folded[scope.start : start], folded[end : scope.end]
        spokesperson = self._organisation(scope, start)
        if spokesperson is not None:
            return spokesperson
        nearest: tuple[int, PersonMention] | None = None
        for mention in self._people(scope):
            gap = folded[mention.span.end : start] if mention.span.end <= start else folded[end : mention.span.start]
            if len(gap) > 120 or '"' in gap or (mention.span.start >= end and re.match(r" (?:to |with |of )", gap)):
                continue
            if mention.span.start >= end and re.fullmatch(r" (?:the )?", gap) and _takes_a_listener(folded[start:end]):
                continue
            distance = len(gap) + (0 if mention.span.end <= start else 3)
            if nearest is None or distance < nearest[0]:
                nearest = (distance, mention)
        close = ahead[-40:]
        if re.search(
            r"\b(?:[Hh]e|[Ss]he|[Tt]hey)(?: (?:has|have|had|also|then|once|later|only|just|\w+ly|would|will|is))* \Z",
            close,
        ) or (re.match(r" (?:he|she|they)\b", behind)):
            person = self._meant(start, quotation)
            return Voice(person.person.name, where, how, person) if person else None
        if nearest is not None:
            return Voice(nearest[1].person.name, merged([nearest[1].span, where])[0], how, nearest[1])
        if pattern("quote", "unnamed").search(ahead[-60:]) or pattern("quote", "unnamed").match(
            behind.lstrip(" anthe")
        ):
            return Voice("", where, "unnamed")
        if pattern("quote", "role of speaker").search(ahead[-70:]) or pattern("quote", "role of speaker").match(
            behind.strip()
        ):
            person = self._meant(start, quotation)
            return Voice(person.person.name, where, how, person) if person else None
        for place in article.inside(article.places, scope):
            told = pattern("quote", "told whom").search(
                folded, max(scope.start, place.span.start - 50), place.span.start
            )
            if not told and abs(place.span.end - start) < 12:
                return Voice(place.name, place.span, how)
        return None

    def _organisation(self, scope: Span, start: int) -> Voice | None:
        """The company for which a spokesperson speaks: "an ITV spokeswoman", "a spokesman for Channel 4"."""
        article, folded = self.article, self.article.folded
        hit = pattern("quote", "spokesperson").search(folded, scope.start, scope.end)
        if hit is None or abs(hit.start() - start) > 90 or self._people(Span(hit.end(), scope.end)):
            return None
        near = Span(max(scope.start, hit.start() - 40), min(scope.end, hit.end() + 50))
        for place in article.inside(article.places, near):
            before = folded[max(0, place.span.start - 40) : place.span.start]
            if place.span.end <= hit.start() + 1 or pattern("quote", "spokesperson for").search(before):
                return Voice(place.name, place.span, "after")
        for atom in article.inside(article.atoms, near):
            before = folded[max(0, atom.span.start - 40) : atom.span.start]
            if atom.span.end + 1 == hit.start() or pattern("quote", "spokesperson for").search(before):
                return Voice(article.of(atom.span), atom.span, "after")
        return None

    def _named(self, scope: Span, how: str) -> Voice | None:
        """The one person whom a sentence that ends in a colon names, or means."""
        people = self._people(scope)
        if len({id(mention.person) for mention in people}) == 1:
            return Voice(people[-1].person.name, people[-1].span, how, people[-1])
        return None

    def _near(self, quotation: Quotation) -> Voice | None:
        """Who speaks where nothing says so: the person of the sentence before, or who spoke last."""
        folded = self.article.folded
        start = quotation.span.start
        low = folded.rfind("\n", 0, start) + 1
        alone = not folded[quotation.span.end : folded.find("\n", quotation.span.end)].strip(" .")
        if start > low + 10 and alone and quotation.words > 5:
            person = self._meant(start, quotation)
            if person is not None and person.span.start >= low:
                return Voice(person.person.name, person.span, "neighbour", person)
        if self.last is not None and alone and quotation.words > 7 and start - self.last_end < 500:
            return Voice(self.last.person.name, Span(start, start + 1), "goes on", self.last)
        return None

    def _people(self, scope: Span) -> list[PersonMention]:
        return self.real[bisect_left(self.starts, scope.start) : bisect_left(self.starts, scope.end)]

    def _meant(self, position: int, quotation: Quotation) -> PersonMention | None:
        """Whom "she" means: the first person of the nearest sentence before that names one, outside quotations."""
        low = self.article.folded.rfind("\n", 0, min(position, quotation.span.start)) + 1
        at = bisect_left(self.starts, min(position, quotation.span.start)) - 1
        while at >= 0 and self._in_quotes(self.starts[at]):
            at -= 1
        if at < 0:
            return self.last
        nearest = self.real[at]
        if nearest.span.start < low and self.last is not None and self.last.span.start >= nearest.span.start - 400:
            return self.last
        sentence = self.article.sentence_at(nearest.span.start)
        if sentence is None:
            return nearest
        return next((m for m in self._people(sentence.span) if not self._in_quotes(m.span.start)), nearest)

    def _in_quotes(self, position: int) -> bool:
        at = bisect_left(self.quoted, Span(position + 1, 0)) - 1
        return at >= 0 and self.quoted[at].end > position


def _takes_a_listener(verb: str) -> bool:
    """Whether the name directly behind the verb is whom it was said to: "told X"."""
    return verb.casefold() in ("told", "tells", "telling", "asked", "asks", "thanked", "urged", "assured")


def _work(article: Article, quotation: Quotation, voice: Voice, executives: set[int]) -> Work | None:
    """The work that the words are about: one they name, one named beside them, or the one that the article is about."""
    for piece in quotation.pieces:
        inner = [m for m in article.inside(article.titles, piece) if m.role == "about"]
        if inner:
            return inner[0].work
    focus = article.focus
    first = quotation.pieces[0]
    beside = [
        m for scope in _scopes(article, quotation) for m in article.inside(article.titles, scope) if m.role == "about"
    ]
    if len({id(m.work) for m in beside}) == 1:
        return beside[0].work
    if voice.person is not None and id(voice.person.person) in executives:
        paragraph = Span(article.folded.rfind("\n", 0, first.start) + 1, first.start)
        named = [m for m in article.inside(article.titles, paragraph) if m.role == "about"]
        return named[-1].work if named else None
    works = focus.works_at(first.start)
    if not focus.single and works and voice.how not in ("goes on",):
        low = article.folded.rfind("\n", 0, max(0, article.folded.rfind("\n", 0, first.start) - 1)) + 1
        if not any(m.work is works[0] for m in article.inside(article.titles, Span(low, first.start))):
            return None
    return works[0] if works else None


def _executives(article: Article) -> set[int]:
    """Those (by id) whom the article introduces somewhere by an office in a company."""
    found: set[int] = set()
    for mention in article.people:
        if mention.full and id(mention.person) not in found:
            start, end = mention.span.start, mention.span.end
            sentence = article.sentence_at(start)
            low = max(start - 60, sentence.span.start if sentence else 0)
            low = max(low, *(article.folded.rfind(mark, low, start - 2) for mark in (". ", "; ", '"')))
            after = _APPOSITION.match(article.folded, end)
            if pattern("quote", "executive").search(article.folded, low, start) or (
                after and pattern("quote", "executive").search(article.folded, end, after.end())
            ):
                found.add(id(mention.person))
    return found
