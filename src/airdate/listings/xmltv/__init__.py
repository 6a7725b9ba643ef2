"""XMLTV as it really comes. Pure: no Django, no network, no clock.

`guide.read_guide` takes a file and gives its channels and broadcasts one after another, in constant memory, and counts
what cannot be used. The stages, in their order: `opening` (unpacked bytes), `characters` (UTF-8 that a parser can
take), `cutting` (pieces of whole elements), `elements` (an element as values).
"""
