"""How a command ends: exit codes, and the errors that are one line for the user."""

from __future__ import annotations

from typing import Final

OK: Final = 0
FAILED: Final = 1
USAGE: Final = 2
ALARMS: Final = 3
INTERRUPTED: Final = 130

EXIT_CODES: Final = {
    OK: "all went well",
    FAILED: "failed: the archive cannot be used, or a site gave no answer, refused us or could not be asked",
    USAGE: "asked for something that cannot be done; the message says what to change",
    ALARMS: "finished, but some pages were quarantined or failed, or verify found something wrong",
    INTERRUPTED: "stopped by Ctrl-C; the archive is whole, run again to go on",
}


class CommandError(Exception):
    """A command cannot go on; the message is one line for the user."""

    code: int = FAILED


class MisuseError(CommandError):
    """The command was asked for something that cannot be done."""

    code = USAGE
