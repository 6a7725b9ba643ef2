"""The first articles of the demonstration with claims written by hand, as a reader without mistakes would read them.

Tests of pages use it, so that a page is judged by what it is given and not by how well the reader reads today.
`tell(day)` takes the whole in, dated from ``day``, and weighs it. Evidence is named by its words in the article.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from airdate.catalogue.actions import keep_service, resolve_names
from airdate.catalogue.models import Genre, Origin, Title
from airdate.claims.actions import keep_reading
from airdate.claims.asking import names_asked
from airdate.facts.actions import weigh_all
from airdate.intake.demonstration import samples
from airdate.reading.model import Claim, Reading, Span
from airdate.sources.actions import add_document, ensure_source
from airdate.sources.models import Document

Told = tuple[str, str, dict[str, Any]]  # kind, words of the article that support it, slots
SERVICES = (
    ("Lantern+", "streaming", "GB"), ("Harbour One", "channel", "GB"), ("Harbour Player", "streaming", "GB"),
    ("Beacon Box", "carrier", "GB"), ("Tidewater Stream", "carrier", "GB"), ("Netflix", "streaming", ""),
    ("Apple TV+", "streaming", ""), ("Disney+", "streaming", ""), ("Sky Glass", "carrier", "GB"),
    ("Virgin Media Stream", "carrier", "GB"), ("Roku", "carrier", "US"),
)  # fmt: skip
GENRES = {"The Salt Road": "Drama", "Nine Lanterns": "Fantasy", "Pilot Light": "Comedy", "Heartstopper": "Drama"}


def tell(day: date, *only: str) -> dict[str, Document]:
    """Take in the articles as of ``day``, all or ``only`` those named. Gives the documents by the names of their files,
    without the ending.
    """
    for name, kind, country in SERVICES:
        keep_service(name, kind=kind, country=country)
    told = claims(day)
    documents = {}
    found = {sample.name: sample for sample in samples(day)}
    for name, said in told.items():
        if only and name not in only:
            continue
        publisher, article = found[name].publisher, found[name].article
        source = ensure_source(
            publisher.name, slug=publisher.slug, source_class=publisher.source_class or "general",
            homepage=publisher.homepage, region=publisher.region, licence=publisher.licence,
        )  # fmt: skip
        learnt = datetime.combine(article.published, time(12, tzinfo=UTC))
        document = add_document(
            source, article.text, published=article.published, learnt_at=learnt, headline=article.headline,
            byline=article.byline, language="en",
        ).document  # fmt: skip
        made = tuple(_claim(document.text, *claim) for claim in said)
        run = keep_reading(document, Reading(article.published.isoformat(), "en", made), reader="hand", read_at=learnt)
        resolve_names(document, names_asked(run))
        documents[name] = document
    for entry in Title.objects.filter(name__in=GENRES):
        genre = GENRES[entry.name]
        entry.genres.add(Genre.objects.get_or_create(slug=genre.lower(), defaults={"name": genre})[0])
        entry.form, entry.origin = "series", Origin.CATALOGUE
        entry.save()
    weigh_all(now=datetime.combine(day, time(12, tzinfo=UTC)))
    return documents


def _claim(text: str, kind: str, words: str, slots: dict[str, Any]) -> Claim:
    start = text.find(words)
    if start < 0:
        raise ValueError(f"{words!r} is not in the article: {text[:60]!r}")
    return Claim(kind, slots, (Span(start, start + len(words)),), 0.9)


def claims(day: date) -> dict[str, list[Told]]:
    """The claims of each article by the name of its file, in the order of the demonstration's manifest."""

    def d(days: int) -> str:
        return (day + timedelta(days=days)).isoformat()

    def m(days: int) -> str:
        return (day + timedelta(days=days)).strftime("%Y-%m")

    def s(days: int) -> str:
        then = day + timedelta(days=days)
        return f"{then.year:04d}-{(24, 21, 22, 23)[then.month % 12 // 3]}"

    salt, nine, pilot, row, orchard = "The Salt Road", "Nine Lanterns", "Pilot Light", "Glasshouse Row", "Orchard"
    harbour, lantern, heart, netflix = ["Harbour One"], ["Lantern+"], "Heartstopper", ["Netflix"]
    glasshouse: list[Told] = [
        ("casting", "Brigid Sallow, who has played Maureen Tuck since the first episode, is leaving the series",
         {"title": row, "actor": "Brigid Sallow", "character": "Maureen Tuck", "change": "leaves"}),
        ("casting", "Anton Vesely will also leave as the landlord Piet",
         {"title": row, "actor": "Anton Vesely", "character": "Piet", "change": "leaves"}),
        ("casting", "Naomi Farthing joins the cast as the new vicar Clare Dunmore",
         {"title": row, "actor": "Naomi Farthing", "character": "Clare Dunmore", "change": "joins"}),
        ("casting", "Rhys Calloway joins as Dai",
         {"title": row, "actor": "Rhys Calloway", "character": "Dai", "change": "joins"}),
        ("casting", "Yusuf Karim joins as Omar, the vet",
         {"title": row, "actor": "Yusuf Karim", "character": "Omar", "change": "joins"}),
        ("quote", '"You do not get to say goodbye in life as well as they let me say it there," Sallow told',
         {"title": row, "speaker": "Brigid Sallow", "outlet": "Screen Ledger", "opening": "You do not get"}),
        ("credit", "Executive producer Jo Hartnell",
         {"title": row, "person": "Jo Hartnell", "role": "executive producer"}),
        ("release", "Glasshouse Row continues on Harbour One on Mondays and Thursdays at 7.30pm",
         {"title": row, "event": "episode", "schedule": "weekly", "time": "19:30", "platform": harbour}),
    ]  # fmt: skip
    return {
        "heartstopper": [
            ("release", "the second season of Heartstopper will be released on 3rd August 2023",
             {"title": heart, "season": 2, "event": "premiere", "date": "2023-08-03", "platform": netflix}),
            ("renewal", "a third season has been ordered as well",
             {"title": heart, "season": 3, "outcome": "renewed", "platform": netflix}),
            ("video", "a behind-the-scenes video from the set of season 2",
             {"title": heart, "season": 2, "form": "behind the scenes"}),
            ("casting", "Kit Connor and Joe Locke return as Nick Nelson",
             {"title": heart, "season": 2, "actor": "Kit Connor", "character": "Nick Nelson", "change": "returns"}),
            ("casting", "Joe Locke return as Nick Nelson and Charlie Spring",
             {"title": heart, "season": 2, "actor": "Joe Locke", "character": "Charlie Spring", "change": "returns"}),
            ("casting", "Yasmin Finney is back as Elle",
             {"title": heart, "season": 2, "actor": "Yasmin Finney", "character": "Elle", "change": "returns"}),
            ("casting", "Bel Priestley plays Naomi",
             {"title": heart, "season": 2, "actor": "Bel Priestley", "character": "Naomi", "change": "joins"}),
            ("casting", "Ash Self plays Felix",
             {"title": heart, "season": 2, "actor": "Ash Self", "character": "Felix", "change": "joins"}),
            ("casting", "Thibault de Montalembert has been cast as Stephane",
             {"title": heart, "season": 2, "actor": "Thibault de Montalembert", "character": "Stephane",
              "change": "joins"}),
            ("credit", "Alice Oseman, who wrote and drew the Heartstopper graphic novels on which the series is based, "
             "is again the writer", {"title": heart, "person": "Alice Oseman", "role": "writer"}),
            ("credit", "Patrick Walters is executive producer",
             {"title": heart, "person": "Patrick Walters", "role": "executive producer"}),
            ("basis", "the Heartstopper graphic novels on which the series is based",
             {"title": heart, "source": "Heartstopper", "form": "graphic novel", "author": "Alice Oseman"}),
            ("availability", "Heartstopper season 1 is streaming now on Netflix",
             {"title": heart, "season": 1, "platform": netflix, "terms": "subscription"}),
            ("price", "Netflix from £4.99 a month",
             {"provider": "Netflix", "money": {"amount": 4.99, "currency": "GBP"}, "period": "month", "from": True}),
            ("carriage", "Netflix is also available on Sky Glass", {"provider": "Netflix", "carrier": "Sky Glass"}),
            ("carriage", "Virgin Media Stream", {"provider": "Netflix", "carrier": "Virgin Media Stream"}),
        ],
        "five-returns": [
            ("release", "Season 2 of Gen V starts on Prime Video on 17 September 2025",
             {"title": "Gen V", "season": 2, "date": "2025-09-17", "platform": ["Prime Video"]}),
            ("casting", "Hamish Linklater joins the cast for season 2",
             {"title": "Gen V", "season": 2, "actor": "Hamish Linklater", "change": "joins"}),
            ("release", "Season 5 of Slow Horses starts on Apple TV+ on 24 September 2025",
             {"title": "Slow Horses", "season": 5, "date": "2025-09-24", "platform": ["Apple TV+"]}),
            ("basis", "The series is based on the books by Mick Herron",
             {"title": "Slow Horses", "form": "book", "author": "Mick Herron"}),
            ("renewal", "fifth and final season of Stranger Things",
             {"title": "Stranger Things", "season": 5, "outcome": "ending", "platform": netflix}),
            ("release", "Volume 1 is out on 26 November 2025",
             {"title": "Stranger Things", "season": 5, "part": 1, "event": "part", "date": "2025-11-26",
              "platform": netflix}),
            ("release", "The series finale of Stranger Things will be released on 31 December 2025",
             {"title": "Stranger Things", "season": 5, "event": "finale", "date": "2025-12-31", "platform": netflix}),
            ("availability", "fourth season of The Bear is streaming now on Disney+",
             {"title": "The Bear", "season": 4, "platform": ["Disney+"], "terms": "subscription"}),
        ],
        "salt-road-ordered": [
            ("renewal", "Harbour One has commissioned The Salt Road",
             {"title": salt, "outcome": "ordered", "platform": harbour}),
            ("credit", "The series was created by Maren Oldfield",
             {"title": salt, "person": "Maren Oldfield", "role": "creator"}),
            ("credit", "Tobias Quennell directs", {"title": salt, "person": "Tobias Quennell", "role": "director"}),
            ("credit", "The executive producer is Ines Fairbrother",
             {"title": salt, "person": "Ines Fairbrother", "role": "executive producer"}),
            ("casting", "Hester Vane stars as Agnes Thorley",
             {"title": salt, "actor": "Hester Vane", "character": "Agnes Thorley", "change": "stars"}),
            ("casting", "Callum Rook as the exciseman John Pask",
             {"title": salt, "actor": "Callum Rook", "character": "John Pask", "change": "stars"}),
            ("quote", '"There is nobody left who remembers the road, so we had to walk it,"',
             {"title": salt, "speaker": "Maren Oldfield", "opening": "There is nobody left"}),
            ("release", "No release date has been announced yet",
             {"title": salt, "status": "unknown", "platform": harbour}),
        ],
        "salt-road-rumour": [
            ("release", "The Salt Road will reportedly start on Harbour One in",
             {"title": salt, "date": m(10), "platform": harbour, "status": "rumoured"}),
        ],
        "salt-road-window": [
            ("release", "The Salt Road, the new eight-part drama by Maren Oldfield, will premiere on Harbour One in",
             {"title": salt, "date": m(19), "platform": harbour}),
            ("casting", "Imogen Strand joins the cast as her sister Ruth",
             {"title": salt, "actor": "Imogen Strand", "character": "Ruth", "change": "joins"}),
            ("quote", '"It is the largest drama that we have made in the north,"',
             {"title": salt, "speaker": "Ada Winterson", "opening": "It is the largest"}),
        ],
        "salt-road-day": [
            ("release", "Harbour One's period drama The Salt Road will premiere on",
             {"title": salt, "date": d(19), "time": "21:00", "platform": harbour, "schedule": "weekly"}),
        ],
        "salt-road-moved": [
            ("release", "Harbour One has moved the premiere of The Salt Road",
             {"title": salt, "date": d(26), "was": d(19), "time": "21:00", "platform": harbour}),
            ("video", "A trailer for The Salt Road was released today", {"title": salt, "form": "trailer"}),
        ],
        "nine-lanterns-rumour": [
            ("renewal", "Nine Lanterns has reportedly been cancelled by Lantern+",
             {"title": nine, "season": 2, "outcome": "cancelled", "platform": lantern, "status": "rumoured"}),
        ],
        "nine-lanterns-denial": [
            ("renewal", "Lantern+ has renewed Nine Lanterns for a third season",
             {"title": nine, "season": 3, "outcome": "renewed", "platform": lantern}),
            ("renewal", "Reports that the fantasy drama had been cancelled are not true",
             {"title": nine, "season": 2, "outcome": "cancelled", "status": "denied"}),
            ("release", "Season 3 of Nine Lanterns will be released on Lantern+ in",
             {"title": nine, "season": 3, "date": s(190), "platform": lantern}),
            ("casting", "Ottilie Brandt returns as Sister Wren",
             {"title": nine, "season": 3, "actor": "Ottilie Brandt", "character": "Sister Wren", "change": "returns"}),
            ("casting", "Saoirse Penhallow, who plays the Glass Queen",
             {"title": nine, "season": 3, "actor": "Saoirse Penhallow", "character": "the Glass Queen",
              "change": "joins"}),
            ("quote", '"We are not done with the dark yet,"',
             {"title": nine, "speaker": "Petra Lindqvist", "opening": "We are not done"}),
            ("credit", "Petra Lindqvist, the creator and showrunner",
             {"title": nine, "person": "Petra Lindqvist", "role": "creator"}),
            ("availability", "Seasons one and two of Nine Lanterns are streaming now on Lantern+",
             {"title": nine, "platform": lantern, "terms": "subscription"}),
        ],
        "pilot-light-date": [
            ("release", "The new comedy Pilot Light will premiere on Lantern+ on",
             {"title": pilot, "date": d(11), "platform": lantern, "schedule": "all-at-once"}),
            ("casting", "Dermot Ashgrove stars as Gordon",
             {"title": pilot, "actor": "Dermot Ashgrove", "character": "Gordon", "change": "stars"}),
            ("casting", "Fumi Adair as his apprentice Bex",
             {"title": pilot, "actor": "Fumi Adair", "character": "Bex", "change": "stars"}),
            ("credit", "Pilot Light is written by Lorna Quick",
             {"title": pilot, "person": "Lorna Quick", "role": "writer"}),
        ],
        "pilot-light-courier": [
            ("release", "will now arrive on Lantern+ on", {"title": pilot, "date": d(18), "platform": lantern}),
        ],
        "pilot-light-tide": [
            ("release", "Pilot Light will now be released on Lantern+ on",
             {"title": pilot, "date": d(18), "platform": lantern}),
        ],
        "glasshouse-row": glasshouse,
        "glasshouse-row-copy": glasshouse,
        "lantern-prices": [
            ("price", "Lantern+ Standard goes up to £8.99 a month",
             {"provider": "Lantern+", "plan": "standard", "money": {"amount": 8.99, "currency": "GBP"},
              "period": "month", "date": d(20)}),
            ("price", "Lantern+ Premium goes up to £12.99 a month",
             {"provider": "Lantern+", "plan": "premium", "money": {"amount": 12.99, "currency": "GBP"},
              "period": "month", "date": d(20)}),
            ("price", "Lantern+ Basic, with adverts, costs £4.99 a month",
             {"provider": "Lantern+", "plan": "basic", "money": {"amount": 4.99, "currency": "GBP"},
              "period": "month"}),
            ("price", "A year's subscription will cost £89.99",
             {"provider": "Lantern+", "money": {"amount": 89.99, "currency": "GBP"}, "period": "year"}),
            ("carriage", "Lantern+ is also available on Beacon Box", {"provider": "Lantern+", "carrier": "Beacon Box"}),
            ("carriage", "Tidewater Stream", {"provider": "Lantern+", "carrier": "Tidewater Stream"}),
            ("carriage", "It cannot be had on the older Roku players",
             {"provider": "Lantern+", "carrier": "Roku", "status": "denied"}),
        ],
        "orchard": [
            ("video", "Lantern+ has released the first trailer for Orchard", {"title": orchard, "form": "trailer"}),
            ("basis", "its adaptation of the graphic novel The Apple Thieves by Wilf Amory",
             {"title": orchard, "source": "The Apple Thieves", "form": "graphic novel", "author": "Wilf Amory"}),
            ("release", "Orchard premieres", {"title": orchard, "date": d(40), "platform": lantern,
             "schedule": "weekly"}),
            ("casting", "Tamsin Greave stars as Pip",
             {"title": orchard, "actor": "Tamsin Greave", "character": "Pip", "change": "stars"}),
            ("quote", '"I drew it in a shed, and now the shed is in it,"',
             {"title": orchard, "speaker": "Wilf Amory", "outlet": "The Call Sheet", "opening": "I drew it in"}),
        ],
        "harbour-week": [
            ("release", "7.30pm Glasshouse Row",
             {"title": row, "event": "episode", "date": d(1), "time": "19:30", "platform": harbour}),
            ("release", "9pm Cold Ferry (series 2, new series)",
             {"title": "Cold Ferry", "season": 2, "date": d(1), "time": "21:00", "platform": harbour}),
            ("release", "8pm The Allotment Year",
             {"title": "The Allotment Year", "event": "episode", "date": d(2), "time": "20:00", "platform": harbour}),
            ("release", "9pm The Long Way to Uist (film)",
             {"title": "The Long Way to Uist", "date": d(2), "time": "21:00", "platform": harbour}),
            ("release", "8pm Pipe Down (last in series)",
             {"title": "Pipe Down", "event": "finale", "date": d(4), "time": "20:00", "platform": harbour}),
        ],
        "leaving-lantern": [
            ("availability", "Brass Monkeys leaves Lantern+ on",
             {"title": "Brass Monkeys", "platform": lantern, "terms": "subscription", "until": d(9)}),
            ("availability", "The Heron Papers leaves Lantern+ on",
             {"title": "The Heron Papers", "platform": lantern, "terms": "subscription", "until": d(14)}),
            ("release", "The Winter Palace Job, the heist film, comes to Lantern+ on",
             {"title": "The Winter Palace Job", "event": "added", "date": d(8), "platform": lantern}),
            ("release", "Small Hours returns for a fourth season in",
             {"title": "Small Hours", "season": 4, "date": m(45), "platform": lantern}),
        ],
    }  # fmt: skip
