"""The spider of the bundled sample site."""
