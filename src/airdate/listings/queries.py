"""Reads of listings. Each takes a constant number of queries, whatever the number of channels and broadcasts.

Moments are aware datetimes; what is given back is in UTC. Where several guides list a channel, `merging` makes one
schedule of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from airdate.catalogue.models import Title
from airdate.catalogue.names import fold_name
from airdate.listings.flags import LONG_SECONDS, Flag, Group
from airdate.listings.merging import merged
from airdate.listings.models import (
    Broadcast,
    Channel,
    ChannelName,
    Guide,
    Lineup,
    LineupChannel,
    Programme,
    ScheduleChange,
)
from airdate.listings.pages import NowNext, Placed, Row, Shift, Showing, Station, Whole, Window

FIELDS = (
    "pk", "channel_id", "programme_id", "guide_id", "start", "stop", "day", "title", "sub_title", "description",
    "group", "flags", "season", "episode", "year", "work_id", "work_score",
)  # fmt: skip
STATION = ("pk", "slug", "name", "number", "logo", "country", "zone", "day_starts", "kind")
DAY = 24 * 3600
ASKED_TOGETHER = 50  # showings, in one condition
MATCHES = 300  # titles that a search looks for showings of


class NoSuchBroadcast(LookupError):
    """There is no broadcast of this key."""


def lineups() -> list[Lineup]:
    """All line-ups, by name."""
    return list(Lineup.objects.order_by("name", "slug"))


def stations(
    lineup: Lineup | None = None, *, offset: int = 0, limit: int | None = None, listed: bool = False
) -> tuple[list[Station], int]:
    """The channels of a line-up in its order, and how many there are; without one all channels, by number and name.

    ``listed`` leaves out of all channels those of which guides list nothing; a line-up stands as it is.
    """
    until = None if limit is None else offset + limit
    if lineup is not None:
        places = LineupChannel.objects.filter(lineup=lineup).order_by("position")
        found = places.values_list(*(f"channel__{name}" for name in STATION), "number")
        return [_placed_station(row) for row in found[offset:until]], places.count()
    channels = Channel.objects.order_by(F("number").asc(nulls_last=True), "name", "slug")
    if listed:
        channels = channels.filter(Exists(Broadcast.objects.filter(channel=OuterRef("pk"))))
    every = channels.values_list(*STATION)
    return [_placed_station((*row, "")) for row in every[offset:until]], channels.count()


def fitting(
    lineup: Lineup | None, start: dt.datetime, stop: dt.datetime, *, groups: Collection[str] = (), flags: int = 0
) -> frozenset[int]:
    """The channels of a line-up (primary keys) on which something between two moments is of one of the groups, if any
    are named, and has all of the flags (`Flag`, added up). A film is of the group of films, whatever its genre."""
    shown, _ = stations(lineup)
    first, last = seconds(start), seconds(stop)
    found = Broadcast.objects.filter(start__gt=first - LONG_SECONDS, start__lt=last).filter(
        Q(stop__gt=first) | Q(stop=None), channel__in=[each.id for each in shown]
    )
    if groups:
        wanted = Q(group__in=groups)
        if Group.FILM in groups:
            wanted |= Q(film__gt=0)
        found = found.annotate(film=F("flags").bitand(int(Flag.FILM))).filter(wanted)
    if flags:
        found = found.annotate(has=F("flags").bitand(flags)).filter(has=flags)
    return frozenset(found.order_by().values_list("channel", flat=True).distinct())


def received(lineup: Lineup | None) -> frozenset[int] | None:
    """The keys of a line-up's channels; None without one, which is all channels."""
    if lineup is None:
        return None
    return frozenset(LineupChannel.objects.filter(lineup=lineup).order_by().values_list("channel", flat=True))


def station(slug: str) -> Station | None:
    """The channel of a slug, or None."""
    channel = Channel.objects.filter(slug=slug).first()
    return None if channel is None else _station(channel)


