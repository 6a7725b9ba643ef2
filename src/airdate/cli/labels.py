"""Whether labels are legal: kinds, slots and values as ``docs/reference/claims.md`` fixes them, names from the text.

Labels are what a person says that an article claims: an object with ``published`` and ``claims``, a claim a line.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from airdate.facts.edtf import NotEDTF, days
from airdate.reading.layout import fold

Check = Callable[[Any], str]
"""What is wrong with a value, as the end of a sentence ("is no whole number"); empty if nothing is."""

_WORD = re.compile(r"[^\W_]+")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?: [A-Z][A-Za-z0-9 /+-]{0,30})?")
_MOST_FAULTS = 20  # shown at once


def one_of(*values: str) -> Check:
    return lambda value: "" if value in values else f"is none of {', '.join(values)}"


def _whole(value: Any) -> str:
    return (
        "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "is no whole number from 1 on"
    )


def _string(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() == value and value else "is no name without spaces around it"


def _date(value: Any) -> str:
    try:
        days(value if isinstance(value, str) else json.dumps(value))
    except NotEDTF as error:
        return f"is not EDTF: {error}"
    return ""


def _time(value: Any) -> str:
    return "" if isinstance(value, str) and _TIME.fullmatch(value) else "is no time such as 20:00 or 20:00 BST"


def _region(value: Any) -> str:
    legal = isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value)
    return "" if legal else "is no country in two capitals (ISO 3166)"


def _platform(value: Any) -> str:
    legal = isinstance(value, list) and value and not any(_string(name) for name in value)
    return "" if legal else 'is no list of names, such as ["Netflix"]'


def _money(value: Any) -> str:
    legal = (
        isinstance(value, dict)
        and set(value) == {"amount", "currency"}
        and isinstance(value["amount"], int | float)
        and not isinstance(value["amount"], bool)
        and value["amount"] >= 0
        and re.fullmatch(r"[A-Z]{3}", str(value["currency"]))
    )
    return "" if legal else 'is no sum such as {"amount": 4.99, "currency": "GBP"}'


def _true(value: Any) -> str:
    return "" if value is True else "is not true; leave it out instead"


_STATUS = one_of("confirmed", "expected", "rumoured", "denied", "unknown")
_SOURCES = one_of(
    "graphic novel", "comic", "book", "game", "film", "series", "podcast", "play", "true story", "article",
)  # fmt: skip
SLOTS: Mapping[str, Mapping[str, Check]] = {
    "release": {
        "title": _string, "season": _whole, "episode": _whole, "part": _whole,
        "event": one_of("premiere", "finale", "episode", "part", "special", "added"), "date": _date, "was": _date,
        "time": _time, "platform": _platform, "region": _region,
        "schedule": one_of("weekly", "all-at-once", "daily", "weekdays"),
    },
    "renewal": {
        "title": _string, "season": _whole, "outcome": one_of("renewed", "cancelled", "ending", "ordered"),
        "platform": _platform,
    },
    "casting": {
        "title": _string, "season": _whole, "actor": _string, "character": _string,
        "change": one_of("joins", "returns", "leaves", "stars"),
    },
    "credit": {
        "title": _string, "person": _string,
        "role": one_of(
            "creator", "writer", "director", "executive producer", "producer", "showrunner", "composer", "presenter",
        ),
    },
    "basis": {"title": _string, "source": _string, "form": _SOURCES, "author": _string},
    "availability": {
        "title": _string, "season": _whole, "platform": _platform, "money": _money, "until": _date, "region": _region,
        "terms": one_of("subscription", "free", "ads", "rent", "buy", "broadcast", "cinema"), "form": _string,
    },
    "price": {
        "provider": _string, "plan": _string, "money": _money, "period": one_of("month", "year"), "from": _true,
        "region": _region, "date": _date,
    },
    "carriage": {"provider": _string, "carrier": _string},
    "video": {
        "title": _string, "season": _whole,
        "form": one_of("trailer", "teaser", "clip", "first look", "behind the scenes"),
    },
    "quote": {"speaker": _string, "outlet": _string, "title": _string, "opening": _string},
}  # fmt: skip
# Slots that a claim of a kind cannot do without; of slots that are listed together one is enough.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "release": (("title",), ("date", "schedule", "platform", "status")),
    "renewal": (("title",), ("outcome",)),
    "casting": (("title",), ("actor",), ("change",)),
    "credit": (("title",), ("person",), ("role",)),
    "basis": (("title",), ("source", "form", "author")),
    "availability": (("title",), ("platform", "terms")),
    "price": (("provider",), ("money",)),
    "carriage": (("provider",), ("carrier",)),
    "video": (("title",), ("form",)),
    "quote": (("opening",),),
}
_NAMES = (
    "title", "actor", "character", "person", "source", "author", "provider", "carrier", "speaker", "outlet", "opening",
    "platform",
)  # fmt: skip
_NOT_NAMES = frozenset({"cinemas", "DVD", "Blu-ray"})  # places that an article may write in other words


def faults(content: str, text: str) -> list[str]:
    """What is wrong with a file of labels (JSON) of ``text``, a line each; none if they are legal."""
    try:
        labels = json.loads(content)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return [f"not JSON: {getattr(error, 'msg', 'nested too deeply')}{where}"]
    found = list(_all_faults(labels, text))
    if len(found) > _MOST_FAULTS:
        found[_MOST_FAULTS:] = [f"... and {len(found) - _MOST_FAULTS} more"]
    return found


def _all_faults(labels: object, text: str) -> Iterator[str]:
    if not isinstance(labels, dict) or not isinstance(labels.get("claims"), list):
        yield 'the labels are no object with "published" and "claims"'
        return
    try:
        datetime.date.fromisoformat(labels["published"])
    except (KeyError, TypeError, ValueError):
        yield f'"published" is {labels.get("published")!r}; give the article\'s day as 2031-02-20'
    plain = fold(text).casefold()
    seen: dict[str, int] = {}
    for number, claim in enumerate(labels["claims"], 1):
        for fault in _claim_faults(claim, plain):
            yield f"claim {number}: {fault}"
        first = seen.setdefault(json.dumps(claim, sort_keys=True), number)
        if first != number:
            yield f"claim {number}: says the same as claim {first}; one fact is one claim"


def _claim_faults(claim: object, plain: str) -> Iterator[str]:
    if not isinstance(claim, dict):
        yield "is no object"
        return
    kind = claim.get("kind")
    if not isinstance(kind, str) or kind not in SLOTS:
        yield f"kind {kind!r} is none of {', '.join(SLOTS)}"
        return
    legal = {**SLOTS[kind], "status": _STATUS}
    for slot, value in claim.items():
        if slot == "kind":
            continue
        if slot not in legal:
            yield f"{kind} has no slot {slot!r}; it has {', '.join(legal)}"
            continue
        fault = legal[slot](value)
        if fault:
            yield f"{slot} {json.dumps(value, ensure_ascii=False)} {fault}"
        elif slot in _NAMES:
            yield from _strange_names(slot, value, plain)
    for slots in NEEDED[kind]:
        if not any(slot in claim for slot in slots):
            yield f"{kind} needs {' or '.join(slots)}"


def _strange_names(slot: str, value: str | list[str], plain: str) -> Iterator[str]:
    """Names with words that the text does not have: a name is spelt as the article spells it."""
    for name in value if isinstance(value, list) else [value]:
        strange = [word for word in _WORD.findall(fold(name)) if not _stands(word.casefold(), plain)]
        if strange and name not in _NOT_NAMES:
            yield f"{slot} {name!r} is not in the text (no {', '.join(map(repr, strange))})"


def _stands(word: str, plain: str) -> bool:
    """Whether the text has the word; a long one may be grown together with another, as captions often are."""
    return word in plain if len(word) > 3 else re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) is not None


def written(labels: Mapping[str, Any]) -> str:
    """The labels as the corpus keeps them: a claim a line, so that a difference shows what was corrected."""
    claims = [json.dumps(claim, ensure_ascii=False) for claim in labels["claims"]]
    rest = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in labels.items()
            if key != "claims"]  # fmt: skip
    body = ",\n".join(f"  {claim}" for claim in claims)
    return "\n".join(["{", *rest, ' "claims": [' + (f"\n{body}\n ]" if claims else "]"), "}", ""])
