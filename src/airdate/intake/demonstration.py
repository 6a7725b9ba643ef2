"""The demonstration: the articles of `demo/`, dated from the day on which it is made, taken in one after another.

Loading can be stopped and done again with the same day: what is there already adds nothing.
"""

from __future__ import annotations

import re
import tomllib
from calendar import isleap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from airdate.catalogue.actions import keep_service
from airdate.catalogue.genres import plant
from airdate.intake.actions import Added, Article, Publisher, add_article
from airdate.intake.writer import one_writer
from airdate.sources.models import Document
from airdate.sources.normal import document_key, text_hash

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = ("winter", "spring", "summer", "autumn")  # of December, March, June and September
WORDS: dict[str, Callable[[date], str]] = {
    "d": lambda day: f"{day.day} {MONTHS[day.month - 1]}",
    "wd": lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
    "dy": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "md": lambda day: f"{MONTHS[day.month - 1]} {day.day}",
    "w": lambda day: WEEKDAYS[day.weekday()],
    "m": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    "s": lambda day: f"{SEASONS[day.month % 12 // 3]} {day.year}",
    "y": lambda day: str(day.year),
    "i": date.isoformat,
}
TOKEN = re.compile(r"\{(d|wd|dy|md|w|m|s|y|i)(?:([+-]\d+)y)?([+-]\d+)?\}")
ARRIVES = time(12, tzinfo=UTC)  # every article is learnt of at noon of its day


@dataclass(frozen=True, slots=True)
class Sample:
    """One article of the demonstration, its dates filled in."""

    name: str  # of its file, without the ending
    article: Article
    publisher: Publisher
    key: str


def dated(text: str, day: date) -> str:
    """The text with its tokens ({d+12}, {dy-3y+12}) replaced by days counted from ``day``, in years and days."""

    def word(found: re.Match[str]) -> str:
        name, years, days = found.groups()
        return WORDS[name](_in_year(day, day.year + int(years or 0)) + timedelta(days=int(days or 0)))

    return TOKEN.sub(word, text)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; of a leap day the last of February."""
    leap = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap and not isleap(year) else day.replace(year=year)


def samples(day: date) -> list[Sample]:
    """The articles as they read when the demonstration is made on ``day``, in order of arrival."""
    sources = {source["slug"]: source for source in _manifest()["sources"]}
    made = []
    for entry in _manifest()["articles"]:
        source = sources[entry["source"]]
        given = entry["published"]
        published = day + timedelta(days=int(given)) if given[0] in "+-" else date.fromisoformat(given)
        text = dated((files("airdate.intake") / "demo" / "articles" / entry["file"]).read_text(encoding="utf-8"), day)
        publisher = Publisher(**source)
        article = Article(text=text, published=published, headline=dated(entry["headline"], day))
        name = entry["file"].removesuffix(".txt")
        made.append(Sample(name, article, publisher, document_key(source["slug"], text_hash(text))))
    # A rebuild takes documents by their days. Which day is the earlier may depend on that of the demonstration.
    return sorted(made, key=lambda sample: sample.article.published)


def is_loaded(day: date) -> bool:
    """Whether all the articles of that day are here."""
    keys = [sample.key for sample in samples(day)]
    return Document.objects.filter(key__in=keys).count() == len(keys)


def prepare() -> None:
    """Take in the genres and the services."""
    with one_writer():
        plant()
        for service in _manifest()["services"]:
            keep_service(
                service["name"], kind=service["kind"], country=service["country"], aliases=service.get("aliases", ())
            )


def load(day: date) -> Iterator[Added]:
    """Take in the genres, the services and the articles; yields what became of each article when it is done."""
    prepare()
    for sample in samples(day):
        yield add_article(sample.article, sample.publisher, now=datetime.combine(sample.article.published, ARRIVES))


@cache
def _manifest() -> dict[str, Any]:
    return tomllib.loads((files("airdate.intake") / "demo" / "manifest.toml").read_text(encoding="utf-8"))