def window(
    lineup: Lineup | None,
    start: dt.datetime,
    stop: dt.datetime,
    *,
    offset: int = 0,
    limit: int | None = 25,
    channels: Collection[int] | None = None,
    guide: int | None = None,
) -> Window:
    """What the channels of a line-up show from ``start`` up to ``stop``, and what is on already at ``start``.

    ``channels`` (primary keys) leaves out all others; ``guide`` asks one guide alone.
    """
    shown, total = _shown(lineup, channels, offset, limit)
    found = _between([each.id for each in shown], seconds(start), seconds(stop), guide)
    rows = tuple(Row(each, tuple(found.get(each.id, ()))) for each in shown)
    return Window(start, stop, rows, total)


def now_next(
    lineup: Lineup | None,
    at: dt.datetime,
    *,
    offset: int = 0,
    limit: int | None = None,
    channels: Collection[int] | None = None,
    among: Q | None = None,
) -> list[NowNext]:
    """For each channel of a line-up what is on at a moment, and what begins after it within a day.

    ``channels`` (primary keys) leaves out all others, ``among`` (a condition on broadcasts) those that have none of
    such broadcasts on, or next.
    """
    shown, _ = _shown(lineup, channels, offset, limit)
    moment = seconds(at)
    soonest = _soonest([each.id for each in shown], moment)
    if among is not None:
        having = _that_show(among, [each.id for each in shown], moment, soonest)
        shown = [each for each in shown if each.id in having]
        soonest = {channel: start for channel, start in soonest.items() if channel in having}
    on = _between([each.id for each in shown], moment, moment + 1)
    coming = _following(soonest) if soonest else {}
    return [NowNext(each, _latest(on.get(each.id, ())), coming.get(each.id)) for each in shown]


def channel_day(channel: Station, day: dt.date) -> list[Showing]:
    """What a channel shows on its broadcast day, from the hour at which its days begin to the same hour of the next."""
    zone = channel.zone_info
    start = dt.datetime.combine(day, channel.day_starts, zone)
    stop = dt.datetime.combine(day + dt.timedelta(days=1), channel.day_starts, zone)
    found = _between([channel.id], seconds(start), seconds(stop)).get(channel.id, [])
    return [showing for showing in found if showing.start >= start]


def broadcast(pk: int) -> Whole:
    """One broadcast with all its fields. Raises `NoSuchBroadcast`."""
    row = Broadcast.objects.filter(pk=pk).select_related("channel").first()
    if row is None:
        raise NoSuchBroadcast(f"there is no broadcast {pk}")
    following = Broadcast.objects.filter(channel=row.channel, guide=row.guide_id, start__gt=row.start)
    end = row.stop if row.stop is not None else following.order_by("start").values_list("start", flat=True).first()
    showing = showing_of([getattr(row, name) for name in FIELDS], end)
    return Whole(showing, _station(row.channel), json.loads(row.details))


def showings_of(
    programme: int | None = None,
    *,
    work: Title | None = None,
    since: dt.datetime,
    limit: int = 50,
) -> list[Placed]:
    """Showings from ``since`` on, by start: of a programme (its primary key), or of a title of the catalogue, those of
    titles that were merged into it included."""
    found = Broadcast.objects.filter(start__gte=seconds(since))
    if work is not None:
        merged_here = Title.objects.filter(Q(merged_into=work.pk)).values_list("pk", flat=True)
        found = found.filter(work__in=[work.pk, *merged_here])
    else:
        found = found.filter(programme=programme)
    return _visible(_placed(found.order_by("start", "pk")[:limit]))


def search(words: str, *, since: dt.datetime, limit: int = 50) -> list[Placed]:
    """Showings from ``since`` on whose title holds all the words, by start; of the titles that fit best."""
    folded = fold_name(words)
    if not folded:
        return []
    after = Broadcast.objects.filter(programme=OuterRef("pk"), start__gte=seconds(since))
    every = Q()
    for word in folded.split():
        every &= Q(folded__contains=word)
    found = Programme.objects.filter(every).filter(Exists(after)).order_by("folded").values_list("pk", "folded")
    best = sorted(found, key=lambda row: (row[1] != folded, not row[1].startswith(folded), len(row[1]), row[1]))
    chosen = [pk for pk, _ in best[:MATCHES]]
    rows = Broadcast.objects.filter(programme__in=chosen, start__gte=seconds(since))
    return _visible(_placed(rows.order_by("start", "pk")[:limit]))


