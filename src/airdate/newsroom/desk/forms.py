"""The form of an article: it is not published while it differs from the guide unseen."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

PUBLISHING = "action-publish"
FEWEST_PICKS = 2
WORKFLOW, APPROVING = "workflow-action-name", "approve"


class ArticleForm(WagtailAdminPageForm):
    """Says beside the fields what `Article.publish` would refuse, before anything is saved. A new article begins with
    the name of who writes it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        article = kwargs.get("instance")
        is_sent = bool(args) or kwargs.get("data") is not None
        if article is not None and article.pk is None and not is_sent:
            _sign(article, kwargs.get("for_user"))
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        publishes = PUBLISHING in self.data or self.data.get(WORKFLOW) == APPROVING
        if publishes and cleaned.get("kind") == "list" and _picks(cleaned.get("body") or ()) < FEWEST_PICKS:
            self.add_error("body", _("A list of the best has at least two entries."))
        if publishes and not self.errors:
            self._see_that_nothing_is_open(cleaned)
        return cleaned

    def _see_that_nothing_is_open(self, cleaned: dict[str, Any]) -> None:
        # Imported here: the models are made from this form.
        from airdate.newsroom.checking.passages import lines_of, text_of
        from airdate.newsroom.publishing import Draft, checked, differences_words

        body = cleaned.get("body", ())
        draft = Draft(
            cleaned.get("title", ""), text_of(cleaned.get("standfirst", ""), body), self.instance.pk, lines_of(body)
        )
        found = checked(draft, now=timezone.now())
        if found.open:
            self.add_error(None, differences_words(found.open))


def _picks(body: Any) -> int:
    return sum(block.block_type == "pick" for block in body)


def _sign(article: Any, user: Any) -> None:
    from airdate.newsroom.models import ArticleAuthor, Author  # the models are made from this form

    article.bylines = [ArticleAuthor(author=author) for author in Author.objects.filter(user=user, user__isnull=False)]
