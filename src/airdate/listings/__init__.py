"""Broadcasters' listings: channels, broadcasts, XMLTV in, schedule changes."""
