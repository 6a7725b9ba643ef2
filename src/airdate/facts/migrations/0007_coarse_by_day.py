"""An index of the facts whose date is coarser than a day."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("facts", "0006_derived_rows_unchecked")]

    operations = [
        migrations.AddIndex(
            "fact",
            models.Index(
                fields=["kind", "sort_day", "id"], name="facts_coarse_by_day", condition=Q(earliest__lt=F("sort_day"))
            ),
        ),
    ]
