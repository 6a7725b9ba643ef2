"""To take away: calendars, feeds and the JSON API, all read-only."""
