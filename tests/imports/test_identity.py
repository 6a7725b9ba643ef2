"""Which title, person and service a record means."""

from datetime import UTC, datetime
from typing import Any

import pytest

from airdate.catalogue.models import ExternalId, How, NameUse, Origin, Person, Service, Title
from airdate.catalogue.names import fold_name
from airdate.claims.models import Claim, ReadingRun
from airdate.facts.models import Fact
from airdate.imports.keeping import keep_records
from airdate.imports.people import resolve_people
from airdate.imports.places import resolve_places
from airdate.imports.records import Place, Record, Somebody, Work
from airdate.imports.results import Counts, Faults
from airdate.imports.tvmaze.shows import show_record
from airdate.imports.works import resolve_works
from airdate.intake.actions import Article, Publisher, add_article, documents_read_otherwise
from airdate.intake.integrity import problems
from airdate.intake.rebuilding import rebuild
from airdate.sources.actions import ensure_source
from airdate.sources.models import Document
from imports.samples import HARBOR, cast, show

pytestmark = pytest.mark.django_db
NOW = datetime(2031, 2, 20, 12, tzinfo=UTC)


def work(name: str = "Ghost Light", *ids: tuple[str, str], **fields: Any) -> Work:
    return Work(name, ids, **fields)


def resolve(*works: Work) -> list[str | None]:
    """The slugs of the titles that works are."""
    pks = resolve_works(works, Counts())
    slugs = dict(Title.objects.values_list("pk", "slug"))
    return [slugs[pk] if pk else None for pk in pks]


def record(given: dict[str, Any]) -> Record:
    return show_record(given, 1, Counts(), Faults())


def keep(*shows: dict[str, Any]) -> Counts:
    counts = Counts()
    source = ensure_source("TVmaze", source_class="catalogue")
    keep_records(source, [record(given) for given in shows], counts, reader="record:test", now=NOW)
    return counts


