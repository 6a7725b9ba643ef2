"""The demonstration's listings, taken in the way that every guide is: as an XMLTV file, by the importer.

Loading can be stopped and done again with the same day: what is there already is not written.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from airdate.listings import demo_guide
from airdate.listings.cataloguing import CatalogueLinker
from airdate.listings.importing import Publisher, import_guide
from airdate.listings.models import Channel, ChannelName, Guide, Lineup, LineupChannel
from airdate.listings.results import Imported
from airdate.listings.xmltv.opening import GuideFile

SOURCE = "Harbour Listings"  # the same that publishes an article of the demonstration
ARRIVES = dt.time(12, tzinfo=dt.UTC)  # as the articles do
ZONE = "Europe/London"


def load(day: dt.date) -> Imported:
    """Take in three weeks of listings around a day, and the line-ups of three countries."""
    now = dt.datetime.combine(day, ARRIVES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.xml"
        path.write_text("".join(demo_guide.guide(day)), encoding="utf-8")
        file = GuideFile("demonstration.xml", path)
        imported = import_guide(file, Publisher(SOURCE), now=now, zone=ZONE, linker=CatalogueLinker(now))
    guide = Guide.objects.get(pk=imported.guide)
    by_id = {name.xmltv_id: name.channel for name in ChannelName.objects.filter(guide=guide).select_related("channel")}
    with transaction.atomic():
        for key, (country, zone) in demo_guide.channels().items():
            Channel.objects.filter(pk=by_id[key].pk).exclude(country=country, zone=zone).update(
                country=country, zone=zone
            )
        for fields, places in demo_guide.lineups():
            _keep_lineup(fields, [(number, by_id[key]) for number, key in places])
    return imported


def is_loaded(day: dt.date) -> bool:
    """Whether the listings of that day are here."""
    return (
        Guide.objects.filter(source__name=SOURCE, imported_at=dt.datetime.combine(day, ARRIVES)).exists()
        and Lineup.objects.filter(slug__in=[fields["slug"] for fields, _ in demo_guide.lineups()]).count() == 3
    )


def _keep_lineup(fields: dict[str, str], places: Sequence[tuple[str, Channel]]) -> None:
    slug = fields["slug"]
    lineup, _ = Lineup.objects.update_or_create(slug=slug, defaults={k: v for k, v in fields.items() if k != "slug"})
    lineup.places.all().delete()
    LineupChannel.objects.bulk_create(
        LineupChannel(lineup=lineup, channel=channel, position=position, number=number)
        for position, (number, channel) in enumerate(places)
    )
