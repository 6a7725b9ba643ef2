"""The shapes of the API's answers. Days are EDTF (ISO 8601-2), moments UTC, countries ISO 3166, money ISO 4217."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema


class Named(Schema):
    """A title, person or service by name. ``slug`` is null for a name of which nothing else is known."""

    name: str
    slug: str | None = None


class TitleShape(Schema):
    slug: str
    name: str
    aliases: list[str]
    year: int | None = None
    form: str
    country: str
    genres: list[str]
    synopsis: str
    ids: dict[str, list[str]]
    url: str


class PersonShape(Schema):
    slug: str
    name: str
    aliases: list[str]
    ids: dict[str, list[str]]
    url: str


class ServiceShape(Schema):
    slug: str
    name: str
    aliases: list[str]
    kind: str
    country: str
    url: str


class FactShape(Schema):
    """One fact. ``slot`` says which fact of its kind it is, ``value`` what holds; ``instead`` leads to the fact that it
    has joined. ``status``: confirmed, expected, rumoured, denied, unknown, withdrawn or joined. ``at`` is the moment of
    a release with the offset of its own zone, where its day, its time and the zone are known."""

    id: str
    kind: str
    about_kind: str
    about: str
    slot: dict[str, Any]
    value: dict[str, Any]
    at: dt.datetime | None = None
    status: str
    rule: str
    precision: str
    conflict: bool
    voices: int
    since: dt.date
    instead: str | None = None
    updated: dt.datetime | None = None
    url: str


class ClaimShape(Schema):
    """A claim beside a fact. ``stance``: for, refined, against or superseded; ``rule`` says why."""

    id: str
    stance: str
    rule: str
    said: str
    status: str
    source: Named
    source_class: str
    published: dt.date
    document: str
    headline: str
    address: str
    quotations: list[str]
    confidence: float


class FactWithClaims(FactShape):
    sentence: str
    reason: str
    claims: list[ClaimShape]


class ChangeShape(Schema):
    """A fact that moved. ``kind``: first, refined, moved, confirmed, denied, withdrawn, corrected, contested or
    settled."""

    id: str
    fact: str
    kind: str
    day: dt.date
    learnt_at: dt.datetime
    old: dict[str, Any] | None = None
    old_status: str
    new: dict[str, Any]
    new_status: str
    cause: str


class BroadcastShape(Schema):
    """One showing. ``stop`` is null where nobody knows; ``day`` is the channel's broadcast day."""

    id: int
    channel: str
    start: dt.datetime
    stop: dt.datetime | None = None
    day: dt.date
    title: str
    sub_title: str
    description: str
    season: int | None = None
    episode: int | None = None
    year: int | None = None
    url: str


class TitlePage(Schema):
    items: list[TitleShape]
    next: str | None = None


class PersonPage(Schema):
    items: list[PersonShape]
    next: str | None = None


class ServicePage(Schema):
    items: list[ServiceShape]
    next: str | None = None


class FactPage(Schema):
    items: list[FactShape]
    next: str | None = None


class ChangePage(Schema):
    items: list[ChangeShape]
    next: str | None = None


class BroadcastList(Schema):
    items: list[BroadcastShape]


class ProblemShape(Schema):
    """A problem (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
