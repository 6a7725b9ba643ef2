"""`airdate editor`: who may sign in at the desk."""

from __future__ import annotations

import os
from pathlib import Path

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import may_ask, open_site, reach_database, site_option

ROLES = {
    "editor": "writes and submits; a moderator publishes",
    "moderator": "publishes, and approves what editors submit",
    "chief": "may do everything, users and settings included",
}


@click.group("editor")
def editor() -> None:
    """Add the people who sign in at the desk, and list them.

    \b
      airdate editor add ada                     an editor; the password is asked for
      airdate editor add grace --role moderator
      airdate editor list
    """


@editor.command("add")
@click.argument("name", metavar="NAME")
@click.option(
    "--role", type=click.Choice(list(ROLES)), default="editor", show_default=True,
    help="; ".join(f"{role}: {words}" for role, words in ROLES.items()) + ".",
)  # fmt: skip
@click.option("--email", default="", metavar="ADDRESS", help="Where Wagtail writes to them.")
@click.option("--no-input", is_flag=True, help="Ask nothing: the password is taken from AIRDATE_PASSWORD.")
@site_option
def add(name: str, role: str, email: str, no_input: bool, folder: Path | None) -> None:
    """Let NAME sign in at /desk/.

    The password is asked for and not shown; without a terminal it is taken from the variable AIRDATE_PASSWORD.
    """
    open_site(folder)
    reach_database()
    from airdate.newsroom.people import PersonError, add_person

    word = _password(name, ask=may_ask(no_input))
    try:
        add_person(name, word, role=role, email=email)
    except PersonError as error:
        raise Refused(str(error)) from error
    click.echo(f"{name} may sign in at /desk/ as {role}.")


@editor.command("list")
@site_option
def list_(folder: Path | None) -> None:
    """Who may sign in, and as what."""
    open_site(folder)
    reach_database()
    from airdate.newsroom.people import everybody

    for person in everybody():
        click.echo(f"{person.name}  {person.role}{'' if person.is_active else '  (may not sign in)'}")


def _password(name: str, *, ask: bool) -> str:
    """The password, from the environment or from who is asked. Raises `Refused` where there is neither."""
    given = os.environ.get("AIRDATE_PASSWORD")
    if given:
        return given
    if not ask:
        raise Refused(f"a password for {name!r} is needed: set AIRDATE_PASSWORD, or run this in a terminal")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
