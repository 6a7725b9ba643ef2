"""How the value that one claim gives stands to another: same, finer, coarser, mixed, overlaps, differs.

A value is a set of components. One that is left out says nothing, so it is coarser than any; a date is compared by
the days it may fall on, a name by its words, and a component such as the place of a renewal never contradicts.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from airdate.facts import edtf
from airdate.facts.policy import Value

SAME, FINER, COARSER, MIXED, OVERLAPS, DIFFERS = "same", "finer", "coarser", "mixed", "overlaps", "differs"
DATES = frozenset({"date", "until"})
NAMES = frozenset({"character"})
BESIDE = frozenset({"platform", "outlet"})  # told along with the fact; another one is no contradiction
# A word on the left is a kind of the word on the right.
KINDS_OF = {("graphic novel", "comic"), ("renewed", "ordered"), ("joins", "stars"), ("returns", "stars")}

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compare(one: Value, other: Value) -> str:
    """How ``one`` stands to ``other``. ``mixed`` is finer in some components and coarser in others."""
    if one == other:
        return SAME
    finer = coarser = overlaps = False
    for name in one.keys() | other.keys():
        how = _compare_component(name, one.get(name), other.get(name))
        if how == DIFFERS:
            return DIFFERS
        finer |= how == FINER
        coarser |= how == COARSER
        overlaps |= how == OVERLAPS
    if overlaps:
        return OVERLAPS
    if finer:
        return MIXED if coarser else FINER
    return COARSER if coarser else SAME


def merge(one: Value, other: Value) -> Value:
    """The finer of each component of two values that do not contradict each other."""
    merged = dict(one)
    for name, value in other.items():
        if name not in one or _compare_component(name, value, one[name]) == FINER:
            merged[name] = value
    return merged


def adds_only_a_zone(old: Value | None, new: Value) -> bool:
    """Whether two values differ in nothing but the zone of their hour, which the second one has."""
    if not old or not old.get("time") or old == new:
        return False
    hour, _, zone = str(new.get("time") or "").partition(" ")
    return bool(zone) and old == {**new, "time": hour}


def spell(value: Any) -> str:
    """One spelling of a value, for hashes and for sorting: JSON without spaces, names in order."""
    if type(value) is str:
        return spell_text(value)
    if type(value) is dict:  # an encoder is made anew for each dict or list that it is given, at the price of all else
        return "{" + ",".join([f"{spell_text(name)}:{spell(value[name])}" for name in sorted(value)]) + "}"
    if type(value) is list:
        return "[" + ",".join(map(spell, value)) + "]"
    return _ENCODER.encode(value)


@lru_cache(maxsize=65_536)  # names of components, statuses and dates come again and again
def spell_text(text: str) -> str:
    """A text as JSON has it."""
    return _ENCODER.encode(text)


def _compare_component(name: str, one: Any, other: Any) -> str:
    if one == other:
        return SAME
    if one is None:
        return COARSER
    if other is None:
        return FINER
    if name in BESIDE:
        return SAME
    if name in DATES:
        how = edtf.compare(one, other)
        return DIFFERS if how == "apart" else how
    if name == "time":
        return _compare_times(one, other)
    if (one, other) in KINDS_OF:
        return FINER
    if (other, one) in KINDS_OF:
        return COARSER
    return _compare_names(str(one), str(other)) if name in NAMES else DIFFERS


def _compare_times(one: str, other: str) -> str:
    """``20:00 BST`` is finer than ``20:00``. Times of two zones may be one instant and contradict nothing."""
    hour, _, zone = one.partition(" ")
    other_hour, _, other_zone = other.partition(" ")
    if zone and other_zone and zone != other_zone:
        return OVERLAPS
    if hour != other_hour:
        return DIFFERS
    return FINER if zone else COARSER


def _compare_names(one: str, other: str) -> str:
    """``Ted Hastings`` is finer than ``Ted`` and than ``Hastings``."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    if words == others:
        return SAME
    return FINER if words > others else COARSER if words < others else DIFFERS
