from typing import Any

from django.db import migrations

from airdate.catalogue.broadcasters import broadcasters
from airdate.catalogue.names import fold_name


def join(apps: Any, schema_editor: Any) -> None:
    """Channels and broadcasters that are here already; facts follow with the next rebuild."""
    service = apps.get_model("catalogue", "Service")
    for each in broadcasters():
        owners = service.objects.filter(folded=fold_name(each.name), country__in=(each.country, "")).order_by("pk")
        owner = owners.first()
        if owner is not None:
            names = [fold_name(channel) for channel in each.channels]
            service.objects.filter(folded__in=names).exclude(pk=owner.pk).update(broadcaster=owner)


class Migration(migrations.Migration):
    # Apart from the column: PostgreSQL adds its constraint at the end of a migration, and not to rows just written.
    dependencies = [("catalogue", "0003_broadcasters")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
