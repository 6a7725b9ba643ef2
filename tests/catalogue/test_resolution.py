"""What names mean: founded where unknown, found where known, apart where different, waiting where unclear."""

import pytest

from airdate.catalogue.actions import forget_derived, resolve_names
from airdate.catalogue.asked import NameAsked
from airdate.catalogue.deciding import IdentityError, settle_names
from airdate.catalogue.models import ExternalId, How, NameUse, Origin, Person, Service, Title, TitleAlias
from airdate.catalogue.names import fold_name
from airdate.catalogue.queries import (
    Moved,
    documents_naming_entry,
    names_that_wait,
    title_by_slug,
    titles,
    titles_named_in,
)
from factories import NOW, make_document, make_source, say

pytestmark = pytest.mark.django_db
WHO = {"author": "mo", "reason": "The broadcaster's own page says so.", "now": NOW}


def make_title(name: str, **fields: object) -> Title:
    fields = {
        "origin": Origin.CATALOGUE,
        "slug": f"{fold_name(name).replace(' ', '-')}-{Title.objects.count()}",
        **fields,
    }
    return Title.objects.create(name=name, folded=fold_name(name), **fields)


def release(title: str, *platforms: str, **slots: object) -> dict[str, object]:
    return {"kind": "release", "title": title, "platform": list(platforms), **slots}


def meaning(document: object) -> dict[str, tuple[str, str]]:
    """name -> (slug of its target, how it was found)"""
    uses = NameUse.objects.filter(document=document).select_related("title", "person", "service")
    return {use.name: (getattr(use.title or use.person or use.service, "slug", ""), use.how) for use in uses}


def test_an_article_founds_what_it_speaks_of() -> None:
    document = say(
        release("The Quay", "Netflix", season=2),
        {"kind": "casting", "title": "The Quay", "actor": "Ana Ortiz"},
        {"kind": "carriage", "provider": "Netflix", "carrier": "Quuxbox"},
    )
    assert meaning(document) == {
        "The Quay": ("the-quay", How.FOUNDED),
        "Ana Ortiz": ("ana-ortiz", How.FOUNDED),
        "Netflix": ("netflix", How.FOUNDED),
        "Quuxbox": ("quuxbox", How.FOUNDED),
    }
    assert Title.objects.get().form == "series"
    assert {s.name: s.kind for s in Service.objects.all()} == {"Netflix": "streaming", "Quuxbox": "carrier"}


def test_another_spelling_of_a_service_is_the_service() -> None:
    say(release("The Quay", "BBC1"))
    other = say(release("The Mill", "BBC One"))
    assert {service.name for service in Service.objects.all()} == {"BBC One", "BBC"}  # the channel, and whose it is
    assert meaning(other)["BBC One"][1] == How.NAME


def test_a_second_article_finds_what_the_first_founded() -> None:
    say(release("Pride & Plenty", "Netflix"))
    document = say(release("Pride and Plenty", "Netflix"))
    assert meaning(document) == {
        "Pride and Plenty": ("pride-and-plenty", How.NAME),
        "Netflix": ("netflix", How.NAME),
    }
    assert titles_named_in(document) == list(titles())


def test_what_the_reading_is_unsure_of_founds_nothing() -> None:
    document = say(release("Maybe", "Netflix", confidence=0.2))
    assert meaning(document)["Maybe"] == ("", How.UNSURE)
    assert not Title.objects.exists()
    assert [use.name for use in names_that_wait()] == ["Maybe"]


def test_aliases_and_outside_ids_find_a_title() -> None:
    quay = make_title("The Quay")
    TitleAlias.objects.create(title=quay, name="Der Kai", folded=fold_name("Der Kai"))
    ExternalId.objects.create(scheme="imdb", value="tt1", title=quay)
    document = make_document()
    resolve_names(
        document, [NameAsked("title", "Der Kai", 0.9), NameAsked("title", "Kai", 0.9, ids=(("imdb", "tt1"),))]
    )
    assert meaning(document) == {"Der Kai": (quay.slug, How.NAME), "Kai": (quay.slug, How.ID)}


@pytest.mark.parametrize(
    ("spelt", "wanted"),
    [("Ghosts (2019)", 2019), ("Ghosts (US)", 2021), ("Ghosts US", 2021), ("Ghosts (GB, 2019)", 2019)],
)
def test_works_of_one_name_are_told_apart_by_what_is_in_the_name(spelt: str, wanted: int) -> None:
    make_title("Ghosts", year=2019, country="GB")
    make_title("Ghosts", year=2021, country="US")
    document = say(release(spelt, "Netflix"))
    (title,) = titles_named_in(document)
    assert title.year == wanted


