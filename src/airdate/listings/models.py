"""Channels, the guides that list them, broadcasts, and what changed in the schedule.

Instants of broadcasts are whole seconds since 1970 in UTC, in integers: a guide has hundreds of thousands of them, and
numbers are what both databases store, compare and copy fastest. `listings.queries` gives them as aware datetimes.
"""

from __future__ import annotations

import datetime as dt

from django.db import models

from airdate.catalogue.models import Title
from airdate.listings.flags import Group
from airdate.sources.models import Document, Source

FIVE = dt.time(5)


class Channel(models.Model):
    """One channel as viewers know it, whatever its sources call it. ``slug`` is permanent: addresses are made of it."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    number = models.PositiveIntegerField(null=True, blank=True, help_text="where it is known without a line-up")
    logo = models.URLField(max_length=2000, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, upper case")
    zone = models.CharField(max_length=64, help_text="IANA name")
    day_starts = models.TimeField(default=FIVE, help_text="when its broadcast day begins, in its zone")
    kind = models.CharField(max_length=5, choices=[("tv", "television"), ("radio", "radio")], default="tv")

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class Guide(models.Model):
    """One source's listings: where they come from and what the last import did.

    ``digest`` is of the bytes that are in, the importer and its settings: the same again need not be read.
    ``result`` is the summary of the last import that went in, ``failure`` says why a later one did not (empty if none).
    Of two guides that list one channel, the one with the lower ``priority`` is believed first.
    """

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="guide")
    address = models.CharField(max_length=2000, blank=True, help_text="the file or address as it was last given")
    priority = models.PositiveSmallIntegerField(default=100)
    digest = models.CharField(max_length=64, blank=True)
    info = models.JSONField(default=dict, help_text="attributes of the guide's root: source and generator")
    imported_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)
    failure = models.CharField(max_length=1000, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["priority", "pk"]

    def __str__(self) -> str:
        return f"guide {self.pk}"


class ChannelName(models.Model):
    """What a guide calls a channel: its id there, and a name that it shows. ``guide`` is empty for an editor's alias.

    ``xmltv_id`` is empty for a name without an id; the first name of an id in a guide has ``position`` 0.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="names")
    guide = models.ForeignKey(Guide, null=True, blank=True, on_delete=models.CASCADE, related_name="channel_names")
    xmltv_id = models.CharField(max_length=300, blank=True, db_index=True)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    language = models.CharField(max_length=35, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["guide", "xmltv_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "xmltv_id", "position"], name="one_place_of_a_channels_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """All broadcasts of one title as listings spell it: what "more showings" and the search go by.

    ``folded`` is the title as `catalogue.names.fold_name` spells it. Two works of one title share a row.
    """

    folded = models.CharField(max_length=300, unique=True)
    title = models.CharField(max_length=500)

    class Meta:
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.title


class Broadcast(models.Model):
    """One showing on one channel, as one guide lists it. (channel, start) is no key: a third of real guides repeat it.

    ``start`` and ``stop`` are seconds since 1970 UTC, half-open; ``stop`` is empty where the guide has none that can
    be. ``offset`` is what stood beside the start, in minutes, empty where nothing did (then it is UTC).
    ``details`` is a JSON object with all other fields of the DTD (`details.py` says which); ``row_hash`` is of all that
    the guide says, so that an import writes only what differs.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="broadcasts")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="broadcasts", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="broadcasts", db_index=False)
    start = models.BigIntegerField()
    stop = models.BigIntegerField(null=True, blank=True)
    offset = models.SmallIntegerField(null=True, blank=True)
    day = models.DateField(help_text="the channel's broadcast day")
    title = models.TextField()
    sub_title = models.TextField(blank=True)
    description = models.TextField(blank=True)
    group = models.CharField(max_length=13, choices=[(g.value, g.value) for g in Group], default=Group.OTHER.value)
    flags = models.IntegerField(default=0, help_text="bits of flags.Flag")
    long = models.BooleanField(default=False, help_text="longer than flags.LONG_SECONDS")
    season = models.IntegerField(null=True, blank=True, help_text="from 1")
    episode = models.IntegerField(null=True, blank=True, help_text="from 1")
    year = models.SmallIntegerField(null=True, blank=True, help_text="of the work")
    details = models.TextField(default="{}")
    row_hash = models.BigIntegerField()
    work = models.ForeignKey(
        Title, null=True, blank=True, on_delete=models.SET_NULL, related_name="broadcasts", db_index=False
    )
    work_score = models.FloatField(null=True, blank=True, help_text="how sure the link to the work is, up to 1")

    class Meta:
        ordering = ["channel", "start", "pk"]
        indexes = [
            models.Index(fields=["channel", "start"], name="broadcasts_of_a_channel"),
            models.Index(fields=["programme", "start"], name="broadcasts_of_a_programme"),
            # Few rows have these, so the indexes cost an import next to nothing.
            models.Index(fields=["work", "start"], name="broadcasts_of_a_work", condition=models.Q(work__isnull=False)),
            models.Index(fields=["channel", "stop"], name="long_broadcasts", condition=models.Q(long=True)),
        ]

    def __str__(self) -> str:
        return self.title


class ChangeKind(models.TextChoices):
    """What became of a broadcast between two editions of a guide."""

    RETIMED = "retimed", "starts or ends at another time"
    MOVED = "moved", "shown at another time or day"
    REPLACED = "replaced", "something else is shown instead"
    DROPPED = "dropped", "no longer shown"
    ADDED = "added", "newly shown"


class ScheduleChange(models.Model):
    """One change of the schedule, with the broadcast before and after as it was listed.

    ``before`` and ``after`` are stored records (`changes.Listed` as JSON), empty where there is none; ``start`` is the
    earlier of their starts. ``broadcast`` is the row that the change is about, while it exists.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="changes")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="changes", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="changes")
    broadcast = models.ForeignKey(Broadcast, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind)
    known_at = models.DateTimeField(help_text="when this site learnt of it")
    start = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-known_at", "start", "pk"]
        indexes = [
            models.Index(fields=["channel", "start"], name="schedule_changes_of_channel"),
            models.Index(fields=["-known_at", "start"], name="schedule_latest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.programme_id}"


class Lineup(models.Model):
    """Channels in an order, with numbers: those of a region and a platform, or of a playlist."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=100, blank=True)
    platform = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class LineupChannel(models.Model):
    """A channel's place in a line-up. ``number`` is what one presses for it, ``url`` where a playlist streams it."""

    lineup = models.ForeignKey(Lineup, on_delete=models.CASCADE, related_name="places")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=12, blank=True)
    section = models.CharField(max_length=200, blank=True, help_text="the group that it stands in")
    url = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["lineup", "position"]
        constraints = [
            models.UniqueConstraint(fields=["lineup", "position"], name="one_channel_a_place"),
            models.UniqueConstraint(fields=["lineup", "channel"], name="one_place_a_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.channel_id}".strip()


class FirstShowing(models.Model):
    """A release that a guide has claimed, and the document that says so.

    ``key`` is `first_showings.Release.key`, ``said`` are the claim's slots. Of several of one release the ``current``
    one is the guide's latest word; the earlier ones stay said, as in a newspaper. ``withdrawn``: the document says that
    it is no longer listed. A row outlives the broadcast: what was shown has happened.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="first_showings")
    key = models.CharField(max_length=40)
    work = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="first_showings")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="first_showings")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="first_showings")
    start = models.BigIntegerField(help_text="seconds since 1970 UTC")
    said = models.JSONField()
    current = models.BooleanField(default=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["guide", "start", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "key"], condition=models.Q(current=True), name="one_current_showing_a_release"
            ),
        ]
        indexes = [
            models.Index(fields=["guide", "start"], name="first_showings_to_come"),
            models.Index(fields=["guide", "key"], name="first_showings_of_a_release"),
        ]

    def __str__(self) -> str:
        return self.key


class Refresh(models.Model):
    """When the address of a guide is asked again, and what it told last time.

    ``every`` is in minutes. ``etag`` and ``last_modified`` are the validators of the edition that is in (RFC 9110);
    ``failures`` counts those since the last time that all went well: each doubles the wait.
    """

    guide = models.OneToOneField(Guide, on_delete=models.CASCADE, related_name="refresh")
    address = models.URLField(max_length=2000)
    every = models.PositiveIntegerField()
    due_at = models.DateTimeField(db_index=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.address
