"""One short plain sentence for a fact: "Season 2 on Netflix, Thursday 3 August." and who said it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from airdate.facts import edtf
from airdate.facts.held import Held
from airdate.facts.policy import DENIED, UNKNOWN
from airdate.facts.words import NameOf, date_words, price_words, value_words, what_words


def told(held: Held, name_of: NameOf, today: date) -> str:
    """What a fact says, and how sure it is."""
    what = what_words(held.kind, held.named, name_of)
    if held.status == DENIED:
        return _("%(what)s: not so.") % {"what": what}
    sentence = TOLD.get(held.kind, _stated)(held, name_of, today)
    if held.status == "expected":
        return _("%(told)s Expected, not promised.") % {"told": sentence}
    if held.status == "rumoured":
        return _("%(told)s A rumour.") % {"told": sentence}
    return sentence


def _release(held: Held, name_of: NameOf, today: date) -> str:
    what = what_words(held.kind, held.named, name_of)
    value = value_words(held.slot, held.value, held.status, name_of, today)
    if held.day is None:
        return f"{what}: {value}."
    if edtf.is_past(held.day, today) and held.status != UNKNOWN and edtf.days(held.day).latest < today:
        return _("%(what)s, out since %(day)s.") % {"what": what, "day": value}
    return f"{what}, {value}."


def _made(held: Held, name_of: NameOf, today: date) -> str:
    season, outcome = held.named.get("season"), held.value.get("outcome")
    if outcome == "renewed":
        return _("Renewed.") if season is None else _("Renewed for season %(number)d.") % {"number": season}
    if outcome == "ordered":
        return _("Ordered.") if season is None else _("Season %(number)d has been ordered.") % {"number": season}
    if outcome == "cancelled":
        return _("Cancelled.") if season is None else _("Cancelled after season %(number)d.") % {"number": season}
    if outcome == "ending":
        return _("It is ending.") if season is None else _("Season %(number)d is the last.") % {"number": season}
    return _stated(held, name_of, today)


def _casting(held: Held, name_of: NameOf, today: date) -> str:
    who = name_of(held.named["actor"]).name
    change = "leaves" if held.kind == "leaving" else held.value.get("change", "stars")
    words = {"joins": _("joins"), "returns": _("returns"), "leaves": _("leaves")}.get(change, _("stars"))
    sentence = f"{who} {words}"
    if held.value.get("character"):
        sentence = _("%(who)s as %(character)s") % {"who": sentence, "character": held.value["character"]}
    season = held.named.get("season")
    if season is None:
        return f"{sentence}."
    if change == "leaves":
        return _("%(who)s after season %(number)d.") % {"who": sentence, "number": season}
    return _("%(who)s in season %(number)d.") % {"who": sentence, "number": season}


def _availability(held: Held, name_of: NameOf, today: date) -> str:
    what = what_words(held.kind, held.named, name_of)
    value = value_words(held.slot, held.value, held.status, name_of, today)
    return f"{what}: {value}."


def _price(held: Held, name_of: NameOf, today: date) -> str:
    what = what_words(held.kind, held.named, name_of)
    price = price_words(held.named, held.value)
    effective = held.value.get("date")
    if effective and not edtf.is_past(effective, today):
        coming = {"what": what, "price": price, "day": date_words(effective, today)}
        return _("%(what)s: %(price)s, as of %(day)s.") % coming
    return f"{what}: {price}."


def _named(held: Held, name_of: NameOf, today: date) -> str:
    return f"{what_words(held.kind, held.named, name_of)}."


def _stated(held: Held, name_of: NameOf, today: date) -> str:
    what = what_words(held.kind, held.named, name_of)
    return f"{what}: {value_words(held.slot, held.value, held.status, name_of, today)}."


TOLD: Mapping[str, Callable[[Held, NameOf, date], str]] = {
    "release": _release,
    "renewal": _made,
    "ending": _made,
    "casting": _casting,
    "leaving": _casting,
    "availability": _availability,
    "price": _price,
    "credit": _named,
    "carriage": _named,
    "video": _named,
    "quote": _named,
}
