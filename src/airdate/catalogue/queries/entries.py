"""Entries by their addresses, and lists of them. Constant numbers of queries."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from airdate.catalogue.models import ENTRY_MODELS, Entry, Genre, How, NameUse, Person, Role, Service, Title
from airdate.catalogue.queries.branches import Branch
from airdate.catalogue.queries.resolutions import PORTION, USES_OF, merged
from airdate.sources.correlated import found_for_each
from airdate.sources.models import Document
from airdate.sources.queries import last_version, newest, no_record

E = TypeVar("E", bound=Entry)
FEW = 1000  # documents of an entry that are still put in order
LONGEST_CHAIN = 10  # merges followed; no action makes a chain of more than one


class Moved(Exception):
    """The entry asked for was merged into another: ``slug`` is the address to send the reader to."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def title_by_slug(slug: str) -> Title:
    """The title with its genres. Raises `Title.DoesNotExist`, or `Moved` if it was merged into another."""
    return _by_slug(Title.objects.prefetch_related("genres"), slug)


def person_by_slug(slug: str) -> Person:
    """Raises `Person.DoesNotExist`, or `Moved` if the person was merged into another."""
    return _by_slug(Person.objects.all(), slug)


def service_by_slug(slug: str) -> Service:
    """Raises `Service.DoesNotExist`, or `Moved` if the service was merged into another."""
    return _by_slug(Service.objects.all(), slug)


def titles() -> QuerySet[Title]:
    """All titles that are shown, by name."""
    return Title.objects.filter(dormant=False, merged_into=None)


def people() -> QuerySet[Person]:
    """All people that are shown, by name."""
    return Person.objects.filter(dormant=False, merged_into=None)


def services() -> QuerySet[Service]:
    """All services that are shown, by name."""
    return Service.objects.filter(dormant=False, merged_into=None)


def broadcasters() -> dict[str, str]:
    """Slug of a channel -> that of its broadcaster, merges followed. Two that were merged into one are none."""
    rows = Service.objects.filter(broadcaster__isnull=False).order_by("pk").values_list("pk", "broadcaster_id")
    ends = merged(Role.SERVICE)
    pairs = {ends.get(pk, pk): ends.get(owner, owner) for pk, owner in rows if owner is not None}
    pks = sorted({*pairs, *pairs.values()})
    slugs: dict[int, str] = {}
    for start in range(0, len(pks), PORTION):
        slugs.update(Service.objects.filter(pk__in=pks[start : start + PORTION]).values_list("pk", "slug"))
    return {slugs[pk]: slugs[owner] for pk, owner in pairs.items() if owner != pk}


def genres() -> QuerySet[Genre]:
    """All genres by name, with ``title_count``."""
    shown = Q(titles__dormant=False, titles__merged_into=None)
    return Genre.objects.annotate(title_count=Count("titles", filter=shown, distinct=True)).order_by("name", "slug")


def titles_named_in(document: Document) -> list[Title]:
    """The titles that a document speaks of, by name; merges followed."""
    uses = NameUse.objects.filter(document=document, title__isnull=False).order_by().values("title")
    ends = Title.objects.filter(pk__in=uses).exclude(merged_into=None).order_by().values("merged_into")
    # One subquery: of two, in an OR, PostgreSQL asks all titles of the catalogue.
    return list(titles().filter(pk__in=uses.union(ends)).order_by("folded", "slug"))


def documents_naming_entry(entry: Entry, limit: int = 50) -> list[Document]:
    """The documents that name an entry, or one merged into it, newest first, with their sources; no texts."""
    kind = next(role for role, model in ENTRY_MODELS.items() if isinstance(entry, model))
    merged_here = ENTRY_MODELS[kind]._default_manager.filter(Q(merged_into=entry.pk)).values_list("pk", flat=True)
    use = NameUse.objects.filter(USES_OF[kind]([entry.pk, *merged_here]), document=OuterRef("pk"))
    found = Document.objects.filter(Exists(use)).select_related("source").defer("text", "signature")
    return list(found.order_by("-published", "-learnt_at", "key")[:limit])


def documents_of_branch(branch: Branch, limit: int = 20) -> list[Document]:
    """The articles that name a title of a branch of genres, newest first, with their sources; no texts, and no records
    of catalogues and listings.
    """
    use = NameUse.objects.filter(branch.among("title"))
    if branch.titles is not None:
        named = Q(pk__in=use.order_by().values("document"))
    else:
        named = found_for_each(use.filter(document=OuterRef("pk")))
    return newest(Document.objects.filter(no_record(), last_version(), named), limit)


def news_naming(entry: Entry, limit: int = 6) -> list[Document]:
    """The newest articles of the press that name an entry, or one merged into it: no records of listings and
    catalogues, of syndicated copies the first, latest versions only.

    Begun with the entry's own documents where these are few; of many one meets enough soon among the newest of all.
    """
    kind = next(role for role, model in ENTRY_MODELS.items() if isinstance(entry, model))
    merged_here = ENTRY_MODELS[kind]._default_manager.filter(Q(merged_into=entry.pk)).values_list("pk", flat=True)
    uses = NameUse.objects.filter(USES_OF[kind]([entry.pk, *merged_here])).order_by()
    some = list(uses.values_list("document", flat=True)[: FEW + 1])
    named = Q(pk__in=set(some)) if len(some) <= FEW else found_for_each(uses.filter(document=OuterRef("pk")))
    return newest(Document.objects.filter(named, no_record(), last_version(), voice=F("key")), limit)


def names_that_wait(limit: int = 100, offset: int = 0) -> list[NameUse]:
    """The editors' queue: names without a target on which nobody has decided, surest first."""
    found = _waiting().select_related("document__source").defer("document__text", "document__signature")
    ordered = found.order_by("-score", "document__key", "role", "name")
    return list(ordered[offset : offset + limit])


def how_many_names_wait(most: int) -> int:
    """How many names `names_that_wait` has, ``most`` at most."""
    return _waiting().order_by()[:most].count()


def _waiting() -> QuerySet[NameUse]:
    return NameUse.objects.filter(title=None, person=None, service=None, decided=False).exclude(how=How.NOBODY)


def _by_slug(entries: QuerySet[E], slug: str) -> E:
    entry = entries.get(slug=slug, dormant=False)
    end: Entry = entry
    for _ in range(LONGEST_CHAIN):
        if end.merged_into is None:
            break
        end = end.merged_into
    if end is not entry:
        raise Moved(end.slug)
    return entry
