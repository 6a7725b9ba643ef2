"""One topic through time: what stood after each day of publication, and each change with what caused it.

The changes are a function of the claims and decisions alone, so a rebuild makes the same ones, with the same ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from airdate.facts.contest import AGAINST, Entry, Outcome, Standing, judge, judge_pin, stand
from airdate.facts.lines import Free, arrange, leaves_open
from airdate.facts.policy import (
    CONTESTED,
    DENIED,
    SETTLED,
    STATUSES,
    WITHDRAWN,
    Moment,
    Pin,
    Said,
    Step,
    Value,
    Verdict,
    day_of,
)
from airdate.facts.slots import Shape
from airdate.facts.values import COARSER, DIFFERS, FINER, MIXED, OVERLAPS, SAME, compare


@dataclass(slots=True)
class Heard:
    """A claim on a topic before the moment is known: its entry, its line, and what may take it out or let it in."""

    said: Said
    free: Free
    entry: Entry
    unsure: bool
    verdicts: tuple[Verdict, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether nothing takes it out or lets it in: it counts from its day on."""
        return not self.unsure and not self.verdicts and self.said.retired is None


@dataclass(slots=True)
class Topic:
    """All claims and pins on one topic. ``pins`` are by their line; ``within`` and ``voices_in_conflict`` are the
    policy's.
    """

    shape: Shape
    heard: Sequence[Heard]
    pins: Sequence[tuple[Free, Pin]]
    recurs: bool
    within: Mapping[str, str]
    voices_in_conflict: int


@dataclass(slots=True)
class Line:
    """A fact's claims at a moment and what stands; ``pin`` is the pin that holds, if one does."""

    entries: Sequence[Entry]
    standing: Standing
    pin: Entry | None = None
    _outcome: Outcome | None = field(default=None, repr=False)

    def outcome(self, voices_in_conflict: int) -> Outcome:
        """How its claims stand to what stands; worked out when it is asked for the first time."""
        if self._outcome is None:
            if self.pin is not None:
                self._outcome = judge_pin(self.pin, self.entries, voices_in_conflict)
            else:
                self._outcome = judge(self.standing, voices_in_conflict)
        return self._outcome

    def is_contested(self, voices_in_conflict: int) -> bool:
        """Whether sources differ. Where all say the same they do not, and nothing is to be worked out."""
        value, status = self.standing.value, self.standing.status
        if all(entry.value == value and entry.status == status for entry in self.entries):
            return False
        return self.outcome(voices_in_conflict).conflict


def at_moment(topic: Topic, moment: Moment) -> tuple[dict[Free, Line], dict[Free, tuple[Free, ...]]]:
    """The lines of a topic as they stand at a moment, and where claims that left their place open have gone."""
    entries = [(heard.free, entry) for heard in topic.heard if (entry := entry_at(heard, moment)) is not None]
    made = [(free, pin) for free, pin in topic.pins if moment.has_come(day_of(pin.made), pin.made)]
    if not made and len({free for free, _ in entries}) < 2:  # one line at most, so that there is nothing to arrange
        said = [entry for _, entry in entries]
        return {free: _line(said, topic) for free, _ in entries[:1]}, {}
    pins = [(free, pin) for free, pin in made if moment.in_force(pin.made, pin.undone)]
    # A fact that an editor alone has stated keeps its place, and its address, when that is undone.
    undone = {free: replace(_pinned(pin), out="undone") for free, pin in made}
    main, recurs = topic.shape.main, topic.recurs
    pinned = {free: _pinned(pin) for free, pin in sorted(pins, key=lambda item: (item[1].made, item[1].decision))}

    def value_of(free: Free, said: Sequence[Entry]) -> Value | None:
        if free in pinned:
            return pinned[free].value
        return stand(said, main, recurs=recurs).value if said else None

    within = topic.within
    arranged, joined = arrange(entries, undone, pinned, value_of, within)
    lines = {}
    for free, claims in arranged.items():
        pin = pinned.get(free)
        if pin is None and any(not entry.out for entry in claims):
            pin = next((pinned[p] for p in pinned if p in joined and leaves_open(p, free, within)), None)
        if pin is not None:
            lines[free] = Line(claims, Standing(((pin, pin.value),), pin.status), pin)
        elif not claims:
            lines[free] = Line(claims, Standing(((undone[free], {}),), WITHDRAWN))
        else:
            lines[free] = _line(claims, topic)
    return lines, joined


def _line(entries: Sequence[Entry], topic: Topic) -> Line:
    return Line(entries, stand(entries, topic.shape.main, recurs=topic.recurs))


