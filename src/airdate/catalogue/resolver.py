"""Names to entries, a batch of documents at a time, in the order in which the documents came.

Services are resolved first, then people, then titles: of several titles of one name, those named with it decide.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q

from airdate.catalogue.asked import Candidate, Company, NameAsked, choose, leading
from airdate.catalogue.homonyms import meant_at_home
from airdate.catalogue.known import Known
from airdate.catalogue.models import ENTRY_MODELS, Entry, How, NameUse, Origin, Role, Service, Title
from airdate.catalogue.names import distinction, fold_name
from airdate.reading.lexicon import Lexicon
from airdate.sources.bulk import insert_rows, new_keys, portions
from airdate.sources.models import Document

FOUNDING = 0.3  # below this confidence an unknown name waits in the queue and founds nothing
ORDER = (Role.SERVICE, Role.PERSON, Role.TITLE)
# Services whose countries tell works apart; a streaming service shows the works of all the world.
AT_HOME = frozenset({"channel", "broadcaster"})
BESIDE = ("decided_at", "how", "service_id", "person_id", "found_how", "found_service_id", "found_person_id")
FOUND = ("found_title", "found_person", "found_service", "found_how", "found_score")
# The entry that a name means, how that was found, how sure it is (0 to 1), and between which entries none was clear.
Meaning = tuple[Entry | None, How, float, dict[str, float] | None]
WRITTEN = (
    "id", "document_id", "role", "name", "title_id", "person_id", "service_id", "score", "how", "decided", "between",
)  # fmt: skip


@dataclass(slots=True)
class Meant:
    """What a name was found to mean in a document: a `NameUse` to be, without a model's weight."""

    document_id: int
    role: str
    name: str
    entry: Entry | None
    how: str
    score: float
    between: dict[str, float] | None
    pk: int = 0
    title_id: int | None = None
    person_id: int | None = None
    service_id: int | None = None

    def row(self) -> tuple[Any, ...]:
        """Its columns in the order of `WRITTEN`."""
        between = None if self.between is None else json.dumps(self.between)
        ends = (self.title_id, self.person_id, self.service_id)
        return (self.pk, self.document_id, self.role, self.name, *ends, self.score, str(self.how), False, between)


Use = NameUse | Meant


