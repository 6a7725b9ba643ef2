"""The least confidence of each reading, so that the editors' queue need not look through all of them."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

PORTION = 1000  # rows written together


def fill(apps: Any, schema_editor: Any) -> None:
    runs = apps.get_model("claims", "ReadingRun").objects.order_by().only("confidences")
    changed = []
    for run in runs.iterator(chunk_size=PORTION):
        run.lowest = min((sure for sure in run.confidences.values() if sure < 1), default=None)
        if run.lowest is not None:
            changed.append(run)
    for start in range(0, len(changed), PORTION):
        apps.get_model("claims", "ReadingRun").objects.bulk_update(changed[start : start + PORTION], ["lowest"])


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_takedowns"), ("sources", "0002_feeds_and_takedowns")]

    operations = [
        migrations.AddField("readingrun", "lowest", models.FloatField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "readingrun",
            models.Index(condition=models.Q(("lowest__isnull", False)), fields=["lowest"], name="unsure_readings"),
        ),
    ]
