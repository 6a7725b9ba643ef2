"""Imports of real guides into a site of their own: nothing is lost that can be used, and editions are replayed.

Part of `check_data.py`. The site is on SQLite, in a temporary folder.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAMME = re.compile(rb"<programme\b[^>]*>.*?</programme>", re.DOTALL)
SERIES = "freeview_ie_series.tar.xz"
MOMENT = re.compile(r"_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\.xml$")
FEWEST, MOST = 40, 160  # changes of the schedule in two weeks of the series, as a person counts them


def check_listings(folder: Path) -> list[str]:
    """What is lost, what a second run writes, and what the replay of the editions tells; nothing if all is well."""
    if not folder.is_dir():
        return [f"{folder}: there are no guides to check"]
    with tempfile.TemporaryDirectory(prefix="airdate-check-") as name:
        site = Path(name) / "site"
        _airdate("init", str(site), "--no-input")
        problems = []
        for guide in sorted(folder.glob("*.xml.gz")):
            problems += _check_guide(site, guide)
        if (folder / SERIES).exists():
            problems += _check_series(site, folder / SERIES, Path(name) / "series")
        _airdate("check", "--site", str(site))
    return problems


def _check_guide(site: Path, guide: Path) -> Iterator[str]:
    """Every programme of a guide is in, or is there twice; and it is in once."""
    elements = PROGRAMME.findall(gzip.decompress(guide.read_bytes()))
    told = _import(site, str(guide))
    _tell(guide.name, told)
    doubles = sum(count - 1 for count in Counter(elements).values())
    if told["programmes_read"] != len(elements):
        yield f"{guide.name}: {told['programmes_read']} programmes were read of {len(elements)}"
    if told["added"] + told["skipped_total"] != len(elements) or told["skipped_total"] < doubles:
        yield f"{guide.name}: {told['added']} are in and {told['skipped_total']} skipped of {len(elements)}"
    if len(told["skipped"]) > 1 or told["skipped_total"] > doubles + len(elements) // 1000:
        yield f"{guide.name}: skipped for other reasons than that they are listed twice: {sorted(told['skipped'])}"
    again = _import(site, str(guide), "--again")
    if (again["unchanged"], again["added"], again["changed"], again["removed"]) != (told["added"], 0, 0, 0):
        yield f"{guide.name}: the second run has written something"


def _check_series(site: Path, packed: Path, folder: Path) -> Iterator[str]:
    """Successive editions of one guide: passing time is no change, and what is told can be told to viewers."""
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    schedule: Counter[str] = Counter()
    editions = sorted(folder.glob("*.xml"))
    for edition in editions:
        found = MOMENT.search(edition.name)
        assert found, edition.name
        year, month, day, hour, minute = found.groups()
        moment = f"{year}-{month}-{day}T{hour}:{minute}:00+00:00"
        told = _import(site, str(edition), "--source", "Series", "--known-at", moment)
        schedule.update(told["schedule"])
        lost = told["programmes_read"] - told["added"] - told["changed"] - told["unchanged"] - told["skipped_total"]
        if lost:
            yield f"{edition.name}: {lost} programmes are neither in nor skipped"
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(schedule.items()))
    print(f"{len(editions)} editions: {listed}")
    if not FEWEST <= schedule.total() <= MOST:
        yield f"{packed.name}: {schedule.total()} changes of the schedule are told, not {FEWEST} to {MOST}"
    for edition in sorted(folder.glob("dst/*.xml")):
        _tell(edition.name, _import(site, str(edition), "--source", f"Clocks {edition.stem[-13:]}"))


def _import(site: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_airdate("listings", "import", *arguments, "--site", str(site), "--json"))
    return told


def _tell(name: str, told: dict[str, Any]) -> None:
    print(
        f"{name}: {told['seconds']} s; {told['channels_read']:,} channels, {told['programmes_read']:,} programmes, "
        f"{told['added']:,} added, {told['skipped_total']:,} skipped"
    )
    for reason, found in told["skipped"].items():
        print(f"  {found['count']:,} skipped: {reason} ({found['example']!r})")
    for what, count in told["mended"].items():
        print(f"  {count:,} put right: {what}")


def _airdate(*arguments: str) -> str:
    """What the program prints, with the settings of its site alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRDATE_", "DATABASE_"))}
    command = [sys.executable, "-c", "from airdate.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
    if done.returncode:
        raise SystemExit(f"airdate {' '.join(arguments)}: {done.stderr or done.stdout}")
    return done.stdout
