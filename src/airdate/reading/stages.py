"""The way from text to claims, stage by stage."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from airdate.reading.annotate import annotate, worth_reading
from airdate.reading.article import Article, Draft, Rule
from airdate.reading.complete import complete
from airdate.reading.confidence import judged
from airdate.reading.evidence import vouched
from airdate.reading.kinds import (
    availability,
    basis,
    carriage,
    casting,
    credit,
    price,
    quote,
    release,
    renewal,
    schedule,
    video,
)  # fmt: skip
from airdate.reading.language import language
from airdate.reading.links import casts, offers, releases
from airdate.reading.links.features import Scene
from airdate.reading.merge import in_order, merge
from airdate.reading.model import Claim, Reading
from airdate.reading.stretches import LONGEST, joined, moved, stretches
from airdate.reading.windows import without_windows

if TYPE_CHECKING:
    from airdate.reading.lexicon import Lexicon

_HEADLINE = 200  # characters of the first line, which stands for the headline in later stretches of a long text

_RULES: tuple[Rule, ...] = (
    schedule.drafts, release.drafts, renewal.drafts, casting.drafts, credit.drafts, basis.drafts, availability.drafts,
    price.drafts, carriage.drafts, video.drafts, quote.drafts,
)  # fmt: skip


def read_stretches(text: str, day: datetime.date, headline: str | None, lexicon: Lexicon | None) -> Reading:
    """What `airdate.reading.read` gives, in stretches where the text is too long to be read as one."""
    tongue = language(text)
    if tongue not in ("en", "und"):
        return Reading(day.isoformat(), tongue, ())
    if len(text) <= LONGEST:
        return Reading(day.isoformat(), tongue, _claims(text, day, headline, lexicon))
    headline = headline or text.lstrip()[:_HEADLINE].partition("\n")[0]
    parts = ((span.start, _claims(span.of(text), day, headline, lexicon)) for span in stretches(text))
    return Reading(day.isoformat(), tongue, joined(moved(claim, start) for start, claims in parts for claim in claims))


def _claims(text: str, day: datetime.date, headline: str | None, lexicon: Lexicon | None) -> tuple[Claim, ...]:
    """The claims of a text that is not too long to be read as one."""
    if not worth_reading(text, headline):
        return ()
    article = annotate(text, day, headline=headline, lexicon=lexicon)
    return tuple(
        Claim(draft.kind, dict(draft.slots), vouched(article, draft), confidence, draft.trail)
        for draft, confidence in judged(article, drafts_of(article))
    )


def drafts_of(article: Article) -> list[Draft]:
    """All that the rules and the links make of an article, joined and in order, before anything is judged."""
    scene = Scene(article)
    drafts = casts.joined(article, rule_drafts(article), scene)
    dated = releases.joined(article, drafts, scene)
    return in_order(without_windows(merge(complete(article, offers.joined(article, dated, scene, drafts)))))


def rule_drafts(article: Article) -> list[Draft]:
    """What each rule by itself makes of an article, in the order of the rules."""
    return [draft for rule in _RULES for draft in rule(article)]
