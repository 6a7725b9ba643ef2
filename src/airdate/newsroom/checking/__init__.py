"""Drafts beside what the guide believes. Nothing here writes."""
