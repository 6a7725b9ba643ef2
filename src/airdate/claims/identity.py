"""The ids of claims: a hash of what was said and where, the same in every database and after every rebuild."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
ID_LENGTH = 40  # hexadecimal digits of SHA-256: 160 bits


def canonical_json(value: Any) -> str:
    """One spelling of a JSON value: keys sorted, no spaces, no escapes; whole numbers without a fraction."""
    return _ENCODER.encode(_plain(value))


def claim_id(document_key: str, kind: str, slots: Mapping[str, Any], spans: Iterable[Iterable[int]]) -> str:
    """The id of a claim. Spans count as a set: their order does not matter."""
    said = [document_key, kind, slots, sorted({tuple(span) for span in spans})]
    return hashlib.sha256(canonical_json(said).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def _plain(value: Any) -> Any:
    """The value with lists for tuples, and 4 for 4.0: databases differ in which of the two they give back."""
    kind = type(value)
    if kind is str or kind is int or value is None:  # most values: importers make ids by the million
        return value
    if kind is dict or isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
