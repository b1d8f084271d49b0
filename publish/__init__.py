"""The Datasette site: metadata, plugins, templates; knows only the schema and the words of the language."""
