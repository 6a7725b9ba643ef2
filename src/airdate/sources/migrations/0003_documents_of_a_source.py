"""An index of each source's documents by day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_feeds_and_takedowns")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["source", "-published"], name="documents_of_a_source"),
        ),
    ]