def entry_at(heard: Heard, moment: Moment) -> Entry | None:
    """The entry as it counts at a moment, marked if it is out; None if it has not been said or is not believed yet."""
    said = heard.said
    if not moment.has_come(said.published, said.learnt):
        return None
    if heard.plain:
        return heard.entry
    was_ruled = any(moment.has_come(day_of(verdict.made), verdict.made) for verdict in heard.verdicts)
    if heard.unsure and not was_ruled:
        return None
    ruling = [verdict for verdict in heard.verdicts if moment.in_force(verdict.made, verdict.undone)]
    accepted = bool(ruling) and max(ruling, key=lambda v: (v.made, v.decision)).accepted
    if ruling and not accepted:
        return replace(heard.entry, out="rejected")
    if said.retired is not None and moment.has_come(day_of(said.retired), said.retired):
        return replace(heard.entry, out="retired")
    if accepted or not heard.unsure:
        return heard.entry
    # One that was accepted and is so no more keeps its place in the fact that it made.
    return replace(heard.entry, out="unsure")


def _pinned(pin: Pin) -> Entry:
    return Entry(
        claim=pin.decision, voice=pin.decision, source=pin.decision, rank=-1, sure=0, status=pin.status,
        day=day_of(pin.made), instant=pin.made, learnt=pin.made, value=pin.value, was=None, confidence=1.0,
    )  # fmt: skip


def replay(
    topic: Topic, at: Moment
) -> tuple[dict[Free, Line], dict[Free, tuple[Free, ...]], Mapping[Free, Sequence[Step]]]:
    """As `at_moment`, and the changes of each line up to then, oldest first.

    A line whose place is told after its day ("3 August", later "on Netflix") takes over the changes from before.
    """
    plain = _only_claims(topic, at)
    if plain is not None:
        return _replay_claims(topic, plain, at)
    steps: dict[Free, list[Step]] = defaultdict(list)
    before: dict[Free, Line] = {}
    ever: dict[Free, Line] = {}
    now: dict[Free, Line] = {}
    joined: dict[Free, tuple[Free, ...]] = {}
    for day in _days(topic, at):
        now, joined = at_moment(topic, Moment(at.today, day, at.known_at))
        for free, line in now.items():
            earlier = before.get(free)
            if earlier is None:
                parents = [place for place in before if place not in now and leaves_open(place, free, topic.within)]
                if parents:
                    parent = min(parents, key=repr)
                    earlier = before[parent]
                    steps[free] = [*steps[parent]]
                else:
                    earlier = ever.get(free)
            steps[free] += _steps(day, earlier, line, topic, at)
        ever |= now
        before = {place: line for place, line in {**before, **now}.items() if place not in joined}
    return now, joined, steps


def _only_claims(topic: Topic, at: Moment) -> dict[date, list[Entry]] | None:
    """The claims by day, where nothing but plain claims of one line bears on the topic; else None."""
    if topic.recurs or topic.pins:
        return None
    place = topic.heard[0].free
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for heard in topic.heard:
        if not heard.plain or heard.free != place:
            return None
        if at.has_come(heard.said.published, heard.said.learnt):
            by_day[heard.said.published].append(heard.entry)
    return by_day


def _replay_claims(
    topic: Topic, by_day: Mapping[date, Sequence[Entry]], at: Moment
) -> tuple[dict[Free, Line], dict[Free, tuple[Free, ...]], Mapping[Free, Sequence[Step]]]:
    """`replay` of a topic of one line with nothing but claims, given by day.

    A day on which everybody repeats what stands is passed over: a service's price, said a thousand times.
    """
    said: list[Entry] = []
    steps: list[Step] = []
    line: Line | None = None
    days = sorted(by_day)
    for day in days:
        said += by_day[day]
        if (
            line is not None
            and day != days[-1]
            and not line.is_contested(topic.voices_in_conflict)
            and all(_changes_nothing(entry, line.standing) for entry in by_day[day])
        ):
            continue
        now = _line(tuple(said), topic)
        steps += _steps(day, line, now, topic, at)
        line = now
    place = topic.heard[0].free
    return ({} if line is None else {place: line}), {}, {place: steps}


def _days(topic: Topic, at: Moment) -> list[date]:
    """The days on which something was published, replaced or decided, up to the moment."""
    days = set()
    for heard in topic.heard:
        said = heard.said
        days.add(said.published)
        if said.retired is not None:
            days.add(day_of(said.retired))
        for verdict in heard.verdicts:
            days.update(_decided(verdict))
    for _, pin in topic.pins:
        days.update(_decided(pin))
    return sorted(day for day in days if at.as_of is None or day <= at.as_of)


def _decided(decision: Pin | Verdict) -> Iterable[date]:
    return {day_of(instant) for instant in (decision.made, decision.undone) if instant is not None}


def _changes_nothing(entry: Entry, standing: Standing) -> bool:
    """Whether a later claim repeats what stands with no more weight than the claim that it rests on."""
    return (
        entry.status == standing.status
        and entry.status != DENIED
        and entry.was is None
        and entry.rank >= standing.decider.rank
        and entry.value == standing.value
    )


