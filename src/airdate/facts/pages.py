"""What the pages get: facts arranged for a title, a person, a service, a "why?" and the lists of the front page.

Plain values, no rows: a template may touch anything here without a query. ``sentence`` is one short plain
sentence in the reader's language. ``fact`` is the fact's permanent id; its page is ``/facts/ID/``.

``status`` is one of ``confirmed``, ``expected``, ``rumoured``, ``denied``, ``unknown``. ``rule`` names what decided
(the names of `outcome.Rule`). ``conflict`` says that two independent newer voices contradict it, or that two
equal ones disagree on one day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A title, person or service. ``slug`` is None where the name has no page; ``kind`` is a service's kind or
    ``""``."""

    name: str
    slug: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision; nothing here is finer than what was said.

    ``edtf`` is None where no day has been given. ``precision`` is ``day``, ``month``, ``season``, ``quarter``,
    ``year``, ``interval``, ``open`` (not before) or ``none``. ``earliest`` and ``latest`` bound it, ``latest`` None
    where open. ``time`` is ``20:00``, ``20:00 BST`` or ``21:00 Europe/London`` as given; ``at`` is that moment,
    aware and in its own zone, where the day and the zone are known. ``happened`` is True once the last possible day
    has come.
    """

    edtf: str | None
    precision: str
    approximate: bool = False
    earliest: date | None = None
    latest: date | None = None
    time: str | None = None
    happened: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What every fact on a page carries.

    ``by`` is the source whose words decided, ``document`` the key of its article; neither where an editor did.
    ``sentence`` and ``said``, its end (who said it, and when), are put into words where they are asked for: most lists
    show neither.
    """

    fact: str
    status: str
    rule: str
    conflict: bool
    voices: int
    tell: Callable[[], str] = field(default=str, repr=False, compare=False)
    tell_who: Callable[[], str] = field(default=str, repr=False, compare=False)
    since: date | None = None  # the day of the publication that decided
    by: Named | None = None
    document: str | None = None

    @property
    def sentence(self) -> str:
        """What holds, how sure it is, and who said it."""
        return self.tell()

    @property
    def said(self) -> str:
        """Who said it, and when; empty where nobody is known."""
        return self.tell_who()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that a fact had before: from the day ``since`` until the day ``until`` (not included)."""

    words: str
    status: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Release(Head):
    """One release of one part of a title in one place. ``event``: premiere, finale, episode, part, special, added.

    ``moved`` says that its day was another one before. ``season_title`` is ``Season 2`` or ``""``.
    """

    when: When = field(default_factory=lambda: When(None, "none"))
    event: str = "premiere"
    season: int | None = None
    episode: int | None = None
    part: int | None = None
    region: str = ""
    place: Named | None = None
    moved: bool = False
    before: tuple[Earlier, ...] = ()
    schedule: str | None = None
    schedule_fact: str | None = None


@dataclass(frozen=True, slots=True)
class Renewal(Head):
    """``outcome``: ordered, renewed, ending, cancelled (of ``season``, the last one, for the last two)."""

    outcome: str = ""
    season: int | None = None
    place: Named | None = None


@dataclass(frozen=True, slots=True)
class CastMember(Head):
    """``change``: joins, returns, leaves or stars, for ``season``. ``character`` is None where it is not told."""

    person: Named = field(default_factory=lambda: Named(""))
    character: str | None = None
    change: str = "stars"
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Credit(Head):
    person: Named = field(default_factory=lambda: Named(""))
    role: str = ""


@dataclass(frozen=True, slots=True)
class Basis(Head):
    source: str | None = None
    form: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Availability(Head):
    """``terms``: subscription, free, ads, rent, buy, broadcast, cinema or None. ``form`` is set for related things on
    sale."""

    place: Named | None = None
    season: int | None = None
    region: str = ""
    terms: str | None = None
    amount: Decimal | None = None
    currency: str = ""
    until: When | None = None
    gone: bool = False
    form: str | None = None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """A price that held or will hold: told on the day ``said``; ``effective`` where it was told from when on."""

    amount: Decimal
    words: str
    status: str
    said: date
    effective: When | None = None


@dataclass(frozen=True, slots=True)
class Price(Head):
    """What a service costs. ``coming`` says that it takes effect on a day still ahead; ``amount`` is then the new
    price. ``points`` are all prices that it has had, in the order in which they were told.
    """

    service: Named = field(default_factory=lambda: Named(""))
    plan: str = ""
    period: str = ""
    region: str = ""
    currency: str = ""
    amount: Decimal = Decimal(0)
    starting_at: bool = False
    effective: When | None = None
    coming: bool = False
    before: tuple[Earlier, ...] = ()
    points: tuple[PricePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Carriage(Head):
    """``denied`` status: it cannot be had there."""

    service: Named = field(default_factory=lambda: Named(""))
    carrier: Named = field(default_factory=lambda: Named(""))


@dataclass(frozen=True, slots=True)
class Video(Head):
    """``url`` is the address of the article that tells of it: claims do not say where a video itself is."""

    form: str = ""
    season: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quote(Head):
    """``words`` are the quotation as it stands in the document, cut to a short length with an ellipsis."""

    speaker: Named | None = None
    outlet: str | None = None
    words: str = ""
    title: Named | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of a fact. ``kind``: first, refined, moved, confirmed, denied, withdrawn, corrected.

    ``old`` and ``new`` are in words, ``old`` empty for a first one. ``day`` is the day of the publication that caused
    it, ``learnt_at`` when this site learnt of it. ``about`` is whom or what the fact is about. ``only_zone`` says that
    day and hour are what they were, and only the zone of the hour has become known.
    """

    change: str
    fact: str
    kind: str
    kind_words: str
    fact_kind: str
    about: Named
    about_kind: str  # title, person, service
    what: str  # "Season 2 on Netflix"
    old: str
    new: str
    day: date
    learnt_at: datetime
    sentence: str
    source: Named | None = None
    document: str | None = None
    only_zone: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How far a season (or the title, ``number`` None) has come.

    ``stage``: rumoured, ordered, dated, moved, released, ended, cancelled or unknown. ``sentence`` says it in words.
    ``fact`` is the fact that it rests on.
    """

    stage: str
    sentence: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """All that belongs to one season; ``number`` None holds what was said of the title as a whole."""

    number: int | None
    state: State
    releases: tuple[Release, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    cast: tuple[CastMember, ...] = ()
    availability: tuple[Availability, ...] = ()
    videos: tuple[Video, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """Everything that a title page shows. ``next`` is the release to show first, or None.

    ``releases`` are all of ``seasons``, ordered by earliest day; ``timeline`` is newest first. ``prices`` are those of
    the services where it is or will be, ``carriers`` what these can be had through.
    """

    state: State
    next: Release | None
    seasons: tuple[SeasonFacts, ...] = ()
    releases: tuple[Release, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    cast: tuple[CastMember, ...] = ()
    credits: tuple[Credit, ...] = ()
    basis: tuple[Basis, ...] = ()
    availability: tuple[Availability, ...] = ()
    prices: tuple[Price, ...] = ()
    carriers: tuple[Carriage, ...] = ()
    videos: tuple[Video, ...] = ()
    quotes: tuple[Quote, ...] = ()
    timeline: tuple[Moved, ...] = ()
    as_of: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A title's release, for lists."""

    title: Named
    release: Release


