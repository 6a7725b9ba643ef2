"""The TV guide: `/tv/` and what belongs to it. See docs/explanation/tv-guide.md."""
