"""The index of a title's facts goes on to their kind and place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_regions_and_ends")]

    operations = [
        migrations.AlterField(
            "fact",
            "title",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="facts",
                to="catalogue.title",
            ),
        ),
        migrations.AddIndex("fact", models.Index(fields=["title", "kind", "place"], name="facts_of_a_title")),
    ]
