"""Listings out: XMLTV, M3U, JSON, iCalendar."""
