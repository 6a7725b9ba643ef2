"""Whether a work goes on: renewed, cancelled, ending, ordered.

Each cue is read with its clause: what stands between it and a season, whether its works are its subject or its object,
who decides, and whether it is said for certain. Lists of what goes on and what does not are read in ``renewal_lists``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft, Work
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.kinds.renewal_lists import listed
from airdate.reading.kinds.renewal_seasons import Count, last_made, of_work, season_after, season_words, seasons_near
from airdate.reading.kinds.renewal_status import decider, status_of
from airdate.reading.layout import HEADING, Sentence
from airdate.reading.model import Span
from airdate.reading.subjects import around_cue, clause_end, clause_start, group_after, group_before, names_together

_OBJECT = 90  # characters in which the object of a verb begins
_OF_A_NAME = 6  # characters behind "by" in which a name begins
_DENIED = 40  # characters between a denial and the season that is denied
_AT_ONCE = 3  # characters between the start of a clause and a verb without a subject


def drafts(article: Article) -> Iterator[Draft]:
    yield from listed(article)
    for sentence in article.about():
        block = article.block_of(sentence)
        if article.folded[sentence.span.end - 1 : sentence.span.end] == "?" or article.folded.startswith(
            ("Q:", "Q.", "Q "), block.span.start
        ):
            continue
        taken: list[Span] = []
        for claim in _of_sentence(article, sentence):
            yield from claim.drafts(taken)


class _Statement:
    """One cue of a sentence, with its outcome and its clause."""

    def __init__(self, article: Article, sentence: Sentence, outcome: str, cue: Span, rule: str) -> None:
        self.article, self.sentence, self.outcome, self.cue, self.rule = article, sentence, outcome, cue, rule
        self.clause = Span(clause_start(article, sentence, cue.start), clause_end(article, sentence, cue.end))
        self.seasons: list[Count] = []

    @property
    def before(self) -> str:
        return self.article.folded[max(self.clause.start, self.cue.start - 60) : self.cue.start]

    def drafts(self, taken: list[Span]) -> Iterator[Draft]:
        """The claims, unless an earlier cue of the sentence has said it."""
        if any(span.start < self.cue.end and self.cue.start < span.end for span in taken):
            return
        made = list(self._made())
        if made:
            taken.append(self.cue)
            yield from made

    def _made(self) -> Iterator[Draft]:
        article = self.article
        status = status_of(article, self.clause, self.cue, self.outcome, self.rule)
        for work, seasons in self._works():
            place = decider(article, self.sentence, self.clause, self.cue, work)
            numbers: list[int | None] = [*seasons] or [None]
            for season in numbers:
                slots: dict[str, Any] = {"title": work.name}
                if season is not None:
                    slots["season"] = season
                slots["outcome"] = self.outcome
                if place is not None:
                    slots["platform"] = [place.name]
                slots["status"] = status
                sure = 0.65 if status == "confirmed" else 0.5
                yield Draft("renewal", slots, around(article, self.cue), sure, (f"renewal.{self.rule}",))

    def _works(self) -> Iterator[tuple[Work, Sequence[int]]]:
        """The works of the statement, each with its seasons."""
        article, sentence, cue = self.article, self.sentence, self.cue
        numbers = [number for count in self.seasons for number in count.numbers]
        for count in self.seasons:
            group = group_after(article, sentence, count.span.end)
            if group is not None and of_work(article, count.span.end, group.span.start):
                yield from ((work, numbers) for work in group.works)
                yield from self._more(group.span.end)
                return
        if self._object_follows():
            group = group_after(article, sentence, cue.end)
            if group is not None and _names_another(article, group.span.end):
                yield from ((work, numbers) for work in article.focus.carried_into(sentence)[:1])
                return
            if group is not None and group.span.start - cue.end < _OBJECT and group.span.start < self.clause.end + 3:
                listed_here = names_together(article, sentence, group)
                own = season_after(article, sentence, listed_here[-1].span.end)
                yield from ((work, own or numbers) for each in listed_here for work in each.works)
                yield from self._more(listed_here[-1].span.end)
                return
        before = group_before(article, sentence, cue.start)
        anew = article.folded.startswith("; ", self.clause.start - 2) and cue.start - self.clause.start < _AT_ONCE
        if anew and before is not None and before.span.end < self.clause.start:
            return  # "cancels A; renews ___": what is renewed has no known name
        if before is not None and not _names_another(article, before.span.end):
            together = names_together(article, sentence, before, backwards=True)
            yield from ((work, numbers) for each in together for work in each.works)
            return
        into = article.focus.carried_into(sentence)
        if into and article.block_of(sentence).kind != HEADING:
            yield from ((work, numbers) for work in into[:1])

    def _more(self, position: int) -> Iterator[tuple[Work, Sequence[int]]]:
        """Further works of the same verb, each with its own season: "and B for a second"."""
        article = self.article
        listing = self._lists()
        if self.outcome != "renewed" and not listing:
            return
        end = around_cue(self.sentence, self.cue, reach=600).end if listing else self.clause.end
        while (group := group_after(article, self.sentence, position)) is not None and group.span.start <= end:
            own = season_after(article, self.sentence, group.span.end)
            if not own:
                own = season_words(article, Span(max(position, group.span.start - 40), group.span.start))
            entry = listing and article.folded[max(0, group.span.start - 12) : group.span.start].rstrip(
                "\"' "
            ).endswith((";", "; and", "; also"))
            if own or entry:
                yield from ((work, own) for work in group.works)
            position = group.span.end

    def _lists(self) -> bool:
        """Whether the works stand in a list behind the cue: "Also greenlit: A; B", "those picked up are A; B"."""
        return pattern("renewal", "list follows").match(self.article.folded, self.cue.end) is not None

    def _object_follows(self) -> bool:
        """Whether the works stand after the verb: "has cancelled A and B", against "A was cancelled"."""
        if self._lists():
            return True
        passive = pattern("renewal", "passive before").search(self.before)
        group = group_after(self.article, self.sentence, self.cue.end)
        if group is None:
            return False
        before = group_before(self.article, self.sentence, self.cue.start)
        if before is None or before.span.start < self.clause.start:
            return not passive or (
                before is None and self.cue.start - self.sentence.span.start < 25)  # fmt: skip
        return not passive and bool(
            pattern("renewal", "active before").search(self.before)
            or self.article.inside(self.article.places, Span(before.span.end, self.cue.start))
        )


def _names_another(article: Article, end: int) -> bool:
    """Whether the title that ends there only says what something else is: "the Casualty spin-off"."""
    return pattern("renewal", "not the work").match(article.folded, end) is not None


def _of_sentence(article: Article, sentence: Sentence) -> Iterator[_Statement]:
    folded, start, end = article.folded, sentence.span.start, sentence.span.end
    for outcome, rule in (("cancelled", "cancelled"), ("renewed", "renewed"), ("ordered", "ordered")):
        for hit in pattern("renewal", rule).finditer(folded, start, end):
            said = _Statement(article, sentence, outcome, Span(*hit.span()), rule)
            if _inside_a_title(article, said.cue) or not _stated(said):
                continue
            if outcome == "renewed":
                if pattern("renewal", "not renewed").match(folded, said.cue.end) or _rescued_by_somebody(said):
                    continue
                said.seasons = seasons_near(article, sentence, said.cue, said.clause)
                if _for_the_last_time(said):
                    said.outcome, said.rule = "ending", "renewed to end"
            elif outcome == "cancelled":
                if _other_thing(said):
                    continue
                said.seasons = _before_the_one_denied(said) or last_made(article, sentence, said.clause, said.cue)
            elif again := _again(said):
                said.outcome, said.rule, said.seasons = "renewed", "ordered again", again
            elif not _is_order(said):
                continue
            yield said
    yield from _of_seasons(article, sentence)
    yield from _endings(article, sentence)


def _of_seasons(article: Article, sentence: Sentence) -> Iterator[_Statement]:
    """What is said of a season: that it is ordered, on the way, or will not be."""
    folded = article.folded
    for count in season_counts(article, sentence):
        before = Span(max(sentence.span.start, count.span.start - 70), count.span.start)
        if pattern("renewal", "no season").search(folded, before.start, before.end):
            said = _Statement(article, sentence, "cancelled", count.span, "no season")
            if min(count.numbers) > 1:
                said.seasons = [Count(count.span, (min(count.numbers) - 1,))]
                yield said
            continue
        if count.final or min(count.numbers) < 2:
            continue
        if pattern("renewal", "season not renewed").match(folded, count.span.end, sentence.span.end):
            continue
        goes_on = pattern("renewal", "season goes on").match(folded, count.span.end, sentence.span.end)
        verb = None
        for hit in pattern("renewal", "with a season").finditer(folded, before.start, before.end):
            if pattern("renewal", "between verb and season").fullmatch(folded, hit.end(), count.span.start):
                verb = hit
        if goes_on or verb:
            cue = Span(count.span.start, goes_on.end()) if goes_on else Span(verb.start(), count.span.end)  # type: ignore[union-attr]
            rule = "season goes on" if goes_on else "verb and season"
            dated = article.inside(article.dates, around_cue(sentence, cue))
            if dated and verb is not None and pattern("renewal", "dated verb").match(folded, verb.start()):
                continue
            later = article.inside(article.dates, Span(count.span.end, around_cue(sentence, cue).end))
            if goes_on and later and pattern("renewal", "dated season").search(goes_on.group()):
                continue
            if verb is not None and not goes_on and _RETURNS.match(folded, verb.start()):
                if dated or len(article.inside(article.people, before)):
                    continue
                rule = "returns for a season"
            said = _Statement(article, sentence, "renewed", cue, rule)
            said.seasons = seasons_near(article, sentence, count.span, Span(count.span.start, said.clause.end))
            if _stated(said) and not _inside_a_title(article, count.span):
                yield said


def season_counts(article: Article, sentence: Sentence) -> list[Count]:
    """The seasons that the sentence numbers, and whether each is called the last."""
    return [
        Count(m.span, m.seasons, m.final)
        for m in article.inside(article.seasons, sentence.span)
        if m.kind == "season" and m.seasons
    ]


_RETURNS = re.compile(r"(?:will|to|'ll|would) (?:return|be back|come back)|returns")


def _endings(article: Article, sentence: Sentence) -> Iterator[_Statement]:
    """Last seasons that are still to come."""
    folded, start, end = article.folded, sentence.span.start, sentence.span.end
    past = any(
        date.edtf[:4] < article.published.isoformat()[:4] for date in article.inside(article.dates, sentence.span)
    )
    for mention in article.inside(article.seasons, sentence.span):
        if mention.final and mention.kind == "season" and mention.part is None:
            said = _Statement(article, sentence, "ending", mention.span, "final season")
            if past or pattern("renewal", "ended already").search(folded, said.clause.start, mention.span.start):
                continue
            said.seasons = [Count(mention.span, mention.seasons)] if mention.seasons else []
            yield said
    for hit in pattern("renewal", "ending").finditer(folded, start, end):
        said = _Statement(article, sentence, "ending", Span(*hit.span()), "ending")
        near = Span(max(start, said.cue.start - 40), min(end, said.cue.end + 30))
        if past or not _stated(said) or _inside_a_title(article, said.cue):
            continue
        if pattern("renewal", "not ending").search(folded, near.start, near.end):
            continue
        if pattern("renewal", "ended already").search(folded, near.start, said.cue.end) or _other_thing(said):
            continue
        reach = Span(max(start, said.cue.start - 60), min(end, said.cue.end + 60))
        said.seasons = last_made(article, sentence, reach, said.cue)
        if not said.seasons:
            counts = seasons_near(article, sentence, said.cue, said.clause)
            said.seasons = counts if len(counts) == 1 and len(counts[0].numbers) == 1 else []
        yield said


def _for_the_last_time(said: _Statement) -> bool:
    """Whether the season that the work is renewed for is called its last."""
    named = said.article.inside(said.article.seasons, said.sentence.span)
    last = {mention.span for mention in named if mention.final}
    return any(count.span in last for count in said.seasons)


def _stated(said: _Statement) -> bool:
    """Whether it is stated at all, by the article or as the decision of those who make the work."""
    article, cue = said.article, said.cue
    if article.spoken(cue.start) and said.rule in ("ending", "ordered", "cancelled"):
        return False
    return not pattern("renewal", "asked").search(article.folded, max(said.clause.start, cue.start - 80), cue.start)


def _rescued_by_somebody(said: _Statement) -> bool:
    """Whether it is no service that saves or rescues: characters do so as well."""
    cue = said.cue
    if pattern("renewal", "rescued").match(said.article.folded, cue.start) is None:
        return False
    return not said.article.inside(said.article.places, Span(cue.end, cue.end + _OF_A_NAME))


def _before_the_one_denied(said: _Statement) -> list[Count]:
    """The last season made, where the words deny the next: "won't be returning for a third season" is 2."""
    if not pattern("renewal", "denies").search(said.article.folded, said.cue.start, said.cue.end):
        return []
    near = Span(said.cue.end, min(said.clause.end, said.cue.end + _DENIED))
    for mention in said.article.inside(said.article.seasons, near):
        one = mention.kind == "season" and len(mention.seasons) == 1 and mention.seasons[0] > 1
        lead = said.article.folded[said.cue.end : mention.span.start]
        if one and pattern("renewal", "for another").fullmatch(lead):
            return [Count(mention.span, (mention.seasons[0] - 1,))]
    return []


def _inside_a_title(article: Article, cue: Span) -> bool:
    near = article.inside(article.titles, Span(max(0, cue.start - 80), cue.end))
    return any(m.span.start < cue.end and cue.start < m.span.end for m in near)


def _other_thing(said: _Statement) -> bool:
    """Whether a subscription or somebody's contract is cancelled, or a person dropped."""
    article, cue = said.article, said.cue
    near = Span(max(said.clause.start, cue.start - 30), min(said.clause.end, cue.end + 40))
    if pattern("renewal", "not cancelled").search(article.folded, near.start, near.end):
        return True
    people = article.inside(article.people, Span(said.clause.start, cue.start))
    before = group_before(article, said.sentence, cue.start)
    groups = [before] if before is not None and said.clause.start <= before.span.start else []
    return bool(people) and (not groups or groups[-1].span.end < people[-1].span.start) and (
        cue.start - people[-1].span.end < 30)  # fmt: skip


