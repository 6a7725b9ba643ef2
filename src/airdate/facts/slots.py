"""Which facts a claim speaks about: the address of each fact within its subject, and what the claim says of it.

A fact's slot key is its kind and its coordinates: ``release/2/-/-/premiere/-/-/service:netflix``. The last ``free``
ones may be left open by a claim; such a claim joins the facts that it fits (see `weigh`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from airdate.facts import edtf
from airdate.facts.policy import DENIED, Said

ABSENT = "-"
NUMBERS = frozenset({"season", "episode", "part"})


class Shape(NamedTuple):
    """The coordinates of a kind of fact: all of them, how many at the end are free, and the component that matters
    most.

    Until that component is known, anybody may fill it, however unsure; after that only what is as sure may make it
    finer.
    """

    coordinates: tuple[str, ...]
    free: int
    main: str


SHAPES: Mapping[str, Shape] = {
    "release": Shape(("season", "episode", "part", "event", "on", "region", "platform"), 1, "date"),
    "schedule": Shape(("season", "event", "region", "platform"), 1, "schedule"),
    "renewal": Shape(("season",), 0, "outcome"),
    "ending": Shape(("season",), 0, "outcome"),
    "casting": Shape(("season", "actor"), 0, "change"),
    "leaving": Shape(("season", "actor"), 0, "change"),
    "credit": Shape(("role", "person"), 0, ""),
    "basis": Shape(("source",), 1, "form"),
    "availability": Shape(("season", "form", "region", "platform", "terms"), 2, ""),
    "price": Shape(("plan", "region", "currency", "period"), 1, "amount"),
    "carriage": Shape(("carrier",), 0, ""),
    "video": Shape(("season", "form"), 0, ""),
    "quote": Shape(("opening", "speaker"), 1, ""),
}
# What the value of a kind of fact may hold.
COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "release": ("date", "time"),
    "schedule": ("schedule", "time"),
    "renewal": ("outcome", "platform"),
    "ending": ("outcome", "platform"),
    "casting": ("change", "character"),
    "leaving": ("change", "character"),
    "basis": ("form", "author"),
    "availability": ("amount", "currency", "until"),
    "price": ("amount", "from", "date"),
    "quote": ("outlet",),
}
ENDS = frozenset({"ending", "cancelled"})


Coordinates = tuple[Any, ...]
# A `Statement` as the readers below give it: claims are read by the million.
Plain = tuple[str, Coordinates, dict[str, Any], dict[str, Any] | None]


class Statement(NamedTuple):
    """What a claim says of one fact. ``was`` is the earlier value that it replaces, where it names one."""

    kind: str
    coordinates: Coordinates
    value: dict[str, Any]
    was: dict[str, Any] | None = None


def slot_key(kind: str, coordinates: Coordinates) -> str:
    """The key of a slot, the same for ever."""
    return "/".join([kind, *[ABSENT if c is None else _spelt(c) for c in coordinates]])


def read_slot(key: str) -> tuple[str, dict[str, Any]]:
    """The kind and the coordinates by name (those that are set) of a slot key. Raises `ValueError` for another text."""
    kind, *parts = key.split("/")
    shape = SHAPES.get(kind)
    if shape is None or len(parts) != len(shape.coordinates):
        raise ValueError(f"{key!r} is no slot of a fact")
    named: dict[str, Any] = {}
    for name, part in zip(shape.coordinates, parts, strict=True):
        if part != ABSENT:
            named[name] = int(part) if name in NUMBERS else unspelt(part)
    return kind, named


def unspelt(part: str) -> str:
    """A coordinate, other than a number, as it stands in a slot's key."""
    return unquote(part) if "%" in part else part


def slot_after(key: str, became: Mapping[str, str]) -> str:
    """A slot key with the keys of entries in it replaced. Raises `ValueError` for a text that is no slot key."""
    if not became:
        return key
    kind, named = read_slot(key)
    after = tuple(became.get(c, c) if isinstance(c, str) else c for c in map(named.get, SHAPES[kind].coordinates))
    return slot_key(kind, after)


@lru_cache(maxsize=65_536, typed=True)
def _spelt(coordinate: Hashable) -> str:
    text = str(coordinate)
    if text == ABSENT:
        return "%2D"
    return quote(text, safe=": .,'&+!()") if "/" in text or "%" in text else text


def statements(said: Said) -> Iterator[Statement]:
    """The facts that a claim speaks about: one for each platform that it names, none for a kind unknown here."""
    read = READERS.get(said.kind)
    told = read(said.slots, said.slots.get("status") == DENIED) if read is not None else ()
    return map(Statement._make, told)


def _picked(slots: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: slots[name] for name in names if slots.get(name) is not None}


