"""Views of the desk, under `/desk/`."""
