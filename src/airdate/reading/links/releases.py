"""Releases from dates that the models tie to works, beside those of the rules.

What the rules made of a date and a work gets the chance of its link as its surety; a likely pair that no rule made
becomes a draft of its own, its other slots read as the rules read them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft
from airdate.reading.evidence import around
from airdate.reading.kinds.release import scope_of, time_in
from airdate.reading.kinds.release_events import Event, event_of, schedule_of
from airdate.reading.kinds.release_places import WATCHED_ON, country_of_all, names_of, places_of, region_of
from airdate.reading.kinds.release_sections import Section, sections
from airdate.reading.links.dates import UNDER, Pair, pairs
from airdate.reading.links.features import Scene
from airdate.reading.links.scoring import Model, Task
from airdate.reading.model import Span
from airdate.reading.status import status_at

LEAST = 0.3  # the chance from which a pair without a rule becomes a draft
_UNLINKED = 0.05  # how sure a rule's release is whose date and work are no pair at all


def joined(article: Article, drafts: Sequence[Draft], scene: Scene | None = None) -> list[Draft]:
    """The rules' drafts with what the shipped model makes of the article's dates; as they are if none is shipped."""
    model = Model.packaged("dates")
    return list(drafts) if model is None else list(linked(article, drafts, scene or Scene(article), model))


def linked(article: Article, drafts: Sequence[Draft], scene: Scene, model: Model) -> Iterator[Draft]:
    """The rules' drafts, the releases among them judged by their links, and the releases that only links make."""
    best = _best(article, drafts, scene, model.tasks["date"])
    made: set[tuple[str, str]] = set()
    made.update((str(d.slots["title"]), str(d.slots["was"])) for d in drafts if "was" in d.slots)
    for draft in drafts:
        if draft.kind != "release" or "date" not in draft.slots:
            yield draft
            continue
        key = str(draft.slots["title"]), str(draft.slots["date"])
        made.add(key)
        if key in best:
            yield dataclasses.replace(draft, sure=best[key][0])
        else:
            yield dataclasses.replace(draft, sure=_UNLINKED, trail=(*draft.trail, "links.no pair"))
    fresh = {key: found for key, found in best.items() if found[0] >= LEAST and key not in made}
    if fresh:
        headed, country = sections(article), country_of_all(article)
        for chance, pair in fresh.values():
            yield _draft(article, pair, chance, headed[pair.sentence.block], country)


def _best(
    article: Article, drafts: Sequence[Draft], scene: Scene, task: Task
) -> dict[tuple[str, str], tuple[float, Pair]]:
    """The likeliest pair for each work and date."""
    best: dict[tuple[str, str], tuple[float, Pair]] = {}
    for pair in pairs(article, drafts, scene):
        chance = task.shares([*pair.features, *pair.ruled])["date"]
        key = pair.reach.work.name, pair.setting.date.edtf
        if key not in best or best[key][0] < chance:
            best[key] = chance, pair
    return best


def _draft(article: Article, pair: Pair, chance: float, section: Section, country: str) -> Draft:
    date, clause, work = pair.setting.date, pair.setting.clause, pair.reach.work
    if pair.reach.way in UNDER:
        event, season, time, places, anchors = _of_entry(article, pair)
    else:
        event = event_of(article, pair.sentence, pair.setting)
        season = article.focus.season_at(date.span.start, work, reach=1)
        time = date.time or time_in(article, pair.setting)
        found = places_of(article, pair.sentence, date.span, clause, pair.window)
        places = names_of(found) or ([section.place.name] if section.place is not None else [])
        anchors = [date.span]
    region = region_of(article, clause) or country
    scope = scope_of(pair.sentence, pair.setting, pair.window)
    slots: dict[str, Any] = {
        "title": work.name, "season": season, "episode": event.episode, "part": event.part, "event": event.kind,
        "date": date.edtf, "time": time, "platform": places, "region": region,
        "schedule": schedule_of(article, pair.window),
        "status": status_at(article, date.span, precision=date.precision, scope=scope),
    }  # fmt: skip
    slots = {slot: value for slot, value in slots.items() if value not in (None, "", [])}
    return Draft("release", slots, around(article, *anchors), chance, ("links.release", f"links.{pair.reach.way}"))


def _of_entry(article: Article, pair: Pair) -> tuple[Event, int | None, str | None, list[str], list[Span]]:
    """What the block of a title under a date's own line gives of its release."""
    assert pair.reach.mention is not None
    there = article.sentence_at(pair.reach.mention.span.start)
    assert there is not None
    block = article.block_of(there).span
    times = article.inside(article.times, block)
    places = [place for place in article.inside(article.places, block) if place.kind in WATCHED_ON]
    season = next((m.season for m in article.inside(article.seasons, block) if m.season is not None), None)
    event = Event("episode" if times else "premiere", rule="below")
    anchors = [pair.setting.date.span, pair.reach.mention.span]
    return event, season, times[0].time if times else None, names_of(places[:1]), anchors
