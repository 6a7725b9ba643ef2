import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_articles"),
    ]

    operations = [
        migrations.AddField(
            model_name="held",
            name="tried_at",
            field=models.DateTimeField(default=django.utils.timezone.now, help_text="when it was last looked at"),
            preserve_default=False,
        ),
    ]
