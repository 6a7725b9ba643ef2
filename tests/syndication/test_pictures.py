"""Pictures that are made: of the size that sharing asks for, and the same every time."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

import airdate.look
from airdate.catalogue.models import Title
from airdate.facts.actions import weigh_all
from airdate.look import cards
from airdate.look.cards import Card, can_be_set, card
from airdate.look.dates import date_block
from factories import NOW, say

TODAY = date(2031, 3, 10)
SHAPES = (
    "2031-04-05", "2031-04", "2031-22", "2031-34", "2031-01/2031-04", "2032", "2031-04-07/2031-04-13", "2032/..", "",
)  # fmt: skip


def size_of(body: bytes) -> tuple[str | None, tuple[int, int]]:
    with Image.open(io.BytesIO(body)) as picture:
        return picture.format, picture.size


@pytest.mark.parametrize("status", ["confirmed", "expected", "rumoured", "denied", "unknown"])
def test_each_shape_and_each_certainty_is_another_picture(status: str) -> None:
    drawn = {card(Card("The Quay", "Drama", "", date_block(edtf, TODAY), status)) for edtf in SHAPES}
    assert len(drawn) == len(SHAPES)
    assert {size_of(body) for body in drawn} == {("PNG", (1200, 630))}


def test_certainty_can_be_seen() -> None:
    for edtf in ("2031-04-05", "2031-22"):
        block = date_block(edtf, TODAY)
        assert len({card(Card("x", "", "", block, s)) for s in ("confirmed", "expected", "rumoured")}) == 3


@pytest.mark.parametrize("name", ["x", "W" * 300, "word " * 200, "", "Ünïcödé Çà"])
def test_any_name_makes_a_picture(name: str) -> None:
    assert size_of(card(Card(name, "Drama", "A line. " * 30))) == ("PNG", (1200, 630))
    assert card(Card(name, "")) == card(Card(name, ""))


def test_letters_that_the_typefaces_lack_are_known() -> None:
    assert (can_be_set("Les Années, 2031"), can_be_set("Αλάτι"), can_be_set("塩")) == (True, False, False)


def test_the_colours_are_those_of_the_pages() -> None:
    tokens = (Path(airdate.look.__file__).parent / "static" / "look" / "tokens.css").read_text()
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", tokens.split("@media")[0]))
    names = {"paper": cards.PAPER, "sheet": cards.SHEET, "ink": cards.INK, "soft": cards.SOFT, "rule": cards.RULE,
             "accent": cards.ACCENT}  # fmt: skip
    assert names == {name: light[name] for name in names}


@pytest.mark.django_db
def test_pictures_are_served_to_be_kept(client: Client) -> None:
    say(
        {"kind": "release", "title": "The Quay", "date": "2031-04-05"},
        {"kind": "release", "title": "Αλάτι", "date": "2031"},
    )
    weigh_all(now=NOW)
    site, quay = client.get("/picture.png"), client.get("/titles/the-quay/picture.png")
    poster = client.get("/titles/the-quay/poster.svg")
    assert [answer["Content-Type"] for answer in (site, quay, poster)] == ["image/png", "image/png", "image/svg+xml"]
    assert {answer["Cache-Control"] for answer in (site, quay, poster)} == {"public, max-age=3600"}
    assert site.content != quay.content
    assert poster.content.startswith(b'<svg class="poster" xmlns="http://www.w3.org/2000/svg"')
    again = client.get("/titles/the-quay/picture.png", headers={"if-none-match": quay["ETag"]})
    assert again.status_code == 304
    assert client.get("/titles/nowhere/picture.png").status_code == 404


@pytest.mark.django_db
def test_a_name_that_cannot_be_set_has_the_picture_of_the_site(client: Client) -> None:
    say({"kind": "release", "title": "Αλάτι", "date": "2031"})
    weigh_all(now=NOW)
    slug = Title.objects.get().slug
    assert client.get(f"/titles/{slug}/picture.png").content == client.get("/picture.png").content
