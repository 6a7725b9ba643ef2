"""What a page tells machines in the words of schema.org, as JSON-LD in the page's head.

Only what is confirmed is told, and dates only as finely as they are known: schema.org has no word for "rumoured" and
none for "summer". Everything here makes plain dictionaries out of what the pages show; `templatetags.linked` puts them
into pages.
"""
