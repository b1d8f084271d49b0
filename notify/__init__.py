"""Telling people: messages after a crawl, and watches of releases and searches."""
