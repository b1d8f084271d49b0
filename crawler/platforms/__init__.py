"""One room a family of content management systems."""
