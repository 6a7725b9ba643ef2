"""What an editor decides about rows of the queue: one action, one reason, as many rows as were selected.

Each row is a decision of its own, in the one writer's place: one that is refused leaves the others standing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from airdate.catalogue.deciding import IdentityError, NewEntry
from airdate.catalogue.models import ENTRY_MODELS, Entry, NameUse
from airdate.claims.models import Claim
from airdate.facts.decisions import DecisionError, accept_claim, pin_fact, reject_claim
from airdate.facts.models import Fact, Report
from airdate.facts.queue import names_like, names_of
from airdate.facts.reports import ReportError, settle_report
from airdate.intake import identities
from airdate.intake.writer import one_writer
from airdate.newsroom.desk.allowed import ANSWER, DECIDE, IDENTIFY


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to rows: by a letter, and by a button that says ``label``."""

    name: str
    letter: str
    label: Any
    hint: Any
    permission: str


PIN = Act("pin", "p", gettext_lazy("Pin"), gettext_lazy("Keep the fact as it is, whatever is said from now on"), DECIDE)
REJECT_SIDES = Act(
    "reject-claims", "r", gettext_lazy("Reject"), gettext_lazy("Leave out the claims that are ticked"), DECIDE
)
ACCEPT = Act("accept", "a", gettext_lazy("Accept"), gettext_lazy("Let the claim count"), DECIDE)
REJECT = Act("reject", "r", gettext_lazy("Reject"), gettext_lazy("Leave the claim out: it was read wrongly"), DECIDE)
CHOOSE = Act(
    "choose", "s", gettext_lazy("Settle"), gettext_lazy("Let the name mean the entry that is chosen"), IDENTIFY
)
FOUND = Act(
    "found", "n", pgettext_lazy("an entry", "New"), gettext_lazy("Let the name mean an entry of its own"), IDENTIFY
)
APART = Act("apart", "l", gettext_lazy("Leave apart"), gettext_lazy("Let the name mean none of ours"), IDENTIFY)
REPLY = Act("answer", "a", gettext_lazy("Close"), gettext_lazy("Close the report, with what became of it"), ANSWER)
ACTS: Mapping[str, tuple[Act, ...]] = {
    "conflicts": (PIN, REJECT_SIDES),
    "claims": (ACCEPT, REJECT),
    "names": (CHOOSE, FOUND, APART),
    "reports": (REPLY,),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was selected: ids of ``rows``, of ``claims`` within them, and what names shall mean, by id of the name."""

    rows: Collection[str]
    claims: Collection[str] = ()
    means: Mapping[str, str] = field(default_factory=dict)
    alike: bool = False


@dataclass(slots=True)
class Ruled:
    """How it went: how many rows were decided, and the lines of those that were refused."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


class Unfit(ValueError):
    """A row cannot be decided so. The message is for the editor."""


def rule(sort: str, action: str, chosen: Chosen, *, author: str, reason: str, now: datetime) -> Ruled:
    """Carry an action out on all that was chosen."""
    ruled = Ruled()
    for decide in _steps(sort, action, chosen, {"author": author, "reason": reason, "now": now}):
        try:
            decide()
        except (Unfit, DecisionError, IdentityError, ReportError) as error:
            ruled.refused.append(str(error))
        else:
            ruled.done += 1
    return ruled


def _steps(sort: str, action: str, chosen: Chosen, who: dict[str, Any]) -> Iterator[Callable[[], object]]:
    if action == PIN.name:
        for pk in chosen.rows:
            yield lambda pk=pk: _written(lambda: pin_fact(_fact(pk), **who))  # type: ignore[misc]
    elif action == REJECT_SIDES.name:
        for pk in chosen.claims:
            yield lambda pk=pk: _written(lambda: reject_claim(_claim(pk), **who))  # type: ignore[misc]
    elif sort == "claims":
        decide = accept_claim if action == ACCEPT.name else reject_claim
        for pk in chosen.rows:
            yield lambda pk=pk: _written(lambda: decide(_claim(pk), **who))  # type: ignore[misc]
    elif sort == "names":
        uses = names_of(chosen.rows)
        for key in chosen.rows:
            yield lambda key=key: _settle(uses.get(key), action, chosen, key, who)  # type: ignore[misc]
    elif sort == "reports":
        for pk in chosen.rows:
            yield lambda pk=pk: settle_report(_report(pk), **who)  # type: ignore[misc]


def _written(decide: Callable[[], object]) -> None:
    with one_writer():
        decide()


def _fact(pk: str) -> Fact:
    fact = Fact.objects.filter(pk=pk).first()
    if fact is None:
        raise Unfit(_("The fact %(fact)s is not here any more.") % {"fact": pk[:20]})
    return fact


def _claim(pk: str) -> Claim:
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        raise Unfit(_("The claim %(claim)s is not here.") % {"claim": pk[:12]})
    return claim


def _report(pk: str) -> Report:
    report = Report.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if report is None:
        raise Unfit(_("The report %(report)s is not here.") % {"report": pk[:20]})
    return report


def _settle(use: NameUse | None, action: str, chosen: Chosen, key: str, who: dict[str, Any]) -> None:
    if use is None:
        raise Unfit(_("The name %(name)s does not wait any more.") % {"name": key[:12]})
    target: Entry | NewEntry | None = None
    if action == CHOOSE.name:
        target = entry_of(chosen.means.get(key, ""))
        if target is None:
            raise Unfit(_("“%(name)s”: choose what it means.") % {"name": use.name})
    elif action == FOUND.name:
        target = NewEntry(use.name)
    identities.settle(names_like(use) if chosen.alike else [use], target, **who)


def entry_of(key: str) -> Entry | None:
    """The entry of a key such as ``title:ghosts``, if there is one."""
    role, _sign, slug = key.partition(":")
    model = next((model for each, model in ENTRY_MODELS.items() if each == role), None)
    return model._default_manager.filter(slug=slug).first() if model is not None else None