def changes(
    *,
    since: dt.datetime | None = None,
    channel: int | None = None,
    programme: int | None = None,
    limit: int = 50,
) -> list[Shift]:
    """Schedule changes, the latest learnt first; ``since`` leaves out those of broadcasts before that moment."""
    found = ScheduleChange.objects.select_related("channel", "programme")
    if since is not None:
        found = found.filter(start__gte=seconds(since))
    if channel is not None:
        found = found.filter(channel=channel)
    if programme is not None:
        found = found.filter(programme=programme)
    return [
        Shift(
            row.pk, row.kind, row.known_at, _station(row.channel), row.programme_id, row.programme.title,
            row.broadcast_id, row.before, row.after,
        )
        for row in found.order_by("-known_at", "start", "pk")[:limit]
    ]  # fmt: skip


def _soonest(channels: Collection[int], moment: int) -> dict[int, int]:
    """Channel -> the next start within a day: of each channel the first is looked up, and no day is read."""
    ahead = Broadcast.objects.filter(channel=OuterRef("pk"), start__gt=moment, start__lt=moment + DAY)
    first = Subquery(ahead.order_by("start").values("start")[:1])
    found = Channel.objects.filter(pk__in=channels).order_by().annotate(first=first)
    return {channel: start for channel, start in found.values_list("pk", "first") if start is not None}


def _that_show(among: Q, channels: Sequence[int], moment: int, soonest: Mapping[int, int]) -> set[int]:
    """The channels on which such a broadcast may be on at a moment, or begins next: three queries for all of them."""
    begun = Broadcast.objects.filter(among, channel__in=channels, start__lte=moment).order_by()
    on = begun.filter(Q(stop=None) | Q(stop__gt=moment), start__gt=moment - LONG_SECONDS)
    lasting = begun.filter(long=True, stop__gt=moment)
    ahead = Broadcast.objects.filter(among, channel__in=channels, start__in=set(soonest.values())).order_by()
    begins = ahead.values_list("channel", "start")
    return {
        *on.values_list("channel", flat=True), *lasting.values_list("channel", flat=True),
        *(channel for channel, start in begins if soonest.get(channel) == start),
    }  # fmt: skip


def _shown(
    lineup: Lineup | None, channels: Collection[int] | None, offset: int, limit: int | None
) -> tuple[list[Station], int]:
    """Some channels of a line-up, of these alone where they are given, and how many there are."""
    if channels is None:
        return stations(lineup, offset=offset, limit=limit, listed=True)
    every, _ = stations(lineup)
    kept = [each for each in every if each.id in channels]
    return kept[offset : None if limit is None else offset + limit], len(kept)


def _between(channels: Sequence[int], start: int, stop: int, guide: int | None = None) -> dict[int, list[Showing]]:
    """Channel -> its schedule of what overlaps [start, stop), in a constant number of queries."""
    if not channels:
        return {}
    # What has no end needs what follows it, so rows a while around the window are read too, if there are such.
    around = Q(start__gt=start - LONG_SECONDS)
    over = Q(stop__lte=start) & ~Q(channel__in=_of_several_guides(channels))
    lasting = Q(long=True, stop__gt=start, start__lt=stop)
    rows = _rows(Broadcast.objects.filter(around & ~over, start__lt=stop, channel__in=channels), guide)
    rows += _rows(Broadcast.objects.filter(lasting, channel__in=channels), guide)
    open_ended = {row[1] for row in rows if row[5] is None}
    if open_ended:
        rows += _rows(Broadcast.objects.filter(around, start__lt=stop + LONG_SECONDS, channel__in=open_ended), guide)
    by_channel: dict[int, list[Showing]] = defaultdict(list)
    for row in {row[0]: row for row in rows}.values():
        by_channel[row[1]].append(showing_of(row, row[5]))
    priority = dict(Guide.objects.order_by().values_list("pk", "priority"))
    begin, end = _moment(start), _moment(stop)
    return {
        channel: [each for each in merged(found, priority) if each.start < end and _is_on(each, begin)]
        for channel, found in by_channel.items()
    }


def _of_several_guides(channels: Collection[int]) -> list[int]:
    """Those of the channels that several guides list: what is over in one guide may hide what another has on."""
    named = ChannelName.objects.filter(channel__in=channels).order_by().values("channel")
    return list(
        named.annotate(guides=Count("guide", distinct=True)).filter(guides__gt=1).values_list("channel", flat=True)
    )


