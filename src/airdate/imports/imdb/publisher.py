"""IMDb as a source: its name, its terms, the version of its importer."""

from airdate.imports.running import Publisher

VERSION = "imdb-1"
LICENCE = "IMDb data sets: personal and non-commercial use only"
NOTICE = (
    "The IMDb data sets are for personal and non-commercial use only, under IMDb's own terms:"
    " https://developer.imdb.com/non-commercial-datasets/"
)
IMDB_SETS = Publisher("IMDb", homepage="https://www.imdb.com/", licence=LICENCE)
