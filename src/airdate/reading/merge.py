"""One fact said several times is one claim; what one place leaves out another supplies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from airdate.reading.article import Draft
from airdate.reading.evidence import merged
from airdate.reading.model import KINDS

# What makes two drafts of a kind the same claim; slots that are missing on one side do not part them.
_KEYS = {
    "release": ("title", "season", "episode", "part", "event", "date"),
    "renewal": ("title", "season", "outcome"),
    "casting": ("title", "actor", "season"),
    "credit": ("title", "person", "role"),
    "basis": ("title", "source", "author"),
    "availability": ("title", "season", "platform", "until"),
    "price": ("provider", "plan", "money"),
    "carriage": ("provider", "carrier"),
    "video": ("title", "form"),
    "quote": ("speaker", "opening"),
}
_CHANGES = ("leaves", "joins", "returns", "stars")
_EXACT = frozenset({"date", "until", "episode", "part"})  # slots that part two drafts even if only one has them
MOST_SPANS = 4  # of evidence, for one claim
_ANY = object()  # stands for whatever value


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without repetition, in the order of first mention. Two drafts are one claim if they agree in all the
    slots of their kind's key that both have."""
    kept: list[Draft] = []
    by_key = _ByKey()
    for draft in drafts:
        at = next((at for at in by_key.like(draft) if _same(kept[at], draft)), None)
        if at is None:
            at = len(kept)
            kept.append(draft)
        else:
            kept[at] = _joined(kept[at], draft)
        by_key.note(kept[at], at)
    return kept


class _ByKey:
    """The kept drafts that may be the same claim as another, found without a look at all of them.

    Each draft is noted under its key and under that key with any of its values left open, so that a draft which does
    not say all finds it too.
    """

    def __init__(self) -> None:
        self._noted: dict[tuple[object, ...], set[int]] = {}

    def note(self, draft: Draft, at: int) -> None:
        for key in product(*((value,) if exact else (value, _ANY) for value, exact in _values(draft))):
            self._noted.setdefault((draft.kind, *key), set()).add(at)

    def like(self, draft: Draft) -> list[int]:
        """The numbers of the drafts that do not differ from this one in what both say, the first kept first."""
        choices = [
            (value,) if exact else (_ANY,) if value is None else (value, None) for value, exact in _values(draft)
        ]
        found: set[int] = set()
        for key in product(*choices):
            found.update(self._noted.get((draft.kind, *key), ()))
        return sorted(found)


def _values(draft: Draft) -> list[tuple[object, bool]]:
    """The values of a draft's key by which it is looked up, and whether another must have the same or none as well."""
    return [(_spelt(draft.slots.get(slot)), slot in _EXACT) for slot in _KEYS[draft.kind] if slot != "platform"]


def _spelt(value: Any) -> object:
    if value is None or isinstance(value, int):
        return value
    return value.casefold() if isinstance(value, str) else tuple(sorted(value.items()))


def _same(one: Draft, other: Draft) -> bool:
    if (
        one.kind == "casting"
        and one.slots["change"] != other.slots["change"]
        and "stars" not in (one.slots["change"], other.slots["change"])
    ):
        return False
    for slot in _KEYS[one.kind]:
        a, b = one.slots.get(slot), other.slots.get(slot)
        if a is not None and b is not None and not _agree(slot, a, b):
            return False
        if slot in _EXACT and (a is None) != (b is None):
            return False
    return True


def _agree(slot: str, one: Any, other: Any) -> bool:
    if slot == "platform":
        return bool(set(one) & set(other))
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return bool(one == other)


def _joined(one: Draft, other: Draft) -> Draft:
    """The surer draft's slots, completed from the other's; a told change of cast absorbs "stars"."""
    first, second = (one, other) if one.sure >= other.sure else (other, one)
    slots = {**second.slots, **first.slots}
    if one.kind == "casting":
        changes = [one.slots["change"], other.slots["change"]]
        slots["change"] = min(changes, key=_CHANGES.index)
    if "platform" in one.slots and "platform" in other.slots:
        slots["platform"] = list(dict.fromkeys([*first.slots["platform"], *second.slots["platform"]]))
    evidence = (
        merged([*first.evidence, *second.evidence])[:MOST_SPANS] if len(first.evidence) < MOST_SPANS else first.evidence
    )
    sure = 1 - (1 - one.sure) * (1 - other.sure * 0.5)
    return Draft(one.kind, slots, evidence, sure, tuple(dict.fromkeys([*first.trail, *second.trail])))


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts by kind as claims.md lists them, then by place."""
    return sorted(
        drafts,
        key=lambda draft: (KINDS.index(draft.kind), draft.evidence[0], str(sorted(draft.slots.items(), key=str))),
    )
