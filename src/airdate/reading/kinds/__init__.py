"""One module for each kind of claim; each has ``drafts(article)``, which yields what it finds, nothing merged."""