def test_works_of_one_name_are_told_apart_by_their_company() -> None:
    british = make_title("Ghosts", year=2019, country="GB")
    american = make_title("Ghosts", year=2021, country="US")
    first = say(release("Ghosts (GB)", "BBC One"), {"kind": "casting", "title": "Ghosts (GB)", "actor": "Ana Ortiz"})
    say(release("Ghosts (US)", "CBS"))
    assert titles_named_in(first) == [british]
    assert titles_named_in(say({"kind": "casting", "title": "Ghosts", "actor": "Ana Ortiz"})) == [british]
    assert titles_named_in(say(release("Ghosts", "CBS"))) == [american]


def test_an_unclear_name_waits() -> None:
    make_title("Ghosts", year=2019, country="GB")
    make_title("Ghosts", year=2021, country="US")
    document = say(release("Ghosts", "Netflix"))
    assert meaning(document)["Ghosts"] == ("", How.AMBIGUOUS)


def test_a_second_work_of_a_name_does_not_join_the_first() -> None:
    """The first is known on a British channel, the second comes on an American one: nobody says they are one."""
    say(release("Ghosts", "BBC One"))
    document = say(release("Ghosts", "CBS"))
    assert meaning(document)["Ghosts"] == ("", How.AMBIGUOUS)


def test_a_name_with_another_year_founds_another_title() -> None:
    make_title("Ghosts", year=2019, country="GB", slug="ghosts")
    document = say(release("Ghosts (2021)", "Netflix"))
    assert meaning(document)["Ghosts (2021)"] == ("ghosts-2021", How.FOUNDED)
    assert Title.objects.get(slug="ghosts-2021").name == "Ghosts"


def test_a_novel_on_sale_keeps_no_company() -> None:
    document = say(
        {"kind": "availability", "title": "The Quay", "platform": ["Amazon"], "terms": "buy", "form": "book"},
    )
    assert not NameUse.objects.get(document=document, role="title").beside.exists()


def test_an_organisation_speaks_as_the_service_that_it_is() -> None:
    say(release("The Quay", "Netflix"))
    document = say({"kind": "quote", "speaker": "Netflix", "title": "The Quay", "opening": "Look out for it"})
    assert meaning(document)["Netflix"] == ("netflix", How.NAME)
    assert not Person.objects.exists()


def test_an_editors_decision_survives_a_new_reading_and_a_rebuild() -> None:
    british = make_title("Ghosts", year=2019, country="GB")
    make_title("Ghosts", year=2021, country="US")
    document = say(release("Ghosts", "Netflix"))
    settle_names([NameUse.objects.get(document=document, role="title")], british, **WHO)
    say(release("Ghosts", "Netflix"), document=document)
    forget_derived()
    assert meaning(document) == {"Ghosts": (british.slug, How.EDITOR)}


def test_an_editor_may_say_that_a_name_is_none() -> None:
    document = say(release("Tonight", "Netflix"))
    use = NameUse.objects.get(document=document, role="title")
    settle_names([use], None, **WHO)
    assert meaning(document)["Tonight"] == ("", How.NOBODY)
    assert names_that_wait() == []


def test_a_decision_must_fit_the_role() -> None:
    document = say(release("The Quay", "Netflix"))
    with pytest.raises(IdentityError, match="'The Quay' is used as a title, and 'Netflix' is a service"):
        settle_names([NameUse.objects.get(document=document, role="title")], Service.objects.get(), **WHO)


def test_what_reading_founded_keeps_its_address_through_a_rebuild() -> None:
    make_title("The Quay", year=1990, slug="the-quay")
    document = say(release("The Quay (2031)", "Netflix"))
    before = meaning(document)
    forget_derived()
    assert not Service.objects.filter(dormant=False).exists()
    assert meaning(document) == {}
    say(release("The Quay (2031)", "Netflix"), document=document)
    assert (
        meaning(document)
        == before
        == {
            "The Quay (2031)": ("the-quay-2031", How.FOUNDED),
            "Netflix": ("netflix", How.FOUNDED),
        }
    )
    assert Title.objects.count() == 2


def test_merged_titles_redirect_and_are_found_under_both_names() -> None:
    one, other = make_title("The Quay"), make_title("Der Kai")
    document = say(release("Der Kai", "Netflix"))
    Title.objects.filter(pk=other.pk).update(merged_into=one)
    assert titles_named_in(document) == [one]
    assert documents_naming_entry(one) == [document]
    with pytest.raises(Moved) as moved:
        title_by_slug(other.slug)
    assert moved.value.slug == one.slug
    assert titles_named_in(say(release("Der Kai", "Netflix"))) == [one]


def test_services_of_one_name_go_by_the_country_of_the_source() -> None:
    for country in ("GB", "AU"):
        Service.objects.create(
            slug=f"quay-tv-{country}", name="Quay TV", folded="quay tv", country=country, origin=Origin.CATALOGUE
        )
    at_home = say(release("The Mill", "Quay TV"), source=make_source("Sydney Post", region="AU"))
    abroad = say(release("The Mill", "Quay TV"))
    assert meaning(at_home)["Quay TV"] == ("quay-tv-AU", How.COMPANY)
    assert meaning(abroad)["Quay TV"] == ("", How.AMBIGUOUS)
