"""The ``lontar`` command: one file a group of commands; heavy imports wait until one runs."""
