"""Rows for tests, made through the rooms' own actions wherever there is one."""

from factories.said import NOW, make_claim, make_document, make_source, say

__all__ = ["NOW", "make_claim", "make_document", "make_source", "say"]
