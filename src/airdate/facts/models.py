"""Facts, what supports them, how they changed, and what editors decided.

All but `Decision` and what readers report is derived: a rebuild makes it again, row for row. So databases are not
asked to look up each key that derived rows hold (``db_constraint``), which took as long as weighing did: `rows` writes
them in one transaction with what they were read from, nothing that they name is ever deleted, and `airdate check`
looks at them all.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from airdate.catalogue.models import Person, Service, Title
from airdate.claims.models import Claim

ABOUT_ONE = "a fact is about exactly one title, person or service"


def about_one(name: str) -> models.CheckConstraint:
    """A row is about exactly one of a title, a person and a service."""
    return models.CheckConstraint(
        name=name,
        condition=Q(title__isnull=False, person__isnull=True, service__isnull=True)
        | Q(title__isnull=True, person__isnull=False, service__isnull=True)
        | Q(title__isnull=True, person__isnull=True, service__isnull=False),
        violation_error_message=ABOUT_ONE,
    )


class Fact(models.Model):
    """One thing that holds, as far as is known. The row of a `policy.Weighed`.

    ``id`` is made by `identity.fact_id` from the subject's key and the slot, so a fact's address is for ever; one
    that has joined another (``instead``) leads there, and one that is ``withdrawn`` stays without a value. ``place``
    and ``who`` are the service and the person that the slot names. ``earliest`` and ``latest`` bound its date,
    ``sort_day`` is where a list by day puts it (coarse dates after the days they may fall on); all three are empty
    where it has no date.
    """

    id = models.CharField(primary_key=True, max_length=20)
    # Most facts are about titles: the other two have partial indexes below, which cost a rebuild nothing. That of
    # titles goes on to kind and place: a list asks each title for what it is asked about, and nothing else is read.
    title = models.ForeignKey(
        Title,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facts",
        db_index=False,
        db_constraint=False,
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facts",
        db_index=False,
        db_constraint=False,
    )
    service = models.ForeignKey(
        Service,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facts",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=16)
    slot = models.TextField()
    season = models.IntegerField(null=True, blank=True)
    place = models.ForeignKey(
        Service,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="placed_facts",
        db_index=False,
        db_constraint=False,
    )
    who = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="told_facts",
        db_index=False,
        db_constraint=False,
    )
    value = models.JSONField()
    status = models.CharField(max_length=10)
    rule = models.CharField(max_length=20)
    precision = models.CharField(max_length=10, blank=True)
    conflict = models.BooleanField(default=False)
    voices = models.PositiveIntegerField()
    decided_by = models.CharField(max_length=40, help_text="the id of a claim, or the key of a decision")
    since = models.DateField(help_text="the day of what it rests on")
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    sort_day = models.DateField(null=True, blank=True)
    instead = models.CharField(max_length=20, blank=True, help_text="the id of the fact that it has joined")
    claims = models.PositiveIntegerField(default=0, help_text="how many stand beside it; see Support")
    region = models.CharField(max_length=80, blank=True, db_default="", help_text="ISO 3166; empty if it names none")

    class Meta:
        ordering = ["id"]
        constraints = [about_one("fact_about_one")]
        indexes = [
            models.Index(fields=["title", "kind", "place"], name="facts_of_a_title"),
            models.Index(fields=["kind", "sort_day", "id"], name="facts_by_day", condition=Q(sort_day__isnull=False)),
            # What has no day stands apart on pages. The condition compares columns, as SQLite knows no value of a query
            # when it looks for an index.
            models.Index(
                fields=["kind", "sort_day", "id"], name="facts_coarse_by_day", condition=Q(earliest__lt=F("sort_day"))
            ),
            # With the region, so that it is counted in the index alone whether a place has few there.
            models.Index(
                fields=["place", "kind", "sort_day", "region"],
                name="facts_of_a_place_by_day",
                condition=Q(place__isnull=False),
            ),
            models.Index(fields=["person"], name="facts_about_a_person", condition=Q(person__isnull=False)),
            models.Index(fields=["service"], name="facts_about_a_service", condition=Q(service__isnull=False)),
            models.Index(fields=["who"], name="facts_that_name_a_person", condition=Q(who__isnull=False)),
            models.Index(fields=["-since", "id"], name="facts_in_conflict", condition=Q(conflict=True)),
        ]

    def __str__(self) -> str:
        return self.slot


class Support(models.Model):
    """How one claim stands to one fact. The row of a `policy.Support`.

    Most facts rest on one claim that nobody contradicts, refines or repeats. Of these there is no row: a fact with one
    of ``claims`` and no row has its ``decided_by`` for it, which decides. `supporting` gives both sorts alike.
    """

    # The constraint's index serves it.
    fact = models.ForeignKey(
        Fact, on_delete=models.CASCADE, related_name="supports", db_index=False, db_constraint=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="supports", db_constraint=False)
    stance = models.CharField(max_length=10)
    rule = models.CharField(max_length=20)

    class Meta:
        ordering = ["fact", "claim"]
        constraints = [models.UniqueConstraint(fields=["fact", "claim"], name="one_stance_of_a_claim_to_a_fact")]

    def __str__(self) -> str:
        return f"{self.stance} ({self.rule})"


class Change(models.Model):
    """A fact that moved. The row of a `policy.Step`.

    ``id`` is made by `identity.change_id`; it leaves out the place, so that a date told first, and its service later,
    is one change and not two. ``cause`` is the id of a claim, or the key of a decision. ``also`` are the facts of
    other places that changed by the same words. ``day`` is the day of publication, ``learnt_at`` when this site
    learnt of it.
    """

    id = models.CharField(primary_key=True, max_length=20)
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="changes", db_constraint=False)
    also = models.ManyToManyField(Fact, related_name="shared_changes", blank=True, db_constraint=False)
    kind = models.CharField(max_length=10)
    day = models.DateField()
    learnt_at = models.DateTimeField()
    cause = models.CharField(max_length=40)
    old = models.JSONField(null=True)
    old_status = models.CharField(max_length=10, blank=True)
    new = models.JSONField()
    new_status = models.CharField(max_length=10)

    class Meta:
        ordering = ["-day", "-learnt_at", "id"]
        indexes = [
            models.Index(fields=["-day", "-learnt_at", "id"], name="changes_latest_first"),
            models.Index(fields=["learnt_at"], name="changes_as_learnt"),
            # Of a hundred changes a few had a value before: "what moved" looks for them among all.
            models.Index(
                fields=["-day", "-learnt_at", "id"], condition=models.Q(old__isnull=False), name="changes_that_moved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Action(models.TextChoices):
    """What an editor can decide: the first two about a fact, the others about a claim."""

    PIN = "pin", gettext_lazy("pinned")
    CORRECT = "correct", gettext_lazy("corrected")
    ACCEPT = "accept", gettext_lazy("accepted")
    REJECT = "reject", gettext_lazy("rejected")


class Decision(models.Model):
    """What an editor decided, why and when, and whether that was undone. Never deleted: it is its own audit.

    ``key`` is the same in every database with the same content. A pin or a correction is on ``slot`` of a title,
    person or service, with the value and status that shall stand; an acceptance or a rejection is on ``claim``.
    """

    key = models.CharField(max_length=40, unique=True)
    action = models.CharField(max_length=8, choices=Action)
    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    slot = models.TextField(blank=True)
    value = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, blank=True)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    author = models.CharField(max_length=150)
    reason = models.TextField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "key"]
        constraints = [
            models.CheckConstraint(
                name="decision_on_a_fact_or_a_claim",
                condition=Q(action__in=["pin", "correct"], claim__isnull=True) & ~Q(slot="")
                | Q(action__in=["accept", "reject"], claim__isnull=False, slot=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.author}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"decision {self.key} is an audit record and is never deleted; undo it instead")


class Forwarded(models.Model):
    """An address of a fact that was given once and leads to another fact now: its title, or whom or where it names,
    was merged or split. Kept for ever; of a fact that is there, the fact itself counts.
    """

    old = models.CharField(primary_key=True, max_length=20)
    new = models.CharField(max_length=20)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "forwarded"
        constraints = [
            models.CheckConstraint(name="forwarded_to_another", condition=~Q(old=models.F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old} to {self.new}"


class Report(models.Model):
    """A reader's word that a fact is wrong; it waits for an editor until it is ``settled_at``.

    Put back on the queue (``reopened_at``) it waits again; who had settled it, and why, stays.

    ``fact`` is an id and no key: facts are derived, reports are not. ``said`` is the fact as the reader saw it.
    ``sender`` tells reports of one address and day from others (see `reports.sender_of`); no address is kept.
    """

    fact = models.CharField(max_length=20, db_index=True)
    said = models.TextField()
    reason = models.TextField()
    link = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=32)
    day = models.DateField()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_because = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True, help_text="when it was last put back on the queue")
    reopened_by = models.CharField(max_length=150, blank=True, db_default="")
    reopened_because = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["day", "sender"], name="reports_of_a_sender"),
            models.Index(fields=["made_at"], name="reports_that_wait", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} on {self.fact}"
