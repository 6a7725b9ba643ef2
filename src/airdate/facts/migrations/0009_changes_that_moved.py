"""An index of the changes that are news: those of what had a value before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0008_the_queue")]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                fields=["-day", "-learnt_at", "id"], condition=models.Q(old__isnull=False), name="changes_that_moved"
            ),
        ),
    ]
