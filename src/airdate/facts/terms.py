"""The words that claims use for roles and forms (docs/reference/claims.md), in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy, pgettext_lazy

TERMS: Mapping[str, object] = {
    # Roles of a credit, and those that listings add (XMLTV's DTD).
    "creator": gettext_lazy("creator"),
    "writer": gettext_lazy("writer"),
    "director": gettext_lazy("director"),
    "executive producer": gettext_lazy("executive producer"),
    "producer": gettext_lazy("producer"),
    "showrunner": gettext_lazy("showrunner"),
    "composer": gettext_lazy("composer"),
    "presenter": gettext_lazy("presenter"),
    "actor": gettext_lazy("actor"),
    "adapter": pgettext_lazy("a role", "adapter"),
    "editor": pgettext_lazy("a role", "editor"),
    "commentator": gettext_lazy("commentator"),
    "guest": gettext_lazy("guest"),
    # A place to watch that articles name by what it is.
    "cinemas": gettext_lazy("cinemas"),
    # What a work is made from.
    "graphic novel": gettext_lazy("graphic novel"),
    "comic": gettext_lazy("comic"),
    "book": gettext_lazy("book"),
    "game": gettext_lazy("game"),
    "film": gettext_lazy("film"),
    "series": pgettext_lazy("a form", "series"),
    "podcast": gettext_lazy("podcast"),
    "play": pgettext_lazy("a form", "play"),
    "true story": gettext_lazy("true story"),
    "article": gettext_lazy("article"),
    # What can be seen already.
    "trailer": gettext_lazy("trailer"),
    "teaser": gettext_lazy("teaser"),
    "clip": gettext_lazy("clip"),
    "first look": gettext_lazy("first look"),
    "behind the scenes": gettext_lazy("behind the scenes"),
}


def term_words(word: str) -> str:
    """A word of the vocabulary in the reader's language; any other word as it is."""
    return str(TERMS.get(word, word))
