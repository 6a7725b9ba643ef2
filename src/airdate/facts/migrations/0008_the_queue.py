from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_merged_entries"), ("facts", "0007_coarse_by_day")]

    operations = [
        migrations.AddField(
            "report",
            "reopened_at",
            models.DateTimeField(blank=True, help_text="when it was last put back on the queue", null=True),
        ),
        migrations.AddField("report", "reopened_because", models.TextField(blank=True, db_default="")),
        migrations.AddField("report", "reopened_by", models.CharField(blank=True, db_default="", max_length=150)),
        migrations.AddIndex(
            "fact",
            models.Index(condition=models.Q(("conflict", True)), fields=["-since", "id"], name="facts_in_conflict"),
        ),
    ]
