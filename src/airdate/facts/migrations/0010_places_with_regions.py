"""The region in the index of a place's facts: how many there are is counted in it, and no fact is read for that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0009_changes_that_moved")]

    operations = [
        migrations.RemoveIndex(model_name="fact", name="facts_of_a_place_by_day"),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                fields=["place", "kind", "sort_day", "region"],
                condition=models.Q(place__isnull=False),
                name="facts_of_a_place_by_day",
            ),
        ),
    ]
