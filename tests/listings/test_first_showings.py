"""Which broadcasts are first showings, as a table, and what becomes of their claims from edition to edition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from airdate.catalogue.models import Service, Title
from airdate.catalogue.names import fold_name
from airdate.claims.models import Claim, ReadingRun
from airdate.facts.models import Change, Fact
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import digest, rebuild
from airdate.listings.cataloguing import CatalogueLinker
from airdate.listings.first_showings import Airing, release_of
from airdate.listings.flags import Flag
from airdate.listings.importing import Publisher, import_guide
from airdate.listings.models import FirstShowing
from airdate.listings.xmltv.opening import GuideFile
from airdate.sources.models import Document

NEW, PREMIERE, FINALE, FILM, REPEAT = Flag.NEW, Flag.PREMIERE, Flag.FINALE, Flag.FILM, Flag.REPEAT
TODAY = (("original-air-date", "2031-02-20"),)
EARLIER = (("original-air-date", "2029-05-01"),)
# flags, season, episode, form, numbers -> the slots that say which release it is, and why; None for no release
CASES: list[tuple[Flag, int | None, int | None, str, tuple[tuple[str, str], ...], dict[str, Any] | None, str]] = [
    (PREMIERE, 2, 1, "series", (), {"season": 2, "event": "premiere"}, "premiere"),
    (NEW, 2, 1, "series", (), {"season": 2, "event": "premiere"}, "new"),
    (NEW, 2, 4, "series", (), {"season": 2, "event": "episode", "episode": 4}, "new"),
    (NEW | FINALE, 2, 8, "series", (), {"season": 2, "event": "finale"}, "new"),
    (Flag(0), 2, 4, "series", TODAY, {"season": 2, "event": "episode", "episode": 4}, "original air date"),
    (Flag(0), 2, 4, "series", EARLIER, None, ""),
    (Flag(0), 2, 4, "series", (("original-air-date", "20310220"),),
     {"season": 2, "event": "episode", "episode": 4}, "original air date"),
    (Flag(0), 2, 4, "series", (("original-air-date", "last year"),), None, ""),
    (NEW, 2, 4, "series", EARLIER, None, ""),
    (NEW, None, None, "series", (), {"event": "episode"}, "new"),
    (NEW, None, 5, "series", (), {"event": "episode"}, "new"),
    (NEW, None, None, "", (), None, ""),
    (PREMIERE | FILM, None, None, "film", (), {"event": "premiere"}, "premiere"),
    (PREMIERE | FILM, None, None, "", EARLIER, {"event": "premiere"}, "premiere"),
    (PREMIERE, None, None, "special", (), {"event": "premiere"}, "premiere"),
    (PREMIERE | REPEAT, 2, 1, "series", TODAY, None, ""),
    (Flag(0), 2, 1, "series", (), None, ""),
]  # fmt: skip


def airing(flags: Flag, season: int | None, episode: int | None, form: str, numbers: Any, **also: Any) -> Airing:
    given: dict[str, Any] = {
        "work": "the-lantern-house", "form": form, "channel": "tide-one", "channel_name": "Tide One", "country": "GB",
        "zone": "Europe/London", "start": dt.datetime(2031, 2, 20, 21, tzinfo=dt.UTC), "day": dt.date(2031, 2, 20),
        "title": "The Lantern House", "sub_title": "",
    }  # fmt: skip
    return Airing(**{**given, **also}, flags=flags, season=season, episode=episode, numbers=numbers)


@pytest.mark.parametrize(("flags", "season", "episode", "form", "numbers", "expected", "because"), CASES)
def test_what_the_guide_says_makes_a_release(
    flags: Flag, season: int | None, episode: int | None, form: str, numbers: Any, expected: Any, because: str
) -> None:
    found = release_of(airing(flags, season, episode, form, numbers))
    if expected is None:
        assert found is None
        return
    assert found is not None
    where = {"title": "The Lantern House", "date": "2031-02-20", "time": "21:00 Europe/London",
             "platform": ["Tide One"]}  # fmt: skip
    assert (dict(found.slots), found.because) == ({**where, **expected}, because)


def test_the_day_is_the_clocks_and_an_air_date_may_be_the_broadcast_days() -> None:
    late = {"start": dt.datetime(2031, 7, 1, 0, 30, tzinfo=dt.UTC), "day": dt.date(2031, 6, 30)}
    for aired in ("2031-06-30", "2031-07-01"):
        found = release_of(airing(Flag(0), 1, 2, "series", (("original-air-date", aired),), **late))
        assert found is not None
        assert (found.slots["date"], found.slots["time"]) == ("2031-07-01", "01:30 Europe/London")


def test_the_same_release_has_one_key_whenever_it_is_shown() -> None:
    def key(**also: Any) -> str:
        found = release_of(airing(NEW, also.pop("season", 2), also.pop("episode", 4), "series", (), **also))
        assert found is not None
        return found.key

    later = {"start": dt.datetime(2031, 3, 1, 21, tzinfo=dt.UTC), "day": dt.date(2031, 3, 1)}
    assert key() == key(**later) == key(title="Lantern House", sub_title="The Tide")
    others = {key(), key(episode=5), key(season=3), key(work="x"), key(channel="tide-two"), key(episode=1)}
    assert len(others) == 6
    assert key(season=None) != key(season=None, **later)


# Editions of a guide.

NOW = dt.datetime(2031, 2, 10, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def guide_text(*programmes: str) -> str:
    return f'<tv><channel id="tide.gb"><display-name>Tide One</display-name></channel>{"".join(programmes)}</tv>'


def programme(start: str, title: str = "The Lantern House", number: str = "1.0.", more: str = "<premiere/>") -> str:
    begins = dt.datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=dt.UTC)
    ends = begins + dt.timedelta(hours=1)
    numbered = f'<episode-num system="xmltv_ns">{number}</episode-num>' if number else ""
    return (
        f'<programme start="{begins:%Y%m%d%H%M%S} +0000" stop="{ends:%Y%m%d%H%M%S} +0000" channel="tide.gb">'
        f"<title>{title}</title>{numbered}{more}</programme>"
    )


FIRST = programme("2031-02-10 05:00", "Breakfast", number="", more="")
LAST = programme("2031-02-28 23:00", "Nightwatch", number="", more="")


class Editions:
    """Successive editions of one guide."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "guide.xml"

    def take(self, *programmes: str, now: dt.datetime = NOW) -> None:
        self.path.write_text(guide_text(FIRST, *programmes, LAST))
        import_guide(GuideFile("guide.xml", self.path), Publisher("Tide Listings"), now=now, zone="Europe/London",
                     linker=CatalogueLinker(now))  # fmt: skip

    def facts(self) -> list[tuple[str, Any]]:
        shown = Fact.objects.filter(kind="release").exclude(status="withdrawn").order_by("slot")
        return [(fact.slot, fact.value.get("date")) for fact in shown]