def _number(slots: Mapping[str, Any], name: str) -> int | None:
    """The whole number in a slot. What is none says nothing."""
    value = slots.get(name)
    return value if type(value) is int else None  # True is no number


def _date(slots: Mapping[str, Any], name: str) -> str | None:
    """The EDTF date in a slot. What is no date says nothing."""
    value = slots.get(name)
    if not isinstance(value, str):
        return None
    try:
        edtf.days(value)
    except edtf.NotEDTF:
        return None
    return value


def _places(slots: Mapping[str, Any]) -> list[str | None]:
    places = slots.get("platform")
    if isinstance(places, str):
        return [places]
    return list(dict.fromkeys(places)) if places else [None]


def _occurrence(event: str, slots: Mapping[str, Any], day: str | None) -> str | None:
    """What tells apart the releases of a title that have no number: the day of an episode, the year of a special.

    Two listed episodes are two releases, not one that moved; a special of the next Christmas is another special.
    """
    if day is None or _number(slots, "episode") is not None:
        return None
    if event == "episode" and edtf.days(day).precision == "day":
        return day
    if event == "special":
        return day[:4]
    return None


def _release(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    event, region = slots.get("event") or "premiere", slots.get("region")
    day, was = _date(slots, "date"), _date(slots, "was")
    season, time, schedule = _number(slots, "season"), slots.get("time"), slots.get("schedule")
    told: list[Plain] = []
    for place in _places(slots):
        if schedule:
            value = {"schedule": schedule} if day or not time else {"schedule": schedule, "time": time}
            told.append(("schedule", (season, event, region, place), value, None))
            if day is None:
                continue
        value = {} if day is None else {"date": day}
        if time and day and not denied:
            value["time"] = time
        on = _occurrence(event, slots, was or day)
        where = (season, _number(slots, "episode"), _number(slots, "part"), event, on, region, place)
        told.append(("release", where, value, {"date": was} if was else None))
    return told


def _renewal(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    outcome = slots.get("outcome")
    if outcome is None:
        return ()
    value: dict[str, Any] = {} if denied else {"outcome": outcome}
    if not denied and slots.get("platform"):
        value["platform"] = sorted(place for place in _places(slots) if place is not None)
    return (("ending" if outcome in ENDS else "renewal", (_number(slots, "season"),), value, None),)


def _casting(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    actor = slots.get("actor")
    if actor is None:
        return ()
    change = slots.get("change")
    # "Stars" is what every other change implies; it is the coarse word and so is left out.
    value = {} if denied else _picked(slots, "character")
    if not denied and change is not None and change != "stars":
        value["change"] = change
    return (("leaving" if change == "leaves" else "casting", (_number(slots, "season"), actor), value, None),)


def _credit(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    if slots.get("person") is None or not slots.get("role"):
        return ()
    return (("credit", (slots["role"], slots["person"]), {}, None),)


def _basis(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    value = {} if denied and slots.get("source") else _picked(slots, "form", "author")
    return (("basis", (slots.get("source"),), value, None),)


def _availability(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    value: dict[str, Any] = {}
    if not denied:  # a denial says that it is not there at all, whatever it would cost
        money = slots.get("money")
        if isinstance(money, Mapping) and money.get("amount") is not None:
            value |= _picked(money, "amount", "currency")
        if until := _date(slots, "until"):
            value["until"] = until
    season, form, region, terms = _number(slots, "season"), slots.get("form"), slots.get("region"), slots.get("terms")
    return [("availability", (season, form, region, place, terms), value, None) for place in _places(slots)]


def _price(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    money = slots.get("money")
    if not isinstance(money, Mapping) or money.get("amount") is None:
        return ()
    plan = slots.get("plan")
    value = {"amount": money["amount"]}
    if slots.get("from"):
        value["from"] = True
    if effective := _date(slots, "date"):
        value["date"] = effective
    where = (plan.casefold() if plan else None, slots.get("region"), money.get("currency"), slots.get("period"))
    return (("price", where, value, None),)


def _carriage(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    return (("carriage", (slots["carrier"],), {}, None),) if slots.get("carrier") is not None else ()


def _video(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    return (("video", (_number(slots, "season"), slots.get("form")), {}, None),)


def _quote(slots: Mapping[str, Any], denied: bool) -> Iterable[Plain]:
    opening = slots.get("opening")
    if not opening:
        return ()
    folded = " ".join(str(opening).casefold().split())
    return (("quote", (folded, slots.get("speaker")), _picked(slots, "outlet"), None),)


READERS: Mapping[str, Callable[[Mapping[str, Any], bool], Iterable[Plain]]] = {
    "release": _release,
    "renewal": _renewal,
    "casting": _casting,
    "credit": _credit,
    "basis": _basis,
    "availability": _availability,
    "price": _price,
    "carriage": _carriage,
    "video": _video,
    "quote": _quote,
}
