"""The tree of genres: what editors may do to it, what follows, and what is refused."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from airdate.catalogue import genres
from airdate.catalogue.genres import GenreError
from airdate.catalogue.models import Genre, GenreEdit, Title
from airdate.catalogue.queries import branch, branch_of, find_limb, genre_tree, genres_of, path_to
from airdate.catalogue.queries.branches import FEW, Limb
from airdate.sources.normal import ascii_slug
from factories import NOW

pytestmark = pytest.mark.django_db
BY = {"author": "mo", "reason": "Because.", "now": NOW}


def make(*names: str, under: Genre | None = None) -> list[Genre]:
    return [genres.add(name, under=under, **BY) for name in names]


def title(name: str, *of: Genre) -> Title:
    made = Title.objects.create(slug=ascii_slug(name), name=name, folded=name.casefold())
    made.genres.set(of)
    return made


def shape(tree: tuple[Limb, ...]) -> dict[str, object]:
    return {limb.slug: shape(limb.below) for limb in tree}


def test_the_packaged_tree_is_whole() -> None:
    packaged = genres.packaged()
    seen: list[str] = []
    for slug, entry in packaged.items():
        assert slug == ascii_slug(entry["name"]), slug
        assert set(entry) <= {"name", "parent"}, slug
        assert entry.get("parent", seen[0] if seen else "") in [*seen, ""], f"{slug} stands before its parent"
        seen.append(slug)
    assert len({entry["name"].casefold() for entry in packaged.values()}) == len(packaged)
    # Every name that importers give is at home in the tree.
    given = tomllib.loads(files("airdate.imports").joinpath("data", "genres.toml").read_text("utf-8"))
    assert {name for name in given.values() if ascii_slug(name) not in packaged} == set()


def test_planting_twice_is_planting_once() -> None:
    assert genres.plant() == len(genres.packaged())
    before = list(Genre.objects.order_by("pk").values())
    assert genres.plant() == 0
    assert list(Genre.objects.order_by("pk").values()) == before
    assert list(shape(genre_tree())["drama"])[:4] == ["comedy-drama", "crime", "legal", "medical"]


def test_planting_finds_a_place_for_what_a_catalogue_brought_and_leaves_editors_alone() -> None:
    Genre.objects.create(slug="crime", name="Crime")
    Genre.objects.create(slug="war", name="War stories")
    genres.plant()
    found = Genre.objects.filter(slug__in=["crime", "war"]).order_by("slug")
    assert list(found.values_list("name", "parent__slug")) == [("Crime", "drama"), ("War stories", "drama")]
    genres.move(Genre.objects.get(slug="war"), None, **BY)
    genres.remove(Genre.objects.get(slug="soap"), **BY)
    assert genres.plant() == 0
    assert Genre.objects.get(slug="war").parent is None
    assert not Genre.objects.filter(slug="soap").exists()


def test_a_branch_is_a_genre_with_all_below_it() -> None:
    (drama, comedy) = make("Drama", "Comedy")
    (crime,) = make("Crime", under=drama)
    (noir,) = make("Nordic noir", under=crime)
    salt, bridge = title("Salt", drama), title("The Crossing", noir, crime)
    title("Jokes", comedy)
    assert branch(drama) == [drama.pk, crime.pk, noir.pk]
    assert branch_of(drama).titles == (salt.pk, bridge.pk)
    assert branch_of(noir).titles == (bridge.pk,)
    assert path_to(noir) == (drama, crime)
    assert shape(genre_tree()) == {"comedy": {}, "drama": {"crime": {"nordic-noir": {}}}}
    assert genres_of([bridge.pk, salt.pk]) == {bridge.pk: [crime.pk, noir.pk], salt.pk: [drama.pk]}
    limb = find_limb(genre_tree(), "nordic-noir")
    assert limb == Limb(noir.pk, "nordic-noir", "Nordic noir", True)
    assert find_limb(genre_tree(), "soap") is None


@pytest.mark.parametrize("many", [False, True])
def test_titles_of_a_branch_are_found_however_many(many: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if many:
        monkeypatch.setattr("airdate.catalogue.queries.branches.FEW", 1)
    (drama,) = make("Drama")
    (crime,) = make("Crime", under=drama)
    both = title("Both", drama, crime)
    one = title("One", crime)
    title("Other")
    found = branch_of(drama)
    assert (found.titles is None) == many
    assert list(Title.objects.filter(found.among("pk")).order_by("pk")) == [both, one]
    assert FEW > 1000


def test_used_is_what_has_titles_somewhere_below() -> None:
    (drama, comedy) = make("Drama", "Comedy")
    (crime,) = make("Crime", under=drama)
    title("The Crossing", crime)
    assert [(limb.slug, limb.used) for limb in genre_tree()] == [("comedy", False), ("drama", True)]
    assert comedy.slug == "comedy"


def test_the_tree_takes_one_query_however_large() -> None:
    counts = []
    for size in (1, 30):
        for number in range(size):
            make(f"Genre {size} {number}", under=Genre.objects.order_by("?").first())
        with CaptureQueriesContext(connection) as queries:
            genre_tree()
        counts.append(len(queries))
    assert counts == [1, 1]


def test_a_rename_keeps_the_address() -> None:
    (drama,) = make("Drama")
    genres.rename(drama, "  Plays \n and drama ", **BY)
    assert Genre.objects.values_list("slug", "name").get() == ("drama", "Plays and drama")
    edit = GenreEdit.objects.first()
    assert edit is not None
    assert (edit.action, edit.before, edit.after, edit.author) == (
        "rename", {"name": "Drama"}, {"name": "Plays and drama"}, "mo",
    )  # fmt: skip


def test_a_merge_takes_titles_branches_and_addresses_along() -> None:
    (mystery, whodunnit, riddle) = make("Mystery", "Whodunnit", "Riddle")
    (cosy,) = make("Cosy", under=whodunnit)
    both, one = title("Both", mystery, whodunnit), title("One", whodunnit)
    assert genres.merge(riddle, whodunnit, **BY) == 0
    assert genres.merge(whodunnit, mystery, **BY) == 2
    assert [g.slug for g in both.genres.all()] == ["mystery"]
    assert [g.slug for g in one.genres.all()] == ["mystery"]
    cosy.refresh_from_db()
    assert cosy.parent == mystery
    assert [genres.genre_of(slug) for slug in ("whodunnit", "riddle", "mystery")] == [mystery] * 3
    assert shape(genre_tree()) == {"mystery": {"cosy": {}}}


def test_what_is_removed_leaves_its_titles_their_other_genres() -> None:
    (drama, western) = make("Drama", "Western")
    both = title("Both", drama, western)
    with pytest.raises(
        GenreError, match="1 title is of the genre 'western'; merge it into another, or say --titles-too"
    ):
        genres.remove(western, **BY)
    assert genres.remove(western, titles_too=True, **BY) == 1
    assert [g.slug for g in both.genres.all()] == ["drama"]
    edit = GenreEdit.objects.first()
    assert edit is not None
    assert edit.before == {"name": "Western", "parent": "", "titles": 1}


def test_what_cannot_be_is_refused_and_changes_nothing() -> None:
    (drama, comedy) = make("Drama", "Comedy")
    (crime,) = make("Crime", under=drama)
    genres.merge(comedy, crime, **BY)
    before = (list(Genre.objects.order_by("pk").values()), GenreEdit.objects.count())
    for act, told in (
        (lambda: genres.add("Drama", under=None, **BY),
         "the genre 'drama' is there already; give the new one another name"),
        (lambda: genres.add("Comedy", under=None, **BY),
         "the genre 'comedy' was merged into 'crime' already; give the new one another name"),
        (lambda: genres.add(" \n", under=None, **BY), r"' \n' is no name of a genre; give 1 to 80 characters"),
        (lambda: genres.add("x" * 81, under=None, **BY),
         f"'{'x' * 40}' is no name of a genre; give 1 to 80 characters"),
        (lambda: genres.rename(drama, "crime", **BY),
         "the genre 'crime' is called 'Crime'; choose another name, or merge the two"),
        (lambda: genres.rename(drama, "Drama", **BY), "the genre 'drama' is called 'Drama' already"),
        (lambda: genres.move(drama, crime, **BY), "'crime' is 'drama' or below it; move it to another branch"),
        (lambda: genres.move(crime, drama, **BY), "the genre 'crime' is under 'drama' already"),
        (lambda: genres.move(drama, None, **BY), "the genre 'drama' is at the root already"),
        (lambda: genres.merge(drama, drama, **BY),
         "'drama' is 'drama' or below it; move it out first: airdate genre move"),
        (lambda: genres.remove(drama, **BY), "the genre 'drama' has branches (crime); move or remove them first"),
        (lambda: genres.remove(crime, **BY),
         "the address of 'comedy' leads to 'crime'; merge it into another instead"),
        (lambda: genres.rename(drama, "Plays", author="mo", reason=" ", now=NOW),
         "say who decides and why; readers of the history go by both"),
        (lambda: genres.genre_of("soap"), "there is no genre 'soap' here; airdate genre list prints them"),
    ):  # fmt: skip
        with pytest.raises(GenreError) as refused:
            act()
        assert str(refused.value) == told
    assert (list(Genre.objects.order_by("pk").values()), GenreEdit.objects.count()) == before


def test_what_editors_did_is_never_deleted() -> None:
    make("Drama")
    edit = GenreEdit.objects.get()
    with pytest.raises(TypeError, match="is an audit record and is never deleted"):
        edit.delete()
    (crime,) = make("Crime", under=Genre.objects.get(slug="drama"))
    with pytest.raises(ProtectedError):
        Genre.objects.get(pk=crime.parent_id).delete()
