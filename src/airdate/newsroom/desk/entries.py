"""Titles, people and services at the desk, `/desk/catalogue/`: found by name, and changed by those who keep them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import Menu, SubmenuMenuItem

from airdate.catalogue import queries
from airdate.catalogue.editing import FIELDS, LONGEST_SYNOPSIS, EditError, state_of
from airdate.catalogue.models import ENTRY_MODELS, Entry, EntryEdit, Form, Role, ServiceKind
from airdate.catalogue.names import LONGEST
from airdate.catalogue.queries import Limb, genre_tree
from airdate.intake.entries import add_entry, change_entry
from airdate.newsroom.desk.allowed import EDIT_ENTRY, IDENTIFY, AllowedItem, needs
from airdate.newsroom.desk.pages import page_of
from airdate.search.queries import find, note

ROLES = {
    "title": gettext_lazy("Titles"), "person": gettext_lazy("People"), "service": gettext_lazy("Services"),
}  # fmt: skip
ALL = {"title": queries.titles, "person": queries.people, "service": queries.services}
FITTING = 50  # entries that a word finds
EDITS = 10  # of an entry that its page shows


class Lines(forms.CharField):
    """A list, one a line."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **named)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


class EntryForm(forms.Form):
    """What an editor may change of an entry of a role; `catalogue.editing` says what will do."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)
    aliases = Lines(label=gettext_lazy("Other names"), help_text=gettext_lazy("One a line: as articles spell it too."))
    year = forms.IntegerField(label=gettext_lazy("Year of its first showing"), required=False)
    form = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        choices=[("", pgettext_lazy("a form", "not told")), *Form.choices],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), required=False,
        choices=[("", pgettext_lazy("a form", "not told")), *ServiceKind.choices],
    )  # fmt: skip
    country = forms.CharField(
        label=gettext_lazy("Country"), required=False, max_length=2, help_text=gettext_lazy("Two letters: GB, US.")
    )
    genres = forms.MultipleChoiceField(
        label=gettext_lazy("Genres"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    synopsis = forms.CharField(
        label=gettext_lazy("Synopsis"), required=False, max_length=LONGEST_SYNOPSIS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    ids = Lines(label=gettext_lazy("Ids elsewhere"), help_text=gettext_lazy("One a line: imdb:tt0123456."))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, help_text=gettext_lazy("Why, for other editors.")
    )

    def __init__(self, role: str, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in set(self.fields) - {*FIELDS[role], "reason"}:
            del self.fields[field]
        if role == Role.TITLE:
            self.fields["genres"].choices = list(_choices(genre_tree()))  # type: ignore[attr-defined]  # its own sort

    def said(self) -> dict[str, Any]:
        return {field: value for field, value in self.cleaned_data.items() if field != "reason"}


def _choices(limbs: Iterable[Limb], depth: int = 0) -> Iterator[tuple[str, str]]:
    for limb in limbs:
        yield limb.slug, f"{'– ' * depth}{limb.name}"
        yield from _choices(limb.below, depth + 1)


def menu_item() -> SubmenuMenuItem:
    items = [
        AllowedItem(label, reverse("desk:entries", args=[role]), name=role, order=number, permission=EDIT_ENTRY)
        for number, (role, label) in enumerate(ROLES.items())
    ]
    items.append(AllowedItem(_("Genres"), reverse("desk:genres"), name="genres", order=9, permission=EDIT_ENTRY))
    return SubmenuMenuItem(
        _("Catalogue"), Menu(items=items), name="catalogue", icon_name="folder-open-inverse", order=255
    )


@needs(EDIT_ENTRY)
def entries(request: HttpRequest, role: str) -> HttpResponse:
    """Entries by name; those that a word fits, slips forgiven, where it is asked for."""
    asked = request.GET.get("q", "").strip()[:100]
    if asked:
        slugs = [hit.slug for hit in find(asked, limit=FITTING, kinds=(role,)).hits]
        rows = {row.slug: row for row in ENTRY_MODELS[role]._default_manager.filter(slug__in=slugs)}
        found: list[Any] = [rows[slug] for slug in slugs if slug in rows]
        page = page_of(request, len(found), lambda offset, limit: found[offset : offset + limit])
    else:
        ordered = ALL[role]().order_by("folded", "slug")
        page = page_of(request, ordered.count(), lambda offset, limit: list(ordered[offset : offset + limit]))
    return render(
        request,
        "newsroom/desk/entries.html",
        {
            "page_title": ROLES[role], "header_icon": "folder-open-inverse", "rows": [(row, note(row)) for row in page],
            "page": page, "asked": asked, "role": role,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(EDIT_ENTRY)
def add(request: HttpRequest, role: str) -> HttpResponse:
    """An entry of which no article speaks yet."""
    form = EntryForm(role, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            entry = add_entry(role, form.said(), **_who(request, form))
        except EditError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": entry.name})
            return redirect("desk:entry_of", role, entry.slug)
    return _page(request, role, _("Add an entry"), form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(EDIT_ENTRY)
def entry(request: HttpRequest, role: str, slug: str) -> HttpResponse:
    """One entry: what is kept of it, and who changed that before."""
    row = entry_or_404(role, slug)
    if row.merged_into is not None:
        return redirect("desk:entry_of", role, row.merged_into.slug)
    form = EntryForm(role, request.POST if request.method == "POST" else None, initial=state_of(row))
    if form.is_bound and form.is_valid():
        try:
            edit = change_entry(row, form.said(), **_who(request, form))
        except EditError as error:
            form.add_error(None, str(error))
        else:
            told = _("%(name)s is kept.") if edit is not None else _("%(name)s was so already.")
            messages.success(request, told % {"name": form.cleaned_data["name"]})
            return redirect("desk:entry_of", role, slug)
    edits = EntryEdit.objects.filter(role=role, entry=slug)[:EDITS]
    return _page(
        request, role, row.name, form, entry=row, note=note(row), edits=edits,
        may_identify=request.user.has_perm(IDENTIFY),
    )  # fmt: skip


def entry_or_404(role: str, slug: str) -> Entry:
    """The entry of a slug that is shown, or one that was merged."""
    model = ENTRY_MODELS[role]
    row = model._default_manager.select_related("merged_into").filter(slug=slug).first()
    if row is None or row.dormant:
        raise Http404(f"there is no {role} {slug}")
    return row


def _who(request: HttpRequest, form: EntryForm) -> dict[str, Any]:
    return {"author": request.user.get_username(), "reason": form.cleaned_data["reason"], "now": timezone.now()}


def _page(request: HttpRequest, role: str, title: str, form: EntryForm, **shown: Any) -> HttpResponse:
    crumbs = [{"url": reverse("desk:entries", args=[role]), "label": ROLES[role]}, {"url": "", "label": title}]
    told = {
        "page_title": title,
        "header_title": title,
        "breadcrumbs_items": crumbs,
        "form": form,
        "role": role,
        **shown,
    }
    return render(request, "newsroom/desk/entry.html", told, status=422 if form.is_bound else 200)
