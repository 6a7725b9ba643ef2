"""What editors decide about who is who: merge, split, settle, undo. Each writes its audit row with what follows.

Claims stay as they are. A merge makes one entry a redirect to another; a split, and settling a name that waits, say
what chosen documents mean by a name. All of it is undone by making what would be without the decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from airdate.catalogue.known import free_slug
from airdate.catalogue.models import (
    ENTRY_MODELS,
    Entry,
    How,
    Identity,
    IdentityDecision,
    NameUse,
    Origin,
    Role,
)
from airdate.catalogue.names import LONGEST, fold_name
from airdate.catalogue.queries.resolutions import Target, documents_naming, merged, targets_of
from airdate.catalogue.redirects import apply_merges, entries_by_slug, in_force, latest_by_use
from airdate.catalogue.resolver import keep_found
from airdate.sources.models import Document

ENTRY_ROLES = tuple(str(role) for role in ENTRY_MODELS)


class IdentityError(ValueError):
    """It cannot be decided so. The message is one line that says why, and the way out."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be made. ``year`` is a title's, ``country`` (ISO 3166) a title's or a service's."""

    name: str
    year: int | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what it touches: ``touched`` is to be weighed anew, ``again`` are the documents (keys of rows)
    whose names are to be resolved anew before that."""

    decision: IdentityDecision
    touched: frozenset[Target]
    again: tuple[int, ...] = ()


@transaction.atomic
def merge_entries(entry: Entry, into: Entry, *, author: str, reason: str, now: datetime) -> Decided:
    """Make ``entry`` a redirect to ``into``, of the same role. Raises `IdentityError`."""
    _check_words(author, reason)
    role = role_of(entry)
    if role != role_of(into):
        raise IdentityError(f"{entry.slug} is a {role} and {into.slug} is a {role_of(into)}; merge two of one sort")
    for each in (entry, into):
        _check_shown(role, each)
    if entry.merged_into_id is not None:
        raise IdentityError(f"{role}:{entry.slug} was merged into another already; undo that first")
    if entry.pk == merged(role).get(into.pk, into.pk):
        raise IdentityError(f"{role}:{into.slug} is {role}:{entry.slug} already; an entry cannot be merged into itself")
    documents = documents_naming(role, [entry.pk, into.pk])
    decision = _keep(Identity.MERGE, role, entry.slug, into.slug, False, [], author, reason, now)
    documents |= apply_merges(role)
    return Decided(decision, _touched(role, [entry.pk, into.pk], documents))


@transaction.atomic
def split_entry(
    entry: Entry, documents: Collection[str], into: Entry | NewEntry, *, author: str, reason: str, now: datetime
) -> Decided:
    """Let the documents (keys) mean ``into`` where they mean ``entry`` now. Raises `IdentityError`."""
    _check_words(author, reason)
    role = role_of(entry)
    _check_shown(role, entry)
    if not documents:
        raise IdentityError("a split needs the documents that mean the other one; name at least one")
    ends = merged(role)
    here = {entry.pk, *(pk for pk, end in ends.items() if end == entry.pk)}
    if entry.pk in ends:
        raise IdentityError(f"{role}:{entry.slug} was merged into another; split that one, or undo the merge")
    chosen = []
    for key in sorted(set(documents)):
        meaning = NameUse.objects.filter(Q(**{f"{role}__in": here}), document__key=key).select_related("document")
        uses = list(meaning)
        if not uses:
            known = Document.objects.filter(key=key).exists()
            why = f"does not name {role}:{entry.slug}" if known else "is not here"
            raise IdentityError(f"document {key} {why}; give the keys of documents that mean it")
        chosen += uses
    return _mean(Identity.SPLIT, entry, chosen, role, into, author, reason, now)


@transaction.atomic
def settle_names(
    uses: Sequence[NameUse], target: Entry | NewEntry | None, *, author: str, reason: str, now: datetime
) -> Decided:
    """Say what names mean; None says that they are no title, person or service of ours. Raises `IdentityError`.

    The uses are of one role. A person's name may be settled as a service: spokespeople speak under its name.
    """
    _check_words(author, reason)
    (role,) = {use.role for use in uses}
    aim = role
    if isinstance(target, Entry):
        aim = role_of(target)
        if aim not in (role, Role.SERVICE if role == Role.PERSON else role):
            raise IdentityError(f"{uses[0].name!r} is used as a {role}, and {target.name!r} is a {aim}")
    return _mean(Identity.SETTLE, None, uses, aim, target, author, reason, now)


@transaction.atomic
def undo_identity(decision: IdentityDecision, *, author: str, reason: str, now: datetime) -> Decided:
    """Take a decision back; it stays on record. Raises `IdentityError`.

    One that made an entry on which a later decision rests is taken back after that one.
    """
    _check_words(author, reason)
    kept = IdentityDecision.objects.select_for_update().get(pk=decision.pk)
    if kept.undone_at is not None:
        raise IdentityError(f"decision {kept.key} was undone by {kept.undone_by} already")
    if now < kept.made_at:
        raise IdentityError(f"{now.isoformat()} is before the decision was made ({kept.made_at.isoformat()})")
    if kept.makes:
        rests = in_force().filter(Q(entry=kept.target) | Q(target=kept.target), role=kept.role).exclude(pk=kept.pk)
        later = rests.order_by("-made_at").first()
        if later is not None:
            raise IdentityError(f"decision {later.key} rests on {kept.role}:{kept.target}; undo that one first")
    kept.undone_at, kept.undone_by, kept.undone_because = now, author, reason
    kept.save(update_fields=["undone_at", "undone_by", "undone_because"])
    entries = {e.slug: e for e in entries_by_slug(kept.role, [slug for slug in (kept.entry, kept.target) if slug])}
    pks = [entry.pk for entry in entries.values()]
    if kept.action == Identity.MERGE:
        documents = documents_naming(kept.role, pks) | apply_merges(kept.role)
        return Decided(kept, _touched(kept.role, pks, documents))
    uses = uses_of(kept)
    documents = {use.document_id for use in uses}
    before = _touched(kept.role, pks, documents) | _meant(uses)
    standing = latest_by_use()
    for use in uses:
        other = standing.get((use.document.key, use.role, use.name))
        if other is None:
            _take_back(use)
        else:
            _give(use, other.role, other.target, other.made_at)
    again: tuple[int, ...] = ()
    if kept.makes:
        again = _forget(kept.role, entries[kept.target])
    return Decided(kept, before | _touched(kept.role, pks, documents | set(again)) | _meant(uses), again)


def role_of(entry: Entry) -> str:
    """`title`, `person` or `service`."""
    return next(str(role) for role, model in ENTRY_MODELS.items() if isinstance(entry, model))


def uses_of(decision: IdentityDecision) -> list[NameUse]:
    """The uses that a split or a settlement is about; those of names that documents use no more are left out."""
    found = []
    for key, role, name in decision.uses:
        rows = NameUse.objects.filter(document__key=key, role=role, name=name)
        found += list(rows.select_related("document").defer("document__text", "document__signature"))
    return found


def _mean(
    action: Identity, entry: Entry | None, uses: Sequence[NameUse], role: str, into: Entry | NewEntry | None,
    author: str, reason: str, now: datetime,
) -> Decided:  # fmt: skip
    makes = isinstance(into, NewEntry)
    target = make_entry(role, into) if isinstance(into, NewEntry) else into
    if target is not None:
        _check_shown(role, target)
        if entry is not None and merged(role).get(target.pk, target.pk) == entry.pk:
            raise IdentityError(f"{role}:{target.slug} is {role}:{entry.slug} already; name another one, or new")
    documents = {use.document_id for use in uses}
    pks = [each.pk for each in (entry, target) if each is not None]
    before = _touched(role, pks, documents) | _meant(uses)
    listed = sorted([use.document.key, str(use.role), use.name] for use in uses)
    ends = (entry.slug if entry is not None else "", target.slug if target is not None else "")
    decision = _keep(action, role, *ends, makes, listed, author, reason, now)
    for use in uses:
        _give(use, role, ends[1], now)
    return Decided(decision, before | _touched(role, pks, documents))


def _give(use: NameUse, role: str, slug: str, at: datetime) -> None:
    """Let a use mean what an editor says, and keep below it what it would mean otherwise."""
    if use.decided_at is None:
        keep_found(use, use)
        use.found_decided = use.decided
    for each in ENTRY_ROLES:
        setattr(use, f"{each}_id", None)
    if slug:
        setattr(use, f"{role}_id", ENTRY_MODELS[role]._default_manager.get(Q(slug=slug)).pk)
    use.score, use.decided, use.decided_at = 1.0, True, at
    use.how = How.EDITOR if slug else How.NOBODY
    use.save()


def _take_back(use: NameUse) -> None:
    for role in ENTRY_ROLES:
        setattr(use, f"{role}_id", getattr(use, f"found_{role}_id"))
        setattr(use, f"found_{role}_id", None)
    use.how, use.score = How(use.found_how), use.found_score if use.found_score is not None else 0.0
    use.decided, use.decided_at = use.found_decided, None
    use.found_how, use.found_score, use.found_decided = "", None, False
    use.save()


def _forget(role: str, entry: Entry) -> tuple[int, ...]:
    """Put an entry to sleep whose making was undone. Gives the documents that have taken it for what they mean."""
    entry.dormant = True
    entry.save(update_fields=["dormant"])
    uses = NameUse.objects.filter(decided_at=None, decided=False)
    found = set(uses.filter(**{role: entry}).values_list("document", flat=True))
    unclear = uses.filter(between__isnull=False).values_list("document", "between")
    return tuple(sorted(found | {document for document, between in unclear if entry.slug in (between or ())}))


def make_entry(role: str, new: NewEntry) -> Entry:
    """A new entry that an editor keeps, and that nothing names yet. Raises `IdentityError`."""
    name = " ".join(new.name.split())
    if not name or len(name) > LONGEST:
        raise IdentityError(f"{new.name[:40]!r} is no name; give one of 1 to {LONGEST} characters")
    fields: dict[str, Any] = {}
    if role == Role.TITLE:
        fields = {"year": new.year, "country": new.country}
    elif role == Role.SERVICE:
        fields = {"country": new.country}
    slug = free_slug(role, name, fields)
    return ENTRY_MODELS[role]._default_manager.create(
        slug=slug, name=name, folded=fold_name(name), origin=Origin.EDITOR, **fields
    )


def _touched(role: str, entries: Iterable[int], documents: Collection[int]) -> frozenset[Target]:
    """What is to be weighed anew: a title's own facts; of a person or a service also those of all that name it."""
    found = {Target(role, pk) for pk in entries}
    ends = merged(role)
    found |= {Target(role, ends[pk]) for pk in [target.id for target in found] if pk in ends}
    if role == Role.TITLE:
        return frozenset(found)
    pks = sorted(documents)
    for start in range(0, len(pks), 500):
        found.update(targets_of(pks[start : start + 500]).values())
    return frozenset(found)


