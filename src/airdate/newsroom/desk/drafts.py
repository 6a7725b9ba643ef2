"""New drafts from facts, `/desk/drafts/`: one chooses what about, and gets an outline with a source for every line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from airdate.catalogue.models import Service, Title
from airdate.facts.queries.streaming import streaming_services
from airdate.newsroom.desk.choosers import title_chooser
from airdate.newsroom.drafting.making import make_draft
from airdate.newsroom.drafting.outlines import NothingToTell, Outline
from airdate.newsroom.drafting.subjects import everything_about, leaving_this_month, moved_this_week
from airdate.newsroom.models import NewsFront

MOVED, TITLE, LEAVING = "moved", "title", "leaving"
SUBJECTS = (
    (MOVED, gettext_lazy("What moved this week")),
    (TITLE, gettext_lazy("Everything we know about a title")),
    (LEAVING, gettext_lazy("Leaving this month")),
)


class DraftForm(forms.Form):
    """What the draft is to be about; the title, and the service, where that asks for one."""

    subject = forms.ChoiceField(
        choices=SUBJECTS, initial=MOVED, label=gettext_lazy("What about"), widget=forms.RadioSelect
    )
    title = forms.ModelChoiceField(
        Title.objects.all(), required=False, label=gettext_lazy("Title"), widget=title_chooser.widget_class
    )
    service = forms.ModelChoiceField(
        Service.objects.none(), required=False, label=gettext_lazy("Service"), to_field_name="slug",
        empty_label=gettext_lazy("all"), help_text=gettext_lazy("Of which something leaves."),
    )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        streaming = [service.pk for service in streaming_services()]
        self.fields["service"].queryset = Service.objects.filter(pk__in=streaming).order_by("name")  # type: ignore[attr-defined]  # a model's field

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("subject") == TITLE and given.get("title") is None and "title" not in self.errors:
            self.add_error("title", _("Choose the title that the draft is to be about."))
        return given

    def outline(self) -> Outline:
        """The outline that is asked for. Raises `NothingToTell`."""
        today, given = timezone.localdate(), self.cleaned_data
        if given["subject"] == TITLE:
            return everything_about(given["title"].merged_into or given["title"], today=today)
        if given["subject"] == LEAVING:
            return leaving_this_month(today=today, service=given["service"])
        return moved_this_week(today=today)


def menu_item() -> MenuItem:
    return MenuItem(
        _("New draft from facts"), reverse("desk:draft"), name="draft", icon_name="doc-empty-inverse", order=140
    )


def header_button(page: Any, user: Any, *given: Any, **named: Any) -> Iterator[Button]:
    """Beside the list of articles: there one begins a new one."""
    if isinstance(page.specific_deferred, NewsFront) and page.permissions_for_user(user).can_add_subpage():
        yield Button(_("New draft from facts"), reverse("desk:draft"), icon_name="doc-empty-inverse", priority=15)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Choose what the draft is about; a POST makes it and leads to the editor."""
    if not NewsFront.objects.get().permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outline = form.outline()
        except NothingToTell as nothing:
            form.add_error(None, str(nothing))
        else:
            article = make_draft(outline, request.user)
            told = _("A draft of %(number)d lines, each with its source.") % {"number": len(outline.facts)}
            messages.success(request, told)
            return redirect("wagtailadmin_pages:edit", article.pk)
    context = {"page_title": _("New draft from facts"), "header_icon": "doc-empty-inverse", "form": form}
    return render(request, "newsroom/desk/draft.html", context)
