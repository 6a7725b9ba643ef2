"""First drafts from facts: outlines with a source for every line. Nothing is said that is not a fact."""
