import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_identity_decisions")]

    operations = [
        migrations.AddField(
            model_name="service",
            name="broadcaster",
            field=models.ForeignKey(
                blank=True,
                help_text="whose channel it is, where that one's name alone may mean it: the BBC of BBC One",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="channels",
                to="catalogue.service",
            ),
        ),
    ]