class Resolver:
    """Resolves the documents given to it one after another; `flush` writes what is pending."""

    known: type[Known] = Known

    def __init__(self, names: Iterable[Sequence[NameAsked]]) -> None:
        asked = list(chain.from_iterable(names))
        self._known = self.known()
        self._known.load(_lookups(asked), {each for name in asked for each in name.ids})
        self._pending: list[tuple[Use, list[Use]]] = []
        self._changed: dict[int, Title] = {}
        self._decided: list[NameUse] = []

    def resolve(
        self, document: Document, names: Sequence[NameAsked], decided: Mapping[tuple[int, str, str], NameUse]
    ) -> list[Use]:
        """The uses of one document: kept as they are where ``decided``, else made and kept until `flush`."""
        uses: dict[tuple[str, str], Use] = {}
        self._known.at = document.learnt_at
        for role in ORDER:
            for asked in sorted((n for n in names if n.role == role), key=lambda n: n.name):
                kept = decided.get((document.pk, asked.role, asked.name))
                # What a name under an editor's decision would mean without it is found all the same: it may found an
                # entry that other documents name, and is what undoing the decision gives back.
                if kept is None:
                    uses[asked.role, asked.name] = self._use(document, asked, uses)
                    continue
                if kept.decided_at is not None and not kept.found_decided:
                    self._below(kept, self._use(document, asked, uses))
                uses[asked.role, asked.name] = kept
        for asked in names:
            beside = [uses[pair] for pair in sorted(asked.beside) if pair in uses]
            self._pending.append((uses[asked.role, asked.name], beside if asked.role == Role.TITLE else []))
        return list(uses.values())

    def flush(self) -> None:
        """Write the uses, the names beside them, and what was learnt about entries."""
        self._known.flush()
        new = [use for use, _ in self._pending if isinstance(use, Meant) and not use.pk]
        for use, pk in zip(new, new_keys(NameUse, len(new)), strict=True):
            use.pk = pk
        insert_rows(NameUse, WRITTEN, [use.row() for use in new])
        pairs = [(use.pk, other.pk) for use, others in self._pending for other in others]
        insert_rows(NameUse.beside.through, ("from_nameuse_id", "to_nameuse_id"), pairs)
        Title.objects.bulk_update(self._changed.values(), ["form"], batch_size=500)
        NameUse.objects.bulk_update(self._decided, [*FOUND, "between"], batch_size=500)
        self._pending, self._changed, self._decided = [], {}, []

    def _below(self, kept: NameUse, found: Meant) -> None:
        keep_found(kept, found)
        self._decided.append(kept)

    def _use(self, document: Document, asked: NameAsked, uses: Mapping[tuple[str, str], Use]) -> Meant:
        entry, how, score, between = self._decide(document, asked, uses)
        use = Meant(document.pk, asked.role, asked.name, entry, how, score, between)
        if isinstance(entry, Title):
            use.title_id = entry.pk
        elif isinstance(entry, Service):
            use.service_id = entry.pk
        elif entry is not None:
            use.person_id = entry.pk
        return use

    def _decide(self, document: Document, asked: NameAsked, uses: Mapping[tuple[str, str], Use]) -> Meaning:
        by_id = self._known.by_id(asked.role, asked.ids)
        if by_id is not None:
            return by_id, How.ID, 1.0, None
        if asked.role == Role.SERVICE:
            return self._service(asked, document.source.region)
        if asked.role == Role.PERSON:
            return self._person(asked, document.source.region)
        return self._title(asked, document, _company(asked, uses, document))

    def _between(self, role: str, scores: Mapping[Entry, float], score: float) -> Meaning:
        """A name that may mean several entries: it waits, unless editors made them one."""
        between = {entry.slug: round(each, 4) for entry, each in scores.items()}
        ends = {entry.slug: self._known.end(role, entry).slug for entry in scores}
        clear = leading(between, ends)
        if clear is None:
            return None, How.AMBIGUOUS, score, between
        entry = next(end for each in scores if (end := self._known.end(role, each)).slug == clear)
        return entry, How.MERGED, score, between

    def _service(self, asked: NameAsked, region: str) -> Meaning:
        meant = meant_at_home(asked.name, region)
        if meant is not None:
            asked = replace(asked, name=meant)
            self._known.load([(Role.SERVICE, fold_name(meant))])
        folded = fold_name(asked.name)
        found = self._known.get(Role.SERVICE, folded)
        if not found:
            return self._found_service(asked)
        if len(found) == 1:
            return found[0], How.NAME, 0.95, None
        at_home = [entry for entry in found if isinstance(entry, Service) and entry.country == region]
        if region and len(at_home) == 1:
            return at_home[0], How.COMPANY, 0.8, None
        return self._between(Role.SERVICE, dict.fromkeys(found, 0.0), 0.4)

    def _found_service(self, asked: NameAsked) -> Meaning:
        """A service that is new here, with what the packaged lexicon knows of it."""
        listed = Lexicon.packaged().services.get(asked.name)
        if listed is not None:
            name, known = fold_name(listed.name), [listed.name, *listed.aliases]
            self._known.load([(Role.SERVICE, name)])
            there = self._known.get(Role.SERVICE, name)
            if there:
                return there[0], How.NAME, 0.95, None
            country = listed.countries[0] if len(listed.countries) == 1 else ""
            entry = self._known.found(Role.SERVICE, listed.name, known, kind=listed.kind, country=country)
            self._known.join(entry)
            return entry, How.FOUNDED, 0.95, None
        if asked.confidence < FOUNDING:
            return None, How.UNSURE, asked.confidence, None
        return self._known.found(Role.SERVICE, asked.name, kind=asked.service_kind), How.FOUNDED, asked.confidence, None

    def _person(self, asked: NameAsked, region: str) -> Meaning:
        found = self._known.get(Role.PERSON, fold_name(asked.name))
        if len(found) == 1:
            return found[0], How.NAME, 0.9, None
        if len(found) > 1:
            return self._between(Role.PERSON, dict.fromkeys(found, 0.0), 0.4)
        if asked.may_be_service:
            listed = Lexicon.packaged().services.get(asked.name)
            if listed is not None or self._known.get(Role.SERVICE, fold_name(asked.name)):
                return self._service(asked, region)
        if asked.confidence < FOUNDING:
            return None, How.UNSURE, asked.confidence, None
        return self._known.found(Role.PERSON, asked.name), How.FOUNDED, asked.confidence, None

    def _title(self, asked: NameAsked, document: Document, company: Company) -> Meaning:
        told = None
        found = self._known.get(Role.TITLE, fold_name(asked.name))
        if not found:
            told = distinction(asked.name)
            found = self._known.get(Role.TITLE, fold_name(told.base)) if told else []
            if told and not told.sure and not found:
                told = None
        year, country = (told.year, told.country) if told else (None, "")
        alone = len(found) == 1
        titles = {entry.pk: entry for entry in found if isinstance(entry, Title)}
        candidates = [self._candidate(entry, company, document, alone=alone) for entry in titles.values()]
        choice = choose(candidates, company, year=year, country=country, region=document.source.region)
        if choice.pk is not None:
            title = titles[choice.pk]
            self._learn(title, asked)
            return title, How.NAME if len(found) == 1 else How.COMPANY, choice.score, None
        if not choice.fits:  # nothing is of that name, or all that is of it is of another year or country
            if asked.confidence < FOUNDING:
                return None, How.UNSURE, asked.confidence, None
            name = told.base if told else asked.name
            founded = self._known.found(Role.TITLE, name, year=year, country=country, form=asked.form)
            return founded, How.FOUNDED, asked.confidence, None
        if not choice.scores:
            return None, How.AMBIGUOUS, choice.score, None
        return self._between(Role.TITLE, {titles[pk]: each for pk, each in choice.scores.items()}, choice.score)

    def _candidate(self, entry: Title, company: Company, document: Document, *, alone: bool) -> Candidate:
        """The entry with its company, which is looked up only where it can matter."""
        if alone and not company.countries:
            return Candidate(entry.pk, entry.year, entry.country)
        self.flush()  # the company of documents of this batch counts too
        return Candidate(entry.pk, entry.year, entry.country, known_company(entry, document))

    def _learn(self, title: Entry, asked: NameAsked) -> None:
        """A claim with a season says that a title is a series, if nobody has said what it is."""
        if isinstance(title, Title) and asked.form and not title.form and title.origin == Origin.READING:
            title.form = asked.form
            self._changed[title.pk] = title


