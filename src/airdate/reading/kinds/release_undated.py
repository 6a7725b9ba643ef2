"""Releases without a day: a regular slot, a platform to come, a date that nobody knows or that is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from airdate.reading.article import Article, Draft
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.evidence import around
from airdate.reading.kinds.release_places import WATCHED_ON, names_of, nearest_list, places_of, region_of
from airdate.reading.kinds.release_signs import cues
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.status import status_at

_SHOWN = ("air", "continue", "stream", "screen", "premiere", "back", "start", "follow", "added")
_SLOT_REACH = 60  # characters between such a word and the slot


def undated(article: Article, sentences: Sequence[Sentence], replaced: Mapping[int, DateMention]) -> Iterator[Draft]:
    """The drafts of sentences that date nothing. ``replaced`` maps works to a date that was given up without a new
    one."""
    for sentence in sentences:
        found = list(_unknown(article, sentence, replaced)) or list(_slots(article, sentence))
        yield from found or _to_come(article, sentence)


def _unknown(article: Article, sentence: Sentence, replaced: Mapping[int, DateMention]) -> Iterator[Draft]:
    """A date that is said not to be known."""
    folded = article.folded
    hit = pattern("status", "unknown").search(folded, sentence.span.start, sentence.span.end)
    if hit is None or pattern("status", "not of a release").match(folded, hit.end(), sentence.span.end):
        return
    works = article.focus.works_at(hit.start())
    if not article.focus.groups(sentence):
        works = works[:1]
    for work in works:
        slots: dict[str, Any] = {"title": work.name, "event": "premiere"}
        season = article.focus.season_at(hit.start(), work, reach=1)
        if season is not None:
            slots["season"] = season
        past = replaced.get(id(work))
        anchors = [Span(hit.start(), hit.end())]
        if past is not None:
            slots["was"] = past.edtf
            anchors.append(past.span)
        slots["status"] = "unknown"
        yield Draft("release", slots, around(article, *anchors), 0.5, ("release.unknown",))


def _slots(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """A regular slot: "on Thursdays at 9pm"."""
    for slot in article.inside(article.slots, sentence.span):
        works = article.focus.works_at(slot.span.start)
        if not works or not (slot.time or _shown(article, sentence, slot.span)):
            continue
        places = places_of(article, sentence, slot.span, sentence.span, sentence.span)
        for work in works:
            slots: dict[str, Any] = {"title": work.name, "event": "episode", "schedule": slot.schedule}
            season = article.focus.season_at(slot.span.start, work)
            if season is not None:
                slots["season"] = season
            if slot.time:
                slots["time"] = slot.time
            if places:
                slots["platform"] = names_of(places)
            slots["status"] = "confirmed"
            yield Draft("release", slots, around(article, slot.span), 0.45, ("release.slot",))


def _shown(article: Article, sentence: Sentence, slot: Span) -> bool:
    """Whether a word of airing or of episodes stands close before a slot, which makes it one of showing."""
    near = cues(article, Span(max(sentence.span.start, slot.start - _SLOT_REACH), slot.start))
    return any(cue.family in _SHOWN for cue in near)


def _to_come(article: Article, sentence: Sentence) -> Iterator[Draft]:
    """A future platform with no date: "coming to Netflix", "will stream on Max"."""
    for hit in pattern("release", "coming to").finditer(article.folded, sentence.span.start, sentence.span.end):
        near = article.inside(article.places, Span(hit.end(), min(hit.end() + 16, sentence.span.end)))
        places = [place for place in near if place.kind in WATCHED_ON]
        if not places:
            continue
        rest = article.inside(article.places, Span(hit.end(), sentence.span.end))
        places = nearest_list(article, [p for p in rest if p.kind in WATCHED_ON], Span(hit.start(), hit.end()))
        anchor = Span(hit.start(), hit.end())
        for work in article.focus.works_at(hit.start()):
            slots: dict[str, Any] = {"title": work.name, "event": "premiere", "platform": names_of(places)}
            season = article.focus.season_at(hit.start(), work)
            if season is not None:
                slots["season"] = season
            region = region_of(article, sentence.span)
            if region:
                slots["region"] = region
            slots["status"] = status_at(article, anchor)
            anchors = (anchor, *(place.span for place in places))
            yield Draft("release", slots, around(article, *anchors), 0.45, ("release.coming to",))
        return
