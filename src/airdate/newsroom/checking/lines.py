"""Lines that rest on facts, as drafts from facts are made of: whether they say what their facts say by now.

Such a line is the fact's own sentence. While it is, it takes from the fact and is no claim; once somebody has rewritten
it, it is read as any other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from airdate.facts.arranging import Arranger
from airdate.facts.held import Held
from airdate.facts.models import Fact
from airdate.facts.naming import Names
from airdate.facts.queries.reading_rows import arranger, held_rows
from airdate.newsroom.boxes import leads
from airdate.newsroom.checking.comparing import Verdict, fingerprint


@dataclass(frozen=True, slots=True)
class Resting:
    """A line of a draft: its fact's id, its words without markup, and its mark, empty where it was not made so."""

    fact: str
    words: str
    made: str = ""


@dataclass(frozen=True, slots=True)
class Stood:
    """A line beside its fact (None: the fact is gone). ``said`` is the sentence, without the name before it, and
    ``instead`` the one of today.
    """

    line: Resting
    verdict: Verdict
    fact: Held | None
    said: str
    instead: str = ""


def believed(fact: Held) -> str:
    """A fingerprint of what the guide believes."""
    return fingerprint(fact.slot, dict(fact.value), fact.status)


def mark(words: str, fact: Held) -> str:
    """What is kept beside a line that was made from a fact."""
    return f"{believed(fact)} {fingerprint(_plain(words))}"


def marks(words: dict[str, str]) -> dict[str, str]:
    """The marks of lines by the ids of their facts, from their words by the same."""
    held, _names = held_rows(Fact.objects.filter(pk__in=words))
    return {fact.id: mark(words[fact.id], fact) for fact in held}


def stand(lines: Sequence[Resting], today: date) -> tuple[list[Stood], list[Resting], Arranger]:
    """The lines that are their facts' own beside these, and those that have been rewritten; and who tells the facts."""
    leading = leads({line.fact for line in lines}) if lines else {}
    held, names = held_rows(Fact.objects.filter(pk__in=set(leading.values()))) if lines else ([], Names())
    make = arranger(held, names, today)
    facts = {fact.id: fact for fact in held}
    stood, rewritten = [], []
    for line in lines:
        found = _one(line, facts.get(leading.get(line.fact, "")), make)
        if found is None:
            rewritten.append(line)
        else:
            stood.append(found)
    return stood, rewritten, make


def _one(line: Resting, fact: Held | None, make: Arranger) -> Stood | None:
    then, _space, as_made = line.made.partition(" ")
    is_as_made = as_made == fingerprint(_plain(line.words))
    if fact is None:
        return Stood(line, Verdict.DIFFERS, None, line.words) if is_as_made else None
    sentence, about = make.sentence(fact), f"{make.names(fact.subject).name}: "
    said = line.words.removeprefix(about)
    if _plain(said) == _plain(sentence) or (is_as_made and then == believed(fact)):
        return Stood(line, Verdict.AGREES, fact, said)
    return Stood(line, Verdict.DIFFERS, fact, said, sentence) if is_as_made else None


def _plain(words: str) -> str:
    return " ".join(words.split())


def gone() -> str:
    """What the guide says of a fact that it has no more."""
    return _("nothing any more")


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a text a blank line apart."""
    return "\n\n".join(piece for piece in pieces if piece)
