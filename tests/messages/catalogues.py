#!/usr/bin/env python3
"""The catalogues of messages: `make messages` collects what is marked, updates each language and compiles it.

    python tests/messages/catalogues.py            (collect, update, compile; says what waits for a translator)

Everything is done by Babel and Django; no gettext tools are needed. A message is known by its English words and, where
these mean two things, its context. What is not used any more is dropped; what is new has an empty translation.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src" / "airdate"
LOCALE = SRC / "locale"
# What the command line says is for who runs the site, and the reader's own words are data.
LEFT_OUT = frozenset({"cli", "reading", "locale"})
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, Any, Any]]:
    """The messages of a Django template: Django turns it into calls of gettext, Babel reads these."""
    code = templatize(file.read().decode(), origin=getattr(file, "name", None))
    # What is no message has become a row of X; where a line begins does not matter, but Python would mind.
    flat = "\n".join(line.strip() for line in code.split("\n"))
    yield from extract_python(io.BytesIO(flat.encode()), keywords, comment_tags, {"encoding": "utf-8"})


# Of the head of a catalogue: moments, and what nobody fills in.
NOT_WRITTEN = (
    b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Generated-By:', b'"Report-Msgid', b'"Project-Id-Version:',
    b'"Last-Translator:', b'"Language-Team:',
)  # fmt: skip
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
METHODS: list[tuple[str, Any]] = [("**.py", "python"), ("**/templates/**.html", extract_template)]


def collected() -> Catalog:
    """Every message that is marked, in the order of the rooms' files."""
    template = Catalog(project="Airdate", copyright_holder="The Airdate authors", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SRC, METHODS, keywords=KEYWORDS, directory_filter=lambda folder: Path(folder).name not in LEFT_OUT
    )
    for name, _line, message, _comments, context in sorted(found, key=lambda each: (str(each[0]), each[1])):
        template.add(message, None, [(name, None)], context=context)
    return template


def catalogues() -> dict[str, Path]:
    """Django's name of each locale (`de`, `pt_BR`) -> its catalogue."""
    return {path.parent.parent.name: path for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file has it. Lines are not numbered and no moment is told, so that only messages change it."""
    body = io.BytesIO()
    catalogue.header_comment = (
        f"# {catalogue.locale.english_name if catalogue.locale else 'Messages'} messages of Airdate.\n"
        "# Made by `make messages`; see docs/how-to/translate.md."
    )
    write_po(body, catalogue, width=120, include_lineno=False, omit_header=False, ignore_obsolete=True)
    return b"".join(line for line in body.getvalue().splitlines(True) if not line.startswith(NOT_WRITTEN))


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as programs read it."""
    catalogue.creation_date = catalogue.revision_date = BEGAN  # the same messages are the same bytes on every day
    body = io.BytesIO()
    write_mo(body, catalogue)
    return body.getvalue()


def updated(path: Path, template: Catalog) -> Catalog:
    """A language's catalogue with the messages of today; none is guessed from one that is alike."""
    catalogue = read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages without a whole translation, save those that only editors meet, at their desk."""

    def is_whole(message: Message) -> bool:
        told: Iterable[str] = message.string if isinstance(message.string, tuple | list) else (message.string,)
        return all(told) and not message.fuzzy

    def is_of_the_desk(message: Message) -> bool:
        return all(name.startswith("newsroom/") and name.endswith(".py") for name, _line in message.locations)

    return [
        str(message.id) for message in catalogue if message.id and not is_whole(message) and not is_of_the_desk(message)
    ]


def main() -> None:
    template = collected()
    for name, path in catalogues().items():
        catalogue = updated(path, template)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
        waiting = untranslated(catalogue)
        print(f"{name}: {len(template)} messages, {len(waiting)} without a translation")
        for message in waiting:
            print(f"  {message}", file=sys.stderr)


if __name__ == "__main__":
    settings.configure()
    main()
