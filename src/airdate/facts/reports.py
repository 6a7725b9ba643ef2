"""What readers report as wrong: kept for the editors, limited so that nobody can drown them.

A sender's address is never kept. What tells one sender's reports of a day from others is a keyed hash of the address
and the day; it is emptied when the day is over.
"""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from airdate.facts.models import Report

LONGEST_REASON, LONGEST_LINK = 1000, 500  # characters
OF_A_SENDER, OF_A_SENDER_ON_A_FACT, OF_ALL = 10, 3, 500  # reports in a day
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class ReportError(ValueError):
    """It cannot be reported so. The message is for the reader: one sentence that says why, and the way out."""


class TooManyReports(ReportError):
    """Enough has been reported today, by this sender or by all."""


@transaction.atomic
def report_fact(fact: str, *, said: str, reason: str, link: str, address: str, now: datetime) -> Report:
    """Keep a reader's word that a fact is wrong. The same word from the same sender on one day is kept once.

    ``fact`` is its id, ``said`` the fact in words as the reader saw it, ``address`` the sender's IP address. Raises
    `ReportError`.
    """
    reason, link = tidy_reason(reason), tidy_link(link)
    day = now.astimezone(UTC).date()
    sender = sender_of(address, day)
    Report.objects.filter(day__lt=day).exclude(sender="").update(sender="")
    today = Report.objects.filter(day=day)
    own = today.filter(sender=sender)
    same = own.filter(fact=fact, reason=reason, link=link).first()
    if same is not None:
        return same
    if own.filter(fact=fact).count() >= OF_A_SENDER_ON_A_FACT:
        raise TooManyReports(_("You have told us about this fact today; an editor will look at it."))
    if own.count() >= OF_A_SENDER:
        raise TooManyReports(_("That were many reports for one day. Thank you; please go on tomorrow."))
    if today.count() >= OF_ALL:
        raise TooManyReports(_("So much was reported today that no more can be kept. Please come again tomorrow."))
    return Report.objects.create(
        fact=fact, said=said, reason=reason, link=link, sender=sender, day=day, made_at=now
    )  # fmt: skip


@transaction.atomic
def settle_report(report: Report, *, author: str, reason: str, now: datetime) -> Report:
    """Take a report off the queue, with what became of it. Raises `ReportError`."""
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.settled_at is not None:
        raise ReportError(f"report {kept.pk} was settled by {kept.settled_by} already")
    if not author.strip() or not reason.strip():
        raise ReportError("a report is settled by an author and with a reason")
    kept.settled_at, kept.settled_by, kept.settled_because = now, author, reason
    kept.save(update_fields=["settled_at", "settled_by", "settled_because"])
    return kept


@transaction.atomic
def reopen_report(report: Report, *, author: str, reason: str, now: datetime) -> Report:
    """Put a report back on the queue. Raises `ReportError`."""
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.settled_at is None:
        raise ReportError(f"report {kept.pk} waits already")
    if not author.strip() or not reason.strip():
        raise ReportError("a report is put back by an author and with a reason")
    kept.settled_at, kept.reopened_at, kept.reopened_by, kept.reopened_because = None, now, author, reason
    kept.save(update_fields=["settled_at", "reopened_at", "reopened_by", "reopened_because"])
    return kept


def sender_of(address: str, day: date) -> str:
    """A keyed hash of an address and a day. Of an IPv6 address the network of a household (64 bits) counts."""
    try:
        ip = ipaddress.ip_address(address.strip())
        network = str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
    except ValueError:
        network = ""  # a server that tells no address: all count as one
    return salted_hmac("airdate.facts.reports", f"{day.isoformat()} {network}", algorithm="sha256").hexdigest()[:32]


def tidy_reason(given: str) -> str:
    """A reason without control characters and needless space. Raises `ReportError` for none, or one too long."""
    text = _CONTROLS.sub("", given.replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    if not any(character.isalnum() for character in text):
        raise ReportError(_("Say what is wrong, and how you know."))
    if len(text) > LONGEST_REASON:
        told = {"long": len(text), "most": LONGEST_REASON}
        raise ReportError(_("What you wrote has %(long)d characters; shorten it to %(most)d.") % told)
    return text


def tidy_link(given: str) -> str:
    """An address of the web, or nothing. Raises `ReportError` for anything else."""
    link = given.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        fits = fits and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        fits = False
    if not fits or len(link) > LONGEST_LINK or not link.isprintable() or any(c in link for c in " <>\"'\\"):
        raise ReportError(_("“%(link)s” is no address of the web; copy it from your browser.") % {"link": link[:60]})
    return link
