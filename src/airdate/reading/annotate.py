"""From a text to an :class:`Article`: every finder in turn, none of which makes a claim."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from airdate.reading.article import Article, OutletMention
from airdate.reading.candidates import Gatherer
from airdate.reading.cues import pattern, words
from airdate.reading.dates import find_dates, find_slots
from airdate.reading.focus import Focus
from airdate.reading.layout import blocks, fold, sentences
from airdate.reading.lexicon.commonness import Commonness
from airdate.reading.lexicon.tables import services
from airdate.reading.model import Span
from airdate.reading.money import find_money
from airdate.reading.names import atoms
from airdate.reading.occurrences import Occurrences
from airdate.reading.people import find_people
from airdate.reading.phrases import look_up
from airdate.reading.places import find_places, with_tagged
from airdate.reading.quotations import find_quotations
from airdate.reading.seasons import find_seasons
from airdate.reading.tagging import tag
from airdate.reading.times import find_times
from airdate.reading.titles import days_apart, find_titles, services_apart
from airdate.reading.token_features import known_to

if TYPE_CHECKING:
    from airdate.reading.lexicon import Hits, Lexicon

_FIRST_LOOK = 20_000  # characters in which an article about television shows itself
_WORD = re.compile(r"[^\W\d_]+")
_SHORT, _LONG = 500, 1200  # characters of a notice, and of an article in which one telling word may be chance
_MANY_HINTS = 6
_ONLY = ("american only", "british only")
_PER_WORD = 1300  # characters for each telling word that a long article needs


def worth_reading(text: str, headline: str | None) -> bool:
    """Whether the text speaks of television, films or streaming more than in passing; cheap.

    A short notice needs one telling word; longer articles need more, in step with their length. A headline with one
    is enough.
    """
    telling = _telling_words()
    if headline and not telling.isdisjoint(_WORD.findall(headline.lower())):
        return True
    text = text[:_FIRST_LOOK]
    count = Counter(_WORD.findall(text.lower()))
    told = sum(count[word] for word in telling & count.keys())
    hinted = sum(count[word] for word in words("annotate", "faint") & count.keys())
    if len(text) >= _LONG and told == 1 and hinted < _MANY_HINTS:
        return False
    enough = 1.0 if len(text) < _SHORT else max(2.0, len(text) / _PER_WORD)
    return told > 0 and told + hinted / 2 >= enough


@cache
def _telling_words() -> frozenset[str]:
    """The words of television, and the services whose name is one word that means nothing else."""
    common = Commonness.packaged().common_words
    names = {
        name.lower()
        for service in services()
        if not service.ambiguous
        for name in (service.name, *service.aliases)
        if name[0].isupper() and _WORD.fullmatch(name)
    }
    return words("annotate", "telling") | (names - common)


def annotate(text: str, published: datetime.date, *, headline: str | None, lexicon: Lexicon | None) -> Article:
    """Everything that the rules need to know about ``text``."""
    from airdate.reading.lexicon import Lexicon

    lexicon = lexicon or Lexicon.packaged()
    article, gatherer, hits = _looked_over(text, published, headline, lexicon)
    tags = tag(article.folded, lexicon, gatherer.evidence(), known=known_to(hits))
    article.places = with_tagged(text, article.folded, article.places, tags, article.occurrences)
    article.works, article.titles = days_apart(article.dates, *find_titles(gatherer, tags))
    article.works, article.titles = services_apart(article.places, article.works, article.titles)
    named = {mention.span for mention in article.titles}
    article.dates = [date for date in article.dates if date.span not in named]
    article.people = find_people(text, article.folded, article.atoms, article.titles, article.places, lexicon, tags)
    article.focus = Focus(article)
    return article


def title_evidence(text: str, published: datetime.date, lexicon: Lexicon) -> list[tuple[int, int, float]]:
    """What the rules alone take for titles: start, end and score. The tagger learns from it and sees it."""
    return _looked_over(text, published, None, lexicon)[1].evidence()


def _looked_over(
    text: str, published: datetime.date, headline: str | None, lexicon: Lexicon
) -> tuple[Article, Gatherer, Hits]:
    """The article with all that needs no titles, the candidates for titles, and what the lexicon knows of it."""
    folded = fold(text)
    look_up(folded)
    hits = lexicon.hits(folded)
    occurrences = Occurrences(folded)
    country = country_of(folded, hits)
    american = country == "US"
    found_blocks = blocks(folded)
    whole = [Span(hit.start, hit.end) for hit in hits.titles if folded[hit.end - 1] in "!?." or ". " in hit.name]
    found_sentences = sentences(folded, found_blocks, whole=whole)
    times = find_times(folded)
    dates = find_dates(folded, published, day_first=not american, times=times)
    seasons = find_seasons(folded)
    places = find_places(text, folded, hits, occurrences)
    cuts = sorted(
        [m.span for m in dates] + [m.span for m in seasons] + [m.span for m in places] + [m.span for m in times]
    )
    found_atoms = atoms(folded, found_sentences, cuts)
    article = Article(
        text=text,
        folded=folded,
        published=published,
        headline=headline,
        country=country,
        blocks=found_blocks,
        sentences=found_sentences,
        dates=dates,
        times=times,
        slots=find_slots(folded),
        seasons=seasons,
        money=find_money(folded, country=country),
        quotations=find_quotations(folded),
        places=places,
        outlets=[OutletMention(Span(h.start, h.end), text[h.start : h.end]) for h in hits.outlets],
        atoms=found_atoms,
        occurrences=occurrences,
    )
    gatherer = Gatherer(text, folded, found_blocks, found_atoms, places, cuts, headline, lexicon, hits, occurrences)
    gatherer.gather()
    return article, gatherer, hits


def country_of(folded: str, hits: Hits) -> str:
    """The country (ISO 3166) for which the article is written: by what it calls itself and by whose services it names.

    The United States where spelling and currency are American and no other country speaks up, else Great Britain.
    """
    votes: Counter[str] = Counter()
    for country in ("AU", "NZ", "CA", "IE", "IN"):
        votes[country] = 2 * min(4, sum(1 for _ in pattern("annotate", country).finditer(folded, 0, _FIRST_LOOK)))
    for hit in hits.services:
        if hit.end > _FIRST_LOOK:
            break
        if len(hit.service.countries) == 1 and not hit.service.ambiguous and hit.service.countries[0] in votes:
            votes[hit.service.countries[0]] += 1
    american = sum(1 for _ in pattern("annotate", "american").finditer(folded, 0, _FIRST_LOOK))
    british = sum(1 for _ in pattern("annotate", "british").finditer(folded, 0, _FIRST_LOOK))
    best = max(sorted(votes), key=lambda country: votes[country])
    if votes[best] >= 4:
        rivals = (sum(1 for _ in pattern("annotate", name).finditer(folded, 0, _FIRST_LOOK)) for name in _ONLY)
        if votes[best] * 2 > max(rivals):
            return best
    return "US" if american > british else "GB"
