"""The entries that a batch of names may mean, found with few queries and kept up while new ones are founded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from airdate.catalogue.broadcasters import broadcaster_of
from airdate.catalogue.models import (
    ALIAS_MODELS,
    ENTRY_MODELS,
    Entry,
    ExternalId,
    IdentityDecision,
    Origin,
    Role,
    Service,
    ServiceKind,
)
from airdate.catalogue.names import fold_name
from airdate.reading.lexicon import Lexicon
from airdate.sources.bulk import run_among
from airdate.sources.normal import ascii_slug

UNTOLD: Mapping[str, Any] = {"year": None, "form": "", "country": "", "kind": ""}  # what a bare name leaves open
PORTION = 400  # names in one query: databases limit its parameters
NUMBERS = 30  # numbered slugs looked for at a time


class Known:
    """Entries by role and folded name. ``get`` gives those awake in the order of their keys.

    Merges are not followed: they say which entries are one, not what a spelling means, and can be undone. An entry
    that an editor made is not known ``at`` an earlier moment, so that a rebuild finds what was found then.
    """

    def __init__(self) -> None:
        self.at: datetime | None = None
        self._made: dict[tuple[str, int], datetime] = {}
        self._entries: dict[str, dict[int, Entry]] = {role: {} for role in ENTRY_MODELS}
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._loaded: set[tuple[str, str]] = set()
        self._by_id: dict[tuple[str, str], tuple[str, int]] = {}
        self._woken: dict[str, list[int]] = {role: [] for role in ENTRY_MODELS}

    def load(self, names: Iterable[tuple[str, str]], ids: Collection[tuple[str, str]] = ()) -> None:
        """Fetch all entries of the (role, folded name) pairs and those with the (scheme, value) ids."""
        missing = set(names) - self._loaded
        self._loaded |= missing
        for role in ENTRY_MODELS:
            folded = sorted(name for asked, name in missing if asked == role)
            for start in range(0, len(folded), PORTION):
                self._load_names(role, folded[start : start + PORTION])
            self._load_made(role)
        for scheme, value in ids:
            row = ExternalId.objects.filter(scheme=scheme, value=value).first()
            if row is not None:
                role = Role.TITLE if row.title_id else Role.PERSON
                pk = row.title_id or row.person_id
                assert pk is not None  # the constraint of the table says so
                self._by_id[scheme, value] = (role, pk)
                self._fetch(role, [pk])

    def get(self, role: str, folded: str) -> list[Entry]:
        """Those awake of this name or alias."""
        found = (self._entries[role][pk] for pk in sorted(self._by_name.get((role, folded), ())))
        return [entry for entry in found if not entry.dormant and not self._is_to_come(role, entry)]

    def end(self, role: str, entry: Entry) -> Entry:
        """What an entry was merged into, to the end of the chain; itself if it was not."""
        return self._entries[role][self._end(role, entry.pk)]

    def by_id(self, role: str, ids: Iterable[tuple[str, str]]) -> Entry | None:
        """The entry of the first outside id that is known."""
        for each in ids:
            kind, pk = self._by_id.get(each, ("", 0))
            if kind == role:
                return self._entries[role][pk]
        return None

    def _is_to_come(self, role: str, entry: Entry) -> bool:
        made = self._made.get((role, entry.pk)) if entry.origin == Origin.EDITOR else None
        return made is not None and self.at is not None and self.at < made

    def _load_made(self, role: str) -> None:
        """When the entries that editors made were made."""
        by_slug = {entry.slug: pk for pk, entry in self._entries[role].items() if entry.origin == Origin.EDITOR}
        by_slug = {slug: pk for slug, pk in by_slug.items() if (role, pk) not in self._made}
        if by_slug:
            rows = IdentityDecision.objects.filter(role=role, target__in=by_slug, makes=True)
            for slug, made in rows.values_list("target", "made_at"):
                self._made[role, by_slug[slug]] = made

    def found(self, role: str, name: str, aliases: Collection[str] = (), **fields: Any) -> Entry:
        """Make an entry, or wake the one that was founded under this name (and country and year) before.

        One that only has to be woken is written by `flush`, with all the others.
        """
        folded = fold_name(name)
        model = ENTRY_MODELS[role]
        fresh = {field: fields.get(field, empty) for field, empty in UNTOLD.items() if hasattr(model, field)}
        fresh |= {"name": name, "folded": folded, "origin": Origin.READING}
        entry = self._sleeper(role, folded, fields)
        same = entry is not None and all(getattr(entry, field) == value for field, value in fresh.items())
        entry = entry or model(slug=free_slug(role, name, fields))
        entry.dormant = False
        if same:
            self._woken[role].append(entry.pk)
        else:
            for field, value in fresh.items():
                setattr(entry, field, value)
            entry.save()
        self._keep(role, entry, folded)
        if aliases:
            self._add_aliases(role, entry, aliases)
        return entry

    def join(self, channel: Entry) -> None:
        """Let a channel that is well known belong to its broadcaster, which is found, or founded, with it."""
        owner = broadcaster_of(channel.name)
        if owner is None or not isinstance(channel, Service):
            return
        folded = fold_name(owner.name)
        self.load([(Role.SERVICE, folded)])
        there = [entry for entry in self.get(Role.SERVICE, folded) if isinstance(entry, Service)]
        entry: Entry | None = next((entry for entry in there if entry.country in (owner.country, "")), None)
        if entry is None:
            listed = Lexicon.packaged().services.get(owner.name)
            names = (listed.name, *listed.aliases) if listed is not None else ()
            entry = self.found(Role.SERVICE, owner.name, names, kind=ServiceKind.BROADCASTER, country=owner.country)
        if channel.broadcaster_id != entry.pk:
            channel.broadcaster_id = entry.pk
            channel.save(update_fields=["broadcaster"])

    def flush(self) -> None:
        """Write which entries were woken."""
        for role, pks in self._woken.items():
            table = ENTRY_MODELS[role]._meta.db_table
            run_among(f"UPDATE {table} SET dormant = FALSE WHERE id {{among}}", pks)  # noqa: S608 - names of models
            pks.clear()

    def _add_aliases(self, role: str, entry: Entry, aliases: Iterable[str]) -> None:
        own = ALIAS_MODELS[role]._default_manager.filter(**{str(role): entry})
        known = {entry.folded, *own.values_list("folded", flat=True)}
        for folded_alias, alias in {fold_name(alias): alias for alias in aliases}.items():
            self._by_name[role, folded_alias].add(entry.pk)
            if folded_alias not in known:
                ALIAS_MODELS[role]._default_manager.create(name=alias, folded=folded_alias, **{str(role): entry})

    def _load_names(self, role: str, folded: list[str]) -> None:
        for entry in ENTRY_MODELS[role]._default_manager.filter(folded__in=folded):
            self._keep(role, entry, entry.folded)
        aliases = ALIAS_MODELS[role]._default_manager.filter(folded__in=folded).values_list("folded", f"{role}_id")
        for name, pk in aliases:
            self._by_name[role, name].add(pk)
        self._fetch(role, {pk for _, pk in aliases} | {e.merged_into_id for e in self._entries[role].values()})

    def _fetch(self, role: str, pks: Iterable[int | None]) -> None:
        """Hold the entries, and those that they were merged into, to the end of the chain."""
        missing = {pk for pk in pks if pk is not None} - self._entries[role].keys()
        while missing:
            rows = list(ENTRY_MODELS[role]._default_manager.filter(pk__in=missing))
            self._entries[role].update((row.pk, row) for row in rows)
            missing = {row.merged_into_id for row in rows if row.merged_into_id} - self._entries[role].keys()

    def _keep(self, role: str, entry: Entry, folded: str) -> None:
        self._entries[role][entry.pk] = entry
        self._by_name[role, folded].add(entry.pk)

    def _end(self, role: str, pk: int) -> int:
        seen: set[int] = set()
        while (onward := self._entries[role][pk].merged_into_id) is not None and onward not in seen:
            seen.add(pk)
            pk = onward
        return pk

    def _sleeper(self, role: str, folded: str, fields: Mapping[str, Any]) -> Entry | None:
        for pk in sorted(self._by_name.get((role, folded), ())):
            entry = self._entries[role][pk]
            same = all(getattr(entry, field) == fields[field] for field in ("year", "country") if field in fields)
            if entry.dormant and entry.folded == folded and same:
                return entry
        return None


def free_slug(role: str, name: str, fields: Mapping[str, Any]) -> str:
    """The name's slug, with country or year where that tells it from others, else with a number."""
    plain = ascii_slug(name, longest=100)
    ends = ["", *(str(fields[f]).lower() for f in ("country", "year") if role == Role.TITLE and fields.get(f))]
    wanted = [f"{plain}-{end}" if end else plain for end in ends]
    first = 2
    while True:  # asked by whole slugs: a search by their beginning reads all titles on SQLite
        likely = [*wanted, *(f"{plain}-{n}" for n in range(first, first + NUMBERS))]
        taken = set(ENTRY_MODELS[role]._default_manager.filter(Q(slug__in=likely)).values_list("slug", flat=True))
        free = next((slug for slug in likely if slug not in taken), None)
        if free is not None:
            return free
        first += NUMBERS