def _again(said: _Statement) -> list[Count]:
    """The later season that an order is for, where only an ordinal names it: "a second has been ordered"."""
    article, cue = said.article, said.cue
    if pattern("renewal", "in development").fullmatch(article.folded, cue.start, cue.end):
        return []
    for scope in (Span(cue.end, min(said.clause.end, cue.end + 40)), Span(said.clause.start, cue.start)):
        numbers = season_words(article, scope)
        if numbers and not any(m.kind == "season" for m in article.inside(article.seasons, scope)):
            return [Count(cue, tuple(numbers))]
    return []


def _is_order(said: _Statement) -> bool:
    """Whether a work is ordered: its name beside the verb, and no later season."""
    article, cue, clause = said.article, said.cue, said.clause
    folded = article.folded
    near = Span(max(clause.start, cue.start - 14), min(clause.end, cue.end + 24))
    if pattern("renewal", "not an order").search(folded, near.start, near.end):
        return False
    if any(m.kind == "season" and m.seasons and m.seasons != (1,) for m in article.inside(article.seasons, clause)):
        return False
    if any(
        m.kind == "season" and m.seasons and m.seasons != (1,)
        for m in article.inside(article.seasons, Span(clause.start, said.sentence.span.end))
    ) and not group_after(article, said.sentence, cue.end):
        return False
    after = group_after(article, said.sentence, cue.end)
    before = group_before(article, said.sentence, cue.start)
    developed = pattern("renewal", "in development").fullmatch(folded, cue.start, cue.end) is not None
    passive = pattern("renewal", "passive before").search(said.before) is not None
    if folded.startswith("pick", cue.start) and not pattern("renewal", "picked a work").search(
        folded, clause.start, clause.end
    ):
        return False
    if after is not None and after.span.start - cue.end < _OBJECT and (not passive or said._lists()):
        return True
    if before is not None:
        return cue.start - before.span.end < 130 and (
            passive or developed or pattern("renewal", "order noun").fullmatch(folded, cue.start, cue.end) is not None
        )
    return after is None and pattern("renewal", "plain order").fullmatch(folded, cue.start, cue.end) is not None
