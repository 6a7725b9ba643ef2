"""The end of an import: what went is paired with what came, and the changes of the schedule are kept.

Only the time that both editions cover counts. What stood before the new one begins is over and stays for two weeks;
what the old one had behind the new one's end is removed, and what the new one has behind the old one's end is new:
neither is a change.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max, Min
from django.db.models.functions import Coalesce

from airdate.catalogue.names import fold_name
from airdate.listings import store
from airdate.listings.changes import ADDED, CORRECTED, DROPPED, REPLACED, RETIMED, Changed, Slot, compare
from airdate.listings.hashes import Known
from airdate.listings.models import Broadcast, Channel, Guide, ScheduleChange
from airdate.listings.placeholders import is_placeholder
from airdate.listings.results import Counts

PAST_DAYS = 14  # how long what is over is kept, counted back from where the latest edition begins
SLOT_FIELDS = ("pk", "programme_id", "start", "stop", "title", "sub_title", "description", "season", "episode")
STAYS = (CORRECTED, RETIMED, "moved")  # the row, and its address, goes on


@dataclass(frozen=True, slots=True)
class Editions:
    """A guide before and after. Rows with keys above ``highest`` came; of ``known`` those that were not met went.

    ``spans``: channel -> first start and last end of the new edition.
    """

    guide: Guide
    highest: int
    known: Known
    spans: dict[int, list[int]]


@dataclass(slots=True)
class _Verdict:
    """What is to be done on one channel."""

    changes: list[Changed]
    removed: list[int]
    passed: int


def settle(editions: Editions, counts: Counts, now: dt.datetime) -> list[int]:
    """Bring the guide to its new edition. Gives the keys of rows that were there and hold something else now."""
    guide, highest = editions.guide, editions.highest
    begins = min(first for first, _ in editions.spans.values())
    gone = _by_channel(store.rows_of(list(editions.known.gone()), ("channel_id", "pk")))
    fresh = Broadcast.objects.filter(guide=guide, pk__gt=highest).order_by().values_list("channel_id", "pk")
    come = _by_channel(fresh.iterator(chunk_size=store.PORTION))
    extents = _extents(guide, highest) if gone or come else {}
    told: Counter[str] = Counter()
    rewritten: list[int] = []
    channels = sorted(gone.keys() | come.keys())
    names = {pk: fold_name(name) for pk, name in Channel.objects.filter(pk__in=channels).values_list("pk", "name")}
    for channel in channels:
        verdict = _judge(
            _slots(gone.get(channel, ()), names[channel]), _slots(come.get(channel, ()), names[channel]),
            span=editions.spans.get(channel), extent=extents.get(channel), begins=begins,
        )  # fmt: skip
        rewritten += _write(guide, channel, verdict, counts, told, now)
    _forget(guide, begins)
    counts.schedule = dict(sorted(told.items()))
    return rewritten


def _judge(
    before: Sequence[Slot],
    after: Sequence[Slot],
    *,
    span: list[int] | None,
    extent: tuple[int, int] | None,
    begins: int,
) -> _Verdict:
    """What became of a channel. ``span`` and ``extent``: what the new and the old edition cover of it, None if nothing.

    Of a channel that the file no longer has everything from ``begins`` on is removed: it is the channel that went.
    """
    first, last = span or (begins, begins)
    old_first, old_last = extent or (0, 0)
    over = [slot for slot in before if slot.start < first]
    covered = [slot for slot in before if first <= slot.start < last]
    beyond = [slot.key for slot in before if slot.start >= max(first, last)]
    inside = [slot for slot in after if slot.start < old_last and slot.end > old_first]
    # What was on when the edition begins may stand in it with another end, or with its beginning cut off.
    edge = [
        change for change in compare([slot for slot in over if slot.end > first], inside)
        if change.kind in (CORRECTED, RETIMED)
    ]  # fmt: skip
    used = {change.after.key for change in edge if change.after}
    cut = [replace(each, told=each.told and not _same_end(each)) for each in edge]
    changes = cut + compare(covered, [slot for slot in inside if slot.key not in used])
    return _Verdict(changes, beyond, len(over) - len(edge))


def _same_end(change: Changed) -> bool:
    return bool(change.before and change.after and change.before.stop == change.after.stop)


def _write(
    guide: Guide, channel: int, verdict: _Verdict, counts: Counts, told: Counter[str], now: dt.datetime
) -> list[int]:
    """Bring a channel's rows to the verdict and keep its changes. Gives the keys of rows that hold something else."""
    pairs = [(c.before.key, c.after.key) for c in verdict.changes if c.kind in STAYS and c.before and c.after]
    removed = [c.before.key for c in verdict.changes if c.kind in (DROPPED, REPLACED) and c.before] + verdict.removed
    news = [change for change in verdict.changes if change.told]
    store.become(pairs)
    store.delete_broadcasts(removed)
    ScheduleChange.objects.bulk_create((_row(guide, channel, change, now) for change in news), batch_size=500)
    counts.added -= len(pairs)
    counts.changed += len(pairs)
    counts.removed += len(removed)
    counts.passed += verdict.passed
    told.update(change.kind for change in news)
    return [old for old, _ in pairs]


def _row(guide: Guide, channel: int, change: Changed, now: dt.datetime) -> ScheduleChange:
    before, after = change.before, change.after
    main = before or after
    assert main is not None
    broadcast = (
        None if change.kind == DROPPED else after.key if change.kind in (REPLACED, ADDED) and after else main.key
    )
    return ScheduleChange(
        guide=guide, channel_id=channel, programme_id=main.programme, broadcast_id=broadcast, kind=change.kind,
        known_at=now, start=min(slot.start for slot in (before, after) if slot),
        before={**before.record(), "id": before.key} if before else None, after=after.record() if after else None,
    )  # fmt: skip


def _forget(guide: Guide, begins: int) -> None:
    """Remove what has been over for `PAST_DAYS`."""
    over = Broadcast.objects.filter(guide=guide, start__lt=begins - PAST_DAYS * 86_400)
    store.delete_broadcasts(list(over.order_by().values_list("pk", flat=True)))


def _extents(guide: Guide, highest: int) -> dict[int, tuple[int, int]]:
    """Channel -> first start and last end of what the guide had before."""
    had = Broadcast.objects.filter(guide=guide, pk__lte=highest).order_by().values("channel")
    found = had.annotate(first=Min("start"), last=Max(Coalesce("stop", "start")))
    return {row["channel"]: (row["first"], row["last"]) for row in found}


def _by_channel(rows: Iterable[tuple[int, int]]) -> dict[int, array[int]]:
    found: dict[int, array[int]] = {}
    for channel, key in rows:
        found.setdefault(channel, array("q")).append(key)
    return found


def _slots(keys: Iterable[int], channel: str) -> list[Slot]:
    """The broadcasts of these keys; ``channel`` is the folded name of theirs."""
    return [
        replace(Slot(*row), placeholder=is_placeholder(row[4], channel))
        for row in store.rows_of(list(keys), SLOT_FIELDS)
    ]
