"""The site's folder: where it is, and what its settings file says.

A site is a folder with `airdate.toml`, `secret.key` and, unless a database is named, `airdate.sqlite3`. It is
found by the `--site` option (which sets AIRDATE_SITE), by AIRDATE_SITE itself, or by walking up from the folder
one is in. No Django here: the commands look for the site before they load it, and the settings are made from it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SETTINGS_FILE = "airdate.toml"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file, not a secret
DATABASE_FILE = "airdate.sqlite3"


class SiteError(Exception):
    """There is no site where one was looked for, or its settings cannot be used. The message is one line."""


@dataclass(frozen=True, slots=True)
class Site:
    """What `airdate.toml` says. ``hosts`` are the names it answers to; ``https`` says that it is served so."""

    folder: Path
    name: str = "Airdate"
    region: str = "GB"
    time_zone: str = "Europe/London"
    language: str = "en-gb"
    database_url: str = ""
    hosts: tuple[str, ...] = field(default=("localhost", "127.0.0.1", "[::1]"))
    https: bool = False

    @property
    def secret_key(self) -> str:
        """The site's secret. Raises `SiteError` where it is missing or empty."""
        path = self.folder / SECRET_FILE
        try:
            secret = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SiteError(f"{path} cannot be read ({error}); the site needs its secret to run") from error
        if len(secret) < 32:
            raise SiteError(f"{path} holds fewer than 32 characters; put a long random text there")
        return secret


def find_site(*, environ: Mapping[str, str] | None = None, start: Path | None = None) -> Path | None:
    """The folder of the site that is meant, or None. A folder named by AIRDATE_SITE is taken at its word."""
    named = (os.environ if environ is None else environ).get("AIRDATE_SITE")
    if named:
        return Path(named).resolve()
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS_FILE).is_file()), None)


def read_site(folder: Path) -> Site:
    """What the settings file of ``folder`` says.

    Raises `SiteError` where there is none, it is not TOML, or a value is unknown or of the wrong type.
    """
    path = folder / SETTINGS_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SiteError(f"{folder} holds no site (no {SETTINGS_FILE}); make one with: airdate init {folder}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteError(f"{path} cannot be read: {error}") from error
    texts = dict.fromkeys(("name", "region", "time_zone", "language", "database_url"), str)
    kinds: dict[str, type] = {**texts, "hosts": list, "https": bool}
    for key, value in given.items():
        if key not in kinds:
            raise SiteError(f"{path}: no setting is called {key!r}; known are {', '.join(kinds)}")
        if not isinstance(value, kinds[key]):
            raise SiteError(f"{path}: {key} is {value!r}, which is not a {kinds[key].__name__}")
    values: dict[str, Any] = {**given}
    if "hosts" in values:
        if not all(isinstance(host, str) for host in values["hosts"]):
            raise SiteError(f"{path}: hosts is {values['hosts']!r}; each must be a name such as 'guide.example.org'")
        values["hosts"] = tuple(values["hosts"])
    site = Site(folder=folder, **values)
    try:
        ZoneInfo(site.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SiteError(
            f"{path}: time_zone is {site.time_zone!r}, which no zone is called; try 'Europe/London'"
        ) from error
    if not (len(site.region) == 2 and site.region.isalpha() and site.region.isupper()):
        raise SiteError(f"{path}: region is {site.region!r}, which is not an ISO 3166 code such as 'GB'")
    return site
