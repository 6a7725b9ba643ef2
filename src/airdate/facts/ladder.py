"""How far a season, or a title, has come: rumoured, ordered, dated, moved, released, ended, cancelled.

Nothing of it is kept: it follows from the facts and from today, so a past date turns "will" into "did" by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from airdate.facts import edtf
from airdate.facts.held import Held

FIRM = frozenset({"confirmed", "expected"})


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage, and the fact that it rests on. ``season`` is the season it speaks of, None for the whole."""

    stage: str
    season: int | None
    held: Held | None


def rung_of_season(season: int | None, facts: Iterable[Held], today: date) -> Rung:
    """How far a season has come, by what was said of it."""
    standing = [held for held in facts if held.stands and held.named.get("season") == season]
    ending = _latest(held for held in standing if held.kind == "ending" and held.status == "confirmed")
    released = _latest(held for held in standing if _is_out(held, today))
    if ending is not None and ending.value.get("outcome") == "cancelled":
        return Rung("cancelled", season, ending)
    if ending is not None and _has_ended(standing, released, today):
        return Rung("ended", season, ending)
    if released is not None:
        return Rung("released", season, released)
    coming = [held for held in standing if held.kind == "release" and held.named.get("event") in ("premiere", "part")]
    dated = [held for held in coming if held.day is not None and held.status in FIRM]
    if dated:
        first = min(dated, key=lambda held: (edtf.order_key(held.day), held.id))
        return Rung("moved" if first.moved else "dated", season, first)
    made = _latest(held for held in standing if held.kind == "renewal")
    if made is not None and made.status == "confirmed":
        return Rung("ordered", season, made)
    told = _latest(held for held in coming if held.status in FIRM)
    if told is not None:
        return Rung("ordered", season, told)
    if ending is not None:
        return Rung("ordered", season, ending)  # a last season that is still to come
    hoped = _latest(held for held in [*coming, *([made] if made else [])] if held.status != "unknown")
    return Rung("rumoured", season, hoped) if hoped is not None else Rung("unknown", season, None)


def rung_of_title(facts: Sequence[Held], today: date) -> Rung:
    """How far the title has come: its end if that is decided, else what is next, else the latest that is out."""
    numbers = {held.named.get("season") for held in facts}
    rungs = [rung_of_season(number, facts, today) for number in numbers]
    over = [rung for rung in rungs if rung.stage in ("cancelled", "ended")]
    going = [rung for rung in rungs if rung.held is not None and rung.stage not in ("cancelled", "ended")]
    if over:
        last = max(over, key=_by_since)
        # A later order, or a later season, takes a cancellation back.
        if not any(_outlives(rung, last) for rung in going):
            return last
    ahead = [rung for rung in going if rung.stage in ("dated", "moved")]
    if ahead:
        return min(ahead, key=lambda rung: (edtf.order_key(rung.held.day if rung.held else None), rung.season or 0))
    for stage in ("ordered", "released", "rumoured"):
        found = [rung for rung in going if rung.stage == stage]
        if found:
            return max(found, key=lambda rung: (rung.season or 0, _by_since(rung)))
    return Rung("unknown", None, None)


def _is_out(held: Held, today: date) -> bool:
    if held.kind == "availability":
        return held.named.get("form") is None and held.status == "confirmed"
    return held.kind == "release" and held.status in FIRM and held.day is not None and edtf.is_past(held.day, today)


def _has_ended(standing: Iterable[Held], released: Held | None, today: date) -> bool:
    """Whether a season that was said to be the last has run: its finale is out, or it came out whole."""
    if released is None:
        return False
    finales = [held for held in standing if held.kind == "release" and held.named.get("event") == "finale" and held.day]
    return all(edtf.is_past(held.day or "", today) for held in finales) if finales else released.kind == "availability"


def _outlives(rung: Rung, last: Rung) -> bool:
    if rung.held is None or last.held is None:
        return False
    return (rung.season or 0) > (last.season or 0) and rung.stage != "rumoured" and rung.held.since >= last.held.since


def _by_since(rung: Rung) -> tuple[date, str]:
    return (rung.held.since, rung.held.id) if rung.held is not None else (date.min, "")


def _latest(facts: Iterable[Held]) -> Held | None:
    return max(facts, key=lambda held: (held.since, held.id), default=None)
