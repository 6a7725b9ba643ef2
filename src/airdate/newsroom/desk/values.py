"""What a fact holds, as fields of a form: dates as EDTF, places and people by name or key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from airdate.catalogue.models import ENTRY_MODELS, Role
from airdate.catalogue.names import fold_name
from airdate.facts import edtf
from airdate.facts.naming import KEYED
from airdate.facts.policy import STATUSES, WITHDRAWN
from airdate.facts.slots import COMPONENTS
from airdate.facts.terms import term_words
from airdate.facts.words import CHANGES, OUTCOMES, SCHEDULES

LABELS = {
    "date": _("Date"), "time": _("Time"), "schedule": _("Schedule"), "outcome": _("Outcome"), "platform": _("Where"),
    "change": pgettext_lazy("in the cast", "Change"), "character": _("Character"), "form": _("Made from"),
    "author": _("By whom"), "amount": _("Amount"), "currency": _("Currency"), "until": _("Until"),
    "from": _("It is the lowest of several"), "outlet": _("Said to"),
}  # fmt: skip
HELP = {
    "date": _("2031-05-10, or as coarse as it is known: 2031-05, 2031-21 (spring), 2031."),
    "until": _("2031-05-10, or as coarse as it is known: 2031-05, 2031."),
    "time": _("20:00, with the zone where it was told: 20:00 BST."),
    "platform": _("Names, with a comma between them; service:SLUG where several have the name."),
    "author": _("A name; person:SLUG where several have it."),
    "currency": _("Three letters: GBP."),
}
OF_KIND = {
    "renewal": ("ordered", "renewed"), "ending": ("ending", "cancelled"), "casting": ("joins", "returns"),
    "leaving": ("leaves",),
}  # fmt: skip
FORMS = ("graphic novel", "comic", "book", "game", "film", "series", "podcast", "play", "true story", "article")
STATUS_WORDS = {
    "confirmed": _("Confirmed"), "expected": _("Expected"), "rumoured": _("Rumoured"), "unknown": _("Not known"),
    "denied": _("Denied"), "withdrawn": _("There is no such fact"),
}  # fmt: skip
EMPTY = ("denied", WITHDRAWN)  # statuses of a fact without a value


def _words(names: tuple[str, ...], told: Mapping[Any, Callable[[], str]]) -> list[tuple[str, str]]:
    return [("", "–"), *((name, told[name]()) for name in names)]


class ValueForm(forms.Form):
    """The value of a fact of a kind, and how sure it is."""

    status = forms.ChoiceField(label=_("How sure"), choices=[(name, STATUS_WORDS[name]) for name in STATUS_WORDS])

    def __init__(self, kind: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind
        for part in COMPONENTS.get(kind, ()):
            self.fields[part] = self._field(part)
        self.order_fields([*COMPONENTS.get(kind, ()), "status"])

    def _field(self, part: str) -> forms.Field:
        told: dict[str, Any] = {"label": LABELS[part], "required": False, "help_text": HELP.get(part, "")}
        if part == "from":
            return forms.BooleanField(**told)
        if part == "amount":
            return forms.DecimalField(min_value=0, max_digits=9, **told)
        choices = None
        if part == "schedule":
            choices = _words(tuple(name for name in SCHEDULES if name), SCHEDULES)
        elif part in ("outcome", "change"):
            choices = _words(OF_KIND[self.kind], OUTCOMES if part == "outcome" else CHANGES)
        elif part == "form":
            choices = [("", "–"), *((name, term_words(name)) for name in FORMS)]
        if choices is not None:
            return forms.ChoiceField(choices=choices, **told)
        return forms.CharField(max_length=300, **told)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for part in ("date", "until"):
            if cleaned.get(part):
                try:
                    edtf.days(cleaned[part])
                except edtf.NotEDTF as error:
                    self.add_error(part, str(error))
        return cleaned

    def value(self) -> dict[str, Any]:
        """What was given, as facts keep it."""
        if self.cleaned_data["status"] in EMPTY:
            return {}
        found: dict[str, Any] = {}
        for part in COMPONENTS.get(self.kind, ()):
            given = self.cleaned_data.get(part)
            if given in (None, "", False):
                continue
            if part == "amount":
                given = int(given) if given == int(given) else float(given)
            elif part == "platform":
                given = sorted({key_of(name, Role.SERVICE) for name in given.split(",") if name.strip()})
            elif part in KEYED:
                given = key_of(given, Role.PERSON)
            found[part] = given
        return found


def initial_of(value: Mapping[str, Any], status: str) -> dict[str, Any]:
    """A fact's value for the fields of a form."""
    return {
        **{part: ", ".join(given) if isinstance(given, list) else given for part, given in value.items()},
        "status": status if status in STATUSES else "confirmed",
    }


def key_of(name: str, role: str) -> str:
    """The key of what a name means: as it is where it is one, the only entry of that name, or the name itself."""
    name = " ".join(name.split())
    kind = name.partition(":")[0]
    if kind in ENTRY_MODELS or kind == "name":
        return name
    rows = ENTRY_MODELS[role]._default_manager.filter(Q(folded=fold_name(name), dormant=False, merged_into=None))
    slugs = list(rows.values_list("slug", flat=True)[:2])
    return f"{role}:{slugs[0]}" if len(slugs) == 1 else f"name:{name}"
