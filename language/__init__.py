"""Indonesian words for the search: tokens as the full-text index makes them, and their stems. Depends on nothing of ours."""