@dataclass(frozen=True, slots=True)
class Offered:
    """A title's availability, for lists."""

    title: Named
    availability: Availability


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """``carriers`` carry it; ``carries`` is what it carries."""

    prices: tuple[Price, ...] = ()
    carriers: tuple[Carriage, ...] = ()
    carries: tuple[Carriage, ...] = ()
    timeline: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a title."""

    title: Named
    member: CastMember


@dataclass(frozen=True, slots=True)
class Work:
    """A person's credit on a title."""

    title: Named
    credit: Credit


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """``coming``: releases still ahead of what they are in, soonest first."""

    parts: tuple[Part, ...] = ()
    works: tuple[Work, ...] = ()
    quotes: tuple[Quote, ...] = ()
    coming: tuple[Coming, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim beside a fact. ``stance``: for, against, superseded, refined. ``rule`` says why, ``reason`` in words.

    ``quotations`` are words of the document that support it, each cut to a short length. ``said`` is its value in
    words, ``value`` what it is made from (`slots.COMPONENTS`).
    """

    claim: str
    stance: str
    rule: str
    reason: str
    said: str
    status: str
    source: Named
    source_class: str
    source_class_words: str
    day: date
    document: str
    headline: str
    url: str
    quotations: tuple[str, ...]
    confidence: float
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """An editor's decision on a fact or on one of its claims. ``action``: pin, accept, reject, correct."""

    decision: int
    action: str
    author: str
    reason: str
    made_at: datetime
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything about one fact, for its permanent page. ``instead`` is set where it has joined another fact
    (redirect).

    ``what`` says which fact it is ("Season 2 on Netflix"), ``value`` its value in words, ``reason`` the rule in words.
    """

    fact: str
    kind: str
    about: Named
    about_kind: str
    what: str
    value: str
    status: str
    rule: str
    reason: str
    sentence: str
    conflict: bool
    when: When | None
    supports: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    superseded: tuple[Evidence, ...] = ()
    refined: tuple[Evidence, ...] = ()
    before: tuple[Earlier, ...] = ()
    changes: tuple[Moved, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of a document. ``fact`` is the fact that it speaks about, None where it ``waits`` for an editor."""

    claim: str
    kind: str
    said: str
    status: str
    quotations: tuple[str, ...]
    confidence: float
    fact: str | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class StatedAbout:
    """What a document says of one title, person or service."""

    about: Named
    about_kind: str
    claims: tuple[Stated, ...]
