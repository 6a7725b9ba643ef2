"""Articles from elsewhere and to elsewhere: WordPress in, everything out and in again."""
