"""Page shapes: the same releases printed by many unlike themes, with what each page says as truth."""
