"""From the text of an article to claims, each with the words that support it."""
