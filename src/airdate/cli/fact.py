"""`airdate fact`: why a fact is what it is, and what an editor decides about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.editing import (
    author_of,
    deciding,
    entry_of,
    fact_of,
    now,
    open_for_editing,
    undo_decision,
)
from airdate.cli.printing import one_line
from airdate.cli.refusing import Refused
from airdate.cli.ruling import accept, decide, reject
from airdate.cli.site_folder import site_option

if TYPE_CHECKING:
    from airdate.facts.models import Decision, Fact
    from airdate.facts.pages import Evidence

STATUSES = ("confirmed", "expected", "rumoured", "unknown", "denied", "withdrawn")
NOTHING = ("denied", "withdrawn")  # statuses of a fact without a value


@click.group("fact")
def fact() -> None:
    """Show facts with those who say so, and correct them.

    A fact is named by its id or by the address of its page "why?". Nothing that an article said is ever changed: a
    decision stands above it, with its author, reason and time, is shown on the fact's page, and can be undone.

    \b
      airdate fact show 0f3d5c...                                            who says what
      airdate fact reject 81cc2a --reason "A misprint."                      leave out a claim
      airdate fact correct 0f3d5c... --set date=2031-05-10 --reason "..."    another value
      airdate fact pin 0f3d5c... --reason "..."                              keep it as it is
      airdate fact undo 77ab01 --reason "..."                                take a decision back
    """


@fact.command("show")
@click.argument("given", metavar="FACT")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, nothing else.")
@site_option
def show(given: str, as_json: bool, folder: Path | None) -> None:
    """What FACT is, why, who says so, who says otherwise, and what editors decided. With the ids of claims."""
    open_for_editing(folder)
    from airdate.facts.queries import why

    found = fact_of(given)
    told = why(found.pk, today=now().date())
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    click.echo(one_line(f"{told.about.name}, {told.what}: {told.value} ({told.status})"))
    click.echo(f"  {told.reason}")
    click.echo(f"  {found.slot}  {json.dumps(found.value, ensure_ascii=False)}")
    for heading, side in (
        ("said by", told.supports), ("said less finely by", told.refined), ("against", told.against),
        ("no longer counts", told.superseded),
    ):  # fmt: skip
        for evidence in side:
            _tell(heading, evidence)
    for decision in _rulings(found):
        _tell_decision(decision)


@fact.command("pin")
@click.argument("given", metavar="FACT")
@deciding
def pin(given: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Keep FACT as it is, whatever is said from now on."""
    open_for_editing(folder)
    from airdate.facts.decisions import pin_fact

    found, who = fact_of(given), author_of(author)
    decide(lambda: pin_fact(found, author=who, reason=reason, now=now()), "is pinned")


@fact.command("correct")
@click.argument("given", metavar="FACT")
@click.option("--set", "parts", multiple=True, metavar="NAME=VALUE", help="A part of the value: date=2031-05-10.")
@click.option("--unset", "without", multiple=True, metavar="NAME", help="A part of the value that is not known.")
@click.option("--status", type=click.Choice(STATUSES), help="How sure it is; otherwise as it was.")
@deciding
def correct(
    given: str, parts: tuple[str, ...], without: tuple[str, ...], status: str | None,
    reason: str, author: str | None, folder: Path | None,
) -> None:  # fmt: skip
    """Put another value in the place of FACT's, from now on. `--status withdrawn`: there is no such fact.

    \b
      airdate fact correct 0f3d5c... --set date=2031-05-10 --set time=21:00 --reason "The press office says so."
      airdate fact correct 0f3d5c... --status withdrawn --reason "That was another show."
    """
    open_for_editing(folder)
    from airdate.facts.decisions import correct_fact

    found, who = fact_of(given), author_of(author)
    if not (parts or without or status):
        raise Refused("nothing was corrected; give --set NAME=VALUE, --unset NAME or --status")
    value = _value(parts, {} if status in NOTHING else dict(found.value))
    for name in without:
        if name not in value:
            raise Refused(f"--unset {name!r}: the fact has no such part; it has {', '.join(sorted(value)) or 'none'}")
        del value[name]
    sure = status or (found.status if found.status in STATUSES else "confirmed")
    decide(lambda: correct_fact(found, value, status=sure, author=who, reason=reason, now=now()), "is corrected")


