"""Adding a site: probing it, trying a platform on it, writing its file and its fixtures, and checking them later."""
