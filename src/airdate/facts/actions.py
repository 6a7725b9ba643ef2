"""Writes: facts follow from claims and decisions; editors decide. Each write is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from airdate.catalogue.models import NameUse
from airdate.catalogue.queries import Target, broadcasters, merged
from airdate.claims.plain import subjects_of
from airdate.facts import bulk
from airdate.facts.models import Action, Change, Decision, Fact, Support
from airdate.facts.naming import merged_keys, value_after
from airdate.facts.policy import Moment, Pin, Policy, Verdict
from airdate.facts.rows import Written, rows_of, store
from airdate.facts.saying import MODELS, Keys, said_about
from airdate.facts.signals import told_of_all
from airdate.facts.slots import slot_after
from airdate.facts.weigh import weigh

BATCH = 500  # subjects weighed together: few queries, and not more than a processor's caches hold


def weigh_titles(ids: Collection[int] | None = None, *, now: datetime) -> Written:
    """Weigh the facts of titles anew, of all if no ids are given; only differences are written."""
    return weigh_subjects(_targets("title", ids), now=now)


def weigh_services(ids: Collection[int] | None = None, *, now: datetime) -> Written:
    """Weigh the facts of services anew: prices and carriage."""
    return weigh_subjects(_targets("service", ids), now=now)


def weigh_people(ids: Collection[int] | None = None, *, now: datetime) -> Written:
    """Weigh the facts of people anew: what they said of no title."""
    return weigh_subjects(_targets("person", ids), now=now)


def weigh_all(*, now: datetime) -> Written:
    """Weigh everything anew, in one transaction."""
    with transaction.atomic(), told_of_all():
        return weigh_subjects([target for kind in MODELS for target in _targets(kind, None)], now=now)


def weigh_subjects(targets: Iterable[Target], *, now: datetime) -> Written:
    """Weigh the facts about these titles, services and people anew, in one transaction.

    ``now`` is aware. What is written does not depend on it, only what a rule may take for past does.
    """
    added = changed = removed = 0
    new: list[str] = []
    batches = list(_batches(targets))
    with transaction.atomic(), _for_many(len(batches) > 1) as is_first:
        decided = list(_decisions()) if len(batches) > 1 else None
        for batch in batches:
            written = _weigh(batch, decisions_on(batch) if decided is None else decided, now, is_first=is_first)
            added, changed, removed = added + written.added, changed + written.changed, removed + written.removed
            new += written.changes
    return Written(added, changed, removed, tuple(new))


def _weigh(batch: Collection[Target], decisions: Iterable[Decision], now: datetime, *, is_first: bool) -> Written:
    """Weigh the facts about some subjects. Decisions on others are passed over. ``is_first``: none are kept of them."""
    keys = Keys()
    said = said_about(batch, keys)
    ours = {keys.of(target) for target in batch}
    policy = policy_of(decisions, keys)
    policy = replace(policy, pins=tuple(pin for pin in policy.pins if pin.subject in ours))
    weighed = weigh(said, policy, Moment(today=now.date()))
    return store(rows_of(weighed, keys.targets()), () if is_first else batch)


def decisions_on(targets: Collection[Target]) -> list[Decision]:
    """What editors decided on facts about these, and on claims that name them."""
    if not Decision.objects.exists():
        return []
    about, named = Q(pk__in=[]), Q(pk__in=[])
    for kind in MODELS:
        ids = [target.id for target in targets if target.kind == kind]
        if ids:
            about |= Q(**{f"{kind}__in": ids}) | Q(**{f"{kind}__merged_into__in": ids})
            uses = NameUse.objects.filter(Q(**{f"{kind}__in": ids}) | Q(**{f"{kind}__merged_into__in": ids}))
            named |= Q(claim__document__in=uses.values("document"))
    return list(_decisions().filter(about | named))


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("title", "person", "service").order_by("made_at", "key")


@contextmanager
def _for_many(many: bool) -> Iterator[bool]:
    """What is written of many would go into all indexes row by row. Gives whether no fact was there before."""
    if not many:
        yield False
        return
    with bulk.by_the_million(), bulk.indexed_last((Fact, Support, Change)) as is_empty:
        yield is_empty


def policy_of(decisions: Iterable[Decision], keys: Keys) -> Policy:
    """The policy with these decisions in it, and with what the catalogue knows of broadcasters.

    A pin on a slot that names an entry merged since is one on what it became.
    """
    pins, verdicts = [], []
    became: dict[str, str] | None = None
    for decision in decisions:
        if decision.claim_id is not None:
            accepted = decision.action == Action.ACCEPT
            verdicts.append(Verdict(decision.key, decision.claim_id, accepted, decision.made_at, decision.undone_at))
            continue
        subject = _subject_key(decision, keys)
        if subject is not None:
            became = merged_keys() if became is None else became
            slot = slot_after(decision.slot, became)
            value = value_after(decision.value, became)
            pins.append(Pin(decision.key, subject, slot, value, decision.status, decision.made_at, decision.undone_at))
    within = {f"service:{channel}": f"service:{owner}" for channel, owner in broadcasters().items()}
    return Policy(pins=tuple(pins), verdicts=tuple(verdicts), within=within)


def _subject_key(decision: Decision, keys: Keys) -> str | None:
    """The key of what a decision is about; of the entry that it was merged into, if it was."""
    for kind in MODELS:
        entry = getattr(decision, kind)
        if entry is not None:
            target = Target(kind, entry.merged_into_id or entry.pk)
            keys.fetch([target])
            return keys.of(target)
    return None


def _targets(kind: str, ids: Collection[int] | None) -> list[Target]:
    """The entries given, or all that something is said about, that have facts, or that an editor decided on."""
    if ids is not None:
        return [Target(kind, pk) for pk in sorted(set(ids))]
    found = subjects_of(kind)
    for model in (Fact, Decision):
        rows = model._default_manager.filter(**{f"{kind}__isnull": False}).order_by()
        found.update(rows.values_list(kind, flat=True).distinct())
    ends = merged(kind)
    found.update(ends[pk] for pk in list(found) if pk in ends)
    return [Target(kind, pk) for pk in sorted(found)]


def _batches(targets: Iterable[Target]) -> Iterator[list[Target]]:
    ordered = sorted(set(targets))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
