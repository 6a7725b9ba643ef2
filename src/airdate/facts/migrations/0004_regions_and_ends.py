"""The country that a fact names, and the end of an availability, as columns; an index of what is at a place, by day.

Both are derived: what is filled in here is what weighing writes. Slots and values are read as weighing reads them.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from airdate.facts import edtf
from airdate.facts.slots import read_slot

CHUNK = 2000
DATED = ("release", "schedule", "availability", "price")  # the kinds whose slots name a region


def fill(apps: Any, schema_editor: Any) -> None:
    fact = apps.get_model("facts", "Fact")
    some = []
    for row in fact.objects.filter(kind__in=DATED).order_by("id").iterator(chunk_size=CHUNK):
        region = str(read_slot(row.slot)[1].get("region") or "")[:80]
        until = row.value.get("until") if row.kind == "availability" else None
        if not region and not until:
            continue
        row.region = region
        if until:
            span = edtf.days(until)
            row.earliest, row.latest = span.earliest, None if span.open else span.latest
            row.sort_day = edtf.order_key(until)[0]
        some.append(row)
        if len(some) == CHUNK:
            fact.objects.bulk_update(some, ["region", "earliest", "latest", "sort_day"])
            some = []
    if some:
        fact.objects.bulk_update(some, ["region", "earliest", "latest", "sort_day"])


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_fact_claims")]

    operations = [
        migrations.AddField(
            "fact",
            "region",
            models.CharField(max_length=80, blank=True, db_default="", help_text="ISO 3166; empty if it names none"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("fact", "facts_of_a_place"),
        migrations.AddIndex(
            "fact",
            models.Index(
                fields=["place", "kind", "sort_day"], name="facts_of_a_place_by_day", condition=Q(place__isnull=False)
            ),
        ),
    ]