TVMAZE_1, TVMAZE_2, IMDB_1 = ("tvmaze", "1"), ("tvmaze", "2"), ("imdb", "tt1")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        # An outside id, under whatever name and year.
        (work("Ghost Light", IMDB_1, year=2019), work("Ghostlight", TVMAZE_1, IMDB_1, year=2020), True),
        # Name and year, from two catalogues.
        (work("Ghost Light", IMDB_1, year=2019), work("GHOST LIGHT", TVMAZE_1, year=2019), True),
        # Works of one name stay apart: by year, form, country, or two ids in one catalogue.
        (work("Ghost Light", IMDB_1, year=2019), work("Ghost Light", TVMAZE_1, year=2021), False),
        (work("Ghost Light", IMDB_1, year=2019, form="film"),
         work("Ghost Light", TVMAZE_1, year=2019, form="series"), False),
        (work("Ghost Light", IMDB_1, year=2019, country="GB"),
         work("Ghost Light", TVMAZE_1, year=2019, country="US"), False),
        (work("Ghost Light", TVMAZE_1, year=2019), work("Ghost Light", TVMAZE_2, year=2019), False),
        # One IMDb id for two shows of one catalogue: its own ids tell them apart.
        (work("Ghost Light", TVMAZE_1, IMDB_1, year=2019), work("Ghost Light", TVMAZE_2, IMDB_1, year=2019), False),
        # Without a year a name is not enough, where the work has an id of its own.
        (work("Ghost Light", IMDB_1, year=2019), work("Ghost Light", TVMAZE_1), False),
        (work("Ghost Light", IMDB_1), work("Ghost Light", TVMAZE_1, year=2019), False),
        # A row without id and year means the only work of the name.
        (work("Ghost Light", IMDB_1, year=2019), work("Ghost Light"), True),
        (work("Ghost Light", year=2019), work("Ghost Light", year=2019), True),
        (work("Ghost Light", year=2019), work("Ghost Light", year=2021), False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("together", [True, False])
def test_which_works_are_the_same(first: Work, second: Work, same: bool, together: bool) -> None:
    slugs = resolve(first, second) if together else [*resolve(first), *resolve(second)]
    assert (slugs[0] == slugs[1]) is same
    assert Title.objects.count() == (1 if same else 2)


def test_a_row_that_may_mean_two_works_means_neither() -> None:
    resolve(work("Ghost Light", IMDB_1, year=2019), work("Ghost Light", TVMAZE_1, year=2021))
    assert resolve(work("Ghost Light")) == [None]
    assert Title.objects.count() == 2


def test_addresses_say_what_tells_works_of_one_name_apart() -> None:
    first, *rest = resolve(*(work("Ghost Light", ("tvmaze", str(n)), year=2019) for n in (1, 2, 3)))
    assert (first, rest) == ("ghost-light", ["ghost-light-2019", "ghost-light-tvmaze-3"])
    assert resolve(work("Ghost Light"), work("Ghost-Light?", ("tvmaze", "4"), year=2020)) == [None, "ghost-light-2020"]


def test_what_is_empty_is_filled_and_nothing_else_is_changed() -> None:
    resolve(work("Ghost Light", IMDB_1, year=2019, form="series"))
    full = work(
        "Ghostlight", TVMAZE_1, IMDB_1, year=2020, form="film", country="GB", synopsis="A light.", genres=("Sci-Fi",)
    )
    resolve(full)
    title = Title.objects.get()
    assert (title.name, title.year, title.form, title.country, title.synopsis) == (
        "Ghost Light", 2019, "series", "GB", "A light.",
    )  # fmt: skip
    assert [alias.name for alias in title.aliases.all()] == ["Ghostlight"]
    assert [genre.name for genre in title.genres.all()] == ["Science fiction"]
    assert sorted(ExternalId.objects.values_list("scheme", "value")) == [IMDB_1, TVMAZE_1]


def test_people_are_those_of_their_ids_or_known_with_the_title() -> None:
    keep(show(1, imdb=None, _embedded={"cast": [cast(7001, "Mara Quill", "Ada Fenn")]}))
    title = Title.objects.get().pk
    quill = Person.objects.get().pk
    named = [
        (Somebody("Mara Quill", (("imdb", "nm1"),)), title),  # one of the name is known with the title
        (Somebody("Mara Quill", (("imdb", "nm2"),)), None),  # somebody else of the name
        (Somebody("M. Quill", (("imdb", "nm1"),)), None),  # known by id, whatever the name
        (Somebody("Mara Quill"), title),  # no id: known with the title
        (Somebody("Mara Quill"), None),  # no id, and two of the name
        (Somebody("Mara Quill", (("tvmaze-person", "7009"),)), title),  # another id in the same catalogue
    ]
    found = resolve_people(named, Counts())
    assert [pk == quill for pk in found] == [True, False, True, True, False, False]
    assert (found[4], len({found[1], found[5], quill})) == (None, 3)
    assert Person.objects.count() == 3


def test_services_are_told_apart_by_country() -> None:
    places = [Place("Kettle", "GB", "channel"), Place("Kettle", "US", "channel"), Place("Kettle"), Place("Tide Two")]
    counts = Counts()
    found = resolve_places(places, counts)
    assert {place.country: s.slug if s else None for place, s in found.items() if place.name == "Kettle"} == {
        "": "kettle", "GB": "kettle", "US": "kettle",
    }  # fmt: skip
    Service.objects.all().delete()
    found = resolve_places(places[:2], Counts())
    assert [s.slug if s else None for s in found.values()] == ["kettle", "kettle-us"]
    assert resolve_places([Place("Kettle")], Counts()) == {Place("Kettle"): None}
    assert resolve_places(places[:2], Counts()) == found


def test_a_service_of_the_lexicon_has_its_kind_and_aliases() -> None:
    (service,) = resolve_places([Place("Netflix", "", "streaming")], Counts()).values()
    assert service is not None
    assert (service.name, service.kind, service.country) == ("Netflix", "streaming", "")


def article(text: str) -> None:
    add_article(Article(text, NOW.date()), Publisher("The Examiner"), now=NOW)


def test_a_title_that_an_article_founded_is_the_show_if_a_person_or_service_is_known_with_it() -> None:
    article("The Lantern House will premiere on Netflix on 3 May 2031.")
    founded = Title.objects.get(folded="the lantern house")
    keep(show(1, network=None, webChannel={"id": 1, "name": "Netflix", "country": None}), show(2, network=HARBOR))
    founded.refresh_from_db()
    assert (founded.origin, founded.year) == (Origin.CATALOGUE, 2019)
    ids = dict(ExternalId.objects.filter(scheme="tvmaze").values_list("value", "title__slug"))
    assert ids == {"1": "the-lantern-house", "2": "the-lantern-house-2019"}


def test_a_title_that_an_article_founded_stays_by_itself_otherwise() -> None:
    article("The Lantern House will premiere on Netflix on 3 May 2031.")
    keep(show(1, network=HARBOR))
    founded = Title.objects.get(slug="the-lantern-house")
    assert (founded.origin, founded.year, Title.objects.count()) == (Origin.READING, None, 2)


def test_what_records_say_is_weighed_and_survives_a_rebuild() -> None:
    keep(
        show(1, _embedded={"cast": [cast(7001, "Mara Quill", "Ada Fenn")]}),
        show(2, premiered="2021-05-06", ended=None, network=HARBOR),
    )
    assert [(c.kind, c.subject) for c in Claim.objects.order_by("document__url", "kind", "slots__event")] == [
        ("casting", "The Lantern House"), ("release", "The Lantern House"), ("release", "The Lantern House"),
        ("release", "The Lantern House"),
    ]  # fmt: skip
    before = sorted(Fact.objects.values_list("title__slug", "slot", "value__date", "status"))
    assert before == sorted([
        ("the-lantern-house", "casting/-/person:mara-quill", None, "confirmed"),
        ("the-lantern-house", "release/-/-/-/finale/-/-/service:tide-one", "2021-11-15", "confirmed"),
        ("the-lantern-house", "release/-/-/-/premiere/-/-/service:tide-one", "2019-03-04", "confirmed"),
        ("the-lantern-house-2021", "release/-/-/-/premiere/-/-/service:harbor", "2021-05-06", "confirmed"),
    ], key=lambda row: tuple(map(str, row)))  # fmt: skip
    rebuild(now=NOW)
    assert sorted(Fact.objects.values_list("title__slug", "slot", "value__date", "status")) == before
    assert set(NameUse.objects.filter(role="title").values_list("how", "decided")) == {(How.ID, True)}
    assert documents_read_otherwise() == []  # nobody reads them as if they were articles
    assert list(problems()) == []


def test_a_record_that_changes_supersedes_and_may_go_back() -> None:
    def dates() -> list[str]:
        return list(Fact.objects.filter(slot__contains="premiere").values_list("value__date", flat=True))

    first, moved = show(1, ended=None), show(1, ended=None, premiered="2019-04-01")
    for given, expected in ((first, "2019-03-04"), (moved, "2019-04-01"), (first, "2019-03-04")):
        assert keep(given)["documents"] == 1
        assert dates() == [expected]
        assert keep(given) == Counts({"documents": 0, "claims": 0, "titles": 0, "ids": 0, "people": 0, "aliases": 0})
    assert Document.objects.filter(superseded_by=None).count() == 1
    last = Document.objects.get(superseded_by=None)
    assert last.text.endswith("\ngiven again: 2031-02-20")
    assert list(problems()) == []


def test_a_newer_importer_reads_records_again() -> None:
    source = ensure_source("TVmaze", source_class="catalogue")
    for version in ("record:one", "record:two", "record:two"):
        keep_records(source, [record(show(1))], Counts(), reader=version, now=NOW)
    assert list(ReadingRun.objects.order_by("pk").values_list("reader", "in_force")) == [
        ("record:one", False), ("record:two", True),
    ]  # fmt: skip
    assert (Claim.objects.count(), Document.objects.count()) == (2, 1)
    assert list(problems()) == []


def test_two_people_of_one_name_in_one_cast_wait_for_an_editor() -> None:
    keep(show(1, _embedded={"cast": [cast(7001, "Mara Quill", "Ada"), cast(7002, "Mara Quill", "Eve")]}))
    assert list(NameUse.objects.filter(role="person").values_list("name", "person", "how", "decided")) == [
        ("Mara Quill", None, How.AMBIGUOUS, False)
    ]
    assert Person.objects.filter(folded=fold_name("Mara Quill")).count() == 2