def _meant(uses: Iterable[NameUse]) -> frozenset[Target]:
    """What names mean just now, with what that was merged into."""
    ends = {role: merged(role) for role in ENTRY_ROLES}
    direct = {
        Target(role, pk) for use in uses for role in ENTRY_ROLES if (pk := getattr(use, f"{role}_id")) is not None
    }
    return frozenset(direct | {Target(t.kind, ends[t.kind][t.id]) for t in direct if t.id in ends[t.kind]})


def _keep(
    action: Identity, role: str, entry: str, target: str, makes: bool, uses: list[list[str]],
    author: str, reason: str, now: datetime,
) -> IdentityDecision:  # fmt: skip
    said = [action, role, entry, target, uses, author, now.astimezone(UTC).isoformat()]
    key = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:40]
    return IdentityDecision.objects.create(
        key=key, action=action, role=role, entry=entry, target=target, makes=makes, uses=uses,
        author=author, reason=reason, made_at=now,
    )  # fmt: skip


def _check_words(author: str, reason: str) -> None:
    if not author.strip():
        raise IdentityError("a decision needs its author's name")
    if not reason.strip():
        raise IdentityError("a decision needs a reason that readers can understand")


def _check_shown(role: str, entry: Entry) -> None:
    if entry.dormant:
        raise IdentityError(f"{role}:{entry.slug} is shown nowhere: nothing in force names it; choose another")
