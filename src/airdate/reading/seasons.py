"""Numbers of seasons, episodes and parts: "Season Two", "the second and final series", "S02E05", "seasons 3 and 4".

One pass over the nouns; what stands before and behind each is read in a window of fixed width, so time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from airdate.reading.lexicon.tables import table
from airdate.reading.model import Span
from airdate.reading.numbers import CARDINALS, ORDINALS, alternatives, cardinal, ordinal, roman

_T: dict[str, Any] = dict(table("seasons"))
_SCHOOL: dict[str, int] = _T["school_years"]
_SURELY_FINAL = frozenset(_T["final"]["sure"])
_FINAL_WORDS = frozenset(_T["final"]["words"])
_NUMBERED = frozenset(_T["kinds_of_noun"]["numbered"])
_SCHOOLED = frozenset(_T["kinds_of_noun"]["schooled"])
_KIND = {noun: kind for kind, nouns in _T["nouns"].items() for noun in nouns}
_LONGEST_LIST = 40  # seasons of one mention; more is a list of something else


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_NUMBER = rf"(?:[0-9]{{1,3}}(?![0-9]|[.,:][0-9]|st|nd|rd|th|%)|(?:{alternatives(CARDINALS)})\b|[IVX]{{1,5}}\b)"
_ORDINAL = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|(?:{alternatives({**ORDINALS, **_SCHOOL})})\b)"
_NOUN = re.compile(
    r"(?=[0-9sSeEpPvVhHrRoOiIgGyY])(?<!\w)(?:(?P<code>s(?P<s>[0-9]{1,2})(?:\s?[.:]?\s?ep?\.?(?P<e>[0-9]{1,3}))?(?:\s?-\s?s(?P<s2>[0-9]{1,2}))?(?!\w)"
    r"|(?P<cross>[0-9]{1,2})[x×](?P<crossed>[0-9]{1,3})(?!\w))"
    rf"|(?P<noun>{_any(list(_KIND))})(?!\w))",
    re.IGNORECASE,
)
_LINK = r"(?:\s?(?:,\sand|,\s?&|,|&|and|or|to|through|thru|-|–|—)\s?)"
_BEHIND = re.compile(
    rf"\.?(?:\s|-|\s?#|\s?\()?(?:number\s|no\.\s)?(?P<first>{_NUMBER})(?P<letter>[ABab](?!\w))?"
    rf"(?P<rest>(?:{_LINK}(?:(?:and|or)\s)?(?:(?:season|series|episode|part|volume)s?\s)?{_NUMBER}){{0,12}})",
    re.IGNORECASE,
)
_STEP = re.compile(
    rf"(?P<link>{_LINK})(?:(?:and|or)\s)?(?:(?:season|series|episode|part|volume)s?\s)?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<ordinals>{_ORDINAL}(?:(?:,\s|\sand\s|\s&\s|,\sand\s|\sor\s|-and-|\sto\s){_ORDINAL}){{0,6}})"
    rf"(?:\s(?P<count>{_NUMBER}))?(?P<final>(?:\s(?:and|&)\s|-and-|,\s)(?:{_any(_T['final']['words'])})\b)?"
    rf"|(?P<alone>{_any(_T['final']['words'])})(?:\s(?P<many>{_NUMBER}))?)"
    r"(?P<adjectives>(?:[\s-](?:[a-z]{2,9}-(?:part|episode|hour|minute|night)|ADJECTIVES)\b){0,3})[\s-]\Z".replace(
        "ADJECTIVES", _any([*_T["adjectives"]["season"], *_T["adjectives"]["episode"]])
    ),
    re.IGNORECASE,
)
_COUNTABLE = frozenset({"season", "seasons", "series", "episode", "episodes"})
_MANY = re.compile(
    rf"(?<![\w.,$£€-])(?P<count>[0-9]{{1,3}}|(?:{alternatives(CARDINALS)}))"
    rf"(?:\s(?:{_any([*_T['adjectives']['season'], *_T['adjectives']['episode']])}))?[\s-]\Z",
    re.IGNORECASE,
)
_SERIES_ADJECTIVES = frozenset(_T["adjectives"]["series"])
_NOT_SERIES = re.compile(rf"(?<!\w)(?:{_any(_T['not_before']['series'])})[\s-]\Z", re.IGNORECASE)
_WINDOW = 64
_HALF_REACH = 250
# The costly pattern runs only where one of its words stands in the window; "th" is what is left of "12th".
_COUNTING = frozenset({*ORDINALS, *_SCHOOL, *_FINAL_WORDS, "st", "nd", "rd", "th"})
_SPLIT = re.compile(r"[\W0-9]+")
# What ties a part or an episode to its season: "Season 4, Part 2", "the second half of season 4".
_TIE = re.compile(r"\s?[,:(|/-]?\s?(?:-\s)?\Z|\sof\s(?:its\s|the\s)?\Z|'s\s\Z|\sin\s(?:its\s|the\s)?\Z")
_OF_SEASON = re.compile(
    r"\sof\s(?:the\s|its\s|his\s|her\s|their\s|this\s)?(?:\w+\s){0,3}(?:season|series|run)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SeasonMention:
    """One numbering. ``kind`` is what the text counts: ``season``, ``episode`` or ``part`` (volume, half).

    ``season`` is one season's number; a list or range stands in ``seasons`` instead (which otherwise holds that one
    number or nothing). ``episodes`` does the same beside ``episode``. ``final``: called the last, with or without a
    number. ``noun`` is the word used ("season", "series", "run"), in lower case. ``kind`` is ``count`` for a number of
    seasons or episodes ("after 12 series", "all eight episodes"): only ``count`` is set then.
    """

    span: Span
    season: int | None
    seasons: tuple[int, ...]
    episode: int | None
    episodes: tuple[int, ...]
    part: int | None
    kind: str
    final: bool
    noun: str
    count: int | None = None


def find_seasons(text: str) -> list[SeasonMention]:
    """Every numbering of ``text`` in order, none overlapping; a part and its season are one mention."""
    mentions: list[SeasonMention] = []
    for found in _NOUN.finditer(text):
        if mentions and found.start() < mentions[-1].span.end:
            continue
        mention = _coded(found) if found["code"] else _named(text, found)
        if mention is None:
            continue
        last = mentions[-1] if mentions else None
        if last and mention.span.start < last.span.end:
            continue
        tied = _tied(text, last, mention) if last else None
        if tied:
            mentions[-1] = tied
        else:
            mentions.append(mention)
    return [mention for index, mention in enumerate(mentions) if _counts(text, mentions, index)]


def _counts(text: str, mentions: list[SeasonMention], index: int) -> bool:
    """Whether a half is one of a season: said so, or a season is named shortly before it. Halves of matches are not."""
    mention = mentions[index]
    if mention.noun != "half" or mention.seasons or _OF_SEASON.match(text, mention.span.end):
        return True
    if index == 0 or text.startswith(" of ", mention.span.end):
        return False
    before = mentions[index - 1].span.end
    return mention.span.start - before < _HALF_REACH and "\n" not in text[before : mention.span.start]


def _coded(found: re.Match[str]) -> SeasonMention | None:
    """S2, S02E05, 9x08. A small "s" needs its episode."""
    span = Span(found.start(), found.end())
    if found["cross"]:
        if len(found["crossed"]) < 2 and found["code"][len(found["cross"])] == "x":
            return None  # "4x4"
        season, episode = int(found["cross"]), int(found["crossed"])
        return SeasonMention(span, season, (season,), episode, (episode,), None, "episode", False, "season")
    season = int(found["s"])
    if not found["e"] and (found["code"][0] == "s" or season == 0):
        return None
    if found["s2"]:
        seasons = _run(season, int(found["s2"]))
        return SeasonMention(span, None, seasons, None, (), None, "season", False, "season") if seasons else None
    episode_number = int(found["e"]) if found["e"] else None
    return SeasonMention(
        span, season, (season,), episode_number, (episode_number,) if episode_number is not None else (), None,
        "season" if episode_number is None else "episode", False, "season",
    )  # fmt: skip


def _run(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if first < last <= first + _LONGEST_LIST else ()


def _named(text: str, found: re.Match[str]) -> SeasonMention | None:
    noun = found["noun"].lower()
    kind = _KIND[noun]
    window = text[max(found.start() - _WINDOW, 0) : found.start()]
    before = None if _COUNTING.isdisjoint(_SPLIT.split(window.lower())) else _BEFORE.search(window)
    if before and _fits(before, noun):
        return _ordinal(text, found, window, before, noun, kind)
    if noun in _NUMBERED:
        behind = _BEHIND.match(text, found.end())
        if behind and not (noun == "series" and _NOT_SERIES.search(window)):
            numbered = _numbered(text, found, behind, noun, kind)
            if numbered:
                return numbered
    if noun in _COUNTABLE:
        many = _MANY.search(window)
        count = _count(many["count"]) if many else None
        if many and count and count <= 400 and (count == 1) == (noun in ("season", "episode")):
            span = Span(found.start() - len(window) + many.start("count"), found.end())
            return SeasonMention(span, None, (), None, (), None, "count", False, noun, count)
    return None


def _fits(before: re.Match[str], noun: str) -> bool:
    """Whether the ordinal can count this noun."""
    words = (before["ordinals"] or before["alone"]).lower()
    if before["alone"]:
        return (
            (words in _SURELY_FINAL and noun not in _SCHOOLED)
            or bool(before["many"])
            or (words == "last" and noun in ("episode", "ep"))
        )
    if noun in _SCHOOLED:
        return words in ("sophomore", "freshman") or (noun in ("run", "outing") and words in ORDINALS)
    if noun in ("half", "part", "parts", "volume", "volumes", "vol"):
        return words not in _SCHOOL
    if noun == "series" and before["adjectives"]:
        plain = before["adjectives"].lower().split()
        return all(word in _SERIES_ADJECTIVES or "-" in word for word in plain)
    return True


def _ordinal(
    text: str, found: re.Match[str], window: str, before: re.Match[str], noun: str, kind: str
) -> SeasonMention | None:
    span = Span(found.start() - len(window) + before.start(), found.end())
    adjectives = before["adjectives"].lower()
    final = bool(before["alone"] or before["final"] or any(word in _FINAL_WORDS for word in adjectives.split()))
    numbers: tuple[int, ...] = ()
    if before["ordinals"]:
        parts = re.split(r",\sand\s|,\s|\sand\s|\s&\s|\sor\s|-and-|\sto\s", before["ordinals"])
        values = [_value(part) for part in parts]
        numbers = tuple(value for value in values if value is not None)
        if " to " in before["ordinals"] and len(numbers) == 2:
            numbers = _run(*numbers)
        count = _count(before["count"])
        if count and numbers == (1,) and 1 < count <= _LONGEST_LIST:
            numbers = tuple(range(1, count + 1))
        elif count:
            return None
    if noun in ("half",) and final and not numbers:
        numbers = (2,)
    return _made(span, kind, noun, numbers, final)


def _value(word: str) -> int | None:
    return _SCHOOL.get(word.lower()) or ordinal(word)


def _count(word: str | None) -> int | None:
    return cardinal(word) if word else None


def _numbered(text: str, found: re.Match[str], behind: re.Match[str], noun: str, kind: str) -> SeasonMention | None:
    first = _number(behind["first"], found["noun"], text, behind.end("first"))
    if first is None or (kind == "season" and first > 99):
        return None
    numbers: tuple[int, ...] = (first,)
    end = behind.end("first")
    if behind["letter"]:
        end = behind.end("letter")
        mention = _made(Span(found.start(), end), kind, noun, numbers, False)
        return replace(mention, part="AB".index(behind["letter"].upper()) + 1) if kind == "season" else mention
    plural = noun.endswith("s") and noun != "series"
    for step in _STEP.finditer(text, behind.start("rest"), behind.end("rest")):
        number = _number(step["number"], found["noun"], text, step.end())
        link = step["link"].strip(" ,")
        ranged = link in ("to", "through", "thru", "-", "–", "—")
        # "Season 3, 10 episodes" and "Series 2 and one film": a list needs the plural or a dash.
        if number is None or not (
            plural or (noun == "series" and number == numbers[-1] + 1) or (ranged and link != "to")
        ):
            break
        added = tuple(range(numbers[-1] + 1, number + 1)) if ranged else (number,)
        if number <= numbers[-1] or len(numbers) + len(added) > _LONGEST_LIST:
            break
        numbers, end = numbers + added, step.end()
    return _made(Span(found.start(), end), kind, noun, numbers, False)


def _number(word: str, noun: str, text: str, end: int) -> int | None:
    value = cardinal(word)
    if value is not None:
        if word.isalpha() and word.lower() == "one" and text[end : end + 3] == " of":
            return None  # "the series, one of"
        return value if value < 400 else None
    value = roman(word)
    # "the part I play", "Series X": a Roman numeral needs a capital noun, and "I" and "X" an end behind them.
    if value is None or not noun[0].isupper() or (word in ("I", "X") and text[end : end + 2].strip()[:1].isalpha()):
        return None
    return value


def _made(span: Span, kind: str, noun: str, numbers: tuple[int, ...], final: bool) -> SeasonMention:
    one = numbers[0] if len(numbers) == 1 else None
    if kind == "season":
        return SeasonMention(span, one, numbers, None, (), None, kind, final, noun)
    if kind == "episode":
        return SeasonMention(span, None, (), one, numbers, None, kind, final, noun)
    return SeasonMention(span, None, (), None, (), one, kind, final, noun)


def _tied(text: str, a: SeasonMention, b: SeasonMention) -> SeasonMention | None:
    """``a`` and ``b`` as one mention where one is the season of the other's episode or part."""
    gap = text[a.span.end : b.span.start]
    if "count" in (a.kind, b.kind) or len(gap) > 8 or not _TIE.fullmatch(gap):
        return None
    if (a.kind == "season") == (b.kind == "season") and {a.kind, b.kind} != {"part", "episode"}:
        return None
    season, inner = (a, b) if a.kind == "season" else (b, a)
    if a.kind != "season" and b.kind != "season":
        season, inner = a, b
    if season is b and "of" not in gap and "in" not in gap and gap.strip() not in (",", "(", "|", "-", "/"):
        return None
    if (season.part is not None and inner.part is not None) or (season.episodes and inner.episodes):
        return None
    return SeasonMention(
        Span(a.span.start, b.span.end), season.season, season.seasons, inner.episode or season.episode,
        inner.episodes or season.episodes, inner.part if inner.part is not None else season.part,
        inner.kind, inner.final if inner.kind == "episode" else season.final or inner.final, season.noun,
    )  # fmt: skip
