"""Which broadcasts are first showings by what their guide says, and what release each of them is. Pure.

The guide must say so: `premiere`, `new`, or an original air date that is the day of the broadcast. That a repeat is not
marked says nothing. A broadcast marked as shown before, or with an earlier original air date, is none; only a film that
is marked as a premiere may be older. The day and the time of a release are those on the clock of the channel's zone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from airdate.claims.identity import canonical_json
from airdate.listings.flags import Flag
from airdate.reading.model import Claim, Span

AIR_DATE = "original-air-date"
_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:\D|$)", re.ASCII)
_ONE_OFF = frozenset({"film", "special"})


@dataclass(frozen=True, slots=True)
class Airing:
    """A broadcast that is tied to a work. ``start`` is aware; ``day`` the broadcast day, ``zone`` the channel's (IANA).

    ``work`` and ``channel`` are slugs, ``form`` is the work's; ``numbers`` are episode numbers as (system, text).
    """

    work: str
    form: str
    channel: str
    channel_name: str
    country: str
    zone: str
    start: dt.datetime
    day: dt.date
    title: str
    sub_title: str
    flags: Flag
    season: int | None
    episode: int | None
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """What a first showing is: ``slots`` are those of a release claim, ``because`` the guide's own reason.

    ``key`` is the same for the same release on the same channel, whenever it is shown.
    """

    key: str
    slots: Mapping[str, Any]
    because: str


def release_of(airing: Airing) -> Release | None:
    """The release that a broadcast is; None for one that is no first showing, or of which it is not clear which."""
    local = airing.start.astimezone(ZoneInfo(airing.zone))
    because = _because(airing, local.date())
    if not because:
        return None
    event = _event(airing)
    if event is None:
        return None
    slots: dict[str, Any] = {"title": airing.title, **event, "date": local.date().isoformat()}
    slots["time"] = f"{local:%H:%M} {airing.zone}"
    slots["platform"] = [airing.channel_name]
    # An episode without a number is told from others by its day.
    day = slots["date"] if event["event"] == "episode" and "episode" not in event else ""
    told = [airing.work, airing.channel, event["event"], event.get("season"), event.get("episode"), day]
    return Release(hashlib.sha256(canonical_json(told).encode()).hexdigest()[:40], slots, because)


def _because(airing: Airing, date: dt.date) -> str:
    if airing.flags & Flag.REPEAT:
        return ""
    aired = _air_date(airing.numbers)
    same = aired in (date, airing.day)
    if aired is not None and not same:
        return "premiere" if airing.flags & Flag.PREMIERE and _is_one_off(airing) else ""
    if airing.flags & Flag.PREMIERE:
        return "premiere"
    if airing.flags & Flag.NEW:
        return "new"
    return "original air date" if same else ""


def _air_date(numbers: tuple[tuple[str, str], ...]) -> dt.date | None:
    for system, text in numbers:
        found = _DAY.match(text) if system.strip().lower() == AIR_DATE else None
        if found:
            try:
                return dt.date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


def _is_one_off(airing: Airing) -> bool:
    return airing.form in _ONE_OFF or (not airing.form and bool(airing.flags & Flag.FILM))


def _event(airing: Airing) -> dict[str, Any] | None:
    """The slots that say which release it is. None where it may be a series or a one-off: nobody has said."""
    season, episode = airing.season, airing.episode
    if _is_one_off(airing):
        return {"event": "premiere"}
    if season is not None and airing.flags & Flag.FINALE:
        return {"season": season, "event": "finale"}
    if season is not None and episode == 1:
        return {"season": season, "event": "premiere"}
    if season is not None:
        return {"season": season, "event": "episode", **({"episode": episode} if episode else {})}
    # A number without a season says little: the fifth episode of which year?
    return {"event": "episode"} if episode is not None or airing.form == "series" else None


def record_of(airing: Airing, release: Release, source: str, listed: dt.datetime) -> tuple[str, Claim]:
    """The text that is kept of a first showing, and the claim with its spans in it. ``listed``: when it was learnt."""
    lines = [f"{source}: first showing"]
    spans: list[Span] = []

    def line(name: str, value: str) -> None:
        start = sum(len(each) + 1 for each in lines)
        lines.append(f"{name}: {value}")
        spans.append(Span(start, start + len(lines[-1])))

    number = "".join(
        f"{letter}{value}" for letter, value in (("S", airing.season), ("E", airing.episode)) if value is not None
    )
    line("title", airing.title)
    if number or airing.sub_title:
        line("episode", " ".join(filter(None, (number, airing.sub_title))))
    line("channel", f"{airing.channel_name} ({', '.join(filter(None, (airing.country, airing.zone)))})")
    line("start", f"{release.slots['date']} {release.slots['time']}")
    line("marked", release.because)
    lines.append(_listed(listed))
    return "\n".join(lines), Claim("release", dict(release.slots), tuple(spans), 1.0)


def withdrawal_of(slots: Mapping[str, Any], document: str, source: str, listed: dt.datetime) -> str:
    """The text that takes the place of a first showing that is no longer listed; it says nothing of any release.

    ``document`` is the key of the one that it takes back.
    """
    told = f"{slots['title']} on {', '.join(slots['platform'])}, {slots['date']} {slots['time']}"
    return f"{source}: no longer listed\nfirst showing: {told}\ntakes back: {document}\n{_listed(listed)}"


def _listed(moment: dt.datetime) -> str:
    # A source's text is kept once: with the moment in it, a showing can go back to what it was before.
    return f"listed: {moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
