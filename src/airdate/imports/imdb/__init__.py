"""The IMDb data sets: tab-separated tables, each read by itself, in the order of `tables.ORDER`."""
