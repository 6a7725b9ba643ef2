"""Learned linking: what a mention says of which title, by small models over what stands around and between."""
