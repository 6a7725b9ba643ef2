"""Genres that were merged lead on, and what editors do to the tree of genres is kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_join_broadcasters")]

    operations = [
        migrations.AddField(
            "genre",
            "merged_into",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="catalogue.genre",
            ),
        ),
        migrations.CreateModel(
            name="GenreEdit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("add", "added"),
                            ("rename", "renamed"),
                            ("move", "moved"),
                            ("merge", "merged"),
                            ("remove", "removed"),
                        ],
                        max_length=6,
                    ),
                ),
                ("genre", models.CharField(db_index=True, max_length=80)),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("author", models.CharField(max_length=150)),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"ordering": ["-made_at", "-pk"]},
        ),
    ]