def known_company(title: Title, document: Document) -> Company:
    """Whom a title has been named with in documents that came before this one, as far as was decided by then.

    In two steps: databases make poor plans of both at once where they have not yet counted the rows.
    """
    at = document.learnt_at
    earlier = Q(document__learnt_at__lt=at) | Q(document__learnt_at=at, document__lt=document.pk)
    meant = Q(title=title) & (Q(decided_at=None) | Q(decided_at__lte=at)) & ~Q(how=How.MERGED)
    named = NameUse.objects.filter(earlier & (meant | Q(found_title=title, decided_at__gt=at))).order_by()
    beside: set[tuple[Any, ...]] = set()
    for portion in portions(named.values_list("pk", flat=True)):
        pairs = NameUse.beside.through._default_manager.filter(from_nameuse__in=portion)
        beside.update(pairs.values_list(*(f"to_nameuse__{field}" for field in BESIDE)).distinct())
    known = [_at(at, *row) for row in beside]
    services = Service.objects.filter(pk__in={service for service, _ in known if service is not None})
    return _as_company(services, (person for _, person in known))


def _company(asked: NameAsked, uses: Mapping[tuple[str, str], Use], document: Document) -> Company:
    services: dict[int, Service] = {}
    people: list[int | None] = []
    for pair in asked.beside:
        use = uses.get(pair)
        if isinstance(use, Meant):
            if use.how == How.MERGED:
                continue
            if isinstance(use.entry, Service):
                services[use.entry.pk] = use.entry
            people.append(use.person_id)
        elif use is not None:
            service, person = _at(document.learnt_at, *(getattr(use, field) for field in BESIDE))
            people.append(person)
            if service is not None:
                services[service] = Service.objects.get(pk=service)
    return _as_company(services.values(), people)


def _at(moment: datetime, decided: datetime | None, *meant: Any) -> tuple[int | None, int | None]:
    """The service and the person that a name meant at a moment, of the columns `BESIDE`."""
    how, service, person = meant[3:] if decided is not None and decided > moment else meant[:3]
    # A merge says which entries are one; it must not change what other names mean.
    return (None, None) if how == How.MERGED else (service, person)


def _as_company(services: Collection[Service], people: Iterable[int | None]) -> Company:
    placed = [service for service in services if service.kind]
    at_home = all(service.kind in AT_HOME and service.country for service in placed)
    countries = frozenset(service.country for service in placed) if at_home else frozenset()
    return Company(
        frozenset(service.pk for service in services), frozenset(pk for pk in people if pk is not None), countries
    )


def keep_found(use: NameUse, found: Use) -> None:
    """Keep under a decision what a name would mean without it; ``use`` is not saved."""
    for role in ENTRY_MODELS:
        setattr(use, f"found_{role}_id", getattr(found, f"{role}_id"))
    use.found_how, use.found_score, use.between = found.how, found.score, found.between


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
