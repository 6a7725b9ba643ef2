"""The news desk: editors write, see their facts checked, and publish."""
