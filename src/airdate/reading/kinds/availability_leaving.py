"""What goes from a service, and on what day: in sentences, and in lists under a heading that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from airdate.reading.article import Article, Draft, PlaceMention, Work
from airdate.reading.cues import pattern
from airdate.reading.dates import DateMention
from airdate.reading.evidence import around
from airdate.reading.homes import tied_home
from airdate.reading.kinds.availability_sections import PRECISE, Section
from airdate.reading.kinds.availability_terms import region_above, region_of
from airdate.reading.layout import CAPTION, HEADING, Sentence
from airdate.reading.model import Span
from airdate.reading.subjects import around_cue, group_before, spoken_of

_REACH = 170  # characters from the verb of leaving to the day


def until_of(article: Article, scope: Span) -> str:
    """The last day that ``scope`` gives: "until 25 March"."""
    for date in article.inside(article.dates, scope):
        lead = article.folded[max(scope.start, date.span.start - 30) : date.span.start]
        if date.precision in PRECISE and (
            date.lead in ("until", "till") or pattern("availability", "until").search(lead)
        ):
            return coming(article, date)
    return ""


def coming(article: Article, date: DateMention) -> str:
    """The date as the end of something that lasts: of two readings, the one that lies ahead."""
    return date.later if _over(date.edtf, article) and not _over(date.later, article) else date.edtf


def leaving(article: Article, above: Sequence[Section]) -> Iterator[Draft]:
    """The availabilities that end, each with its day. ``above`` is the section of each block."""
    for sentence in article.about():
        kind = article.block_of(sentence).kind
        if kind == CAPTION:
            continue
        section = above[sentence.block]
        if kind != HEADING or section.leaves:
            yield from _said(article, sentence, section, kind)
        if section.leaves:
            yield from _listed(article, sentence, section)


def _said(article: Article, sentence: Sentence, section: Section, kind: str) -> Iterator[Draft]:
    folded = article.folded
    for date in article.inside(article.dates, sentence.span):
        if date.precision not in PRECISE or _over(coming(article, date), article):
            continue
        before = Span(max(sentence.span.start, date.span.start - _REACH), date.span.start)
        found = _verb(article, before, section)
        if found is None:
            continue
        cue, rule = found
        if group_before(article, sentence, cue.start) is None and (
            kind == HEADING or not pattern("availability", "goes on").match(folded, sentence.span.start, cue.end)
        ):
            continue
        place = _place(article, sentence, cue, section)
        if place is None:
            continue
        for work in spoken_of(article, sentence, cue.start):
            yield _draft(article, sentence, work, place, date, cue, rule)


def _verb(article: Article, before: Span, section: Section) -> tuple[Span, str] | None:
    """The words of leaving, or of staying until, that the date at the end of ``before`` belongs to."""
    folded = article.folded
    rules = ("leaving", "goes") if section.leaves else ("leaving",)
    for rule in rules:
        for hit in reversed(list(pattern("availability", rule).finditer(folded, before.start, before.end))):
            if pattern("availability", "leaves on" if rule == "leaving" else "goes on the").fullmatch(
                folded, hit.end(), before.end
            ):
                return Span(*hit.span()), f"availability.{'leaves' if rule == 'leaving' else 'goes'}"
    until = pattern("availability", "until").search(folded, max(before.start, before.end - 40), before.end)
    if until:
        stays = list(pattern("availability", "stays until").finditer(folded, before.start, until.end()))
        if stays:
            return Span(*stays[-1].span()), "availability.until"
    return None


def _place(article: Article, sentence: Sentence, cue: Span, section: Section) -> PlaceMention | None:
    places = [p for p in article.inside(article.places, around_cue(sentence, cue)) if p.kind == "streaming"]
    near = [p for p in places if p.span.end <= cue.end + 40]
    if near:
        return min(near, key=lambda p: (abs(p.span.start - cue.start), p.span))
    if section.place is not None:
        return section.place
    if places:
        return places[0]
    for work in article.focus.carried(sentence)[:1]:
        home = tied_home(article, work)
        if home is not None and home.kind == "streaming":
            return home
    return None


def _listed(article: Article, sentence: Sentence, section: Section) -> Iterator[Draft]:
    """Titles of a list of what leaves: each with the day right behind it, else the heading's."""
    folded = article.folded
    dates = [d for d in article.inside(article.dates, sentence.span) if d.precision in PRECISE]
    here = [p for p in article.inside(article.places, sentence.span) if p.kind == "streaming"]
    place = here[0] if here and here[0].span.start - sentence.span.start < 4 else section.place
    if place is None:
        return
    groups = article.focus.groups(sentence)
    for at, group in enumerate(groups):
        follows = groups[at + 1].span.start if at + 1 < len(groups) else sentence.span.end
        own = [d for d in dates if group.span.end <= d.span.start < follows]
        if own and not pattern("availability", "beside a day").fullmatch(folded, group.span.end, own[0].span.start):
            continue
        if not own and (dates or at or section.date is None or not _alone(article, sentence, group.span)):
            continue
        date = own[0] if own else section.date
        assert date is not None
        for work in group.works:
            yield _draft(article, sentence, work, place, date, group.span, "availability.leaving list")


def _alone(article: Article, sentence: Sentence, title: Span) -> bool:
    """Whether the sentence is hardly more than the title, as an entry of a list is."""
    return sentence.span.end - sentence.span.start < (title.end - title.start) + 12


def _draft(
    article: Article, sentence: Sentence, work: Work, place: PlaceMention, date: DateMention, cue: Span, rule: str
) -> Draft:
    slots: dict[str, Any] = {"title": work.name}
    near = Span(max(sentence.span.start, cue.start - 90), cue.end)
    seasons = [m for m in article.inside(article.seasons, near) if m.season is not None and m.kind == "season"]
    if seasons:
        slots["season"] = seasons[-1].season
    slots["platform"] = [place.name]
    slots["until"] = coming(article, date)
    region = region_of(article, around_cue(sentence, cue)) or region_above(article, sentence)
    if region:
        slots["region"] = region
    return Draft("availability", slots, around(article, cue, date.span), 0.5, (rule,))


def _over(edtf: str, article: Article) -> bool:
    """Whether the day lies before the article's own."""
    return edtf[:10] < article.published.isoformat()[: len(edtf[:10])]
