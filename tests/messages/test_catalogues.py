"""The catalogues hold every message that is marked, whole and compiled, and keep the places for values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from airdate.facts.actions import weigh_all
from airdate.look.dates import countdown, date_block
from airdate.settings.languages import OFFERED
from factories import NOW, say
from guide.seen import DAY, seen
from messages.catalogues import catalogues, collected, compiled, read, untranslated, updated, written

CATALOGUES = catalogues()
PLACES = re.compile(r"%\([a-z_]+\)[sd]|%%?[sd]|\{[a-z_]+\}|</?[a-z]+")


def places(text: str) -> list[str]:
    return sorted(PLACES.findall(text))


def test_every_language_that_is_offered_has_its_catalogue() -> None:
    assert {"en-gb", *(name.replace("_", "-").lower() for name in CATALOGUES)} == set(OFFERED)


@pytest.mark.parametrize("path", CATALOGUES.values(), ids=CATALOGUES)
def test_a_catalogue_holds_what_is_marked_today(path: Path) -> None:
    today = updated(path, collected())
    assert untranslated(today) == [], "run make messages, and translate what it names"
    assert written(today).decode() == path.read_text(encoding="utf-8"), "run make messages"


@pytest.mark.parametrize("path", CATALOGUES.values(), ids=CATALOGUES)
def test_what_programs_read_is_what_translators_wrote(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(read(path)), "run make messages"


@pytest.mark.parametrize("path", CATALOGUES.values(), ids=CATALOGUES)
def test_a_translation_keeps_the_places_for_values(path: Path) -> None:
    assert [str(message.id) for message in read(path) if message.id and message.string and not _keeps(message)] == []


def _keeps(message: Message) -> bool:
    """Whether each form has the places of its English; a form for one thing may leave the number out."""
    told = message.id if isinstance(message.id, tuple | list) else (message.id,)
    found = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = [places(text) for text in told]
    return all(places(text) in wanted for text in found)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2031-04-05", "Samstag, 5. April"), ("2032-04-05", "Montag, 5. April 2032"), ("2031-04", "im April 2031"),
        ("2027-22", "im Sommer 2027"), ("2027-22/..", "nicht vor Sommer 2027"), ("2027", "irgendwann 2027"),
        ("2027-05/2027-08", "Mitte 2027"), ("2027-34", "im zweiten Quartal 2027"), ("2027-03~", "etwa März 2027"),
        ("../2027", "bis 2027"), ("2031-12-08/2031-12-14", "in der Woche vom 8. Dezember"), (None, "noch kein Datum"),
    ],
)  # fmt: skip
def test_dates_in_german(edtf: str | None, words: str) -> None:
    with override("de"):
        assert date_block(edtf, DAY).words == words


def test_countdowns_have_their_plural_forms() -> None:
    days = [DAY.replace(day=DAY.day + n) for n in (0, 1, 2)]
    with override("de"):
        assert [countdown(day, DAY) for day in days] == ["heute", "morgen", "in 2 Tagen"]
        assert countdown(DAY, days[2]) == "vor 2 Tagen"


@pytest.mark.django_db
def test_a_page_in_german(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    say(
        {"kind": "release", "title": "The Quay", "season": 2, "date": "2031-04-05", "platform": ["Lantern+"]},
        {"kind": "casting", "title": "The Quay", "season": 2, "actor": "Ana Ortiz", "change": "joins"},
        {"kind": "availability", "title": "The Quay", "platform": ["Lantern+"], "terms": "rent",
         "money": {"amount": 4.99, "currency": "GBP"}},
    )  # fmt: skip
    weigh_all(now=NOW)
    page = client.get("/titles/the-quay/", headers={"accept-language": "de-DE,de;q=0.9"})
    assert seen(page, ".bill__what") == ["Staffel 2 bei Lantern+"]
    assert seen(page, ".bill__next .date") == ["Samstag, 5. AprilApr5Samstag"]
    assert seen(page, ".bill__next + * .mark, .bill__next .mark") == ["Bestätigt"]
    assert seen(page, ".watch__place li")[0].startswith("Zum Leihen, 4,99 £")
