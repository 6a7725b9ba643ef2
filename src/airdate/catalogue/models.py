"""Titles, people and services with their other names, and how each document's spellings were resolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from airdate.sources.models import Document

ABOUT_ONE = "exactly one target"


class Origin(models.TextChoices):
    """Who brought an entry in. What `reading` founded is derived, and is found anew by a rebuild."""

    READING = "reading", "found in an article"
    CATALOGUE = "catalogue", "from a catalogue"
    EDITOR = "editor", "kept by an editor"


class Entry(models.Model):
    """What titles, people and services have in common.

    ``slug`` is permanent, unique and ASCII. ``folded`` is the name as `names.fold_name` spells it, for look-up.
    ``merged_into`` makes an entry a redirect to another. ``dormant`` is an entry that reading founded once and
    nothing founds now: it keeps its slug and is shown nowhere.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.READING)
    dormant = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from", db_index=False
    )

    merged_into_id: int | None

    class Meta:
        abstract = True
        ordering = ["folded", "slug"]
        # Of those that were merged alone: one of all would be tried for the many that were not, before that of names.
        indexes = [
            models.Index(fields=["merged_into"], name="%(class)s_merged", condition=Q(merged_into__isnull=False))
        ]

    def __str__(self) -> str:
        return self.name


class Genre(models.Model):
    """A genre of the catalogue; titles without one are unsorted, never guessed.

    Genres are a tree that editors keep (`genres`). ``slug`` is permanent; one that was merged into another has neither
    titles nor branches, and its address leads there.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    parent_id: int | None
    merged_into_id: int | None

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class GenreAction(models.TextChoices):
    """What an editor can do to the tree of genres."""

    ADD = "add", gettext_lazy("added")
    RENAME = "rename", gettext_lazy("renamed")
    MOVE = "move", gettext_lazy("moved")
    MERGE = "merge", gettext_lazy("merged")
    REMOVE = "remove", gettext_lazy("removed")


class GenreEdit(models.Model):
    """What an editor did to the tree of genres, why and when. Never deleted: it is an audit.

    Genres are named by their slugs. ``before`` and ``after`` are what changed: ``name``, ``parent``, ``into``, and
    ``titles``, how many it was taken off or given to another.
    """

    action = models.CharField(max_length=6, choices=GenreAction)
    genre = models.CharField(max_length=80, db_index=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    author = models.CharField(max_length=150)
    reason = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.genre} by {self.author}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"edit {self.pk} of genre {self.genre} is an audit record and is never deleted")


class EntryEdit(models.Model):
    """What an editor changed of a title, a person or a service, why and when. Never deleted: it is an audit.

    ``before`` and ``after`` hold what changed, as `editing.state_of` tells it; ``before`` is empty of an entry that was
    made. What is undone is edited back, and stays on record.
    """

    role = models.CharField(max_length=8)
    entry = models.CharField(max_length=120, db_index=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    author = models.CharField(max_length=150)
    reason = models.TextField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.role}:{self.entry} by {self.author}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"edit {self.pk} of {self.role}:{self.entry} is an audit record and is never deleted")


class Form(models.TextChoices):
    """What kind of work a title is; empty where nobody has said."""

    SERIES = "series", pgettext_lazy("a form", "series")
    FILM = "film", gettext_lazy("film")
    SPECIAL = "special", gettext_lazy("one-off")


class Title(Entry):
    """One work. Works of one name are separate rows, kept apart by year and country."""

    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of its first showing")
    form = models.CharField(max_length=10, choices=Form, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, upper case")
    synopsis = models.TextField(blank=True)
    genres = models.ManyToManyField(Genre, blank=True, related_name="titles")

    class Meta(Entry.Meta):
        indexes = [
            *Entry.Meta.indexes,
            # A list by name that looks for what few titles have walks along this, and reads no title that it has not.
            models.Index(
                fields=["folded", "slug"],
                condition=Q(dormant=False, merged_into__isnull=True),
                name="titles_shown_by_name",
            ),
        ]


class Person(Entry):
    """One person."""

    class Meta(Entry.Meta):
        verbose_name_plural = "people"


class ServiceKind(models.TextChoices):
    """What a place to watch is; empty where nobody has said."""

    STREAMING = "streaming", gettext_lazy("streaming service")
    CHANNEL = "channel", gettext_lazy("channel")
    BROADCASTER = "broadcaster", gettext_lazy("broadcaster")
    CINEMA = "cinema", gettext_lazy("cinemas")
    DISC = "disc", gettext_lazy("disc")
    CARRIER = "carrier", gettext_lazy("box, stick or bundle")
    SHOP = "shop", gettext_lazy("shop")


class Service(Entry):
    """A place to watch, buy or receive works: a service, channel, shop, box or bundle."""

    kind = models.CharField(max_length=12, choices=ServiceKind, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1; empty if it is in several")
    broadcaster = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="channels",
        help_text="whose channel it is, where that one's name alone may mean it: the BBC of BBC One",
    )  # fmt: skip

    broadcaster_id: int | None


class Alias(models.Model):
    """Another spelling of an entry's name."""

    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)

    class Meta:
        abstract = True
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name


class TitleAlias(Alias):
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [models.UniqueConstraint(fields=["title", "folded"], name="one_alias_a_title")]


class PersonAlias(Alias):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "folded"], name="one_alias_a_person")]


class ServiceAlias(Alias):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [models.UniqueConstraint(fields=["service", "folded"], name="one_alias_a_service")]


