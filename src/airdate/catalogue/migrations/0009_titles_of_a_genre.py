"""An index of the titles of each genre, so that they are gathered from it alone.

The table between titles and genres is Django's own and has no model to say it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_titles_shown_by_name")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX titles_of_a_genre ON catalogue_title_genres (genre_id, title_id)",
            "DROP INDEX titles_of_a_genre",
        ),
    ]
