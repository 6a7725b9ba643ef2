"""How an editor picks a title: by the guide's own search, which forgives slips."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from airdate.catalogue.models import Title
from airdate.search.queries import find, note

FOUND = 20


class TitleSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"placeholder": _("A title")})
    )

    def filter(self, objects: QuerySet[Title]) -> QuerySet[Title]:
        asked = self.cleaned_data.get("q") or ""
        self.is_searching, self.search_query = bool(asked), asked
        if not asked:
            return objects.none()  # all of them would be a million
        slugs = [hit.slug for hit in find(asked, limit=FOUND, kinds=("title",)).hits]
        return objects.filter(slug__in=slugs)


class _Columns:
    filter_form_class = TitleSearchForm

    @property
    def columns(self) -> list[Any]:
        return [self.title_column, Column("note", label=_("What it is"), accessor=note)]  # type: ignore[attr-defined]


class ChooseTitle(_Columns, ChooseView):
    pass


class ChooseTitleResults(_Columns, ChooseResultsView):
    pass


class TitleChooser(ChooserViewSet):
    model = Title
    icon = "pick"
    choose_one_text = _("Choose a title")
    choose_another_text = _("Choose another title")
    choose_view_class = ChooseTitle
    choose_results_view_class = ChooseTitleResults


title_chooser = TitleChooser("desk_title_chooser", url_prefix="titles/choose")