class ExternalId(models.Model):
    """What another catalogue calls a title or a person; ``scheme`` is its name (``imdb``, ``tvmaze``)."""

    scheme = models.SlugField(max_length=40)
    value = models.CharField(max_length=200)
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.CASCADE, related_name="external_ids")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="external_ids")

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="one_entry_an_external_id"),
            models.CheckConstraint(
                name="external_id_of_title_or_person",
                condition=Q(title__isnull=False, person__isnull=True) | Q(title__isnull=True, person__isnull=False),
                violation_error_message=ABOUT_ONE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Role(models.TextChoices):
    """What a name stands for in a document."""

    TITLE = "title", gettext_lazy("title")
    PERSON = "person", gettext_lazy("person")
    SERVICE = "service", pgettext_lazy("a place to watch", "service")


ENTRY_MODELS: Mapping[str, type[Entry]] = {Role.TITLE: Title, Role.PERSON: Person, Role.SERVICE: Service}
ALIAS_MODELS: Mapping[str, type[Alias]] = {
    Role.TITLE: TitleAlias,
    Role.PERSON: PersonAlias,
    Role.SERVICE: ServiceAlias,
}


class How(models.TextChoices):
    """Why a name was resolved as it was, or not at all (the last three have no target)."""

    EDITOR = "editor", gettext_lazy("an editor decided")
    ID = "id", gettext_lazy("an outside id")
    NAME = "name", gettext_lazy("the only entry of that name")
    COMPANY = "company", gettext_lazy("several entries of that name; year, country, services or people decided")
    MERGED = "merged", gettext_lazy("several entries of that name, which an editor merged")
    FOUNDED = "founded", gettext_lazy("unknown until now; this document founds the entry")
    AMBIGUOUS = "ambiguous", gettext_lazy("several entries of that name")
    UNSURE = "unsure", gettext_lazy("unknown, and the reading is not sure enough to found an entry")
    NOBODY = "nobody", gettext_lazy("an editor decided that it is none")


class NameUse(models.Model):
    """How one document's spelling of a name was resolved. One without a target waits in the editors' queue.

    ``score`` (0 to 1) is how sure the resolution is. What an editor or a catalogue's record ``decided`` survives every
    rebuild. ``beside`` are the names that the document's claims put together with this one. ``between`` are the
    entries (slug -> score) of which none was clear.

    Under an editor's decision (made at ``decided_at``) the ``found_`` fields hold what would have been without it, so
    that it can be undone, and so that a rebuild resolves other names as they were resolved before it was made.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="names")
    role = models.CharField(max_length=8, choices=Role)
    name = models.CharField(max_length=300)
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.PROTECT, related_name="uses")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="uses")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="uses")
    score = models.FloatField()
    how = models.CharField(max_length=10, choices=How)
    decided = models.BooleanField(default=False)
    beside = models.ManyToManyField("self", symmetrical=False, related_name="companions", blank=True)
    between = models.JSONField(null=True, blank=True)
    # Columns that importers need not name: empty, or with a default in the database.
    decided_at = models.DateTimeField(null=True, blank=True)
    found_title = models.ForeignKey(
        Title, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    found_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    found_service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    found_how = models.CharField(max_length=10, choices=How, blank=True, db_default="")
    found_score = models.FloatField(null=True, blank=True)
    found_decided = models.BooleanField(db_default=False, help_text="a catalogue's record said so")

    class Meta:
        ordering = ["document", "role", "name"]
        constraints = [
            models.UniqueConstraint(fields=["document", "role", "name"], name="one_use_of_a_name_in_a_document"),
            models.CheckConstraint(
                # A person's name may turn out to be a service: spokespeople speak under its name.
                name="name_use_has_one_target_at_most",
                condition=Q(title__isnull=True, person__isnull=True)
                | Q(title__isnull=True, service__isnull=True)
                | Q(person__isnull=True, service__isnull=True),
                violation_error_message=ABOUT_ONE,
            ),
        ]
        indexes = [
            models.Index(
                fields=["role", "document"],
                name="names_that_wait",
                condition=Q(title__isnull=True, person__isnull=True, service__isnull=True),
            ),
            models.Index(fields=["found_title"], name="titles_under_decisions", condition=Q(decided_at__isnull=False)),
            models.Index(fields=["role", "how"], name="names_between_entries", condition=Q(between__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Identity(models.TextChoices):
    """What an editor can decide about who is who."""

    MERGE = "merge", gettext_lazy("merged")
    SPLIT = "split", gettext_lazy("split")
    SETTLE = "settle", gettext_lazy("settled")


class IdentityDecision(models.Model):
    """Which entries are one, or what names mean: who decided it, why and when, and whether that was undone.

    Never deleted: it is its own audit. Entries are named by their slugs, which are permanent, so a decision reads the
    same in every database. A merge makes ``entry`` a redirect to ``target``. A split takes ``uses`` (document's key,
    role, name) from ``entry`` to ``target``; settling gives uses a ``target``, or none. ``makes`` says that the target
    was made by this decision.
    """

    key = models.CharField(max_length=40, unique=True)
    action = models.CharField(max_length=8, choices=Identity)
    role = models.CharField(max_length=8, choices=Role)
    entry = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, blank=True)
    makes = models.BooleanField(default=False)
    uses = models.JSONField(default=list, blank=True)
    author = models.CharField(max_length=150)
    reason = models.TextField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["role", "target"], name="decisions_by_target")]
        constraints = [
            models.CheckConstraint(
                name="a_merge_joins_two_entries",
                condition=~Q(action="merge") | (~Q(entry="") & ~Q(target="") & ~Q(entry=F("target"))),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.author}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"decision {self.key} is an audit record and is never deleted; undo it instead")
