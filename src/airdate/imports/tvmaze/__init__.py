"""TVmaze: what its API gives, as pages of shows, lists of episodes and schedules."""
