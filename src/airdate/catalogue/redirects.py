"""What decisions on who is who lead to: redirects, what unclear names mean, what is shown; and whether it is so.

All of it follows from the decisions in force, so that a rebuild makes it again and `airdate check` can compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from airdate.catalogue.asked import leading
from airdate.catalogue.models import ENTRY_MODELS, Entry, How, Identity, IdentityDecision, NameUse, Origin, Role
from airdate.catalogue.queries.resolutions import merged


def in_force() -> Any:
    """The decisions that have not been undone."""
    return IdentityDecision.objects.filter(undone_at=None)


def latest_by_use() -> dict[tuple[str, str, str], IdentityDecision]:
    """The last decision in force on each use."""
    found = {}
    for decision in in_force().exclude(action=Identity.MERGE).order_by("made_at", "key"):
        for key, role, name in decision.uses:
            found[key, role, name] = decision
    return found


def apply_merges(role: str) -> set[int]:
    """Make the redirects of a role those that the decisions in force say, each straight to the end.

    Gives the documents (keys of rows) whose unclear names mean something else for it. Redirects of which no decision
    speaks stay.
    """
    decisions = IdentityDecision.objects.filter(role=role, action=Identity.MERGE)
    onward = dict(decisions.filter(undone_at=None).values_list("entry", "target"))
    spoken = set(decisions.values_list("entry", flat=True))
    slugs = {*spoken, *onward.values()}
    rows = {entry.slug: entry for entry in entries_by_slug(role, slugs)}
    for slug in sorted(spoken & rows.keys()):
        end = slug
        while end in onward:  # no ring: what would close one is refused
            end = onward[end]
        aim = rows[end].pk if end != slug and end in rows else None
        if rows[slug].merged_into_id != aim:
            ENTRY_MODELS[role]._default_manager.filter(pk=rows[slug].pk).update(merged_into=aim)
    return _weigh_between(role)


def _weigh_between(role: str) -> set[int]:
    """Names of which several entries were as likely mean what these were merged into, or wait again."""
    unclear = NameUse.objects.filter(Q(role=role) | Q(role=Role.PERSON), between__isnull=False)
    uses = list(unclear.select_related("document").defer("document__text", "document__signature"))
    if not uses:
        return set()
    slugs = {slug for use in uses for slug in use.between or ()}
    rows = {entry.slug: entry for entry in entries_by_slug(role, slugs)}
    steps = merged(role)
    slug_of = {entry.pk: entry.slug for entry in _entries_by_key(role, steps.values())}
    ends = {slug: slug_of[steps[entry.pk]] for slug, entry in rows.items() if entry.pk in steps}
    touched = set()
    for use in uses:
        if not use.between or not use.between.keys() <= rows.keys():
            continue  # between entries of another role
        clear = leading(use.between, ends)
        target = None if clear is None else next(pk for pk, slug in slug_of.items() if slug == clear)
        how = How.AMBIGUOUS if clear is None else How.MERGED
        prefix = "found_" if use.decided_at is not None else ""
        if getattr(use, f"{prefix}how") not in (How.AMBIGUOUS, How.MERGED):
            continue
        fields: dict[str, Any] = {f"{prefix}{role}_id": target, f"{prefix}how": how}
        if all(getattr(use, field) == value for field, value in fields.items()):
            continue
        for field, value in fields.items():
            setattr(use, field, value)
        use.save(update_fields=[field.removesuffix("_id") for field in fields])
        if not prefix:
            touched.add(use.document_id)
    return touched


def wake_decided() -> None:
    """At the end of a rebuild: what decisions in force lead to is shown, even if nothing founds it any more."""
    for role, model in ENTRY_MODELS.items():
        rows = model._default_manager
        meant = NameUse.objects.filter(decided_at__isnull=False, **{f"{role}__isnull": False})
        led_to = {row.merged_into_id for row in rows.filter(Q(merged_into__isnull=False, dormant=False))}
        awake = set(meant.values_list(f"{role}_id", flat=True)) | (led_to - {None})
        rows.filter(Q(pk__in=sorted(awake), dormant=True, origin=Origin.READING)).update(dormant=False)


def disagreements() -> Iterator[str]:
    """Where what is kept is not what the decisions in force say; for `airdate check`."""
    for role in ENTRY_MODELS:
        merges = in_force().filter(role=role, action=Identity.MERGE)
        onward = dict(merges.values_list("entry", "target"))
        rows = {entry.slug: entry for entry in entries_by_slug(role, {*onward, *onward.values()})}
        for slug in sorted(onward):
            end = slug
            seen = {slug}
            while end in onward and onward[end] not in seen:
                end = onward[end]
                seen.add(end)
            kept, aim = rows.get(slug), rows.get(end)
            if kept is None or aim is None or kept.merged_into_id != aim.pk:
                yield f"{role}:{slug} should lead to {role}:{end}, as editors decided; run airdate rebuild"
    for (key, role, name), decision in sorted(latest_by_use().items()):
        use = NameUse.objects.filter(document__key=key, role=role, name=name).first()
        if use is None:
            continue  # the document does not use the name any more
        means = getattr(use, decision.role)
        if (means.slug if means is not None else "") != decision.target or not use.decided:
            yield f"document {key}: {name!r} should mean {decision.target or 'nobody'}; decision {decision.key} says so"


def entries_by_slug(role: str, slugs: Iterable[str]) -> list[Entry]:
    wanted = sorted(set(slugs))
    rows = ENTRY_MODELS[role]._default_manager
    return [e for start in range(0, len(wanted), 500) for e in rows.filter(Q(slug__in=wanted[start : start + 500]))]


def _entries_by_key(role: str, pks: Iterable[int]) -> list[Entry]:
    wanted = sorted(set(pks))
    rows = ENTRY_MODELS[role]._default_manager
    return [e for start in range(0, len(wanted), 500) for e in rows.filter(Q(pk__in=wanted[start : start + 500]))]
