"""Facts as pages get them, made by hand: for tests of what arranges them without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from airdate.facts.held import when
from airdate.facts.pages import Availability, Coming, Named, Release, State, TitleFacts

TODAY = date(2031, 3, 10)


def head(status: str = "confirmed", fact: str = "f") -> dict[str, Any]:
    return {"fact": fact, "status": status, "rule": "only voice", "conflict": False, "voices": 1}


def release(day: str | None, place: str = "", *, status: str = "confirmed", fact: str = "f", **fields: Any) -> Release:
    """A release on an EDTF date; `place` is a service by name."""
    where = Named(place, place.lower().replace(" ", "-")) if place else None
    return Release(**head(status, fact), when=when(day, TODAY, fields.pop("time", None)), place=where, **fields)


def coming(day: str | None, name: str = "The Quay", place: str = "", **fields: Any) -> Coming:
    return Coming(Named(name, name.lower().replace(" ", "-")), release(day, place, **fields))


def facts(*releases: Release, offers: tuple[Availability, ...] = (), following: Release | None = None) -> TitleFacts:
    """A title's facts; `following` is the release to show first."""
    return TitleFacts(State("dated", ""), following, releases=releases, availability=offers)


def offer(**fields: Any) -> Availability:
    return Availability(**head(fields.pop("status", "confirmed")), **fields)
