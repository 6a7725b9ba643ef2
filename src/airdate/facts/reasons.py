"""The rules of the policy in words: why a fact is what it is, and how each claim stands to it (see weighing.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from airdate.facts.policy import CONTESTED

DECIDED: Mapping[str, Callable[[], str]] = {
    "pin": lambda: _("An editor of this site has decided it."),
    "only voice": lambda: _("One voice has said it, and nobody has said otherwise."),
    "agreement": lambda: _("All who speak of it agree."),
    "class": lambda: _("Those who say otherwise stand further from the fact: the source nearer to it decides."),
    "status": lambda: _("What is confirmed weighs more than what is expected, and that more than a rumour."),
    "recency": lambda: _("Of sources that stand equally near, the latest word counts."),
    "replaced": lambda: _("The latest word names the day that it replaces."),
    "refines": lambda: _("It makes an earlier, coarser date more precise and contradicts nothing."),
    "denial": lambda: _("It has been denied by a source that stands as near to the fact, or nearer."),
    "tie": lambda: _("Sources that stand equally near disagree on one day; the finer or surer reading is shown."),
    "no date": lambda: _("A later word from as near a source gives no date."),
    "earlier release": lambda: _("The earlier release has happened; this is the next one."),
    "rejected": lambda: _("An editor has found that the claim was read wrongly."),
    "retired": lambda: _("The article has been changed since and says it no more."),
    "unsure": lambda: _("It was not read surely enough to count."),
    "undone": lambda: _("An editor had stated it, and has taken that back."),
    "joined": lambda: _("The place has been told since; it is the same as another fact."),
}
STANCES: Mapping[tuple[str, str], Callable[[], str]] = {
    ("for", "decides"): lambda: _("This is the word that counts."),
    ("for", "agrees"): lambda: _("Says the same."),
    ("for", "fits"): lambda: _("Fits, and is more precise, but less sure."),
    ("for", "overlaps"): lambda: _("May mean the same."),
    ("for", "denial"): lambda: _("Denies another date than the one that stands."),
    ("refined", "refines"): lambda: _("Less precise; what stands lies within it."),
    ("against", "class"): lambda: _("Newer, but further from the fact."),
    ("against", "status"): lambda: _("Newer, but less sure."),
    ("against", "denial"): lambda: _("Denies it, but stands further from the fact."),
    ("against", "tie"): lambda: _("Says otherwise on the same day, from as near."),
    ("against", "no date"): lambda: _("Says later that there is no date yet."),
    ("against", "pin"): lambda: _("Says otherwise since the editor decided."),
    ("superseded", "class"): lambda: _("Older, and further from the fact."),
    ("superseded", "status"): lambda: _("Less sure."),
    ("superseded", "recency"): lambda: _("Older word from as near a source."),
    ("superseded", "replaced"): lambda: _("A later word names this day as the one that it replaces."),
    ("superseded", "denial"): lambda: _("Denied by a source that stands as near, or nearer."),
    ("superseded", "pin"): lambda: _("Older than the editor's decision."),
    ("superseded", "earlier release"): lambda: _("Speaks of an earlier release, which has happened."),
    ("superseded", "rejected"): lambda: _("An editor has found that it was read wrongly."),
    ("superseded", "retired"): lambda: _("The article has been changed since and says it no more."),
}
KINDS_OF_CHANGE: Mapping[str, Callable[[], str]] = {
    "first": lambda: pgettext("a change", "new"),
    "refined": lambda: pgettext("a change", "more precise"),
    "moved": lambda: pgettext("a change", "moved"),
    "confirmed": lambda: pgettext("a change", "confirmed"),
    "denied": lambda: pgettext("a change", "denied"),
    "withdrawn": lambda: pgettext("a change", "withdrawn"),
    "corrected": lambda: pgettext("a change", "corrected"),
    "contested": lambda: pgettext("a change", "contested"),
    "settled": lambda: pgettext("a change", "settled"),
}
CLASSES: Mapping[str, Callable[[], str]] = {
    "official": lambda: _("official"),
    "trade": lambda: _("trade press"),
    "catalogue": lambda: _("listings and catalogues"),
    "general": lambda: _("general press"),
    "fan": lambda: _("fan press"),
}


def rule_words(rule: str) -> str:
    """Why a fact is what it is."""
    return DECIDED[rule]() if rule in DECIDED else rule


def stance_words(stance: str, rule: str) -> str:
    """How a claim stands to a fact, and why."""
    if rule == "same voice":
        return _("The same text as another source's; together they are one voice.")
    found = STANCES.get((stance, rule)) or DECIDED.get(rule)
    return found() if found else rule


def change_words(kind: str) -> str:
    return KINDS_OF_CHANGE[kind]() if kind in KINDS_OF_CHANGE else kind


def dispute_words(kind: str, what: str, value: str) -> str:
    """A sentence for the change by which sources begin, or cease, to differ on a value that stays."""
    told = {"what": what, "value": value}
    if kind == CONTESTED:
        return _("%(what)s: %(value)s stands, but sources differ.") % told
    return _("%(what)s: %(value)s stands, and sources differ no more.") % told


def class_words(source_class: str) -> str:
    return CLASSES[source_class]() if source_class in CLASSES else source_class
