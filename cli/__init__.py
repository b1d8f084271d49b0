"""The ``lontar`` command: one file a group of commands, all of them thin; heavy imports wait until a command runs."""