@fact.command("add")
@click.argument("about", metavar="ENTRY")
@click.argument("slot", metavar="SLOT")
@click.option("--set", "parts", multiple=True, metavar="NAME=VALUE", help="A part of the value: date=2031-05.")
@click.option("--status", type=click.Choice(STATUSES), default="confirmed", show_default=True)
@deciding
def add(
    about: str, slot: str, parts: tuple[str, ...], status: str, reason: str, author: str | None, folder: Path | None
) -> None:
    """State a fact of which no article speaks. SLOT says which; `airdate fact show` prints those of others.

    \b
      airdate fact add title:the-quay release/3/-/-/premiere/-/-/service:lantern --set date=2031-05 --reason "..."
      airdate fact add title:the-quay renewal/3 --set outcome=renewed --reason "..."
      airdate fact add title:the-quay credit/director/person:bo-lind --reason "..."
    """
    open_for_editing(folder)
    from airdate.catalogue.queries import Target
    from airdate.facts.decisions import add_fact

    entry, who, value = entry_of(about), author_of(author), _value(parts, {})
    target = Target(about.partition(":")[0], entry.pk)
    decide(
        lambda: add_fact(target, slot, value, status=status, author=who, reason=reason, now=now()), "is stated"
    )  # fmt: skip


fact.add_command(accept)
fact.add_command(reject)


@fact.command("undo")
@click.argument("key", metavar="DECISION")
@deciding
def undo(key: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Take a decision back. It stays on record. DECISION is its key or the beginning of it."""
    open_for_editing(folder)
    click.echo(f"Decision {undo_decision(key, author=author_of(author), reason=reason)[:12]} is undone.")


@fact.command("history")
@click.argument("given", metavar="[FACT]", required=False)
@site_option
def history(given: str | None, folder: Path | None) -> None:
    """What was decided on FACT, or on all, the newest first, with who, why and when."""
    open_for_editing(folder)
    from airdate.facts.models import Decision

    for decision in _rulings(fact_of(given)) if given is not None else Decision.objects.all():
        _tell_decision(decision)


def _value(parts: tuple[str, ...], value: dict[str, Any]) -> dict[str, Any]:
    """The value with the parts that were given: numbers, lists and true as JSON, all else as text."""
    for part in parts:
        name, sign, given = part.partition("=")
        if not (sign and name and given):
            raise Refused(f"--set {part!r} is no part of a value; give it as NAME=VALUE, such as date=2031-05-10")
        try:
            read = json.loads(given)
        except (ValueError, RecursionError):
            read = given
        # A year is a date and no number; in JSON it would be one.
        value[name] = given if name in ("date", "until", "time") or read is None else read
    return value


def _tell(heading: str, evidence: Evidence) -> None:
    said = f"{evidence.source.name} ({evidence.source_class_words}), {evidence.day.isoformat()}: {evidence.said}"
    click.echo("  " + one_line(f"{heading}: {said} [{evidence.status}]"))
    for words in evidence.quotations:
        click.echo(click.style(f"    “{one_line(words)}”", dim=True))
    click.echo(f"    claim {evidence.claim[:12]}  {one_line(evidence.reason)}")


def _rulings(found: Fact) -> list[Decision]:
    from airdate.facts.models import Decision
    from airdate.facts.queries import why

    pks = [ruling.decision for ruling in why(found.pk, today=now().date()).rulings]
    return list(Decision.objects.filter(pk__in=pks))


def _tell_decision(decision: Decision) -> None:
    what = decision.slot or f"claim {(decision.claim_id or '')[:12]}"
    value = f" {json.dumps(decision.value, ensure_ascii=False)} ({decision.status})" if decision.slot else ""
    made = f"{decision.made_at:%Y-%m-%d %H:%M}"
    click.echo(f"{decision.key[:12]}  {made}  " + one_line(f"{decision.get_action_display()} {what}{value}"))
    click.echo("  " + one_line(f"{decision.author}: {decision.reason}"))
    if decision.undone_at is not None:
        undone = f"undone {decision.undone_at:%Y-%m-%d %H:%M}, {decision.undone_by}: {decision.undone_because}"
        click.echo(f"  {one_line(undone)}")


def _as_json(found: Fact) -> dict[str, Any]:
    from airdate.facts.queries import why

    told = why(found.pk, today=now().date())
    sides = {"for": told.supports, "refined": told.refined, "against": told.against, "superseded": told.superseded}
    return {
        "fact": told.fact, "about": f"{told.about_kind}:{told.about.slug}", "slot": found.slot, "value": found.value,
        "words": told.value, "status": told.status, "rule": told.rule, "conflict": told.conflict,
        "claims": [
            {
                "claim": each.claim, "stance": stance, "rule": each.rule, "says": each.said, "status": each.status,
                "source": each.source.slug, "class": each.source_class, "day": each.day.isoformat(),
                "document": each.document, "words": list(each.quotations), "confidence": each.confidence,
            }
            for stance, side in sides.items()
            for each in side
        ],
        "decisions": [
            {
                "key": each.key, "action": each.action, "author": each.author, "reason": each.reason,
                "made": each.made_at.isoformat(), "undone": each.undone_at.isoformat() if each.undone_at else None,
            }
            for each in _rulings(found)
        ],
    }  # fmt: skip
