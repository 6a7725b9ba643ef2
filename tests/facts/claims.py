"""Claims as weighing takes them, for the tests of this room: written by hand, or drawn by hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from airdate.facts.weigh import CLASSES, Moment, Policy, Said, Weighed, weigh

TITLE = "title:the-quay"
LATE = Moment(today=date(2031, 1, 1))


def said(
    number: int | str,
    source_class: str,
    day: str,
    kind: str = "release",
    *,
    subject: str = TITLE,
    voice: str | None = None,
    learnt: str | None = None,
    retired: str | None = None,
    confidence: float = 0.9,
    by: str | None = None,
    **slots: Any,
) -> Said:
    """A claim of the day ``day``; learnt then, and a voice of its own, unless told otherwise."""
    return Said(
        claim=f"c{number}",
        kind=kind,
        subject=subject,
        slots=slots,
        source=by or f"source-{number}",
        source_class=source_class,
        voice=voice or f"voice-{number}",
        published=date.fromisoformat(day),
        learnt=at(learnt or day),
        confidence=confidence,
        retired=at(retired) if retired else None,
    )


def at(day: str) -> datetime:
    """Noon of a day, UTC."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def only(facts: tuple[Weighed, ...], kind: str = "release") -> Weighed:
    """The one fact of a kind that has something to show."""
    (found,) = [fact for fact in facts if fact.kind == kind and fact.status != "joined"]
    return found


def settle(*claims: Said, policy: Policy | None = None, moment: Moment = LATE, kind: str = "release") -> Weighed:
    return only(weigh(claims, policy or Policy(), moment), kind)


def stances(fact: Weighed) -> dict[str, tuple[str, str]]:
    """Claim -> stance and rule."""
    return {support.claim: (support.stance, support.rule) for support in fact.supports}


NESTED = ("2030", "2030-22", "2030-08", "2030-08-03")  # each lies within the one before
DATES = (*NESTED, "2030-08-10", "2030-09", "2030-23", "2030/..", "2030-08~", "2030-05/2030-08", "2031-01-02")
DAYS = st.dates(date(2030, 1, 1), date(2030, 1, 12))
PLACES = ("service:quuxbox", "service:harbour", "service:harbour-one", "cinemas")
WITHIN = {"service:harbour-one": "service:harbour"}  # a broadcaster and its channel


@st.composite
def releases(draw: st.DrawFn) -> dict[str, Any]:
    slots: dict[str, Any] = {
        "season": draw(st.sampled_from((None, 2, 2, 2, 3))),
        "event": draw(st.sampled_from(("premiere", "premiere", "finale", "special"))),
        "date": draw(st.sampled_from((None, *DATES))),
        "was": draw(st.sampled_from((None, None, None, *DATES))),
        "time": draw(st.sampled_from((None, None, "20:00", "20:00 BST", "21:00"))),
        "region": draw(st.sampled_from((None, None, "GB"))),
        "status": draw(st.sampled_from((None, "confirmed", "expected", "rumoured", "denied", "unknown"))),
        "schedule": draw(st.sampled_from((None, None, "weekly", "daily"))),
    }
    places = draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))
    return {name: value for name, value in slots.items() if value is not None} | (
        {"platform": places} if places else {}
    )


OTHERS = st.sampled_from(
    (
        ("renewal", {"season": 3, "outcome": "renewed", "platform": ["service:quuxbox"]}),
        ("renewal", {"season": 2, "outcome": "cancelled"}),
        ("renewal", {"season": 3, "outcome": "renewed", "status": "denied"}),
        ("casting", {"season": 2, "actor": "person:ana", "change": "joins", "character": "Jo"}),
        ("casting", {"season": 2, "actor": "person:ana", "change": "stars", "character": "Jo Marsh"}),
        ("casting", {"season": 2, "actor": "person:ana", "change": "leaves"}),
        ("credit", {"person": "person:bo", "role": "writer"}),
        ("basis", {"source": "Quayside", "form": "book"}),
        ("basis", {"form": "comic", "author": "person:bo"}),
        ("availability", {"platform": ["service:quuxbox"], "terms": "subscription", "until": "2030-06"}),
        ("availability", {"platform": ["service:quuxbox"], "status": "denied"}),
        ("availability", {"terms": "rent", "money": {"amount": 3.5, "currency": "GBP"}}),
        ("price", {"money": {"amount": 4.99, "currency": "GBP"}, "period": "month"}),
        ("price", {"money": {"amount": 5.99, "currency": "GBP"}, "date": "2030-09"}),
        ("carriage", {"carrier": "service:brick"}),
        ("carriage", {"carrier": "service:brick", "status": "denied"}),
        ("video", {"season": 2, "form": "trailer"}),
        ("quote", {"speaker": "person:ana", "opening": "it is a joy"}),
        ("quote", {"opening": "It is a joy"}),
        ("weather", {"rain": True}),
    )
)


@st.composite
def claims(draw: st.DrawFn, *, subject: str = TITLE, prefix: str = "") -> list[Said]:
    """Up to nine claims by up to nine sources, some of them copies, some unsure, some of articles replaced later."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        kind, slots = draw(st.one_of(releases().map(lambda slots: ("release", slots)), OTHERS))
        day = draw(DAYS)
        found.append(
            said(
                f"{prefix}{number}",
                draw(st.sampled_from(CLASSES)),
                day.isoformat(),
                kind,
                subject=subject,
                voice=draw(st.sampled_from((None, None, "wire"))),
                learnt=draw(DAYS).isoformat(),
                retired=draw(st.sampled_from((None, None, None, "2030-01-09"))),
                confidence=draw(st.sampled_from((0.9, 0.9, 0.8, 0.2))),
                by=f"source-{draw(st.integers(0, 8))}",
                **slots,
            )
        )
    return found
