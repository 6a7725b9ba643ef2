"""Importers of catalogues: TVmaze, the IMDb data sets, CSV tables. What they say becomes entries and claims."""
