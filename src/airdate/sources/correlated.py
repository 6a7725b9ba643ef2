"""Conditions that are asked of each row, in both databases."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull


def found_for_each(rows: QuerySet[Any]) -> Q:
    """The condition on a row that ``rows``, which name it by `OuterRef`, has one at all.

    It says what `Exists` says, as the value of a subquery. PostgreSQL may turn an `Exists` into a join, or gather
    beforehand what there is for any row; a list that is read in the order of an index, and stops when it is full, then
    waits for answers about a million rows that it never comes to. A value is asked for where it is needed.
    """
    return Q(IsNull(Subquery(rows.order_by().annotate(one=Value(1)).values("one")[:1]), False))
