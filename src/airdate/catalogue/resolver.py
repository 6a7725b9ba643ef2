"""Names to entries, a batch of documents at a time, in the order in which the documents came.

Services are resolved first, then people, then titles: of several titles of one name, those named with it decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from airdate.catalogue.asked import Candidate, Company, NameAsked, choose
from airdate.catalogue.known import Known
from airdate.catalogue.models import ENTRY_MODELS, Entry, How, NameUse, Origin, Role, Service, Title
from airdate.catalogue.names import distinction, fold_name
from airdate.reading.lexicon import Lexicon
from airdate.sources.models import Document

FOUNDING = 0.5  # below this confidence an unknown name waits in the queue and founds nothing
ORDER = (Role.SERVICE, Role.PERSON, Role.TITLE)
# Services whose countries tell works apart; a streaming service shows the works of all the world.
AT_HOME = frozenset({"channel", "broadcaster"})


class Resolver:
    """Resolves the documents given to it one after another; `flush` writes what is pending."""

    def __init__(self, names: Iterable[Sequence[NameAsked]]) -> None:
        asked = list(chain.from_iterable(names))
        self._known = Known()
        self._known.load(_lookups(asked), {each for name in asked for each in name.ids})
        self._pending: list[tuple[NameUse, list[NameUse]]] = []
        self._changed: dict[int, Title] = {}

    def resolve(
        self, document: Document, names: Sequence[NameAsked], decided: Mapping[tuple[int, str, str], NameUse]
    ) -> list[NameUse]:
        """The uses of one document: kept as they are where ``decided``, else made and kept until `flush`."""
        uses: dict[tuple[str, str], NameUse] = {}
        for role in ORDER:
            for asked in sorted((n for n in names if n.role == role), key=lambda n: n.name):
                kept = decided.get((document.pk, asked.role, asked.name))
                uses[asked.role, asked.name] = kept or self._use(document, asked, uses)
        for asked in names:
            beside = [uses[pair] for pair in sorted(asked.beside) if pair in uses]
            self._pending.append((uses[asked.role, asked.name], beside if asked.role == Role.TITLE else []))
        return list(uses.values())

    def flush(self) -> None:
        """Write the uses, the names beside them, and what was learnt about entries."""
        self._known.flush()
        NameUse.objects.bulk_create([use for use, _ in self._pending if use.pk is None], batch_size=500)
        through = NameUse.beside.through
        rows = [
            through(from_nameuse_id=use.pk, to_nameuse_id=other.pk) for use, others in self._pending for other in others
        ]
        through._default_manager.bulk_create(rows, batch_size=500)
        Title.objects.bulk_update(self._changed.values(), ["form"], batch_size=500)
        self._pending, self._changed = [], {}

    def _use(self, document: Document, asked: NameAsked, uses: Mapping[tuple[str, str], NameUse]) -> NameUse:
        entry, how, score = self._decide(document, asked, uses)
        fields: dict[str, Any] = {}
        if entry is not None:
            role = next(role for role, model in ENTRY_MODELS.items() if isinstance(entry, model))
            fields[str(role)] = entry
        return NameUse(document=document, role=asked.role, name=asked.name, how=how, score=score, **fields)

    def _decide(
        self, document: Document, asked: NameAsked, uses: Mapping[tuple[str, str], NameUse]
    ) -> tuple[Entry | None, How, float]:
        by_id = self._known.by_id(asked.role, asked.ids)
        if by_id is not None:
            return by_id, How.ID, 1.0
        if asked.role == Role.SERVICE:
            return self._service(asked, document.source.region)
        if asked.role == Role.PERSON:
            return self._person(asked, document.source.region)
        return self._title(asked, document.source.region, _company(asked, uses))

    def _service(self, asked: NameAsked, region: str) -> tuple[Entry | None, How, float]:
        folded = fold_name(asked.name)
        found = self._known.get(Role.SERVICE, folded)
        if not found:
            return self._found_service(asked)
        if len(found) == 1:
            return found[0], How.NAME, 0.95
        at_home = [entry for entry in found if isinstance(entry, Service) and entry.country == region]
        if region and len(at_home) == 1:
            return at_home[0], How.COMPANY, 0.8
        return None, How.AMBIGUOUS, 0.4

    def _found_service(self, asked: NameAsked) -> tuple[Entry | None, How, float]:
        """A service that is new here, with what the packaged lexicon knows of it."""
        listed = Lexicon.packaged().services.get(asked.name)
        if listed is not None:
            name, known = fold_name(listed.name), [listed.name, *listed.aliases]
            self._known.load([(Role.SERVICE, name)])
            there = self._known.get(Role.SERVICE, name)
            if there:
                return there[0], How.NAME, 0.95
            country = listed.countries[0] if len(listed.countries) == 1 else ""
            entry = self._known.found(Role.SERVICE, listed.name, known, kind=listed.kind, country=country)
            return entry, How.FOUNDED, 0.95
        if asked.confidence < FOUNDING:
            return None, How.UNSURE, asked.confidence
        return self._known.found(Role.SERVICE, asked.name, kind=asked.service_kind), How.FOUNDED, asked.confidence

    def _person(self, asked: NameAsked, region: str) -> tuple[Entry | None, How, float]:
        found = self._known.get(Role.PERSON, fold_name(asked.name))
        if len(found) == 1:
            return found[0], How.NAME, 0.9
        if len(found) > 1:
            return None, How.AMBIGUOUS, 0.4
        if asked.may_be_service:
            listed = Lexicon.packaged().services.get(asked.name)
            if listed is not None or self._known.get(Role.SERVICE, fold_name(asked.name)):
                return self._service(asked, region)
        if asked.confidence < FOUNDING:
            return None, How.UNSURE, asked.confidence
        return self._known.found(Role.PERSON, asked.name), How.FOUNDED, asked.confidence

    def _title(self, asked: NameAsked, region: str, company: Company) -> tuple[Entry | None, How, float]:
        told = None
        found = self._known.get(Role.TITLE, fold_name(asked.name))
        if not found:
            told = distinction(asked.name)
            found = self._known.get(Role.TITLE, fold_name(told.base)) if told else []
            if told and not told.sure and not found:
                told = None
        year, country = (told.year, told.country) if told else (None, "")
        alone = len(found) == 1
        candidates = [self._candidate(entry, company, alone=alone) for entry in found if isinstance(entry, Title)]
        choice = choose(candidates, company, year=year, country=country, region=region)
        if choice.pk is not None:
            title = next(entry for entry in found if entry.pk == choice.pk)
            self._learn(title, asked)
            return title, How.NAME if len(found) == 1 else How.COMPANY, choice.score
        if not choice.fits:  # nothing is of that name, or all that is of it is of another year or country
            if asked.confidence < FOUNDING:
                return None, How.UNSURE, asked.confidence
            name = told.base if told else asked.name
            title = self._known.found(Role.TITLE, name, year=year, country=country, form=asked.form)
            return title, How.FOUNDED, asked.confidence
        return None, How.AMBIGUOUS, choice.score

    def _candidate(self, entry: Title, company: Company, *, alone: bool) -> Candidate:
        """The entry with its company, which is looked up only where it can matter."""
        if alone and not company.countries:
            return Candidate(entry.pk, entry.year, entry.country)
        self.flush()  # the company of documents of this batch counts too
        return Candidate(entry.pk, entry.year, entry.country, known_company(entry))

    def _learn(self, title: Entry, asked: NameAsked) -> None:
        """A claim with a season says that a title is a series, if nobody has said what it is."""
        if isinstance(title, Title) and asked.form and not title.form and title.origin == Origin.READING:
            title.form = asked.form
            self._changed[title.pk] = title


def known_company(title: Title) -> Company:
    """Whom a title has been named with, over all documents."""
    uses = NameUse.objects.filter(companions__title=title).select_related("service").distinct()
    return _gather(uses)


def _company(asked: NameAsked, uses: Mapping[tuple[str, str], NameUse]) -> Company:
    return _gather(uses[pair] for pair in asked.beside if pair in uses)


def _gather(uses: Iterable[NameUse]) -> Company:
    services: dict[int, Service] = {}
    people: set[int] = set()
    for use in uses:
        if use.service is not None:
            services[use.service.pk] = use.service
        if use.person_id is not None:
            people.add(use.person_id)
    placed = [service for service in services.values() if service.kind]
    at_home = all(service.kind in AT_HOME and service.country for service in placed)
    countries = frozenset(service.country for service in placed) if at_home else frozenset()
    return Company(frozenset(services), frozenset(people), countries)


def _lookups(asked: Iterable[NameAsked]) -> set[tuple[str, str]]:
    """The (role, folded name) pairs that resolving these names may look up."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for name in asked:
        wanted[name.role].add(fold_name(name.name))
        if name.role == Role.TITLE and (told := distinction(name.name)):
            wanted[Role.TITLE].add(fold_name(told.base))
        if name.may_be_service:
            wanted[Role.SERVICE].add(fold_name(name.name))
    return {(role, folded) for role, names in wanted.items() for folded in names}
