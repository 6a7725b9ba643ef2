"""What an article claims, set for the terminal: by title, each claim with the words that support it."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from airdate.cli.spelling import spell_date, spell_money
from airdate.reading.model import KINDS, Claim, Reading, Span

if TYPE_CHECKING:
    from airdate.sources.pages import Article

_WIDEST, _NARROWEST = 100, 50  # columns
_LABEL = 14  # columns of the kind's name
_REMINDER = 60  # characters of evidence that was shown before
_LONGEST_QUOTE = 240  # characters of evidence that are shown
_STATUS_COLOURS = {"expected": "yellow", "rumoured": "magenta", "denied": "red", "unknown": "yellow"}


def lines_of(article: Article, reading: Reading, *, explain: bool = False) -> Iterator[str]:
    """The lines to print, with colours (``click.echo`` takes them out where they do not belong)."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    if article.headline:
        yield from textwrap.wrap(one_line(article.headline), width)
    yield click.style(_count(reading), dim=True)
    if not reading.claims and reading.language not in ("en", "und"):
        yield f"The text seems to be in another language ({reading.language}); claims are read from English."
    shown: set[Span] = set()
    for subject, claims in _grouped(reading).items():
        yield ""
        yield click.style(subject, bold=True)
        for claim in claims:
            yield from _claim(claim, article.text, width, shown, explain=explain)


def _count(reading: Reading) -> str:
    claims = len(reading.claims)
    number = "No claims" if not claims else "1 claim" if claims == 1 else f"{claims} claims"
    return f"{number} · published {spell_date(reading.published)}"


def _grouped(reading: Reading) -> dict[str, list[Claim]]:
    """Claims by what they are about, in the order of the kinds; titles in order of first mention."""
    by_place = sorted(reading.claims, key=lambda claim: min((span.start for span in claim.evidence), default=0))
    groups: dict[str, list[Claim]] = {}
    for claim in by_place:
        slots = claim.slots
        subject = slots.get("title") or slots.get("provider") or slots.get("speaker") or "Without a title"
        groups.setdefault(one_line(str(subject)), []).append(claim)
    for claims in groups.values():
        claims.sort(key=lambda claim: KINDS.index(claim.kind))
    return groups


def _claim(claim: Claim, text: str, width: int, shown: set[Span], *, explain: bool) -> Iterator[str]:
    indent = " " * (_LABEL + 2)
    status = claim.slots.get("status", "confirmed")
    says = one_line(_says(claim)) + f"  ({claim.confidence:.2f})"
    wrapped = textwrap.wrap(says, width - len(indent)) or [""]
    label = click.style(claim.kind.ljust(_LABEL), fg="cyan")
    marked = "" if status == "confirmed" else click.style(str(status), fg=_STATUS_COLOURS.get(str(status))) + " · "
    yield f"  {label}{marked}{wrapped[0]}"
    for line in wrapped[1:]:
        yield indent + line
    for span in claim.evidence:
        # What was quoted above is only called to mind.
        quoted = _shortened(span.of(text), _REMINDER if span in shown else _LONGEST_QUOTE)
        shown.add(span)
        for line in textwrap.wrap(f"“{quoted}”", width - len(indent) - 2):
            yield click.style(f"{indent}  {line}", dim=True)
    if explain:
        yield click.style(f"{indent}  rules: {' → '.join(claim.trail) or 'none'}", fg="blue")


def _shortened(words: str, longest: int) -> str:
    line = one_line(words)
    return line if len(line) <= longest else line[: longest - 2].rstrip() + " …"


def one_line(text: str) -> str:
    """One line, without control characters: an article must not be able to command the terminal."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", " ", text).split())


def _says(claim: Claim) -> str:
    slots = claim.slots
    parts = [part for part in _SAYERS[claim.kind](slots) if part]
    return " · ".join(parts) or "stated"


def _season(slots: Mapping[str, Any]) -> str:
    named = [f"{name} {slots[name]}" for name in ("season", "part", "episode") if name in slots]
    return ", ".join(named)


def _date(slots: Mapping[str, Any], key: str, before: str = "") -> str:
    return before + spell_date(str(slots[key])) if key in slots else ""


def _platform(slots: Mapping[str, Any]) -> str:
    platform = slots.get("platform", [])
    return ", ".join(map(str, platform)) if isinstance(platform, list | tuple) else str(platform)


def _money(slots: Mapping[str, Any]) -> str:
    money = slots.get("money")
    if not isinstance(money, Mapping):
        return ""
    per = f" a {slots['period']}" if "period" in slots else ""
    return ("from " if slots.get("from") else "") + spell_money(float(money["amount"]), str(money["currency"])) + per


def _text(slots: Mapping[str, Any], key: str, before: str = "") -> str:
    return f"{before}{slots[key]}" if key in slots else ""


def _release(slots: Mapping[str, Any]) -> list[str]:
    when = " at ".join(filter(None, (_date(slots, "date"), _text(slots, "time"))))
    return [
        _season(slots), _text(slots, "event"), when, _date(slots, "was", "moved from "), _text(slots, "schedule"),
        _platform(slots), _text(slots, "region"),
    ]  # fmt: skip


def _renewal(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "outcome"), _season(slots), _platform(slots)]


def _casting(slots: Mapping[str, Any]) -> list[str]:
    actor = _text(slots, "actor") + _text(slots, "character", " as ")
    return [actor.strip(), _text(slots, "change"), _season(slots)]


def _credit(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "person"), _text(slots, "role")]


def _basis(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "source", "from "), _text(slots, "form"), _text(slots, "author", "by ")]


def _availability(slots: Mapping[str, Any]) -> list[str]:
    return [
        _season(slots), _platform(slots), _text(slots, "terms"), _money(slots), _text(slots, "form"),
        _date(slots, "until", "until "), _text(slots, "region"),
    ]  # fmt: skip


def _price(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "plan"), _money(slots), _date(slots, "date", "as of "), _text(slots, "region")]


def _carriage(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "carrier", "on ")]


def _video(slots: Mapping[str, Any]) -> list[str]:
    return [_text(slots, "form"), _season(slots)]


def _quote(slots: Mapping[str, Any]) -> list[str]:
    opening = f"“{slots['opening']} …”" if "opening" in slots else ""
    return [_text(slots, "speaker"), _text(slots, "outlet", "to "), opening]


_SAYERS = {
    "release": _release, "renewal": _renewal, "casting": _casting, "credit": _credit, "basis": _basis,
    "availability": _availability, "price": _price, "carriage": _carriage, "video": _video, "quote": _quote,
}  # fmt: skip
