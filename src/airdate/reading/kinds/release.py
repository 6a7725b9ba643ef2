"""When a work, or a part of it, becomes watchable, as running text says it (for columns see ``schedule.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.evidence import around
from airdate.reading.kinds import schedule
from airdate.reading.kinds.release_events import Event, event_of, schedule_of
from airdate.reading.kinds.release_places import country_of_all, names_of, places_of, region_of
from airdate.reading.kinds.release_sections import Section, label_of, sections
from airdate.reading.kinds.release_signs import Setting, settings
from airdate.reading.kinds.release_undated import undated
from airdate.reading.kinds.release_works import works_of
from airdate.reading.layout import Sentence
from airdate.reading.model import Span
from airdate.reading.status import status_at

ENOUGH = 0.45  # the chance from which a date is taken for one of release
_ENOUGH_OLD = 0.2  # a date that another replaces stands among words of delay
_AGAINST = frozenset(
    f"{sign} in clause"
    for sign in ("film", "trailer", "festival", "book", "business", "sport", "leave", "ask", "story")
)
_WORKS = frozenset(("subject title", "subject work", "subject pronoun", "subject none"))
_ENOUGH_MOVED = 0.08  # "moved from" and "to" say it all
_TOP = 5  # blocks that may hold the article's own date
_MOVED_FROM = 200  # characters from "moved" to "from 3 July", between which the work may be described
_MOVED_REACH = 5  # sentences between a date and the one that it replaces


@dataclass(frozen=True, slots=True)
class Statement:
    """One work, one date: what a sentence says becomes watchable, before it is a draft."""

    sentence: Sentence
    setting: Setting
    work: Work
    season: int | None
    event: Event
    places: tuple[PlaceMention, ...]
    region: str
    schedule: str
    status: str
    old: str  # how the date is said to hold no more, if it is
    was: str = ""
    was_span: Span | None = None


def drafts(article: Article) -> Iterator[Draft]:
    taken = schedule.read_columns(article).taken
    found: list[Statement] = []
    silent: list[Sentence] = []
    headed = sections(article)
    for sentence in article.about():
        if sentence.index in taken:
            continue
        stated = list(_statements(article, sentence, headed[sentence.block]))
        found += stated
        if not any(not one.old for one in stated):
            silent.append(sentence)
    kept, orphans = _with_their_past(found)
    country = country_of_all(article)
    late = list(undated(article, silent, {id(one.work): one.setting.date for one in orphans}))
    given_up = {draft.slots["title"] for draft in late if draft.slots["status"] in ("unknown", "denied")}
    for statement in (*kept, *(one for one in orphans if _stands(one, given_up, kept))):
        yield _draft(article, statement, country)
    yield from (draft for draft in late if not _estimated(article, draft, kept))


def _statements(article: Article, sentence: Sentence, section: Section) -> Iterator[Statement]:
    label = label_of(article, sentence)
    if section.leaving or (label and pattern("schedule", "leaving heading").search(label)):
        return
    dates = article.inside(article.dates, sentence.span)
    gave_way: int | None = None
    for setting in settings(article, sentence):
        date = setting.date
        if _dateline(article, sentence, setting):
            continue
        if date.attributive and not pattern("release", "attributive ok").match(article.folded, date.span.end):
            continue
        at = dates.index(date)
        low = dates[at - 1].span.end if at else sentence.span.start
        high = dates[at + 1].span.start if at + 1 < len(dates) else sentence.span.end
        window = Span(low, high)
        old = _is_replaced(article, setting, window, sentence.span.end)
        least = _least(article, setting, old, gave_way)
        gave_way = date.span.end if old else None
        if setting.chance < least:
            continue
        places = tuple(places_of(article, sentence, date.span, setting.clause, window))
        if not places and section.place is not None:
            places = (section.place,)
        event = event_of(article, sentence, setting)
        if label and event.rule == "plain" and pattern("schedule", "added heading").search(label):
            event = Event("added", rule="label")
        status = status_at(article, date.span, precision=date.precision, scope=scope_of(sentence, setting, window))
        if old == "denied":
            status = "denied"
        was = ""
        if old == "from" and date.precision == "interval" and "/" in date.edtf:  # "moved from 3 July to 10 July"
            was, _, day = date.edtf.partition("/")
            old, gave_way, setting = "", None, replace(setting, date=replace(date, edtf=day))
        for work in works_of(article, sentence, setting, window):
            yield Statement(
                sentence, setting, work, article.focus.season_at(date.span.start, work, reach=1), event, places,
                region_of(article, setting.clause), schedule_of(article, window), status, old, was,
            )  # fmt: skip


def _dateline(article: Article, sentence: Sentence, setting: Setting) -> bool:
    """Whether the date only says when the article came out: behind "Last modified on", between the place and the dash
    of a press release, or in a short line at the top without a word of release."""
    span = setting.date.span
    if pattern("release", "dateline before").search(article.folded, max(0, span.start - 60), span.start):
        return True
    if sentence.block >= _TOP or setting.date.edtf != article.published.isoformat():
        return False
    if pattern("release", "dateline after").match(article.folded, span.end):
        return True
    return any(map(str.isdigit, article.of(span))) and not any(
        sign.startswith(("before ", "after ")) for sign in setting.signs
    )


def _least(article: Article, setting: Setting, old: str, gave_way: int | None) -> float:
    """The chance that is enough for a date. Little is needed for the two ends of a move ("from 4 June to 1 June") and
    beside "due" or "expected" with a work before it and nothing that speaks against it."""
    date, signs = setting.date.span, setting.signs
    follows = gave_way is not None and pattern("release", "gives way to").fullmatch(
        article.folded, gave_way, date.start
    )
    if (old == "from" or follows) and not _AGAINST & signs:
        return _ENOUGH_MOVED
    if old or follows:
        return _ENOUGH_OLD
    cue = setting.cue
    if cue is None or not {"ahead", "before due"} <= signs or _AGAINST & signs or not _WORKS & signs:
        return ENOUGH
    beside = pattern("release", "due beside").fullmatch(article.folded, cue.span.end, date.start)
    return _ENOUGH_OLD if beside else ENOUGH


def _is_denied(article: Article, setting: Setting, window: Span) -> bool:
    """Whether the work is said not to be on at the date, which no other date replaces: "isn't on at Christmas"."""
    date = setting.date
    if "ahead" not in setting.signs or date.negated or date.lead in ("until", "till", "before"):
        return False
    begin = max(window.start, setting.clause.start, date.span.start - 80)
    return pattern("status", "denied before").search(article.folded, begin, date.span.start) is not None


def scope_of(sentence: Sentence, setting: Setting, window: Span) -> Span:
    """The words that say how sure a date is; ``window`` lies between the dates beside it."""
    date = setting.date.span
    end = max(date.end, setting.clause.end)
    return Span(max(window.start, date.start - 110), min(window.end, date.end + 110, end, sentence.span.end))


def _is_replaced(article: Article, setting: Setting, window: Span, sentence_end: int) -> str:
    """The first word of what makes the date one that no longer holds ("originally due on", "pushed from", "was to
    start on"), or nothing."""
    folded, span = article.folded, setting.date.span
    begin = max(window.start, span.start - 90)
    if _is_denied(article, setting, window):
        return "denied"
    hits = list(pattern("release", "replaced before").finditer(folded, begin, span.start))
    if hits and not pattern("release", "replacing").search(folded, hits[-1].end(), span.start):
        first = folded[hits[-1].start() : hits[-1].end()].casefold()
        return "was" if first.startswith(("was ", "were ")) and not first.endswith(("supposed", "meant")) else "said"
    if pattern("release", "from").search(folded, begin, span.start) and pattern("release", "moves").search(
        folded, max(window.start, span.start - _MOVED_FROM), span.start
    ):
        return "from"
    ahead = window.end < sentence_end and pattern("release", "not then after").match(folded, span.end, window.end)
    if ahead and pattern("release", "due before").search(folded, begin, span.start):
        return "due"
    after = pattern("release", "replaced after").match(folded, span.end, min(window.end, span.end + 60))
    return "after" if after else ""


def _with_their_past(found: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The statements that hold, each with the date that it replaces, and those replaced by no date."""
    kept = [one for one in found if not one.old]
    orphans: list[Statement] = []
    for past in (one for one in found if one.old):
        new = [
            (abs(one.sentence.index - past.sentence.index), at)
            for at, one in enumerate(kept)
            if one.work is past.work
            and one.setting.date.edtf != past.setting.date.edtf
            and (one.season == past.season or None in (one.season, past.season))
        ]
        if new and min(new)[0] <= _MOVED_REACH:
            at = min(new)[1]
            kept[at] = replace(kept[at], was=past.setting.date.edtf, was_span=past.setting.date.span)
        else:
            orphans.append(past)
    return kept, orphans


def _estimated(article: Article, draft: Draft, kept: Sequence[Statement]) -> bool:
    """Whether a date still to come stands beside what is said without one: an estimate is the claim instead of "no
    date", and "coming to Netflix" is the same release."""
    if "schedule" in draft.slots:
        return False
    day = article.published.isoformat()
    season = draft.slots.get("season")
    places = set(draft.slots.get("platform", ()))
    return any(
        one.work.name == draft.slots["title"]
        and (one.season == season or None in (one.season, season))
        and one.event.kind in ("premiere", "part", "added")
        and one.setting.date.edtf[:10] >= day[: len(one.setting.date.edtf[:10])]
        and (not places or not one.places or bool(places & set(names_of(one.places))))
        for one in kept
    )


def _stands(past: Statement, given_up: set[Any], kept: Sequence[Statement]) -> bool:
    """Whether a date is told although it "was" to be or is denied: nothing replaces it."""
    return (
        (past.old == "denied" or (past.old == "was" and past.setting.chance >= ENOUGH))
        and past.work.name not in given_up
        and not any(one.work is past.work and one.season == past.season for one in kept)
    )


def time_in(article: Article, setting: Setting) -> str | None:
    """The only clock in the date's clause, where none stands beside the date."""
    times = article.inside(article.times, setting.clause)
    return times[0].time if len(times) == 1 else None


def _draft(article: Article, one: Statement, country: str) -> Draft:
    date = one.setting.date
    slots: dict[str, Any] = {"title": one.work.name}
    if one.season is not None:
        slots["season"] = one.season
    if one.event.episode is not None:
        slots["episode"] = one.event.episode
    if one.event.part is not None:
        slots["part"] = one.event.part
    slots["event"] = one.event.kind
    slots["date"] = date.edtf
    if one.was:
        slots["was"] = one.was
    time = date.time or time_in(article, one.setting)
    if time:
        slots["time"] = time
    if one.places:
        slots["platform"] = names_of(one.places)
    region = one.region or country
    if region:
        slots["region"] = region
    if one.schedule:
        slots["schedule"] = one.schedule
    slots["status"] = one.status
    begin, end = one.sentence.span.start, one.sentence.span.end
    anchors = [date.span, *(place.span for place in one.places if begin <= place.span.start < end)]
    if one.was_span is not None:
        anchors.append(one.was_span)
    cue = one.setting.cue.family if one.setting.cue else "none"
    trail = ("release.dated", f"release.cue {cue}", f"release.event {one.event.rule}")
    return Draft("release", slots, around(article, *anchors), one.setting.chance, trail)
