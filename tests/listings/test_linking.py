"""Broadcasts tied to the catalogue: in an import, and all of them anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from airdate.catalogue.models import ExternalId, Title, TitleAlias
from airdate.catalogue.names import fold_name
from airdate.listings.flags import Flag
from airdate.listings.linking import Linked, Row, WorkLinker, link_all
from airdate.listings.models import Broadcast
from factories.airings import air, make_channel
from factories.said import say

pytestmark = pytest.mark.django_db


def title(name: str, year: int | None = None, form: str = "", country: str = "", **fields: Any) -> Title:
    slug = f"{fold_name(name).replace(' ', '-')}-{Title.objects.count()}"
    return Title.objects.create(
        slug=slug, name=name, folded=fold_name(name), year=year, form=form, country=country, **fields
    )


def row(name: str, *, flags: int = 0, season: int | None = None, year: int | None = None, details: str = "{}") -> Row:
    return Row(name, flags, season, None, year, details)


def test_an_id_comes_before_the_name() -> None:
    named, known = title("The Lantern House"), title("Das Laternenhaus")
    ExternalId.objects.create(scheme="imdb", value="tt9900101", title=known)
    linker = WorkLinker()
    with_id = row("The Lantern House", details='{"numbers":[["imdb.com","title/tt9900101"]]}')
    of_an_episode = row("The Lantern House", details='{"numbers":[["imdb.com","title/tt9900999"]]}')
    assert linker.links([with_id, of_an_episode], ["", ""]) == [(known.pk, 1.0), (named.pk, 0.7)]
    assert (linker.works, linker.unsure) == (2, 0)


def test_names_aliases_and_merged_titles() -> None:
    work = title("The Lantern House", 2019, "series", "GB")
    TitleAlias.objects.create(title=work, name="Lantern Nights", folded=fold_name("Lantern Nights"))
    title("Lantern Evenings", merged_into=work)
    title("Sleeping Lantern", dormant=True)
    rows = [row("LANTERN NIGHTS"), row("Lantern Evenings"), row("Sleeping Lantern"), row("Something else")]
    links = WorkLinker().links(rows, ["GB"] * 4)
    assert links == [(work.pk, 0.8), (work.pk, 0.8), (None, None), (None, None)]


def test_what_is_not_clear_stays_with_its_score() -> None:
    british, american = title("Ghost Row", 2019, "series", "GB"), title("Ghost Row", 2021, "series", "US")
    linker = WorkLinker()
    rows = [
        row("Ghost Row", season=1), row("Ghost Row (US)"), row("Ghost Row (2019)"),
        row("Ghost Row", flags=int(Flag.FILM)),
    ]  # fmt: skip
    assert linker.links(rows, ["GB"] * 4) == [(None, 0.85), (american.pk, 0.9), (british.pk, 0.99), (None, None)]
    assert (linker.works, linker.unsure) == (2, 1)


def test_people_set_works_of_one_name_apart() -> None:
    first, second = title("Ghost Row", 2019, "series"), title("Ghost Row", 2019, "series")
    for work, actor in ((first, "Mara Quill"), (second, "Ada Fenn")):
        document = say({"kind": "casting", "title": work.name, "actor": actor, "change": "stars"})
        document.names.filter(role="title").update(title=work)
    cast = row("Ghost Row", season=2, details='{"credits":[["actor","Ada Fenn","Rose"]]}')
    assert WorkLinker().links([row("Ghost Row", season=2), cast], ["", ""]) == [(None, 0.75), (second.pk, 0.9)]


def test_all_are_tied_anew_after_the_catalogue_changed() -> None:
    on = make_channel("Harbour One")
    one = air(on, "20:00", 60, "The Lantern House", season=1, episode=1)
    other = air(on, "21:00", 60, "Nobody's Programme")
    assert link_all() == Linked(2, 0, 0, 0)
    work = title("The Lantern House", 2031, "series")
    assert link_all() == Linked(2, 1, 0, 1)
    assert link_all() == Linked(2, 1, 0, 0)
    rows = dict(Broadcast.objects.values_list("pk", "work"))
    assert rows == {one.pk: work.pk, other.pk: None}
    Title.objects.filter(pk=work.pk).update(dormant=True)
    assert link_all() == Linked(2, 0, 0, 1)


def test_the_number_of_queries_does_not_grow_with_the_broadcasts() -> None:
    for number in range(30):
        title(f"Lantern House {number}", 2019, "series")
    counted = []
    for many in (3, 30):
        rows = [row(f"Lantern House {number}", season=1) for number in range(many)] * 20
        with CaptureQueriesContext(connection) as captured:
            found = WorkLinker().links(rows, ["GB"] * len(rows))
        assert all(work is not None for work, _ in found)
        counted.append(len(captured))
    assert counted[0] == counted[1]
