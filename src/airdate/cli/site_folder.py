"""What the commands of a site share: which folder is meant, loading Django for it, reaching its database."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from airdate.cli.refusing import Refused
from airdate.intake.site import SiteError, find_site, read_site

F = TypeVar("F", bound=Callable[..., Any])


def site_option(command: F) -> F:
    """Adds `--site`, which `open_site` takes."""
    option = click.option(
        "--site",
        "folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The site's folder. Otherwise AIRDATE_SITE, or the nearest folder above this one that holds a site.",
    )
    return option(command)


def open_site(folder: Path | None) -> Path:
    """Load Django for the site that is meant and give its folder. Raises `Refused` where there is none."""
    if folder is not None:
        os.environ["AIRDATE_SITE"] = str(folder.resolve())
    found = find_site()
    if found is None:
        here = "no airdate.toml in this folder or above"
        raise Refused(f"no site here ({here}); name one with --site, or make one: airdate init DIR")
    os.environ["AIRDATE_SITE"] = str(found)
    try:
        read_site(found)
    except SiteError as error:
        raise Refused(str(error)) from error
    load_django()
    return found


def load_django() -> None:
    """Set Django up with the settings of the site that AIRDATE_SITE names.

    What it loads stays, and looking through it for garbage, again and again while it grows, takes a fifth of the time.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airdate.settings")
    try:
        import django
        from django.apps import apps
        from django.core.exceptions import ImproperlyConfigured
    except ImportError as error:
        raise Refused(
            "the guide's packages are not installed; install them with: pip install 'airdate[site]'"
        ) from error
    was_on, was_ready = gc.isenabled(), apps.ready
    gc.disable()
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from error
    finally:
        if not was_ready:
            gc.freeze()
        if was_on:
            gc.enable()


def reach_database(*, migrate: bool = False) -> None:
    """See that the database answers and has the tables; make or update them if ``migrate``."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.utils import DatabaseError

    from airdate.intake.unapplied import missing_migrations

    try:
        missing = list(missing_migrations())
        if missing and migrate:
            call_command("migrate", interactive=False, verbosity=0)
        elif missing:
            raise Refused(f"the database lacks {len(missing)} migrations; update it with: airdate serve")
        if migrate:
            from airdate.search.index import install

            install(connection)  # the search's index, where an import that was killed left it without its triggers
    except DatabaseError as error:
        name = connection.settings_dict["NAME"]
        raise Refused(f"the database {name} cannot be used: {error}") from error


def may_ask(no_input: bool) -> bool:
    """Whether a question may be put: not with --no-input, nor without a terminal."""
    return not no_input and sys.stdin.isatty() and sys.stdout.isatty()


def tell_progress(stage: str, done: int, of: int) -> None:
    """How far a stage is, on one line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{stage}: {done:,} of {of:,}", nl=done >= of, err=True)