def _is_on(showing: Showing, at: dt.datetime) -> bool:
    return showing.start >= at or (showing.stop is not None and showing.stop > at)


def _rows(found: QuerySet[Broadcast], guide: int | None) -> list[tuple[Any, ...]]:
    if guide is not None:
        found = found.filter(guide=guide)
    return list(found.order_by().values_list(*FIELDS))


def _latest(showings: Iterable[Showing]) -> Showing | None:
    """Of what is on at once, what began last: the schedule that changed."""
    return max(showings, key=lambda each: (each.start, each.id), default=None)


def _following(soonest: dict[int, int]) -> dict[int, Showing]:
    """Channel -> its broadcast that begins at the moment given for it."""
    rows = Broadcast.objects.filter(channel__in=list(soonest), start__in=set(soonest.values()))
    priority = dict(Guide.objects.order_by().values_list("pk", "priority"))
    by_channel: dict[int, list[Showing]] = defaultdict(list)
    for row in rows.order_by().values_list(*FIELDS):
        if row[4] == soonest[row[1]]:
            by_channel[row[1]].append(showing_of(row, row[5]))
    return {channel: merged(found, priority)[0] for channel, found in by_channel.items()}


def _placed(found: QuerySet[Broadcast]) -> list[Placed]:
    rows = list(found.values_list(*FIELDS))
    channels = Channel.objects.in_bulk({row[1] for row in rows})
    return [Placed(showing_of(row, row[5]), _station(channels[row[1]])) for row in rows]


def _visible(found: list[Placed]) -> list[Placed]:
    """Those that a guide which is believed before does not hide: what `merging` would leave of them."""
    order = {
        pk: place for place, pk in enumerate(Guide.objects.order_by("priority", "pk").values_list("pk", flat=True))
    }
    doubtful = [each.showing for each in found if order.get(each.showing.guide, 0) > 0]
    hidden: set[int] = set()
    for first in range(0, len(doubtful), ASKED_TOGETHER):
        some = doubtful[first : first + ASKED_TOGETHER]
        over = Q()
        for each in some:
            begin, end = seconds(each.start), seconds(each.stop or each.start)
            on = Q(channel=each.channel)
            over |= on & Q(start__gt=begin - LONG_SECONDS, start__lte=max(begin, end - 1))
            over |= on & Q(long=True, stop__gt=begin, start__lt=end)
        rows = Broadcast.objects.filter(over).order_by().values_list("channel", "guide", "start", "stop")
        by_channel: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for channel, guide, start, known_stop in rows:
            by_channel[channel].append((order.get(guide, 0), start, start if known_stop is None else known_stop))
        for each in some:
            begin, end = seconds(each.start), seconds(each.stop or each.start)
            hidden.update(
                each.id
                for place, start, stop in by_channel[each.channel]
                if place < order.get(each.guide, 0) and ((start < end and stop > begin) or start == begin)
            )
    return [each for each in found if each.showing.id not in hidden]


def showing_of(row: Sequence[Any], stop: int | None) -> Showing:
    return Showing(
        id=row[0], channel=row[1], programme=row[2], guide=row[3], start=_moment(row[4]),
        stop=None if stop is None else _moment(stop), stop_known=row[5] is not None, day=row[6], title=row[7],
        sub_title=row[8], description=row[9], group=row[10], flags=Flag(row[11]), season=row[12], episode=row[13],
        year=row[14], work=row[15], work_score=row[16],
    )  # fmt: skip


def _placed_station(row: Sequence[Any]) -> Station:
    """Of the values of `STATION` and the number that a line-up gives the channel."""
    pk, slug, name, own, *rest, given = row
    return Station(pk, slug, name, given or ("" if own is None else str(own)), *rest)


def _station(channel: Channel, number: str = "") -> Station:
    own = "" if channel.number is None else str(channel.number)
    return Station(
        channel.pk, channel.slug, channel.name, number or own, channel.logo, channel.country, channel.zone,
        channel.day_starts, channel.kind,
    )  # fmt: skip


def seconds(moment: dt.datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
