"""The index of names and headlines, and what is asked of it: the same answers on SQLite and on PostgreSQL."""
