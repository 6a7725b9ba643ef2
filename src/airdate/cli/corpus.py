"""`airdate corpus`: wrongly read articles become cases that the reader is measured by."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from airdate.cli.refusing import Refused

_PATH = click.Path(path_type=Path, readable=False)
_PART = Path("tests", "corpus", "learn")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@click.group("corpus")
def corpus() -> None:
    """Add articles to the corpus that the reader is measured by, and check their labels.

    \b
      airdate corpus add wrong.txt --published 2031-02-20
      airdate corpus check
    """


@corpus.command("add")
@click.argument("source", metavar="FILE|URL|-")
@click.option("--published", metavar="DATE", help="The article's own day, as 2031-02-20; else the one found in it.")
@click.option("--name", metavar="NAME", help="What it is called in the corpus; else made from its file or headline.")
@click.option("--to", metavar="DIR", type=_PATH, help="The folder with `texts` and `labels`; else tests/corpus/learn.")
def add(source: str, published: str | None, name: str | None, to: Path | None) -> None:
    """Add an article with the claims that are read in it, and open them for correction.

    The text goes to `texts/NAME.txt`, its labels to `labels/NAME.json`, a claim a line. In a terminal the labels open
    in $VISUAL or $EDITOR and are checked when it closes: kinds, slots and values must be those of
    docs/reference/claims.md, and names must stand in the text. Nothing is added until they are right. Without a
    terminal the claims are added as they were read, to be corrected and checked with `airdate corpus check`.

    The text is kept as it is given: write it in other words, with invented names, if it is not yours to publish.
    """
    from airdate.cli.labels import written
    from airdate.cli.read import parse_day
    from airdate.cli.shaping import read_article
    from airdate.reading import Lexicon
    from airdate.sources.opening import Unusable, open_article

    folder = _folder(to)
    day = parse_day(published)
    try:
        article = open_article(source)
    except Unusable as error:
        raise Refused(str(error)) from error
    day = day or article.published
    if day is None:
        raise Refused(f"{source}: no date found in it; give the article's day with --published, as 2031-02-20")
    name = _new_name(name, source, article.headline or article.text, folder)
    _refuse_known_text(article.text, folder)
    reading = read_article(replace(article, published=day), Lexicon.packaged())
    claims = [{"kind": claim.kind, **claim.slots} for claim in reading.claims]
    labels = _corrected(written({"published": day.isoformat(), "claims": claims}), name, article.text)
    for part, suffix, content in (("texts", "txt", article.text), ("labels", "json", labels)):
        try:
            (folder / part / f"{name}.{suffix}").write_text(content, encoding="utf-8", newline="")
        except OSError as error:
            raise Refused(f"{folder / part}: cannot be written, {(error.strerror or str(error)).lower()}") from error
    click.echo(f"{name}: added to {folder} with {len(json.loads(labels)['claims'])} claims")
    if not _terminal():
        click.echo(f"Correct {folder / 'labels' / f'{name}.json'}, then: airdate corpus check --to {folder} {name}")
    click.echo("Then pin the floors anew, and say in the commit why they move: python tests/corpus/measure.py --pin")


@corpus.command("check")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--to", metavar="DIR", type=_PATH, help="The folder with `texts` and `labels`; else tests/corpus/learn.")
def check(names: tuple[str, ...], to: Path | None) -> None:
    """Check labels: kinds, slots, values, and that names stand in the text. All of them if none is named."""
    from airdate.cli.labels import faults

    folder = _folder(to)
    wrong = 0
    paths = [folder / "labels" / f"{name}.json" for name in names] or sorted((folder / "labels").glob("*.json"))
    for path in paths:
        try:
            text = (folder / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
            found = faults(path.read_text(encoding="utf-8"), text)
        except OSError as error:
            raise Refused(f"{error.filename}: cannot be read, {(error.strerror or str(error)).lower()}") from error
        wrong += bool(found)
        for line in found:
            click.echo(f"{path.stem}: {line}", err=True)
    if wrong:
        raise Refused(f"{wrong} of {len(paths)} labels are wrong")
    click.echo(f"{len(paths)} labels are right")


def _folder(to: Path | None) -> Path:
    """The part of the corpus that is meant. Raises ``Refused``."""
    if to is None:
        here = Path.cwd()
        to = next((base / _PART for base in (here, *here.parents) if (base / _PART / "labels").is_dir()), None)
        if to is None:
            raise Refused(f"{here}: no checkout with {_PART.as_posix()}; go to one, or name a corpus with --to DIR")
    for part in ("texts", "labels"):
        if not (to / part).is_dir():
            raise Refused(f"--to {to}: there is no folder {to / part}")
    return to


def _new_name(name: str | None, source: str, headline: str, folder: Path) -> str:
    """The name for the article, which nothing in the corpus has. Raises ``Refused``."""
    if name is not None and not _NAME.fullmatch(name):
        raise Refused(f"--name {name!r}: use small letters, digits and hyphens, as kettle-returns")
    if name is None:
        is_file = source != "-" and "://" not in source
        name = re.sub(r"[^a-z0-9]+", "-", (Path(source).stem if is_file else headline).lower())[:40].strip("-")
        if not name:
            raise Refused(f"{source}: no name can be made from it; give one with --name")
    for part in sorted({folder, *_siblings(folder)}):
        for path in (part / "texts" / f"{name}.txt", part / "labels" / f"{name}.json"):
            if path.exists():
                raise Refused(f"{path} is there already; give another name with --name, or correct that file")
    return name


def _refuse_known_text(text: str, folder: Path) -> None:
    for part in (folder, *_siblings(folder)):
        for path in sorted((part / "texts").glob("*.txt")):
            if path.read_text(encoding="utf-8").split() == text.split():
                raise Refused(f"{path} holds this text already; correct its labels instead")


def _siblings(folder: Path) -> Iterator[Path]:
    """The other parts of the same corpus that have texts."""
    return (path.parent for path in folder.resolve().parent.glob("*/texts") if path.parent != folder.resolve())


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _corrected(draft: str, name: str, text: str) -> str:
    """The labels after a person has seen them, as the corpus writes them. Raises ``Refused``, ``click.Abort``."""
    from airdate.cli.labels import faults, written

    if not _terminal():
        return draft
    while True:
        try:
            draft = click.edit(draft, extension=".json", require_save=False) or draft
        except click.ClickException as error:
            raise Refused(f"{error.message}; set $EDITOR to a program that is here") from error
        found = faults(draft, text)
        if not found:
            return written(json.loads(draft))
        for line in found:
            click.echo(f"{name}: {line}", err=True)
        if not click.confirm("Open the labels again? (If not, nothing is added.)", default=True, err=True):
            raise Refused(f"{name}: not added, its labels are wrong")
