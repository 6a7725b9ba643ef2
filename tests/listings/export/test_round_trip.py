"""A whole guide, taken in, given out and taken in again from that, is the same guide: of any channels and zones."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from airdate.listings.export.selection import Selection
from airdate.listings.export.writing import xmltv_of
from airdate.listings.importing import Publisher, import_guide
from airdate.listings.models import Broadcast, ChannelName, Guide
from airdate.listings.xmltv.opening import GuideFile
from listings.export.guides import programmes

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2031, 2, 20, 6, tzinfo=dt.UTC)
CHANNELS = ("tide.one", "2", "Tide Three (north).example")
HEAD = "".join(
    f'<channel id="{key}"><display-name lang="en">Tide {n}</display-name><display-name>{n}</display-name>'
    f"<icon src='https://logos.example/{n}.png?a=1&amp;b'/></channel>\n"
    for n, key in enumerate(CHANNELS, 1)
)
FIELDS = [field.attname for field in Broadcast._meta.fields if field.name not in ("id", "guide", "row_hash")]
numbers = itertools.count()
shown = st.lists(st.tuples(programmes(beside=True), st.sampled_from(CHANNELS)), min_size=1, max_size=4)


def take(path: Path, text: str) -> Guide:
    """The guide of a source that nobody has met before."""
    path.write_text(text, encoding="utf-8")
    taken = import_guide(GuideFile(path.name, path), Publisher(f"Tide {next(numbers)}"), now=NOW, zone="Europe/London")
    return Guide.objects.get(pk=taken.guide)


def held(guide: Guide) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """All that a guide says: its broadcasts with the keys of their channels, and the channels' names."""
    rows = Broadcast.objects.filter(guide=guide).order_by("row_hash")
    names = ChannelName.objects.filter(guide=guide).order_by("xmltv_id", "position")
    return list(rows.values_list(*FIELDS)), list(names.values_list("xmltv_id", "name", "language", "channel__logo"))


@settings(
    deadline=None, max_examples=25,
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)  # fmt: skip
@given(shown)
def test_a_guide_given_out_is_the_same_guide(tmp_path: Path, made: list[tuple[str, str]]) -> None:
    body = "\n".join(text.replace('channel="tide.one"', f'channel="{key}"', 1) for text, key in made)
    kettle = '<programme start="20310220200000" channel="2"><title>Kettle</title></programme>'
    before = take(tmp_path / "guide.xml", f"<tv>\n{HEAD}{body}\n{kettle}\n</tv>")
    left_out: Counter[str] = Counter()
    out = "".join(xmltv_of(Selection("all", guide=before), left_out, as_found=True))
    after = take(tmp_path / "out.xml", out)
    assert left_out == Counter()
    assert held(after) == held(before)
    assert "".join(xmltv_of(Selection("all", guide=after), left_out, as_found=True)) == out
