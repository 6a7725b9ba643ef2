"""What an editor decides about claims, for `airdate fact` and `airdate queue` alike; how a decision is carried out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.editing import author_of, claim_of, deciding, now, open_for_editing
from airdate.cli.printing import one_line
from airdate.cli.refusing import Refused

if TYPE_CHECKING:
    from airdate.facts.models import Decision


def decide(act: Callable[[], Decision], done: str) -> None:
    """Carry a decision out in the one writer's place, and say how to take it back. Raises `Refused`."""
    from airdate.facts.decisions import DecisionError
    from airdate.intake.writer import one_writer

    try:
        with one_writer():
            decision = act()
    except DecisionError as error:
        raise Refused(str(error)) from error
    what = decision.slot or f"claim {(decision.claim_id or '')[:12]}"
    click.echo(f"{one_line(what)} {done}; to take that back: airdate fact undo {decision.key[:12]}")


@click.command("accept")
@click.argument("given", metavar="CLAIM")
@deciding
def accept(given: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Let CLAIM count, however unsure the reading is of it."""
    open_for_editing(folder)
    from airdate.facts.decisions import accept_claim

    claim, who = claim_of(given), author_of(author)
    decide(lambda: accept_claim(claim, author=who, reason=reason, now=now()), "is accepted")


@click.command("reject")
@click.argument("given", metavar="CLAIM")
@deciding
def reject(given: str, reason: str, author: str | None, folder: Path | None) -> None:
    """Let CLAIM count no more, and take it off the queue: it was read wrongly."""
    open_for_editing(folder)
    from airdate.facts.decisions import reject_claim

    claim, who = claim_of(given), author_of(author)
    decide(lambda: reject_claim(claim, author=who, reason=reason, now=now()), "is rejected")
