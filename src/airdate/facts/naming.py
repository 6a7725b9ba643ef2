"""The names behind the keys of facts: ``service:netflix`` is Netflix, with a page; ``name:Netflix`` a name without
one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from airdate.catalogue.models import Entry, Service
from airdate.catalogue.queries import merged
from airdate.facts.pages import Named
from airdate.facts.saying import MODELS, UNRESOLVED
from airdate.facts.terms import term_words

# The coordinates and components that hold keys.
KEYED = frozenset({"platform", "carrier", "actor", "person", "speaker", "author"})
PORTION = 500


class Names:
    """Names by key, fetched together: one query for each kind of entry."""

    def __init__(self) -> None:
        self._names: dict[str, Named] = {}
        self._countries: dict[str, str] = {}

    def keep(self, entry: Entry) -> str:
        """Make an entry known that has been read already; its key."""
        if isinstance(entry, Service):
            return self.keep_service(entry.slug, entry.name, entry.kind, entry.country)
        return self.keep_named(type(entry).__name__.lower(), entry.slug, entry.name)

    def keep_named(self, kind: str, slug: str, name: str) -> str:
        """The same of a title or a person (``kind``) of which no more was read."""
        key = f"{kind}:{slug}"
        if key not in self._names:
            self._names[key] = Named(name, slug)
        return key

    def keep_service(self, slug: str, name: str, kind: str, country: str) -> str:
        """The same of a service, with its kind and its country."""
        key = f"service:{slug}"
        if key not in self._names:
            self._names[key] = Named(term_words(name), slug, kind)
            self._countries[key] = country
        return key

    def fetch(self, keys: Iterable[str]) -> None:
        """Make the names of these keys known."""
        missing: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            kind, _, slug = key.partition(":")
            if key not in self._names and kind in MODELS:
                missing[kind].add(slug)
        for kind, slugs in missing.items():
            ordered = sorted(slugs)
            for start in range(0, len(ordered), PORTION):
                for entry in MODELS[kind]._default_manager.filter(slug__in=ordered[start : start + PORTION]):
                    self.keep(entry)

    def country(self, key: str) -> str:
        """The country (ISO 3166) that a service is in alone; empty where it is in several, or unknown."""
        return self._countries.get(key, "")

    def __call__(self, key: str) -> Named:
        """The name behind a key; the key's own text where nothing is behind it."""
        found = self._names.get(key)
        if found is not None:
            return found
        kind, _, rest = key.partition(":")
        return Named(rest if kind == UNRESOLVED or kind in MODELS else key)


def keys_in(*mappings: Mapping[str, Any] | None) -> set[str]:
    """The keys that slots or values hold."""
    found: set[str] = set()
    for mapping in mappings:
        for name, value in (mapping or {}).items():
            if name in KEYED:
                found.update([value] if isinstance(value, str) else value)
    return found


def merged_keys() -> dict[str, str]:
    """Key of an entry that was merged -> key of what it became, to the end of the chain."""
    found: dict[str, str] = {}
    for kind, model in MODELS.items():
        ends = merged(kind)
        pks = sorted({*ends, *ends.values()})
        slugs: dict[int, str] = {}
        for start in range(0, len(pks), PORTION):
            rows = model._default_manager.filter(pk__in=pks[start : start + PORTION])
            slugs.update(rows.values_list("pk", "slug"))
        found.update((f"{kind}:{slugs[pk]}", f"{kind}:{slugs[end]}") for pk, end in ends.items())
    return found


def value_after(value: Mapping[str, Any], became: Mapping[str, str]) -> dict[str, Any]:
    """A value with the keys in it replaced by those of what their entries became."""
    after = dict(value)
    for name in KEYED & after.keys():
        given = after[name]
        after[name] = became.get(given, given) if isinstance(given, str) else [became.get(key, key) for key in given]
    return after
