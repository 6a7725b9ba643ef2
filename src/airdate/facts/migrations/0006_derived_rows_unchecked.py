"""Keys in derived rows are not looked up by the database any more; see `models`."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL
PROTECT = django.db.models.deletion.PROTECT


def entry(to: str, on_delete: Any, related_name: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        to=to,
        null=True,
        blank=True,
        on_delete=on_delete,
        related_name=related_name,
        db_index=False,
        db_constraint=False,
    )


class Migration(migrations.Migration):
    dependencies = [("facts", "0005_facts_of_a_title")]

    operations = [
        migrations.AlterField("fact", "title", entry("catalogue.title", CASCADE, "facts")),
        migrations.AlterField("fact", "person", entry("catalogue.person", CASCADE, "facts")),
        migrations.AlterField("fact", "service", entry("catalogue.service", CASCADE, "facts")),
        migrations.AlterField("fact", "place", entry("catalogue.service", SET_NULL, "placed_facts")),
        migrations.AlterField("fact", "who", entry("catalogue.person", SET_NULL, "told_facts")),
        migrations.AlterField(
            "support",
            "fact",
            models.ForeignKey(
                on_delete=CASCADE, related_name="supports", to="facts.fact", db_index=False, db_constraint=False
            ),
        ),
        migrations.AlterField(
            "support",
            "claim",
            models.ForeignKey(on_delete=PROTECT, related_name="supports", to="claims.claim", db_constraint=False),
        ),
        migrations.AlterField(
            "change",
            "fact",
            models.ForeignKey(on_delete=CASCADE, related_name="changes", to="facts.fact", db_constraint=False),
        ),
        migrations.AlterField(
            "change",
            "also",
            models.ManyToManyField(related_name="shared_changes", blank=True, to="facts.fact", db_constraint=False),
        ),
    ]
