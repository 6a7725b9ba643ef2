"""A site whose every word is Greek, so that a word in the Latin alphabet on its pages comes from the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from airdate.catalogue.actions import keep_service
from airdate.catalogue.models import Genre, Person, Service, Title
from airdate.facts.actions import weigh_all
from airdate.facts.models import Fact
from airdate.listings.flags import Flag, Group
from airdate.listings.models import Broadcast
from airdate.sources.models import Document, Source
from factories import NOW, make_source, say
from factories.airings import air, make_channel, make_lineup

DAY = datetime(2031, 3, 10, tzinfo=UTC).date()
AT = datetime(2031, 3, 10, 20, 42, tzinfo=UTC)
SALT, LAMP, PLACE, WHO = "Αλάτι και δρόμος", "Φανός", "Λιμάνι Ένα", "Μάρα Βόσσου"
DATES = (
    "2031-03-20", "2031-04", "2031-22", "2031-34", "2031-05/2031-08", "2032", "2031-04-07/2031-04-13", "2032/..",
    "2031-04-05/2031-04-06", "2031-03-28/2031-04-05", "2031-06~", "2031-10/2031-11", "../2032", "2032-21", "2031-03-01",
)  # fmt: skip
ROLES = (
    "creator", "writer", "director", "executive producer", "producer", "showrunner", "composer", "presenter",
)  # fmt: skip
BASES = (
    "graphic novel", "comic", "book", "game", "film", "series", "podcast", "play", "true story", "article",
)  # fmt: skip


def told() -> list[dict[str, Any]]:
    """A claim of every kind, in every form that is worded differently."""
    on = {"title": SALT, "platform": [LAMP]}
    claims: list[dict[str, Any]] = [
        {"kind": "release", **on, "season": n, "date": date, "status": status}
        for n, (date, status) in enumerate(
            zip(DATES, ("confirmed", "expected", "rumoured") * 5, strict=True), start=1
        )
    ]  # fmt: skip
    claims += [
        {"kind": "release", **on, "season": 20 + n, "date": f"2031-05-{n + 1:02d}", "event": event, "part": part}
        for n, (event, part) in enumerate((("finale", None), ("special", None), ("added", None), ("premiere", 2)))
    ]
    claims += [
        {
            "kind": "release",
            **on,
            "season": 30,
            "episode": 4,
            "event": "episode",
            "date": "2031-05-09",
            "time": "20:00",
        },
        {"kind": "release", **on, "event": "episode", "date": "2031-05-10", "schedule": "weekly", "region": "IE"},
        {"kind": "release", "title": SALT, "season": 31, "platform": ["cinemas"], "date": "2031-06-01"},
        {"kind": "release", **on, "season": 32, "date": "2029-03-10"},
    ]
    claims += [
        {"kind": "renewal", "title": SALT, "season": 40 + n, "outcome": outcome}
        for n, outcome in enumerate(("ordered", "renewed", "cancelled", "ending"))
    ]
    claims += [
        {
            "kind": "casting",
            "title": SALT,
            "season": n,
            "actor": f"{WHO} {'αβγδ'[n]}",
            "character": "Άντα",
            "change": change,
        }
        for n, change in enumerate(("joins", "returns", "leaves", "stars"))
    ]
    claims += [
        {"kind": "credit", "title": SALT, "person": f"Πάνος {'αβγδεζηθ'[n]}", "role": role}
        for n, role in enumerate(ROLES)
    ]
    claims += [
        {"kind": "basis", "title": SALT, "source": f"Έργο {n}", "form": form, "author": WHO}
        for n, form in enumerate(BASES)
    ]
    claims += [
        {"kind": "availability", **on, "season": n, "terms": terms, "until": "2031-12-02", "region": "GB",
         "money": {"amount": 3.5, "currency": "GBP"}}
        for n, terms in enumerate(("subscription", "free", "ads", "rent", "buy", "broadcast", "cinema"), start=1)
    ]  # fmt: skip
    claims += [
        {"kind": "availability", **on, "terms": "buy", "form": "book"},
        {"kind": "price", "provider": LAMP, "plan": "απλό", "period": "month", "from": True, "date": "2031-06-01",
         "money": {"amount": 4.99, "currency": "GBP"}},
        {"kind": "price", "provider": LAMP, "plan": "ετήσιο", "period": "year",
         "money": {"amount": 50, "currency": "EUR"}},
        {"kind": "price", "provider": LAMP, "plan": "δωρεάν", "money": {"amount": 0, "currency": "GBP"}},
        {"kind": "carriage", "provider": LAMP, "carrier": "Κουτί"},
        {"kind": "carriage", "provider": LAMP, "carrier": "Ραβδί", "status": "denied"},
        {"kind": "quote", "title": SALT, "speaker": WHO, "outlet": "Εφημερίδα", "opening": "λέξη"},
    ]  # fmt: skip
    claims += [
        {"kind": "video", "title": SALT, "season": n, "form": form}
        for n, form in enumerate(("trailer", "teaser", "clip", "first look", "behind the scenes"), start=1)
    ]
    return claims


def make_site() -> dict[str, str]:
    """Everything that a site can have; an address of every kind of page by the name of its route."""
    keep_service(LAMP, kind="streaming", country="GB")
    keep_service("Κουτί", kind="carrier", country="GB")
    keep_service("Φάρος", kind="streaming", country="GB")
    for place, (name, kind) in enumerate(
        (
            ("Γραφείο", "official"),
            ("Εμπόριο", "trade"),
            ("Κατάλογος", "catalogue"),
            ("Γενικά", "general"),
            ("Φίλοι", "fan"),
        )
    ):
        source = make_source(name, source_class=kind, licence="ελεύθερη", region="GB")
        day = DAY - timedelta(days=30 - place)
        said = told() if kind in ("general", "official") else told()[:5]
        say(*said, source=source, published=day, text=_like_no_other(name), headline="Άρθρο", byline="Λία")  # type: ignore[arg-type]
    moved = [{"kind": "release", "title": SALT, "season": 1, "platform": [LAMP], "date": "2031-03-27"}]
    denied = [
        {"kind": "release", "title": SALT, "season": 2, "platform": [LAMP], "date": "2031-04", "status": "denied"}
    ]
    say(*moved, *denied, source=Source.objects.get(name="Γραφείο"), published=DAY - timedelta(days=2),
        text=_like_no_other("νέα"), headline="Νέα")  # fmt: skip
    later = [{"kind": "release", "title": SALT, "season": 1, "platform": [LAMP], "date": "2031-04-03"}]
    for name in ("Γενικά", "Φίλοι"):
        say(
            *later,
            source=Source.objects.get(name=name),
            published=DAY - timedelta(days=1),
            text=_like_no_other(f"{name}άλλα"),
            headline="Άλλα",
        )
    title = Title.objects.get(name=SALT)
    title.form, title.country, title.year, title.synopsis = "series", "GB", 2031, "Μια ιστορία."
    title.save()
    title.genres.add(Genre.objects.get_or_create(slug="drama", defaults={"name": "Δράμα"})[0])
    weigh_all(now=NOW)
    shown = _listings()
    Source.objects.filter(name="Harbour Listings").update(name="Πρόγραμμα")
    fact = Fact.objects.filter(kind="release", title=title, conflict=True).earliest("id")
    person, service = Person.objects.filter(name__startswith=WHO).earliest("id"), Service.objects.get(name=LAMP)
    other = Service.objects.get(name="Φάρος")
    document, source = Document.objects.earliest("id"), Source.objects.get(name="Γραφείο")
    return {
        "home": "/", "changes": "/changes/", "changes_feed": "/changes/feed/", "titles": "/titles/",
        "title": f"/titles/{title.slug}/", "person": f"/people/{person.slug}/", "services": "/services/",
        "service": f"/services/{service.slug}/", "sources": "/sources/", "source": f"/sources/{source.slug}/",
        "document": f"/documents/{document.key}/", "fact": f"/facts/{fact.pk}/", "report": f"/facts/{fact.pk}/report/",
        "tv": "/tv/?genre=film&with=subtitles", "tv_rows": "/tv/rows/?day=2031-03-10&from=900&to=1080",
        "tv_now": "/tv/now/", "tv_tonight": "/tv/tonight/", "tv_search": "/tv/search/?q=Ταινία",
        "tv_channel": "/tv/channels/limani-1/", "tv_programme": f"/tv/programmes/{shown.pk}/",
        "calendar": "/calendar/?at=2031-05&region=GB&kind=premieres", "on_this_day": "/on-this-day/",
        "on_that_day": "/on-this-day/03-11/",
        "streaming": "/streaming/?region=GB", "genres": "/genres/", "genre": "/genres/drama/",
        "compare": f"/services/compare/?a={service.slug}&b={other.slug}",
        "choices": "/choices/",
        "search": "/search/?q=Αλάτι", "suggest": "/search/suggest/?q=Αλάτι", "policy": "/weighing/",
    }  # fmt: skip


def _like_no_other(word: str) -> str:
    return " ".join(f"λέξη{word}{n}" for n in range(40))


def _listings() -> Broadcast:
    one, two = make_channel("Λιμάνι 1", slug="limani-1"), make_channel("Λιμάνι 2", slug="limani-2")
    make_lineup("Αέρας", [one, two], slug="aeras")
    helps = Flag.SUBTITLES | Flag.AUDIO_DESCRIPTION | Flag.SIGNED
    people = [
        ["actor", "Άννα", "Εύα"],
        ["director", "Νίκος"],
        ["writer", "Ρέα"],
        ["guest", "Όλγα"],
        ["composer", "Ίων"],
    ]
    for hour, group in enumerate(Group, start=8):
        air(two, f"{hour:02d}:00", 45, f"Εκπομπή {hour}", group=group, flags=Flag.REPEAT)
    air(two, "20:30", 90, "Τέλος", group=Group.DRAMA, flags=Flag.FINALE | Flag.LAST_CHANCE, season=2, episode=8)
    air(two, "22:00", None, "Ζωντανά", group=Group.SPORT, flags=Flag.LIVE)
    air(one, "21:45", 60, "Αρχή", group=Group.DRAMA, flags=Flag.NEW | Flag.PREMIERE)
    air(one, "06:00", 30, "Ταινία", group=Group.FILM, flags=Flag.FILM, day=DAY + timedelta(days=2))
    return air(
        one, "20:00", 95, "Ταινία", group=Group.FILM, flags=Flag.FILM | helps | Flag.REPEAT, year=2029,
        sub_title="Μέρος", description="Ένα έργο.", work=Title.objects.get(name=SALT), season=1, episode=2,
        details={"credits": people, "stars": [["", "4/5"]], "categories": [["Ταινία", "el"]]},
    )  # fmt: skip
