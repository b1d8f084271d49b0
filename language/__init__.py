"""Indonesian words for the search: tokens as the full-text index makes them, and their stems."""
