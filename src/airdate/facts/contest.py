"""One fact, several claims: which value stands, by which rule, and how every claim stands to it.

The order of the policy is the order of this code: pins are put over the result by `weigh`; here class, status and
recency sort the claims (`Entry.order`), denials take some out first (`_struck`), and finer dates refine what stands
(`_refine`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from airdate.facts import edtf
from airdate.facts.policy import DENIED, UNKNOWN, WITHDRAWN, Support, Value
from airdate.facts.values import COARSER, DIFFERS, FINER, MIXED, OVERLAPS, SAME, compare, merge, spell

FOR, AGAINST, SUPERSEDED, REFINED = "for", "against", "superseded", "refined"
DISSENT = frozenset({"class", "status", "denial"})  # the rules by which a newer contradiction loses, and may conflict


@dataclass(slots=True, eq=False)  # made by the million: frozen ones take three times as long
class Entry:
    """One claim's say on one fact. ``rank`` and ``sure`` are the places of its class and status, 0 the weightiest.

    ``out`` names why it does not count (``rejected``, ``retired``) or is empty.
    """

    claim: str
    voice: str
    source: str
    rank: int
    sure: int
    status: str
    day: date
    instant: datetime | None
    learnt: datetime
    value: Value
    was: Value | None
    confidence: float
    out: str = ""
    _order: tuple[Any, ...] | None = field(default=None, repr=False)

    @property
    def order(self) -> tuple[Any, ...]:
        """The weightiest first; after what the policy says, the finer date, the surer reading, then any fixed order."""
        if self._order is None:
            instant = -self.instant.timestamp() if self.instant else 0.0
            length = edtf.days(self.value["date"]).length if "date" in self.value else 0
            day = -self.day.toordinal()
            self._order = (self.rank, self.sure, day, instant, length, -self.confidence, self.claim)
        return self._order

    def after(self, other: Entry) -> bool:
        """Whether it was published later, as far as is known."""
        if self.day != other.day:
            return self.day > other.day
        return self.instant is not None and other.instant is not None and self.instant > other.instant


@dataclass(slots=True)
class Standing:
    """What stands, and what it took: the claims heard (one a voice) and their copies, those struck by a denial, those
    that spoke of an earlier release, those out. ``stages`` are the deciding claims with the value after each.
    """

    stages: tuple[tuple[Entry, Value], ...]
    status: str
    heard: Sequence[Entry] = ()
    copies: Sequence[tuple[Entry, str]] = ()
    struck: frozenset[str] = frozenset()
    passed: Sequence[Entry] = ()
    out: Sequence[Entry] = ()

    @property
    def value(self) -> Value:
        return self.stages[-1][1]

    @property
    def decider(self) -> Entry:
        return self.stages[-1][0]


@dataclass(slots=True)
class Outcome:
    """How it was decided: the rule, how each claim stands to the value, and how many voices are for it."""

    rule: str
    conflict: bool
    voices: int
    supports: tuple[Support, ...]


def stand(entries: Sequence[Entry], main: str, *, recurs: bool = False) -> Standing:
    """What stands of the claims on one fact, of which there is at least one.

    ``main`` is the component that matters most (`slots.Shape`). ``recurs`` says that the release has no number, so
    that a later day, named after the earlier one has passed, is another release and no move.
    """
    if len(entries) == 1 and not entries[0].out:  # the commonest case: it stands
        entry = entries[0]
        return Standing(((entry, {} if entry.status == DENIED else entry.value),), entry.status, entries)
    out = [entry for entry in entries if entry.out]
    heard, copies = _one_a_voice([entry for entry in entries if not entry.out] if out else entries)
    if not heard:
        return Standing(((min(out, key=_by_order), {}),), WITHDRAWN, out=out)
    struck = _struck(heard)
    live = [entry for entry in heard if entry.status != DENIED and entry.claim not in struck]
    passed = _passed(live) if recurs else []
    if passed:
        live = [entry for entry in live if entry not in passed]
    if live:
        stages = _refine(live, main)
        return Standing(tuple(stages), _status_of(stages, main), heard, copies, struck, passed, out)
    # Nothing survives: a denial stands if one was made, else what was replaced without a word on what by.
    denials = [entry for entry in heard if entry.status == DENIED]
    decider = min(denials or heard, key=_by_order)
    return Standing(((decider, {}),), DENIED if denials else WITHDRAWN, heard, copies, struck, passed, out)


def judge(standing: Standing, voices_in_conflict: int) -> Outcome:
    """How each claim stands to what stands, and the rule that decided."""
    heard = standing.heard
    if len(heard) == 1 and not standing.out and not standing.copies:
        return Outcome("only voice", False, 1, (Support(heard[0].claim, FOR, "decides"),))
    judged = _judge(heard, standing)
    supports = [
        *judged,
        *[Support(entry.claim, SUPERSEDED, "earlier release") for entry in standing.passed],
        *[Support(entry.claim, SUPERSEDED, entry.out) for entry in standing.out],
    ]
    if standing.copies:
        stances = {support.claim: support.stance for support in judged}
        supports += [
            Support(copy.claim, stances[first], "same voice") for copy, first in standing.copies if first in stances
        ]
    against = {s.claim for s in judged if s.stance == AGAINST and s.rule in DISSENT}
    # Who says that there is no date yet does not speak for one.
    silent = {entry.claim for entry in heard if entry.status == UNKNOWN} if standing.status != UNKNOWN else frozenset()
    backing = {s.claim for s in judged if s.stance in (FOR, REFINED)} - silent
    voices = independent(entry for entry in heard if entry.claim in backing)
    dissent = independent(entry for entry in heard if entry.claim in against)
    return Outcome(
        rule=_rule(standing, judged, voices) if heard else standing.decider.out,
        conflict=any(s.rule == "tie" for s in judged) or dissent >= voices_in_conflict,
        voices=voices,
        supports=tuple(sorted(supports, key=_by_claim)),
    )


def judge_pin(pin: Entry, entries: Sequence[Entry], voices_in_conflict: int) -> Outcome:
    """How each claim stands to what an editor has pinned. Newer voices against it are seen, and change nothing."""
    supports = []
    for entry in entries:
        how = compare(entry.value, pin.value)
        agrees = how != DIFFERS and (entry.status == DENIED) == (pin.status in (DENIED, WITHDRAWN))
        if entry.out:
            supports.append(Support(entry.claim, SUPERSEDED, entry.out))
        elif agrees:
            supports.append(Support(entry.claim, REFINED if how == COARSER else FOR, "pin"))
        else:
            supports.append(Support(entry.claim, AGAINST if entry.day > pin.day else SUPERSEDED, "pin"))
    against = {s.claim for s in supports if s.stance == AGAINST}
    backing = {s.claim for s in supports if s.stance in (FOR, REFINED)}
    heard, _copies = _one_a_voice([entry for entry in entries if not entry.out])
    dissent = independent(entry for entry in heard if entry.claim in against)
    voices = independent(entry for entry in heard if entry.claim in backing)
    return Outcome("pin", dissent >= voices_in_conflict, voices, tuple(sorted(supports, key=_by_claim)))


def independent(entries: Iterable[Entry]) -> int:
    """How many independent voices these are: copies of one text are one, and so is one source however often it speaks.

    The number of groups that sharing a text or a source leaves.
    """
    entries = list(entries)
    if len(entries) < 2:
        return len(entries)
    groups: list[tuple[set[str], set[str]]] = []
    for entry in entries:
        texts, sources = {entry.voice}, {entry.source}
        apart = []
        for group in groups:
            if entry.voice in group[0] or entry.source in group[1]:
                texts |= group[0]
                sources |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (texts, sources)]
    return len(groups)


def _by_order(entry: Entry) -> tuple[Any, ...]:
    return entry.order


def _by_claim(support: Support) -> str:
    return support.claim


def _one_a_voice(entries: Sequence[Entry]) -> tuple[Sequence[Entry], list[tuple[Entry, str]]]:
    """One entry for each voice and thing said (its weightiest and earliest copy), and the other copies with its id."""
    if len({entry.voice for entry in entries}) == len(entries):
        return entries, []
    heard: dict[tuple[str, str, str], Entry] = {}
    copies: list[tuple[Entry, str]] = []
    for entry in sorted(entries, key=lambda entry: (entry.rank, entry.day, entry.order)):
        key = (entry.voice, entry.status, spell([entry.value, entry.was]))
        first = heard.setdefault(key, entry)
        if first is not entry:
            copies.append((entry, first.claim))
    return list(heard.values()), copies


def _struck(heard: Sequence[Entry]) -> frozenset[str]:
    """The claims that a denial takes out: those of its own class and not later, and those of a lower class.

    Naming an earlier day that this one replaces denies that day.
    """
    if all(entry.was is None and entry.status != DENIED for entry in heard):
        return frozenset()
    struck = set()
    for denial in heard:
        denied = denial.value if denial.status == DENIED else denial.was
        if denied is None or (denial.status != DENIED and compare(denial.value, denied) in (SAME, FINER)):
            continue  # "summer" made more precise is not replaced
        for entry in heard:
            if entry is denial or entry.status == DENIED or entry.rank < denial.rank:
                continue
            if entry.rank == denial.rank and entry.after(denial):
                continue
            if not denied or compare(entry.value, denied) in (SAME, FINER):
                struck.add(entry.claim)
    return frozenset(struck)


def _passed(live: Sequence[Entry]) -> list[Entry]:
    """Of a release without a number, the claims of days that had passed when a later day was named."""
    dated = [entry for entry in live if "date" in entry.value]
    return [
        entry
        for entry in dated
        if any(
            edtf.is_over(entry.value["date"], other.day) and edtf.days(other.value["date"]).earliest > other.day
            for other in dated
        )
    ]


def _refine(live: Sequence[Entry], main: str) -> list[tuple[Entry, Value]]:
    """The claim that wins by class, status and recency, then each that makes it finer, with the value after each.

    A claim refines if it contradicts nothing that stands and is as sure as it; what is not known yet anybody may tell.
    """
    winner = min(live, key=_by_order)
    value = winner.value
    stages = [(winner, value)]
    sure = winner.sure
    while True:
        open_ = main not in value
        finer = [
            entry
            for entry in live
            if (entry.sure <= sure or (open_ and main in entry.value)) and compare(entry.value, value) in (FINER, MIXED)
        ]
        if not finer:
            return stages
        best = min(finer, key=_by_order)
        value = merge(value, best.value)
        if open_ and main in value:
            sure = best.sure
        stages.append((best, value))


def _status_of(stages: Sequence[tuple[Entry, Value]], main: str) -> str:
    """The status of the claim that gave the main component its present form."""
    status = stages[0][0].status
    known = stages[0][1].get(main)
    for entry, value in stages[1:]:
        if value.get(main) != known:
            status, known = entry.status, value.get(main)
    return status


def _judge(heard: Sequence[Entry], standing: Standing) -> list[Support]:
    """How each claim that is heard stands to what stands."""
    stages, status, value, final = standing.stages, standing.status, standing.value, standing.decider
    deciding = {entry.claim for entry, _ in stages}
    confirmed_on = max(
        (e for e in heard if e.status != DENIED and e.rank <= final.rank and compare(e.value, value) == SAME),
        key=lambda entry: (entry.day, entry.order),
        default=final,
    )
    judged = []
    for entry in heard:
        if entry in standing.passed:
            continue
        if entry.status == DENIED:
            judged.append(_judge_denial(entry, standing))
            continue
        if status in (DENIED, WITHDRAWN):
            judged.append(_against_denial(entry, final))
            continue
        how = compare(entry.value, value)
        if entry.claim in standing.struck and how not in (SAME, COARSER):
            judged.append(_judge_struck(entry, standing, confirmed_on))
        elif how == DIFFERS:
            judged.append(_judge_other(entry, standing, confirmed_on))
        elif entry.status == UNKNOWN and entry.after(final) and entry.rank <= final.rank:
            judged.append(Support(entry.claim, AGAINST, "no date"))
        elif how == SAME:
            judged.append(Support(entry.claim, FOR, "decides" if entry.claim in deciding else "agrees"))
        elif how == COARSER or entry.claim in deciding:
            judged.append(Support(entry.claim, REFINED, "refines"))
        else:
            judged.append(Support(entry.claim, FOR, "overlaps" if how == OVERLAPS else "fits"))
    return judged


def _judge_denial(denial: Entry, standing: Standing) -> Support:
    final, value = standing.decider, standing.value
    if standing.status == DENIED:
        return Support(denial.claim, FOR, "decides" if denial is final else "agrees")
    if denial.value and compare(value, denial.value) not in (SAME, FINER):
        return Support(denial.claim, FOR, "denial")  # what it denies is not what stands
    if denial.after(final) and denial.rank > final.rank:
        return Support(denial.claim, AGAINST, "denial")
    return Support(denial.claim, SUPERSEDED, "class" if denial.rank > final.rank else "recency")


def _against_denial(entry: Entry, denial: Entry) -> Support:
    if entry is denial:
        return Support(entry.claim, FOR, "decides")
    if entry.after(denial) and entry.rank > denial.rank:
        return Support(entry.claim, AGAINST, "class")
    return Support(entry.claim, SUPERSEDED, "denial")


def _judge_struck(entry: Entry, standing: Standing, confirmed_on: Entry) -> Support:
    """A claim that was denied or replaced. Who stands further off and insists later is heard, to no effect."""
    rule = "denial" if _denied(entry, standing) else "replaced"
    insists = entry.after(confirmed_on) and entry.rank > standing.decider.rank
    return Support(entry.claim, AGAINST, "class") if insists else Support(entry.claim, SUPERSEDED, rule)


def _judge_other(entry: Entry, standing: Standing, confirmed_on: Entry) -> Support:
    """A claim that contradicts what stands: by which rule it lost, and whether it came later and is dissent."""
    rival = next(stage for stage, value in standing.stages if compare(entry.value, value) == DIFFERS)
    newer = entry.after(rival) and entry.after(confirmed_on)
    if entry.rank > rival.rank:
        return Support(entry.claim, AGAINST if newer else SUPERSEDED, "class")
    if entry.sure > rival.sure:
        return Support(entry.claim, AGAINST if newer else SUPERSEDED, "status")
    equal = (entry.rank, entry.sure) == (rival.rank, rival.sure) and entry.voice != rival.voice
    if equal and not rival.after(entry) and not entry.after(rival):
        return Support(entry.claim, AGAINST, "tie")
    return Support(entry.claim, SUPERSEDED, "recency")


def _denied(entry: Entry, standing: Standing) -> bool:
    """Whether a denial, and not only the naming of a new day, speaks against what the claim says."""
    denials = (denial for denial in standing.heard if denial.status == DENIED and denial.rank <= entry.rank)
    return any(not denial.value or compare(entry.value, denial.value) in (SAME, FINER) for denial in denials)


def _rule(standing: Standing, judged: Sequence[Support], backing: int) -> str:
    """The name of the rule that decided: how the strongest contradiction was overcome, or that there was none."""
    if standing.status in (DENIED, WITHDRAWN):
        return "denial" if any(support.stance != FOR for support in judged) else "only voice"
    if len(standing.stages) > 1 and standing.stages[0][1]:
        return "refines"
    lost = {s.claim: s.rule for s in judged if s.stance in (AGAINST, SUPERSEDED) and s.rule != "no date"}
    if lost:
        return lost[min((entry for entry in standing.heard if entry.claim in lost), key=_by_order).claim]
    return "agreement" if backing > 1 else "only voice"
