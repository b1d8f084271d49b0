"""Pipelines: read pages, write the archive; they know no site."""