def _steps(day: date, earlier: Line | None, now: Line, topic: Topic, at: Moment) -> Iterable[Step]:
    """The changes from one day to another that a reader would be told of: of the value, then of who differs on it."""
    step = _step(day, earlier, now, topic, at)
    if step is not None:
        yield step
    voices = topic.voices_in_conflict
    was, contested = earlier is not None and earlier.is_contested(voices), now.is_contested(voices)
    if contested and not was:
        cause, learnt = _dissent(day, earlier, now, topic, at)
        yield _dispute(CONTESTED, day, cause, learnt, now)
    elif was and not contested and step is None:  # a change of the value says it all
        yield _dispute(SETTLED, day, *_cause(day, earlier, now, topic, at), now)


def _dispute(kind: str, day: date, cause: str, learnt: Any, line: Line) -> Step:
    standing = line.standing
    return Step(kind, day, learnt, cause, standing.value, standing.status, standing.value, standing.status)


def _dissent(day: date, earlier: Line | None, now: Line, topic: Topic, at: Moment) -> tuple[str, Any]:
    """The claim of the day by which sources differ; else what else has happened on it."""
    against = {s.claim for s in now.outcome(topic.voices_in_conflict).supports if s.stance == AGAINST}
    fresh = [entry for entry in now.entries if entry.day == day and entry.claim in against]
    if not fresh:
        return _cause(day, earlier, now, topic, at)
    cause = min(fresh, key=lambda entry: entry.order)
    return cause.claim, cause.learnt


def _step(day: date, earlier: Line | None, now: Line, topic: Topic, at: Moment) -> Step | None:
    """The change of the value, or of how sure it is."""
    new = now.standing
    old = earlier.standing if earlier is not None else None
    if old is not None and old.status == new.status and old.value == new.value:
        return None
    kind = "first" if old is None else _kind(day, old, new, earlier, now, topic)
    if kind is None or (old is None and new.status == WITHDRAWN):
        return None
    cause, learnt = _cause(day, earlier, now, topic, at)
    return Step(
        kind, day, learnt, cause,
        None if old is None else old.value, "" if old is None else old.status, new.value, new.status,
    )  # fmt: skip


def _kind(day: date, old: Standing, new: Standing, earlier: Line | None, now: Line, topic: Topic) -> str | None:
    if _decided_on(day, earlier, now, topic):
        return "corrected"
    if new.status == DENIED:
        return "denied"
    if new.status == WITHDRAWN:
        return "withdrawn"
    if old.status in (DENIED, WITHDRAWN):
        return "confirmed" if new.status == "confirmed" else "moved"
    how = compare(new.value, old.value)
    if how in (DIFFERS, OVERLAPS):
        if topic.recurs and any(entry is old.decider for entry in new.passed):
            return "first"  # the earlier release has happened; this is the next one
        return "moved"
    if how in (FINER, MIXED):
        return "refined"
    if how == COARSER:
        return "moved" if new.decider.was is not None else "withdrawn"
    assert how == SAME
    firmer = STATUSES.index(new.status) < STATUSES.index(old.status)
    return "confirmed" if firmer and new.status == "confirmed" else None


def _decided_on(day: date, earlier: Line | None, now: Line, topic: Topic) -> bool:
    """Whether an editor's decision or a corrected version of an article made the change."""
    if now.pin is not None or (earlier is not None and earlier.pin is not None):
        return True
    was_out = {entry.claim for entry in earlier.entries if entry.out} if earlier is not None else set()
    is_out = {entry.claim for entry in now.entries if entry.out}
    return was_out != is_out


def _cause(day: date, earlier: Line | None, now: Line, topic: Topic, at: Moment) -> tuple[str, Any]:
    """What brought a change about, and when this site learnt of it: what decides now if it is of that day, else what
    was decided on the day, or the later version that took a claim out, else the weightiest claim of the day.
    """
    decider = now.standing.decider
    if decider.day == day and not decider.out:
        return decider.claim, decider.learnt
    ours = {entry.claim for entry in now.entries}
    ruled = _ruled_on(day, [heard for heard in topic.heard if heard.said.claim in ours], topic.pins, at)
    fresh = [entry for entry in now.entries if entry.day == day and not entry.out]
    if fresh and not (ruled and _decided_on(day, earlier, now, topic)):
        cause = min(fresh, key=lambda entry: entry.order)
        return cause.claim, cause.learnt
    # What happened to a claim on another line may have brought claims here.
    happened = ruled or _ruled_on(day, topic.heard, (), at)
    instant, cause_id = max(happened, default=(decider.learnt, decider.claim))
    return cause_id, instant


def _ruled_on(
    day: date, claims: Iterable[Heard], pins: Iterable[tuple[Free, Pin]], at: Moment
) -> list[tuple[datetime, str]]:
    """What was decided on a day about claims and pins, and which claims a later version of their article took out."""
    decisions: list[Pin | Verdict] = [pin for _, pin in pins]
    found: list[tuple[datetime | None, str]] = []
    for heard in claims:
        decisions += heard.verdicts
        found.append((heard.said.retired, heard.said.claim))
    for decision in decisions:
        found += [(instant, decision.decision) for instant in (decision.made, decision.undone)]
    return [
        (instant, key)
        for instant, key in found
        if instant is not None and day_of(instant) == day and at.has_come(day, instant)
    ]
