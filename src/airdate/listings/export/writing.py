"""A selection as a file, piece by piece: memory is that of some channels, however many there are."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from airdate.listings.export.selection import Item, Outgoing, Selection
from airdate.listings.export.xmltv import ROOT, TAIL, Writer, channel, head
from airdate.listings.flags import Flag
from airdate.listings.m3u import Entry, playlist_lines
from airdate.listings.models import LineupChannel
from airdate.listings.xmltv.elements import Listed

GENERATOR = f"airdate/{version('airdate')}"


def xmltv_of(selection: Selection, left_out: Counter[str], *, as_found: bool = False) -> Iterator[str]:
    """XMLTV, valid by its DTD unless ``as_found``. ``left_out`` is filled with what the DTD has no place for."""
    info = selection.guide.info if selection.guide is not None else {}
    yield head({**{name: info[name] for name in ROOT if name in info}, "generator-info-name": GENERATOR})
    for each in selection.outgoing():
        yield channel(each.id, each.names, each.station.logo)
    writer = Writer(as_found=as_found)
    for item in selection.items():
        yield writer.programme(_listed(item), item.details)
    yield TAIL
    left_out.update(writer.left_out)


def _listed(item: Item) -> Listed:
    showing = item.showing
    stop = int(showing.stop.timestamp()) if showing.stop is not None and showing.stop_known else None
    return Listed(
        item.channel.id, int(showing.start.timestamp()), stop, item.offset, showing.title, showing.sub_title,
        showing.description, showing.group, int(showing.flags), False, showing.season, showing.episode, showing.year,
        "",
    )  # fmt: skip


def json_of(selection: Selection, *, now: dt.datetime) -> Iterator[str]:
    """One JSON object: what it is, its channels, its broadcasts with all their fields. Instants are ISO 8601 in UTC."""
    about = {"name": selection.name, "generator": GENERATOR, "made_at": _iso(now)}
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "channels": [\n'
    yield ",\n".join(_json(_channel(each)) for each in selection.outgoing())
    yield '\n], "broadcasts": [\n'
    between = ""
    for item in selection.items():
        yield between + _json(_broadcast(item))
        between = ",\n"
    yield "\n]}\n"


def _channel(each: Outgoing) -> dict[str, Any]:
    station = each.station
    return {
        "slug": station.slug, "name": station.name, "number": station.number, "xmltv_id": each.id,
        "names": [name for name, _ in each.names], "logo": station.logo, "country": station.country,
        "zone": station.zone, "day_starts": station.day_starts.isoformat("minutes"), "kind": station.kind,
    }  # fmt: skip


def _broadcast(item: Item) -> dict[str, Any]:
    showing = item.showing
    stop = None if showing.stop is None else _iso(showing.stop)
    said = {
        "id": showing.id, "channel": item.channel.station.slug, "start": _iso(showing.start), "stop": stop,
        "stop_known": showing.stop_known, "day": showing.day.isoformat(), "title": showing.title,
        "sub_title": showing.sub_title, "description": showing.description, "group": showing.group,
        "flags": [flag.name.lower() for flag in Flag if flag in showing.flags and flag.name], "season": showing.season,
        "episode": showing.episode, "year": showing.year, "work": item.work,
        "work_score": showing.work_score, "details": dict(item.details),
    }  # fmt: skip
    return {key: value for key, value in said.items() if value not in ("", None, [], {})}


def m3u_of(selection: Selection, left_out: Counter[str], *, guide: str = "") -> Iterator[str]:
    """A playlist of the channels that have an address in the line-up; ``left_out`` counts the others."""
    outgoing = selection.outgoing()
    places = LineupChannel.objects.filter(lineup=selection.lineup).order_by("position")
    by_channel = {place.channel_id: place for place in places}
    entries = []
    for each in outgoing:
        place = by_channel.get(each.station.id)
        if place is None or not place.url:
            left_out["channels without an address"] += 1
            continue
        entries.append(Entry(
            each.station.name, place.url, each.id, each.names[0][0], each.station.number, each.station.logo,
            place.section, each.station.kind == "radio",
        ))  # fmt: skip
    yield from playlist_lines(entries, guide)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _iso(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
