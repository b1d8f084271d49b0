"""How a command ends: exit codes, and the errors that are one line for the user."""

from __future__ import annotations

from typing import Final

OK: Final = 0
FAILED: Final = 1
USAGE: Final = 2
ALARMS: Final = 3
LOCKED: Final = 4
INTERRUPTED: Final = 130

EXIT_CODES: Final = {
    OK: "all went well",
    FAILED: "failed: the archive cannot be used, or a site gave no answer, refused us or could not be asked",
    USAGE: "asked for something that cannot be done; the message says what to change",
    ALARMS: "finished with alarms: pages quarantined or failed, disk or memory short, or verify found something",
    LOCKED: "locked: another process is at work on a site or the archive; the message says which",
    INTERRUPTED: "stopped by Ctrl-C or SIGTERM; the archive is whole, run again to go on",
}


class CommandError(Exception):
    """A command cannot go on; the message is one line for the user."""

    code: int = FAILED


class MisuseError(CommandError):
    """The command was asked for something that cannot be done."""

    code = USAGE
