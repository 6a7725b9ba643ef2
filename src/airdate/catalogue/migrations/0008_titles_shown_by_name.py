"""An index of the titles that are shown, by name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_entry_edits")]

    operations = [
        migrations.AddIndex(
            model_name="title",
            index=models.Index(
                fields=["folded", "slug"],
                condition=models.Q(("dormant", False), ("merged_into__isnull", True)),
                name="titles_shown_by_name",
            ),
        ),
    ]
