#!/usr/bin/env python3
"""How soon the panel of facts answers while an editor types: the whole request, from the form's fields to the markup.

    python benchmarks/desk_panel.py [--words 1500] [--rounds 40]

Works on a database of its own: SQLite in a temporary file, or the PostgreSQL database that DATABASE_URL names, which
must be empty. The demonstration is made in it; the draft is what its articles say, up to so many words, so that most
of its sentences state something that the guide believes: many more than an editor's do. Each round changes the draft,
as typing does. Of each size is told how much was found, too.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import date
from typing import Any

DAY = date(2031, 3, 10)
PROMISED = 300  # milliseconds, of a draft of 1,500 words
SIZES = (300, 750)  # words that are measured besides


def draft(words: int) -> list[str]:
    """Paragraphs of the demonstration's articles, so many words of them."""
    from airdate.intake.demonstration import samples

    found: list[str] = []
    left = words
    for sample in samples(DAY):
        for paragraph in filter(None, (line.strip() for line in sample.article.text.splitlines())):
            of_it = paragraph.split()[:left]
            if not of_it:
                return found
            found.append(" ".join(of_it))
            left -= len(of_it)
    raise SystemExit(f"desk_panel.py: the demonstration has {words - left} words, not {words}; ask for fewer")


def fields(paragraphs: list[str], title: str) -> dict[str, Any]:
    """The fields of the editor's form, with a block for each paragraph."""
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    body = streamfield([("paragraph", rich_text(f"<p>{each}</p>")) for each in paragraphs])
    return dict(nested_form_data({"article": "", "title": title, "standfirst": "", "body": body}))


def ask(client: Any, words: int, rounds: int) -> None:
    paragraphs = draft(words)
    took, spent, answer = [], [], None
    for number in range(rounds + 1):
        given = fields([*paragraphs[:-1], f"{paragraphs[-1]} And {number} more."], f"What is known, {number}")
        began, cpu = time.perf_counter(), time.process_time()
        answer = client.post("/desk/facts/check/", given)
        if number:  # the first one finds everything cold
            took.append((time.perf_counter() - began) * 1000)
            spent.append((time.process_time() - cpu) * 1000)
    assert answer is not None
    assert answer.status_code == 200, answer.status_code
    told = answer.json()
    took.sort()
    spent.sort()
    count = len(took)
    late = int(count * 0.95)
    print(
        f"{words:,} words, {len(paragraphs)} paragraphs, {told['html'].count('finding__what')} findings shown:"
        f" the fastest in {took[0]:.0f} ms, half in {took[count // 2]:.0f} ms, 95 of 100 in {took[late]:.0f} ms"
        f" (this process {spent[0]:.0f}, {spent[count // 2]:.0f} and {spent[late]:.0f} ms; promised {PROMISED})."
        f" {told['told']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    folder = tempfile.TemporaryDirectory(prefix="airdate-panel-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder.name}/panel.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "airdate.settings"
    os.environ["AIRDATE_HOSTS"] = "testserver"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from airdate.imports import demonstration as catalogue
    from airdate.intake import demonstration as articles
    from airdate.newsroom.people import add_person

    call_command("migrate", verbosity=0)
    articles.prepare()
    catalogue.load(DAY)
    for _ in articles.load(DAY):
        pass
    client = Client()
    client.force_login(add_person("ada", "kettle-quay-31"))
    print(f"{connection.vendor}, {options.rounds} rounds")
    for words in (*SIZES, options.words):
        ask(client, words, options.rounds)
    folder.cleanup()


if __name__ == "__main__":
    main()
