"""What editors decided, of every sort, as one list: facts and claims, who is who, readers' reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from airdate.catalogue.models import ENTRY_MODELS, EntryEdit, Identity, IdentityDecision, Role
from airdate.facts.models import Decision, Report
from airdate.facts.naming import Names, keys_in
from airdate.facts.queries.reading_rows import quotations
from airdate.facts.saying import MODELS
from airdate.facts.slots import read_slot
from airdate.facts.words import value_words, what_words
from airdate.sources.queries import quotable

SORTS = ("fact", "identity", "report", "edit")


@dataclass(frozen=True, slots=True)
class Past:
    """One decision. ``id`` names it for undoing: its sort and its key. ``about`` and ``said`` are what was decided."""

    id: str
    action: str
    about: str
    said: str
    author: str
    reason: str
    made_at: datetime
    undone_at: datetime | None = None
    undone_by: str = ""
    undone_because: str = ""
    words: tuple[str, ...] = ()
    fact: str = ""


def decided(*, author: str = "") -> QuerySet[Any]:
    """Sort, key and moment of all that was decided; by one editor where given. Ordered by ``_at`` and ``_key``."""
    parts: list[Any] = []
    for sort, rows, key, at, by in (
        ("fact", Decision.objects.all(), F("key"), "made_at", "author"),
        ("identity", IdentityDecision.objects.all(), F("key"), "made_at", "author"),
        ("edit", EntryEdit.objects.all(), Cast("pk", CharField()), "made_at", "author"),
        ("report", Report.objects.exclude(settled_at=None), Cast("pk", CharField()), "settled_at", "settled_by"),
    ):
        found: Any = rows.filter(**{by: author}) if author else rows
        named = found.order_by().annotate(_sort=Value(sort, CharField()), _key=key, _at=F(at))
        parts.append(named.values_list("_sort", "_key", "_at"))
    first, *others = parts
    return first.union(*others, all=True)  # type: ignore[no-any-return]  # of three tables, as no stub can tell


def editors() -> list[str]:
    """Those who have decided anything, by name."""
    found: set[str] = set()
    for model, by in (
        (Decision, "author"), (IdentityDecision, "author"), (EntryEdit, "author"), (Report, "settled_by")
    ):  # fmt: skip
        found |= set(model._default_manager.order_by().values_list(by, flat=True).distinct())
    return sorted(found - {""})


def in_words(chosen: Collection[tuple[str, str, datetime]], *, today: date) -> list[Past]:
    """Decisions in words, in the order given. A constant number of queries."""
    keys: dict[str, list[str]] = {sort: [] for sort in SORTS}
    for sort, key, _at in chosen:
        keys[sort].append(key)
    found = {
        **{("fact", row.id.partition(":")[2]): row for row in _facts(keys["fact"], today)},
        **{("identity", row.id.partition(":")[2]): row for row in _identities(keys["identity"])},
        **{("report", row.id.partition(":")[2]): row for row in _reports(keys["report"])},
        **{("edit", row.id.partition(":")[2]): row for row in _edits(keys["edit"])},
    }
    return [found[sort, key] for sort, key, _at in chosen if (sort, key) in found]


def _facts(keys: Collection[str], today: date) -> list[Past]:
    rows = list(
        Decision.objects.filter(key__in=keys)
        .select_related("title", "person", "service", "claim__document__source")
        .defer("claim__document__signature")
        .order_by()
    )
    names = Names()
    read = {row.pk: read_slot(row.slot) for row in rows if row.slot}
    names.fetch(keys_in(*[named for _kind, named in read.values()], *[row.value for row in rows]))
    return [_fact(row, read.get(row.pk), names, today) for row in rows]


def _fact(row: Decision, read: tuple[str, Mapping[str, Any]] | None, names: Names, today: date) -> Past:
    words: tuple[str, ...] = ()
    if read is not None:
        entry = next(entry for kind in MODELS if (entry := getattr(row, kind)) is not None)
        what = what_words(read[0], read[1], names)
        about = f"{entry.name}, {what}" if what else entry.name
        said = value_words(row.slot, row.value, row.status, names, today)
    else:
        assert row.claim is not None  # the table's constraint says so
        document = row.claim.document
        about, said = row.claim.subject, document.headline or document.source.name
        words = quotations(quotable(document.text, document.source.may_show), row.claim.spans, most=1)
    return Past(
        f"fact:{row.key}", row.get_action_display(), about, said, row.author, row.reason, row.made_at, row.undone_at,
        row.undone_by, row.undone_because, words,
    )  # fmt: skip


def _identities(keys: Collection[str]) -> list[Past]:
    rows = list(IdentityDecision.objects.filter(key__in=keys).order_by())
    names: dict[tuple[str, str], str] = {}
    for role, model in ENTRY_MODELS.items():
        slugs = {slug for row in rows if row.role == role for slug in (row.entry, row.target) if slug}
        if slugs:
            found = model._default_manager.filter(slug__in=sorted(slugs)).values_list("slug", "name")
            names.update(((str(role), slug), name) for slug, name in found)
    return [_identity(row, names) for row in rows]


def _identity(row: IdentityDecision, names: Mapping[tuple[str, str], str]) -> Past:
    target = names.get((row.role, row.target), row.target) or _("none of ours")
    spelt = ", ".join(f"“{name}”" for name in sorted({use[2] for use in row.uses})[:3])
    entry = names.get((row.role, row.entry), row.entry)
    role = str(Role(row.role).label)
    if row.action == Identity.MERGE:
        about, said = f"{entry} ({row.role}:{row.entry})", _("is %(name)s") % {"name": f"{target} ({row.target})"}
    else:
        about = f"{entry or spelt} ({role})"
        told = {"name": f"{target} ({row.target})" if row.target else target, "count": len(row.uses)}
        said = _("means %(name)s, in %(count)d uses") % told if len(row.uses) > 1 else _("means %(name)s") % told
    return Past(
        f"identity:{row.key}", row.get_action_display(), about, said, row.author, row.reason, row.made_at,
        row.undone_at, row.undone_by, row.undone_because,
    )  # fmt: skip


def _reports(keys: Collection[str]) -> list[Past]:
    return [
        Past(
            f"report:{row.pk}", _("report closed"), row.said, row.reason, row.settled_by, row.settled_because,
            row.settled_at or row.made_at, fact=row.fact,
        )
        for row in Report.objects.filter(pk__in=[int(key) for key in keys])
    ]  # fmt: skip


def _edits(keys: Collection[str]) -> list[Past]:
    return [
        Past(
            f"edit:{row.pk}", _("changed") if row.before else _("added"), f"{row.role}:{row.entry}", _moved(row),
            row.author, row.reason, row.made_at, row.undone_at, row.undone_by, row.undone_because,
        )
        for row in EntryEdit.objects.filter(pk__in=[int(key) for key in keys])
    ]  # fmt: skip


def _moved(row: EntryEdit) -> str:
    """ "year: 2019 → 2021"; of an entry that was made, its name."""
    if not row.before:
        return str(row.after.get("name", ""))
    return "; ".join(f"{field}: {_told(row.before.get(field))} → {_told(row.after[field])}" for field in row.after)[
        :500
    ]


def _told(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "–")
