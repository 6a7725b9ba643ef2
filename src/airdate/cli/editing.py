"""What the editors' commands share: who decides and why, and how titles, facts, claims and decisions are named."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from airdate.cli.refusing import Refused
from airdate.cli.site_folder import open_site, reach_database, site_option

if TYPE_CHECKING:
    from airdate.catalogue.models import Entry, IdentityDecision
    from airdate.claims.models import Claim
    from airdate.facts.models import Decision, Fact

F = TypeVar("F", bound=Callable[..., Any])
SHORTEST = 6  # characters of an id's beginning that may stand for it


def deciding(command: F) -> F:
    """Adds what each decision takes: `--reason`, `--by`, `--site`."""
    for option in (
        site_option,
        click.option("--by", "author", metavar="NAME", help="The editor. Otherwise the one called as you are here."),
        click.option("--reason", required=True, metavar="TEXT", help="Why, in words that readers can understand."),
    ):
        command = option(command)
    return command


def open_for_editing(folder: Path | None) -> None:
    """Load Django for the site that is meant and see that its database can be used."""
    open_site(folder)
    reach_database()


def author_of(given: str | None) -> str:
    """The editor who decides. Raises `Refused` where there is none of that name."""
    from django.contrib.auth.models import User

    editors = User.objects.filter(is_active=True).order_by("username")
    name = _own_name() if given is None else given
    if name is not None and editors.filter(username=name).exists():
        return name
    known = ", ".join(editors.values_list("username", flat=True)[:5]) or "none"
    if given is None:
        raise Refused(f"say who decides with --by NAME; editors here are: {known}")
    raise Refused(f"--by {given!r} is no editor of this site; editors here are: {known}")


def _own_name() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment, none in the list of users
        return None


def now() -> datetime:
    return datetime.now(UTC)


def entry_of(given: str, what: str = "") -> Entry:
    """The entry that `title:SLUG`, `person:SLUG` or `service:SLUG` names. Raises `Refused`."""
    from airdate.catalogue.models import ENTRY_MODELS

    role, sign, slug = given.partition(":")
    if not sign or role not in [str(each) for each in ENTRY_MODELS]:
        raise Refused(f"{what}{given!r} names nothing; give it as title:SLUG, person:SLUG or service:SLUG")
    entry = ENTRY_MODELS[role]._default_manager.filter(slug=slug).first()
    if entry is None:
        raise Refused(f"{what}there is no {role} {slug!r} here; its slug is the end of its page's address")
    return entry


def fact_of(given: str) -> Fact:
    """The fact of an id, or of the address of its page; where it leads on, the one it leads to. Raises `Refused`."""
    from airdate.facts.forwarding import forwarded
    from airdate.facts.models import Fact

    found = re.search(r"(?:^|/)([0-9a-f]{20})/?$", given.strip())
    pk = found[1] if found else ""
    fact = Fact.objects.filter(pk=pk).first() or Fact.objects.filter(pk=forwarded(pk) or "").first()
    if fact is not None and fact.instead:
        fact = Fact.objects.filter(pk=fact.instead).first()
    if fact is None:
        raise Refused(f"there is no fact {given!r} here; its id is the end of the address of its page “why?”")
    return fact


def claim_of(given: str) -> Claim:
    """The claim of an id or of the beginning of one. Raises `Refused`."""
    from airdate.claims.models import Claim

    found: Claim = _by_beginning("claim", given, Claim.objects.filter(id__startswith=given), "airdate queue list")
    return found


def decision_of(given: str) -> Decision | IdentityDecision:
    """The decision of a key or of the beginning of one, on a fact, a claim or an entry. Raises `Refused`."""
    from airdate.catalogue.models import IdentityDecision
    from airdate.facts.models import Decision

    found = [
        *Decision.objects.filter(key__startswith=given)[:2],
        *IdentityDecision.objects.filter(key__startswith=given)[:2],
    ]
    kept: Decision | IdentityDecision = _by_beginning("decision", given, found, "airdate fact history")
    return kept


def _by_beginning(what: str, given: str, found: Any, listed_by: str) -> Any:
    if not re.fullmatch(r"[0-9a-f]{6,40}", given):
        raise Refused(f"{given!r} is no id of a {what}; give {SHORTEST} of its characters or more, as {listed_by} does")
    rows = list(found[:2])
    if not rows:
        raise Refused(f"there is no {what} {given!r} here; {listed_by} prints them")
    if len(rows) > 1:
        raise Refused(f"more than one {what} begins with {given!r}; give more of its characters")
    return rows[0]


def undo_decision(given: str, *, author: str, reason: str) -> str:
    """Take a decision of any sort back; gives its key. Raises `Refused`."""
    from airdate.catalogue.deciding import IdentityError
    from airdate.catalogue.models import IdentityDecision
    from airdate.facts.decisions import DecisionError, undo
    from airdate.intake import identities
    from airdate.intake.writer import one_writer

    decision = decision_of(given)
    try:
        if isinstance(decision, IdentityDecision):
            return identities.undo(decision, author=author, reason=reason, now=now()).key
        with one_writer():
            return undo(decision, author=author, reason=reason, now=now()).key
    except (DecisionError, IdentityError) as error:
        raise Refused(str(error)) from error
