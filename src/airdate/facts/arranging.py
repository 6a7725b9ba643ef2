"""Facts made into what pages show: each kind of fact into its dataclass of `pages`, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from airdate.facts import edtf, pages
from airdate.facts.held import Held, step_id, when
from airdate.facts.naming import Names
from airdate.facts.policy import DENIED, DISPUTES, WITHDRAWN, Step
from airdate.facts.reasons import change_words, dispute_words
from airdate.facts.sentences import told
from airdate.facts.values import adds_only_a_zone
from airdate.facts.words import said_by, value_words, what_words

NONE = frozenset({DENIED, WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who said a claim, where and when, and the quotation where it is one."""

    source: pages.Named
    day: date
    document: str
    words: str = ""
    url: str = ""  # of the document; empty where it has none


@dataclass(slots=True)
class Arranger:
    """Makes pages' values out of facts. ``voices`` are those of the claims that facts and changes rest on."""

    names: Names
    today: date
    voices: Mapping[str, Voice] = field(default_factory=dict)

    def value(self, held: Held, value: Mapping[str, Any] | None = None, status: str | None = None) -> str:
        shown, sure = (held.value, held.status) if value is None else (value, status or held.status)
        return value_words(held.slot, shown, sure, self.names, self.today)

    def what(self, held: Held) -> str:
        return what_words(held.kind, held.named, self.names)

    def sentence(self, held: Held) -> str:
        """What holds, how sure it is, and who said it."""
        return f"{told(held, self.names, self.today)} {self.said(held)}".rstrip()

    def said(self, held: Held) -> str:
        """Who said it; empty where nobody is known."""
        voice = self.voices.get(held.decided_by)
        if voice is None:
            return _("Decided by an editor.") if held.rule == "pin" else ""
        return said_by(voice.source.name, voice.day, held.voices, self.today)

    def head(self, held: Held) -> dict[str, Any]:
        voice = self.voices.get(held.decided_by)
        return {
            "fact": held.id,
            "status": held.status,
            "rule": held.rule,
            "conflict": held.conflict,
            "voices": held.voices,
            "tell": partial(self.sentence, held),
            "tell_who": partial(self.said, held),
            "since": held.since,
            "by": voice.source if voice else None,
            "document": voice.document if voice else None,
        }

    def before(self, held: Held) -> tuple[pages.Earlier, ...]:
        """What it was, the latest first. Each value held from its own change to the next."""
        steps = [step for step in held.steps if step.kind not in DISPUTES]
        return tuple(
            pages.Earlier(self.value(held, before.new, before.new_status), before.new_status, before.day, after.day)
            for before, after in reversed(list(pairwise(steps)))
        )

    def place(self, held: Held, name: str = "platform") -> pages.Named | None:
        key = held.named.get(name)
        return self.names(key) if key else None

    def countries(self, held: Held) -> tuple[str, ...]:
        """Where a fact holds, which tells the zone of its time: its region, else the country of its place."""
        region, place = str(held.named.get("region") or ""), held.named.get("platform")
        return tuple(filter(None, (region, self.names.country(place) if place else "")))

    def release(self, held: Held, schedule: Held | None = None) -> pages.Release:
        named = held.named
        return pages.Release(
            **self.head(held),
            when=when(held.day, self.today, held.value.get("time"), self.countries(held)),
            event=named.get("event", "premiere"),
            season=named.get("season"),
            episode=named.get("episode"),
            part=named.get("part"),
            region=named.get("region", ""),
            place=self.place(held),
            moved=held.moved,
            before=self.before(held),
            schedule=schedule.value.get("schedule") if schedule else None,
            schedule_fact=schedule.id if schedule else None,
        )

    def renewal(self, held: Held) -> pages.Renewal:
        places = held.value.get("platform") or ()
        return pages.Renewal(
            **self.head(held),
            outcome=held.value.get("outcome", ""),
            season=held.named.get("season"),
            place=self.names(places[0]) if places else None,
        )

    def member(self, held: Held) -> pages.CastMember:
        return pages.CastMember(
            **self.head(held),
            person=self.names(held.named["actor"]),
            character=held.value.get("character"),
            change="leaves" if held.kind == "leaving" else held.value.get("change", "stars"),
            season=held.named.get("season"),
        )

    def credit(self, held: Held) -> pages.Credit:
        return pages.Credit(**self.head(held), person=self.names(held.named["person"]), role=held.named["role"])

    def basis(self, held: Held) -> pages.Basis:
        author = held.value.get("author")
        keys = [author] if isinstance(author, str) else author or []
        names = ", ".join(self.names(key).name for key in keys)
        return pages.Basis(
            **self.head(held), source=held.named.get("source"), form=held.value.get("form"), author=names or None
        )

    def availability(self, held: Held) -> pages.Availability:
        amount, until = held.value.get("amount"), held.value.get("until")
        return pages.Availability(
            **self.head(held),
            place=self.place(held),
            season=held.named.get("season"),
            region=held.named.get("region", ""),
            terms=held.named.get("terms"),
            amount=None if amount is None else Decimal(str(amount)),
            currency=held.value.get("currency", ""),
            until=when(until, self.today) if until else None,
            gone=held.status == DENIED or (until is not None and edtf.is_over(until, self.today)),
            form=held.named.get("form"),
        )

    def price(self, held: Held) -> pages.Price:
        named, effective = held.named, held.value.get("date")
        return pages.Price(
            **self.head(held),
            service=self.names(held.subject),
            plan=named.get("plan", ""),
            period=named.get("period", ""),
            region=named.get("region", ""),
            currency=named.get("currency", ""),
            amount=Decimal(str(held.value.get("amount", 0))),
            starting_at=bool(held.value.get("from")),
            effective=when(effective, self.today) if effective else None,
            coming=effective is not None and not edtf.is_past(effective, self.today),
            before=self.before(held),
            points=tuple(self._points(held)),
        )

    def _points(self, held: Held) -> Iterator[pages.PricePoint]:
        """The prices that a fact has had. One that was denied or withdrawn is none."""
        for step in held.steps:
            amount, effective = step.new.get("amount"), step.new.get("date")
            if step.kind in DISPUTES or amount is None or step.new_status in NONE:
                continue
            words = self.value(held, step.new, step.new_status)
            since = when(effective, self.today) if effective else None
            yield pages.PricePoint(Decimal(str(amount)), words, step.new_status, step.day, since)

    def carriage(self, held: Held) -> pages.Carriage:
        return pages.Carriage(
            **self.head(held), service=self.names(held.subject), carrier=self.names(held.named["carrier"])
        )

    def video(self, held: Held) -> pages.Video:
        voice = self.voices.get(held.decided_by)
        return pages.Video(
            **self.head(held),
            form=held.named.get("form", ""),
            season=held.named.get("season"),
            url=voice.url if voice else "",
        )

    def quote(self, held: Held) -> pages.Quote:
        voice = self.voices.get(held.decided_by)
        about = held.subject.startswith("title:")
        return pages.Quote(
            **self.head(held),
            speaker=self.place(held, "speaker"),
            outlet=held.value.get("outlet"),
            words=voice.words if voice else "",
            title=self.names(held.subject) if about else None,
        )

    def moved(self, held: Held, step: Step) -> pages.Moved:
        voice = self.voices.get(step.cause)
        what = self.what(held)
        old = "" if step.old is None else self.value(held, step.old, step.old_status)
        new = self.value(held, step.new, step.new_status)
        if step.kind in DISPUTES:
            sentence = dispute_words(step.kind, what, new)
        elif old:
            sentence = _("%(what)s: %(new)s, was %(old)s.") % {"what": what, "new": new, "old": old}
        else:
            sentence = f"{what}: {new}."
        return pages.Moved(
            change=step_id(held, step),
            fact=held.id,
            kind=step.kind,
            kind_words=change_words(step.kind),
            fact_kind=held.kind,
            about=self.names(held.subject),
            about_kind=held.subject.partition(":")[0],
            what=what,
            old=old,
            new=new,
            day=step.day,
            learnt_at=step.learnt,
            sentence=sentence,
            source=voice.source if voice else None,
            document=voice.document if voice else None,
            only_zone=step.old_status == step.new_status and adds_only_a_zone(step.old, step.new),
        )
