"""`airdate init`: a site in a folder, with its settings file, secret, database and first editor."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import load_django, may_ask, reach_database
from airdate.intake.site import DATABASE_FILE, SECRET_FILE, SETTINGS_FILE, SiteError, read_site

SETTINGS = """\
# The settings of this site. What is left out is as the comment says; the environment variable DATABASE_URL wins over
# `database_url`. See docs/reference/settings.md.

name = {name}
region = {region}        # ISO 3166: whose dates and prices come first
time_zone = {time_zone}  # IANA: of the days on the pages
# language = "en-gb"
# hosts = ["localhost", "127.0.0.1", "[::1]"]  # the names that it answers to
# https = false  # true where it is served over HTTPS: cookies and redirects then insist on it
{database}
"""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", default="Airdate", show_default=True, help="What the site is called.")
@click.option("--region", default="GB", show_default=True, metavar="CODE", help="Its country, ISO 3166.")
@click.option("--time-zone", default="Europe/London", show_default=True, metavar="ZONE", help="Its time zone, IANA.")
@click.option(
    "--database-url", default="", metavar="URL", help="PostgreSQL instead of a file: postgres://user@host/name"
)
@click.option("--username", metavar="NAME", help="The first editor. Asked for, or `editor`.")
@click.option(
    "--password", envvar="AIRDATE_PASSWORD", metavar="WORD", help="Their password. Asked for, or made and printed once."
)
@click.option("--no-input", is_flag=True, help="Ask nothing.")
def init(
    folder: Path, name: str, region: str, time_zone: str, database_url: str,
    username: str | None, password: str | None, no_input: bool,
) -> None:  # fmt: skip
    """Make a site in the folder DIR.

    It has a settings file, a secret, a database and its first editor. DIR is made if it is not there. Without a
    terminal, or with --no-input, nothing is asked: the editor is `editor` and a password is made and printed once.

    \b
      airdate init guide
      airdate init guide --database-url postgres://airdate@localhost/guide --no-input
    """
    made = make_site(
        folder, name=name, region=region, time_zone=time_zone, database_url=database_url,
        username=username, password=password, ask=may_ask(no_input),
    )  # fmt: skip
    click.echo(made)
    click.echo(f"Next: airdate add FILE --site {folder}; airdate serve --site {folder}")


def make_site(
    folder: Path, *, name: str = "Airdate", region: str = "GB", time_zone: str = "Europe/London",
    database_url: str = "", username: str | None = None, password: str | None = None, ask: bool = False,
    also: Mapping[str, str] = MappingProxyType({}),
) -> str:  # fmt: skip
    """Make a site and load Django for it. Gives the lines to tell. Raises `Refused`, and then leaves nothing behind.

    Everything is made in a folder of its own and moved into place at the end, the settings file last: it is that
    file that makes a folder a site, so a site is there whole or not at all. ``also`` are texts of more files, by name.
    """
    target = folder.resolve()
    for file in (SETTINGS_FILE, SECRET_FILE, DATABASE_FILE):
        if (target / file).exists():
            raise Refused(f"{folder} holds a site already ({file}); name another, or: airdate serve --site {folder}")
    if target.exists() and not target.is_dir():
        raise Refused(f"{folder} is a file; name a folder for the site")
    is_new = not target.exists()
    workshop: Path | None = None
    try:
        target.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".airdate-init-", dir=target))
        lines = _fill(workshop, target, name, region, time_zone, database_url, username, password, ask)
        for file, text in also.items():
            _write_private(workshop / file, text)
        for file in (SECRET_FILE, DATABASE_FILE, *also, SETTINGS_FILE):
            if (workshop / file).exists():
                (workshop / file).replace(target / file)
    except BaseException as error:
        if workshop is not None:
            shutil.rmtree(workshop, ignore_errors=True)
        if is_new and target.exists() and not any(target.iterdir()):
            target.rmdir()
        if isinstance(error, OSError):
            raise Refused(f"{folder} cannot be made a site: {error.strerror}") from error
        raise
    shutil.rmtree(workshop)
    os.environ["AIRDATE_SITE"] = str(target)
    return lines


def _fill(
    workshop: Path, target: Path, name: str, region: str, time_zone: str, database_url: str,
    username: str | None, password: str | None, ask: bool,
) -> str:  # fmt: skip
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in
              {"name": name, "region": region, "time_zone": time_zone, "url": database_url}.items()}  # fmt: skip
    database = f"database_url = {quoted['url']}" if database_url else '# database_url = ""  # a file in this folder'
    _write_private(workshop / SECRET_FILE, secrets.token_urlsafe(48) + "\n")
    _write_private(workshop / SETTINGS_FILE, SETTINGS.format(database=database, **quoted))
    try:
        read_site(workshop)
    except SiteError as error:
        raise Refused(str(error).replace(str(workshop / SETTINGS_FILE), "airdate init")) from error
    os.environ["AIRDATE_SITE"] = str(workshop)
    load_django()
    if not database_url and not os.environ.get("DATABASE_URL"):
        _write_private(workshop / DATABASE_FILE, "")  # it will hold the editors' passwords, hashed
    reach_database(migrate=True)
    lines = _first_editor(username, password, ask)
    _first_genres()
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    # From here on the database is the one in the site's own folder.
    if settings.DATABASES["default"]["NAME"] == str(workshop / DATABASE_FILE):
        final = str(target / DATABASE_FILE)
        settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = final
    return f"A site was made in {target}.\n{lines}"


def _first_genres() -> None:
    """The packaged tree of genres, in a database that has none yet."""
    from airdate.catalogue.genres import plant
    from airdate.catalogue.models import Genre

    if not Genre.objects.exists():
        plant()


def _write_private(path: Path, content: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)


def _first_editor(username: str | None, password: str | None, ask: bool) -> str:
    """Make the first editor, unless the database has users already. Gives what to tell."""
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if User.objects.exists():
        return "The database has its editors already; none was added."
    if username is None:
        username = click.prompt("First editor", default=getpass.getuser()) if ask else "editor"
    given = password is not None
    if password is None and ask:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        given = True
    if password is None:
        password = secrets.token_urlsafe(12)
    user = User(username=username, is_staff=True, is_superuser=True)
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as error:
        raise Refused(f"the editor {username!r} cannot be made: {' '.join(error.messages)}") from error
    user.save()
    told = f"First editor: {username}"
    return told if given else f"{told}, password: {password} (shown this once)"