@pytest.fixture
def editions(tmp_path: Path, db: None) -> Editions:
    name = "The Lantern House"
    Title.objects.create(slug="the-lantern-house", name=name, folded=fold_name(name), form="series", year=2029,
                         origin="catalogue")  # fmt: skip
    return Editions(tmp_path)


def test_a_first_showing_becomes_a_fact_and_the_same_again_writes_nothing(editions: Editions) -> None:
    editions.take(programme("2031-02-20 21:00"))
    assert editions.facts() == [("release/2/-/-/premiere/-/-/service:tide-one", "2031-02-20")]
    service = Service.objects.get(slug="tide-one")
    assert (service.kind, service.country) == ("channel", "GB")
    document = Document.objects.get()
    claim = Claim.objects.get()
    assert claim.slots["time"] == "21:00 Europe/London"
    quoted = [document.text[start:end] for start, end in claim.spans]
    assert quoted == [
        "title: The Lantern House", "episode: S2E1", "channel: Tide One (GB, Europe/London)",
        "start: 2031-02-20 21:00 Europe/London", "marked: premiere",
    ]  # fmt: skip
    editions.take(programme("2031-02-20 21:00"), programme("2031-02-21 02:00", more=""), now=NOW + DAY)
    editions.take(programme("2031-02-20 21:00"), programme("2031-02-21 02:00"), now=NOW + 2 * DAY)
    assert (Document.objects.count(), Claim.objects.count(), ReadingRun.objects.count()) == (1, 1, 1)
    assert list(problems()) == []


def test_a_showing_that_moves_moves_the_fact(editions: Editions) -> None:
    editions.take(programme("2031-02-20 21:00"))
    editions.take(programme("2031-02-22 20:00"), now=NOW + DAY)
    editions.take(programme("2031-02-20 21:00"), now=NOW + 2 * DAY)
    assert editions.facts() == [("release/2/-/-/premiere/-/-/service:tide-one", "2031-02-20")]
    kinds = list(Change.objects.order_by("day", "learnt_at").values_list("kind", flat=True))
    assert kinds == ["first", "moved", "moved"]
    editions.take(now=NOW + 3 * DAY)
    assert editions.facts() == []
    assert list(FirstShowing.objects.values_list("withdrawn", flat=True)) == [True] * 3


def test_a_showing_that_is_dropped_is_taken_back(editions: Editions) -> None:
    editions.take(programme("2031-02-20 21:00"))
    editions.take(now=NOW + DAY)
    assert editions.facts() == []
    assert Document.objects.get(superseded_by=None).text.splitlines()[:2] == [
        "Tide Listings: no longer listed",
        "first showing: The Lantern House on Tide One, 2031-02-20 21:00 Europe/London",
    ]
    editions.take(programme("2031-02-20 21:00"), now=NOW + 2 * DAY)
    assert [value for _, value in editions.facts()] == ["2031-02-20"]
    assert (Document.objects.count(), FirstShowing.objects.filter(current=True).count()) == (3, 1)


def test_what_was_shown_stays_and_is_not_shown_first_again(editions: Editions) -> None:
    editions.take(programme("2031-02-11 21:00"))
    editions.take(programme("2031-02-25 21:00"), now=NOW + 5 * DAY)
    assert [value for _, value in editions.facts()] == ["2031-02-11"]


def test_a_shorter_edition_takes_nothing_back(editions: Editions) -> None:
    editions.take(programme("2031-02-20 21:00"))
    editions.path.write_text(guide_text(FIRST, programme("2031-02-12 21:00", "Nightwatch", "", "")))
    import_guide(GuideFile("guide.xml", editions.path), Publisher("Tide Listings"), now=NOW + DAY,
                 zone="Europe/London", linker=CatalogueLinker(NOW + DAY))  # fmt: skip
    assert [value for _, value in editions.facts()] == ["2031-02-20"]


def test_a_rebuild_finds_the_same(editions: Editions) -> None:
    editions.take(programme("2031-02-20 21:00"), programme("2031-02-27 21:00", number="1.1.", more="<new/>"))
    before = (digest(), editions.facts())
    rebuild(now=NOW + DAY)
    assert (digest(), editions.facts()) == before
    assert len(before[1]) == 2
